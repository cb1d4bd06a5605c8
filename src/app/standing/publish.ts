/**
 * The one place that writes what others read of a team's standing: at a round's close, at its seal, once a day at the
 * team's hour, and in open mode after each answer.
 */
import { nextDailyHour } from "../../core/schedule/occurrences.ts";
import type { Round } from "../../core/schedule/round.ts";
import { dropQuestions, TEAM_STANDING_MOMENTS, type TeamStanding } from "../../core/standing/team-standing.ts";
import type { Team } from "../../core/team.ts";
import type { Work } from "../call.ts";
import { loadStandingOf, maskStoredFor, type StandingWithPath } from "./load-standing.ts";
import { letAnswersLapse, publishValues } from "./publish-values.ts";
import { rewriteStandingsOf } from "./rewrite-standings.ts";
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

/** Writes the standing of an open team at once, and plans that of a private one. Call it after an answer was stored. */
export async function noteAnswer(work: Work, team: Team): Promise<void> {
  if (team.privacy === "open") await publishStanding(work, team);
  else await planPublication(work, team);
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
 * the round's close writes it.
 */
export async function publishDue(work: Work, teamId: string): Promise<boolean> {
  const team = await work.stores.teams.find(teamId);
  const written = await work.stores.teamStandings.find(teamId);
  const waits = team?.privacy === "private" && written !== undefined && (await findOpenRound(work, teamId)) !== undefined;
  if (!team || waits) {
    await work.stores.teamStandings.setDueAt(teamId, undefined);
    return false;
  }
  await publishStanding(work, team);
  return true;
}

async function findOpenRound({ stores }: Work, teamId: string): Promise<Round | undefined> {
  const latest = await stores.rounds.latest(teamId);
  return latest?.status === "open" ? latest : undefined;
}

async function summarize(work: Work, team: Team): Promise<TeamStanding> {
  const loaded = await loadStandingOf(work, { team, at: work.now });
  const { masked, before, gate, rounds } = loaded;
  const [newest] = rounds.filter(({ status }) => status !== "missed");
  const turnout = newest && (await loadTurnout(work, newest, loaded));
  return {
    teamId: team.id,
    at: work.now,
    standing: dropQuestions(masked),
    ...(before && { before: dropQuestions(maskStoredFor(loaded, before)) }),
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
