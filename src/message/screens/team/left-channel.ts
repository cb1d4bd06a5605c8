/** Asks a lead whether somebody who seems to be gone should leave the team; of several at once, in one message. */
import type { Person, Team } from "../../../core/team.ts";
import type { Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { tell } from "../tell.ts";

export type WhyGone =
  | { readonly why: "left-channel" | "deactivated" }
  /** The user group that they left, by its handle. */
  | { readonly why: "left-group"; readonly group: string };

/** Nothing happens until one of the two is pressed. */
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

export type GoneTogether = { readonly team: Team; readonly people: readonly Person[]; readonly group: string };

/** One message however many left; the roster is where a lead decides about each. */
export function buildLeftTogetherNotice(voice: Voice, { team, people, group }: GoneTogether): Message {
  const names = voice.list(people.map(({ name }) => name));
  const text = voice.runs("roster-news.left-group-together", { names, team: team.name, group });
  const action = { act: "command", line: "members", teamId: team.id } as const;
  return tell(voice, text, [{ kind: "buttons", buttons: [{ label: voice.say("roster-news.roster"), action }] }]);
}
