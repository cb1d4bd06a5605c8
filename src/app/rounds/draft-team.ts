/**
 * What writing a large team's standing comes to, worked out where nobody waits for it: the heavy part of what is due for a
 * round, and the daily publication. The unit of work that writes it does the rest.
 */
import type { Instant } from "../../core/time.ts";
import type { Message } from "../../message/message.ts";
import type { Work } from "../call.ts";
import type { DraftReading, DueOfRound, TeamDraft } from "../ports/team-reader.ts";
import type { World } from "../ports/world.ts";
import { isLargeTeam } from "../standing/large-team.ts";
import { sayNextRound } from "../standing/next-round.ts";
import { buildDigestNow } from "../standing/post-digest.ts";
import { closeStanding, publishDue, publishStanding } from "../standing/publish.ts";
import { decide } from "./run-round.ts";

type Drafted = Pick<TeamDraft, "decisions" | "digest">;

/** Does the heavy part over a storage that keeps nothing. Undefined where there is nothing to write. */
export async function draftTeam(work: Work, { teamId, due }: DraftReading): Promise<Drafted | undefined> {
  if (due) return draftRound(work, due);
  return (await publishDue(work, teamId)) ? { decisions: [] } : undefined;
}

async function draftRound(work: Work, { decisions, round, nextRound }: DueOfRound): Promise<Drafted | undefined> {
  const team = await work.stores.teams.find(round.teamId);
  if (!team) return undefined;
  await work.stores.rounds.update(round);
  let digest: Message | undefined;
  for (const what of decisions) {
    const isCounted = what === "close" || (what === "seal" && team.privacy === "private");
    if (isCounted) await closeStanding(work, team, { ...round, status: "closed" });
    if (what === "digest" || what === "seal") digest = await buildDigestNow(work, team, round, { nextRound });
    if (what !== "digest") await publishStanding(work, team);
  }
  return { decisions, ...(digest && { digest }) };
}

/** Has what is due for a large team's round drafted. Undefined for any other team, and where nothing is due. */
export async function draftRoundBeside(world: World, roundId: string, now: Instant): Promise<TeamDraft | undefined> {
  if (!world.teamReader) return undefined;
  const reading = await world.storage.work((stores) => findDue({ stores, world, now }, roundId));
  return reading && world.teamReader.draft(reading);
}

async function findDue(work: Work, roundId: string): Promise<DraftReading | undefined> {
  const { stores, world, now } = work;
  const found = await stores.rounds.find(roundId);
  const team = found && (await stores.teams.find(found.teamId));
  if (!team || !(await isLargeTeam(stores.memberships, team.id))) return undefined;
  const { decisions, round } = await decide(work, team, found);
  if (decisions.length === 0) return undefined;
  const nextRound = await sayNextRound(work, team, world.voice(team.locale));
  const due = { decisions: decisions.map((decision) => decision.do), round, ...(nextRound !== undefined && { nextRound }) };
  return { teamId: team.id, now, due };
}

/** Has a large team's daily publication drafted. Undefined for any other team, and where nothing is to be published. */
export async function draftStandingBeside(world: World, teamId: string, now: Instant): Promise<TeamDraft | undefined> {
  if (!world.teamReader) return undefined;
  const isLarge = await world.storage.work(({ memberships }) => isLargeTeam(memberships, teamId));
  return isLarge ? world.teamReader.draft({ teamId, now }) : undefined;
}
