/**
 * How a workspace goes on after its platform told several conversations to wait: that is meant for the whole workspace, so
 * one message goes first, and twice as many after each that was taken, until nothing holds the workspace back any more.
 */
import type { LaneOfWorkspace } from "../app/ports/outbox-store.ts";

/** Which workspaces go on slowly. */
export interface Resumption {
  /** How many sends of the workspace may be under way at once; infinite where nothing holds it back. */
  mostOf(workspaceId: string): number;
  /** A lane was told to wait. Returns whether the whole workspace has to wait with it. */
  noteLimited(lane: LaneOfWorkspace): boolean;
  /** A message of the workspace was taken. */
  noteSent(workspaceId: string): void;
}

/** So many conversations in a row, with nothing taken in between, mean the workspace. */
const LANES_THAT_MEAN_ALL = 3;
/** With so many at once, the platforms' rates are all that holds the workspace back. */
const AS_EVER = 32;

/** Creates it with nothing held back. */
export function createResumption(): Resumption {
  const limited = new Map<string, Set<string>>();
  const most = new Map<string, number>();
  return {
    mostOf: (id) => most.get(id) ?? Number.POSITIVE_INFINITY,
    noteLimited({ workspaceId, lane }) {
      const lanes = limited.get(workspaceId) ?? new Set<string>();
      limited.set(workspaceId, lanes.add(lane));
      const isAll = lanes.size >= LANES_THAT_MEAN_ALL || most.has(workspaceId);
      if (isAll) most.set(workspaceId, 1);
      return isAll;
    },
    noteSent(id) {
      limited.delete(id);
      const next = (most.get(id) ?? AS_EVER) * 2;
      if (next >= AS_EVER) most.delete(id);
      else most.set(id, next);
    },
  };
}
