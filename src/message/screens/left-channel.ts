/** Asks a lead whether somebody who seems to be gone should leave the team. */
import type { Person, Team } from "../../core/team.ts";
import type { Message } from "../message.ts";
import { toPlain } from "../text.ts";
import type { Voice } from "../voice.ts";

export type Gone = {
  readonly team: Team;
  readonly person: Person;
  readonly why: "left-channel" | "left-group" | "deactivated";
  /** The user group that they left, by its handle. */
  readonly group?: string;
};

/** Nothing happens until one of the two is pressed. */
export function buildLeftChannelNotice(voice: Voice, { team, person, why, group }: Gone): Message {
  const text = voice.runs(`roster-news.${why}`, { name: person.name, team: team.name, ...(group && { group }) });
  const about = { teamId: team.id, personId: person.id };
  return {
    locale: voice.locale,
    summary: toPlain(text),
    elements: [
      { kind: "paragraph", text },
      {
        kind: "buttons",
        buttons: [
          { label: voice.say("roster-news.remove"), action: { act: "remove-member", ...about } },
          { label: voice.say("roster-news.keep"), action: { act: "keep-member", ...about } },
        ],
      },
    ],
  };
}
