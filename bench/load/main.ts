/** The process that makes the load. It carries out one `Order` after another and answers each with its `Report`. */
import { answerParent } from "../program/child.ts";
import { createDeck, type Deck } from "./deck.ts";
import { orderSchema } from "./orders.ts";
import { runClosed, runOpen } from "./run-load.ts";

const decks = new Map<string, Deck>();

function deckOf(name: string): Deck {
  const deck = decks.get(name);
  if (!deck) throw new Error(`no deck “${name}” was dealt`);
  return deck;
}

answerParent(async (told) => {
  const order = orderSchema.parse(told);
  switch (order.do) {
    case "deal":
      decks.set(order.deck, createDeck(order.cards, order.again));
      return {};
    case "closed":
      return runClosed({ ...order, deck: deckOf(order.deck) });
    case "open":
      return runOpen({ ...order, deck: deckOf(order.deck) });
  }
});
