/**
 * The one message of a check-in, which shows the member whatever position it has reached. On a question the worded answers
 * are in its body, and one press saves an answer and goes on.
 */
import { findQuestion, type Question } from "../../../core/catalogue/catalogue.ts";
import type { QuestionItem, WalkEvent } from "../../../core/check-in/check-in.ts";
import { RATINGS } from "../../../core/rating.ts";
import type { Action } from "../../action.ts";
import type { Message, Button, Choice, Element } from "../../message.ts";
import type { Run, Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { buildOfferCard, buildPausedCard } from "./check-in-breaks.ts";
import { buildStepCard } from "./check-in-step.ts";
import { buildSummaryCard } from "./check-in-summary.ts";
import { buildLeftOut, buildNamedExport, type CheckInView, locateItem, nameCheckIn, nameReply } from "./check-in-view.ts";

/** Returns the one card of a check-in as it is now: paused, or at the offer, a question, a step or the summary. */
export function buildCheckInCard(voice: Voice, view: CheckInView): Message {
  const { checkIn } = view;
  if (checkIn.status === "paused") return buildPausedCard(voice, view);
  switch (checkIn.position.on) {
    case "offer":
      return buildOfferCard(voice, view);
    case "question":
      return buildQuestionCard(voice, view, checkIn.position.questionId);
    case "step":
      return buildStepCard(voice, view, checkIn.position.stepId);
    case "summary":
      return buildSummaryCard(voice, view);
  }
}

type WalkButton = Extract<Action, { act: "walk" }>["event"];

/**
 * Shows one question with its worded answers, the last answer to it and how far the member has come. Throws a
 * `RangeError` when the question is not on the agenda or not in the catalogue.
 */
function buildQuestionCard(voice: Voice, view: CheckInView, questionId: string): Message {
  const { checkIn, catalogue } = view;
  const question = findQuestion(catalogue, questionId);
  const item = checkIn.items.find(
    (candidate): candidate is QuestionItem => candidate.kind === "question" && candidate.questionId === questionId,
  );
  if (!question || !item) throw new RangeError(`no question ${questionId} in check-in ${checkIn.id}`);
  const { position, total } = locateItem(view);
  return {
    locale: voice.locale,
    summary: voice.say("check-in.ask-summary", {
      checkin: nameCheckIn(voice, view),
      code: question.code,
      title: voice.of(question.title),
      ...{ position, total },
    }),
    elements: [
      {
        kind: "progress",
        done: position - 1,
        total,
        label: `${nameCheckIn(voice, view)} · ${voice.say("check-in.progress", { position, total })}`,
      },
      ...buildPrivacyLine(voice, view, position),
      ...buildNamedExport(voice, view),
      ...buildLeftOut(voice, view),
      { kind: "heading", text: `${question.code} · ${voice.of(question.title)}` },
      { kind: "paragraph", text: [{ text: voice.of(question.text), style: "bold" }] },
      { kind: "paragraph", text: voice.of(question.why), tone: "quiet" },
      ...buildBecause(voice, item),
      { kind: "choices", items: buildChoices(voice, view, { question, item }) },
      ...buildEarlier(voice, view, { question, item }),
      ...buildRemark(voice, item),
      { kind: "buttons", buttons: buildButtons(voice, view, { question, item, position }) },
      buildCriteria(voice, question),
    ],
  };
}

type Asked = { readonly question: Question; readonly item: QuestionItem };

/** Says who sees the answers, once, on the first card. */
function buildPrivacyLine(voice: Voice, { team }: CheckInView, position: number): readonly Element[] {
  if (position > 1) return [];
  const text = voice.runs(team.privacy === "open" ? "check-in.open-mode" : "check-in.private-mode");
  return [{ kind: "paragraph", text, tone: team.privacy === "open" ? "warning" : "quiet" }];
}

function buildBecause(voice: Voice, { because }: QuestionItem): readonly Element[] {
  if (because === "unanswered" || because === "assessment") return [];
  return [{ kind: "paragraph", text: voice.say(`check-in.because.${because}`), tone: "quiet" }];
}

function buildChoices(voice: Voice, view: CheckInView, { question, item }: Asked): readonly Choice[] {
  return RATINGS.map((rating) => {
    const answer = question.answers[rating];
    const mark = markOf(item, rating);
    return {
      label: voice.of(answer.label),
      text: voice.of(answer.text),
      action: walkAction(view, { do: "answer", questionId: item.questionId, reply: { kind: "rating", rating } }),
      ...(mark && { mark }),
    };
  });
}

function markOf({ reply, before }: QuestionItem, rating: number): Choice["mark"] {
  if (reply?.kind === "rating" && reply.rating === rating) return "given";
  if (!reply && before?.reply.kind === "rating" && before.reply.rating === rating) return "last";
  return undefined;
}

function buildEarlier(voice: Voice, view: CheckInView, { question, item }: Asked): readonly Element[] {
  if (item.reply)
    return [{ kind: "paragraph", text: voice.runs("check-in.given", { label: nameReply(voice, question, item.reply) }) }];
  if (!item.before) return [];
  const date = voice.date(item.before.at, view.zone);
  return [
    { kind: "paragraph", text: voice.runs("check-in.last-time", { date, label: nameReply(voice, question, item.before.reply) }) },
  ];
}

function buildRemark(voice: Voice, item: QuestionItem): readonly Element[] {
  const lines: Text[] = [];
  if (item.note) lines.push(voice.say(item.noteShared ? "check-in.note.shared" : "check-in.note.private", { note: item.note }));
  if (item.evidence) {
    const link: Run = { text: item.evidence, href: item.evidence };
    lines.push([{ text: voice.say("check-in.note.evidence") }, link]);
  }
  return lines.length === 0 ? [] : [{ kind: "list", items: lines }];
}

function buildButtons(
  voice: Voice,
  view: CheckInView,
  { item, position }: Asked & { readonly position: number },
): readonly Button[] {
  const { checkIn } = view;
  const { questionId } = item;
  const about = { checkInId: checkIn.id, questionId, revision: checkIn.revision };
  const press = (word: "unchanged" | "not-sure" | "back" | "keep" | "skip" | "pause", event: WalkButton): Button => ({
    label: voice.say(`check-in.button.${word}`),
    action: walkAction(view, event),
  });
  const notSure: WalkEvent = { do: "answer", questionId, reply: { kind: "not-sure" } };
  return [
    ...(item.before && !item.reply
      ? [{ ...press("unchanged", { do: "unchanged", questionId }), style: "primary" as const }]
      : []),
    press("not-sure", notSure),
    {
      label: voice.say("check-in.button.not-applicable"),
      action: { act: "open-form", form: { form: "not-applicable", ...about } },
    },
    { label: voice.say("check-in.button.remark"), action: { act: "open-form", form: { form: "remark", ...about } } },
    ...(position > 1 ? [press("back", { do: "back" })] : []),
    press(item.reply ? "keep" : "skip", { do: "skip", questionId }),
    ...(checkIn.status === "finished" ? [] : [press("pause", { do: "pause" })]),
  ];
}

/** Shows in a fold what the highest answer requires, which answer is true when one of it fails, and what is worth linking. */
function buildCriteria(voice: Voice, question: Question): Element {
  return {
    kind: "fold",
    title: voice.say("check-in.criteria.title", { label: voice.of(question.answers[3].label) }),
    elements: [
      { kind: "paragraph", text: voice.say("check-in.criteria.intro") },
      { kind: "list", items: question.criteria.map((criterion) => voice.of(criterion)) },
      { kind: "paragraph", text: voice.runs("check-in.criteria.otherwise", { below: voice.of(question.answers[2].label) }) },
      { kind: "paragraph", text: voice.say("check-in.criteria.evidence") },
      { kind: "list", items: question.evidence.map((evidence) => voice.of(evidence)) },
    ],
  };
}

function walkAction({ checkIn }: CheckInView, event: WalkButton): Action {
  return { act: "walk", checkInId: checkIn.id, revision: checkIn.revision, event };
}
