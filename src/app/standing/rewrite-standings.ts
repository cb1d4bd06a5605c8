/**
 * Rewrites what an earlier version stored of private teams: each standing, in order of time, becomes what the rule of
 * publication would have shown then. One standing is one unit of work, so that nobody waits for a long history.
 */
import type { StoredStanding } from "../../core/standing/standing.ts";
import type { Team } from "../../core/team.ts";
import type { Work } from "../call.ts";
import type { Log } from "../ports/log.ts";
import { reportTrouble } from "../ports/report-trouble.ts";
import type { World } from "../ports/world.ts";
import { loadStanding } from "./load-standing.ts";
import { publishValuesAt } from "./publish-values.ts";

/** An upgrade of many teams takes several ticks; messages that wait go first after so many. */
const MOST_A_TICK = 500;

/** What the rewriting of a tick needs to know. */
export type Rewriting = { readonly log?: Log; readonly signal?: AbortSignal | undefined };

/**
 * Rewrites standings that are still to be rewritten, at most 500 at a time, and returns how many it did. A stop or a kill in
 * between loses nothing: what is left is done the next time. What fails is logged and left as it is.
 */
export async function rewriteStandings(world: World, { log, signal }: Rewriting = {}): Promise<number> {
  let done = 0;
  try {
    while (done < MOST_A_TICK && !signal?.aborted) {
      const rewritten = await world.storage.work(async (stores) => {
        const [teamId] = await stores.standings.listTeamsToRewrite(1);
        const team = teamId === undefined ? undefined : await stores.teams.find(teamId);
        return team ? rewriteNext({ stores, world, now: world.clock.now() }, team) : false;
      });
      if (!rewritten) break;
      done += 1;
    }
  } catch (cause) {
    if (log) reportTrouble(log, cause, { event: "tick", name: "rewrite-standings" });
  }
  if (done > 0) log?.info({ standings: done }, "stored standings of private teams rewritten to what may be shown");
  return done;
}

/** Rewrites all that is left of one team, because something is about to be published of it. */
export async function rewriteStandingsOf(work: Work, team: Team): Promise<void> {
  while (await rewriteNext(work, team));
}

/** Rewrites the team's oldest standing that is left; false when there is none. */
async function rewriteNext(work: Work, team: Team): Promise<boolean> {
  const stored = await work.stores.standings.findFirstToRewrite(team.id);
  if (!stored) return false;
  const { at, edition } = stored.standing;
  const then: Team = { ...team, edition };
  await publishValuesAt(work, then, at);
  const { standing, gate } = await loadStanding(work, then, at);
  const rewritten: StoredStanding = { ...stored, standing, gateMet: gate.metCount, gateTotal: gate.total };
  await work.stores.standings.save(rewritten);
  return true;
}
