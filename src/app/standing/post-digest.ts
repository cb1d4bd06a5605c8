/**
 * A round's digest and the standing that is stored with it: posted to the team's home channels once to each, edited when a
 * late answer arrives until the round is sealed, and posted at once by a lead's `digest` command.
 */
import { rankNextSteps } from "../../core/next-steps/rank-next-steps.ts";
import { toLocal } from "../../core/schedule/local-time.ts";
import { SEAL_AFTER_MS } from "../../core/schedule/plan-rounds.ts";
import type { Round } from "../../core/schedule/round.ts";
import type { Team } from "../../core/team.ts";
import { MINUTE_MS } from "../../core/time.ts";
import type { Message } from "../../message/message.ts";
import { markName } from "../../message/person-names.ts";
import { buildDigest, type DigestData } from "../../message/screens/standing/digest-card.ts";
import type { TakenStep } from "../../message/screens/standing/digest-steps.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { type Work, type TeamCall, isSameChannel, listHomeChannels } from "../call.ts";
import { answerWith } from "../notices.ts";
import type { Post } from "../ports/post-store.ts";
import { listLivePosts, queuePost, queueEdit, findLivePost } from "../posting.ts";
import type { Outcome } from "../request.ts";
import { loadStandingOf } from "./load-standing.ts";
import { explainLoaded, type LoadedStanding, maskStoredFor, type StandingWithPath, tracePath } from "./loaded-standing.ts";
import { sayNextRound } from "./next-round.ts";
import { closeStanding } from "./publish.ts";
import { listSaid } from "./said.ts";
import { loadTurnout } from "./turnout.ts";

/**
 * Queues the digest in the same transaction as the change that causes it. A team without a channel gets none, and a
 * second call posts nothing again. `read` is the digest where it was read before, otherwise it is built now.
 */
export async function postDigest(work: Work, team: Team, round: Round, read?: Message): Promise<void> {
  const posted = await listLivePosts(work, "digest", round.id);
  const missing = (await listHomeChannels(work, team)).filter(
    (home) => !posted.some(({ target }) => isSameChannel(target, home)),
  );
  if (missing.length === 0) return;
  const message = read ?? (await buildDigestNow(work, team, round));
  for (const target of missing) {
    await queuePost(work, {
      target,
      workspaceId: target.workspaceId,
      purpose: "digest",
      subjectId: round.id,
      message,
      // A round may be sealed as soon as it closes, where the next one opens at once: its digest is wanted all the same.
      expiresAt: (round.closedAt ?? work.now) + SEAL_AFTER_MS,
    });
  }
}

/** How many rounds back the last closed one is looked for: one may be open since, and some may have been missed. */
const ROUNDS_BACK = 8;

/**
 * Brings the newest digest up to date in a workspace that could not be reached for a while. A channel that missed the digest gets
 * it once, where its round closed within the last seven days; one that has it gets what late answers changed meanwhile.
 */
export async function catchUpDigest(work: Work, team: Team, workspaceId: string): Promise<void> {
  const rounds = await work.stores.rounds.listOfTeam(team.id, ROUNDS_BACK);
  const round = rounds.find(({ closedAt }) => closedAt !== undefined);
  if (!round || (round.closedAt ?? 0) + SEAL_AFTER_MS <= work.now) return;
  for (const post of await listLivePosts(work, "digest", round.id)) {
    if (post.workspaceId !== workspaceId) continue;
    if (post.platformRef !== undefined) await queueEdit(work, post, await buildDigestNow(work, team, round));
    else if (await isGivenUp(work, post)) await work.stores.posts.save({ ...post, removedAt: work.now });
  }
  await postDigest(work, team, round);
}

/** What waits, is under way or may have arrived is not sent again. */
async function isGivenUp({ stores }: Work, post: Post): Promise<boolean> {
  const item = await stores.outbox.findOfPost(post.id);
  return item === undefined || item.status === "dropped" || item.status === "failed";
}

/**
 * Queues the edits of a closed round's digest. In open mode the round's standing is stored with the late answer first, so
 * that the next digest compares with what this one says; in a private team the digest's numbers stay until the round is
 * sealed, and only how many answered changes. It does nothing while the round is open, once it is sealed, or if no digest was posted; a channel that is no
 * longer a home keeps what it has.
 */
export async function refreshDigest(work: Work, roundId: string): Promise<void> {
  const round = await work.stores.rounds.find(roundId);
  const team = round && (await work.stores.teams.find(round.teamId));
  if (!team || round.status !== "closed") return;
  if (team.privacy === "open") await closeStanding(work, team, round);
  await editDigest(work, team, round);
}

/**
 * Publishes a private team's ratings once more when its round is sealed, stores the round's standing with the late answers
 * and edits the digest. An open team's digest has followed each late answer already.
 */
export async function sealStanding(work: Work, team: Team, round: Round): Promise<void> {
  if (team.privacy === "open") return;
  await closeStanding(work, team, { ...round, status: "closed" });
  await editDigest(work, team, round);
}

/** Likewise for a large team, whose standing was written before and whose digest was read as `message`. */
export async function editSealedDigest(
  work: Work,
  team: Team,
  { round, message }: { readonly round: Round; readonly message: Message | undefined },
): Promise<void> {
  if (team.privacy === "private") await editDigest(work, team, round, message);
}

async function editDigest(work: Work, team: Team, round: Round, read?: Message): Promise<void> {
  const homes = await listHomeChannels(work, team);
  const posts = await listLivePosts(work, "digest", round.id);
  const edited = posts.filter(({ target }) => homes.some((home) => isSameChannel(target, home)));
  if (edited.length === 0) return;
  const message = read ?? (await buildDigestNow(work, team, round));
  for (const post of edited) await queueEdit(work, post, message);
}

const AGAIN_AFTER_MS = MINUTE_MS;

/**
 * Posts a digest that late answers do not change: `read` where it was read before, otherwise it is built now. A second request
 * within a minute posts nothing. Refuses a team without a home channel.
 */
export async function postDigestNow(call: TeamCall, read?: Message): Promise<Outcome> {
  const { team, voice, now } = call;
  const channels = await listHomeChannels(call, team);
  if (channels.length === 0) {
    const form = { form: "setup", teamId: team.id, revision: team.revision } as const;
    const choose = { label: voice.say("digest.command.choose-channel"), action: { act: "open-form", form } } as const;
    return answerWith(voice, voice.runs("digest.command.no-channel", { team: team.name }), { buttons: [choose] });
  }
  const earlier = await findLivePost(call, "digest", team.id);
  if (earlier && now - earlier.createdAt < AGAIN_AFTER_MS) return answerWith(voice, voice.runs("digest.command.just-posted"));
  const message = read ?? (await buildDigestNow(call, team, await findDigestRound(call, team)));
  for (const target of channels) {
    await queuePost(call, {
      target,
      workspaceId: target.workspaceId,
      purpose: "digest",
      subjectId: team.id,
      message,
      urgency: "waiting",
    });
  }
  return answerWith(voice, voice.runs("digest.command.posted"));
}

/** Returns the round that a digest of now is about; undefined between rounds. */
export async function findDigestRound({ stores }: Pick<Work, "stores">, team: Team): Promise<Round | undefined> {
  const latest = await stores.rounds.latest(team.id);
  return latest?.status === "open" || latest?.status === "closed" ? latest : undefined;
}

const MAX_SUGGESTIONS = 3;
const MAX_TAKEN = 6;

/**
 * Builds the team's digest as it reads now; with a round, the digest of that round, even before it closes. `told` says when the
 * next round opens, for whoever cannot find it out.
 */
export async function buildDigestNow(
  work: Work,
  team: Team,
  round: Round | undefined,
  told?: { readonly nextRound: string | undefined },
): Promise<Message> {
  const voice = work.world.voice(team.locale);
  const { nextRound } = told ?? { nextRound: await sayNextRound(work, team, voice) };
  return buildDigest(voice, await gatherDigest(work, { team, round, voice, nextRound }));
}

type About = {
  readonly team: Team;
  readonly round: Round | undefined;
  readonly voice: Voice;
  readonly nextRound: string | undefined;
};

async function gatherDigest(work: Work, { team, round, voice, nextRound }: About): Promise<DigestData> {
  const loaded = await loadStandingOf(work, { team, at: work.now, ...(round && { round }) });
  const explanation = explainLoaded(loaded, { subject: { of: "whole" }, lead: false });
  const turnout = round && (await loadTurnout(work, round, loaded));
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
