/** Stores a team's standing when a round closes. */
import type { Round } from "../../core/schedule/round.ts";
import type { StoredStanding } from "../../core/standing/standing.ts";
import type { Team } from "../../core/team.ts";
import type { Work } from "../call.ts";
import { loadStandingOf } from "./load-standing.ts";

/**
 * Stores the team's standing for the round and returns it. It replaces one that was stored for the round before; once the
 * round is sealed, the stored one stays and is returned.
 */
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
