/** How long an answer of this team is fresh: at least 90 days, or one full pass at its own pace. */
import type { Catalogue } from "../../core/catalogue/catalogue.ts";
import { listOccurrences } from "../../core/schedule/occurrences.ts";
import { listQuestionsMeantFor } from "../../core/standing/expected-raters.ts";
import { freshForMs } from "../../core/standing/freshness.ts";
import { listMembersAt, type Membership, type Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";

const GAPS = 4;

/** In milliseconds; that of the member with the longest pass. Holidays do not lengthen it. */
export function freshForOf(
  team: Team,
  {
    catalogue,
    memberships,
    at,
  }: { readonly catalogue: Catalogue; readonly memberships: readonly Membership[]; readonly at: Instant },
): number {
  const questions = listMembersAt(memberships, at).map(
    (membership) => listQuestionsMeantFor(membership, { catalogue, memberships, at }).length,
  );
  return freshForMs({
    questionsMeantForMember: Math.max(0, ...questions),
    questionsPerRound: team.questionsPerRound,
    roundEveryMs: roundEveryMs(team, at),
  });
}

/** The usual time between two rounds, so that one moved by a day off does not change what is fresh. */
function roundEveryMs({ schedule }: Team, at: Instant): number {
  const occurrences = listOccurrences(schedule, { after: at }, GAPS + 1);
  const [first, last] = [occurrences.at(0), occurrences.at(-1)];
  return first && last ? (last.at - first.at) / GAPS : 0;
}
