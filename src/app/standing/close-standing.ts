/** Keeps a team's standing at a round's close for ever. */
import type { Round } from "../../core/schedule/round.ts";
import type { StoredStanding } from "../../core/standing/standing.ts";
import type { Team } from "../../core/team.ts";
import type { Work } from "../call.ts";
import { loadStandingOf } from "./load-standing.ts";

/** Takes the place of what was kept for the round before, as long as it is not sealed: then what is kept stays. */
export async function closeStanding(work: Work, team: Team, round: Round): Promise<StoredStanding> {
  const kept = await work.stores.standings.findOfRound(round.id);
  if (kept && round.status === "sealed") return kept;
  const { standing, gate } = await loadStandingOf(work, { team, at: work.now, round });
  const stored: StoredStanding = {
    id: kept?.id ?? work.world.ids.next(),
    teamId: team.id,
    roundId: round.id,
    gateMet: gate.metCount,
    gateTotal: gate.total,
    standing,
  };
  await work.stores.standings.save(stored);
  return stored;
}
