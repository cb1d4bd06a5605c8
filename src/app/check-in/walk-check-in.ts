/**
 * Handles one press within a check-in: the core decides, the result is stored, its effects are carried out and the card
 * is updated.
 */
import type { CheckIn, WalkEffect, WalkEvent, WalkRefusal } from "../../core/check-in/check-in.ts";
import { step } from "../../core/check-in/walk.ts";
import { isActiveAt, type Membership, type Team } from "../../core/team.ts";
import type { Button } from "../../message/message.ts";
import { spellCommand } from "../../message/slash-command.ts";
import { type Call, isAtHome } from "../call.ts";
import { answerWith, buildNotice } from "../notices.ts";
import { findLivePost, queueEdit } from "../posting.ts";
import type { Outcome } from "../request.ts";
import { finishTurn } from "../rounds/finish-turn.ts";
import { refreshDigest } from "../standing/post-digest.ts";
import { noteAnswer } from "../standing/publish.ts";
import { keepStepReport } from "../steps/report-step.ts";
import { type Asked, extendToAssessment, buildCard } from "./view.ts";

/** A press or form within a check-in. `revision` is that of the card that was used. */
export type WalkMove = { readonly checkInId: string; readonly revision: number; readonly event: WalkEvent };

/**
 * Carries out one move of a check-in and returns its new card. It refuses with an explanation, and changes nothing, when
 * the check-in is somebody else's, gone, out of date or sealed.
 */
export async function walk(call: Call, { checkInId, revision, event }: WalkMove): Promise<Outcome> {
  const found = await findOwnCheckIn(call, checkInId);
  if (found.kind === "refused") return found.outcome;
  const { checkIn, team, membership } = found;
  const result = step(checkIn, event, { now: call.now, revision });
  if (result.kind === "refused") return refuseMove(call, { checkIn, team, reason: result.reason });
  const moved = await carryOut(call, {
    checkIn: result.checkIn,
    asked: { team, membership, person: call.person },
    effects: result.effects,
  });
  await call.stores.checkIns.update(moved);
  for (const effect of result.effects) await settle(call, moved, effect);
  const isAnswered = result.effects.some((effect) => effect.do === "record-answer");
  if (isAnswered && !(await isPublishedAtClose(call, team, moved))) await noteAnswer(call, team);
  return { card: await showCard(call, moved, team) };
}

/** What a private team answers in an open round is published when the round closes: until then nothing has to be planned. */
async function isPublishedAtClose({ stores }: Call, { privacy }: Team, { roundId }: CheckIn): Promise<boolean> {
  if (privacy === "open" || roundId === undefined) return false;
  return (await stores.rounds.find(roundId))?.status === "open";
}

type Found =
  | { readonly kind: "own"; readonly checkIn: CheckIn; readonly team: Team; readonly membership: Membership }
  | { readonly kind: "refused"; readonly outcome: Outcome };

/**
 * Finds a check-in of the person who asks, with its team and membership. Refuses one that is gone, that belongs to
 * somebody else, or whose team the person has left.
 */
export async function findOwnCheckIn(call: Call, checkInId: string): Promise<Found> {
  const refuse = (why: "gone" | "not-yours" | "left"): Found => ({
    kind: "refused",
    outcome: answerWith(
      call.voice,
      call.voice.runs(`check-in.refused.${why}`, { command: spellCommand(call.workspace, "checkin") }),
      { tone: "warning" },
    ),
  });
  const checkIn = await call.stores.checkIns.find(checkInId);
  const team = checkIn && (await call.stores.teams.find(checkIn.teamId));
  if (!checkIn || !team) return refuse("gone");
  if (checkIn.personId !== call.person.id) return refuse("not-yours");
  if (!(await isAtHome(call, team, call.workspace))) return refuse("gone");
  const membership = await call.stores.memberships.find(checkIn.membershipId);
  if (!membership || !isActiveAt(membership, call.now)) return refuse("left");
  return { kind: "own", checkIn, team, membership };
}

/** Edits the lasting message and returns its new content for front ends that can replace it at once. */
async function showCard(call: Call, checkIn: CheckIn, team: Team): Promise<NonNullable<Outcome["card"]>> {
  const card = await buildCard(call, checkIn, { person: call.person, team });
  const post = await findLivePost(call, "check-in", checkIn.id);
  if (post) await queueEdit(call, post, card);
  return card;
}

type Refusal = { readonly checkIn: CheckIn; readonly team: Team; readonly reason: WalkRefusal };

async function refuseMove(call: Call, { checkIn, team, reason }: Refusal): Promise<Outcome> {
  const card = await buildCard(call, checkIn, { person: call.person, team });
  if (reason === "already-saved") return { card };
  const again: Button = {
    label: call.voice.say("check-in.button.new"),
    action: { act: "command", line: "checkin", teamId: team.id },
    style: "primary",
  };
  const buttons = reason === "sealed" || reason === "not-open" ? [again] : [];
  return { card, notice: buildNotice(call.voice, call.voice.runs(`check-in.refused.${reason}`), { buttons, tone: "warning" }) };
}

type Carrying = { readonly checkIn: CheckIn; readonly asked: Asked; readonly effects: readonly WalkEffect[] };

/** What the effects change in the check-in itself, before it is stored. */
async function carryOut(call: Call, { checkIn, asked, effects }: Carrying): Promise<CheckIn> {
  let current = checkIn;
  for (const effect of effects) {
    if (effect.do === "extend-agenda") current = await extendToAssessment(call, current, asked);
  }
  return current;
}

async function settle(call: Call, checkIn: CheckIn, effect: WalkEffect): Promise<void> {
  switch (effect.do) {
    case "record-answer":
      return call.stores.answers.append({
        ...effect.remark,
        id: call.world.ids.next(),
        teamId: checkIn.teamId,
        membershipId: checkIn.membershipId,
        questionId: effect.questionId,
        edition: checkIn.edition,
        checkInId: checkIn.id,
        reply: effect.reply,
        at: call.now,
      });
    case "report-step":
      return keepStepReport(call, { stepId: effect.stepId, report: effect.report, personId: call.person.id });
    case "finished":
      return finishTurn(call, checkIn);
    case "answers-changed-after-finish":
      return checkIn.roundId === undefined ? undefined : refreshDigest(call, checkIn.roundId);
    case "extend-agenda":
      return undefined;
  }
}
