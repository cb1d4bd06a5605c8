/** Compares a Slack user group with the team that is linked to it, and tells leads when the group is gone. */
import type { Team } from "../../../core/team.ts";
import type { Button, Element, Message } from "../../message.ts";
import { toPlain } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { tell } from "../tell.ts";

/** The number of names that are listed. Further ones are counted. */
const MOST_NAMES = 20;

/** How a Slack user group and a team differ. */
export type GroupComparison = {
  readonly handle: string;
  readonly groupId: string;
  /** Names of those who are in the group and not in the team. */
  readonly missing: readonly string[];
  /** How many more may be missing, whose names were not looked up yet. */
  readonly unnamed: number;
  /** Names of those who are in the team and not in the group. */
  readonly outside: readonly string[];
};

type Named = Pick<Team, "id" | "name">;

/**
 * Confirms that a team is linked to a user group and shows who is in only one of the two. `former` is the group that
 * it was linked to before.
 */
export function buildGroupLinked(
  voice: Voice,
  { team, former, ...about }: GroupComparison & { readonly team: Named; readonly former?: string },
): Message {
  const replaced = former === undefined ? [] : [quiet(voice.say("group.replaced", { group: former }))];
  return tell(voice, voice.runs("group.linked", { team: team.name, group: about.handle }), [
    ...replaced,
    quiet(voice.say("group.what")),
    ...buildMissing(voice, about),
    ...(about.outside.length > 0 ? [quiet(voice.say("group.outside", countNames(voice, about.outside)))] : []),
    { kind: "buttons", buttons: [...listNextButtons(voice, team, about), unlinkButton(voice, team)] },
  ]);
}

function buildMissing(voice: Voice, { missing, unnamed }: GroupComparison): readonly Element[] {
  if (missing.length + unnamed === 0) return [{ kind: "paragraph", text: voice.say("group.nobody-missing"), tone: "good" }];
  return [
    ...(missing.length > 0 ? [{ kind: "paragraph" as const, text: voice.say("group.missing", countNames(voice, missing)) }] : []),
    ...(unnamed > 0 ? [quiet(voice.say("group.unnamed", { count: unnamed }))] : []),
  ];
}

function listNextButtons(voice: Voice, team: Named, { missing, unnamed, groupId }: GroupComparison): readonly Button[] {
  const label = voice.say("group.button.add", { count: missing.length });
  const add: Button = { label, action: { act: "add-group", teamId: team.id, groupId }, style: "primary" };
  return [...(missing.length > 0 ? [add] : []), ...(unnamed > 0 ? [compareButton(voice, team, groupId)] : [])];
}

/** The user group that a team is linked to, and since when in words. */
export type GroupState = { readonly team: Named; readonly handle: string; readonly groupId: string; readonly date: string };

/** Shows which user group a team is linked to, with buttons to compare and to unlink. */
export function buildGroupState(voice: Voice, { team, handle, groupId, date }: GroupState): Message {
  return tell(voice, voice.runs("group.state", { team: team.name, group: handle, date }), [
    { kind: "paragraph", text: voice.runs("group.how"), tone: "quiet" },
    { kind: "buttons", buttons: [compareButton(voice, team, groupId), unlinkButton(voice, team)] },
  ]);
}

/** Tells leads that a linked user group was disabled, so the link has ended and the team is unchanged. */
export function buildGroupGone(voice: Voice, { team, handle }: { readonly team: Named; readonly handle: string }): Message {
  const text = voice.runs("roster-news.group-gone", { team: team.name, group: handle });
  return { locale: voice.locale, summary: toPlain(text), elements: [{ kind: "paragraph", text }] };
}

function compareButton(voice: Voice, team: Named, groupId: string): Button {
  const action = { act: "command" as const, line: `group ${groupId}` as const, teamId: team.id };
  return { label: voice.say("group.button.compare"), action };
}

function unlinkButton(voice: Voice, team: Named): Button {
  return { label: voice.say("group.button.off"), action: { act: "command", line: "group off", teamId: team.id } };
}

function countNames(voice: Voice, names: readonly string[]) {
  const more = Math.max(0, names.length - MOST_NAMES);
  return { names: voice.list(names.slice(0, MOST_NAMES)), more };
}

function quiet(text: string): Element {
  return { kind: "paragraph", text, tone: "quiet" };
}
