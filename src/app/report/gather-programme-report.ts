/** Gathers what the report over all teams of a workspace says, team by team, so that nobody waits for it. */
import { toLocal } from "../../core/schedule/local-time.ts";
import type { Team, Workspace } from "../../core/team.ts";
import type { Paper } from "../../message/paper.ts";
import { MAX_REPORT_ROWS } from "../../message/screens/programme/overview-screen.ts";
import { buildProgrammeReport, type TeamBrought } from "../../message/screens/report/programme-report.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { Work } from "../call.ts";
import type { World } from "../ports/world.ts";
import { type CollectedOverview, collectOverview } from "../standing/collect-overview.ts";
import { gatherOverview } from "../standing/show-overview.ts";
import { loadLedger } from "../value/load-ledger.ts";

/**
 * Builds the report over the workspace's own teams and those linked to it, each with what it shows by itself. It names as many
 * teams as the overview does, and says how many are left out.
 */
export async function gatherProgrammeReport(world: World, workspace: Workspace, voice: Voice): Promise<Paper> {
  const collected = await collectOverview(world.storage, workspace.id, { size: MAX_REPORT_ROWS });
  const now = world.clock.now();
  const brought: TeamBrought[] = [];
  for (const id of collected.page.items) {
    const one = await world.storage.work(async (stores) => {
      const team = await stores.teams.find(id);
      return team && describeTeam({ stores, world, now }, team);
    });
    if (one) brought.push(one);
  }
  return world.storage.work((stores) => build({ stores, world, now }, { workspace, voice, collected, brought }));
}

type Gathered = {
  readonly workspace: Workspace;
  readonly voice: Voice;
  readonly collected: CollectedOverview;
  readonly brought: readonly TeamBrought[];
};

async function build(work: Work, { workspace, voice, collected, brought }: Gathered): Promise<Paper> {
  const overview = await gatherOverview(work, { workspace, voice, collected });
  const catalogue = overview.teams[0]?.catalogue;
  return buildProgrammeReport(voice, { overview, brought, edition: catalogue ? voice.of(catalogue.title) : "" });
}

async function describeTeam(work: Work, team: Team): Promise<TeamBrought> {
  const { kpis } = await loadLedger(work, team);
  const live = kpis.filter(({ record }) => record.kpi.retiredAt === undefined);
  const proven = live.filter(({ verdict }) => verdict.shows);
  const steps = await work.stores.steps.listOfTeam(team.id);
  const today = toLocal(work.now, team.schedule.zone).date;
  const taken = steps.filter(({ status }) => status === "taken");
  return {
    name: team.name,
    kpis: live.length,
    proven: proven.length,
    savings: proven.flatMap(({ saving }) => saving ?? []),
    steps: {
      taken: taken.length,
      late: taken.filter(({ due }) => due !== undefined && due < today).length,
      done: steps.filter(({ status }) => status === "done").length,
    },
  };
}
