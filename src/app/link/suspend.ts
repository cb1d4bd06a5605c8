/**
 * A workspace that removed the bot, or whose token the platform refuses, may be back tomorrow. So its side of every linked team is
 * suspended and nothing is taken from it: its people are not asked, what they answered still counts, and the other side is told.
 */
import type { Turn } from "../../core/schedule/round.ts";
import type { Team, Workspace } from "../../core/team.ts";
import { nameSide } from "../../message/screens/team/link-screen.ts";
import { type Work, isSuspendedFor, listOpenHomes } from "../call.ts";
import { excuseTurn } from "../rounds/excuse-turn.ts";
import { resumeRounds, setNextRound } from "../rounds/open-round.ts";
import { catchUpDigest } from "../standing/post-digest.ts";
import { KEPT_AFTER_UNINSTALL_MS } from "../upkeep/kept-after-uninstall.ts";
import { tellOfMoves } from "./moved-teams.ts";
import { listMetOnlyElsewhere, tellHome } from "./tell-homes.ts";

/**
 * Marks the workspace as one that removed the bot and tells the other side of each of its linked teams. A workspace that is
 * marked already keeps the time of its first mark, and nobody is told again.
 */
export async function suspendWorkspace(work: Work, workspace: Workspace): Promise<void> {
  if (workspace.uninstalledAt !== undefined) return;
  await work.stores.workspaces.save({ ...workspace, uninstalledAt: work.now });
  const until = work.now + KEPT_AFTER_UNINSTALL_MS;
  for (const team of await listLinkedTeams(work, workspace.id)) {
    const how = team.workspaceId === workspace.id ? "suspended-owner" : "suspended-second";
    for (const home of await listOpenHomes(work, team)) {
      const { length: count } = await listMetOnlyElsewhere(work, team.id, home.workspaceId);
      await tellHome(work, home, {
        sentence: (voice) =>
          voice.runs(`link.channel.${how}`, {
            team: team.name,
            side: nameSide(voice, workspace),
            date: voice.date(until, team.schedule.zone),
            count,
          }),
        team,
      });
    }
  }
}

/**
 * Takes back a workspace that had removed the bot: its rounds go on, a digest that its channels missed is posted, its linked
 * teams are whole again, and who was left out of a round that is still open is asked. Returns the workspace without its mark.
 */
export async function resumeWorkspace(work: Work, { uninstalledAt, ...workspace }: Workspace): Promise<Workspace> {
  await work.stores.workspaces.save(workspace);
  if (uninstalledAt === undefined) return workspace;
  await resumeRounds(work, workspace.id);
  await tellOfMoves(work, workspace.id);
  for (const team of await work.stores.teams.listAtHome(workspace.id)) await catchUpDigest(work, team, workspace.id);
  for (const team of await listLinkedTeams(work, workspace.id)) {
    await askAgain(work, team);
    if ((await work.stores.teams.nextRoundAt(team.id)) === undefined) await setNextRound(work, team);
    for (const home of await listOpenHomes(work, team)) {
      await tellHome(work, home, {
        sentence: (voice) => voice.runs("link.channel.back", { team: team.name, side: nameSide(voice, workspace) }),
        team,
      });
    }
  }
  return workspace;
}

/** Excuses the member of a linked team whose check-in was not sent because their side is suspended. */
export async function excuseSuspended(work: Work, checkInId: string): Promise<void> {
  const checkIn = await work.stores.checkIns.find(checkInId);
  const team = checkIn && (await work.stores.teams.find(checkIn.teamId));
  const person = checkIn && (await work.stores.people.find(checkIn.personId));
  if (team && person && (await isSuspendedFor(work, person, team))) await excuseTurn(work, checkInId, "unreachable");
}

/** Teams that the workspace owns and shares, and those that it shares with their owner. */
async function listLinkedTeams({ stores }: Work, workspaceId: string): Promise<readonly Team[]> {
  const teams = await stores.teams.listAtHome(workspaceId);
  const homes = await Promise.all(teams.map(({ id }) => stores.homes.listOfTeam(id)));
  return teams.filter((_, index) => (homes[index] ?? []).length > 0);
}

/** Only a turn whose window is still open: a round is never asked late. */
async function askAgain(work: Work, team: Team): Promise<void> {
  const round = await work.stores.rounds.latest(team.id);
  if (round?.status !== "open") return;
  for (const turn of await work.stores.turns.listOfRound(round.id)) {
    const person = isLeftOut(turn) && turn.windowEndsAt > work.now ? await work.stores.people.find(turn.personId) : undefined;
    if (!person || person.unreachable !== undefined || (await isSuspendedFor(work, person, team))) continue;
    const { excuse: _, checkInId: __, askedAt: ___, ...rest } = turn;
    await work.stores.turns.update({ ...rest, state: "due", nextActionAt: Math.max(work.now, turn.dueAt) });
  }
}

function isLeftOut({ state, excuse }: Turn): boolean {
  return state === "excused" && excuse === "unreachable";
}
