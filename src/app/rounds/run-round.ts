/**
 * Closes a round, posts its digest and seals it, as the core decides: from then on the answers of its check-ins cannot
 * change, and open cards say so.
 */
import type { CheckIn } from "../../core/check-in/check-in.ts";
import { step } from "../../core/check-in/walk.ts";
import { SpeedboatError } from "../../core/errors.ts";
import { decideRound, type RoundOutcome } from "../../core/schedule/plan-rounds.ts";
import type { Round, RoundDecision } from "../../core/schedule/round.ts";
import type { Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";
import { buildCardOf } from "../check-in/view.ts";
import type { TeamDraft } from "../ports/team-reader.ts";
import type { World } from "../ports/world.ts";
import { findLivePost, queueEdit } from "../posting.ts";
import { holidaysOf } from "../schedule/team-holidays.ts";
import { editSealedDigest, postDigest, sealStanding } from "../standing/post-digest.ts";
import { closeStanding, publishStanding } from "../standing/publish.ts";
import { lapseSteps } from "../steps/lapse-steps.ts";
import { removeReminder } from "./remind.ts";
import { tellOfUnknownHolidays } from "./tell-of-holidays.ts";

/** A step in the life of a round that was carried out. */
export type RoundDone = RoundDecision["do"];

/**
 * Carries out what is due for the round and returns what was done; the list is empty when nothing was due. With a draft the
 * standing is written as it was worked out; it throws `lost-race` where something changed since then.
 */
export async function runRound(work: Work, round: Round, draft?: TeamDraft): Promise<readonly RoundDone[]> {
  const { stores } = work;
  const team = await stores.teams.find(round.teamId);
  if (!team) return [];
  const { decisions, round: next } = await decide(work, team, round);
  if (decisions.length === 0 && next.nextActionAt === round.nextActionAt && next.status === round.status) return [];
  const done = decisions.map((decision) => decision.do);
  if (draft) await writeDraft(work, draft, done);
  else await stores.rounds.update(next);
  for (const decision of decisions) await carryOut(work, { team, round: next, decision, draft });
  return done;
}

/** Decides what is due for the round now, and how the round is stored after that. */
export async function decide(work: Work, team: Team, round: Round): Promise<RoundOutcome> {
  return decideRound({
    round,
    turns: await work.stores.turns.listOfRound(round.id),
    schedule: team.schedule,
    now: work.now,
    superseded: await isSuperseded(work, round),
    isHoliday: holidaysOf(work.world, team.schedule),
  });
}

async function writeDraft({ stores }: Work, draft: TeamDraft, done: readonly RoundDone[]): Promise<void> {
  const isSame = draft.decisions.join() === done.join();
  if (!isSame || (await stores.drafts.changeSince(draft)) !== "nothing")
    throw new SpeedboatError("lost-race", { team: draft.teamId });
  await stores.drafts.write(draft);
}

async function isSuperseded({ stores }: Work, round: Round): Promise<boolean> {
  const newest = await stores.rounds.listOfTeam(round.teamId, 3);
  return newest.some((other) => other.number > round.number && other.status !== "missed");
}

type Doing = {
  readonly team: Team;
  readonly round: Round;
  readonly decision: RoundDecision;
  /** Its writes were done. */
  readonly draft: TeamDraft | undefined;
};

async function carryOut(work: Work, { team, round, decision, draft }: Doing): Promise<void> {
  switch (decision.do) {
    case "close":
      if (!draft) {
        await closeStanding(work, team, { ...round, status: "closed" });
        await publishStanding(work, team);
      }
      await tellOfUnknownHolidays(work, team);
      return lapseSteps(work, team);
    case "digest":
      await postDigest(work, team, round, draft?.digest);
      return;
    case "seal":
      await sealCheckIns(work, round.id);
      if (draft) return editSealedDigest(work, team, { round, message: draft.digest });
      await sealStanding(work, team, round);
      return void (await publishStanding(work, team));
    default:
      return decision satisfies never;
  }
}

/** So many check-ins are sealed in one unit of work; twenty held the loop for 43 to 115 ms. */
const SEALED_A_PIECE = 6;

/**
 * Seals the check-ins of a round that is about to be sealed, in pieces: their cards are many in a large team. It does nothing
 * for a round that is not to be sealed now.
 */
export async function sealCheckInsInPieces(world: World, roundId: string, now: Instant): Promise<void> {
  const ids = await world.storage.work(async (stores) => {
    const round = await stores.rounds.find(roundId);
    const team = round && (await stores.teams.find(round.teamId));
    const { decisions } = team ? await decide({ stores, world, now }, team, round) : { decisions: [] };
    if (!decisions.some((decision) => decision.do === "seal")) return [];
    return (await stores.checkIns.listOfRound(roundId)).filter(({ sealedAt }) => sealedAt === undefined).map(({ id }) => id);
  });
  // What fits into one piece is sealed together with the round.
  if (ids.length <= SEALED_A_PIECE) return;
  for (let at = 0; at < ids.length; at += SEALED_A_PIECE) {
    await world.storage.work(async (stores) => {
      for (const id of ids.slice(at, at + SEALED_A_PIECE)) {
        const checkIn = await stores.checkIns.find(id);
        if (checkIn) await sealCheckIn({ stores, world, now }, checkIn);
      }
    });
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
