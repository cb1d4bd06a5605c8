/** The walk over everything, or one dimension: its agenda, its length, and how far a member has come. */
import type { QuestionItem } from "./check-in.ts";
import { type AskedMember, buildQuestionItem, readOwnRecord } from "./own-record.ts";

/** Reading a question with its answers takes 31 seconds, as measured; the rest is for making up one's mind. */
const SECONDS_PER_QUESTION = 45;

/**
 * Returns every question meant for the member in the model's order, or those of one dimension. Returns an empty list
 * when no question of that dimension is meant for them.
 */
export function planAssessment(member: AskedMember & { readonly dimensionId?: string | undefined }): readonly QuestionItem[] {
  return readOwnRecord(member)
    .filter(({ question }) => member.dimensionId === undefined || question.dimensionId === member.dimensionId)
    .map((own) => buildQuestionItem(own, "assessment"));
}

/** Returns how long this many questions take in whole minutes, at 45 seconds a question and never less than one minute. */
export function estimateMinutes(questions: number): number {
  return Math.max(1, Math.round((questions * SECONDS_PER_QUESTION) / 60));
}

/**
 * Counts how many of the required questions meant for the member they have rated or called not applicable. "Not sure"
 * does not count as answered.
 */
export function measureBaseline(member: AskedMember): { readonly answered: number; readonly total: number } {
  const required = readOwnRecord(member).filter(({ question }) => !question.optional);
  const answered = required.filter(({ answer }) => answer !== undefined && answer.reply.kind !== "not-sure");
  return { answered: answered.length, total: required.length };
}
