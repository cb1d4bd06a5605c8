/** Shows leads whom the current round reached, whom it did not, and what to do about it. It is never shown in public. */
import type { Excuse, RoundStatus } from "../../../core/schedule/round.ts";
import type { UnreachableReason } from "../../../core/team.ts";
import type { Element, Fact } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";

/** Whom a round reached, for leads. Everything in it is worded or a name. */
export type RoundReach = {
  readonly number: number;
  readonly status: RoundStatus;
  /** When it opened, in words and in the team's zone; `closes` likewise. */
  readonly opened: string;
  readonly closes: string;
  /** How many finished. Who did not is never told. */
  readonly finished: number;
  /** The names of those who were asked. */
  readonly reached: readonly string[];
  readonly nothingToAsk: readonly string[];
  /** The names of those whose hour has not come yet. */
  readonly waiting: readonly string[];
  readonly excused: readonly { readonly name: string; readonly because: Exclude<Excuse, "unreachable"> | "missed" }[];
  readonly unreachable: readonly { readonly name: string; readonly because: UnreachableReason; readonly code?: string }[];
};

/**
 * Shows leads whom the round reached and whom it did not, and what to do about those who cannot be reached. It never
 * names who did not finish.
 */
export function buildRoundReach(voice: Voice, reach: RoundReach): Element {
  const { number, status, opened, closes, unreachable } = reach;
  const about: Element = {
    kind: "paragraph",
    text: voice.say(`standing.round.${status}`, { opened, closes }),
    tone: "quiet",
  };
  const lost: readonly Element[] = unreachable.map(({ name, because, code = "–" }) => ({
    kind: "paragraph",
    text:
      because === "refused"
        ? voice.runs("standing.round.mend.refused", { name, code })
        : voice.runs(`standing.round.mend.${because}`, { name }),
    tone: "warning",
  }));
  return {
    kind: "fold",
    title: voice.say("standing.round.title", { number, finished: reach.finished, reached: reach.reached.length }),
    elements: [about, { kind: "facts", items: listFacts(voice, reach) }, ...lost],
  };
}

function listFacts(voice: Voice, reach: RoundReach): readonly Fact[] {
  const excused = reach.excused.map(({ name, because }) =>
    voice.say("standing.round.excused-one", { name, because: voice.say(`standing.round.excuse.${because}`) }),
  );
  const lists = [
    ["reached", reach.reached],
    ["nothing-to-ask", reach.nothingToAsk],
    ["waiting", reach.waiting],
    ["excused", excused],
    ["unreachable", reach.unreachable.map(({ name }) => name)],
  ] as const;
  return lists.flatMap(([id, names]) =>
    names.length === 0 ? [] : [{ label: voice.say(`standing.round.${id}`), value: voice.list(names) }],
  );
}
