/** Who leads the programme: the form that appoints them. For programme leads. */
import type { Person } from "../../../core/team.ts";
import type { Form } from "../../form.ts";
import type { Voice } from "../../voice/voice.ts";

const MAX_LEADS = 50;
/** As many options as a list takes on every platform. */
const MAX_SHOWN = 100;

/** Asks whom to appoint, at most 50 people at once, and who of those who lead the programme now shall no longer do so. */
export function buildProgrammeForm(voice: Voice, leads: readonly Pick<Person, "id" | "name">[]): Form<"programme"> {
  return {
    locale: voice.locale,
    context: { form: "programme" },
    title: voice.say("members.programme.title"),
    intro: voice.runs("members.programme.intro"),
    submit: voice.say("words.save"),
    cancel: voice.say("words.cancel"),
    fields: [
      { id: "people", label: voice.say("members.programme.field"), required: false, kind: "people", max: MAX_LEADS },
      {
        id: "remove",
        label: voice.say("members.programme.remove"),
        required: false,
        kind: "multi-select",
        options: leads.slice(0, MAX_SHOWN).map(({ id, name }) => ({ value: id, label: name })),
      },
    ],
  };
}
