/** The forms of a next step: when and by whom, or to whom it goes. */
import type { LocalDate } from "../../../core/time.ts";
import type { FormContext } from "../../form-context.ts";
import type { FieldOf, Form, Option } from "../../form.ts";
import type { Voice } from "../../voice/voice.ts";

/** What the form for taking a step is filled in with. */
export type TakeStepForm = {
  readonly context: Extract<FormContext, { form: "take-step" }>;
  /** What the step is, in words. */
  readonly intro: string;
  readonly due: LocalDate;
  readonly choice: OwnerChoice;
};

/** Whom a step's owner is chosen from. */
export type OwnerChoice =
  /** Anybody of the workspace, as the platform lists them; `chosen` is a platform user id. */
  | { readonly from: "workspace"; readonly chosen?: string }
  /** These people of the team, by person id. */
  | { readonly from: "team"; readonly people: readonly Option[]; readonly chosen?: string };

/** Asks by when a step is to be done and by whom. */
export function buildTakeStepForm(voice: Voice, { context, intro, due, choice }: TakeStepForm): Form<"take-step"> {
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
      buildOwnerField(choice, { label: voice.say("steps.form.person"), hint: voice.say("steps.form.person-hint") }),
    ],
  };
}

/** Asks to whom a step is to be handed over. */
export function buildHandOverForm(
  voice: Voice,
  {
    context,
    intro,
    choice,
  }: Omit<TakeStepForm, "due" | "context"> & { readonly context: Extract<FormContext, { form: "hand-over" }> },
): Form<"hand-over"> {
  return {
    locale: voice.locale,
    context,
    title: voice.say("steps.form.hand-over-title"),
    intro,
    submit: voice.say("steps.form.ask"),
    cancel: voice.say("words.cancel"),
    fields: [buildOwnerField(choice, { label: voice.say("steps.form.to") })],
  };
}

function buildOwnerField(choice: OwnerChoice, words: { readonly label: string; readonly hint?: string }): FieldOf<"hand-over"> {
  const { chosen } = choice;
  if (choice.from === "workspace") {
    return { kind: "people", id: "person", ...words, required: true, ...(chosen !== undefined && { values: [chosen] }), max: 1 };
  }
  return {
    kind: "select",
    id: "member",
    ...words,
    required: true,
    options: choice.people,
    ...(chosen !== undefined && { value: chosen }),
  };
}
