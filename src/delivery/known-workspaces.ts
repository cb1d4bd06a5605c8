/** Workspaces that delivery met since the start, each under its platform's limits. Which platform one is on never changes. */
import type { Urgency } from "../app/ports/outbox-store.ts";
import type { Platform, Workspace } from "../core/team.ts";
import type { SendLimits } from "./limits.ts";
import type { PacedLane } from "./pacing.ts";

/** The workspaces that delivery has met since the start, with their platform's limits. */
export interface KnownWorkspaces {
  /** From the database where it was not met yet. */
  find(id: string): Promise<Workspace | undefined>;
  /** Undefined where it was not met yet. */
  get(id: string): Workspace | undefined;
  remember(workspace: Workspace): void;
  limitsOf(workspace: Workspace): SendLimits;
  placeOf(workspace: Workspace, about: { readonly lane: string; readonly urgency: Urgency }): PacedLane;
}

/** Creates the list. `look` reads a workspace from the database that was not met yet. */
export function createKnownWorkspaces(
  limits: Readonly<Record<Platform, SendLimits>>,
  look: (id: string) => Promise<Workspace | undefined>,
): KnownWorkspaces {
  const known = new Map<string, Workspace>();
  const limitsOf = ({ platform }: Workspace): SendLimits => limits[platform];
  return {
    async find(id) {
      const found = known.get(id) ?? (await look(id));
      if (found) known.set(id, found);
      return found;
    },
    get: (id) => known.get(id),
    remember: (workspace) => void known.set(workspace.id, workspace),
    limitsOf,
    placeOf: (workspace, { lane, urgency }) => ({
      workspaceId: workspace.id,
      lane,
      limits: limitsOf(workspace),
      isWaitedFor: urgency === "waiting",
    }),
  };
}
