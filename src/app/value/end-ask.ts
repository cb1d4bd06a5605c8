/** Ends the question for a number once it came, whoever brought it. */
import type { Team } from "../../core/team.ts";
import type { Kpi, Point } from "../../core/value/kpi.ts";
import { buildReadingTaken } from "../../message/screens/value/reading-messages.ts";
import { localeOf, type Work } from "../call.ts";
import { findLivePost, queueEdit } from "../posting.ts";

/** The number that came, of which KPI and team. */
export type CameIn = { readonly team: Team; readonly kpi: Kpi; readonly point: Point };

/**
 * Ends the question about a KPI, if one waits. Its message says what was saved, in the language of whoever was asked, so that
 * nobody types the number twice.
 */
export async function endAsk(work: Work, { team, kpi, point }: CameIn): Promise<void> {
  const ask = await work.stores.readings.findAsk(kpi.id);
  if (!ask) return;
  await work.stores.readings.endAsk(kpi.id);
  const post = await findLivePost(work, "reading", ask.id);
  if (!post) return;
  const person = await work.stores.people.find(ask.personId);
  await queueEdit(work, post, buildReadingTaken(work.world.voice(localeOf(person, team)), kpi, point));
}
