/** What the bot sends, one activity with a card or words alone, and the conversation that it goes to. */
import type { ConversationAccount } from "botbuilder";
import { CARD_CONTENT_TYPE, type Card, type Json } from "../card/card.ts";

/** A conversation, with what is needed to write there. */
export type Address = {
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly botId: string;
  /** Whose rates its calls count against. */
  readonly workspaceId: string;
};

/** An activity that the bot sends. */
export type Outgoing = {
  readonly type: "message";
  readonly text?: string;
  readonly textFormat?: "plain";
  /** Shown in notifications. */
  readonly summary?: string;
  readonly locale?: string;
  readonly attachments?: { contentType: string; name?: string; content: Json }[];
};

/** Wraps a card in an activity; the summary is shown in notifications. */
export function toCardActivity(card: Card, about: { readonly summary: string; readonly locale: string }): Outgoing {
  return {
    type: "message",
    summary: about.summary,
    locale: about.locale,
    attachments: [{ contentType: CARD_CONTENT_TYPE, content: card }],
  };
}

/** Returns the conversation as the SDK's type with its id alone, because the connector refuses empty values. */
export function parseConversation({ conversationId }: Address): ConversationAccount {
  return { id: conversationId } as ConversationAccount;
}

/** Returns what the SDK needs to write in the conversation. */
export function toReference(to: Address) {
  return {
    channelId: "msteams",
    serviceUrl: to.serviceUrl,
    conversation: parseConversation(to),
    bot: { id: to.botId, name: "" },
  };
}
