/** One tick of the bot: handles everything that fell due by now, each in a unit of work of its own. */
import { SpeedboatError } from "../../core/errors.ts";
import type { Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";
import { learnTopics } from "../check-in/topics.ts";
import type { Log } from "../ports/log.ts";
import { reportTrouble } from "../ports/report-trouble.ts";
import type { TeamDraft } from "../ports/team-reader.ts";
import type { Stores, World } from "../ports/world.ts";
import { publishDue } from "../standing/publish.ts";
import { runNudge } from "../steps/run-nudge.ts";
import { askReading } from "../value/ask-reading.ts";
import { draftRoundBeside, draftStandingBeside } from "./draft-team.ts";
import { openDueRounds } from "./open-round.ts";
import { runRound, sealCheckInsInPieces } from "./run-round.ts";
import { runTurn } from "./run-turn.ts";

type RoundCount =
  | "opened"
  | "missed"
  | "asked"
  | "nothing-to-ask"
  | "excused"
  | "reminded"
  | "expired"
  | "closed"
  | "digests"
  | "sealed"
  | "nudged"
  | "readings-asked"
  | "published";

type DueFailure = {
  readonly of: "team" | "turn" | "round" | "reading" | "nudge" | "standing";
  readonly id: string;
  readonly cause: unknown;
};

/** What one tick did, and what failed. */
export type DueReport = {
  readonly counts: Readonly<Partial<Record<RoundCount, number>>>;
  /** What failed is tried again with the next tick; nothing else waited for it. */
  readonly failures: readonly DueFailure[];
};

const BATCH = 50;
/** This many share a commit. A button that is pressed meanwhile waits for these at most. */
const AT_ONCE = 8;
/** The same thing may fall due again within one tick. If it does so more often than this, it is stuck. */
const MAX_TIMES = 3;
const MAX_LOST_RACES = 3;
/** An upgrade makes the standings of all teams due at once; messages that wait go first after so many. */
const MOST_STANDINGS = 500;

const TURN_COUNTS = { ask: "asked", excuse: "excused", remind: "reminded", expire: "expired", miss: "missed" } as const;
const ROUND_COUNTS = { close: "closed", digest: "digests", seal: "sealed" } as const;

/** Options of one tick, for tests, the simulation and an orderly stop. */
export type DueOptions = {
  /** The clock's now unless told otherwise. */
  readonly now?: Instant;
  readonly log?: Log;
  /** Once aborted, nothing more is begun; what is left stays due. */
  readonly signal?: AbortSignal | undefined;
};

/**
 * Opens, asks, reminds, closes, seals and nudges whatever is due by now. It can run in several processes, twice, or after
 * any pause; the cost depends on what is due. A failure is reported and does not stop the rest.
 */
export async function runDueRounds(world: World, { now = world.clock.now(), log, signal }: DueOptions = {}): Promise<DueReport> {
  const counts: Partial<Record<RoundCount, number>> = {};
  const failures: DueFailure[] = [];
  const count = (what: RoundCount, by = 1) => {
    if (by > 0) counts[what] = (counts[what] ?? 0) + by;
  };
  const tick = { world, now, failures, signal };
  await runAll(tick, {
    of: "team",
    list: ({ teams }, limit) => teams.listDue(now, limit),
    async run(work, id) {
      const { opened, missed } = await openDueRounds(work, id);
      return () => {
        count("opened", opened);
        count("missed", missed);
      };
    },
  });
  await runAll(tick, {
    of: "turn",
    list: async ({ turns }, limit) => (await turns.listDue(now, limit)).map(({ id }) => id),
    prepare: (ids) => learnTopicsOf(world, ids),
    async run(work, id) {
      const turn = await work.stores.turns.find(id);
      const done = turn ? await runTurn(work, turn) : "wait";
      return () => {
        if (done !== "wait") count(done === "nothing-to-ask" ? done : TURN_COUNTS[done]);
      };
    },
  });
  await runAll(tick, {
    of: "round",
    list: async ({ rounds }, limit) => (await rounds.listDue(now, limit)).map(({ id }) => id),
    async draft(id) {
      await sealCheckInsInPieces(world, id, now);
      return draftRoundBeside(world, id, now);
    },
    async run(work, id, draft) {
      const round = await work.stores.rounds.find(id);
      const done = round ? await runRound(work, round, draft) : [];
      return () => {
        for (const what of done) count(ROUND_COUNTS[what]);
      };
    },
  });
  await runAll(tick, {
    of: "reading",
    list: ({ kpis }, limit) => kpis.listDue(now, limit),
    async run(work, id) {
      const asked = await askReading(work, id);
      return () => count("readings-asked", asked ? 1 : 0);
    },
  });
  await runAll(tick, {
    of: "nudge",
    list: ({ nudges }, limit) => nudges.listDue(now, limit),
    async run(work, id) {
      const nudged = await runNudge(work, id);
      return () => count("nudged", nudged ? 1 : 0);
    },
  });
  await runAll(tick, {
    of: "standing",
    most: MOST_STANDINGS,
    list: ({ teamStandings }, limit) => teamStandings.listDue(now, limit),
    draft: (id) => draftStandingBeside(world, id, now),
    async run(work, id, draft) {
      const published = await publishDue(work, id, draft);
      return () => count("published", published ? 1 : 0);
    },
  });
  world.onQueued();
  if (Object.keys(counts).length > 0) log?.info({ ...counts }, "rounds went on");
  for (const { of, id, cause } of failures) if (log) reportTrouble(log, cause, { event: "tick", name: of, of: id });
  return { counts, failures };
}

type Tick = {
  readonly world: World;
  readonly now: Instant;
  readonly failures: DueFailure[];
  readonly signal: AbortSignal | undefined;
};

type DueKind = {
  readonly of: DueFailure["of"];
  readonly list: (stores: Stores, limit: number) => Promise<readonly string[]>;
  /** How many are run in one tick at most; the rest stays due for the next one. */
  readonly most?: number;
  /** Done outside a unit of work, before so many are run. Without what it failed to do they take longer. */
  readonly prepare?: (ids: readonly string[]) => Promise<void>;
  /** Does outside a unit of work what would take long in it. What it returns holds as long as nothing else changed. */
  readonly draft?: (id: string) => Promise<TeamDraft | undefined>;
  /** What it returns is called once the unit of work is kept. */
  readonly run: (work: Work, id: string, draft: TeamDraft | undefined) => Promise<() => void>;
};

async function runAll(tick: Tick, { most = Number.POSITIVE_INFINITY, ...kind }: DueKind): Promise<void> {
  const { of, list, prepare } = kind;
  const failed = new Set<string>();
  const times = new Map<string, number>();

  async function runAndNote(id: string): Promise<void> {
    times.set(id, (times.get(id) ?? 0) + 1);
    const cause = (times.get(id) ?? 0) > MAX_TIMES ? new Error("it stays due") : await runOne(tick, id, kind);
    if (cause === undefined) return;
    failed.add(id);
    tick.failures.push({ of, id, cause });
  }

  while (!tick.signal?.aborted && times.size < most) {
    // What failed stays due: it must not fill the batch for ever.
    const due = await tick.world.storage.work((stores) => list(stores, BATCH + failed.size));
    const ids = due.filter((id) => !failed.has(id));
    if (ids.length === 0) return;
    await prepare?.(ids);
    for (let at = 0; at < ids.length && !tick.signal?.aborted; at += AT_ONCE) {
      await Promise.all(ids.slice(at, at + AT_ONCE).map(runAndNote));
    }
  }
}

/** Of the large teams among those whose members are to be asked. */
async function learnTopicsOf(world: World, turnIds: readonly string[]): Promise<void> {
  if (!world.teamReader) return;
  const turns = await world.storage.work(({ turns }) => Promise.all(turnIds.map((id) => turns.find(id))));
  const teamIds = new Set(turns.flatMap((turn) => (turn?.state === "due" ? [turn.teamId] : [])));
  for (const teamId of teamIds) await learnTopics(world, teamId);
}

/** Undefined when it went well. */
async function runOne({ world, now }: Tick, id: string, { draft, run }: DueKind): Promise<unknown> {
  for (let tries = 1; ; tries += 1) {
    try {
      // Whatever keeps changing is done at last without a draft.
      const drafted = tries < MAX_LOST_RACES ? await draft?.(id) : undefined;
      const tell = await world.storage.work((stores) => run({ stores, world, now }, id, drafted));
      tell();
      return undefined;
    } catch (cause) {
      const lost = cause instanceof SpeedboatError && cause.code === "lost-race";
      if (!lost || tries >= MAX_LOST_RACES) return cause;
    }
  }
}
