/** Whose turn it is among workspaces: those in which somebody waits at the screen first, then whoever was served longest ago. */
import type { DueWorkspace } from "../app/ports/outbox-store.ts";

/** The turns of all workspaces since the start. */
export interface Turns {
  /** The same workspaces in the order of their turns. */
  order(due: readonly DueWorkspace[]): readonly DueWorkspace[];
  /** How many of the workspace were taken since the start. */
  takenOf(workspaceId: string): number;
  /** So many of the workspace were taken; nothing changes for none. */
  note(workspaceId: string, taken: number): void;
}

type Served = { readonly at: number; readonly taken: number };

/** Creates the turns, with nobody served yet. */
export function createTurns(): Turns {
  const served = new Map<string, Served>();
  let turn = 0;
  const lastOf = (id: string): number => served.get(id)?.at ?? 0;
  return {
    order: (due) =>
      [...due].sort(
        (left, right) =>
          Number(right.urgency === "waiting") - Number(left.urgency === "waiting") || lastOf(left.id) - lastOf(right.id),
      ),
    takenOf: (id) => served.get(id)?.taken ?? 0,
    note(id, taken) {
      if (taken === 0) return;
      turn += 1;
      served.set(id, { at: turn, taken: (served.get(id)?.taken ?? 0) + taken });
    },
  };
}
