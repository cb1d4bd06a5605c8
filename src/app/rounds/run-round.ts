/** Closes a round, posts its digest and seals it, as the core decides. */
import { decideRound, type RoundDecision } from "../../core/schedule/plan-rounds.ts";
import type { Round } from "../../core/schedule/round.ts";
import type { Team } from "../../core/team.ts";
import type { Work } from "../call.ts";
import { holidaysOf } from "../schedule/team-holidays.ts";
import { closeStanding, postDigest } from "../standing/post-digest.ts";
import { publishStanding } from "../standing/publish.ts";
import { lapseSteps } from "../steps/lapse-steps.ts";
import { sealCheckIns } from "./seal-check-ins.ts";

/** A step in the life of a round that was carried out. */
export type RoundDone = RoundDecision["do"];

/** Carries out what is due for the round and returns what was done; the list is empty when nothing was due. */
export async function runRound(work: Work, round: Round): Promise<readonly RoundDone[]> {
  const { stores, now } = work;
  const team = await stores.teams.find(round.teamId);
  if (!team) return [];
  const { decisions, round: next } = decideRound({
    round,
    turns: await stores.turns.listOfRound(round.id),
    schedule: team.schedule,
    now,
    superseded: await isSuperseded(work, round),
    isHoliday: holidaysOf(work.world, team.schedule),
  });
  if (decisions.length === 0 && next.nextActionAt === round.nextActionAt && next.status === round.status) return [];
  await stores.rounds.update(next);
  for (const decision of decisions) await carryOut(work, { team, round: next, decision });
  return decisions.map((decision) => decision.do);
}

async function isSuperseded({ stores }: Work, round: Round): Promise<boolean> {
  const newest = await stores.rounds.listOfTeam(round.teamId, 3);
  return newest.some((other) => other.number > round.number && other.status !== "missed");
}

type Doing = { readonly team: Team; readonly round: Round; readonly decision: RoundDecision };

async function carryOut(work: Work, { team, round, decision }: Doing): Promise<void> {
  switch (decision.do) {
    case "close":
      await closeStanding(work, team, { ...round, status: "closed" });
      await publishStanding(work, team);
      return lapseSteps(work, team);
    case "digest":
      await postDigest(work, team, round);
      return;
    case "seal":
      await sealCheckIns(work, round.id);
      await publishStanding(work, team);
      return;
    default:
      return decision satisfies never;
  }
}
