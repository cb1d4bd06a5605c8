/** Computes how long an answer of this team counts as fresh: at least 90 days, or one full pass at the team's own pace. */
import { type Catalogue, listQuestions } from "../../core/catalogue/catalogue.ts";
import { listOccurrences } from "../../core/schedule/occurrences.ts";
import { pickExpected } from "../../core/standing/expected-raters.ts";
import { freshForMs } from "../../core/standing/freshness.ts";
import { listMembersAt, type Membership, type Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";

const GAPS = 4;

/** Returns how long an answer is fresh, in milliseconds, by the member with the longest pass. Holidays do not lengthen it. */
export function freshForOf(
  team: Team,
  {
    catalogue,
    memberships,
    at,
  }: { readonly catalogue: Catalogue; readonly memberships: readonly Membership[]; readonly at: Instant },
): number {
  return freshForMs({
    questionsMeantForMember: countMostQuestions(catalogue, listMembersAt(memberships, at)),
    questionsPerRound: team.questionsPerRound,
    roundEveryMs: roundEveryMs(team, at),
  });
}

/** Of the member who is asked most. */
function countMostQuestions(catalogue: Catalogue, members: readonly Membership[]): number {
  const counts = new Map<string, number>();
  for (const question of listQuestions(catalogue)) {
    for (const { id } of pickExpected(question, members)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/** The usual time between two rounds, so that one moved by a day off does not change what is fresh. */
function roundEveryMs({ schedule }: Team, at: Instant): number {
  const occurrences = listOccurrences(schedule, { after: at }, GAPS + 1);
  const [first, last] = [occurrences.at(0), occurrences.at(-1)];
  return first && last ? (last.at - first.at) / GAPS : 0;
}
