/** Somebody in three teams gets two questions a week: the checker knows for which teams the places are kept. */
import { describe, expect, it } from "vitest";
import { checkAsks } from "../../wire/checker/asks.ts";
import { gatherEvidence } from "../../wire/checker/evidence.ts";
import { DAY_MS, HOUR_MS, type Plan, planRun } from "../../wire/plan.ts";
import type { ShownRecord } from "../../wire/record.ts";

const START = Date.UTC(2026, 9, 5);
const WEEKDAYS = { "Team 001": 7, "Team 003": 4, "Team 005": 5 } as const;
type TeamName = keyof typeof WEEKDAYS;

/** Three Slack teams that ask every week at 09:00 UTC, with one member in all of them and nobody else. */
function aPlan(): { readonly plan: Plan; readonly person: string; readonly place: string } {
  const drawn = planRun({ seed: 1, teams: 6, weeks: 3, start: START });
  const [person, about] = [...drawn.people].find(([, { platform }]) => platform === "slack") ?? [];
  if (person === undefined || !about) throw new Error("nobody is in Slack");
  const { id, platform, place, name, locale, habit } = about;
  const schedule = { time: "09:00", zone: "UTC", oneZone: true, windowHours: 4, workingDays: [1, 2, 3, 4, 5, 7], holidays: [] };
  const teams = drawn.teams.flatMap(({ pause: _, second: __, ...team }) => {
    const weekday = WEEKDAYS[team.name as TeamName];
    const cadence = { every: "week", weekday } as const;
    return weekday ? [{ ...team, members: [person], leaving: [], schedule: { ...schedule, cadence } }] : [];
  });
  const people = new Map([[person, { id, platform, place, name, zone: "UTC", locale, habit }]]);
  const outage = { from: START + 100 * DAY_MS, to: START + 101 * DAY_MS };
  return { plan: { ...drawn, teams, people, outage }, person, place };
}

/** What breaks the promise that everybody is asked, of the Sunday that ends the second week, 18 October. */
function missedOn18(asked: readonly (readonly [TeamName, number])[]): readonly string[] {
  const { plan, person, place } = aPlan();
  const records = asked.map(([team, day], index): ShownRecord => {
    const at = START + (day - 5) * DAY_MS + 9 * HOUR_MS;
    const walk = { act: "walk", checkInId: `c-${index}`, revision: 1, event: { do: "finish" } } as const;
    const about = { at, platform: "slack", place, message: `m-${index}`, thread: false } as const;
    return { ...about, kind: "shown", how: "post", to: { person }, text: `${team} asks`, actions: [walk] };
  });
  return checkAsks(gatherEvidence(plan, records))
    .flatMap(({ violations }) => violations)
    .filter((each) => each.startsWith("Team 001, 2026-10-18"));
}

const BEFORE = [
  ["Team 003", 8],
  ["Team 005", 9],
  ["Team 001", 11],
] as const;

describe("a member of three teams who is not asked by one of them", () => {
  it("is excused where both places of the week go to the teams that waited longer", () => {
    expect(missedOn18([...BEFORE, ["Team 003", 22], ["Team 005", 23]])).toEqual([]);
  });

  it("should have been asked where one of the places stays empty", () => {
    expect(missedOn18([...BEFORE, ["Team 003", 22]])).toEqual([expect.stringContaining("was asked not at all")]);
  });

  it("should have been asked where this team waited longer than one of the others", () => {
    const lately = [
      ["Team 003", 8],
      ["Team 001", 11],
      ["Team 005", 12],
    ] as const;
    expect(missedOn18([...lately, ["Team 003", 22], ["Team 005", 23]])).toEqual([
      expect.stringContaining("was asked not at all"),
    ]);
  });

  it("should have been asked where the others come only after the week", () => {
    expect(missedOn18([...BEFORE, ["Team 003", 29], ["Team 005", 30]])).toEqual([
      expect.stringContaining("was asked not at all"),
    ]);
  });
});
