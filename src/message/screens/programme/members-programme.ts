/** Who leads the programme: the form that appoints them. For programme leads. */
import type { Form } from "../../form.ts";
import type { Voice } from "../../voice/voice.ts";

const MAX_LEADS = 50;

/** Asks who leads the programme, for at most 50 people. `values` are those who do now, by platform user id. */
export function buildProgrammeForm(voice: Voice, values: readonly string[]): Form<"programme"> {
  return {
    locale: voice.locale,
    context: { form: "programme" },
    title: voice.say("members.programme.title"),
    intro: voice.runs("members.programme.intro"),
    submit: voice.say("words.save"),
    cancel: voice.say("words.cancel"),
    fields: [
      { id: "people", label: voice.say("members.programme.field"), required: true, kind: "people", max: MAX_LEADS, values },
    ],
  };
}
