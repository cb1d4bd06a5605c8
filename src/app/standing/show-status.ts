/** The `status` command: where the team stands now, shown to its author alone. */
import { countFollowThrough } from "../../core/next-steps/count-steps.ts";
import { buildStatus } from "../../message/screens/standing/status-screen.ts";
import type { TeamCall } from "../call.ts";
import type { Outcome } from "../request.ts";
import { changeOfWhole } from "./explain-loaded.ts";
import { loadRoundReach } from "./load-round-reach.ts";
import { type LoadedStanding, loadStandingOf, maskStoredFor } from "./load-standing.ts";
import { tracePath } from "./path.ts";
import { listSaid } from "./said.ts";

/** Shows the team's standing, the gate, its path and, to leads, whom the latest round reached. */
export async function showStatus(call: TeamCall): Promise<Outcome> {
  const { team, voice, membership } = call;
  const loaded = await loadStandingOf(call, { team, at: call.now });
  const change = changeOfWhole(loaded);
  const message = buildStatus(voice, {
    teamId: team.id,
    teamName: team.name,
    privacy: team.privacy,
    catalogue: loaded.catalogue,
    standing: loaded.masked,
    ...(loaded.before && { before: maskStoredFor(loaded, loaded.before) }),
    ...(change && { change }),
    moment: voice.date(call.now, team.schedule.zone),
    gate: { met: loaded.gate.metCount, total: loaded.gate.total },
    path: tracePath(voice, loaded, voice.say("standing.trend.now")),
    asked: membership.kind === "member",
    ...(membership.lead && { forLead: await gatherForLead(call, loaded) }),
    said: await listSaid(call, loaded),
  });
  return { notice: message };
}

async function gatherForLead(call: TeamCall, { steps }: LoadedStanding) {
  const reach = await loadRoundReach(call);
  const nudgesSent = await call.stores.nudges.countOfTeam(call.team.id);
  return { ...(reach && { reach }), followThrough: countFollowThrough({ steps, nudgesSent }) };
}
