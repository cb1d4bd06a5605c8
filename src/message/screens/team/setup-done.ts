/** Confirms that a team was set up, and introduces the bot in the home channel. */
import type { Team } from "../../../core/team.ts";
import type { Instant, Zone } from "../../../core/time.ts";
import type { Element, Message } from "../../message.ts";
import { toPlain } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { runCadence, sayMoment } from "../schedule/schedule-words.ts";

/** A new team, and what its creation brought about. */
export type SetupDoneData = {
  readonly team: Team;
  readonly members: number;
  readonly observers: number;
  /** How many people were sent a greeting. */
  readonly greeted: number;
  /** When its maker is asked first. */
  readonly firstAt?: Instant;
  readonly zone: Zone;
  /** How long it takes until a member has been asked everything once. */
  readonly pass: { readonly questions: number; readonly rounds: number; readonly weeks: number };
  readonly becameProgrammeLead: boolean;
};

/** Tells whoever created a team what happens next. It warns where the team has no channel. */
export function buildSetupDone(voice: Voice, data: SetupDoneData): Message {
  const { team } = data;
  return {
    locale: voice.locale,
    summary: voice.say("setup.done.summary", { team: team.name }),
    elements: [
      { kind: "heading", text: voice.say("setup.done.title", { team: team.name }) },
      { kind: "list", items: listFacts(voice, data) },
      ...listHints(voice, data),
      {
        kind: "buttons",
        buttons: [
          {
            label: voice.say("setup.button.assess"),
            action: { act: "command", line: "assess", teamId: team.id },
            style: "primary",
          },
          { label: voice.say("setup.button.roles"), action: { act: "command", line: "roles", teamId: team.id } },
          { label: voice.say("setup.button.schedule"), action: { act: "command", line: "schedule", teamId: team.id } },
        ],
      },
    ],
  };
}

function listFacts(voice: Voice, { members, observers, greeted, firstAt, zone, pass }: SetupDoneData): readonly string[] {
  return [
    voice.say("setup.done.people", { members, observers }),
    ...(greeted > 0 ? [voice.say("setup.done.greeted", { count: greeted })] : []),
    ...(firstAt === undefined ? [] : [voice.say("setup.done.first", { when: sayMoment(voice, firstAt, zone) })]),
    voice.say("setup.done.pass", pass),
  ];
}

function listHints(voice: Voice, { team, becameProgrammeLead }: SetupDoneData): readonly Element[] {
  return [
    ...(team.channelId === undefined
      ? [{ kind: "paragraph" as const, text: voice.runs("setup.done.no-channel"), tone: "warning" as const }]
      : []),
    ...(becameProgrammeLead
      ? [{ kind: "paragraph" as const, text: voice.runs("setup.done.programme"), tone: "quiet" as const }]
      : []),
  ];
}

/** Introduces the bot in the team's home channel, in the team's language. */
export function buildWelcome(voice: Voice, { team, by }: { readonly team: Team; readonly by: string }): Message {
  const cadence = toPlain(runCadence(voice, team.schedule));
  return {
    locale: voice.locale,
    summary: voice.say("setup.welcome.summary", { by, team: team.name }),
    elements: [
      { kind: "heading", text: voice.say("setup.welcome.title", { team: team.name }) },
      { kind: "paragraph", text: voice.runs("setup.welcome.text", { by, questions: team.questionsPerRound, cadence }) },
      {
        kind: "paragraph",
        text: voice.runs(team.privacy === "open" ? "setup.welcome.open" : "setup.welcome.private"),
        tone: team.privacy === "open" ? "warning" : "quiet",
      },
      { kind: "buttons", buttons: [{ label: voice.say("commands.button.help"), action: { act: "command", line: "help" } }] },
    ],
  };
}
