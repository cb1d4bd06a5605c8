/** Shows the sum behind one question: how many chose each answer, and what that adds up to. */
import { type Catalogue, findQuestion, type Question } from "../../../core/catalogue/catalogue.ts";
import { RATINGS, toAnswerNumber } from "../../../core/rating.ts";
import { listReasons } from "../../../core/reply.ts";
import type { Explanation, QuestionExplanation } from "../../../core/standing/explanation.ts";
import type { Instant, Zone } from "../../../core/time.ts";
import type { Element, Fact } from "../../message.ts";
import type { Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { sayMissing } from "./score-rows.ts";
import { buildChange, sayAnswers } from "./why-change.ts";

/** The explanation of a question, with its catalogue and the team's zone. */
export type QuestionSumData = { readonly catalogue: Catalogue; readonly zone: Zone; readonly explanation: Explanation };

/** Shows how many chose each answer of a question and the sum they come to, in counts and never by author. */
export function buildQuestionSum(voice: Voice, data: QuestionSumData, explanation: QuestionExplanation): readonly Element[] {
  const question = findQuestion(data.catalogue, explanation.id);
  const { figures } = explanation;
  const asOf = figures.shown ? figures.asOf : undefined;
  return [
    ...(question ? [{ kind: "paragraph", text: voice.of(question.text), tone: "quiet" } as const] : []),
    ...buildRatings(voice, explanation, question),
    ...(asOf === undefined ? [] : [buildAsOf(voice, data.zone, asOf)]),
    { kind: "facts", items: listFacts(voice, explanation) },
    ...buildRemarks(voice, explanation),
    ...buildChange(voice, data),
  ];
}

/** The date of a published value, and what has to happen before a newer one takes its place. */
function buildAsOf(voice: Voice, zone: Zone, asOf: Instant): Element {
  return { kind: "paragraph", text: voice.say("standing.why.as-of", { date: voice.date(asOf, zone) }), tone: "quiet" };
}

function buildRatings(
  voice: Voice,
  { figures, raters }: QuestionExplanation,
  question: Question | undefined,
): readonly Element[] {
  if (!figures.shown) {
    return [{ kind: "paragraph", text: sayMissing(voice, figures.because, raters) }];
  }
  const { count, sum, outOf, ratings } = figures;
  if (count === 0) {
    return [{ kind: "paragraph", text: voice.say(raters > 0 ? "standing.why.missing.not-yet" : "standing.why.missing.none") }];
  }
  const score = voice.percent(figures.score?.valueOf());
  if (!ratings) return [{ kind: "paragraph", text: voice.runs("standing.why.sum-alone", { people: count, sum, outOf, score }) }];
  const chosen = RATINGS.flatMap((rating): readonly Text[] => {
    const people = ratings.filter((each) => each === rating).length;
    const option = question?.answers[rating];
    if (people === 0 || !option) return [];
    return [voice.runs("standing.why.chosen", { label: voice.of(option.label), number: toAnswerNumber(rating), people })];
  });
  return [
    { kind: "list", items: chosen },
    { kind: "paragraph", text: voice.runs("standing.why.sum", { answers: sayAnswers(ratings), sum, outOf, score }) },
  ];
}

function listFacts(voice: Voice, { figures, replies, raters, asked }: QuestionExplanation): readonly Fact[] {
  const expected = replies.shown ? replies.expected : undefined;
  const coverage = figures.shown ? figures.coverage : undefined;
  const answered =
    expected === undefined || coverage === undefined
      ? voice.say("standing.why.rated-of-asked", { raters, asked })
      : voice.say("standing.why.coverage-sum", { raters, expected, coverage: voice.percent(coverage.valueOf()) });
  return [
    { label: voice.say("standing.why.fact.coverage"), value: answered },
    ...(replies.shown ? listReplies(voice, replies) : []),
    ...(figures.shown && figures.agreement
      ? [{ label: voice.say("standing.why.fact.agreement"), value: voice.percent(figures.agreement.valueOf()) }]
      : []),
    ...(figures.shown && figures.stale > 0
      ? [{ label: voice.say("standing.why.fact.stale"), value: voice.say("standing.why.stale", { count: figures.stale }) }]
      : []),
  ];
}

function listReplies(voice: Voice, replies: Extract<QuestionExplanation["replies"], { shown: true }>): readonly Fact[] {
  const { notSure, notApplicable, reasons } = replies;
  const codes = listReasons(reasons ?? {}).map(([reason, people]) =>
    voice.say("standing.why.reason", { reason: voice.say(`words.reason.${reason}`), people }),
  );
  const people = voice.say("standing.people", { people: notApplicable });
  const because = [people, ...codes].join(" · ");
  return [
    ...(notSure > 0 ? [{ label: voice.say("words.not-sure"), value: voice.say("standing.people", { people: notSure }) }] : []),
    ...(notApplicable > 0 ? [{ label: voice.say("words.not-applicable"), value: because }] : []),
  ];
}

function buildRemarks(voice: Voice, { figures, optional, replies }: QuestionExplanation): readonly Element[] {
  const remarks = [
    ...(figures.shown && figures.split ? [voice.say("standing.why.split")] : []),
    ...(figures.shown && figures.scopeSplit ? [voice.say("standing.why.split-of-scope")] : []),
    ...(replies.shown && replies.leftSum ? [voice.say("standing.why.out-of-sum")] : []),
    ...(optional ? [voice.say("standing.why.beside-sum")] : []),
  ];
  return remarks.map((text) => ({ kind: "paragraph", text }) as const);
}
