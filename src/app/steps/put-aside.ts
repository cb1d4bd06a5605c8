/** Puts a suggestion aside that the team does not want now, or not at all. */

import { currentId } from "../../core/check-in/own-record.ts";
import { addDays, SNOOZED_FOR_DAYS } from "../../core/next-steps/follow-through.ts";
import { DECLINED_RESTS_DAYS, isPutAside } from "../../core/next-steps/settled.ts";
import type { Step } from "../../core/next-steps/step.ts";
import { DECLINE_REASONS } from "../../core/next-steps/step.ts";
import type { Action } from "../../message/action.ts";
import type { Button } from "../../message/message.ts";
import type { StepSubject } from "../../message/screens/steps/step-words.ts";
import type { Call, TeamCall } from "../call.ts";
import type { Outcome } from "../request.ts";
import { enterForSteps } from "./enter-step.ts";
import { againButton, answerStep, nextButton, type StepNotice } from "./step-notice.ts";
import { answerTaken, findPutAside, findTaken } from "./take-step.ts";
import { todayOf } from "./working-dates.ts";

type Snooze = Extract<Action, { act: "snooze-step" }>;
type Decline = Extract<Action, { act: "decline-step" }>;

/**
 * Hides a suggestion from the team for a while. Refuses people who are neither members nor leads; a step that somebody
 * has taken stays.
 */
export async function snoozeStep(call: Call, press: Snooze): Promise<Outcome> {
  const entry = await enterForSteps(call, press.teamId);
  if (entry.kind === "refused") return entry.outcome;
  const taken = await findTaken(entry.call, press.questionId);
  if (taken) return answerTaken(entry.call, taken, press.fromNudge);
  const until = addDays(todayOf(entry.call.team, call.now), SNOOZED_FOR_DAYS);
  await keepAside(entry.call, press, { status: "snoozed", snoozedUntil: until });
  const { voice } = entry.call;
  const values = { until: voice.localDate(until), team: entry.call.team.name };
  const text: StepNotice["text"] = ({ name }) => voice.runs("steps.snoozed.text", { name, ...values });
  const buttons = [undoButton(entry.call, press), nextButton(entry.call)];
  return answerStep(entry.call, { text, about: press, buttons }, press.fromNudge);
}

/**
 * Declines a suggestion for the team, for 90 days. Without a reason it asks for one, says whom it concerns, and changes
 * nothing yet; otherwise it refuses as `snoozeStep` does.
 */
export async function declineStep(call: Call, press: Decline): Promise<Outcome> {
  const entry = await enterForSteps(call, press.teamId);
  if (entry.kind === "refused") return entry.outcome;
  const taken = await findTaken(entry.call, press.questionId);
  if (taken) return answerTaken(entry.call, taken, press.fromNudge);
  const { reason } = press;
  if (reason === undefined) return askReason(entry.call, press);
  const { voice, team } = entry.call;
  const until = addDays(todayOf(team, call.now), DECLINED_RESTS_DAYS);
  await keepAside(entry.call, press, { status: "declined", declineReason: reason, snoozedUntil: until });
  const values = { team: team.name, until: voice.localDate(until), reason: voice.say(`words.decline.${reason}`) };
  const done = reason === "done-already";
  const text: StepNotice["text"] = ({ name }) => voice.runs(`steps.declined.${done ? "text-done" : "text"}`, { name, ...values });
  const again = done && entry.call.membership.kind === "member" ? [againButton(entry.call)] : [];
  const buttons = [...again, undoButton(entry.call, press), nextButton(entry.call)];
  return answerStep(entry.call, { text, about: press, buttons }, press.fromNudge);
}

/**
 * Takes back that a suggestion was put aside, so that the team may get it again. Refuses people who are neither members nor
 * leads, and says so where nothing is put aside any more.
 */
export async function restoreStep(
  call: Call,
  { teamId, questionId, fromRating }: Extract<Action, { act: "restore-step" }>,
): Promise<Outcome> {
  const entry = await enterForSteps(call, teamId);
  if (entry.kind === "refused") return entry.outcome;
  const about = { questionId: currentId(entry.call.catalogue, questionId), fromRating };
  const today = todayOf(entry.call.team, call.now);
  const aside = await findPutAside(entry.call, about);
  const inForce = aside !== undefined && isPutAside(aside, today);
  if (inForce) {
    const { declineReason: _, ...rest } = aside;
    await call.stores.steps.save({ ...rest, status: "snoozed", snoozedUntil: today, revision: aside.revision + 1 });
  }
  const { voice, team } = entry.call;
  const text: StepNotice["text"] = ({ name }) =>
    voice.runs(inForce ? "steps.restored.text" : "steps.restored.already", { name, team: team.name });
  return answerStep(entry.call, { text, about, buttons: [nextButton(entry.call)] });
}

function undoButton({ voice, team }: TeamCall, { questionId, fromRating }: StepSubject): Button {
  return { label: voice.say("words.undo"), action: { act: "restore-step", teamId: team.id, questionId, fromRating } };
}

function askReason(call: TeamCall, press: Decline): Promise<Outcome> {
  const buttons = DECLINE_REASONS.map((reason): Button => ({
    label: call.voice.say(`words.decline.${reason}`),
    action: { ...press, reason },
  }));
  const text: StepNotice["text"] = ({ name }) => call.voice.runs("steps.declined.ask", { name, team: call.team.name });
  return answerStep(call, { text, about: press, buttons }, press.fromNudge);
}

type Aside = Pick<Step, "status" | "snoozedUntil" | "declineReason">;

async function keepAside(call: TeamCall, { fromRating, ...subject }: StepSubject, aside: Aside): Promise<void> {
  const questionId = currentId(call.catalogue, subject.questionId);
  const before = await findPutAside(call, { questionId, fromRating });
  await call.stores.steps.save({
    id: before?.id ?? call.world.ids.next(),
    teamId: call.team.id,
    questionId,
    fromRating,
    ...aside,
    fromNudge: false,
    overdueCount: 0,
    createdAt: before?.createdAt ?? call.now,
    revision: (before?.revision ?? 0) + 1,
  });
}
