/** Puts a suggestion aside that the team does not want now, or not at all. */

import { currentId } from "../../core/check-in/own-record.ts";
import { addDays, SNOOZED_FOR_DAYS } from "../../core/next-steps/follow-through.ts";
import type { Step } from "../../core/next-steps/step.ts";
import { DECLINE_REASONS } from "../../core/next-steps/step.ts";
import type { Action } from "../../message/action.ts";
import type { Button } from "../../message/message.ts";
import type { StepSubject } from "../../message/screens/steps/step-words.ts";
import type { Call, TeamCall } from "../call.ts";
import type { Outcome } from "../request.ts";
import { enterForSteps } from "./enter-step.ts";
import { answerStep, nextButton, type StepNotice } from "./step-notice.ts";
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
  const text: StepNotice["text"] = ({ name }) => voice.runs("steps.snoozed.text", { name, until: voice.localDate(until) });
  return answerStep(entry.call, { text, about: press, buttons: [nextButton(entry.call)] }, press.fromNudge);
}

/**
 * Declines a suggestion for the team. Without a reason it asks for one and changes nothing yet; otherwise it refuses as
 * `snoozeStep` does.
 */
export async function declineStep(call: Call, press: Decline): Promise<Outcome> {
  const entry = await enterForSteps(call, press.teamId);
  if (entry.kind === "refused") return entry.outcome;
  const taken = await findTaken(entry.call, press.questionId);
  if (taken) return answerTaken(entry.call, taken, press.fromNudge);
  const { reason } = press;
  if (reason === undefined) return askReason(entry.call, press);
  await keepAside(entry.call, press, { status: "declined", declineReason: reason });
  const { voice } = entry.call;
  const because = voice.say(`words.decline.${reason}`);
  const text: StepNotice["text"] = ({ name }) => voice.runs("steps.declined.text", { name, reason: because });
  return answerStep(entry.call, { text, about: press, buttons: [nextButton(entry.call)] }, press.fromNudge);
}

function askReason(call: TeamCall, press: Decline): Promise<Outcome> {
  const buttons = DECLINE_REASONS.map((reason): Button => ({
    label: call.voice.say(`words.decline.${reason}`),
    action: { ...press, reason },
  }));
  const text: StepNotice["text"] = (values) => call.voice.runs("steps.declined.ask", values);
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
