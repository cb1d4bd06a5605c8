/** Stores the value ledger: goals, KPIs, readings, who is asked for one, and the goal owners' confirmations. */
import type { Instant, LocalDate } from "../../core/time.ts";
import type { Goal, Kpi, Reading, ValueConfirmation } from "../../core/value/kpi.ts";

/** Stores the goals of each team. */
export interface GoalStore {
  find(id: string): Promise<Goal | undefined>;
  /** Oldest first, the retired ones included. */
  listOfTeam(teamId: string): Promise<readonly Goal[]>;
  /** The goals that this person owns, over all teams; the oldest first, the retired ones included. */
  listOfOwner(personId: string): Promise<readonly Goal[]>;
  /** Inserts, or updates where the stored revision is one less; otherwise `lost-race`. */
  save(goal: Goal): Promise<void>;
}

/** Stores the KPIs of each team, and when each one's reader is asked next. */
export interface KpiStore {
  find(id: string): Promise<Kpi | undefined>;
  /** Oldest first, the retired ones included. */
  listOfTeam(teamId: string): Promise<readonly Kpi[]>;
  /** The KPIs whose reader this person is, over all teams. */
  listOfReader(personId: string): Promise<readonly Kpi[]>;
  /** Inserts, or updates where the stored revision is one less; otherwise `lost-race`. The next question stays as planned. */
  save(kpi: Kpi): Promise<void>;
  /** Plans when the reader is asked next; undefined: not at all. */
  setNextAskAt(kpiId: string, at: Instant | undefined): Promise<void>;
  nextAskAt(kpiId: string): Promise<Instant | undefined>;
  /** The ids of KPIs whose reader is to be asked by now, the longest due first. */
  listDue(now: Instant, limit: number): Promise<readonly string[]>;
}

/** A question for a number that was sent to somebody and that a typed number can answer. */
export type ReadingAsk = {
  readonly id: string;
  readonly kpiId: string;
  readonly personId: string;
  /** The workspace in which the person was asked. */
  readonly workspaceId: string;
  /** The day that the number is asked for, in the reader's zone. */
  readonly on: LocalDate;
  readonly askedAt: Instant;
};

/** Stores the numbers that were read. A stored number never changes; only what took its place is noted. */
export interface ReadingStore {
  find(id: string): Promise<Reading | undefined>;
  listOfKpi(kpiId: string): Promise<readonly Reading[]>;
  listOfTeam(teamId: string): Promise<readonly Reading[]>;
  /** How many readings this person typed, over all teams. */
  countOfAuthor(personId: string): Promise<number>;
  /** Adds a reading. A second one with the same id throws `lost-race`. */
  add(teamId: string, reading: Reading): Promise<void>;
  /** Notes that a reading no longer counts. Throws `lost-race` when that is noted already. */
  retire(id: string, how: { readonly supersededBy: string } | { readonly withdrawnAt: Instant }): Promise<void>;
  addAsk(ask: ReadingAsk): Promise<void>;
  /** The questions to this person that wait for a number, newest first. */
  listAsksOf(personId: string): Promise<readonly ReadingAsk[]>;
  /** The question about a KPI that waits for a number. */
  findAsk(kpiId: string): Promise<ReadingAsk | undefined>;
  /** Ends the question about a KPI, if one waits. */
  endAsk(kpiId: string): Promise<void>;
}

/** Stores the goal owners' confirmations. They are only ever added. */
export interface ValueConfirmationStore {
  listOfTeam(teamId: string): Promise<readonly ValueConfirmation[]>;
  add(teamId: string, confirmation: ValueConfirmation): Promise<void>;
}
