/** Which answers of a private team count: who was away from a question counts there again only with an answer given since. */
import type { Answer, Lapse } from "../answer.ts";
import { type Catalogue, type Question, listQuestions } from "../catalogue/catalogue.ts";
import { pickExpected } from "../standing/expected-raters.ts";
import { isActiveAt, listMembersAt, type Membership } from "../team.ts";
import type { Instant } from "../time.ts";

type Lapses = ReadonlyMap<string, Instant>;

function keyOf(membershipId: string, questionId: string): string {
  return `${membershipId} ${questionId}`;
}

/** Tells whether an answer may count, by the lapses and by when its author came back. */
export type CountingRule = (answer: Pick<Answer, "membershipId" | "questionId" | "at">) => boolean;

/**
 * Returns the rule by which answers of a private team count. Those that were given before their author came back to the
 * team, and those that lapsed, do not. `renamed` leads from a question's old id to today's.
 */
export function createCountingRule({
  memberships,
  lapses,
  renamed,
  at: now,
}: {
  readonly memberships: readonly Membership[];
  readonly lapses: readonly Lapse[];
  readonly renamed: Catalogue["renamed"];
  readonly at: Instant;
}): CountingRule {
  const cameBack = new Map(memberships.map(({ id, intervals }) => [id, findReturn(intervals, now)]));
  const lapsed: Lapses = new Map(
    lapses.map(({ membershipId, questionId, until }) => [keyOf(membershipId, renamed[questionId] ?? questionId), until]),
  );
  return ({ membershipId, questionId, at }) => {
    const since = cameBack.get(membershipId);
    const until = lapsed.get(keyOf(membershipId, renamed[questionId] ?? questionId));
    return (since === undefined || at >= since) && (until === undefined || at > until);
  };
}

/** When somebody who had left came back last; undefined where they never left. */
function findReturn(intervals: Membership["intervals"], now: Instant): Instant | undefined {
  const begun = intervals.filter(({ since }) => since <= now);
  return begun.length > 1 ? begun.at(-1)?.since : undefined;
}

/** What a standing is counted from. */
export type Counting = {
  readonly catalogue: Catalogue;
  readonly memberships: readonly Membership[];
  /** Current answers of the team. */
  readonly answers: readonly Answer[];
  readonly at: Instant;
};

/**
 * Returns the answers that lapse now: their authors are in the team and are not expected to rate the question any more,
 * because they observe, lost a role, or are stood in for as a lead. Answers that `counts` refuses have lapsed before.
 */
export function listLapsing({ catalogue, memberships, answers, at }: Counting, counts: CountingRule): readonly Lapse[] {
  const members = listMembersAt(memberships, at);
  const here = new Set(memberships.filter((membership) => isActiveAt(membership, at)).map(({ id }) => id));
  const expected = new Map(
    listQuestions(catalogue).map((question) => [question.id, new Set(pickExpected(question, members).map(({ id }) => id))]),
  );
  return answers.flatMap((answer): readonly Lapse[] => {
    const questionId = catalogue.renamed[answer.questionId] ?? answer.questionId;
    const isExpected = expected.get(questionId)?.has(answer.membershipId) ?? true;
    if (isExpected || !here.has(answer.membershipId) || !counts(answer)) return [];
    return [{ membershipId: answer.membershipId, questionId, until: at }];
  });
}

/** The ratings that count for one question now, by membership. */
export type CountedRatings = { readonly question: Question; readonly raters: readonly Rater[] };
type Rater = { readonly membershipId: string; readonly rating: 0 | 1 | 2 | 3 };

/** Returns the ratings of expected raters for each question of the catalogue. `answers` must be those that count. */
export function listCountedRatings({ catalogue, memberships, answers, at }: Counting): readonly CountedRatings[] {
  const members = listMembersAt(memberships, at);
  const byQuestion = new Map<string, Map<string, Answer>>();
  for (const answer of answers) {
    const questionId = catalogue.renamed[answer.questionId] ?? answer.questionId;
    const own = byQuestion.get(questionId) ?? new Map<string, Answer>();
    const before = own.get(answer.membershipId);
    if (!before || before.at < answer.at) own.set(answer.membershipId, answer);
    byQuestion.set(questionId, own);
  }
  return listQuestions(catalogue).map((question) => ({
    question,
    raters: pickExpected(question, members).flatMap(({ id }): readonly Rater[] => {
      const reply = byQuestion.get(question.id)?.get(id)?.reply;
      return reply?.kind === "rating" ? [{ membershipId: id, rating: reply.rating }] : [];
    }),
  }));
}
