/**
 * Collects what a member's own record says about each question that is meant for them: what they answered, what they were
 * asked in earlier rounds and what became of it. Agendas are planned with it.
 */
import { type Answer, supersedes } from "../answer.ts";
import { type Catalogue, isOutdated, type Question } from "../catalogue/catalogue.ts";
import { listQuestionsMeantFor } from "../standing/expected-raters.ts";
import type { Membership } from "../team.ts";
import type { Instant } from "../time.ts";
import type { AgendaReason, QuestionItem, CheckIn } from "./check-in.ts";
import { remarkOf } from "./items.ts";

/** One member with the data that decides which questions are meant for them and what they have answered. */
export type AskedMember = {
  readonly catalogue: Catalogue;
  readonly membership: Membership;
  /** Everybody in the team, because a question that nobody else is expected to rate falls to the leads. */
  readonly memberships: readonly Membership[];
  /** Answers of the team; those of other members are ignored. */
  readonly answers: readonly Answer[];
  readonly now: Instant;
};

/** A question meant for a member, with the member's current answer to it and the last time it was asked. */
export type OwnQuestion = {
  readonly question: Question;
  /** Its place in the model's order, which breaks ties. */
  readonly place: number;
  readonly answer?: Answer | undefined;
  readonly lastAsked?: AskedBefore | undefined;
};

/**
 * Returns the questions meant for the member, in the model's order, each with the member's answer at `now` and the
 * last time it was asked. Ids of earlier editions are read as today's.
 */
export function readOwnRecord(member: AskedMember, history: readonly AskedBefore[] = []): readonly OwnQuestion[] {
  const { catalogue, membership, memberships, now } = member;
  const own = member.answers.filter((answer) => answer.membershipId === membership.id && answer.at <= now);
  const answers = latestByQuestion(catalogue, own, supersedes);
  const asked = latestByQuestion(catalogue, history, isLaterAsked);
  return listQuestionsMeantFor(membership, { catalogue, memberships, at: now }).map((question, place) => ({
    question,
    place,
    answer: answers.get(question.id),
    lastAsked: asked.get(question.id),
  }));
}

/** Returns the id that this edition uses for a question, given today's id or one that it renamed. */
export function currentId({ renamed }: Catalogue, questionId: string): string {
  return renamed[questionId] ?? questionId;
}

/**
 * Returns a pending item with the member's last answer, so that they can keep it. The earlier answer is left out
 * where the wording has changed its meaning since; its evidence link is kept beside the question in either case.
 */
export function buildQuestionItem({ question, answer }: OwnQuestion, because: AgendaReason): QuestionItem {
  const before = answer && !isOutdated(question, answer.edition) ? answer : undefined;
  return {
    kind: "question",
    questionId: question.id,
    because,
    ...(before && { before: { ...remarkOf(before), reply: before.reply, at: before.at } }),
    ...(answer?.evidence && { evidence: answer.evidence }),
    outcome: "pending",
  };
}

function latestByQuestion<T extends { readonly questionId: string }>(
  catalogue: Catalogue,
  entries: readonly T[],
  isLater: (entry: T, than: T) => boolean,
): ReadonlyMap<string, T> {
  const latest = new Map<string, T>();
  for (const entry of entries) {
    const id = currentId(catalogue, entry.questionId);
    const known = latest.get(id);
    if (!known || isLater(entry, known)) latest.set(id, entry);
  }
  return latest;
}

function isLaterAsked(entry: AskedBefore, than: AskedBefore): boolean {
  return entry.round === than.round ? entry.at > than.at : entry.round > than.round;
}

/** One question that a member was asked in an earlier check-in, and what became of it. */
export type AskedBefore = {
  readonly questionId: string;
  /** The number of the team's round at the time. */
  readonly round: number;
  /** When that check-in was finished or, if it never was, when it was opened. */
  readonly at: Instant;
  /** `ignored`: the question was asked and the check-in ended without an answer or a skip. */
  readonly outcome: "answered" | "not-sure" | "skipped" | "ignored";
};

/**
 * Lists what a member was asked in earlier check-ins of any kind; `round` is the number of the team's newest round
 * when each was opened. Questions that an assessment had not reached yet do not count as asked.
 */
export function listAskedBefore(
  checkIns: readonly { readonly checkIn: CheckIn; readonly round: number }[],
): readonly AskedBefore[] {
  return checkIns.flatMap(({ checkIn, round }) =>
    checkIn.items
      .filter((item): item is QuestionItem => item.kind === "question" && wasAsked(checkIn, item))
      .map((item) => ({
        questionId: item.questionId,
        round,
        at: checkIn.finishedAt ?? checkIn.openedAt,
        outcome: outcomeOf(item),
      })),
  );
}

function wasAsked({ position }: CheckIn, { because, outcome, questionId }: QuestionItem): boolean {
  if (because !== "assessment" || outcome !== "pending") return true;
  return position.on === "question" && position.questionId === questionId;
}

function outcomeOf({ outcome, reply }: QuestionItem): AskedBefore["outcome"] {
  switch (outcome) {
    case "answered":
      return reply?.kind === "not-sure" ? "not-sure" : "answered";
    case "skipped":
      return "skipped";
    case "pending":
      return "ignored";
    default:
      return outcome satisfies never;
  }
}
