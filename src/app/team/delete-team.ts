/** Deletes a team for good: what would go is counted first, and its people and its channels are told when it went. */
import { isActiveAt, isLost, type Membership, type Team } from "../../core/team.ts";
import { listHomeChannels, listHomes, localeOf, type Work, workspaceFor } from "../call.ts";
import { buildNotice } from "../notices.ts";
import { queuePost } from "../posting.ts";
import { endMembership } from "./change-memberships.ts";

/** More than a weekly cadence has in two lifetimes. */
const MAX_ROUNDS = 10_000;

/** How much would go with a team. */
export type TeamContent = { readonly people: number; readonly answers: number; readonly rounds: number };

/** Counts the people who are in the team now, all answers that were ever given in it, and its rounds. */
export async function countContent(work: Work, team: Team): Promise<TeamContent> {
  const memberships = await work.stores.memberships.listOfTeam(team.id);
  const histories = await Promise.all(memberships.map(({ id }) => work.stores.answers.historyOfMembership(id)));
  return {
    people: memberships.filter((membership) => isActiveAt(membership, work.now)).length,
    answers: histories.flat().length,
    rounds: (await work.stores.rounds.listOfTeam(team.id, MAX_ROUNDS)).length,
  };
}

/** True where the team shares its people with another workspace, or rests for a team that does: then it cannot be deleted. */
export async function isLinked(work: Work, team: Team): Promise<boolean> {
  const isResting = (await work.stores.homes.findOfFormerTeam(team.id)) !== undefined;
  return isResting || (await listHomes(work, team)).length > 1;
}

/**
 * Deletes the team with everything that was answered and added in it, ends its open check-ins, and tells everybody who is in it and
 * its channel. What was posted stays in the chats. Call it only for a team that `isLinked` says is alone.
 */
export async function deleteTeam(work: Work, team: Team): Promise<void> {
  const memberships = await work.stores.memberships.listOfTeam(team.id);
  const active = memberships.filter((membership) => isActiveAt(membership, work.now));
  for (const membership of active) await endMembership(work, membership);
  await tellPeople(work, team, active);
  for (const target of await listHomeChannels(work, team)) {
    const voice = work.world.voice(team.locale);
    const message = buildNotice(voice, voice.runs("members.deleted.channel", { team: team.name }));
    await queuePost(work, { target, workspaceId: target.workspaceId, purpose: "notice", subjectId: team.id, message });
  }
  await work.stores.teams.erase(team.id);
}

async function tellPeople(work: Work, team: Team, memberships: readonly Membership[]): Promise<void> {
  const people = await work.stores.people.findMany(memberships.map(({ personId }) => personId));
  for (const person of people.filter((each) => !isLost(each))) {
    const voice = work.world.voice(localeOf(person, team));
    await queuePost(work, {
      target: { to: "person", personId: person.id },
      workspaceId: await workspaceFor(work, person, team),
      purpose: "notice",
      subjectId: team.id,
      message: buildNotice(voice, voice.runs("members.deleted.person", { team: team.name })),
    });
  }
}
