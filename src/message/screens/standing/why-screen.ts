/** Shows the exact sum behind a number, in counts and down to a single question. It knows nothing that may not be shown. */
import { type Catalogue, findQuestion, listQuestions } from "../../../core/catalogue/catalogue.ts";
import { listReasons } from "../../../core/reply.ts";
import type { AggregateExplanation, Explanation, NotApplicableQuestion } from "../../../core/standing/explanation.ts";
import type { Subject } from "../../../core/standing/masked-standing.ts";
import type { Zone } from "../../../core/time.ts";
import type { Button, Element, Message, ScoreRow } from "../../message.ts";
import type { Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { buildWhyButtons, nameQuestion, nameSubject, nameWithin, toWhyLine } from "./names.ts";
import { sayMissing, sayPart, sayProvisional } from "./score-rows.ts";
import { buildChange } from "./why-change.ts";
import { buildQuestionSum } from "./why-question.ts";

/** The explanation of one number of a team, masked for the reader. */
export type WhyData = {
  readonly teamId: string;
  readonly teamName: string;
  readonly catalogue: Catalogue;
  readonly zone: Zone;
  readonly explanation: Explanation;
};

/** Shows the exact sum behind a number, with buttons to its parts, one level up and to the gate. */
export function buildWhy(voice: Voice, data: WhyData): Message {
  const { explanation, catalogue } = data;
  const name = nameSubject(voice, catalogue, subjectOf(explanation));
  const title = sayTitle(voice, name, explanation);
  const body = explanation.of === "question" ? buildQuestionSum(voice, data, explanation) : buildSum(voice, data, explanation);
  return {
    locale: voice.locale,
    summary: voice.say("standing.why.summary", { team: data.teamName, title }),
    elements: [{ kind: "heading", text: title }, ...body, { kind: "buttons", buttons: buildWayOut(voice, data) }],
  };
}

/** The whole has no headline while its baseline is under way; the sum below says how far it goes. */
function sayTitle(voice: Voice, name: string, explanation: Explanation): string {
  const score = explanation.figures.shown ? explanation.figures.score : undefined;
  if (!score) return voice.say("standing.why.title-none", { name });
  const begun = explanation.of === "whole" && explanation.figures.shown && explanation.figures.provisional;
  if (begun) return voice.say("standing.why.title-baseline", { name, ...explanation.baseline });
  return voice.say("standing.why.title", { name, score: voice.percent(score.valueOf()) });
}

function subjectOf({ of, id }: Explanation): Subject {
  return of === "whole" ? { of } : { of, id };
}

function buildSum(voice: Voice, data: WhyData, explanation: AggregateExplanation): readonly Element[] {
  return [
    ...buildLead(voice, explanation),
    ...buildTerms(voice, data, explanation),
    ...buildChange(voice, data),
    ...buildBeside(voice, data, explanation),
    ...buildOtherParts(voice, data, explanation),
  ];
}

function buildLead(voice: Voice, explanation: AggregateExplanation): readonly Element[] {
  const { figures, respondents, ratings, terms, rest } = explanation;
  if (!figures.shown) {
    return [{ kind: "paragraph", text: sayMissing(voice, figures.because, respondents) }];
  }
  if (!figures.score) {
    return [
      { kind: "paragraph", text: voice.say(respondents > 0 ? "standing.why.missing.not-yet" : "standing.why.missing.none") },
    ];
  }
  const parts = terms.length + (rest?.terms ?? 0);
  const values = {
    score: voice.percent(figures.score.valueOf()),
    coverage: voice.percent(figures.coverage?.valueOf()),
    kind: explanation.of,
    parts,
    ratings,
    people: respondents,
  };
  const provisional: readonly Element[] = figures.provisional
    ? [
        {
          kind: "paragraph",
          text: sayProvisional(voice, { ...(figures.coverage && { coverage: figures.coverage.valueOf() }) }),
          tone: "quiet",
        },
      ]
    : [];
  return [{ kind: "paragraph", text: voice.runs("standing.why.mean", values) }, ...provisional];
}

/** Shows a line for each part: its score, its coverage and what it adds. A press opens the part. */
function buildTerms(voice: Voice, data: WhyData, { terms, rest, figures }: AggregateExplanation): readonly Element[] {
  if (!figures.shown || (terms.length === 0 && !rest)) return [];
  const rows = terms.map((term): ScoreRow => ({
    label: nameWithin(voice, data.catalogue, { of: term.of, id: term.id }),
    share: term.score.valueOf(),
    display: voice.percent(term.score.valueOf()),
    detail: voice.say("standing.why.adds", {
      coverage: voice.percent(term.coverage?.valueOf()),
      points: sayPart(term.share),
    }),
    action: { act: "command", line: toWhyLine(data.catalogue, { of: term.of, id: term.id }), teamId: data.teamId },
  }));
  const withheld: readonly Element[] = rest
    ? [
        {
          kind: "paragraph",
          text: voice.say("standing.why.rest", { parts: rest.terms, points: sayPart(rest.share) }),
          tone: "quiet",
        },
      ]
    : [];
  const board: readonly Element[] = rows.length > 0 ? [{ kind: "scores", rows }] : [];
  return [...board, ...withheld, { kind: "paragraph", text: voice.say("standing.why.rounded"), tone: "quiet" }];
}

/** Lists what is not in the sum: not applicable, without a value, optional. */
function buildBeside(voice: Voice, { catalogue }: WhyData, explanation: AggregateExplanation): readonly Element[] {
  if (explanation.respondents === 0) return [];
  const { notApplicable, withoutValue, optional } = explanation;
  const child = explanation.of === "whole" ? "dimension" : explanation.of === "dimension" ? "section" : "question";
  const missing = withoutValue.map((id) => nameSubject(voice, catalogue, { of: child, id }));
  const elements: readonly Element[] = [
    ...list(
      voice.say("standing.why.not-applicable"),
      notApplicable.map((entry) => sayNotApplicable(voice, catalogue, entry)),
    ),
    ...list(voice.say("standing.why.without-value"), missing),
    ...list(
      voice.say("standing.why.optional"),
      optional.map((id) => nameQuestion(voice, catalogue, id)),
    ),
  ];
  return elements.length === 0 ? [] : [{ kind: "fold", title: voice.say("standing.why.beside"), elements }];
}

/** A button to each part that has no row of its own, so that the way down never ends before a question. */
function buildOtherParts(voice: Voice, { catalogue, teamId }: WhyData, explanation: AggregateExplanation): readonly Element[] {
  const withRow = new Set(explanation.figures.shown ? explanation.terms.map(({ id }) => id) : []);
  const parts = partsOf(catalogue, explanation).filter(({ id }) => !withRow.has(id));
  return buildWhyButtons(voice, { catalogue, teamId }, parts);
}

type Part = Exclude<Subject, { readonly of: "whole" }>;

function partsOf(catalogue: Catalogue, { of, id }: AggregateExplanation): readonly Part[] {
  const { dimensions } = catalogue;
  switch (of) {
    case "whole":
      return dimensions.map((dimension): Part => ({ of: "dimension", id: dimension.id }));
    case "dimension":
      return dimensions
        .filter((dimension) => dimension.id === id)
        .flatMap(({ sections }) => sections.map((section): Part => ({ of: "section", id: section.id })));
    case "section":
      return listQuestions(catalogue)
        .filter(({ sectionId }) => sectionId === id)
        .map((question): Part => ({ of: "question", id: question.id }));
    default:
      return of satisfies never;
  }
}

function sayNotApplicable(
  voice: Voice,
  catalogue: Catalogue,
  { questionId, count, leftSum, reasons }: NotApplicableQuestion,
): string {
  const name = nameQuestion(voice, catalogue, questionId);
  const said = voice.say(leftSum ? "standing.why.left-sum" : "standing.why.scope-split", { name, people: count });
  const codes = listReasons(reasons ?? {}).map(([reason, people]) =>
    voice.say("standing.why.reason", { reason: voice.say(`words.reason.${reason}`), people }),
  );
  return codes.length === 0 ? said : `${said} ${voice.say("standing.why.reasons", { reasons: voice.list(codes) })}`;
}

function list(title: string, items: readonly Text[]): readonly Element[] {
  if (items.length === 0) return [];
  return [
    { kind: "paragraph", text: [{ text: title, style: "bold" }] },
    { kind: "list", items },
  ];
}

/** Returns the buttons to one level up and to the gate. */
function buildWayOut(voice: Voice, { explanation, catalogue, teamId }: WhyData): readonly Button[] {
  const up = parentOf(catalogue, explanation);
  const upward: readonly Button[] = up
    ? [{ label: nameSubject(voice, catalogue, up), action: { act: "command", line: toWhyLine(catalogue, up), teamId } }]
    : [];
  return [...upward, { label: voice.say("standing.button.gate"), action: { act: "command", line: "gate", teamId } }];
}

function parentOf(catalogue: Catalogue, { of, id }: Explanation): Subject | undefined {
  switch (of) {
    case "whole":
      return undefined;
    case "dimension":
      return { of: "whole" };
    case "section": {
      const dimension = catalogue.dimensions.find(({ sections }) => sections.some((section) => section.id === id));
      return dimension && { of: "dimension", id: dimension.id };
    }
    case "question": {
      const question = findQuestion(catalogue, id);
      return question && { of: "section", id: question.sectionId };
    }
    default:
      return of satisfies never;
  }
}
