/** Counts who was asked in a round and who of them answered, in numbers alone. */
import type { Answer } from "../../core/answer.ts";
import type { Round } from "../../core/schedule/round.ts";
import type { Work } from "../call.ts";

/** How many were asked in a round, how many of them answered, and the ids of the round's check-ins. */
export type Turnout = {
  readonly counts: { readonly asked: number; readonly answered: number };
  readonly checkInIds: ReadonlySet<string>;
};

/** Counts the people who were asked in this round, and those of them who gave at least one answer. `answers` are the team's current ones. */
export async function loadTurnout(
  { stores }: Work,
  round: Round,
  { answers }: { readonly answers: readonly Answer[] },
): Promise<Turnout> {
  const checkIns = await stores.checkIns.listOfRound(round.id);
  const turns = await stores.turns.listOfRound(round.id);
  const checkInIds = new Set(checkIns.map(({ id }) => id));
  const walked = checkIns.filter(({ items }) => items.some(({ kind, outcome }) => kind === "question" && outcome === "answered"));
  const said = answers.filter(({ checkInId }) => checkInIds.has(checkInId));
  const answered = new Set([...walked, ...said].map(({ membershipId }) => membershipId));
  const asked = turns.filter(({ state }) => state === "asked" || state === "finished" || state === "expired");
  return {
    counts: { asked: asked.length, answered: asked.filter(({ membershipId }) => answered.has(membershipId)).length },
    checkInIds,
  };
}
