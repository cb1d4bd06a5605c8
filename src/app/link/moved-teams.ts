/** Remembers which teams a workspace lost to the other side of a link while it had removed the bot, to say so once it is back. */
import { z } from "zod";
import type { Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import { nameSide } from "../../message/screens/team/link-screen.ts";
import type { Work } from "../call.ts";
import { homeChannelOf, tellChannel, tellPerson } from "./tell-homes.ts";

const MOVED = z.array(z.object({ teamId: z.string(), channelId: z.string().optional(), at: z.number() }));

function keyOf(workspaceId: string): string {
  return `moved-teams:${workspaceId}`;
}

/** Remembers that the team moved away from its workspace. Call it with the team as it was before. */
export async function rememberMove({ stores, now: at }: Work, { id: teamId, workspaceId, channelId }: Team): Promise<void> {
  const earlier = (await listMoved(stores, workspaceId)).filter((moved) => moved.teamId !== teamId);
  const moved = [...earlier, { teamId, at, ...(channelId !== undefined && { channelId }) }];
  await stores.settings.set(keyOf(workspaceId), JSON.stringify(moved));
}

/** Forgets what moved away from the workspace. */
export async function forgetMoves({ stores }: Pick<Work, "stores">, workspaceId: string): Promise<void> {
  if ((await stores.settings.get(keyOf(workspaceId))) !== undefined) await stores.settings.set(keyOf(workspaceId), "[]");
}

/** Tells a workspace that is back where each of its teams is now, once: in the former home channel or, without one, whoever left it with the move. */
export async function tellOfMoves(work: Work, workspaceId: string): Promise<void> {
  const moved = await listMoved(work.stores, workspaceId);
  await forgetMoves(work, workspaceId);
  for (const { teamId, channelId, at } of moved) {
    const team = await work.stores.teams.find(teamId);
    if (team && team.workspaceId !== workspaceId) await tellOfMove(work, team, { workspaceId, channelId, at });
  }
}

type FormerHome = { readonly workspaceId: string; readonly channelId: string | undefined; readonly at: Instant };

async function tellOfMove(work: Work, team: Team, { workspaceId, channelId, at }: FormerHome): Promise<void> {
  const { stores } = work;
  const side = await stores.workspaces.find(team.workspaceId);
  if (!side) return;
  const news = {
    sentence: (voice: Parameters<typeof nameSide>[0]) =>
      voice.runs("link.told.moved", { team: team.name, side: nameSide(voice, side) }),
    team,
  };
  if (channelId !== undefined) return tellChannel(work, homeChannelOf({ workspaceId, channelId }), news);
  const left = (await stores.memberships.listOfTeam(team.id)).filter(({ intervals }) => intervals.at(-1)?.until === at);
  for (const person of await stores.people.findMany(left.map(({ personId }) => personId))) {
    if (person.workspaceId === workspaceId) await tellPerson(work, person, news);
  }
}

async function listMoved({ settings }: Work["stores"], workspaceId: string): Promise<z.infer<typeof MOVED>> {
  return MOVED.parse(JSON.parse((await settings.get(keyOf(workspaceId))) ?? "[]"));
}
