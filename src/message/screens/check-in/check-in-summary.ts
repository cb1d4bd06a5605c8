/** The end of the walk: what changed, what was left out, and a way to change any answer until the round is sealed. */
import { findQuestion } from "../../../core/catalogue/catalogue.ts";
import type { QuestionItem, StepItem } from "../../../core/check-in/check-in.ts";
import { sameReply } from "../../../core/reply.ts";
import type { Button, Element, Message } from "../../message.ts";
import type { Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { type CheckInView, nameCheckIn, titleOf, nameReply } from "./check-in-view.ts";

/** The greatest number of buttons that a message can carry. */
const MAX_CHANGE_BUTTONS = 80;

/**
 * Shows what was answered, changed and left out. Until the round is sealed it offers to change any answer; afterwards
 * it offers a new check-in.
 */
export function buildSummaryCard(voice: Voice, view: CheckInView): Message {
  const { checkIn } = view;
  const questions = checkIn.items.filter((item): item is QuestionItem => item.kind === "question");
  const answered = questions.filter((item) => item.outcome === "answered");
  const left = questions.filter((item) => item.outcome !== "answered");
  const line = voice.say("check-in.summary.line", { answered: answered.length, total: questions.length });
  return {
    locale: voice.locale,
    summary: `${nameCheckIn(voice, view)} · ${line}`,
    elements: [
      {
        kind: "progress",
        done: answered.length,
        total: Math.max(1, questions.length),
        label: `${nameCheckIn(voice, view)} · ${line}`,
      },
      { kind: "heading", text: voice.say(`check-in.summary.${titleFor(checkIn)}`) },
      ...buildAnswered(voice, view, answered),
      ...buildSteps(voice, view),
      ...buildLeft(voice, view, left),
      ...buildBaseline(voice, view),
      buildDeadline(voice, view),
      { kind: "buttons", buttons: buildClosingButtons(voice, view) },
      ...buildChangeFold(voice, view, questions),
    ],
  };
}

/** Nobody is thanked for a check-in that ended before they had finished it. */
function titleFor({ status, sealedAt }: CheckInView["checkIn"]): "title" | "title-open" | "title-over" {
  if (status === "finished") return "title";
  return status === "closed" || sealedAt !== undefined ? "title-over" : "title-open";
}

function buildAnswered(voice: Voice, view: CheckInView, answered: readonly QuestionItem[]): readonly Element[] {
  const changed = answered.filter((item) => item.before && !sameReply(item.before.reply, item.reply));
  const first = answered.filter((item) => !item.before);
  const same = answered.filter((item) => item.before && sameReply(item.before.reply, item.reply));
  return [
    ...section(
      voice.say("check-in.summary.changed"),
      changed.map((item) => rowOf(voice, view, item)),
    ),
    ...section(
      voice.say("check-in.summary.first"),
      first.map((item) => rowOf(voice, view, item)),
    ),
    ...section(
      voice.say("check-in.summary.same"),
      same.map((item) => rowOf(voice, view, item)),
    ),
  ];
}

function buildLeft(voice: Voice, view: CheckInView, left: readonly QuestionItem[]): readonly Element[] {
  if (left.length === 0) return [];
  const rows = left.map((item) => voice.runs("check-in.summary.row-left", titleOf(voice, view.catalogue, item.questionId)));
  return [
    ...section(voice.say("check-in.summary.left"), rows),
    { kind: "paragraph", text: voice.say("check-in.summary.pending", { count: left.length }), tone: "quiet" },
  ];
}

function buildSteps(voice: Voice, view: CheckInView): readonly Element[] {
  const steps = view.checkIn.items.filter((item): item is StepItem => item.kind === "step");
  const rows = steps.map((item) => {
    const { code } = titleOf(voice, view.catalogue, item.questionId);
    return voice.runs("check-in.summary.row-step", { code, report: voice.say(`check-in.report.${item.outcome}`) });
  });
  return rows.length === 0 ? [] : [{ kind: "list", items: rows }];
}

/** Long lists are folded, because a whole assessment has sixty rows. */
function section(title: string, rows: readonly Text[]): readonly Element[] {
  if (rows.length === 0) return [];
  const list: Element = { kind: "list", items: rows };
  if (rows.length > 8) return [{ kind: "fold", title: `${title} (${rows.length})`, elements: [list] }];
  return [{ kind: "paragraph", text: [{ text: title, style: "bold" }] }, list];
}

function rowOf(voice: Voice, { catalogue }: CheckInView, item: QuestionItem): Text {
  const question = findQuestion(catalogue, item.questionId);
  if (!question || !item.reply) return voice.runs("check-in.summary.row-left", titleOf(voice, catalogue, item.questionId));
  const values = { ...titleOf(voice, catalogue, item.questionId), label: nameReply(voice, question, item.reply) };
  if (!item.before || sameReply(item.before.reply, item.reply)) return voice.runs("check-in.summary.row", values);
  return voice.runs("check-in.summary.row-changed", { ...values, before: nameReply(voice, question, item.before.reply) });
}

/** Shows how many of their questions a member has answered, until all are. */
function buildBaseline(voice: Voice, { baseline }: CheckInView): readonly Element[] {
  if (!baseline || baseline.answered >= baseline.total) return [];
  return [
    { kind: "progress", done: baseline.answered, total: baseline.total, label: voice.say("check-in.summary.baseline", baseline) },
  ];
}

function buildDeadline(voice: Voice, { checkIn }: CheckInView): Element {
  const id = checkIn.sealedAt === undefined ? "check-in.summary.may-change" : "check-in.summary.sealed";
  return { kind: "paragraph", text: voice.say(id), tone: "quiet" };
}

function buildClosingButtons(voice: Voice, { checkIn, team }: CheckInView): readonly Button[] {
  const status: Button = {
    label: voice.say("check-in.button.status"),
    action: { act: "command", line: "status", teamId: team.id },
  };
  const open = checkIn.status === "open";
  const finish: Button = {
    label: voice.say("check-in.button.finish"),
    action: { act: "walk", checkInId: checkIn.id, revision: checkIn.revision, event: { do: "finish" } },
    style: "primary",
  };
  const again: Button = { label: voice.say("check-in.button.new"), action: { act: "command", line: "checkin", teamId: team.id } };
  if (open) return [finish, status];
  return checkIn.sealedAt === undefined ? [status] : [status, again];
}

function buildChangeFold(voice: Voice, view: CheckInView, questions: readonly QuestionItem[]): readonly Element[] {
  if (view.checkIn.sealedAt !== undefined || questions.length === 0) return [];
  const buttons = questions.slice(0, MAX_CHANGE_BUTTONS).map((item): Button => {
    const { code } = titleOf(voice, view.catalogue, item.questionId);
    return {
      label: voice.say("check-in.button.change", { code }),
      action: {
        act: "walk",
        checkInId: view.checkIn.id,
        revision: view.checkIn.revision,
        event: { do: "change", questionId: item.questionId },
      },
    };
  });
  return [{ kind: "fold", title: voice.say("check-in.summary.change"), elements: [{ kind: "buttons", buttons }] }];
}
