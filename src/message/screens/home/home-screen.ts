/** A person's home: their open check-ins, their teams, their steps and their own settings. */
import type { Person } from "../../../core/team.ts";
import type { Action } from "../../action.ts";
import type { Button, Element, Message } from "../../message.ts";
import { buildPager, type Page } from "../../pages.ts";
import type { Voice } from "../../voice/voice.ts";
import { buildHomeSettings, type HomeSettings } from "./home-settings.ts";
import { buildHomeSteps, type HomeStep } from "./home-steps.ts";
import { buildHomeTeam, type HomeTeam } from "./home-team.ts";

/** A check-in that waits for its next answer. */
export type OpenWalk = {
  readonly checkInId: string;
  readonly teamName: string;
  readonly answered: number;
  readonly total: number;
  /** The moment in words until when it is open; undefined while no end is set. */
  readonly until?: string;
};

/** A page of each list of a person's home. */
type HomeLists = { readonly open: Page<OpenWalk>; readonly teams: Page<HomeTeam>; readonly steps: Page<HomeStep> };

/** One page of one of the lists of a person's home, told apart by `list`. */
export type HomeList = { readonly [L in keyof HomeLists]: { readonly list: L; readonly page: HomeLists[L] } }[keyof HomeLists];

/** How many entries of each list a home shows at once; together they fit into a home of every platform. */
export const ON_HOME = 5;

/** Everything that a person's home is drawn from. */
export type HomeData = HomeLists & {
  readonly person: Pick<Person, "name" | "programmeLead">;
  readonly settings: HomeSettings;
};

/** Shows a person's open check-ins, teams and steps, the first page of each, and their settings. Somebody without a team is offered to set one up. */
export function buildHomeScreen(voice: Voice, data: HomeData): Message {
  const title = voice.say("home.title", { name: data.person.name });
  return {
    locale: voice.locale,
    summary: title,
    elements: [
      { kind: "heading", text: title },
      ...buildOpen(voice, { open: data.open, inTeam: data.teams.total > 0 }),
      ...buildTeams(voice, data.teams),
      ...buildSteps(voice, data.steps),
      ...buildHomeSettings(voice, data.settings),
      { kind: "buttons", buttons: buildMore(voice, data) },
    ],
  };
}

/** What waits for a person in all their teams. */
export type WhatWaits = {
  readonly person: Pick<Person, "name">;
  readonly open: Page<OpenWalk>;
  readonly steps: Page<HomeStep>;
  readonly inTeam: boolean;
  /** In some team the reader could check in now. */
  readonly mayCheckIn: boolean;
};

/** Shows what waits for a person, and offers help behind a button. Somebody without a team is offered to set one up. */
export function buildWaitingScreen(voice: Voice, { person, open, steps, inTeam, mayCheckIn }: WhatWaits): Message {
  const title = voice.say("home.title", { name: person.name });
  const checkIn: Button = { label: voice.say("commands.button.check-in"), action: { act: "command", line: "checkin" } };
  return {
    locale: voice.locale,
    summary: title,
    elements: [
      { kind: "heading", text: title },
      ...buildOpen(voice, { open, inTeam }),
      ...(inTeam ? buildSteps(voice, steps) : buildWelcome(voice)),
      { kind: "buttons", buttons: [...(mayCheckIn ? [checkIn] : []), buildHelp(voice)] },
    ],
  };
}

function buildOpen(voice: Voice, { open, inTeam }: Pick<WhatWaits, "open" | "inTeam">): readonly Element[] {
  if (open.total === 0) {
    return !inTeam ? [] : [{ kind: "paragraph", text: voice.say("home.open.none"), tone: "quiet" }];
  }
  return [...open.items.flatMap((walk) => buildWalk(voice, walk)), ...buildPager(voice, open, toHomePage("open"))];
}

function toHomePage(list: HomeList["list"]): (number: number) => Action {
  return (page) => ({ act: "show-home", list, page });
}

function buildSteps(voice: Voice, steps: Page<HomeStep>): readonly Element[] {
  return [...buildHomeSteps(voice, steps.items), ...buildPager(voice, steps, toHomePage("steps"))];
}

/** Shows one page of one of the lists of a person's home by itself. */
export function buildHomePage(voice: Voice, shown: HomeList): Message {
  const title = voice.say(`home.list.${shown.list}`);
  const elements = buildListOf(voice, shown);
  return { locale: voice.locale, summary: title, elements: [{ kind: "heading", text: title }, ...elements] };
}

function buildListOf(voice: Voice, shown: HomeList): readonly Element[] {
  switch (shown.list) {
    case "open":
      return buildOpen(voice, { open: shown.page, inTeam: true });
    case "teams":
      return buildTeams(voice, shown.page);
    case "steps":
      return buildSteps(voice, shown.page);
    default:
      return shown satisfies never;
  }
}

function buildWalk(voice: Voice, { checkInId, teamName, answered, total, until }: OpenWalk): readonly Element[] {
  return [
    {
      kind: "paragraph",
      text:
        until === undefined
          ? voice.runs("home.open.waits", { team: teamName })
          : voice.runs("home.open.waits-until", { team: teamName, until }),
    },
    { kind: "progress", done: answered, total, label: voice.say("home.open.progress", { answered, total }) },
    {
      kind: "buttons",
      buttons: [{ label: voice.say("home.button.go-on"), action: { act: "show-check-in", checkInId }, style: "primary" }],
    },
  ];
}

function buildTeams(voice: Voice, teams: Page<HomeTeam>): readonly Element[] {
  if (teams.total === 0) return buildWelcome(voice);
  return [...teams.items.flatMap((team) => buildHomeTeam(voice, team)), ...buildPager(voice, teams, toHomePage("teams"))];
}

function buildWelcome(voice: Voice): readonly Element[] {
  const setup: Button = {
    label: voice.say("commands.button.setup"),
    action: { act: "command", line: "setup" },
    style: "primary",
  };
  return [
    { kind: "paragraph", text: voice.runs("home.welcome") },
    { kind: "buttons", buttons: [setup] },
  ];
}

function buildMore(voice: Voice, { person }: HomeData): readonly Button[] {
  const overview: Button = { label: voice.say("home.button.overview"), action: { act: "command", line: "overview" } };
  return person.programmeLead ? [overview, buildHelp(voice)] : [buildHelp(voice)];
}

function buildHelp(voice: Voice): Button {
  return { label: voice.say("commands.button.help"), action: { act: "command", line: "help" } };
}
