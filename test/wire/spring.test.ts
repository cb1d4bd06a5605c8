/** Short runs over the wire around the clock changes of spring, with teams that chose an hour which some clock then skips or shows twice. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkRun } from "../../wire/checker/check.ts";
import { HOUR_MS, type Plan, planRun, type TeamPlan } from "../../wire/plan.ts";
import { runWire } from "../../wire/run.ts";
import { instantOf, wallAt } from "../../wire/wall-clock.ts";

/** Four weeks hold 14 March (North America, Cuba), 28 March (Europe, Lebanon) and 4 April 2027 (Lord Howe, where autumn begins). */
const START = Date.UTC(2027, 2, 8);
const SUNDAYS = ["2027-03-14", "2027-03-21", "2027-03-28", "2027-04-04"];

function planSpring(seed: number, keep: (team: TeamPlan) => boolean): Plan {
  const plan = planRun({ seed, teams: 4, weeks: 4, start: START });
  const teams = plan.teams.filter(keep);
  const ids = new Set(teams.flatMap(({ members }) => members));
  return { ...plan, teams, people: new Map([...plan.people].filter(([id]) => ids.has(id))) };
}

/** Whose clock skips the team's hour on which Sunday, or shows it twice. */
function listOddHours({ teams, people }: Plan): readonly string[] {
  const odd = teams.filter(isOnSundays).flatMap(({ members, schedule: { time } }) =>
    members.flatMap((id) => {
      const zone = people.get(id)?.zone ?? "UTC";
      return SUNDAYS.flatMap((date) => {
        const at = instantOf({ date, time }, zone);
        if (wallAt(at, zone).time !== time) return [`${zone} skips ${time} on ${date}`];
        const again = [HOUR_MS / 2, HOUR_MS].some((later) => wallAt(at + later, zone).time === time);
        return again ? [`${zone} shows ${time} twice on ${date}`] : [];
      });
    }),
  );
  return [...new Set(odd)].sort();
}

function isOnSundays({ schedule: { cadence } }: TeamPlan): boolean {
  return "weekday" in cadence && cadence.weekday === 7;
}

describe("a run over the wire in spring", () => {
  it.each([
    {
      seed: 190,
      who: "four teams on both platforms",
      keep: () => true,
      odd: [
        "America/Chicago skips 02:30 on 2027-03-14",
        "America/Los_Angeles skips 02:30 on 2027-03-14",
        "America/New_York skips 02:30 on 2027-03-14",
        "Europe/Berlin skips 02:30 on 2027-03-28",
      ],
    },
    {
      seed: 311,
      who: "a team at half past midnight",
      keep: isOnSundays,
      odd: ["America/Havana skips 00:30 on 2027-03-14", "Asia/Beirut skips 00:30 on 2027-03-28"],
    },
    {
      seed: 1059,
      who: "a team at half past one",
      keep: isOnSundays,
      odd: ["Australia/Lord_Howe shows 01:30 twice on 2027-04-04", "Europe/London skips 01:30 on 2027-03-28"],
    },
  ])(
    "breaks no promise to $who",
    async ({ seed, keep, odd }) => {
      const plan = planSpring(seed, keep);
      expect(listOddHours(plan)).toEqual(odd);
      const run = await runWire({ plan, root: join(import.meta.dirname, "../..") });
      const rows = checkRun(plan, run.records);
      expect(rows.flatMap(({ violations }) => violations)).toEqual([]);
      expect(run.complaints).toEqual([]);
      const onTime = rows.find(({ property }) => property === "asked exactly once, at the team's hour in their zone");
      expect(onTime?.checked).toBeGreaterThan(20);
    },
    400_000,
  );
});
