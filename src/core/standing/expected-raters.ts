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
 * Of the members active at the moment: those whose role the question names, and those without a role; if there are none,
 * the leads. A question that names no role is everybody's. Observers are never among them, also when they lead.
 */
export function pickExpected(question: Question, members: readonly Membership[]): readonly Membership[] {
  const named = members.filter((member) => isNamed(question, member));
  return named.length > 0 ? named : members.filter((member) => member.lead);
}

/** What this member is asked over time, in the model's order: also what falls to them as a lead, and optional questions. */
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
