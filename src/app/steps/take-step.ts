/** Takes a suggested step with one click; afterwards its date and owner can be changed. */

import { findQuestion } from "../../core/catalogue/catalogue.ts";
import { currentId } from "../../core/check-in/own-record.ts";
import type { Step } from "../../core/next-steps/step.ts";
import type { Action } from "../../message/action.ts";
import type { Button } from "../../message/message.ts";
import type { StepSubject } from "../../message/screens/steps/step-words.ts";
import type { Call, TeamCall } from "../call.ts";
import { answerWith } from "../notices.ts";
import type { Outcome } from "../request.ts";
import { enterForSteps, ownerNameOf } from "./enter-step.ts";
import { showInDigest } from "./show-in-digest.ts";
import { answerStep, type StepNotice, stepsButton } from "./step-notice.ts";
import { TAKEN_FOR_DAYS, todayOf, workingDateAfter } from "./working-dates.ts";

type Press = Extract<Action, { act: "take-step" }>;

/** Takes the step for the author, due in two weeks. If somebody has already taken it, it stays theirs and the answer says so. */
export async function takeStep(call: Call, press: Press): Promise<Outcome> {
  const entry = await enterForSteps(call, press.teamId);
  if (entry.kind === "refused") return entry.outcome;
  const { catalogue, voice } = entry.call;
  if (!findQuestion(catalogue, press.questionId)) return answerWith(voice, voice.runs("steps.taken.gone"));
  const taken = await findTaken(entry.call, press.questionId);
  if (taken) return answerTaken(entry.call, taken, press.fromNudge);
  const step = await keepTaken(entry.call, { ...press, due: defaultDue(entry.call), ownerId: call.person.id });
  return answerStep(
    entry.call,
    { text: (values) => voice.runs("steps.taken.text", values), about: step, buttons: buildTakenButtons(entry.call, step) },
    press.fromNudge,
  );
}

/** Finds the step for this question that is under way; undefined when there is none. */
export async function findTaken({ stores, team, catalogue }: TeamCall, questionId: string): Promise<Step | undefined> {
  const steps = await stores.steps.listOfTeam(team.id);
  const current = currentId(catalogue, questionId);
  return steps.find((step) => step.questionId === current && step.status === "taken");
}

/** Answers that the step is already taken, by the author or by somebody else. */
export async function answerTaken(call: TeamCall, step: Step, fromNudge = false): Promise<Outcome> {
  const { voice } = call;
  if (step.ownerId === call.person.id) {
    const buttons = buildTakenButtons(call, step);
    return answerStep(
      call,
      { text: (values) => voice.runs("steps.taken.already-mine", values), about: step, buttons },
      fromNudge,
    );
  }
  const owner = await ownerNameOf(call, step);
  const text: StepNotice["text"] = (values) => voice.runs("steps.taken.already", { ...values, owner });
  return answerStep(call, { text, about: step, buttons: [stepsButton(call)] }, fromNudge);
}

/** Returns the date two weeks from now, on a day when the team works. */
export function defaultDue({ team, world, now }: TeamCall): string {
  return workingDateAfter(todayOf(team, now), { days: TAKEN_FOR_DAYS, team, world });
}

/** A step that is taken, with its due date and its owner. */
export type Taking = StepSubject & { readonly due: string; readonly ownerId: string; readonly fromNudge?: boolean | undefined };

/**
 * Stores the step as taken and returns it. A step that was postponed or declined is taken up again, and a button from an
 * earlier edition means today's question.
 */
export async function keepTaken(
  call: TeamCall,
  { fromRating, due, ownerId, fromNudge = false, ...taking }: Taking,
): Promise<Step> {
  const questionId = currentId(call.catalogue, taking.questionId);
  const before = await findPutAside(call, { questionId, fromRating });
  const step: Step = {
    id: before?.id ?? call.world.ids.next(),
    teamId: call.team.id,
    questionId,
    fromRating,
    status: "taken",
    ownerId,
    due,
    takenAt: call.now,
    fromNudge,
    overdueCount: 0,
    createdAt: before?.createdAt ?? call.now,
    revision: (before?.revision ?? 0) + 1,
  };
  await call.stores.steps.save(step);
  await showInDigest(call);
  return step;
}

/** Finds the stored step of this question that was snoozed or declined, so that it is changed rather than stored twice. */
export async function findPutAside(call: TeamCall, { questionId, fromRating }: StepSubject): Promise<Step | undefined> {
  const steps = await call.stores.steps.listOfTeam(call.team.id);
  const isSame = (step: Step) => step.questionId === questionId && step.fromRating === fromRating;
  return steps.find((step) => isSame(step) && (step.status === "snoozed" || step.status === "declined"));
}

function buildTakenButtons(call: TeamCall, { id, teamId, questionId, fromRating, revision }: Step): readonly Button[] {
  const { voice } = call;
  return [
    {
      label: voice.say("steps.button.change"),
      action: { act: "open-form", form: { form: "take-step", teamId, questionId, fromRating } },
    },
    {
      label: voice.say("steps.button.hand-over"),
      action: { act: "open-form", form: { form: "hand-over", stepId: id, revision } },
    },
    stepsButton(call),
  ];
}
