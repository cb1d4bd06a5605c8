/**
 * Judges the gate criterion by criterion, from the conditions that the catalogue holds as data. A gate question is proved by
 * an evidence link that a lead confirmed, or by a value record.
 */
import Fraction from "fraction.js";
import { type Answer, currentAnswers } from "../answer.ts";
import { type GateThresholds, listQuestions, type Question, type Catalogue } from "../catalogue/catalogue.ts";
import { listMembersAt, type Membership } from "../team.ts";
import type { Instant } from "../time.ts";
import type { Basis, Condition, Criterion, GateVerdict, ProofFound } from "./gate.ts";
import { countNotApplicable } from "./mask-standing.ts";
import type { Confirmation } from "./records.ts";
import type { QuestionStanding, SectionStanding, Standing } from "./standing.ts";

/** A standing, and the records that can prove its gate questions. */
export type GateInput = ProofInput & { readonly standing: Standing };

/**
 * Judges every gate question and every section that has a required question. A question that even one member calls
 * not applicable is unmet, and so is every condition of a question or section without a value, also one that nothing
 * speaks against. Optional questions are never judged.
 */
export function judgeGate(input: GateInput): GateVerdict {
  const { catalogue, standing } = input;
  const sections = standing.dimensions.flatMap((dimension) => dimension.sections);
  const counts = new Map(sections.flatMap((section) => section.questions.map((question) => [question.questionId, question])));
  const questions = listQuestions(catalogue).filter((question) => question.gate !== undefined && !question.optional);
  const criteria = [
    ...questions.flatMap((question) => judgeQuestion(question, { input, counted: counts.get(question.id) })),
    ...sections.filter(hasRequiredQuestion).flatMap((section) => judgeSection(section, catalogue.gate)),
  ];
  const metCount = criteria.filter(({ met }) => met).length;
  return { met: metCount === criteria.length && criteria.length > 0, metCount, total: criteria.length, criteria };
}

function judgeQuestion(
  question: Question,
  { input, counted }: { readonly input: GateInput; readonly counted: QuestionStanding | undefined },
): readonly Criterion[] {
  const { minRating, minMean, minCoverage } = input.catalogue.gate.question;
  const questionId = question.id;
  const asked = question.gate ?? "implied";
  const rated = counted !== undefined && counted.ratings.length > 0;
  const notApplicable = counted ? countNotApplicable(counted) : 0;
  const conditions: readonly Condition[] = [
    { kind: "question-rating", questionId, actual: counted?.ratings[0], required: minRating },
    { kind: "question-mean", questionId, actual: counted?.score, required: new Fraction(minMean) },
    { kind: "question-coverage", questionId, actual: counted?.coverage, required: new Fraction(minCoverage) },
    { kind: "question-fresh", questionId, actual: rated ? counted.stale : undefined, required: 0 },
    { kind: "question-applicable", questionId, actual: notApplicable, required: 0 },
    { kind: "question-proof", questionId, actual: findProof(question, input), required: question.proof },
  ];
  return conditions.map((condition) => judge(isOfTheModel(condition) ? asked : "threshold", condition, rated));
}

function judgeSection(section: SectionStanding, { section: { minScore, minCoverage } }: GateThresholds): readonly Criterion[] {
  const { sectionId, score, coverage } = section;
  const valued = score !== undefined;
  return [
    judge("threshold", { kind: "section-score", sectionId, actual: score, required: new Fraction(minScore) }, valued),
    judge("threshold", { kind: "section-coverage", sectionId, actual: coverage, required: new Fraction(minCoverage) }, valued),
  ];
}

function isOfTheModel({ kind }: Condition): boolean {
  return kind === "question-applicable" || kind === "question-proof";
}

function hasRequiredQuestion(section: SectionStanding): boolean {
  return section.questions.some(({ optional }) => !optional);
}

/** Nothing is met by nothing: of a question or section without a value no condition counts as met. */
function judge(basis: Basis, condition: Condition, valued: boolean): Criterion {
  const subject = "questionId" in condition ? condition.questionId : condition.sectionId;
  return { ...condition, id: `${condition.kind}:${subject}`, basis, met: valued && isMet(condition) };
}

function isMet(condition: Condition): boolean {
  switch (condition.kind) {
    case "question-rating":
      return condition.actual !== undefined && condition.actual >= condition.required;
    case "question-mean":
    case "question-coverage":
    case "section-score":
    case "section-coverage":
      return condition.actual?.gte(condition.required) ?? false;
    case "question-fresh":
    case "question-applicable":
      return condition.actual === condition.required;
    case "question-proof":
      return condition.actual === "evidence" || condition.actual === "value";
    default:
      return condition satisfies never;
  }
}

/** A KPI that shows value: the gate question that it proves, or every question that accepts value. */
type ShownValue = { readonly questionId?: string };

/** The answers, confirmations and KPIs of a team that can prove a gate question at `at`. */
export type ProofInput = {
  readonly catalogue: Catalogue;
  readonly memberships: readonly Membership[];
  /** Current answers or the whole history, in any order. */
  readonly answers: readonly Answer[];
  readonly confirmations: readonly Confirmation[];
  /** The KPIs that show value at `at`. */
  readonly values: readonly ShownValue[];
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
 * Returns the strongest proof of those that the question accepts: confirmed evidence, then a KPI that shows
 * value, then unconfirmed evidence, then none.
 */
function findProof(question: Question, input: ProofInput): ProofFound {
  const evidence = question.proof.includes("evidence") ? listEvidence(question.id, input) : [];
  if (evidence.some(({ confirmed }) => confirmed)) return "evidence";
  if (question.proof.includes("value") && input.values.some((value) => isProofOf(question, value, input))) return "value";
  return evidence.length > 0 ? "unconfirmed" : "none";
}

function isProofOf(question: Question, { questionId: of }: ShownValue, { catalogue }: ProofInput): boolean {
  return of === undefined || (catalogue.renamed[of] ?? of) === question.id;
}
