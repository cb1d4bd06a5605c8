/** What proves a gate question: an evidence link that a lead confirmed, or a value record. */
import { type Answer, currentAnswers } from "../answer.ts";
import type { Catalogue, Question } from "../catalogue/catalogue.ts";
import { listMembersAt, type Membership } from "../team.ts";
import type { Instant } from "../time.ts";
import type { ProofFound } from "./gate.ts";
import type { Confirmation, ValueRecord } from "./records.ts";

/** The answers, confirmations and value records of a team that can prove a gate question at `at`. */
export type ProofInput = {
  readonly catalogue: Catalogue;
  readonly memberships: readonly Membership[];
  /** Current answers or the whole history, in any order. */
  readonly answers: readonly Answer[];
  readonly confirmations: readonly Confirmation[];
  readonly values: readonly ValueRecord[];
  readonly at: Instant;
};

/**
 * Returns the links in the current answers of active members to this question, each once and sorted, with whether a
 * lead confirmed it.
 */
export function listEvidence(
  questionId: string,
  input: Omit<ProofInput, "values">,
): readonly { readonly link: string; readonly confirmed: boolean }[] {
  const { catalogue, confirmations, at } = input;
  const isOfQuestion = (id: string) => (catalogue.renamed[id] ?? id) === questionId;
  const active = new Set(listMembersAt(input.memberships, at).map(({ id }) => id));
  const answers = input.answers
    .filter((answer) => isOfQuestion(answer.questionId) && active.has(answer.membershipId))
    .map((answer) => ({ ...answer, questionId }));
  const links = new Set(currentAnswers(answers, at).flatMap(({ evidence }) => evidence ?? []));
  const confirmed = new Set(
    confirmations.filter((each) => each.at <= at && isOfQuestion(each.questionId)).map(({ evidence }) => evidence),
  );
  return [...links].sort().map((link) => ({ link, confirmed: confirmed.has(link) }));
}

/**
 * Returns the strongest proof of those that the question accepts: confirmed evidence, then a value record, then
 * unconfirmed evidence, then none.
 */
export function findProof(question: Question, input: ProofInput): ProofFound {
  const evidence = question.proof.includes("evidence") ? listEvidence(question.id, input) : [];
  if (evidence.some(({ confirmed }) => confirmed)) return "evidence";
  if (question.proof.includes("value") && input.values.some((value) => isProofOf(question, { value, ...input }))) return "value";
  return evidence.length > 0 ? "unconfirmed" : "none";
}

function isProofOf(
  question: Question,
  { value, catalogue, at }: { readonly value: ValueRecord; readonly catalogue: Catalogue; readonly at: Instant },
): boolean {
  const kept = value.addedAt <= at && (value.removedAt === undefined || at < value.removedAt);
  const of = value.questionId;
  return kept && (of === undefined || (catalogue.renamed[of] ?? of) === question.id);
}
