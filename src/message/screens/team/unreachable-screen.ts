/** Tells leads that a member or the home channel cannot be reached, and what to do about it. */
import type { Person, Team, UnreachableReason } from "../../../core/team.ts";
import type { Button, Message } from "../../message.ts";
import { toPlain } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";

/** A member whom the bot cannot reach, and why. */
export type Unreachable = {
  readonly person: Pick<Person, "name">;
  readonly team: Pick<Team, "id" | "name">;
  readonly reason: UnreachableReason;
};

/** Tells a lead whom the bot cannot reach, why, and what to do about it. */
export function buildUnreachableNotice(voice: Voice, { person, team, reason }: Unreachable): Message {
  const values = { person: person.name, team: team.name, why: voice.say(`words.unreachable.${reason}`) };
  const text = voice.runs("rounds.unreachable.text", values);
  return {
    locale: voice.locale,
    summary: toPlain(text),
    elements: [
      { kind: "paragraph", text },
      { kind: "paragraph", text: voice.runs(`rounds.unreachable.mend.${reason}`), tone: "quiet" },
      {
        kind: "buttons",
        buttons: [
          { label: voice.say("rounds.unreachable.members"), action: { act: "command", line: "members", teamId: team.id } },
          { label: voice.say("words.close"), action: { act: "dismiss" } },
        ],
      },
    ],
  };
}

/** A message that the home channel refused. A digest can be posted again. */
export type ChannelTrouble = {
  readonly team: Pick<Team, "id" | "name">;
  readonly reason: string;
  readonly what: "digest" | "other";
};

/** Tells leads that the home channel refused a message and how to change that, with a button to post a digest again. */
export function buildChannelTroubleNotice(voice: Voice, { team, reason, what }: ChannelTrouble): Message {
  const text = voice.runs(`rounds.channel.${what}.text`, { team: team.name, reason });
  const again: Button = { label: voice.say("rounds.channel.again"), action: { act: "command", line: "digest", teamId: team.id } };
  return {
    locale: voice.locale,
    summary: toPlain(text),
    elements: [
      { kind: "paragraph", text },
      { kind: "paragraph", text: voice.runs(`rounds.channel.${what}.mend`), tone: "quiet" },
      {
        kind: "buttons",
        buttons: [
          ...(what === "digest" ? [again] : []),
          { label: voice.say("rounds.channel.setup"), action: { act: "open-form", form: { form: "setup", teamId: team.id } } },
        ],
      },
    ],
  };
}
