/** The `group` command links a team to a user group of its workspace, so that leads hear who has left. */
import { buildGroupLinked, buildGroupState } from "../../message/screens/team/group.ts";
import type { TeamCall } from "../call.ts";
import { type Asking, lookingUp } from "../feature.ts";
import { answerWith } from "../notices.ts";
import type { Outcome } from "../request.ts";
import { compareWithTeam, type Named } from "./compare.ts";
import { lookUpGroup, type NamedGroup } from "./named-group.ts";

/**
 * Links the team to the named user group, ends the link with `off`, or shows it when no word follows. Refuses platforms
 * other than Slack and groups that cannot be found or seen.
 */
export const runGroup = lookingUp(findWhatIsLinked, answerGroup);

/** The group that shall be linked; undefined where the words name none. */
async function findWhatIsLinked(asking: Asking, args: readonly string[]): Promise<NamedGroup | undefined> {
  const word = args.join(" ");
  return word === "" || isOff(word) ? undefined : lookUpGroup(asking, word);
}

function isOff(word: string): boolean {
  return word.toLowerCase() === "off";
}

async function answerGroup(call: TeamCall, group: NamedGroup | undefined, args: readonly string[]): Promise<Outcome> {
  if (call.workspace.platform !== "slack") return answerWith(call.voice, call.voice.runs("group.slack-alone"));
  const word = args.join(" ");
  if (word === "") return showGroup(call);
  if (isOff(word)) return unlinkGroup(call);
  if (group?.kind === "found") return linkGroup(call, group);
  return answerWith(call.voice, call.voice.runs(`group.refused.${group?.kind ?? "no-answer"}`), { tone: "warning" });
}

async function showGroup({ stores, team, workspace, voice }: TeamCall): Promise<Outcome> {
  const linked = await stores.groups.find(team.id, workspace.id);
  if (!linked) return answerWith(voice, voice.runs("group.none", { team: team.name }));
  return { notice: buildGroupState(voice, { team, ...linked, date: voice.date(linked.since, team.schedule.zone) }) };
}

/** Linking the same group again changes nothing but compares the two once more. */
async function linkGroup(call: TeamCall, named: Named): Promise<Outcome> {
  const { stores, team, workspace, voice, now } = call;
  const { id: groupId, handle } = named.group;
  const before = await stores.groups.find(team.id, workspace.id);
  const since = before?.groupId === groupId ? before.since : now;
  await stores.groups.save({ teamId: team.id, workspaceId: workspace.id, groupId, handle, since });
  const former = before !== undefined && before.groupId !== groupId ? { former: before.handle } : {};
  return { notice: buildGroupLinked(voice, { team, ...former, ...(await compareWithTeam(call, named)) }) };
}

async function unlinkGroup({ stores, team, workspace, voice }: TeamCall): Promise<Outcome> {
  const linked = await stores.groups.find(team.id, workspace.id);
  if (!linked) return answerWith(voice, voice.runs("group.not-linked", { team: team.name }));
  await stores.groups.remove(team.id, workspace.id);
  return answerWith(voice, voice.runs("group.unlinked", { team: team.name, group: linked.handle }));
}
