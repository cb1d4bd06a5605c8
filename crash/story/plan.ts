/** What a story's seed decides: who there is, and of each life how it ends, what the platforms do meanwhile, how the clock goes. */
import type { Trouble } from "../../fakes/trouble.ts";
import { createChance } from "../../src/simulation/chance.ts";
import { DAY_MS, type Plan, planRun } from "../../wire/plan.ts";
import type { Fate, Point } from "../program/points.ts";

/** How a life ends: at a named point, or by a kill so long after its start, or after so many deeds. */
export type End =
  | { readonly by: "point"; readonly fate: Fate }
  | { readonly by: "moment"; readonly deeds: number; readonly afterMs: number }
  | { readonly by: "start"; readonly afterMs: number };

/** A command of the administrator that is killed while it runs. */
export type Errand = { readonly does: "backup" | "export" | "restore"; readonly fate: Fate };

/** One life of the program. */
export type LifePlan = {
  readonly end: End;
  /** What goes wrong with every so many-th call to the platforms; undefined where all goes well. */
  readonly trouble: { readonly kind: Trouble; readonly every: number } | undefined;
  /** So long the program was away before this life. */
  readonly awayMs: number;
  /** `backup` and `export` run beside this life, `restore` before it. */
  readonly errand: Errand | undefined;
};

/** A story of one seed. */
export type StoryPlan = { readonly seed: number; readonly people: Plan; readonly lives: readonly LifePlan[] };

/** How often each point is passed in a life, about. */
const POINTS: Readonly<Record<Exclude<Point, "migration" | "file">, number>> = {
  statement: 400,
  "before-commit": 60,
  "after-commit": 60,
  "before-ack": 30,
  "after-ack": 30,
  "before-send": 30,
  "after-send": 30,
};

const TROUBLES: readonly Trouble[] = [
  { status: 503 },
  { status: 429, retryAfter: 2 },
  { hang: true },
  { drop: true },
  { acceptThen: "drop" },
  { acceptThen: 503 },
  { delayMs: 700 },
  { error: "internal_error", status: 500 },
];

/** So many a platform; one of them in four forgets themselves at last. */
const TEAMS = 2;
/** A lease on what was being sent is over by then. */
const SHORT_AWAY_MS = 75_000;

/** The same seed gives the same plan. `kills`: how many lives end by one. */
export function planStory(seed: number, kills: number): StoryPlan {
  const chance = createChance(seed);
  const start = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const people = planRun({ seed, teams: TEAMS, weeks: 1, start });
  return {
    seed,
    people: {
      ...people,
      people: new Map(
        [...people.people].map(([id, { unreachable: _, ...person }]) => [id, { ...person, locale: "en" as const }]),
      ),
      teams: people.teams.map((team) => ({
        ...team,
        questions: 5,
        schedule: { ...team.schedule, cadence: { every: "week" as const, weekday: 1 }, windowHours: 24, oneZone: true },
      })),
    },
    lives: Array.from({ length: kills }, (_, nth) => planLife((about) => chance(nth, about), nth)),
  };
}

function planLife(draw: (about: string) => number, nth: number): LifePlan {
  const far = draw("far") < 0.25;
  const isTroubled = nth > 1 && draw("troubled") < 0.5;
  const does = pick(["backup", "export", "restore"] as const, draw("does"));
  const passes = 1 + Math.floor(draw("errand") * (does === "restore" ? 8 : 5));
  const point = does === "backup" || does === "restore" ? "file" : "statement";
  return {
    end: nth === 0 ? dieAt("migration", 1 + Math.floor(draw("migration") * 11)) : planEnd(draw),
    trouble: isTroubled ? { kind: pick(TROUBLES, draw("trouble")), every: pick([1, 2, 3], draw("every")) } : undefined,
    awayMs: nth === 0 ? 0 : SHORT_AWAY_MS + (far ? Math.floor(draw("days") * 3 * DAY_MS) : 0),
    errand: nth > 2 && draw("errands") < 0.2 ? { does, fate: { point, passes, from: "start" as const } } : undefined,
  };
}

function planEnd(draw: (about: string) => number): End {
  const kind = draw("end");
  if (kind < 0.08) return { by: "start", afterMs: 50 + Math.floor(draw("after") * 900) };
  if (kind < 0.4) return { by: "moment", deeds: 1 + Math.floor(draw("deeds") * 60), afterMs: Math.floor(draw("after") * 150) };
  const [point, often] = pick(Object.entries(POINTS) as [keyof typeof POINTS, number][], draw("point"));
  return dieAt(point, 1 + Math.floor(draw("passes") * often), draw("from") < 0.75 ? "acting" : "start");
}

function dieAt(point: Point, passes: number, from: Fate["from"] = "start"): End {
  return { by: "point", fate: { point, passes, from } };
}

function pick<T>(items: readonly T[], chance: number): T {
  const item = items[Math.floor(chance * items.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}
