/** Joins another workspace to a team as its second home: its people come along, and the team that they had rests. */
import type { LinkClaim, LinkRequest } from "../../core/link.ts";
import { isActiveAt, isLost, type Membership, type Person, type Team } from "../../core/team.ts";
import { buildLinkNote } from "../../message/screens/team/link-question.ts";
import { nameSide } from "../../message/screens/team/link-screen.ts";
import { type Work, listHomeChannels, listSides } from "../call.ts";
import { moveGroup } from "../group/move-group.ts";
import { queuePost } from "../posting.ts";
import { openWhatIsDue, setNextRound } from "../rounds/open-round.ts";
import { endAsking, joinTeam } from "../team/change-memberships.ts";
import { moveGreeting, queueGreeting, uniteGreetings } from "../team/greetings.ts";
import { kindIn, mayLead } from "../team/may-lead.ts";

/** An accepted request to join a team, the claim made with its code, and the person who made it. */
export type Uniting = { readonly request: LinkRequest; readonly claim: LinkClaim; readonly claimer: Person };
/** The result of joining two sides. `joined` counts the people who are new in the team. */
export type Union = {
  readonly team: Team;
  /** The joining side's own team of before. */
  readonly former?: Team;
  readonly joined: number;
  readonly hasChannel: boolean;
};

/**
 * Joins the claiming side to the team and tells both channels. Returns undefined and changes nothing if either team was
 * linked meanwhile, or if the claiming side's team or lead is gone.
 */
export async function uniteTeams(work: Work, { request, claim, claimer }: Uniting): Promise<Union | undefined> {
  const { stores, now } = work;
  const team = request.teamId === undefined ? undefined : await stores.teams.find(request.teamId);
  const former = claim.teamId === undefined ? undefined : await stores.teams.find(claim.teamId);
  if (!team || !(await mayUnite(work, { team, former, claim }))) return undefined;
  if ((await kindIn(work, claim.workspaceId, claimer.id)) === "guest" || isLost(claimer)) return undefined;
  await openWhatIsDue(work, team);
  const channelId = await findFreeChannel(work, claim, former);
  const coming = former ? await listActive(work, former) : [];
  if (former) await putToRest(work, former, coming);
  await stores.homes.save({
    teamId: team.id,
    workspaceId: claim.workspaceId,
    ...(channelId !== undefined && { channelId }),
    ...(former && { formerTeamId: former.id }),
    since: now,
  });
  if (former) await moveGroup(work, { workspaceId: claim.workspaceId, from: former.id, to: team.id });
  const linked: Team = { ...team, revision: team.revision + 1 };
  await stores.teams.save(linked);
  const joined = await bringAlong(work, linked, { claimer, coming });
  await setNextRound(work, linked);
  await tellChannels(work, linked);
  return { team: linked, ...(former && { former }), joined, hasChannel: channelId !== undefined };
}

type Meeting = { readonly team: Team; readonly former: Team | undefined; readonly claim: LinkClaim };

async function mayUnite({ stores, now }: Work, { team, former, claim }: Meeting): Promise<boolean> {
  for (const { id } of former ? [team, former] : [team]) {
    if ((await stores.homes.listOfTeam(id)).length > 0 || (await stores.homes.findOfFormerTeam(id))) return false;
  }
  if (claim.teamId === undefined) return true;
  const lead = former && (await stores.memberships.findOfPerson(former.id, claim.personId));
  return lead?.lead === true && isActiveAt(lead, now);
}

async function listActive({ stores, now }: Work, { id }: Team): Promise<readonly Membership[]> {
  return (await stores.memberships.listOfTeam(id)).filter((membership) => isActiveAt(membership, now));
}

/** Another team may have made itself at home there since. */
async function findFreeChannel({ stores }: Work, claim: LinkClaim, former: Team | undefined): Promise<string | undefined> {
  const channelId = former ? former.channelId : claim.channelId;
  const taken = channelId === undefined ? undefined : await stores.teams.findByChannel(claim.workspaceId, channelId);
  return taken && taken.id !== former?.id ? undefined : channelId;
}

/** Nobody is asked in it any more, and its channel is another's; members, answers and history stay. */
async function putToRest(work: Work, former: Team, members: readonly Membership[]): Promise<void> {
  const { channelId: _, ...rest } = former;
  await work.stores.teams.save({ ...rest, pausedUntil: Number.POSITIVE_INFINITY, revision: former.revision + 1 });
  await work.stores.teams.setNextRoundAt(former.id, undefined);
  for (const membership of members) await endAsking(work, membership, "link.told.check-in-ended");
}

type Coming = { readonly claimer: Person; readonly coming: readonly Membership[] };

/** Adds the people; leads stay leads unless they are guests, and people who were in the team keep at least their part. Returns how many are new. */
async function bringAlong(work: Work, team: Team, { claimer, coming }: Coming): Promise<number> {
  const led = { personId: claimer.id, kind: "member" as const, lead: true, roles: [] };
  let joined = 0;
  for (const part of coming.some(({ personId }) => personId === claimer.id) ? coming : [led, ...coming]) {
    if (await bring(work, team, { part, by: claimer })) joined += 1;
  }
  return joined;
}

/** `part`: of the former team, where there was one. */
type Bringing = { readonly part: Membership | Omit<Membership, "id" | "teamId" | "intervals">; readonly by: Person };

async function bring(work: Work, team: Team, { part, by }: Bringing): Promise<boolean> {
  const { personId, roles } = part;
  const before = await work.stores.memberships.findOfPerson(team.id, personId);
  const here = before && isActiveAt(before, work.now) ? before : undefined;
  const person = await work.stores.people.find(personId);
  const leads = part.lead && person !== undefined && (await mayLead(work, team, person));
  const wider = {
    kind: part.kind === "member" || here?.kind === "member" ? ("member" as const) : ("observer" as const),
    lead: leads || here?.lead === true,
  };
  const { membership, how } = await joinTeam(work, { team, personId, part: wider });
  if (how === "new" && roles.length > 0) await work.stores.memberships.save({ ...membership, roles });
  if ("id" in part && how !== "new") await uniteGreetings(work, membership, part);
  const moved = "id" in part && how === "new" && (await moveGreeting(work, { team, membership, by }, part));
  if (!moved) await queueGreeting(work, { team, membership, by, makesRoom: true });
  return here === undefined;
}

async function tellChannels(work: Work, team: Team): Promise<void> {
  const voice = work.world.voice(team.locale);
  const sides = await listSides(work, team);
  const names = voice.list(sides.map((side) => nameSide(voice, side)));
  const message = buildLinkNote(voice, () => voice.runs("link.channel.joined", { team: team.name, sides: names }));
  for (const target of await listHomeChannels(work, team)) {
    await queuePost(work, { target, workspaceId: target.workspaceId, purpose: "notice", subjectId: team.id, message });
  }
}
