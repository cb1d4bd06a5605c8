/** The form behind "change the date": when a step is due, and who does it. */
import { findQuestion } from "../../core/catalogue/catalogue.ts";
import type { Step } from "../../core/next-steps/step.ts";
import { isLocalDate, toEpochDay, toLocalDate } from "../../core/schedule/calendar.ts";
import type { LocalDate } from "../../core/time.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import { nameQuestion } from "../../message/screens/standing/names.ts";
import { buildTakeStepForm } from "../../message/screens/steps/steps-forms.ts";
import type { Call, TeamCall } from "../call.ts";
import type { Chosen } from "../chosen-people.ts";
import { carriedOr, readText } from "../form-values.ts";
import { answerWith } from "../notices.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { refuseForeign } from "./change-step.ts";
import { offerOwners, readPerson } from "./choose-owner.ts";
import { enterForSteps, mayChange } from "./enter-step.ts";
import { offerStep } from "./hand-over.ts";
import { showInDigest } from "./show-in-digest.ts";
import { answerStep, type StepNotice, stepsButton } from "./step-notice.ts";
import { defaultDue, findTaken, keepTaken } from "./take-step.ts";
import { todayOf } from "./working-dates.ts";

type Context = Extract<FormContext, { form: "take-step" }>;
const LONGEST_DAYS = 366;

/**
 * Opens the form with the step's date and owner, or the defaults for a new one. Refuses people who may not change the
 * step and questions that the edition no longer has.
 */
export async function openTakeStepForm(call: Call, context: Context): Promise<Outcome> {
  const entry = await enterForSteps(call, context.teamId);
  if (entry.kind === "refused") return entry.outcome;
  const { voice, catalogue } = entry.call;
  if (!findQuestion(catalogue, context.questionId)) return answerWith(voice, voice.runs("steps.taken.gone"));
  const taken = await findTaken(entry.call, context.questionId);
  if (taken && !mayChange(entry.call, taken)) return refuseForeign(entry.call, taken);
  const due = taken?.due ?? defaultDue(entry.call);
  const choice = await offerOwners(entry.call, { chosen: taken?.ownerId ?? call.person.id });
  return { form: buildTakeStepForm(voice, { context, intro: nameQuestion(voice, catalogue, context.questionId), due, choice }) };
}

/**
 * Takes the step or changes it, and offers it to somebody else if another person is chosen. Dates that are unclear, past
 * or more than 366 days ahead, and people outside the team, are refused at their fields.
 */
export async function submitTakeStep(
  call: Call,
  context: Context,
  values: FormValues<"take-step">,
  named: Chosen,
): Promise<FormOutcome<"take-step">> {
  const entry = await enterForSteps(call, context.teamId);
  if (entry.kind === "refused") return entry.outcome;
  if (!findQuestion(entry.call.catalogue, context.questionId))
    return answerWith(entry.call.voice, entry.call.voice.runs("steps.taken.gone"));
  const taken = await findTaken(entry.call, context.questionId);
  if (taken && !mayChange(entry.call, taken)) return refuseForeign(entry.call, taken);
  const due = readDue(entry.call, values, taken);
  const chosen = await readPerson(entry.call, values, { named, current: taken?.ownerId ?? call.person.id });
  if (due.kind === "wrong" || chosen.kind === "wrong") {
    return {
      errors: {
        ...(due.kind === "wrong" && { due: due.sentence }),
        ...(chosen.kind === "wrong" && { [chosen.field]: chosen.sentence }),
      },
    };
  }
  const step = await keepDue(entry.call, { context, taken, due: due.date });
  if (chosen.person.id !== step.ownerId) return offerStep(entry.call, step, chosen.person);
  const own = step.ownerId === call.person.id;
  const id = own ? "steps.taken.text" : "steps.changed.later";
  const text: StepNotice["text"] = (values) => entry.call.voice.runs(id, values);
  return answerStep(entry.call, { text, about: step, buttons: [stepsButton(entry.call)] }, context.fromNudge);
}

type Keeping = { readonly context: Context; readonly taken: Step | undefined; readonly due: LocalDate };

/** Until the other person accepts, the person who asks is the owner. */
async function keepDue(call: TeamCall, { context, taken, due }: Keeping): Promise<Step> {
  if (!taken) return keepTaken(call, { ...context, due, ownerId: call.person.id });
  if (taken.due === due) return taken;
  const moved: Step = { ...taken, due, revision: taken.revision + 1 };
  await call.stores.steps.save(moved);
  await showInDigest(call);
  return moved;
}

type Due = { readonly kind: "date"; readonly date: LocalDate } | { readonly kind: "wrong"; readonly sentence: string };

function readDue(call: TeamCall, values: FormValues<"take-step">, taken: Step | undefined): Due {
  const { voice, team, now } = call;
  const text = carriedOr(readText(values, "due"), taken?.due ?? defaultDue(call));
  const today = todayOf(team, now);
  const last = toLocalDate(toEpochDay(today) + LONGEST_DAYS);
  if (!isLocalDate(text)) return { kind: "wrong", sentence: voice.say("steps.error.due-unclear", { example: defaultDue(call) }) };
  if (text < today) return { kind: "wrong", sentence: voice.say("steps.error.due-past", { today: voice.localDate(today) }) };
  return text > last ? { kind: "wrong", sentence: voice.say("steps.error.due-far") } : { kind: "date", date: text };
}
