/** A person's home: their open check-ins, their teams, their steps and their own settings. */
import type { Person } from "../../../core/team.ts";
import type { Button, Element, Message } from "../../message.ts";
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

/** Everything that a person's home is drawn from. */
export type HomeData = {
  readonly person: Pick<Person, "name" | "programmeLead">;
  readonly open: readonly OpenWalk[];
  readonly teams: readonly HomeTeam[];
  readonly steps: readonly HomeStep[];
  readonly settings: HomeSettings;
};

/** Shows a person's open check-ins, teams, steps and settings. Somebody without a team is offered to set one up. */
export function buildHomeScreen(voice: Voice, data: HomeData): Message {
  const title = voice.say("home.title", { name: data.person.name });
  return {
    locale: voice.locale,
    summary: title,
    elements: [
      { kind: "heading", text: title },
      ...buildOpen(voice, { open: data.open, inTeam: data.teams.length > 0 }),
      ...buildTeams(voice, data),
      ...buildHomeSteps(voice, data.steps),
      ...buildHomeSettings(voice, data.settings),
      { kind: "buttons", buttons: buildMore(voice, data) },
    ],
  };
}

/** What waits for a person in all their teams. */
export type WhatWaits = {
  readonly person: Pick<Person, "name">;
  readonly open: readonly OpenWalk[];
  readonly steps: readonly HomeStep[];
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
      ...(inTeam ? buildHomeSteps(voice, steps) : buildWelcome(voice)),
      { kind: "buttons", buttons: [...(mayCheckIn ? [checkIn] : []), buildHelp(voice)] },
    ],
  };
}

function buildOpen(voice: Voice, { open, inTeam }: Pick<WhatWaits, "open" | "inTeam">): readonly Element[] {
  if (open.length === 0) {
    return !inTeam ? [] : [{ kind: "paragraph", text: voice.say("home.open.none"), tone: "quiet" }];
  }
  return open.flatMap(({ checkInId, teamName, answered, total, until }): readonly Element[] => [
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
  ]);
}

function buildTeams(voice: Voice, { teams }: HomeData): readonly Element[] {
  return teams.length > 0 ? teams.flatMap((team) => buildHomeTeam(voice, team)) : buildWelcome(voice);
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
