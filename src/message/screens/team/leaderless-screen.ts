/** Says that a team has no lead, and asks a programme lead who shall lead it. */
import type { Team } from "../../../core/team.ts";
import type { Form } from "../../form.ts";
import type { Element, Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { tell } from "../tell.ts";

/** More names than this do not help anybody to ask. */
const MOST_NAMES = 5;

/** A team without a lead, and the names of those who can appoint one. */
export type Leaderless = {
  readonly team: Pick<Team, "id" | "name">;
  readonly programmeLeads: readonly string[];
  /** Whether the reader is one of them. */
  readonly mayAppoint: boolean;
};

/** Says that the team has no lead and who can appoint one; programme leads get the button for it. */
export function buildLeaderlessNotice(voice: Voice, { team, programmeLeads, mayAppoint }: Leaderless): Message {
  const names = voice.list(programmeLeads.slice(0, MOST_NAMES));
  const text = mayAppoint
    ? voice.runs("members.leaderless.programme", { team: team.name })
    : voice.runs("members.leaderless.member", { team: team.name, count: programmeLeads.length, names });
  const form = { form: "appoint-lead", teamId: team.id } as const;
  const button = { label: voice.say("members.leaderless.button"), action: { act: "open-form", form }, style: "primary" } as const;
  const buttons: readonly Element[] = mayAppoint ? [{ kind: "buttons", buttons: [button] }] : [];
  return tell(voice, text, buttons);
}

/** Asks who shall lead the team: one person, who becomes a member of it where they are none. */
export function buildAppointLeadForm(voice: Voice, team: Pick<Team, "id" | "name">): Form<"appoint-lead"> {
  return {
    locale: voice.locale,
    context: { form: "appoint-lead", teamId: team.id },
    title: voice.say("members.leaderless.title"),
    intro: voice.runs("members.leaderless.intro", { team: team.name }),
    submit: voice.say("members.leaderless.submit"),
    cancel: voice.say("words.cancel"),
    fields: [{ id: "person", label: voice.say("members.leaderless.field"), required: true, kind: "people", max: 1, values: [] }],
  };
}
