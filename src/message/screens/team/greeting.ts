/** The first message to a new member, once per team: who added them, how much time it takes, who sees what, how to leave. */

import { estimateMinutes } from "../../../core/check-in/assessment.ts";
import type { Membership, Team } from "../../../core/team.ts";
import type { Instant, Zone } from "../../../core/time.ts";
import type { Button, Element, Message } from "../../message.ts";
import type { Run } from "../../text.ts";
import { PUNCTUATION } from "../../voice/punctuation.ts";
import type { Voice } from "../../voice/voice.ts";
import { sayCadence, sayMoment } from "../schedule/schedule-words.ts";

/** A person's new membership, and who added them. */
export type GreetingData = {
  readonly team: Team;
  readonly membership: Pick<Membership, "kind" | "lead">;
  /** The name of the person who added them. */
  readonly by: string;
  /** When the person is asked first; undefined: not yet known. */
  readonly firstAt?: Instant;
  /** The reader's zone. */
  readonly zone: Zone;
  /** Names of the two workspaces of a linked team. */
  readonly sides?: readonly string[];
};

/**
 * Tells a new member who added them, how much time it takes, who sees what, and how to leave. Observers are told what
 * they will see.
 */
export function buildGreeting(voice: Voice, data: GreetingData): Message {
  const { team, by } = data;
  return {
    locale: voice.locale,
    summary: voice.say("greeting.summary", { by, team: team.name }),
    elements: [
      { kind: "heading", text: voice.say("greeting.title", { team: team.name }) },
      { kind: "paragraph", text: [...voice.runs(`greeting.added.${partOf(data.membership)}`, { by }), ...saySides(voice, data)] },
      ...(data.membership.kind === "observer" ? buildObserving(voice) : buildAnswering(voice, data)),
      { kind: "buttons", buttons: buildButtons(voice, data) },
    ],
  };
}

/**
 * Returns what of a greeting the first check-in does not say itself, for the message that is both: who added the member, in which
 * workspaces the team is, who sees what, and how to leave.
 */
export function shortenGreeting({ elements }: Message): readonly Element[] {
  return [...elements.slice(0, 2), ...elements.slice(-3, -1)];
}

function saySides(voice: Voice, { team, sides = [] }: GreetingData): readonly Run[] {
  if (sides.length === 0) return [];
  const { between } = PUNCTUATION[voice.locale];
  return [{ text: between }, ...voice.runs("greeting.linked", { team: team.name, sides: voice.list(sides) })];
}

function partOf({ kind, lead }: GreetingData["membership"]): "lead" | "member" | "observer" {
  return kind === "observer" ? "observer" : lead ? "lead" : "member";
}

function buildObserving(voice: Voice): readonly Element[] {
  return [
    { kind: "paragraph", text: voice.runs("greeting.sees.observer") },
    { kind: "paragraph", text: voice.runs("greeting.leave-observer"), tone: "quiet" },
  ];
}

function buildAnswering(voice: Voice, { team, firstAt, zone }: GreetingData): readonly Element[] {
  const questions = team.questionsPerRound;
  const minutes = voice.say("check-in.minutes", { minutes: estimateMinutes(questions) });
  const cadence = sayCadence(voice, team.schedule);
  const first: readonly Element[] =
    firstAt === undefined
      ? []
      : [{ kind: "paragraph", text: voice.runs("greeting.first", { when: sayMoment(voice, firstAt, zone) }) }];
  return [
    { kind: "paragraph", text: voice.runs("greeting.time", { questions, cadence, minutes }) },
    ...first,
    {
      kind: "paragraph",
      text: voice.runs(team.privacy === "open" ? "greeting.sees.open" : "greeting.sees.private"),
      tone: team.privacy === "open" ? "warning" : "normal",
    },
    { kind: "paragraph", text: voice.runs("greeting.leave"), tone: "quiet" },
  ];
}

function buildButtons(voice: Voice, { team, membership }: GreetingData): readonly Button[] {
  const first: Button =
    membership.kind === "observer"
      ? { label: voice.say("greeting.button.status"), action: { act: "command", line: "status", teamId: team.id } }
      : {
          label: voice.say("greeting.button.start"),
          action: { act: "command", line: "checkin", teamId: team.id },
          style: "primary",
        };
  return [
    first,
    { label: voice.say("commands.button.help"), action: { act: "command", line: "help" } },
    { label: voice.say("greeting.button.leave"), action: { act: "command", line: "leave", teamId: team.id } },
  ];
}
