/**
 * Closes a round, posts its digest and seals it, as the core decides: from then on the answers of its check-ins cannot
 * change, and open cards say so.
 */
import type { CheckIn } from "../../core/check-in/check-in.ts";
import { step } from "../../core/check-in/walk.ts";
import { decideRound, type RoundDecision } from "../../core/schedule/plan-rounds.ts";
import type { Round } from "../../core/schedule/round.ts";
import type { Team } from "../../core/team.ts";
import type { Work } from "../call.ts";
import { buildCardOf } from "../check-in/view.ts";
import { findLivePost, queueEdit } from "../posting.ts";
import { holidaysOf } from "../schedule/team-holidays.ts";
import { postDigest, sealStanding } from "../standing/post-digest.ts";
import { closeStanding, publishStanding } from "../standing/publish.ts";
import { lapseSteps } from "../steps/lapse-steps.ts";
import { removeReminder } from "./remind.ts";
import { tellOfUnknownHolidays } from "./tell-of-holidays.ts";

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
      await tellOfUnknownHolidays(work, team);
      return lapseSteps(work, team);
    case "digest":
      await postDigest(work, team, round);
      return;
    case "seal":
      await sealCheckIns(work, round.id);
      await sealStanding(work, team, round);
      await publishStanding(work, team);
      return;
    default:
      return decision satisfies never;
  }
}

/** Seals every check-in of the round. */
async function sealCheckIns(work: Work, roundId: string): Promise<void> {
  for (const checkIn of await work.stores.checkIns.listOfRound(roundId)) await sealCheckIn(work, checkIn);
}

/** Seals one check-in, removes its reminder and updates its card. A check-in that is sealed or cancelled stays as it is. */
export async function sealCheckIn(work: Work, checkIn: CheckIn): Promise<void> {
  if (checkIn.status === "cancelled") return;
  const result = step(checkIn, { do: "seal" }, { now: work.now, revision: checkIn.revision });
  if (result.kind === "refused") return;
  await work.stores.checkIns.update(result.checkIn);
  await removeReminder(work, checkIn.id);
  if (result.checkIn.status === "closed") await showClosed(work, result.checkIn);
}

async function showClosed(work: Work, checkIn: CheckIn): Promise<void> {
  const card = await buildCardOf(work, checkIn.id);
  const post = await findLivePost(work, "check-in", checkIn.id);
  if (card && post) await queueEdit(work, post, card);
}
