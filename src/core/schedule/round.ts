/** One occurrence of a team's cadence, and each member's turn in it, as they are stored. */
import type { Instant } from "../time.ts";

/**
 * A round is open, then closed with its digest posted, then sealed. `missed` means that the program was down for its
 * whole window, so it was never sent.
 */
export type RoundStatus = "open" | "closed" | "sealed" | "missed";

/** One occurrence of a team's cadence, as it is stored. */
export type Round = {
  readonly id: string;
  readonly teamId: string;
  /** Counts from 1 within the team. */
  readonly number: number;
  /** The local date and hour, such as `2026-11-23T09:00`. No two rounds of a team have the same one. */
  readonly slot: string;
  readonly opensAt: Instant;
  /** When the last member's window ends. */
  readonly closesAt: Instant;
  readonly status: RoundStatus;
  readonly closedAt?: Instant;
  readonly digestAt?: Instant;
  readonly sealedAt?: Instant;
  /** When the round has to be closed, told about or sealed next; undefined when nothing is left. */
  readonly nextActionAt?: Instant;
};

/**
 * What became of a member's turn. `due` and `asked` wait for something; every other state is final, though an expired
 * one can still be finished.
 */
export type TurnState =
  | "due"
  | "asked"
  /** Nothing was left to ask: nothing was sent, and it counts as finished. */
  | "nothing-to-ask"
  | "finished"
  | "expired"
  | "missed"
  | "excused";

/** Why a member was not expected to answer in a round. */
export type Excuse = "away" | "holiday" | "paused" | "unreachable" | "message-limit" | "left";

/** One member's part in one round, as it is stored. */
export type Turn = {
  readonly id: string;
  readonly roundId: string;
  readonly teamId: string;
  readonly membershipId: string;
  readonly personId: string;
  /** The instant of the team's hour in the member's zone. */
  readonly dueAt: Instant;
  readonly windowEndsAt: Instant;
  readonly state: TurnState;
  readonly excuse?: Excuse;
  readonly checkInId?: string;
  readonly askedAt?: Instant;
  readonly finishedAt?: Instant;
  readonly remindersSent: number;
  /** When the member has to be asked, reminded or given up next; undefined when nothing is left. */
  readonly nextActionAt?: Instant;
};

/** Something to do for a round now. */
export type RoundDecision =
  /** All are finished, excused or had nothing to be asked, or the last window ended: its standing is kept. */
  { readonly do: "close" } | { readonly do: "digest" } | { readonly do: "seal" };
