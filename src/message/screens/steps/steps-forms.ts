/** The forms of a next step: when and by whom, or to whom it goes. */
import type { LocalDate } from "../../../core/time.ts";
import type { FormContext } from "../../form-context.ts";
import type { Form } from "../../form.ts";
import type { Voice } from "../../voice/voice.ts";

/** What the form for taking a step is filled in with. */
export type TakeStepForm = {
  readonly context: Extract<FormContext, { form: "take-step" }>;
  /** What the step is, in words. */
  readonly intro: string;
  readonly due: LocalDate;
  /** The platform user id of the person suggested as its owner. */
  readonly person: string;
};

/** Asks by when a step is to be done and by whom. */
export function buildTakeStepForm(voice: Voice, { context, intro, due, person }: TakeStepForm): Form<"take-step"> {
  return {
    locale: voice.locale,
    context,
    title: voice.say("steps.form.take-title"),
    intro,
    submit: voice.say("steps.form.submit"),
    cancel: voice.say("words.cancel"),
    fields: [
      {
        kind: "date",
        id: "due",
        label: voice.say("steps.form.due"),
        hint: voice.say("steps.form.due-hint"),
        required: true,
        value: due,
      },
      {
        kind: "people",
        id: "person",
        label: voice.say("steps.form.person"),
        hint: voice.say("steps.form.person-hint"),
        required: true,
        values: [person],
        max: 1,
      },
    ],
  };
}

/** Asks to whom a step is to be handed over. */
export function buildHandOverForm(
  voice: Voice,
  { context, intro }: { readonly context: Extract<FormContext, { form: "hand-over" }>; readonly intro: string },
): Form<"hand-over"> {
  return {
    locale: voice.locale,
    context,
    title: voice.say("steps.form.hand-over-title"),
    intro,
    submit: voice.say("steps.form.ask"),
    cancel: voice.say("words.cancel"),
    fields: [{ kind: "people", id: "person", label: voice.say("steps.form.to"), required: true, max: 1 }],
  };
}
