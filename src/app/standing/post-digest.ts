/**
 * A round's digest and the standing that is stored with it: posted to the team's home channels once to each, edited when a
 * late answer arrives until the round is sealed, and posted at once by a lead's `digest` command.
 */
import { SEAL_AFTER_MS } from "../../core/schedule/plan-rounds.ts";
import type { Round } from "../../core/schedule/round.ts";
import type { StoredStanding } from "../../core/standing/standing.ts";
import type { Team } from "../../core/team.ts";
import { MINUTE_MS } from "../../core/time.ts";
import type { Work, TeamCall } from "../call.ts";
import { isSameChannel, listHomeChannels } from "../link/homes.ts";
import { answerWith } from "../notices.ts";
import { listLivePosts, queuePost, queueEdit, findLivePost } from "../posting.ts";
import type { Outcome } from "../request.ts";
import { buildDigestNow } from "./digest-data.ts";
import { loadStandingOf } from "./load-standing.ts";

/**
 * Queues the digest in the same transaction as the change that causes it. A team without a channel gets none, and a
 * second call posts nothing again.
 */
export async function postDigest(work: Work, team: Team, round: Round): Promise<void> {
  const posted = await listLivePosts(work, "digest", round.id);
  const missing = (await listHomeChannels(work, team)).filter(
    (home) => !posted.some(({ target }) => isSameChannel(target, home)),
  );
  if (missing.length === 0) return;
  const message = await buildDigestNow(work, team, round);
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

/**
 * Stores the round's standing with the late answer, so that the next digest compares with what this one says, and queues
 * the edits. It does nothing while the round is open, once it is sealed, or if no digest was posted; a channel that is no
 * longer a home keeps what it has.
 */
export async function refreshDigest(work: Work, roundId: string): Promise<void> {
  const round = await work.stores.rounds.find(roundId);
  const team = round && (await work.stores.teams.find(round.teamId));
  if (!team || round.status !== "closed") return;
  await closeStanding(work, team, round);
  const homes = await listHomeChannels(work, team);
  const posts = await listLivePosts(work, "digest", round.id);
  const edited = posts.filter(({ target }) => homes.some((home) => isSameChannel(target, home)));
  if (edited.length === 0) return;
  const message = await buildDigestNow(work, team, round);
  for (const post of edited) await queueEdit(work, post, message);
}

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

const AGAIN_AFTER_MS = MINUTE_MS;

/**
 * Posts a digest that late answers do not change. A second request within a minute posts nothing. Refuses a team without
 * a home channel.
 */
export async function postDigestNow(call: TeamCall): Promise<Outcome> {
  const { team, voice, stores, now } = call;
  const channels = await listHomeChannels(call, team);
  if (channels.length === 0) {
    const form = { form: "setup", teamId: team.id, revision: team.revision } as const;
    const choose = { label: voice.say("digest.command.choose-channel"), action: { act: "open-form", form } } as const;
    return answerWith(voice, voice.runs("digest.command.no-channel", { team: team.name }), { buttons: [choose] });
  }
  const earlier = await findLivePost(call, "digest", team.id);
  if (earlier && now - earlier.createdAt < AGAIN_AFTER_MS) return answerWith(voice, voice.runs("digest.command.just-posted"));
  const latest = await stores.rounds.latest(team.id);
  const round = latest?.status === "open" || latest?.status === "closed" ? latest : undefined;
  const message = await buildDigestNow(call, team, round);
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
