/**
 * The times of a person: their zone, when they are asked next on their own clock, how long a pass through all questions
 * takes, and when a message that can wait is sent, within the weekly limit and their working hours.
 */
import { hoursForReminders, nextAllowedInstant } from "../../core/schedule/allowed-hours.ts";
import { zoneOf } from "../../core/schedule/local-time.ts";
import { listOccurrences, memberDueAt, zoneOfMember } from "../../core/schedule/occurrences.ts";
import { lengthOfPass } from "../../core/standing/freshness.ts";
import { type Person, type Team, isActiveAt } from "../../core/team.ts";
import { DAY_MS, type Instant, type Zone } from "../../core/time.ts";
import { type Work, type Call, listOwnTeams } from "../call.ts";
import { holidaysOf } from "./team-holidays.ts";

const NEXT_TIMES = 5;

/** How many rounds and weeks it takes until a member has been asked every question that is meant for them. */
export type Pass = { readonly questions: number; readonly rounds: number; readonly weeks: number };

/**
 * Lists the next five instants at which this person is asked, or would be; an hour that has already passed in a coming
 * round counts as now. The list is empty while the team is paused without an end.
 */
export async function listOwnTimes(
  work: Work,
  { team, person }: { readonly team: Team; readonly person: Person },
): Promise<readonly Instant[]> {
  const since = startOf(work, team);
  if (!Number.isFinite(since)) return [];
  const lastSlot = (await work.stores.rounds.latest(team.id))?.slot;
  const query = { after: since - 1, lastSlot, isHoliday: holidaysOf(work.world, team.schedule) };
  const zone = zoneOfMember(team.schedule, zoneOf(person, team));
  const pending = await findPendingTurn(work, team, person);
  const times = listOccurrences(team.schedule, query, NEXT_TIMES).map(({ slot }) => Math.max(since, memberDueAt(slot, zone)));
  return [...(pending === undefined ? [] : [pending]), ...times].slice(0, NEXT_TIMES);
}

/** A round may be open while this member's own hour is still to come. */
async function findPendingTurn({ stores, now }: Work, team: Team, person: Person): Promise<Instant | undefined> {
  const latest = await stores.rounds.latest(team.id);
  if (latest?.status !== "open" || (team.pausedUntil ?? 0) > now) return undefined;
  const turns = await stores.turns.listOfRound(latest.id);
  return turns.find((turn) => turn.personId === person.id && turn.state === "due" && turn.dueAt > now)?.dueAt;
}

function startOf({ now }: Work, { pausedUntil }: Team): Instant {
  return Math.max(now, pausedUntil ?? 0);
}

/**
 * Returns how long it takes at the team's pace until a member has been asked `questions` questions, in rounds and in
 * whole weeks of at least one. Days off are not considered.
 */
export function lengthOfPassIn(team: Team, { questions, now }: { readonly questions: number; readonly now: Instant }): Pass {
  const occurrences = listOccurrences(team.schedule, { after: now }, NEXT_TIMES);
  const [first, last] = [occurrences.at(0), occurrences.at(-1)];
  const roundEveryMs = first && last ? (last.at - first.at) / (NEXT_TIMES - 1) : 0;
  const { rounds, ms } = lengthOfPass({
    questionsMeantForMember: questions,
    questionsPerRound: team.questionsPerRound,
    roundEveryMs,
  });
  return { questions, rounds, weeks: Math.max(1, Math.round(ms / (7 * DAY_MS))) };
}

/** Returns the author's zone, even if they belong to no team. */
export async function ownZone(call: Call): Promise<Zone> {
  const [first] = await listOwnTeams(call);
  return zoneOf(call.person, first);
}

/**
 * Returns when the person can be sent one more message: every two that were sent this week or still wait delay it by a
 * week, and it falls into their working hours.
 */
export async function findSendingTime(work: Work, team: Team, person: Person): Promise<Instant> {
  const others = await work.stores.outbox.countUnsolicited(person.id, work.now - WEEK_MS);
  const weeks = Math.floor(others / MAX_A_WEEK);
  const earliest = Math.max(work.now + weeks * 7 * DAY_MS, await findNextPlace(work, person));
  return findWorkingTime(work, { team, person, earliest });
}

/**
 * Returns the next instant in the lead's working hours at which they are not away. It is for matters that a lead must
 * settle, so the weekly limit does not count.
 */
export function findWorkingTime(
  { world, now }: Pick<Work, "world" | "now">,
  { team, person, earliest = now }: { readonly team: Team; readonly person: Person; readonly earliest?: Instant },
): Instant {
  const from = Math.max(earliest, person.awayUntil ?? 0);
  const hours = hoursForReminders(team.schedule, holidaysOf(world, team.schedule));
  return nextAllowedInstant(from, zoneOf(person, team), hours) ?? from;
}

/** A week after the last but one of their greetings, wherever working hours put that. */
async function findNextPlace({ stores }: Work, person: Person): Promise<Instant> {
  const memberships = await stores.memberships.listOfPerson(person.id);
  const posts = (await Promise.all(memberships.map(({ id }) => stores.posts.listOfSubject("greeting", id)))).flat();
  const items = await Promise.all(posts.map(({ id }) => stores.outbox.findOfPost(id)));
  const times = items.flatMap((item) =>
    item?.status === "sent" || item?.status === "pending" || item?.status === "sending" ? [item.sentAt ?? item.notBefore] : [],
  );
  const before = times.sort((left, right) => left - right).at(-MAX_A_WEEK);
  return before === undefined ? 0 : before + 7 * DAY_MS;
}

/** The most unsolicited messages that one person gets in a week. */
export const MAX_A_WEEK = 2;
/** The week that is counted, in milliseconds. It is half a day short, so that a message that was late last Monday does not block this Monday's. */
export const WEEK_MS = 6.5 * DAY_MS;

/** True when a check-in may be sent to this person now. */
export async function mayAsk({ stores, now }: Work, personId: string): Promise<boolean> {
  return (await stores.outbox.countUnsolicited(personId, now - WEEK_MS)) < MAX_A_WEEK;
}

/** True when a reminder, nudge or similar message may be sent now without taking the place of a check-in in the coming week. */
export async function mayDisturb(work: Work, personId: string): Promise<boolean> {
  if (!(await mayAsk(work, personId))) return false;
  const upcoming = await listUpcomingRounds(work, personId);
  for (const [before, at] of upcoming.entries()) {
    const counted = await work.stores.outbox.countUnsolicited(personId, at - WEEK_MS);
    if (counted + before + 1 >= MAX_A_WEEK) return false;
  }
  return true;
}

/** When this person is asked within the week, or their teams open their next rounds, in order. */
async function listUpcomingRounds({ stores, now }: Pick<Work, "stores" | "now">, personId: string): Promise<readonly Instant[]> {
  const memberships = await stores.memberships.listOfPerson(personId);
  const asked = memberships.filter((membership) => membership.kind === "member" && isActiveAt(membership, now));
  const instants: Instant[] = [];
  for (const { id, teamId } of asked) {
    const own = await findOwnHour({ stores, now }, teamId, id);
    const next = await stores.teams.nextRoundAt(teamId);
    for (const at of [own, next]) if (at !== undefined && at < now + WEEK_MS) instants.push(at);
  }
  return instants.sort((left, right) => left - right);
}

/** A round may be open by other members' clocks while this member's own hour is still to come. */
async function findOwnHour({ stores, now }: Pick<Work, "stores" | "now">, teamId: string, membershipId: string) {
  const latest = await stores.rounds.latest(teamId);
  if (latest?.status !== "open") return undefined;
  const turns = await stores.turns.listOfRound(latest.id);
  return turns.find((turn) => turn.membershipId === membershipId && turn.state === "due" && turn.dueAt > now)?.dueAt;
}
