/** Who was asked when, against who should have been: once at their hour, or not at all for one of the named reasons. */
import { DAY_MS, HOUR_MS, type PersonPlan, type TeamPlan } from "../plan.ts";
import { firstAllowed, listSlots, listTurns, type Turn, zoneFor } from "./calendar.ts";
import { anchorOf, type Evidence, group, isWithin, type Letter } from "./evidence.ts";
import { createTally, type Row, sayAt, type Tally } from "./row.ts";

/** What the platforms' pace takes when many are asked at the same minute. */
const PACE_MS = 5 * 60_000;
/** Two unsolicited messages a week; half a day short, as the bot counts its weeks. */
const WEEK_MS = 6.5 * DAY_MS;
const MAX_A_WEEK = 2;
/** So long after the hour it still counts as that hour. */
const ON_TIME_MS = HOUR_MS;

type Tallies = {
  readonly once: Tally;
  readonly hour: Tally;
  readonly excused: Tally;
  readonly late: Tally;
  readonly missed: Tally;
  readonly outside: Tally;
};

export function checkAsks(evidence: Evidence): readonly Row[] {
  const tallies: Tallies = {
    once: createTally("asked at most once a round"),
    hour: createTally("asked exactly once, at the team's hour in their zone"),
    excused: createTally("not asked while away, paused, unreachable, gone or beyond two a week"),
    late: createTally("what the outage delayed came once, at the first good hour"),
    missed: createTally("a window that ended within the outage was never asked late"),
    outside: createTally("no question outside of every window"),
  };
  const asks = group(evidence.letters, (letter) =>
    letter.purpose === "ask" && letter.team ? [`${letter.team.name} ${letter.person.id}`, letter] : undefined,
  );
  for (const team of evidence.plan.teams) {
    for (const id of team.members) {
      const person = evidence.plan.people.get(id);
      if (person) checkMember(evidence, { team, person, asks: asks.get(`${team.name} ${id}`) ?? [] }, tallies);
    }
  }
  return Object.values(tallies).map((tally) => tally.row());
}

type Member = { readonly team: TeamPlan; readonly person: PersonPlan; readonly asks: readonly Letter[] };

function checkMember(evidence: Evidence, member: Member, tallies: Tallies): void {
  const { plan } = evidence;
  const { team, person, asks } = member;
  const end = plan.start + plan.weeks * 7 * DAY_MS;
  const span = { from: plan.start - 14 * DAY_MS, to: end + 70 * DAY_MS, anchor: anchorOf(plan, team) };
  const zone = zoneFor(team.schedule, zoneOf(evidence, member));
  const turns = listTurns(team.schedule, listSlots(team.schedule, span), zone);
  for (const { record } of asks) {
    const inside = turns.some(({ at, until }) => at <= record.at && record.at < until);
    tallies.outside.see(inside ? undefined : `${team.name} asked ${person.name} at ${sayAt(record.at)}, in no window`);
  }
  for (const turn of turns) {
    const own = asks.filter(({ record }) => turn.at <= record.at && record.at < turn.until);
    if (own.length > 0) tallies.once.see(own.length > 1 ? tell(member, turn, `${own.length} times`) : undefined);
    // The first hours of a team that was just set up, and the last before the end, are seen by halves.
    if (turn.at >= plan.start && turn.at < end - HOUR_MS) {
      const verdict = judgeTurn(evidence, { member, turn, own, zone });
      if (verdict) tallies[verdict.row].see(verdict.wrong);
    }
  }
}

/** Who never spoke in Teams has told no zone: the team's counts. */
function zoneOf({ plan }: Evidence, { person, team }: Member): string {
  const lost = person.unreachable && plan.start + person.unreachable.fromDay * DAY_MS <= plan.setUpAt;
  return person.platform === "teams" && lost ? team.schedule.zone : person.zone;
}

type Case = { readonly member: Member; readonly turn: Turn; readonly own: readonly Letter[]; readonly zone: string };

type Verdict = { readonly row: keyof Tallies; readonly wrong?: string | undefined };

/** Undefined where the records cannot tell. */
function judgeTurn(evidence: Evidence, { member, turn, own, zone }: Case): Verdict | undefined {
  const { outage } = evidence.plan;
  const slept = outage.from <= turn.at && turn.at < outage.to;
  const seenAt = slept ? outage.to : turn.at;
  const [first] = own;
  const tellFirst = (how: string) => first && tell(member, turn, `${how}, at ${sayAt(first.record.at)}`);
  if (slept && turn.until <= outage.to) return { row: "missed", wrong: tellFirst("late") };
  const pause = judgePause(evidence, member, turn);
  if (pause === "either") return undefined;
  const at = slept ? findLateHour(member, turn, { at: seenAt, zone }) : turn.at;
  const excuse = pause ?? findExcuse(evidence, member, { turn, seenAt, at });
  if (excuse !== undefined || at === undefined) return { row: "excused", wrong: tellFirst(`though ${excuse}`) };
  // Two of several that an outage delayed fill the week at the same late hour.
  const filledBy = slept ? at : seenAt;
  if (!first && countUnsolicited(evidence, member.person, filledBy) >= MAX_A_WEEK) return { row: "excused" };
  if (!first && isPlaceKept(evidence, member, turn)) return { row: "excused" };
  const row = slept ? "late" : "hour";
  if (!first) return { row, wrong: tell(member, turn, "not at all") };
  const delay = first.record.at - at;
  return { row, wrong: delay >= 0 && delay <= PACE_MS ? undefined : tellFirst(`not at ${sayAt(at)}`) };
}

function findLateHour({ team }: Member, turn: Turn, { at, zone }: { at: number; zone: string }): number | undefined {
  return firstAllowed(team.schedule, { at, zone, hours: at <= turn.at + ON_TIME_MS ? "own" : "reminders" });
}

/** A pause takes the rounds whose team hour lies in it, and the turns that would have come in it. */
function judgePause({ pauses }: Evidence, { team }: Member, { at, teamAt }: Turn): string | undefined {
  for (const { from, to } of pauses.get(team.name) ?? []) {
    if (at < from) continue;
    if (at < to && teamAt >= to) return "either";
    if (at < to || (from <= teamAt && teamAt < to)) return "the team paused";
  }
  return undefined;
}

type Moment = { readonly turn: Turn; readonly seenAt: number; readonly at: number | undefined };

function findExcuse(evidence: Evidence, { person }: Member, { turn, seenAt, at }: Moment): string | undefined {
  if (at === undefined || at >= turn.until) return "no good hour was left";
  const left = evidence.leftAt.get(person.id);
  const lost = person.unreachable && toPeriod(evidence, person.unreachable);
  for (const instant of [seenAt, at]) {
    if (left !== undefined && left <= instant) return "they had left";
    if (isWithin(evidence.away.get(person.id), instant)) return "they were away";
    if (lost && isWithin([lost], instant)) return "they could not be reached";
  }
  return undefined;
}

function toPeriod({ plan }: Evidence, { fromDay, days }: { readonly fromDay: number; readonly days: number }) {
  const from = plan.start + fromDay * DAY_MS;
  return { from, to: from + days * DAY_MS };
}

/** What came within the week, at the same minute too, and greetings that were waiting for their place since the team was set up. */
function countUnsolicited({ letters }: Evidence, person: PersonPlan, at: number): number {
  return letters.filter(({ person: reader, purpose, record }) => {
    if (reader !== person || purpose === "reply") return false;
    return record.at > at + PACE_MS ? purpose === "greeting" : record.at > at - WEEK_MS;
  }).length;
}

/**
 * Whether the week's place went to teams that had waited longer for this member: their questions did come within the week, and one
 * more before them would have made a third message.
 */
function isPlaceKept({ letters }: Evidence, { team, person, asks }: Member, { at }: Turn): boolean {
  const own = lastBefore(asks, at);
  if (own === undefined) return false;
  const mine = letters.filter((letter) => letter.person === person);
  const waited = mine.filter(({ purpose, team: other, record }) => {
    if (purpose !== "ask" || other === team || record.at <= at || record.at >= at + WEEK_MS) return false;
    const theirs = mine.filter((letter) => letter.purpose === "ask" && letter.team === other);
    return (lastBefore(theirs, at) ?? Number.NEGATIVE_INFINITY) < own;
  });
  const earlier = mine.filter(({ purpose, record }) => purpose !== "reply" && record.at <= at);
  return waited.some(({ record }, before) => {
    const counted = earlier.filter((letter) => letter.record.at > record.at - WEEK_MS).length;
    return counted + before + 1 >= MAX_A_WEEK;
  });
}

function lastBefore(letters: readonly Letter[], at: number): number | undefined {
  return letters.findLast(({ record }) => record.at < at)?.record.at;
}

function tell({ team, person }: Member, { slot, at }: Turn, how: string): string {
  return `${team.name}, ${slot.date} ${slot.time} (${sayAt(at)}): ${person.name} was asked ${how}`;
}
