/** Gathers what a digest says, in the channel's language and for everybody who reads the channel. */
import { rankNextSteps } from "../../core/next-steps/rank-next-steps.ts";
import { toLocal } from "../../core/schedule/local-time.ts";
import { nextOccurrence } from "../../core/schedule/occurrences.ts";
import type { Round } from "../../core/schedule/round.ts";
import type { Team } from "../../core/team.ts";
import type { Message } from "../../message/message.ts";
import { markName } from "../../message/person-names.ts";
import { buildDigest, type DigestData } from "../../message/screens/standing/digest-card.ts";
import type { TakenStep } from "../../message/screens/standing/digest-steps.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { Work } from "../call.ts";
import { holidaysOf } from "../schedule/team-holidays.ts";
import { explainLoaded, type LoadedStanding, loadStandingOf, maskStoredFor, type StandingWithPath } from "./load-standing.ts";
import { tracePath } from "./path.ts";
import { listSaid } from "./said.ts";
import { loadTurnout } from "./turnout.ts";

const MAX_SUGGESTIONS = 3;
const MAX_TAKEN = 6;

/** Builds the team's digest as it reads now; with a round, the digest of that round, even before it closes. */
export async function buildDigestNow(work: Work, team: Team, round: Round | undefined): Promise<Message> {
  const voice = work.world.voice(team.locale);
  return buildDigest(voice, await gatherDigest(work, { team, round, voice }));
}

type About = { readonly team: Team; readonly round: Round | undefined; readonly voice: Voice };

async function gatherDigest(work: Work, { team, round, voice }: About): Promise<DigestData> {
  const loaded = await loadStandingOf(work, { team, at: work.now, ...(round && { round }) });
  const explanation = explainLoaded(loaded, { subject: { of: "whole" }, lead: false });
  const turnout = round && (await loadTurnout(work, round, loaded));
  const nextRound = await sayNextRound(work, team, voice);
  return {
    teamId: team.id,
    teamName: team.name,
    privacy: team.privacy,
    catalogue: loaded.catalogue,
    zone: team.schedule.zone,
    ...(round && turnout && { round: round.number, turnout: turnout.counts }),
    stage: round === undefined || round.status === "open" ? "so-far" : "closed",
    standing: loaded.masked,
    ...(loaded.before && { before: maskStoredFor(loaded, loaded.before) }),
    ...(explanation && { explanation }),
    gate: { met: loaded.gate.metCount, total: loaded.gate.total },
    path: tracePath(
      voice,
      loaded,
      round ? voice.say("standing.trend.round", { number: round.number }) : voice.say("standing.trend.now"),
    ),
    suggestions: suggest(loaded),
    taken: await listTaken(work, loaded),
    said: turnout ? await listSaid(work, loaded, ({ checkInId }) => turnout.checkInIds.has(checkInId)) : [],
    ...(nextRound !== undefined && { nextRound }),
  };
}

function suggest(loaded: LoadedStanding): DigestData["suggestions"] {
  const { catalogue, standing, steps, team, at } = loaded;
  const today = toLocal(at, team.schedule.zone).date;
  return rankNextSteps({ catalogue, standing, steps, today, privacy: team.privacy }).slice(0, MAX_SUGGESTIONS);
}

/** Steps under way, and those done since the round before; only who took one is named. */
async function listTaken(work: Work, { steps, before }: StandingWithPath): Promise<readonly TakenStep[]> {
  const since = before?.standing.at ?? Number.NEGATIVE_INFINITY;
  const told = steps.filter(({ status, doneAt }) => status === "taken" || (status === "done" && (doneAt ?? 0) > since));
  const owners = await work.stores.people.findMany(told.flatMap(({ ownerId }) => ownerId ?? []));
  const names = new Map(owners.map((owner) => [owner.id, markName(owner)]));
  return told
    .toSorted((left, right) => ((left.due ?? "9999") < (right.due ?? "9999") ? -1 : 1))
    .flatMap(({ ownerId, questionId, fromRating, due, status }) => {
      const owner = ownerId === undefined ? undefined : names.get(ownerId);
      if (owner === undefined) return [];
      return [{ owner, questionId, fromRating, done: status === "done", ...(due !== undefined && { due }) }];
    })
    .slice(0, MAX_TAKEN);
}

/** The team's own hour by the team's clock; members further east are asked earlier. */
async function sayNextRound(work: Work, team: Team, voice: Voice): Promise<string | undefined> {
  const { stores, now, world } = work;
  const planned = await stores.teams.nextRoundAt(team.id);
  if (planned === undefined || planned <= now) return undefined;
  const lastSlot = (await stores.rounds.latest(team.id))?.slot;
  const after = Math.max(now, team.pausedUntil ?? 0);
  const { at } = nextOccurrence(team.schedule, { after, lastSlot, isHoliday: holidaysOf(world, team.schedule) });
  return voice.dateTime(at, team.schedule.zone);
}
