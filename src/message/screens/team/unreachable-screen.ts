/** Tells leads that a member or the home channel cannot be reached, and what to do about it. */
import type { ChannelTroubleReason, Person, Team } from "../../../core/team.ts";
import type { Button, Element, Message } from "../../message.ts";
import { type Text, toPlain } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";

/** Somebody whom the bot may be unable to reach. */
export type UnreachedPerson = Pick<Person, "name" | "unreachable" | "unreachableCode">;

/** Says why the bot cannot reach somebody, as the end of a sentence about them. */
export function sayWhyUnreached(voice: Voice, { unreachable = "refused", unreachableCode = "–" }: UnreachedPerson): string {
  if (unreachable === "refused") return voice.say("words.unreachable.refused", { code: unreachableCode });
  return voice.say(`words.unreachable.${unreachable}`);
}

/** The members of a team whom the bot cannot reach. */
export type UnreachableMembers = { readonly team: Pick<Team, "id" | "name">; readonly people: readonly UnreachedPerson[] };

/** Tells a lead whom the bot cannot reach, why, and what to do about each of them. */
export function buildUnreachableNotice(voice: Voice, { team, people }: UnreachableMembers): Message {
  const texts = people.map((person) => sayUnreached(voice, team, person));
  return {
    locale: voice.locale,
    summary: texts.map(toPlain).join(" "),
    elements: [
      ...people.flatMap((person, index): readonly Element[] => [
        { kind: "paragraph", text: texts[index] ?? "" },
        { kind: "paragraph", text: voice.runs(`rounds.unreachable.mend.${person.unreachable ?? "refused"}`), tone: "quiet" },
      ]),
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

function sayUnreached(voice: Voice, team: Pick<Team, "name">, person: UnreachedPerson): Text {
  return voice.runs("rounds.unreachable.text", { person: person.name, team: team.name, why: sayWhyUnreached(voice, person) });
}

/** Why a channel refused a message; `code` is the platform's own word. */
export type ChannelRefusal = { readonly reason: ChannelTroubleReason; readonly code: string };

/** A message that the home channel refused. A digest can be posted again. */
export type ChannelTrouble = ChannelRefusal & {
  readonly team: Pick<Team, "id" | "name">;
  readonly what: "digest" | "other";
};

/** Tells leads that the home channel refused a message and how to change that, with a button to post a digest again. */
export function buildChannelTroubleNotice(voice: Voice, { team, reason, code, what }: ChannelTrouble): Message {
  const text = voice.runs(`rounds.channel.${what}`, { team: team.name, reason: code });
  const again: Button = { label: voice.say("rounds.channel.again"), action: { act: "command", line: "digest", teamId: team.id } };
  return {
    locale: voice.locale,
    summary: toPlain(text),
    elements: [
      { kind: "paragraph", text },
      { kind: "paragraph", text: voice.runs(`rounds.channel.mend.${reason}`), tone: "quiet" },
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
