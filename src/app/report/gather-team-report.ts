/** Gathers what the report of a team says. */
import { toLocal } from "../../core/schedule/local-time.ts";
import type { Team } from "../../core/team.ts";
import type { Paper } from "../../message/paper.ts";
import { buildTeamReport } from "../../message/screens/report/team-report.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { catalogueOf, type Work } from "../call.ts";
import { loadStandingOf } from "../standing/load-standing.ts";
import { changeOfWhole, maskStoredFor, tracePath } from "../standing/loaded-standing.ts";
import { listGateEvidence } from "../standing/show-gate.ts";

/** Builds the report of a team as it stands now, with the numbers that people outside the team may see. */
export async function gatherTeamReport(work: Work, team: Team, voice: Voice): Promise<Paper> {
  const { stores, now } = work;
  const loaded = await loadStandingOf(work, { team, at: now });
  const { masked, before, gate, kpis, steps } = loaded;
  const change = changeOfWhole(loaded);
  const people = [...steps.map(({ ownerId }) => ownerId), ...kpis.map(({ record }) => record.goal?.ownerId)];
  const known = await stores.people.findMany([...new Set(people.filter((id) => id !== undefined))]);
  return buildTeamReport(voice, {
    teamId: team.id,
    teamName: team.name,
    privacy: team.privacy,
    catalogue: await catalogueOf(work, team.edition),
    standing: masked,
    ...(before && { before: maskStoredFor(loaded, before) }),
    ...(change && { change }),
    moment: voice.date(now, team.schedule.zone),
    today: toLocal(now, team.schedule.zone).date,
    gate,
    path: tracePath(voice, loaded, voice.say("standing.trend.now")),
    kpis,
    steps,
    evidence: listGateEvidence(loaded),
    names: new Map(known.map(({ id, name }) => [id, name])),
  });
}
