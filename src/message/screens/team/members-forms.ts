/** The forms that change who is in a team. None of them carries the roster, so that they fit whatever its size. */
import type { Team } from "../../../core/team.ts";
import type { Form } from "../../form.ts";
import { takePage } from "../../pages.ts";
import type { Voice } from "../../voice/voice.ts";
import { PEOPLE_ON_PAGE, type RosterData } from "./members.ts";
import { MAX_PEOPLE_AT_ONCE } from "./setup.ts";

/** Asks whom to add or to give another part, and whom to take out. It carries nobody who is in the team. */
export function buildMembersForm(voice: Voice, team: Team): Form<"members"> {
  const people = { kind: "people", required: false, max: MAX_PEOPLE_AT_ONCE } as const;
  return {
    locale: voice.locale,
    context: { form: "members", teamId: team.id, revision: team.revision },
    title: voice.say("members.form.title"),
    intro: voice.say("members.form.intro"),
    submit: voice.say("words.save"),
    cancel: voice.say("words.cancel"),
    fields: [
      ...(["members", "leads", "observers"] as const).map((id) => ({
        ...people,
        id,
        label: voice.say(`setup.field.${id}`),
        hint: voice.say(`members.form.${id}-hint`),
      })),
      { ...people, id: "remove", label: voice.say("members.form.remove"), hint: voice.say("members.form.remove-hint") },
    ],
  };
}

/** Asks who of the people on a page of the roster leaves the team. */
export function buildTakeOutForm(
  voice: Voice,
  { team, active, page = 1 }: Omit<RosterData, "catalogue" | "former">,
): Form<"take-out"> {
  const shown = takePage(active, page, PEOPLE_ON_PAGE);
  return {
    locale: voice.locale,
    context: { form: "take-out", teamId: team.id, page: shown.number },
    title: voice.say("members.take-out.title"),
    intro: voice.say("members.take-out.intro"),
    submit: voice.say("members.remove.yes"),
    cancel: voice.say("words.cancel"),
    fields: [
      {
        id: "people",
        label: voice.say("members.take-out.field"),
        required: true,
        kind: "multi-select",
        options: shown.items.map(({ person }) => ({ value: person.id, label: person.name })),
      },
    ],
  };
}

/** Asks which person of the team to show. */
export function buildFindMemberForm(voice: Voice, { id }: Team): Form<"find-member"> {
  return {
    locale: voice.locale,
    context: { form: "find-member", teamId: id },
    title: voice.say("members.find.title"),
    submit: voice.say("members.find.submit"),
    cancel: voice.say("words.cancel"),
    fields: [{ id: "person", label: voice.say("members.find.field"), required: true, kind: "people", max: 1 }],
  };
}
