/**
 * Creates a team from its form: checks every field, then stores the team, its people, their greetings and its first round
 * together.
 */
import { type Catalogue, editionKey, listQuestions } from "../../core/catalogue/catalogue.ts";
import { anchorSchedule } from "../../core/schedule/anchor-schedule.ts";
import { NEW_SCHEDULE } from "../../core/schedule/cadence.ts";
import { leadsProgrammeOf, type Person, type Team } from "../../core/team.ts";
import { MINUTE_MS } from "../../core/time.ts";
import type { FieldErrors, FormValues } from "../../message/form.ts";
import { markName } from "../../message/person-names.ts";
import { buildSetupDone } from "../../message/screens/team/setup-done.ts";
import type { Call, Work } from "../call.ts";
import { type Chosen, keepUnmet } from "../chosen-people.ts";
import { carriedOr, readLine } from "../form-values.ts";
import { answerWith } from "../notices.ts";
import { beginProgramme } from "../programme/listed-leads.ts";
import type { FormOutcome } from "../request.ts";
import { setNextRound } from "../rounds/open-round.ts";
import { ownZone, lengthOfPassIn, listOwnTimes } from "../schedule/own-times.ts";
import { readSchedule } from "../schedule/read-schedule.ts";
import { joinTeam } from "./change-memberships.ts";
import { queueGreeting, postWelcome } from "./greetings.ts";
import { findTooManyAtOnce, type PeopleForm, type Roster, readPeople, readTeamFields, sameName } from "./team-fields.ts";

/** In milliseconds: the same name from the same lead within this time is the same form, sent twice. */
const TWIN_MS = 15 * MINUTE_MS;

type NewTeamForm = { readonly values: FormValues<"setup">; readonly chosen: Chosen; readonly catalogue: Catalogue };

/**
 * Creates the team and says when it is asked first. Values that are wrong are refused at their fields; the same name from
 * the same lead within 15 minutes counts as the same form.
 */
export async function createTeam(call: Call, { values, chosen, catalogue }: NewTeamForm): Promise<FormOutcome<"setup">> {
  const crowd = findTooManyAtOnce(call, "setup", values);
  if (crowd) return { errors: crowd };
  const twin = await findTwin(call, carriedOr(readLine(values, "name"), ""));
  if (twin) return answerWith(call.voice, call.voice.runs("setup.done.already", { team: twin.name }));
  const read = await readNewTeam(call, { values, chosen, author: call.person });
  if (read.kind === "errors") return { errors: read.errors };
  const { roster } = read;
  const { id, now } = { id: call.world.ids.next(), now: call.now };
  const team: Team = {
    ...read.settings,
    id,
    workspaceId: call.workspace.id,
    edition: editionKey(catalogue),
    createdAt: now,
    revision: 1,
  };
  const greeted = await foundTeam(call, { team, roster, by: call.person });
  const becameProgrammeLead = await ensureProgrammeLead(call);
  const [firstAt] = await listOwnTimes(call, { team, person: call.person });
  const parts = [...roster.values()].map(({ part }) => part);
  return {
    notice: buildSetupDone(call.voice, {
      team,
      members: parts.filter(({ kind }) => kind === "member").length,
      observers: parts.filter(({ kind }) => kind === "observer").length,
      greeted,
      zone: await ownZone(call),
      pass: lengthOfPassIn(team, { questions: listQuestions(catalogue).length, now }),
      becameProgrammeLead,
      ...(firstAt !== undefined && { firstAt }),
    }),
  };
}

type Settings = Pick<Team, "name" | "channelId" | "questionsPerRound" | "locale" | "privacy" | "schedule">;
/** The settings and people of a new team, or an explanation at each field that is wrong. */
export type ReadNewTeam =
  | { readonly kind: "team"; readonly settings: Settings; readonly roster: Roster }
  | { readonly kind: "errors"; readonly errors: FieldErrors<"setup"> };

/** Reads the form of a new team and returns all faults together. The `author` becomes a lead in any case. */
export async function readNewTeam(call: Call, form: PeopleForm & { readonly values: FormValues<"setup"> }): Promise<ReadNewTeam> {
  const { voice, now } = call;
  const { values } = form;
  const people = await readPeople(call, form);
  const members = people.kind === "roster" ? countMembers(people.roster) : Number.POSITIVE_INFINITY;
  const fields = await readTeamFields(call, values, {
    members,
    promised: false,
    ...(form.chosen && { presences: form.chosen.presences }),
  });
  const schedule = readSchedule({ voice, before: NEW_SCHEDULE, values });
  if (people.kind === "errors" || fields.kind === "errors" || schedule.kind === "errors") {
    return { kind: "errors", errors: { ...errorsOf(people), ...errorsOf(fields), ...errorsOf(schedule) } };
  }
  const anchored = anchorSchedule(withItsDay(schedule.schedule), { now });
  return { kind: "team", settings: { ...fields.fields, schedule: anchored }, roster: people.roster };
}

function errorsOf(read: { readonly kind: string; readonly errors?: FieldErrors<"setup"> }): FieldErrors<"setup"> {
  return read.errors ?? {};
}

function countMembers(roster: Roster): number {
  return [...roster.values()].filter(({ part }) => part.kind === "member").length;
}

/** A team that chooses Sunday for its rounds works on Sundays. */
function withItsDay(schedule: Team["schedule"]): Team["schedule"] {
  const { cadence, workingDays } = schedule;
  if (cadence.every === "cron" || workingDays.includes(cadence.weekday)) return schedule;
  return { ...schedule, workingDays: [...workingDays, cadence.weekday].sort((left, right) => left - right) };
}

/** In the playground, the first who sets up a team leads its programme; says whether that is the author, just now. */
async function ensureProgrammeLead(call: Call): Promise<boolean> {
  if (call.workspace.platform !== "playground") return false;
  const people = await call.stores.people.listOfWorkspace(call.workspace.id);
  if (people.some((person) => leadsProgrammeOf(person, call.workspace.id)) || call.person.workspaceId !== call.workspace.id)
    return false;
  await beginProgramme(call, call.person, "first");
  return true;
}

async function findTwin(call: Call, name: string): Promise<Team | undefined> {
  const teams = await call.stores.teams.listOfWorkspace(call.workspace.id);
  const same = teams.find((team) => sameName(team.name, name) && call.now - team.createdAt < TWIN_MS);
  const membership = same && (await call.stores.memberships.findOfPerson(same.id, call.person.id));
  return membership?.lead ? same : undefined;
}

/** A team that is about to be stored, with its people. It must have been checked and have revision 1. */
export type Founding = {
  /** Checked already, with revision 1. */
  readonly team: Team;
  readonly roster: Roster;
  /** Who is named in the greetings, and gets none. */
  readonly by: Person;
};

/**
 * Stores the team with its people, greets everybody, plans its first round and tells its channel. Returns how many people
 * are greeted. It checks nothing.
 */
export async function foundTeam(work: Work, { team, roster, by }: Founding): Promise<number> {
  await work.stores.teams.save(team);
  let greeted = 0;
  for (const { part, ...chosen } of roster.values()) {
    const { person } = chosen;
    await keepUnmet(work, chosen);
    const { membership } = await joinTeam(work, { team, personId: person.id, part });
    if ((await queueGreeting(work, { team, membership, by })) !== undefined) greeted += 1;
  }
  await setNextRound(work, team);
  await postWelcome(work, team, markName(by));
  return greeted;
}
