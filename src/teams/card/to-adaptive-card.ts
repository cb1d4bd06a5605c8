/** Renders a message as an Adaptive Card that is never larger than Teams accepts. */
import type { Message } from "../../message/message.ts";
import type { Picture } from "../../message/picture.ts";
import { toPlainText } from "../../message/plain-text.ts";
import { PUNCTUATION } from "../../message/voice/punctuation.ts";
import { toExecute } from "./actions.ts";
import { toElements } from "./card-elements.ts";
import { CARD_LIMITS, measureCard } from "./card-limits.ts";
import { toLiteral, toTextBlocks } from "./card-text.ts";
import { CARD_VERSION, type Card, type CardNode } from "./card.ts";

/** The pictures of a card, and who gets its newest content when they see it. */
export type CardOptions = {
  readonly pictures?: ReadonlyMap<Picture, string>;
  /** The client asks for the newest content whenever these people (by Teams' own ids) see the card. */
  readonly refresh?: { readonly checkInId: string; readonly userIds: readonly string[] };
};

/** Renders the message. When it is too large, its largest parts are left out and a sign says so; buttons stay. */
export function toAdaptiveCard(message: Message, options: CardOptions = {}): Card {
  let count = 0;
  const body = toElements(message.elements, {
    pictureOf: (picture) => options.pictures?.get(picture),
    colon: PUNCTUATION[message.locale].colon,
    nextId: () => {
      count += 1;
      return `part-${count}`;
    },
  });
  return toCard(message, body.length > 0 ? body : toTextBlocks(message.summary), options);
}

/** Wraps the body in what every card carries. `isWhole` is for a form, of which nothing may be left out. */
export function toCard(
  about: Pick<Message, "locale" | "summary"> & Partial<Pick<Message, "elements">>,
  body: readonly CardNode[],
  { refresh, isWhole = false }: Pick<CardOptions, "refresh"> & { readonly isWhole?: boolean } = {},
): Card {
  const words = about.elements ? toPlainText({ ...about, elements: about.elements }) : about.summary;
  const card: Card = {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: CARD_VERSION,
    // Two letters are all that the schema takes.
    lang: about.locale.slice(0, 2),
    fallbackText: toLiteral(words, CARD_LIMITS.fallbackText),
    speak: toLiteral(about.summary, CARD_LIMITS.speak),
    ...(refresh && {
      refresh: { action: toExecute({ kind: "refresh", checkInId: refresh.checkInId }), userIds: refresh.userIds.slice(0, 60) },
    }),
    body,
  };
  return isWhole ? card : fitIntoLimit(card);
}

/** Of a card that is too large the largest parts go, and a sign shows it; buttons stay. */
function fitIntoLimit(card: Card): Card {
  let body = card.body;
  while (measureCard({ ...card, body }) > CARD_LIMITS.cardBytes) {
    const [largest] = body.filter(isCuttable).sort((left, right) => measureCard(right) - measureCard(left));
    if (!largest) break;
    body = body.map((node) => (node === largest ? cut(node) : node));
  }
  return { ...card, body };
}

const CUT = "…";

/** What shows and hides the part still finds the sign that stands in its place. */
function cut({ id, isVisible }: CardNode): CardNode {
  return { type: "TextBlock", text: CUT, ...(id !== undefined && { id }), ...(isVisible !== undefined && { isVisible }) };
}

function isCuttable({ type, text }: CardNode): boolean {
  return type !== "ActionSet" && text !== CUT;
}
