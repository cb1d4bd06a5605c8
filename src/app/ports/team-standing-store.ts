/** Stores each team's standing as it was written last, and when it is to be written again. */
import type { TeamStanding } from "../../core/standing/team-standing.ts";
import type { Instant } from "../../core/time.ts";

/** `own`: the workspace's own teams; `linked`: those that have their second home in it. */
type BriefQuery = {
  readonly workspaceId: string;
  readonly of: "own" | "linked";
  readonly after: string;
  readonly limit: number;
};

/** What a sum over many teams takes of one: its gate, and the sections that it shows by itself. Shares are 0..1. */
export type BriefStanding = {
  readonly teamId: string;
  readonly name: string;
  readonly gate: TeamStanding["gate"];
  readonly sections: readonly BriefSection[];
};

/** A section that is shown. */
export type BriefSection = { readonly sectionId: string; readonly share: number; readonly coverage: number };

/** Stores one standing a team, already masked for anybody who may see the team and without its questions. */
export interface TeamStandingStore {
  /** Undefined while none was written. */
  find(teamId: string): Promise<TeamStanding | undefined>;
  /** Those of the workspace's own teams and of the teams that have their second home in it, in no particular order. */
  listAtHome(workspaceId: string): Promise<readonly TeamStanding[]>;
  /**
   * A piece of the same list, by team id, with no more of each standing than sums over teams need: up to `limit` teams
   * behind `after`. Teams whose standing was never written are among them, with nothing in it.
   */
  listBriefly(query: BriefQuery): Promise<readonly BriefStanding[]>;
  /** Takes the place of the one before. When the standing is due again stays as it was. */
  save(standing: TeamStanding): Promise<void>;
  /** Sets when the standing is to be written again; undefined means that nothing is planned. */
  setDueAt(teamId: string, at: Instant | undefined): Promise<void>;
  dueAt(teamId: string): Promise<Instant | undefined>;
  /** Ids of teams whose standing is due, earliest first: cost by what is due, not by how many exist. */
  listDue(now: Instant, limit: number): Promise<readonly string[]>;
}
