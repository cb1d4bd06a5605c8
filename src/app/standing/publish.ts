/** The one place that writes what others read of a team's standing: at a round's close, at its seal, once a day at the team's hour, and in open mode after each answer. It also rewrites what an earlier version stored of private teams: each standing, in order of time, becomes what the rule of publication would have shown then. */
import { SpeedboatError } from "../../core/errors.ts";
import { nextDailyHour } from "../../core/schedule/occurrences.ts";
import type { Round } from "../../core/schedule/round.ts";
import { pickComparison } from "../../core/standing/change.ts";
import type { StoredStanding } from "../../core/standing/standing.ts";
import { dropQuestions, TEAM_STANDING_MOMENTS, type TeamStanding } from "../../core/standing/team-standing.ts";
import type { Team } from "../../core/team.ts";
import { MINUTE_MS } from "../../core/time.ts";
import type { Work } from "../call.ts";
import type { Draft } from "../ports/draft-store.ts";
import type { Log } from "../ports/log.ts";
import { reportTrouble } from "../ports/report-trouble.ts";
import type { World } from "../ports/world.ts";
import { isLargeTeam } from "./large-team.ts";
import { loadStandingOf, loadStanding } from "./load-standing.ts";
import { changeOfWhole, maskStoredFor, type StandingWithPath } from "./loaded-standing.ts";
import { letAnswersLapse, publishValues, publishValuesAt } from "./publish-values.ts";
import { loadTurnout } from "./turnout.ts";

/**
 * Publishes a private team's ratings, writes the team's standing in short as others see it now, and returns it. Nothing more
 * is due for the team until something changes.
 */
export async function publishStanding(work: Work, team: Team): Promise<TeamStanding> {
  if (team.privacy === "private") await rewriteStandingsOf(work, team);
  await publishValues(work, team);
  const written = await summarize(work, team);
  await work.stores.teamStandings.save(written);
  await work.stores.teamStandings.setDueAt(team.id, undefined);
  return written;
}

/** Returns the team's standing in short as it was written last. It is written now where there is none yet. */
export async function findTeamStanding(work: Work, team: Team): Promise<TeamStanding> {
  return (await work.stores.teamStandings.find(team.id)) ?? publishStanding(work, team);
}

/**
 * Writes the standing of an open team at once, or plans it for the next tick where that team is large and can be read beside
 * the program; plans that of a private one. Call it after an answer was stored.
 */
export async function noteAnswer(work: Work, team: Team): Promise<void> {
  const { stores, world, now } = work;
  if (team.privacy === "private") return planPublication(work, team);
  const waits = world.teamReader !== undefined && (await isLargeTeam(stores.memberships, team.id));
  if (waits) await stores.teamStandings.setDueAt(team.id, now);
  else await publishStanding(work, team);
}

/** Call it after a change of who belongs to the team or is asked what: answers lapse, and the standing is planned. */
export async function noteRosterChange(work: Work, team: Team): Promise<void> {
  await letAnswersLapse(work, team);
  await planPublication(work, team);
}

/** Plans that the team's standing is written at the team's next hour, unless it is due before. */
export async function planPublication({ stores, now }: Work, team: Team): Promise<void> {
  const next = nextDailyHour(team.schedule, now);
  const planned = await stores.teamStandings.dueAt(team.id);
  if (planned === undefined || planned > next) await stores.teamStandings.setDueAt(team.id, next);
}

/**
 * Writes a standing that is due. While a round of a private team is open nothing is written and nothing stays due, because
 * the round's close writes it. With a draft the standing is written as it was worked out; where the team changed since then
 * it throws `lost-race`, and where no more than answers came it is due again in a minute.
 */
export async function publishDue(work: Work, teamId: string, draft?: Draft): Promise<boolean> {
  const team = await work.stores.teams.find(teamId);
  const written = await work.stores.teamStandings.find(teamId);
  const waits = team?.privacy === "private" && written !== undefined && (await findOpenRound(work, teamId)) !== undefined;
  if (!team || waits) {
    await work.stores.teamStandings.setDueAt(teamId, undefined);
    return false;
  }
  if (draft) await writeDraft(work, draft);
  else await publishStanding(work, team);
  return true;
}

async function writeDraft({ stores, now }: Work, draft: Draft): Promise<void> {
  const change = await stores.drafts.changeSince(draft);
  if (change === "more") throw new SpeedboatError("lost-race", { team: draft.teamId });
  await stores.drafts.write(draft);
  if (change === "answers") await stores.teamStandings.setDueAt(draft.teamId, now + MINUTE_MS);
}

async function findOpenRound({ stores }: Work, teamId: string): Promise<Round | undefined> {
  const latest = await stores.rounds.latest(teamId);
  return latest?.status === "open" ? latest : undefined;
}

/**
 * Publishes a private team's ratings, stores the team's standing for the round and returns it. It replaces one that was stored for the round before; once the
 * round is sealed, the stored one stays and is returned.
 */
export async function closeStanding(work: Work, team: Team, round: Round): Promise<StoredStanding> {
  const kept = await work.stores.standings.findOfRound(round.id);
  if (kept && round.status === "sealed") return kept;
  if (team.privacy === "private") await rewriteStandingsOf(work, team);
  await publishValues(work, team);
  const { standing, gate } = await loadStandingOf(work, { team, at: work.now, round, anew: true });
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

async function summarize(work: Work, team: Team): Promise<TeamStanding> {
  const loaded = await loadStandingOf(work, { team, at: work.now });
  const { masked, gate, rounds } = loaded;
  const change = changeOfWhole(loaded);
  const [newest] = rounds.filter(({ status }) => status !== "missed");
  const turnout = newest && (await loadTurnout(work, newest, loaded));
  return {
    teamId: team.id,
    at: work.now,
    standing: dropQuestions(masked),
    ...(change && { change: pickComparison(change) }),
    gate: { met: gate.metCount, total: gate.total, passed: gate.met },
    ...(newest && turnout && { response: { round: newest.number, ...turnout.counts } }),
    path: listMoments(loaded),
  };
}

function listMoments(loaded: StandingWithPath): TeamStanding["path"] {
  const numbers = new Map(loaded.rounds.map(({ id, number }) => [id, number]));
  const moments = loaded.path.flatMap((stored) => {
    const round = stored.roundId === undefined ? undefined : numbers.get(stored.roundId);
    return round === undefined ? [] : [{ round, at: stored.standing.at, whole: maskStoredFor(loaded, stored).whole }];
  });
  return moments.slice(-TEAM_STANDING_MOMENTS);
}

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
async function rewriteStandingsOf(work: Work, team: Team): Promise<void> {
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
