/** How often Teams may be called for one tenant, as data: 50 calls a second, whatever they do; a part of it for people who wait. */
import type { CallLimits } from "../pace/call-budget.ts";

/** What is called; what Teams says of waiting counts for one of these. A post's own conversation is held by delivery instead. */
export type TeamsMethod = "post" | "edit" | "remove" | "open-direct" | "list-members" | "list-channels";

const LIMITS: CallLimits = {
  group: "all",
  all: [{ amount: 50, perMs: 1_000 }],
  bulk: [{ amount: 46, perMs: 1_000 }],
};

/** The limits of a call: all calls count together. */
export function limitsOfTeams(): CallLimits {
  return LIMITS;
}
