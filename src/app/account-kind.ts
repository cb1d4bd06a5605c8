/** Keeps what kind of account somebody has, and ends what a guest must not have: leads of teams and of the programme. */
import { type AccountKind, isActiveAt, leadsProgrammeOf, type Person, type Team, type Workspace } from "../core/team.ts";
import { markName } from "../message/person-names.ts";
import { localeOf, type Work, workspaceFor, listLeads } from "./call.ts";
import { buildNotice } from "./notices.ts";
import { queuePost } from "./posting.ts";
import { endProgramme } from "./programme/listed-leads.ts";
import { findWorkingTime } from "./schedule/own-times.ts";
import { hasAbleLead, tellIfLeaderless } from "./team/leaderless.ts";
import { mayLead } from "./team/may-lead.ts";

/** What the platform says of an account. */
export type KindNews = {
  readonly workspace: Workspace;
  readonly person: Person;
  readonly platformUserId: string;
  readonly kind: AccountKind;
};

/**
 * Stores the kind where it is new. Somebody who turns out to be a guest stops leading: the programme of that workspace, and every
 * team that they have no full account for; those teams are told. Nothing is given back where a guest becomes a full member.
 */
export async function keepAccountKind(work: Work, { workspace, person, platformUserId, kind }: KindNews): Promise<void> {
  const { people, memberships, teams } = work.stores;
  const known = (await people.accountsOf(person.id)).find(
    (account) => account.workspaceId === workspace.id && account.platformUserId === platformUserId,
  );
  if (!known || known.kind === kind) return;
  await people.saveAccount({ ...known, kind });
  if (kind === "full") return;
  if (leadsProgrammeOf(person, workspace.id)) await endProgramme(work, (await people.find(person.id)) ?? person);
  for (const membership of await memberships.listOfPerson(person.id)) {
    const team = membership.lead && isActiveAt(membership, work.now) ? await teams.find(membership.teamId) : undefined;
    if (!team || (await mayLead(work, team, person))) continue;
    const changed: Team = { ...team, revision: team.revision + 1 };
    await teams.save(changed);
    await memberships.save({ ...membership, lead: false });
    await tellTeam(work, changed, person);
  }
}

/** The leads who are left; without one, everybody. The guest learns it in any case. */
async function tellTeam(work: Work, team: Team, guest: Person): Promise<void> {
  await tellPerson(work, { team, person: guest, id: "members.guest.you" });
  if (!(await hasAbleLead(work, team))) return tellIfLeaderless(work, team);
  for (const lead of await listLeads(work, team.id, [guest.id])) {
    await tellPerson(work, { team, person: lead, id: "members.guest.lead", name: markName(guest) });
  }
}

type Telling = {
  readonly team: Team;
  readonly person: Person;
  readonly id: "members.guest.you" | "members.guest.lead";
  readonly name?: string;
};

async function tellPerson(work: Work, { team, person, id, name = "" }: Telling): Promise<void> {
  const voice = work.world.voice(localeOf(person, team));
  await queuePost(work, {
    target: { to: "person", personId: person.id },
    workspaceId: await workspaceFor(work, person, team),
    purpose: "notice",
    subjectId: team.id,
    message: buildNotice(voice, voice.runs(id, { team: team.name, name })),
    notBefore: findWorkingTime(work, { team, person }),
  });
}
