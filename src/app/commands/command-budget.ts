/**
 * How many commands a member and a workspace may ask for in a while, so that nobody stops the others. Presses on check-ins,
 * forms and free text cost nothing. It is kept in the process and forgotten with it.
 */
import type { CommandWord } from "../../message/command-word.ts";

type Bucket = { readonly holds: number; readonly perSecond: number };

/** What a member and a workspace may spend at once, and how fast it comes back. */
export const COMMAND_BUDGETS = {
  member: { holds: 40, perSecond: 1 },
  workspace: { holds: 2_000, perSecond: 100 },
} as const satisfies Readonly<Record<string, Bucket>>;

/** What a command costs; those that are not listed cost 1. */
const COSTS: Readonly<Partial<Record<CommandWord, number>>> = { help: 0, status: 2, why: 2, gate: 2, export: 3, overview: 10 };

/** Buckets are looked through for those that are full again when there are so many. */
const SWEPT_AT = 10_000;

/** Who asks for which command; the word is undefined where it is none that there is. */
type CommandAsked = {
  readonly workspaceId: string;
  readonly platformUserId: string;
  readonly word: CommandWord | undefined;
};

/** The budgets of everybody who asks for commands. */
export interface CommandBudget {
  /** Spends what the command costs and returns undefined; returns after how many whole seconds it may be asked again. */
  spend(asked: CommandAsked): number | undefined;
}

/** Creates the budgets, all of them full. `now` gives milliseconds of a clock that never goes back. */
export function createCommandBudget({ now }: { readonly now: () => number }): CommandBudget {
  const members = createBuckets(COMMAND_BUDGETS.member, now);
  const workspaces = createBuckets(COMMAND_BUDGETS.workspace, now);
  return {
    spend({ workspaceId, platformUserId, word }) {
      const cost = (word === undefined ? undefined : COSTS[word]) ?? 1;
      const member = `${workspaceId} ${platformUserId}`;
      const waitMs = Math.max(members.waitMs(member, cost), workspaces.waitMs(workspaceId, cost));
      if (waitMs > 0) return Math.ceil(waitMs / 1_000);
      members.take(member, cost);
      workspaces.take(workspaceId, cost);
      return undefined;
    },
  };
}

function createBuckets({ holds, perSecond }: Bucket, now: () => number) {
  const levels = new Map<string, { level: number; at: number }>();

  function levelOf(key: string): number {
    const known = levels.get(key);
    if (!known) return holds;
    return Math.min(holds, known.level + (Math.max(0, now() - known.at) * perSecond) / 1_000);
  }

  return {
    waitMs: (key: string, cost: number) => Math.max(0, ((cost - levelOf(key)) / perSecond) * 1_000),
    take(key: string, cost: number): void {
      const level = levelOf(key) - cost;
      if (levels.size >= SWEPT_AT) for (const other of levels.keys()) if (levelOf(other) >= holds) levels.delete(other);
      levels.set(key, { level, at: now() });
    },
  };
}
