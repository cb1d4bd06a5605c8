/** `assess [dimension]` and `checkin`. */
import type { Catalogue, Dimension } from "../../core/catalogue/catalogue.ts";
import type { CheckIn } from "../../core/check-in/check-in.ts";
import { step } from "../../core/check-in/walk.ts";
import { LOCALES } from "../../core/locale.ts";
import type { Round, Turn } from "../../core/schedule/round.ts";
import type { Button } from "../../message/message.ts";
import type { Run } from "../../message/text.ts";
import type { Call, TeamCall } from "../call.ts";
import { answerWith } from "../notices.ts";
import type { Outcome } from "../request.ts";
import { countSlips } from "../spelling.ts";
import { planCheckIn } from "./plan-check-in.ts";
import { openRequestedCheckIn, showAgain } from "./start-check-in.ts";
import { planWholeAssessment } from "./view.ts";
import { findOwnCheckIn } from "./walk-check-in.ts";

/**
 * Opens an assessment of everything, or of the dimension named by its id, code or title. A check-in that is already open
 * is shown instead, and a misspelled dimension is answered with all of them, the nearest first.
 */
export async function assess(call: TeamCall, args: readonly string[]): Promise<Outcome> {
  const word = args.join(" ").trim();
  const dimension = word === "" ? undefined : findDimension(call.catalogue, word);
  if (word !== "" && !dimension) return askForDimension(call, word);
  const open = await call.stores.checkIns.findOpen(call.membership.id);
  if (open) return showOpen(call, open);
  const items = await planWholeAssessment(call, call, dimension?.id);
  if (items.length === 0 && dimension) {
    return answerWith(call.voice, call.voice.runs("check-in.nothing.dimension", { dimension: call.voice.of(dimension.title) }));
  }
  if (items.length === 0) return answerNothing(call);
  const round = await findRunningRound(call);
  await openRequestedCheckIn(call, call, { kind: "assessment", items, dimensionId: dimension?.id, roundId: round?.id });
  return tellWhere(call);
}

/**
 * Opens the questions of the current round if the member's turn has not come yet, otherwise a short check-in planned by
 * the same rules. An open check-in is shown again instead.
 */
export async function checkInNow(call: TeamCall): Promise<Outcome> {
  const open = await call.stores.checkIns.findOpen(call.membership.id);
  if (open) return showOpen(call, open);
  const round = await findRunningRound(call);
  const turn = round && (await findOwnTurn(call, round));
  const latest = round ?? (await call.stores.rounds.latest(call.team.id));
  const items = await planCheckIn(call, call, latest?.number ?? 0);
  if (items.length === 0) return answerNothing(call);
  const isTurn = turn?.state === "due";
  const checkIn = await openRequestedCheckIn(call, call, { kind: isTurn ? "scheduled" : "short", items, roundId: round?.id });
  if (isTurn) await call.stores.turns.update({ ...turn, state: "asked", askedAt: call.now, checkInId: checkIn.id });
  return tellWhere(call);
}

/** Everything is answered, or nothing is meant for this member at all. */
async function answerNothing(call: TeamCall): Promise<Outcome> {
  const isAsked = (await planWholeAssessment(call, call)).length > 0;
  return answerWith(call.voice, call.voice.runs(`check-in.nothing.${isAsked ? "text" : "role"}`, { team: call.team.name }));
}

/** Shows the check-in's card again at the end of the conversation. Refuses one that belongs to somebody else or is gone. */
export async function showCheckIn(call: Call, action: { readonly checkInId: string }): Promise<Outcome> {
  const found = await findOwnCheckIn(call, action.checkInId);
  if (found.kind === "refused") return found.outcome;
  const asked = { team: found.team, membership: found.membership, person: call.person };
  await showAgain(call, asked, await wake(call, found.checkIn));
  return tellWhere(call);
}

async function showOpen(call: TeamCall, open: CheckIn): Promise<Outcome> {
  await showAgain(call, call, await wake(call, open));
  return answerWith(call.voice, [...call.voice.runs("check-in.already-open"), ...linkToChat(call)]);
}

/** Who asks for a check-in that pauses wants to go on with it. */
async function wake(call: Call, checkIn: CheckIn): Promise<CheckIn> {
  if (checkIn.status !== "paused") return checkIn;
  const woken = step(checkIn, { do: "resume" }, { now: call.now, revision: checkIn.revision });
  if (woken.kind === "refused") return checkIn;
  await call.stores.checkIns.update(woken.checkIn);
  return woken.checkIn;
}

/** In the direct message the card speaks for itself; elsewhere the author is told where it went. */
function tellWhere(call: Call): Outcome {
  const { place, isElsewhere } = call.from;
  if (place.in === "direct" && !isElsewhere) return {};
  return answerWith(call.voice, [...call.voice.runs("check-in.sent"), ...linkToChat(call)]);
}

/** Nothing in the direct message itself, which needs no way to it. */
function linkToChat({ voice, from: { place, isElsewhere, chatLink } }: Call): readonly Run[] {
  if (chatLink === undefined || (place.in === "direct" && !isElsewhere)) return [];
  return [{ text: " " }, { text: voice.say("check-in.open-chat"), href: chatLink }];
}

async function findRunningRound(call: TeamCall): Promise<Round | undefined> {
  const latest = await call.stores.rounds.latest(call.team.id);
  return latest?.status === "open" ? latest : undefined;
}

async function findOwnTurn(call: TeamCall, round: Round): Promise<Turn | undefined> {
  const turns = await call.stores.turns.listOfRound(round.id);
  return turns.find((turn) => turn.membershipId === call.membership.id);
}

function namesOf({ id, code, title }: Dimension): readonly string[] {
  return [id, code, ...LOCALES.map((locale) => title[locale])].map((name) => name.toLowerCase());
}

function findDimension(catalogue: Catalogue, word: string): Dimension | undefined {
  const wanted = word.toLowerCase().replaceAll(/\s+/g, " ");
  return catalogue.dimensions.find((dimension) =>
    namesOf(dimension).some((name) => name === wanted || name === wanted.replaceAll(" ", "-")),
  );
}

/** All of them to choose from, the nearest first. */
function askForDimension(call: TeamCall, word: string): Outcome {
  const slipsOf = new Map(
    call.catalogue.dimensions.map((dimension) => [
      dimension,
      Math.min(...namesOf(dimension).map((name) => countSlips(name, word.toLowerCase())), Number.MAX_SAFE_INTEGER),
    ]),
  );
  const nearest = [...slipsOf].sort(([, left], [, right]) => left - right).map(([dimension]) => dimension);
  const buttons = nearest.map((dimension): Button => ({
    label: call.voice.of(dimension.title),
    action: { act: "command", line: `assess ${dimension.id}`, teamId: call.team.id },
  }));
  return answerWith(call.voice, call.voice.runs("check-in.unknown-dimension", { word: word.slice(0, 40) }), { buttons });
}
