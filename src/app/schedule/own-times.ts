/**
 * The times of a person: their zone, when they are asked next on their own clock, how long a pass through all questions
 * takes, and when a message that can wait is sent, within the weekly limit and their working hours. Of several teams the one that waited longest goes first.
 */
import { awayUntilAt } from "../../core/absence.ts";
import { hoursForReminders, nextAllowedInstant } from "../../core/schedule/allowed-hours.ts";
import { zoneOf } from "../../core/schedule/local-time.ts";
import { listOccurrences, memberDueAt, zoneOfMember } from "../../core/schedule/occurrences.ts";
import type { Turn } from "../../core/schedule/round.ts";
import { lengthOfPass } from "../../core/standing/freshness.ts";
import { type Membership, type Person, type Team, isActiveAt } from "../../core/team.ts";
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
 * Returns the next instant in the lead's working hours at which they are not away: by their own clock, or by the team's where
 * it chose one zone for all. It is for matters that a lead must settle, so the weekly limit does not count.
 */
export function findWorkingTime(
  { world, now }: Pick<Work, "world" | "now">,
  { team, person, earliest = now }: { readonly team: Team; readonly person: Person; readonly earliest?: Instant },
): Instant {
  const from = awayUntilAt(person, earliest) ?? earliest;
  const hours = hoursForReminders(team.schedule, holidaysOf(world, team.schedule));
  return nextAllowedInstant(from, zoneOfMember(team.schedule, zoneOf(person, team)), hours) ?? from;
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

/**
 * True when the membership's check-in may be sent now. Where the week has no room for all teams of a person, the team whose
 * check-in waited longest goes first: the check-in stays away if it would take the place of one to come of such a team.
 */
export async function mayAskFirst(work: Work, { id, teamId, personId }: Membership): Promise<boolean> {
  const counted = await work.stores.outbox.countUnsolicited(personId, work.now - WEEK_MS);
  if (counted - (await countTakenGreeting(work, id)) >= MAX_A_WEEK) return false;
  const own = measureWait(await work.stores.turns.listOfMembership(id, TURNS_BACK));
  const rivals = (await listUpcoming(work, personId)).filter((each) => each.teamId !== teamId && waitsLonger(each.wait, own));
  return leavesRoom(
    work,
    personId,
    rivals.map(({ at }) => at),
  );
}

/** A greeting that still waits comes with the member's first check-in, so the two are one message. */
async function countTakenGreeting({ stores }: Pick<Work, "stores">, membershipId: string): Promise<number> {
  const [earlier] = await stores.checkIns.listOfMembership(membershipId, 1);
  const [greeting] = earlier ? [] : await stores.posts.listOfSubject("greeting", membershipId);
  const item = greeting && (await stores.outbox.findOfPost(greeting.id));
  return item?.status === "pending" ? 1 : 0;
}

/** True when a reminder, nudge or similar message may be sent now without taking the place of a check-in in the coming week. */
export async function mayDisturb(work: Work, personId: string): Promise<boolean> {
  if (!(await mayAsk(work, personId))) return false;
  const upcoming = await listUpcoming(work, personId);
  return leavesRoom(
    work,
    personId,
    upcoming.filter(({ overdue }) => !overdue).map(({ at }) => at),
  );
}

/** Tells whether one more message now leaves room for a check-in at each of these instants, which are in order. */
async function leavesRoom(work: Work, personId: string, instants: readonly Instant[]): Promise<boolean> {
  for (const [before, at] of instants.entries()) {
    const counted = await work.stores.outbox.countUnsolicited(personId, at - WEEK_MS);
    if (counted + before + 1 >= MAX_A_WEEK) return false;
  }
  return true;
}

/** A check-in that this person is to get within the week. */
type Upcoming = {
  readonly teamId: string;
  readonly at: Instant;
  /** It is due already and was not decided yet. */
  readonly overdue: boolean;
  readonly wait: Wait;
};

/** Since when a team has not asked a person, and how often it did in the turns that are looked at. */
type Wait = { readonly since: Instant; readonly asked: number };

/** The last turns that are looked at: a person rests for no longer than that between two check-ins of a team. */
const TURNS_BACK = 12;

/** When this person is asked within the week, or their teams open their next rounds, in order. */
async function listUpcoming(work: Pick<Work, "stores" | "now">, personId: string): Promise<readonly Upcoming[]> {
  const { stores, now } = work;
  const memberships = await stores.memberships.listOfPerson(personId);
  const asked = memberships.filter((membership) => membership.kind === "member" && isActiveAt(membership, now));
  const upcoming: Upcoming[] = [];
  for (const { id: membershipId, teamId } of asked) {
    const next = await stores.teams.nextRoundAt(teamId);
    const turns = await stores.turns.listOfMembership(membershipId, TURNS_BACK);
    // A round may be open by other members' clocks while this member's own hour is still to come.
    const own = turns.find(({ state }) => state === "due")?.dueAt;
    const wait = measureWait(turns);
    for (const at of [own, next]) {
      if (at !== undefined && at < now + WEEK_MS) upcoming.push({ teamId, at, overdue: at <= now, wait });
    }
  }
  return upcoming.sort((left, right) => left.at - right.at);
}

/** Having nothing to be asked is as good as having been asked; who never was has waited for ever. */
function measureWait(turns: readonly Turn[]): Wait {
  const asked = turns.flatMap(
    ({ state, askedAt, finishedAt }) => askedAt ?? (state === "nothing-to-ask" ? (finishedAt ?? []) : []),
  );
  return { since: Math.max(Number.NEGATIVE_INFINITY, ...asked), asked: asked.length };
}

/** Of two that were asked at the same time the one goes first that was asked less often. */
function waitsLonger(left: Wait, right: Wait): boolean {
  return left.since === right.since ? left.asked < right.asked : left.since < right.since;
}
