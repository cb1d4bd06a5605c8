/** The `privacy` command: what is kept about the person and who sees it, with real counts. */
import { listAbsences } from "../../core/absence.ts";
import { isActiveAt, type Membership } from "../../core/team.ts";
import { withMarkedName } from "../../message/person-names.ts";
import {
  buildPrivacy,
  type KeptInLedger,
  type KeptInTeam,
  type PrivacyData,
} from "../../message/screens/preferences/privacy-screen.ts";
import { nameSide } from "../../message/screens/team/link-screen.ts";
import { type Call, listSides } from "../call.ts";
import { toNamedExport } from "../check-in/view.ts";
import type { Outcome } from "../request.ts";

const MAX_CHECK_INS = 100_000;

/** Shows what is kept about the person in each of their teams, past teams included and listed last. */
export async function showPrivacy(call: Call): Promise<Outcome> {
  const { person, voice, now, stores } = call;
  const memberships = await stores.memberships.listOfPerson(person.id);
  const teams = (await Promise.all(memberships.map((membership) => countKept(call, membership)))).filter(
    (kept) => kept !== undefined,
  );
  const directory = await findInDirectory(call);
  return {
    notice: buildPrivacy(voice, {
      person: withMarkedName(person),
      teams: teams.sort(
        (left, right) => Number(left.past) - Number(right.past) || left.team.name.localeCompare(right.team.name, voice.locale),
      ),
      ledger: await findInLedgers(call),
      namedOwners: await listNamedOwners(call, memberships),
      ...(person.zone && { zone: person.zone }),
      absences: listAbsences(person, now),
      now,
      ...(directory && { directory }),
      ...(call.world.answersKeptMonths !== undefined && { answersKeptMonths: call.world.answersKeptMonths }),
    }),
  };
}

/** What Teams told of everybody in a team that the bot was added to, whether they use it or not. */
async function findInDirectory({ stores, workspace, from }: Call): Promise<PrivacyData["directory"]> {
  const user = await stores.teamsConversations.findUser(workspace.id, from.platformUserId);
  return user && { id: user.userId, ...(user.email !== undefined && { email: user.email }) };
}

/** Goals and KPIs of teams that the person isn't in, too. */
async function findInLedgers({ stores, person }: Call): Promise<KeptInLedger> {
  const nameTeam = async (teamId: string) => (await stores.teams.find(teamId))?.name ?? "";
  const goals = (await stores.goals.listOfOwner(person.id)).map(async ({ sentence, teamId }) => ({
    ...{ name: sentence, team: await nameTeam(teamId) },
  }));
  const kpis = (await stores.kpis.listOfReader(person.id)).map(async ({ name, teamId }) => ({
    name,
    team: await nameTeam(teamId),
  }));
  return {
    goals: await Promise.all(goals),
    kpis: await Promise.all(kpis),
    readings: await stores.readings.countOfAuthor(person.id),
  };
}

/** Whoever is in a team sees whom its ledger names. */
async function listNamedOwners({ stores, now }: Call, memberships: readonly Membership[]): Promise<readonly string[]> {
  const active = memberships.filter((membership) => isActiveAt(membership, now));
  const goals = (await Promise.all(active.map(({ teamId }) => stores.goals.listOfTeam(teamId)))).flat();
  return [...new Set(goals.flatMap(({ ownerName }) => ownerName ?? []))];
}

async function countKept(call: Call, membership: Membership): Promise<KeptInTeam | undefined> {
  const { stores, now, person, voice } = call;
  const team = await stores.teams.find(membership.teamId);
  if (!team) return undefined;
  const answers = await stores.answers.historyOfMembership(membership.id);
  const steps = await stores.steps.listOfOwner(person.id);
  const notes = answers.filter(({ note }) => note !== undefined);
  const since = membership.intervals[0]?.since ?? now;
  const exported = await stores.audit.findLatest({ teamId: team.id, act: "exported-with-names", since, until: now });
  const sides = await listSides(call, team);
  const shared = notes.filter(({ noteShared }) => noteShared === true).length;
  return {
    team,
    observer: membership.kind === "observer",
    past: !isActiveAt(membership, now),
    ...(sides.length > 1 && { sides: sides.map((side) => nameSide(voice, side)) }),
    answers: answers.length,
    questions: new Set(answers.map(({ questionId }) => questionId)).size,
    ownNotes: notes.length - shared,
    sharedNotes: shared,
    evidence: answers.filter(({ evidence }) => evidence !== undefined).length,
    checkIns: (await stores.checkIns.listOfMembership(membership.id, MAX_CHECK_INS)).length,
    steps: steps.filter(({ teamId }) => teamId === team.id).length,
    ...(exported && { namedExport: toNamedExport(exported) }),
  };
}
