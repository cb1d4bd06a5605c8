/** The roster for leads: who is in the team and as what, who left, and whom the bot cannot reach. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { Membership, Person, Team } from "../../../core/team.ts";
import type { Instant } from "../../../core/time.ts";
import type { Form } from "../../form.ts";
import type { Button, Element, Message } from "../../message.ts";
import type { Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { buildPeopleFields, type PeopleValues } from "./setup.ts";
import { sayWhyUnreached } from "./unreachable-screen.ts";

/** One membership with the person that it belongs to. */
export type RosterRow = {
  readonly membership: Membership;
  readonly person: Pick<Person, "id" | "name" | "unreachable" | "unreachableCode">;
};

/** Who is in a team now, and who was. */
export type RosterData = {
  readonly team: Team;
  readonly catalogue: Catalogue;
  /** Who is in the team now: leads, members, observers, each by name. */
  readonly active: readonly RosterRow[];
  readonly former: readonly (RosterRow & { readonly leftAt: Instant })[];
};

const FEW = 3;

/**
 * Shows leads the members and observers with their roles, whom the bot cannot reach and what to do about it, and who
 * left. It warns where a private team has fewer than three members.
 */
export function buildRoster(voice: Voice, data: RosterData): Message {
  const { team, active } = data;
  const members = active.filter(({ membership }) => membership.kind === "member").length;
  const few: readonly Element[] =
    members < FEW && team.privacy === "private" ? [{ kind: "paragraph", text: voice.say("members.few"), tone: "warning" }] : [];
  return {
    locale: voice.locale,
    summary: voice.say("members.summary", { team: team.name, members }),
    elements: [
      { kind: "heading", text: voice.say("members.title", { team: team.name }) },
      {
        kind: "table",
        columns: [voice.say("members.column.name"), voice.say("members.column.part"), voice.say("members.column.asked")],
        rows: active.map((row) => toRow(voice, data.catalogue, row)),
      },
      ...few,
      ...buildUnreached(voice, data),
      { kind: "buttons", buttons: listButtons(voice, team) },
      ...buildFormer(voice, data),
    ],
  };
}

function toRow(voice: Voice, catalogue: Catalogue, { membership, person }: RosterRow): readonly Text[] {
  const part = membership.kind === "observer" ? "observer" : membership.lead ? "lead" : "member";
  return [person.name, voice.say(`words.member-kind.${part}`), sayRoles(voice, catalogue, membership)];
}

/** Says what a person is asked about: the questions of their roles, everything, or nothing. */
export function sayRoles(voice: Voice, catalogue: Catalogue, { kind, roles }: Pick<Membership, "kind" | "roles">): string {
  if (kind === "observer") return voice.say("members.asked-nothing");
  const titles = catalogue.roles.filter(({ id }) => roles.includes(id)).map(({ title }) => voice.of(title));
  return titles.length === 0 ? voice.say("members.asked-all") : voice.series(titles);
}

function buildUnreached(voice: Voice, { team, active }: RosterData): readonly Element[] {
  const lost = active.filter(({ person }) => person.unreachable !== undefined);
  if (lost.length === 0) return [];
  return [
    { kind: "paragraph", text: [{ text: voice.say("members.unreachable.title"), style: "bold" }] },
    ...lost.flatMap(({ person }) => buildUnreachedOne(voice, team, person)),
  ];
}

function buildUnreachedOne(voice: Voice, team: Team, person: RosterRow["person"]): readonly Element[] {
  if (person.unreachable === undefined) return [];
  const why = sayWhyUnreached(voice, person);
  const mend = voice.say(`rounds.unreachable.mend.${person.unreachable}`);
  return [
    { kind: "paragraph", text: voice.runs("members.unreachable.line", { name: person.name, why, mend }), tone: "warning" },
    { kind: "buttons", buttons: [buildRemoveButton(voice, team, person), buildKeepButton(voice, team, person)] },
  ];
}

function buildRemoveButton(voice: Voice, team: Team, { id, name }: Pick<Person, "id" | "name">): Button {
  return {
    label: voice.say("members.button.remove", { name }),
    action: { act: "remove-member", teamId: team.id, personId: id },
    style: "danger",
    confirm: {
      title: voice.say("members.remove.title", { name }),
      text: voice.say("members.remove.text", { name }),
      yes: voice.say("members.remove.yes"),
      no: voice.say("words.cancel"),
    },
  };
}

function buildKeepButton(voice: Voice, team: Team, { id, name }: Pick<Person, "id" | "name">): Button {
  return {
    label: voice.say("members.button.keep", { name }),
    action: { act: "keep-member", teamId: team.id, personId: id },
  };
}

function listButtons(voice: Voice, team: Team): readonly Button[] {
  const form = { form: "members" as const, teamId: team.id, revision: team.revision };
  return [
    { label: voice.say("members.button.change"), action: { act: "open-form", form } },
    { label: voice.say("members.button.roles"), action: { act: "command", line: "roles", teamId: team.id } },
  ];
}

function buildFormer(voice: Voice, { team, former }: RosterData): readonly Element[] {
  if (former.length === 0) return [];
  const items = former.map(({ person, leftAt }): Text => {
    const left = voice.say("members.left", { date: voice.date(leftAt, team.schedule.zone) });
    return [{ text: person.name }, { text: ` · ${left}` }];
  });
  return [{ kind: "fold", title: voice.say("members.former"), elements: [{ kind: "list", items }] }];
}

/** Asks who is a member, a lead and an observer. `values` are those who are now, by platform user id. */
export function buildMembersForm(
  voice: Voice,
  { team, values }: { readonly team: Team; readonly values: PeopleValues },
): Form<"members"> {
  return {
    locale: voice.locale,
    context: { form: "members", teamId: team.id, revision: team.revision },
    title: voice.say("members.form.title"),
    intro: voice.say("members.form.intro"),
    submit: voice.say("words.save"),
    cancel: voice.say("words.cancel"),
    fields: buildPeopleFields(voice, values),
  };
}

/** What a change of the roster did. People are given by name. */
export type RosterChanges = {
  readonly team: Team;
  /** Names; likewise in the three lists that follow. */
  readonly added: readonly string[];
  readonly returned: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  /** How many greetings wait, because their readers got enough messages this week. */
  readonly later: number;
  /** Whether a private team now has fewer than three members. */
  readonly few: boolean;
};

/** Confirms what changed in a roster, or that nothing did. */
export function buildRosterChanges(voice: Voice, changes: RosterChanges): Message {
  const { team, added, returned, removed, changed } = changes;
  const line = (id: "added" | "returned" | "removed" | "parts", names: readonly string[]) =>
    names.length === 0 ? [] : [voice.say(`members.changed.${id}`, { names: voice.list(names) })];
  const items = [...line("added", added), ...line("returned", returned), ...line("removed", removed), ...line("parts", changed)];
  const title = voice.say(items.length === 0 ? "members.changed.nothing" : "members.changed.title", { team: team.name });
  return {
    locale: voice.locale,
    summary: title,
    elements: [
      { kind: "paragraph", text: title, tone: "good" },
      ...(items.length > 0 ? [{ kind: "list" as const, items }] : []),
      ...(changes.later > 0
        ? [
            {
              kind: "paragraph" as const,
              text: voice.say("members.changed.greeting-later", { count: changes.later }),
              tone: "quiet" as const,
            },
          ]
        : []),
      ...(changes.few ? [{ kind: "paragraph" as const, text: voice.say("members.few"), tone: "warning" as const }] : []),
      {
        kind: "buttons",
        buttons: [{ label: voice.say("members.button.roles"), action: { act: "command", line: "roles", teamId: team.id } }],
      },
    ],
  };
}
