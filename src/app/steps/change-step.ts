/** The buttons of a step outside a check-in: done, later, dropped. */
import { isDue, reportStep } from "../../core/next-steps/follow-through.ts";
import type { Step } from "../../core/next-steps/step.ts";
import type { Action } from "../../message/action.ts";
import type { PromptTaking } from "../../message/voice/voice.ts";
import type { Call, TeamCall } from "../call.ts";
import type { Outcome } from "../request.ts";
import { enterStep, mayChange, ownerNameOf } from "./enter-step.ts";
import { showInDigest } from "./show-in-digest.ts";
import { buildStepsNow } from "./show-steps.ts";
import { againButton, answerStep, buildStepNotice, type StepNotice, type StepValues, stepsButton } from "./step-notice.ts";
import { LATER_BY_DAYS, todayOf, workingDateAfter } from "./working-dates.ts";

type Press = Extract<Action, { act: "step-done" | "step-later" | "step-drop" }>;
type Changed = { readonly step: Step; readonly notice: StepNotice };

/**
 * Marks a step as done; its owner is offered to answer the question again. Refuses everybody but its owner and the team's
 * leads; an outdated button shows how things stand and changes nothing.
 */
export function finishStep(call: Call, press: Extract<Press, { act: "step-done" }>): Promise<Outcome> {
  return change(call, press, (entered, step) => {
    const done = report(entered, step, "done");
    return { step: done, notice: sayDone(entered, done) };
  });
}

/**
 * Moves a step's due date by a week to a working day, and counts a date that has passed as overdue. Refuses as
 * `finishStep` does.
 */
export function postponeStep(call: Call, press: Extract<Press, { act: "step-later" }>): Promise<Outcome> {
  return change(call, press, (entered, step) => {
    const later = moveDue(entered, step);
    return { step: later, notice: { text: say(entered, "steps.changed.later"), about: later, buttons: [stepsButton(entered)] } };
  });
}

/** Drops a step that is under way. Refuses as `finishStep` does. */
export function dropStep(call: Call, press: Extract<Press, { act: "step-drop" }>): Promise<Outcome> {
  return change(call, press, (entered, step) => {
    const dropped = report(entered, step, "drop");
    return {
      step: dropped,
      notice: { text: say(entered, "steps.changed.dropped"), about: dropped, buttons: [stepsButton(entered)] },
    };
  });
}

type Decide = (call: TeamCall, step: Step) => Changed;

/** A press on what changed meanwhile shows how it stands now, and changes nothing. */
async function change(call: Call, press: Press, decide: Decide): Promise<Outcome> {
  const entry = await enterStep(call, press.stepId);
  if (entry.kind === "refused") return entry.outcome;
  const { step } = entry;
  if (!mayChange(entry.call, step)) return refuseForeign(entry.call, step);
  if (step.status !== "taken") return answerStep(entry.call, { text: say(entry.call, "steps.changed.over"), about: step });
  if (step.revision !== press.revision) return showMeanwhile(entry.call, step);
  const changed = decide(entry.call, step);
  await call.stores.steps.save(changed.step);
  await showInDigest(entry.call);
  const aboutNudge = await isLiveNudge(entry.call, step);
  return answerStep(entry.call, changed.notice, aboutNudge);
}

/** Answers somebody who may not change the step, and names its owner. */
export async function refuseForeign(call: TeamCall, step: Step): Promise<Outcome> {
  const owner = await ownerNameOf(call, step);
  return answerStep(call, { text: (values) => call.voice.runs("steps.changed.not-yours", { ...values, owner }), about: step });
}

/** Answers an outdated button with the step and the list of steps as they are now. */
export async function showMeanwhile(call: TeamCall, step: Step): Promise<Outcome> {
  const { elements } = buildStepNotice(call, { text: say(call, "steps.changed.meanwhile"), about: step, tone: "warning" });
  const now = await buildStepsNow(call);
  return { notice: { ...now, elements: [...elements, ...now.elements] } };
}

/** The last nudge of this member asked after this step. */
async function isLiveNudge({ stores, person }: TeamCall, step: Step): Promise<boolean> {
  const [last] = await stores.nudges.listOfPerson(person.id);
  return last?.stepId === step.id;
}

function report({ team, now }: TeamCall, step: Step, what: "done" | "drop"): Step {
  return reportStep(step, { report: what, today: todayOf(team, now), now }) ?? step;
}

/** One that is due counts as passed; another is only moved. */
function moveDue({ team, world, now }: TeamCall, step: Step): Step {
  const today = todayOf(team, now);
  const passed = isDue(step, today);
  const from = passed || step.due === undefined ? today : step.due;
  const due = workingDateAfter(from, { days: LATER_BY_DAYS, team, world });
  return { ...step, due, overdueCount: step.overdueCount + (passed ? 1 : 0), revision: step.revision + 1 };
}

/** Whose step it was answers its question again; a lead who closes another's does not. */
function sayDone(call: TeamCall, step: Step): StepNotice {
  const own = step.ownerId === call.person.id && call.membership.kind === "member";
  const buttons = own ? [againButton(call), stepsButton(call)] : [stepsButton(call)];
  return { text: say(call, own ? "steps.changed.done" : "steps.changed.done-other"), about: step, buttons };
}

function say({ voice }: TeamCall, id: PromptTaking<StepValues>): StepNotice["text"] {
  return (values) => voice.runs(id, values);
}
