/** Puts one condition of the gate into words: what was found, and what is required. */

import type Fraction from "fraction.js";
import { type Catalogue, findQuestion, type ProofKind } from "../../../core/catalogue/catalogue.ts";
import { toAnswerNumber } from "../../../core/rating.ts";
import type { Condition, Criterion, ProofFound } from "../../../core/standing/gate.ts";
import type { MaskedCriterion } from "../../../core/standing/mask-gate.ts";
import type { Subject } from "../../../core/standing/masked-standing.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameQuestion, nameSection } from "./names.ts";

/** Tells whether the criterion is met and the reader may know it. One that is withheld is neither met nor unmet. */
export function isMet(masked: MaskedCriterion): boolean {
  return masked.shown ? masked.criterion.met : masked.outcome === "met";
}

/** Tells whether the criterion is unmet and the reader may know it. One that is withheld is neither met nor unmet. */
export function isUnmet(masked: MaskedCriterion): boolean {
  return masked.shown ? !masked.criterion.met : masked.outcome === "unmet";
}

/** Returns the key of the question or section that a criterion is about. All criteria of one subject have the same key. */
export function keyOf(masked: MaskedCriterion): string {
  const subject = masked.shown ? masked.criterion : masked;
  if ("questionId" in subject && subject.questionId !== undefined) return `question:${subject.questionId}`;
  return `section:${("sectionId" in subject && subject.sectionId) || ""}`;
}

/** Returns the name of the question or section that a key from `keyOf` stands for. */
export function nameKey(voice: Voice, catalogue: Catalogue, key: string): string {
  const id = key.slice(key.indexOf(":") + 1);
  return key.startsWith("question:") ? nameQuestion(voice, catalogue, id) : nameSection(voice, catalogue, id);
}

/** Returns the question or section that a key from `keyOf` stands for. */
export function subjectOfKey(key: string): Exclude<Subject, { readonly of: "whole" | "dimension" }> {
  return { of: key.startsWith("question:") ? "question" : "section", id: key.slice(key.indexOf(":") + 1) };
}

/** The conditions on one question or section, under the key that names it. */
export type Conditions = { readonly key: string; readonly criteria: readonly MaskedCriterion[] };

/** Returns the conditions by what they are about, in the order in which each question or section first comes. */
export function groupBySubject(criteria: readonly MaskedCriterion[]): readonly Conditions[] {
  const groups = new Map<string, MaskedCriterion[]>();
  for (const criterion of criteria) {
    const key = keyOf(criterion);
    const group = groups.get(key);
    if (group) group.push(criterion);
    else groups.set(key, [criterion]);
  }
  return [...groups].map(([key, members]) => ({ key, criteria: members }));
}

/** Returns whose the conditions are: the model's words or our reading of them for gate questions, our thresholds for sections. */
export function originOf(catalogue: Catalogue, { key }: Pick<Conditions, "key">): "model" | "implied" | "threshold" {
  if (key.startsWith("section:")) return "threshold";
  return findQuestion(catalogue, key.slice("question:".length))?.gate ?? "implied";
}

const OF_RATINGS: ReadonlySet<Condition["kind"]> = new Set([
  "question-rating",
  "question-mean",
  "question-coverage",
  "question-fresh",
  "section-score",
  "section-coverage",
]);

/**
 * Returns a clause for each unmet criterion of one question or section. "Not rated yet" is said once and replaces
 * everything about ratings, and what is in order by itself and waits for a rating alone.
 */
export function sayUnmet(voice: Voice, criteria: readonly MaskedCriterion[]): readonly string[] {
  const unmet = criteria.filter(isUnmet);
  const unrated = unmet.some(isUnrated);
  const rest = unrated ? unmet.filter((masked) => !OF_RATINGS.has(kindOf(masked)) && !waitsForRating(masked)) : unmet;
  return [
    ...(unrated ? [voice.say("gate.unrated")] : []),
    ...rest.flatMap((masked) => (masked.shown ? [sayCriterion(voice, masked.criterion)] : sayHidden(voice, masked.kind))),
  ];
}

/** The proof is there, or nobody calls it not applicable: it counts as soon as the question has a value. */
function waitsForRating(masked: MaskedCriterion): boolean {
  if (!masked.shown) return false;
  const { criterion } = masked;
  if (criterion.kind === "question-applicable") return criterion.actual === 0;
  return criterion.kind === "question-proof" && (criterion.actual === "evidence" || criterion.actual === "value");
}

/** What is told of participation; the others tell of ratings, which stay hidden. */
function sayHidden(voice: Voice, kind: Condition["kind"]): readonly string[] {
  switch (kind) {
    case "question-coverage":
    case "question-fresh":
    case "section-coverage":
      return [voice.say(`gate.hidden.${kind}`)];
    case "question-rating":
    case "question-mean":
    case "question-applicable":
    case "question-proof":
    case "section-score":
      return [];
    default:
      return kind satisfies never;
  }
}

function kindOf(masked: MaskedCriterion): Condition["kind"] {
  return masked.shown ? masked.criterion.kind : masked.kind;
}

/** Of a hidden one a condition on the ratings themselves is told as unmet only where there are none. */
function isUnrated(masked: MaskedCriterion): boolean {
  const kind = kindOf(masked);
  if (kind !== "question-mean" && kind !== "section-score") return false;
  return masked.shown ? masked.criterion.actual === undefined : true;
}

function sayCriterion(voice: Voice, criterion: Criterion): string {
  switch (criterion.kind) {
    case "question-rating":
      return voice.say("gate.rating", {
        actual: criterion.actual === undefined ? "–" : toAnswerNumber(criterion.actual),
        required: toAnswerNumber(criterion.required),
      });
    case "question-mean":
      return sayShare(voice, "gate.score", criterion);
    case "question-coverage":
    case "section-coverage":
      return sayShare(voice, "gate.coverage", criterion);
    case "section-score":
      return sayShare(voice, "gate.score", criterion);
    case "question-fresh":
      return voice.say("gate.stale", { count: criterion.actual ?? 0 });
    case "question-applicable":
      return voice.say("gate.not-applicable", { people: criterion.actual });
    case "question-proof":
      return sayProof(voice, criterion.actual, criterion.required);
    default:
      return criterion satisfies never;
  }
}

type Shares = { readonly actual: Fraction | undefined; readonly required: Fraction };

/** A share that rounds to what is required and still lies below it is told as such. */
function sayShare(voice: Voice, id: "gate.coverage" | "gate.score", { actual, required }: Shares): string {
  const needed = voice.percent(required.valueOf());
  if (actual === undefined) return voice.say(`${id}-none`, { required: needed });
  const found = voice.percent(actual.valueOf());
  return voice.say(found === needed ? `${id}-just-below` : id, { actual: found, required: needed });
}

function sayProof(voice: Voice, found: ProofFound, accepted: readonly ProofKind[]): string {
  if (found === "unconfirmed") return voice.say("gate.proof.unconfirmed");
  const [first, second] = accepted;
  return voice.say(second === undefined ? `gate.proof.no-${first ?? "evidence"}` : "gate.proof.no-either");
}
