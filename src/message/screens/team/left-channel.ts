/** Asks a lead whether to remove people who seem to have left, in one message even for several at once. */
import type { Person, Team } from "../../../core/team.ts";
import type { Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { tell } from "../tell.ts";

/** How it was noticed that somebody has left. */
export type WhyGone =
  | { readonly why: "left-channel" | "deactivated" }
  /** The user group that they left, by its handle. */
  | { readonly why: "left-group"; readonly group: string };

/** Asks a lead whether to remove somebody who seems to have left. Nothing happens until one of the two buttons is pressed. */
export function buildLeftChannelNotice(voice: Voice, gone: WhyGone & { readonly team: Team; readonly person: Person }): Message {
  const { team, person } = gone;
  const values = { name: person.name, team: team.name };
  const text =
    gone.why === "left-group"
      ? voice.runs("roster-news.left-group", { ...values, group: gone.group })
      : voice.runs(`roster-news.${gone.why}`, values);
  const about = { teamId: team.id, personId: person.id };
  return tell(voice, text, [
    {
      kind: "buttons",
      buttons: [
        { label: voice.say("roster-news.remove"), action: { act: "remove-member", ...about } },
        { label: voice.say("roster-news.keep"), action: { act: "keep-member", ...about } },
      ],
    },
  ]);
}

/** Several people who left a linked user group at once. */
export type GoneTogether = { readonly team: Team; readonly people: readonly Person[]; readonly group: string };

/** Tells a lead in one message who left the linked user group. A lead decides about each of them in the roster. */
export function buildLeftTogetherNotice(voice: Voice, { team, people, group }: GoneTogether): Message {
  const names = voice.list(people.map(({ name }) => name));
  const text = voice.runs("roster-news.left-group-together", { names, team: team.name, group });
  const action = { act: "command", line: "members", teamId: team.id } as const;
  return tell(voice, text, [{ kind: "buttons", buttons: [{ label: voice.say("roster-news.roster"), action }] }]);
}
