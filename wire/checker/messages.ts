/** Reminders, hours and the number of messages: what every direct message has to keep to. */
import { DAY_MS, HOUR_MS, type PersonPlan, type Wish } from "../plan.ts";
import { isAllowed, listSlots, listTurns, zoneFor } from "./calendar.ts";
import { anchorOf, type Evidence, group, isWithin, type Letter } from "./evidence.ts";
import { createTally, type Row, sayAt } from "./row.ts";

const WEEK_MS = 6.5 * DAY_MS;
const MAX_A_WEEK = 2;
const MOST: Readonly<Record<Wish, number>> = { off: 0, light: 1, standard: 2 };

export function checkReminders(evidence: Evidence): readonly Row[] {
  const finished = createTally("no reminder after finishing");
  const wish = createTally("no reminder beyond the member's wish");
  const absent = createTally("no reminder while away, after leaving or of an unknown check-in");
  const asked = new Map(
    evidence.letters.flatMap((letter) => (letter.purpose === "ask" ? [[letter.checkInId, letter] as const] : [])),
  );
  const counts = new Map<string, number>();
  for (const { record, person, checkInId = "", purpose } of evidence.letters) {
    if (purpose !== "reminder") continue;
    const nth = (counts.get(checkInId) ?? 0) + 1;
    counts.set(checkInId, nth);
    const what = `${person.name} was reminded at ${sayAt(record.at)}`;
    const done = evidence.finishedAt.get(checkInId);
    finished.see(done !== undefined && done < record.at ? `${what}, done since ${sayAt(done)}` : undefined);
    const level = wishAt(evidence, person, record.at);
    wish.see(nth > MOST[level] ? `${what} for the ${nth}. time, wanting ${level}` : undefined);
    const left = evidence.leftAt.get(person.id);
    const gone = isWithin(evidence.away.get(person.id), record.at) || (left !== undefined && left <= record.at);
    absent.see(gone || !asked.has(checkInId) ? what : undefined);
  }
  return [finished.row(), wish.row(), absent.row()];
}

function wishAt({ wishes }: Evidence, { id }: PersonPlan, at: number): Wish {
  return wishes.get(id)?.findLast((wish) => wish.at <= at)?.level ?? "light";
}

/** Asked at the hour that the team chose; everything else, and what comes late, in working hours by the reader's clock. */
export function checkHours(evidence: Evidence): readonly Row[] {
  const { plan } = evidence;
  const hours = createTally("nothing outside of working hours, days off and quiet hours kept");
  const turnsOf = new Map<string, readonly number[]>();
  for (const { record, person, purpose, team: named } of evidence.letters) {
    const team = named ?? plan.teams.find(({ members }) => members.includes(person.id));
    // Greetings go out by the schedule of the first form, before the second one changed it.
    if (!team || purpose === "reply" || record.at < plan.setUpAt + HOUR_MS) continue;
    const zone = zoneFor(team.schedule, zoneAsKnown(evidence, person, team.schedule.zone));
    const key = `${team.name} ${zone}`;
    const span = {
      from: plan.start - 14 * DAY_MS,
      to: plan.start + (plan.weeks + 10) * 7 * DAY_MS,
      anchor: anchorOf(plan, team),
    };
    const due = turnsOf.get(key) ?? listTurns(team.schedule, listSlots(team.schedule, span), zone).map(({ at }) => at);
    turnsOf.set(key, due);
    const onTime = purpose === "ask" && due.some((at) => at <= record.at && record.at <= at + HOUR_MS);
    const fits = isAllowed(team.schedule, { at: record.at, zone, hours: onTime ? "own" : "reminders" });
    hours.see(fits ? undefined : `${team.name}: ${purpose} to ${person.name} (${zone}) at ${sayAt(record.at)}`);
  }
  return [hours.row()];
}

function zoneAsKnown({ plan }: Evidence, { platform, unreachable, zone }: PersonPlan, ofTeam: string): string {
  const lost = unreachable && plan.start + unreachable.fromDay * DAY_MS <= plan.setUpAt;
  return platform === "teams" && lost ? ofTeam : zone;
}

export function checkQuiet(evidence: Evidence): readonly Row[] {
  const few = createTally("at most two unsolicited messages a member and week");
  const byPerson = group(evidence.letters, (letter) => (isCounted(evidence, letter) ? [letter.person.id, letter] : undefined));
  for (const letters of byPerson.values()) {
    for (const [index, { record, person }] of letters.entries()) {
      const before = letters[index - MAX_A_WEEK];
      const crowded = before !== undefined && record.at - before.record.at < WEEK_MS;
      few.see(crowded ? `${person.name} got a third message within the week at ${sayAt(record.at)}` : undefined);
    }
  }
  return [few.row(), checkRosterNews(evidence)];
}

/** It tells people what they have a right to know, so it is none of the two; nobody gets it more often than once a day. */
function checkRosterNews({ letters }: Evidence): Row {
  const once = createTally("at most one message a day about who is in a team");
  const byPerson = group(letters, (letter) => (letter.purpose === "roster" ? [letter.person.id, letter] : undefined));
  for (const news of byPerson.values()) {
    for (const [index, { record, person }] of news.entries()) {
      const before = news[index - 1];
      const crowded = before !== undefined && record.at - before.record.at < DAY_MS;
      once.see(crowded ? `${person.name} was told twice within a day of a roster, at ${sayAt(record.at)}` : undefined);
    }
  }
  return once.row();
}

/** Who wants both reminders asked for the first of them. */
function isCounted(evidence: Evidence, { purpose, person, record }: Letter): boolean {
  if (purpose === "reply" || purpose === "roster") return false;
  return purpose !== "reminder" || wishAt(evidence, person, record.at) !== "standard";
}
