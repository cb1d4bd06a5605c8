/** Who is expected to rate a question: the one rule that score, coverage and agenda share. */
import type { Catalogue, Question } from "../catalogue/catalogue.ts";
import { listQuestions } from "../catalogue/catalogue.ts";
import { listMembersAt, type Membership } from "../team.ts";
import type { Instant } from "../time.ts";

function isNamed(question: Question, membership: Membership): boolean {
  if (membership.roles.length === 0 || question.roles.length === 0) return true;
  return membership.roles.some((role) => question.roles.includes(role));
}

/**
 * Returns who is expected to rate the question: the active members whose role it names and those without a role, or
 * the leads if there are none. `members` must hold active members alone, without observers. A question that names no
 * role is meant for everybody.
 */
export function pickExpected(question: Question, members: readonly Membership[]): readonly Membership[] {
  const named = members.filter((member) => isNamed(question, member));
  return named.length > 0 ? named : members.filter((member) => member.lead);
}

/**
 * Returns the questions that this member is asked over time, in the model's order. Optional questions, and those that
 * fall to them as a lead, are included.
 */
export function listQuestionsMeantFor(
  membership: Membership,
  {
    catalogue,
    memberships,
    at,
  }: { readonly catalogue: Catalogue; readonly memberships: readonly Membership[]; readonly at: Instant },
): readonly Question[] {
  const members = listMembersAt(memberships, at);
  return listQuestions(catalogue).filter((question) =>
    pickExpected(question, members).some((expected) => expected.id === membership.id),
  );
}
