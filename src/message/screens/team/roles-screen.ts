/** Shows leads which roles each member has, and the form that changes them. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { Membership, Team } from "../../../core/team.ts";
import type { Form } from "../../form.ts";
import type { Element, Message } from "../../message.ts";
import { buildPager, takePage } from "../../pages.ts";
import type { Voice } from "../../voice/voice.ts";
import { PEOPLE_ON_PAGE, type RosterRow, sayRoles } from "./members.ts";

/** The members of a team and their roles. */
export type RolesData = {
  readonly team: Team;
  readonly catalogue: Catalogue;
  /** Those who answer, by name. */
  readonly members: readonly RosterRow[];
  /** The page that is shown, from 1. */
  readonly page?: number;
};

/** Shows what each member of a page is asked about, with a button to change it. It warns of roles that nobody has. */
export function buildRoles(voice: Voice, { team, catalogue, members, page = 1 }: RolesData): Message {
  const shown = takePage(members, page, PEOPLE_ON_PAGE);
  const find = { form: "find-member", teamId: team.id } as const;
  const buttons = shown.items.map(({ person }) => ({
    label: voice.say("members.roles.change", { name: person.name }),
    action: {
      act: "open-form" as const,
      form: { form: "roles" as const, teamId: team.id, personId: person.id, revision: team.revision },
    },
  }));
  return {
    locale: voice.locale,
    summary: voice.say("members.roles.summary", { team: team.name }),
    elements: [
      { kind: "heading", text: voice.say("members.roles.title", { team: team.name }) },
      { kind: "paragraph", text: voice.say("members.roles.intro"), tone: "quiet" },
      {
        kind: "facts",
        items: shown.items.map(({ person, membership }) => ({
          label: person.name,
          value: sayRoles(voice, catalogue, membership),
        })),
      },
      ...buildPager(voice, shown, (number) => ({ act: "show-people", list: "roles", teamId: team.id, page: number })),
      ...buildUncovered(voice, catalogue, members),
      { kind: "buttons", buttons },
      ...(shown.pages > 1
        ? [
            {
              kind: "buttons",
              buttons: [{ label: voice.say("members.button.find"), action: { act: "open-form", form: find } }],
            } as const,
          ]
        : []),
    ],
  };
}

/** Warns of roles that nobody has, unless somebody is asked everything. */
function buildUncovered(voice: Voice, catalogue: Catalogue, members: readonly RosterRow[]): readonly Element[] {
  if (members.some(({ membership }) => membership.roles.length === 0)) return [];
  const uncovered = catalogue.roles.filter(({ id }) => !members.some(({ membership }) => membership.roles.includes(id)));
  if (uncovered.length === 0) return [];
  const roles = voice.series(uncovered.map(({ title }) => voice.of(title)));
  return [{ kind: "paragraph", text: voice.say("members.roles.uncovered", { roles }), tone: "warning" }];
}

/** Asks for the roles of one member. None means that they are asked everything. */
export function buildRolesForm(
  voice: Voice,
  {
    team,
    catalogue,
    person,
    membership,
  }: {
    readonly team: Team;
    readonly catalogue: Catalogue;
    readonly person: RosterRow["person"];
    readonly membership: Membership;
  },
): Form<"roles"> {
  return {
    locale: voice.locale,
    context: { form: "roles", teamId: team.id, personId: person.id, revision: team.revision },
    title: voice.say("members.roles.form-title"),
    intro: voice.say("members.roles.form-intro", { name: person.name }),
    submit: voice.say("words.save"),
    cancel: voice.say("words.cancel"),
    fields: [
      {
        id: "roles",
        label: voice.say("members.roles.field"),
        required: false,
        kind: "multi-select",
        values: membership.roles,
        options: catalogue.roles.map(({ id, title }) => ({ value: id, label: voice.of(title) })),
      },
    ],
  };
}
