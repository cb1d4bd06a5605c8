/** What the bot sends: one activity with a card, or words alone. */

import { CARD_CONTENT_TYPE, type Card, type Json } from "./card/card.ts";
import type { Address } from "./connector.ts";

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

export function toConversation({ conversationId }: Address) {
  return { id: conversationId, isGroup: false, conversationType: "", name: "" };
}

/** Enough of a reference to speak in the conversation. */
export function toReference(to: Address) {
  return {
    channelId: "msteams",
    serviceUrl: to.serviceUrl,
    conversation: toConversation(to),
    bot: { id: to.botId, name: "" },
  };
}
