/** Stores the next steps that somebody took on or was offered. */
import type { Step } from "../../core/next-steps/step.ts";

/** Stores next steps. Writing an outdated revision throws `lost-race`. */
export interface StepStore {
  find(id: string): Promise<Step | undefined>;
  listOfTeam(teamId: string): Promise<readonly Step[]>;
  listOfOwner(personId: string): Promise<readonly Step[]>;
  /** Inserts, or updates where the stored revision is one less; otherwise `lost-race`. */
  save(step: Step): Promise<void>;
}
