/** What the bot sends, one activity with a card or words alone, and the conversation that it goes to. */
import type { ConversationAccount } from "botbuilder";
import { CARD_CONTENT_TYPE, type Card, type Json } from "../card/card.ts";

export type Address = { readonly serviceUrl: string; readonly conversationId: string; readonly botId: string };

export type Outgoing = {
  readonly type: "message";
  readonly text?: string;
  readonly textFormat?: "plain";
  /** Shown in notifications. */
  readonly summary?: string;
  readonly locale?: string;
  readonly attachments?: { contentType: string; name?: string; content: Json }[];
};

export function toCardActivity(card: Card, about: { readonly summary: string; readonly locale: string }): Outgoing {
  return {
    type: "message",
    summary: about.summary,
    locale: about.locale,
    attachments: [{ contentType: CARD_CONTENT_TYPE, content: card }],
  };
}

/** The id alone: what else the SDK's type asks for would be made up, and the connector refuses empty words. */
export function parseConversation({ conversationId }: Address): ConversationAccount {
  return { id: conversationId } as ConversationAccount;
}

/** Enough of a reference to speak in the conversation. */
export function toReference(to: Address) {
  return {
    channelId: "msteams",
    serviceUrl: to.serviceUrl,
    conversation: parseConversation(to),
    bot: { id: to.botId, name: "" },
  };
}
