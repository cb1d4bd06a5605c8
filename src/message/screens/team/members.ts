/** The roster for leads, page by page: who is in the team and as what, who left, and whom the bot cannot reach. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { Membership, Person, Team } from "../../../core/team.ts";
import type { Instant } from "../../../core/time.ts";
import type { Action, PEOPLE_LISTS } from "../../action.ts";
import type { Button, Element, Message } from "../../message.ts";
import { buildPager, nameSome, type Page, takePage } from "../../pages.ts";
import type { Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { sayWhyUnreached } from "./unreachable-screen.ts";

/** One membership with the person that it belongs to. */
export type RosterRow = {
  readonly membership: Membership;
  readonly person: Pick<Person, "id" | "name" | "unreachable" | "unreachableCode" | "notMet">;
};

/** Who is in a team now, and who was. */
export type RosterData = {
  readonly team: Team;
  readonly catalogue: Catalogue;
  /** Who is in the team now: leads, members, observers, each by name. */
  readonly active: readonly RosterRow[];
  readonly former: readonly FormerRow[];
  /** The page of the people that is shown, from 1. */
  readonly page?: number;
};

/** Somebody who has left, and when. */
type FormerRow = RosterRow & { readonly leftAt: Instant };

const FEW = 3;
/** How many people a page of the roster shows; what is said about each, and the buttons, fit into a message of every platform. */
export const PEOPLE_ON_PAGE = 15;
/** Returns the page (from 1) of a list on which the person stands; the first one where they are not in it. */
export function pageOfPerson(rows: readonly RosterRow[], personId: string): number {
  const index = rows.findIndex(({ person }) => person.id === personId);
  return Math.floor(Math.max(0, index) / PEOPLE_ON_PAGE) + 1;
}

/** Up to so many people are told of below the roster; more have pages of their own. */
const BESIDE = 5;

/**
 * Shows leads a page of the members and observers with their roles, whom the bot cannot reach and what to do about it,
 * and who left. It warns where a private team has fewer than three members.
 */
export function buildRoster(voice: Voice, data: RosterData): Message {
  const { team, active, former } = data;
  const page = takePage(active, data.page ?? 1, PEOPLE_ON_PAGE);
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
        rows: page.items.map((row) => toRow(voice, data.catalogue, row)),
      },
      ...buildPager(voice, page, toPage("members", team)),
      ...few,
      ...buildUnreachedBeside(voice, team, listUnreached(active)),
      { kind: "buttons", buttons: listButtons(voice, { team, page, former }) },
      ...buildFormerBeside(voice, team, former),
    ],
  };
}

/** Lists those of the people whom the bot cannot reach or has not met. */
function listUnreached(active: readonly RosterRow[]): readonly RosterRow[] {
  return active.filter(({ person }) => person.unreachable !== undefined || person.notMet === true);
}

/** Shows a page of the people whom the bot cannot reach, each with the reason and what to do. */
export function buildUnreached(voice: Voice, { team, active, page = 1 }: Omit<RosterData, "catalogue" | "former">): Message {
  const shown = takePage(listUnreached(active), page, BESIDE);
  const heading = voice.say("members.unreachable.heading", { team: team.name });
  return {
    locale: voice.locale,
    summary: heading,
    elements: [
      { kind: "heading", text: heading },
      ...shown.items.flatMap(({ person }) => buildUnreachedOne(voice, team, person)),
      ...buildPager(voice, shown, toPage("unreached", team)),
      { kind: "buttons", buttons: [buildBackButton(voice, team)] },
    ],
  };
}

/** Shows a page of the people who have left, with the day on which they did. */
export function buildFormer(voice: Voice, { team, former, page = 1 }: Omit<RosterData, "catalogue" | "active">): Message {
  const shown = takePage(former, page, PEOPLE_ON_PAGE);
  const heading = voice.say("members.former-heading", { team: team.name });
  return {
    locale: voice.locale,
    summary: heading,
    elements: [
      { kind: "heading", text: heading },
      { kind: "list", items: shown.items.map((row) => sayLeft(voice, team, row)) },
      ...buildPager(voice, shown, toPage("former", team)),
      { kind: "buttons", buttons: [buildBackButton(voice, team)] },
    ],
  };
}

/** Shows one person of the team: their part, what they are asked about, and what a lead can change. */
export function buildMember(
  voice: Voice,
  { team, catalogue, row }: { readonly team: Team; readonly catalogue: Catalogue; readonly row: RosterRow },
): Message {
  const { membership, person } = row;
  const form = { form: "roles", teamId: team.id, personId: person.id, revision: team.revision } as const;
  const [name = "", part = "", asked = ""] = toRow(voice, catalogue, row);
  const inTrouble = listUnreached([row]).length > 0;
  return {
    locale: voice.locale,
    summary: person.name,
    elements: [
      { kind: "heading", text: person.name },
      {
        kind: "facts",
        items: [
          { label: voice.say("members.column.name"), value: name },
          { label: voice.say("members.column.part"), value: part },
          { label: voice.say("members.column.asked"), value: asked },
        ],
      },
      ...(inTrouble ? [sayUnreached(voice, person)] : []),
      {
        kind: "buttons",
        buttons: [
          ...(membership.kind === "member"
            ? [{ label: voice.say("members.roles.change", { name: person.name }), action: { act: "open-form", form } as const }]
            : []),
          buildRemoveButton(voice, team, person),
          buildBackButton(voice, team),
        ],
      },
    ],
  };
}

function toPage(list: (typeof PEOPLE_LISTS)[number], { id }: Team): (number: number) => Action {
  return (page) => ({ act: "show-people", list, teamId: id, page });
}

function buildBackButton(voice: Voice, team: Team): Button {
  return { label: voice.say("members.button.back"), action: toPage("members", team)(1) };
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

function buildUnreachedBeside(voice: Voice, team: Team, lost: readonly RosterRow[]): readonly Element[] {
  if (lost.length === 0) return [];
  if (lost.length > BESIDE) {
    const text = voice.say("members.unreachable.count", { count: lost.length, team: team.name });
    const show: Button = { label: voice.say("members.button.show-unreached"), action: toPage("unreached", team)(1) };
    return [
      { kind: "paragraph", text, tone: "warning" },
      { kind: "buttons", buttons: [show] },
    ];
  }
  return [
    { kind: "paragraph", text: [{ text: voice.say("members.unreachable.title"), style: "bold" }] },
    ...lost.flatMap(({ person }) => buildUnreachedOne(voice, team, person)),
  ];
}

function buildUnreachedOne(voice: Voice, team: Team, person: RosterRow["person"]): readonly Element[] {
  return [
    sayUnreached(voice, person),
    { kind: "buttons", buttons: [buildRemoveButton(voice, team, person), buildKeepButton(voice, team, person)] },
  ];
}

function sayUnreached(voice: Voice, person: RosterRow["person"]): Element {
  const { unreachable, name } = person;
  if (unreachable === undefined)
    return { kind: "paragraph", text: voice.runs("members.not-met.line", { name }), tone: "warning" };
  const values = { name, why: sayWhyUnreached(voice, person), mend: voice.say(`rounds.unreachable.mend.${unreachable}`) };
  return { kind: "paragraph", text: voice.runs("members.unreachable.line", values), tone: "warning" };
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

type ButtonData = { readonly team: Team; readonly page: Page<RosterRow>; readonly former: readonly FormerRow[] };

function listButtons(voice: Voice, { team, page, former }: ButtonData): readonly Button[] {
  const teamId = team.id;
  const change = { form: "members", teamId, revision: team.revision } as const;
  const count = former.length;
  return [
    { label: voice.say("members.button.change"), action: { act: "open-form", form: change } },
    {
      label: voice.say("members.button.take-out"),
      action: { act: "open-form", form: { form: "take-out", teamId, page: page.number } },
    },
    { label: voice.say("members.button.find"), action: { act: "open-form", form: { form: "find-member", teamId } } },
    { label: voice.say("members.button.roles"), action: { act: "command", line: "roles", teamId } },
    ...(count > BESIDE ? [{ label: voice.say("members.button.show-former", { count }), action: toPage("former", team)(1) }] : []),
  ];
}

function buildFormerBeside(voice: Voice, team: Team, former: readonly FormerRow[]): readonly Element[] {
  if (former.length === 0 || former.length > BESIDE) return [];
  const items = former.map((row) => sayLeft(voice, team, row));
  return [{ kind: "fold", title: voice.say("members.former"), elements: [{ kind: "list", items }] }];
}

function sayLeft(voice: Voice, { schedule }: Team, { person, leftAt }: FormerRow): Text {
  return [{ text: person.name }, { text: ` · ${voice.say("members.left", { date: voice.date(leftAt, schedule.zone) })}` }];
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
    names.length === 0 ? [] : [voice.say(`members.changed.${id}`, { names: nameSome(voice, names) })];
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
