/** Next steps that somebody took or was offered. */
import type { Step } from "../../core/next-steps/step.ts";

export interface StepStore {
  find(id: string): Promise<Step | undefined>;
  listOfTeam(teamId: string): Promise<readonly Step[]>;
  listOfOwner(personId: string): Promise<readonly Step[]>;
  /** Inserts, or updates where the stored revision is one less; otherwise `lost-race`. */
  save(step: Step): Promise<void>;
}
