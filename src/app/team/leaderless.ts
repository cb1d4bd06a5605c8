/**
 * What happens when a team has nobody who can lead it: its members and the programme leads are told, and a programme lead or the
 * operator appoints another. Nobody becomes a lead by standing next in line.
 */
import { isActiveAt, isLost, leadsProgrammeOf, type Membership, type Person, type Team } from "../../core/team.ts";
import { markName } from "../../message/person-names.ts";
import { buildLeaderlessNotice } from "../../message/screens/team/leaderless-screen.ts";
import { localeOf, type Work, listHomes, workspaceFor } from "../call.ts";
import { queuePost } from "../posting.ts";
import { findWorkingTime } from "../schedule/own-times.ts";

/** True while somebody leads the team who is neither deactivated nor gone from their workspace. */
export async function hasAbleLead(work: Work, team: Team): Promise<boolean> {
  const leads = (await listActive(work, team)).filter(({ lead }) => lead);
  const people = await work.stores.people.findMany(leads.map(({ personId }) => personId));
  return people.some((person) => !isLost(person));
}

/**
 * Tells the members and the programme leads that the team has no lead, once for each time. It tells nobody while there is one,
 * or where nobody is left in the team. `leaving` is about to be forgotten, and is neither told nor named.
 */
export async function tellIfLeaderless(work: Work, team: Team, leaving?: Person): Promise<void> {
  const active = await listActive(work, team);
  if (active.length === 0 || (await hasAbleLead(work, team))) return;
  if (!(await work.stores.inbox.claim(`leaderless ${team.id} ${team.revision}`, work.now))) return;
  const programmeLeads = (await listProgrammeLeads(work, team)).filter(({ id }) => id !== leaving?.id);
  const people = await work.stores.people.findMany(active.map(({ personId }) => personId));
  const members = people.filter((person) => !isLost(person) && !programmeLeads.some(({ id }) => id === person.id));
  for (const person of programmeLeads) await tell(work, { team, person, programmeLeads, mayAppoint: true });
  for (const person of members) await tell(work, { team, person, programmeLeads, mayAppoint: false });
}

/** Lists who leads the programme of a workspace where the team is at home, by id. */
async function listProgrammeLeads(work: Work, team: Team): Promise<readonly Person[]> {
  const found = new Map<string, Person>();
  for (const { workspaceId } of await listHomes(work, team)) {
    const people = await work.stores.people.listOfWorkspace(workspaceId);
    for (const person of people) {
      if (leadsProgrammeOf(person, workspaceId) && !isLost(person)) found.set(person.id, person);
    }
  }
  return [...found.values()];
}

type Telling = {
  readonly team: Team;
  readonly person: Person;
  readonly programmeLeads: readonly Person[];
  readonly mayAppoint: boolean;
};

async function tell(work: Work, { team, person, programmeLeads, mayAppoint }: Telling): Promise<void> {
  const voice = work.world.voice(localeOf(person, team));
  const names = programmeLeads.map(markName);
  await queuePost(work, {
    target: { to: "person", personId: person.id },
    workspaceId: await workspaceFor(work, person, team),
    purpose: "notice",
    subjectId: subjectOf(team),
    message: buildLeaderlessNotice(voice, { team, programmeLeads: names, mayAppoint }),
    notBefore: findWorkingTime(work, { team, person }),
  });
}

/** Drops what has not been sent of it, because somebody leads the team again. */
export async function dropLeaderlessNotices({ stores }: Pick<Work, "stores">, team: Team): Promise<void> {
  for (const post of await stores.posts.listOfSubject("notice", subjectOf(team))) {
    const item = await stores.outbox.findOfPost(post.id);
    if (item?.status === "pending") await stores.outbox.update({ ...item, status: "dropped" });
  }
}

function subjectOf({ id }: Team): string {
  return `leaderless ${id}`;
}

async function listActive({ stores, now }: Work, { id }: Team): Promise<readonly Membership[]> {
  return (await stores.memberships.listOfTeam(id)).filter((membership) => isActiveAt(membership, now));
}
