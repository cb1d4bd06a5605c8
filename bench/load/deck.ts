/** The requests that are still to be made, as bodies. Each is made when it is taken, so that the deck itself needs no room. */
import { commandOf, pressOf } from "../../fakes/slack/client.ts";
import type { Rating } from "../../src/core/rating.ts";
import { encodeAction } from "../../src/message/action.ts";
import { SLACK_TEAM_ID } from "../program/names.ts";
import type { Cards, Walker } from "./orders.ts";

export type Deck = {
  /** More lanes than people would stand idle. */
  readonly people: number;
  /** Undefined when the lane has nothing more to send. One person's presses are in one lane, in their order, to the last one. */
  readonly take: (lane: number) => string | undefined;
};

export function createDeck(cards: Cards, again: boolean): Deck {
  return cards.kind === "presses" ? createPresses(cards, again) : createCommands(cards);
}

function createCommands({ userIds }: Extract<Cards, { kind: "commands" }>): Deck {
  let taken = 0;
  return {
    people: userIds.length,
    take() {
      const id = userIds[taken % userIds.length] ?? "";
      taken += 1;
      return commandOf({ id, teamId: SLACK_TEAM_ID, line: "help", channel: `D${id}` });
    },
  };
}

function createPresses({ walkers, questionIds }: Extract<Cards, { kind: "presses" }>, again: boolean): Deck {
  const hands = walkers.map((walker) => ({ walker, step: 0 }));
  /** Whose presses each lane makes now. */
  const held = new Map<number, (typeof hands)[number]>();
  let waiting = [...hands];

  function draw(): (typeof hands)[number] | undefined {
    if (waiting.length === 0 && again) {
      for (const hand of hands) hand.step = 0;
      waiting = [...hands];
    }
    return waiting.shift();
  }

  return {
    people: walkers.length,
    take(lane) {
      let hand = held.get(lane);
      if (!hand || hand.step >= questionIds.length) hand = draw();
      if (!hand) return undefined;
      held.set(lane, hand);
      const body = toPress(hand.walker, questionIds[hand.step] ?? "", hand.step);
      hand.step += 1;
      return body;
    },
  };
}

function toPress({ userId, checkInId, revision }: Walker, questionId: string, step: number): string {
  const rating: Rating = step % 2 === 0 ? 2 : 3;
  const event = { do: "answer", questionId, reply: { kind: "rating", rating } } as const;
  const value = encodeAction({ act: "walk", checkInId, revision: revision + step, event });
  const where = { channel: { id: `D${userId}` } };
  const press = pressOf({ action_id: "walk:0", value }, { id: userId, teamId: SLACK_TEAM_ID, where });
  return new URLSearchParams({ payload: JSON.stringify(press) }).toString();
}
