/** The `digest` command: a lead posts the digest now. */
import { MINUTE_MS } from "../../core/time.ts";
import type { TeamCall } from "../call.ts";
import { listHomeChannels } from "../link/homes.ts";
import { answerWith } from "../notices.ts";
import { findLivePost, queuePost } from "../posting.ts";
import type { Outcome } from "../request.ts";
import { buildDigestNow } from "./digest-data.ts";

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
