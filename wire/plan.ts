/** The seed's input: teams, their schedules and their people with what they will do. The checker knows this and no more. */
import { CAST } from "../src/simulation/cast.ts";
import { type Chance, createChance } from "../src/simulation/chance.ts";

export type PlatformName = "slack" | "teams";
export type Cadence =
  | { readonly every: "week" | "two-weeks"; readonly weekday: number }
  | { readonly every: "month"; readonly weekday: number }
  /** By a cron expression: on these days of the month. */
  | { readonly every: "cron"; readonly days: readonly number[] };

export type SchedulePlan = {
  readonly cadence: Cadence;
  readonly time: string;
  readonly zone: string;
  readonly oneZone: boolean;
  readonly windowHours: number;
  readonly workingDays: readonly number[];
  readonly holidays: readonly string[];
  readonly quiet?: { readonly from: string; readonly to: string };
};

export type Wish = "off" | "light" | "standard";
/** `from` on, by the day of the run that begins then, 0 the first; `days` long. */
type Span = { readonly fromDay: number; readonly days: number };

/** How somebody takes to check-ins. */
export type Habit = "prompt" | "late" | "changing" | "silent";

export type PersonPlan = {
  readonly id: string;
  readonly platform: PlatformName;
  /** The workspace or tenant. */
  readonly place: string;
  readonly name: string;
  readonly zone: string;
  readonly locale: "en" | "zh-CN";
  readonly habit: Habit;
  /** Told by command, some days into the run; light until then. */
  readonly wish?: { readonly level: Wish; readonly onDay: number };
  readonly away?: Span;
  readonly unreachable?: Span;
};

export type TeamPlan = {
  readonly name: string;
  readonly platform: PlatformName;
  readonly place: string;
  /** Which of the run's bots serves it: its workspace belongs to that one alone. */
  readonly bot: number;
  readonly channel: string;
  readonly schedule: SchedulePlan;
  readonly questions: number;
  readonly locale: "en" | "zh-CN";
  readonly lead: string;
  /** By person id, the lead too. */
  readonly members: readonly string[];
  readonly leaving: readonly { readonly person: string; readonly onDay: number }[];
  readonly pause?: Span;
  /** Where a linked team is at home on the other platform; some of its members are there. */
  readonly second?: SecondHome;
};

/** The side of a linked team that used the code. */
export type SecondHome = Pick<TeamPlan, "platform" | "place" | "channel" | "lead">;

type Outage = { readonly from: number; readonly to: number };

export type Plan = {
  readonly seed: number;
  /** Monday, 00:00 UTC. */
  readonly start: number;
  readonly weeks: number;
  /** Teams are set up three days before the start. */
  readonly setUpAt: number;
  readonly outage: Outage;
  /** Each a process of its own with a database of its own. */
  readonly bots: number;
  readonly teams: readonly TeamPlan[];
  readonly people: ReadonlyMap<string, PersonPlan>;
};

export type PlanOptions = {
  readonly seed: number;
  readonly teams: number;
  readonly weeks: number;
  readonly start?: number;
  readonly bots?: number;
  /** How many teams are linked with one of the other platform, at most half of them; each pair becomes one team. */
  readonly linked?: number;
};

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const MEMBERS = 8;

/** 5 October 2026: 26 weeks from here Europe and North America both put their clocks back and forward again. */
const DEFAULT_START = Date.UTC(2026, 9, 5);
const OUTAGE_HOURS = 9;
const TENANTS_A_BOT = 4;

export const ZONES = [
  "Europe/Berlin",
  "Europe/London",
  "Asia/Beirut",
  "America/New_York",
  "America/Chicago",
  "America/Los_Angeles",
  "America/Havana",
  "America/Sao_Paulo",
  "Asia/Shanghai",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
] as const;

/** Hours that some clock of these zones skips or shows twice, on Sundays. */
const ODD_HOURS = ["02:30", "01:30", "00:30", "02:00"] as const;
const HOURS = ["08:00", "09:00", "09:00", "09:30", "10:00", "11:15", "14:00", "16:30"] as const;
const WINDOWS = [4, 8, 24, 48, 48, 72, 120] as const;

export function planRun({ seed, teams, weeks, start = DEFAULT_START, bots = 1, linked = 0 }: PlanOptions): Plan {
  const chance = createChance(seed);
  const days = weeks * 7;
  const people = new Map<string, PersonPlan>();
  const planned = Array.from({ length: teams }, (_, index) => planTeam({ index, bots, chance, days, people }));
  // A Monday in the middle: the day on which most are asked.
  const from = start + Math.floor(weeks / 2) * 7 * DAY_MS + 5 * HOUR_MS;
  return {
    seed,
    start,
    weeks,
    setUpAt: start - 3 * DAY_MS + 12 * HOUR_MS,
    outage: { from, to: from + OUTAGE_HOURS * HOUR_MS },
    bots,
    teams: linkPairs(addRoamers(planned, people, chance), linked),
    people,
  };
}

/** What one of the bots has to do with. */
export function planOfBot(plan: Plan, bot: number): Plan {
  const teams = plan.teams.filter((team) => team.bot === bot);
  const ids = new Set(teams.flatMap(({ members }) => members));
  return { ...plan, teams, people: new Map([...plan.people].filter(([id]) => ids.has(id))) };
}

type Planning = {
  readonly index: number;
  readonly bots: number;
  readonly chance: Chance;
  readonly days: number;
  readonly people: Map<string, PersonPlan>;
};

function planTeam({ index, bots, chance, days, people }: Planning): TeamPlan {
  const name = `Team ${String(index + 1).padStart(3, "0")}`;
  const draw = (...about: readonly (string | number)[]) => chance(name, ...about);
  const platform: PlatformName = index % 2 === 0 ? "slack" : "teams";
  const pair = Math.floor(index / 2);
  const bot = pair % bots;
  const place =
    platform === "slack" ? `T${bot + 1}` : nameTenant(bot * TENANTS_A_BOT + (Math.floor(pair / bots) % TENANTS_A_BOT));
  const members = Array.from({ length: MEMBERS }, (_, nth) => {
    const person = planPerson({ index, nth, draw, days, platform, place });
    people.set(person.id, person);
    return person.id;
  });
  const [lead = "", ...others] = members;
  const leaving = others.flatMap((person) =>
    draw(person, "leaves") < 0.04 && !people.get(person)?.unreachable
      ? [{ person, onDay: pickDay(draw(person, "day"), days) }]
      : [],
  );
  return {
    name,
    platform,
    place,
    bot,
    channel: platform === "slack" ? `C${pad(index)}` : `19:${pad(index)}@thread.tacv2`,
    schedule: planSchedule(draw, index),
    questions: pick([1, 1, 1, 1, 1, 1, 1, 2, 2, 5], draw("questions")),
    locale: draw("locale") < 0.3 ? "zh-CN" : "en",
    lead,
    members,
    leaving,
    ...(draw("pause") < 0.15 && {
      pause: { fromDay: pickDay(draw("pause day"), days), days: pick([7, 14, 21], draw("pause days")) },
    }),
  };
}

function nameTenant(count: number): string {
  return `${pad(count).padStart(8, "1")}-1111-4111-8111-111111111111`;
}

type Draw = (...about: readonly (string | number)[]) => number;

function planSchedule(draw: Draw, index: number): SchedulePlan {
  const zone = pick(ZONES, draw("zone"));
  const odd = index % 10 === 3;
  const cadence: Cadence = odd ? { every: "week", weekday: 7 } : planCadence(draw);
  const ownDay = "weekday" in cadence ? [cadence.weekday] : [];
  const week = draw("week") < 0.12 ? [1, 2, 3, 4, 7] : [1, 2, 3, 4, 5];
  const quiet = !odd && draw("quiet") < 0.25;
  return {
    cadence,
    time: odd ? pick(ODD_HOURS, draw("odd hour")) : pick(HOURS, draw("hour")),
    zone,
    oneZone: draw("one zone") < 0.15,
    windowHours: odd ? pick([24, 48], draw("window")) : pick(WINDOWS, draw("window")),
    workingDays: [...new Set([...week, ...ownDay])].sort(),
    holidays:
      draw("holidays") < 0.4
        ? ["2026-10-12", "2026-10-26", "2026-11-02", "2026-11-26", "2026-12-25", "2027-01-01", "2027-02-17"]
        : [],
    ...(quiet && { quiet: { from: "20:00", to: "07:30" } }),
  };
}

function planCadence(draw: Draw): Cadence {
  const kind = draw("cadence");
  const weekday = pick([1, 1, 1, 2, 3, 4, 5], draw("weekday"));
  if (kind < 0.1) return { every: "week", weekday };
  if (kind < 0.35) return { every: "two-weeks", weekday };
  return kind < 0.8 ? { every: "month", weekday } : { every: "cron", days: [1, 15] };
}

type PersonPlanning = {
  readonly index: number;
  readonly nth: number;
  readonly draw: Draw;
  readonly days: number;
  readonly platform: PlatformName;
  readonly place: string;
};

function planPerson({ index, nth, draw: drawOfTeam, days, platform, place }: PersonPlanning): PersonPlan {
  const number = pad(index * MEMBERS + nth);
  const draw = (about: string) => drawOfTeam(number, about);
  const isLead = nth === 0;
  const wish = draw("wish");
  const unreachable = draw("unreachable");
  const weeks = pick([1, 2, 4], draw("away weeks"));
  return {
    id: platform === "slack" ? `U${number}` : `00000000-0000-4000-8000-0000000${number}`,
    platform,
    place,
    name: `${pick(CAST, draw("name")).name}-${number}`,
    zone: pick(ZONES, draw("zone")),
    locale: draw("locale") < 0.3 ? "zh-CN" : "en",
    habit: pick(["prompt", "prompt", "prompt", "late", "changing", "silent"] as const, draw("habit")),
    ...(wish < 0.35 && {
      wish: {
        level: wish < 0.17 ? ("off" as const) : ("standard" as const),
        onDay: pickDay(draw("wish day"), Math.ceil(days / 3)),
      },
    }),
    ...(draw("away") < 0.15 && { away: { fromDay: pickDay(draw("away day"), days), days: weeks * 7 } }),
    ...(!isLead && unreachable < 0.05 && { unreachable: planSilence(draw, days) }),
  };
}

/** From the beginning to the end, or for some weeks. */
function planSilence(draw: (about: string) => number, days: number): Span {
  if (draw("for good") < 0.4) return { fromDay: -30, days: days + 60 };
  return { fromDay: pickDay(draw("lost on"), days), days: pick([7, 21], draw("lost for")) };
}

/** Some belong to three teams of their workspace, so that two messages a week are too few for them. */
function addRoamers(teams: readonly TeamPlan[], people: ReadonlyMap<string, PersonPlan>, chance: Chance): readonly TeamPlan[] {
  const roaming = [...people.values()].filter(
    ({ id }) =>
      chance(id, "roams") < 0.04 &&
      !teams.some(({ lead, leaving }) => lead === id || leaving.some(({ person }) => person === id)),
  );
  const additions = new Map<string, string[]>();
  for (const { id, place } of roaming) {
    const home = teams.findIndex(({ members }) => members.includes(id));
    const others = [...teams.slice(home + 1), ...teams.slice(0, home)].filter((team) => team.place === place).slice(0, 2);
    for (const { name } of others) additions.set(name, [...(additions.get(name) ?? []), id]);
  }
  return teams.map((team) => ({ ...team, members: [...team.members, ...(additions.get(team.name) ?? [])] }));
}

/** In Teams the owner, in Slack the second home: a pair has one bot. */
function linkPairs(teams: readonly TeamPlan[], pairs: number): readonly TeamPlan[] {
  return teams.flatMap((team, index) => {
    const isSlack = index % 2 === 0;
    const other = teams[isSlack ? index + 1 : index - 1];
    if (index >= pairs * 2 || !other) return [team];
    return isSlack ? [] : [linkWith(team, other)];
  });
}

function linkWith(owner: TeamPlan, { platform, place, channel, lead, members, leaving }: TeamPlan): TeamPlan {
  return {
    ...owner,
    members: [...new Set([...owner.members, ...members])],
    leaving: [...owner.leaving, ...leaving],
    second: { platform, place, channel, lead },
  };
}

/** The workspaces in which the team is at home, the owning one first. */
export function listHomes(team: TeamPlan): readonly SecondHome[] {
  return team.second ? [team, team.second] : [team];
}

function pick<T>(items: readonly [T, ...T[]] | readonly T[], chance: number): T {
  const item = items[Math.floor(chance * items.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

/** Not in the first three days. */
function pickDay(chance: number, days: number): number {
  return 3 + Math.floor(chance * Math.max(1, days - 3));
}

function pad(number: number): string {
  return String(number).padStart(5, "0");
}
