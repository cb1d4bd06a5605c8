/** Carries out one member's turn as the core decides: it is asked, excused, reminded or expires. */
import { awayUntilAt } from "../../core/absence.ts";
import { decideTurn, isTurnSettled, settleTurn, type TurnDecision, type TurnFacts } from "../../core/schedule/plan-turns.ts";
import type { Round, Turn } from "../../core/schedule/round.ts";
import { isActiveAt, isLost, type Membership, type Person, type Team } from "../../core/team.ts";
import { type Work, isSuspendedFor } from "../call.ts";
import { adoptWalk, openScheduledCheckIn } from "../check-in/start-check-in.ts";
import { mayAskFirst, mayDisturb } from "../schedule/own-times.ts";
import { holidaysOf } from "../schedule/team-holidays.ts";
import { hasStepToRaise } from "../steps/lapse-steps.ts";
import { bringRoundForward } from "./bring-round-forward.ts";
import { remind, removeReminder } from "./remind.ts";
import { sealCheckIn } from "./run-round.ts";

const ROUNDS_NOT_SEALED = 3;

/** What was done with a turn; `wait` means nothing yet. */
export type TurnDone = TurnDecision["do"] | "nothing-to-ask";

type Place = { readonly turn: Turn; readonly team: Team; readonly membership: Membership; readonly person: Person };

/**
 * Carries out what is due for the turn and returns what was done. If the team, the member or the round is gone, the turn
 * is excused and `wait` is returned.
 */
export async function runTurn(work: Work, turn: Turn): Promise<TurnDone> {
  const { stores, now, world } = work;
  const team = await stores.teams.find(turn.teamId);
  const membership = await stores.memberships.find(turn.membershipId);
  const person = await stores.people.find(turn.personId);
  const round = await stores.rounds.find(turn.roundId);
  if (!team || !membership || !person || !round) {
    await stores.turns.update(settleTurn(turn, "excused", { now, excuse: "left" }));
    return "wait";
  }
  const outcome = decideTurn({
    turn,
    slot: round.slot,
    facts: await gatherFacts(work, { turn, team, membership, person }),
    schedule: team.schedule,
    pausedUntil: team.pausedUntil,
    now,
    isHoliday: holidaysOf(world, team.schedule),
  });
  const place = { turn: outcome.turn, team, membership, person };
  return carryOut(work, place, outcome.decision);
}

async function gatherFacts(work: Work, { turn, team, membership, person }: Place): Promise<TurnFacts> {
  const suspended = await isSuspendedFor(work, person, team);
  // Who wants both reminders asked for the first of them.
  const askedFor = person.reminders === "standard" && turn.remindersSent === 0;
  const makesRoom = membership.lead && (await hasStepToRaise(work, turn.teamId));
  return {
    active: membership.kind === "member" && isActiveAt(membership, work.now),
    zone: person.zone,
    awayUntil: awayUntilAt(person, work.now),
    // Who was asked before their side was suspended may still answer once it is back.
    unreachable: isLost(person) || (suspended && turn.state === "due"),
    reminders: person.reminders,
    mayAsk: turn.state !== "due" || (await mayAskFirst(work, membership)),
    mayRemind: !suspended && (askedFor || (!makesRoom && (await mayDisturb(work, person.id)))),
  };
}

async function carryOut(work: Work, place: Place, decision: TurnDecision): Promise<TurnDone> {
  const { turn } = place;
  switch (decision.do) {
    case "ask":
      return ask(work, place);
    case "remind":
      await work.stores.turns.update(turn);
      await remind(work, place);
      return "remind";
    case "expire":
      if (turn.checkInId !== undefined) await removeReminder(work, turn.checkInId);
      return settle(work, turn, "expire");
    case "excuse":
      if (turn.checkInId !== undefined) await removeReminder(work, turn.checkInId);
      return settle(work, turn, "excuse");
    case "miss":
      return settle(work, turn, "miss");
    case "wait":
      await work.stores.turns.update(turn);
      return "wait";
    default:
      return decision satisfies never;
  }
}

async function settle(work: Work, turn: Turn, done: TurnDone): Promise<TurnDone> {
  await work.stores.turns.update(turn);
  if (isTurnSettled(turn)) await bringRoundForward(work, turn.roundId);
  return done;
}

async function ask(work: Work, { turn, team, membership, person }: Place): Promise<TurnDone> {
  const round = await work.stores.rounds.find(turn.roundId);
  if (!round) return "wait";
  await endEarlierTurns(work, turn, round);
  const started = await openScheduledCheckIn(work, { team, membership, person }, { round, turn });
  switch (started.kind) {
    case "nothing-to-ask":
      return settle(work, settleTurn(turn, "nothing-to-ask", { now: work.now }), "nothing-to-ask");
    case "asked":
      await work.stores.turns.update({ ...turn, checkInId: started.checkIn.id });
      return "ask";
    case "busy":
      await handOver(work, started.checkIn.id);
      await work.stores.turns.update({ ...turn, checkInId: started.checkIn.id });
      await adoptWalk(work, { team, membership, person }, { walk: started.checkIn, round, turn });
      return "ask";
    default:
      return started satisfies never;
  }
}

/** Where another clock, or the rhythm of before, still holds an earlier round open, this member's part of it ends here. */
async function endEarlierTurns(work: Work, { membershipId }: Turn, { id, teamId, number }: Round): Promise<void> {
  const { checkIns, rounds, turns } = work.stores;
  const open = await checkIns.findOpen(membershipId);
  if (open?.kind === "scheduled" && open.roundId !== id) await sealCheckIn(work, open);
  for (const round of await rounds.listOfTeam(teamId, ROUNDS_NOT_SEALED)) {
    if (round.status !== "open" || round.number >= number) continue;
    const before = (await turns.listOfRound(round.id)).find((turn) => turn.membershipId === membershipId && !isTurnSettled(turn));
    const state = before?.state === "asked" ? "expired" : "missed";
    if (before) await settle(work, settleTurn(before, state, { now: work.now }), "expire");
  }
}

/** A walk that the member began by themselves, and that a turn before took as its own, belongs to one turn at a time. */
async function handOver({ stores }: Work, checkInId: string): Promise<void> {
  const before = await stores.turns.findOfCheckIn(checkInId);
  if (!before) return;
  const { checkInId: _, ...rest } = before;
  await stores.turns.update(rest);
}
