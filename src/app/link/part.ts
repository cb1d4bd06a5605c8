/**
 * Ends a link: the memberships of one side close, and nothing of the other side's is touched. It is done by a lead's word, or
 * 90 days after one side removed the bot; until then that side is suspended (`suspend.ts`).
 */
import { isActiveAt, type Membership, type Team, type TeamHome } from "../../core/team.ts";
import type { LinkSentence } from "../../message/screens/team/link-question.ts";
import { nameSide } from "../../message/screens/team/link-screen.ts";
import { isRemoved, type Work } from "../call.ts";
import { moveGroup } from "../group/move-group.ts";
import { laneOf } from "../posting.ts";
import { openWhatIsDue, setNextRound } from "../rounds/open-round.ts";
import { endMembership } from "../team/change-memberships.ts";
import { tellIfLeaderless } from "../team/leaderless.ts";
import { actingForPlatform, withAudit } from "../with-audit.ts";
import { rememberMove } from "./moved-teams.ts";
import { homeChannelOf, listMetOnlyElsewhere, tellChannel, tellHome, tellPerson } from "./tell-homes.ts";

/**
 * Ends the team's link to its second home. A team that was resting for the link gets its channel back and stays paused
 * until a lead resumes it.
 */
export async function partSecondHome(work: Work, team: Team, home: TeamHome): Promise<void> {
  await openWhatIsDue(work, team);
  const leaving = await listMetOnlyElsewhere(work, team.id, team.workspaceId);
  for (const membership of leaving) await endMembership(work, membership);
  await work.stores.homes.remove(team.id, home.workspaceId);
  if (home.channelId !== undefined) await silence(work, home.workspaceId, home.channelId);
  const former = await wake(work, home);
  await tellLeavers(work, { team, home, leaving });
  await moveGroup(work, { workspaceId: home.workspaceId, from: team.id, to: former?.id });
  await goOn(work, { ...team, revision: team.revision + 1 });
  await tellChannel(work, homeChannelOf(team), {
    sentence: (voice) => voice.runs("link.channel.parted", { team: team.name }),
    team,
  });
  await tellChannel(work, homeChannelOf(home), {
    sentence: (voice) => voice.runs("link.channel.left", { team: team.name }),
    team,
  });
  if (former) await tellLeads(work, former, (voice) => voice.runs("link.told.parted", { team: team.name, former: former.name }));
}

/**
 * Hands the team over to its second home, with its settings and its history. The memberships of people who are met only in the
 * workspace that owned it close. The second home's own team of before, which rested, is theirs again, paused and without a
 * channel; its leads are told.
 */
export async function handOver(work: Work, team: Team, home: TeamHome): Promise<void> {
  await openWhatIsDue(work, team);
  for (const membership of await listMetOnlyElsewhere(work, team.id, home.workspaceId)) await endMembership(work, membership);
  await work.stores.homes.remove(team.id, home.workspaceId);
  await moveGroup(work, { workspaceId: team.workspaceId, from: team.id });
  if (team.channelId !== undefined) await silence(work, team.workspaceId, team.channelId);
  await rememberMove(work, team);
  const { channelId: _, ...rest } = team;
  const taken: Team = {
    ...rest,
    workspaceId: home.workspaceId,
    ...(home.channelId !== undefined && { channelId: home.channelId }),
    revision: team.revision + 1,
  };
  await goOn(work, taken);
  await tellHome(work, taken, { sentence: (voice) => voice.runs("link.channel.taken-over", { team: team.name }), team: taken });
  const former = home.formerTeamId === undefined ? undefined : await work.stores.teams.find(home.formerTeamId);
  if (former) await tellLeads(work, former, (voice) => voice.runs("link.told.awake", { team: team.name, former: former.name }));
}

/** What still waits for a channel that is no home any more is not sent. */
async function silence({ stores }: Work, workspaceId: string, channelId: string): Promise<void> {
  await stores.outbox.dropLane({ workspaceId, lane: laneOf({ to: "channel", workspaceId, channelId }) });
}

async function wake({ stores }: Work, { formerTeamId, channelId }: TeamHome): Promise<Team | undefined> {
  const former = formerTeamId === undefined ? undefined : await stores.teams.find(formerTeamId);
  if (!former) return undefined;
  const back = former.channelId ?? channelId;
  const awake: Team = { ...former, ...(back !== undefined && { channelId: back }), revision: former.revision + 1 };
  await stores.teams.save(awake);
  return awake;
}

/** Its rounds go on with who is left, who are told where nobody of them leads. */
async function goOn(work: Work, team: Team): Promise<void> {
  const { stores, now } = work;
  await stores.teams.save(team);
  const active = (await stores.memberships.listOfTeam(team.id)).filter((membership) => isActiveAt(membership, now));
  if (active.length === 0) return stores.teams.setNextRoundAt(team.id, undefined);
  await tellIfLeaderless(work, team);
  if ((await stores.teams.nextRoundAt(team.id)) !== undefined) await setNextRound(work, team);
}

type Leaving = { readonly team: Team; readonly home: TeamHome; readonly leaving: readonly Membership[] };

/** Everybody who leaves the team with the link, each in the place where they are met. */
async function tellLeavers(work: Work, { team, home, leaving }: Leaving): Promise<void> {
  const side = await work.stores.workspaces.find(team.workspaceId);
  if (!side || (await isRemoved(work, home.workspaceId))) return;
  for (const person of await work.stores.people.findMany(leaving.map(({ personId }) => personId))) {
    const sentence: LinkSentence = (voice) => voice.runs("link.told.left", { team: team.name, side: nameSide(voice, side) });
    await tellPerson(work, person, { sentence, team });
  }
}

async function tellLeads(work: Work, former: Team, sentence: LinkSentence): Promise<void> {
  const leads = (await work.stores.memberships.listOfTeam(former.id)).filter(({ lead }) => lead);
  for (const person of await work.stores.people.findMany(leads.map(({ personId }) => personId))) {
    await tellPerson(work, person, { sentence, team: former });
  }
}

/**
 * Ends the links of a workspace that removed the bot for good: what it owned is handed over to the other side, and where it was
 * the second home the link ends. A second call changes nothing.
 */
export async function endLinksOf(unaudited: Work, workspaceId: string): Promise<void> {
  const work = withAudit(unaudited, actingForPlatform("uninstalled"));
  const { homes, teams } = work.stores;
  for (const home of await homes.listOfWorkspace(workspaceId)) {
    const team = await teams.find(home.teamId);
    if (team) await partSecondHome(work, team, home);
  }
  for (const team of await teams.listOfWorkspace(workspaceId)) {
    const [home] = await homes.listOfTeam(team.id);
    if (home) await handOver(work, team, home);
  }
}
