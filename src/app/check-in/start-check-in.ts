/** Opens check-ins, for a round or on request. A membership has at most one open, so an open one is shown instead. */
import { buildCheckIn } from "../../core/check-in/agenda.ts";
import type { AgendaItem, CheckIn, CheckInKind } from "../../core/check-in/check-in.ts";
import type { Round, Turn } from "../../core/schedule/round.ts";
import { DAY_MS, type Instant } from "../../core/time.ts";
import type { Message } from "../../message/message.ts";
import { type Call, type Work, workspaceFor } from "../call.ts";
import { findLivePost, queueEdit, queuePost, queueRemoval } from "../posting.ts";
import { planCheckIn } from "./plan-check-in.ts";
import { type Asked, buildCard } from "./view.ts";

/** What happened when a round came to a member. */
export type ScheduledStart =
  | { readonly kind: "asked"; readonly checkIn: CheckIn }
  /** Nothing was sent; it counts as finished. */
  | { readonly kind: "nothing-to-ask" }
  /** One was open already: see `adoptWalk`. */
  | { readonly kind: "busy"; readonly checkIn: CheckIn };

/**
 * Opens a member's check-in of a round and queues its card. The card counts as unsolicited and is dropped if it is still
 * unsent when the member's window ends. The first card brings along a greeting that still waits.
 */
export async function openScheduledCheckIn(
  work: Work,
  asked: Asked,
  place: { readonly round: Round; readonly turn: Turn },
): Promise<ScheduledStart> {
  const open = await work.stores.checkIns.findOpen(asked.membership.id);
  if (open) return { kind: "busy", checkIn: open };
  const items = await planCheckIn(work, asked, place.round.number);
  if (items.length === 0) return { kind: "nothing-to-ask" };
  const first = (await work.stores.checkIns.listOfMembership(asked.membership.id, 1)).length === 0;
  const checkIn = await insert(work, asked, { kind: "scheduled", items, roundId: place.round.id, offersBaseline: first });
  const greeting = checkIn.position.on === "offer" ? await takeGreeting(work, asked.membership) : undefined;
  await post(work, asked, { checkIn, unsolicited: true, expiresAt: place.turn.windowEndsAt, greeting });
  return { kind: "asked", checkIn };
}

/**
 * Takes back a greeting that has not been sent yet, because the first check-in greets in its place. Returns the greeting;
 * undefined when none waits.
 */
async function takeGreeting({ stores }: Work, membership: Asked["membership"]): Promise<Message | undefined> {
  for (const post of await stores.posts.listOfSubject("greeting", membership.id)) {
    const item = await stores.outbox.findOfPost(post.id);
    if (item?.status !== "pending") continue;
    await stores.outbox.update({ ...item, status: "dropped" });
    return item.message;
  }
  return undefined;
}

/** A card that was shown within this time is still at hand. */
const AT_HAND_MS = DAY_MS;

/**
 * Makes a check-in that the member started alone part of the round: it closes with the round, and later changes update
 * the round's digest. If its card is older than a day, it is sent again as the message of this round.
 */
export async function adoptWalk(
  work: Work,
  asked: Asked,
  { walk, round, turn }: { readonly walk: CheckIn; readonly round: Round; readonly turn: Turn },
): Promise<void> {
  const checkIn: CheckIn = { ...walk, roundId: round.id, revision: walk.revision + 1 };
  await work.stores.checkIns.update(checkIn);
  const before = await findLivePost(work, "check-in", checkIn.id);
  if (before && work.now - before.createdAt < AT_HAND_MS) return queueEdit(work, before, await buildCard(work, checkIn, asked));
  if (before) await queueRemoval(work, before, await buildCard(work, checkIn, asked));
  await post(work, asked, { checkIn, unsolicited: true, expiresAt: turn.windowEndsAt });
}

/** What a new check-in consists of, apart from whose it is. */
export type NewWalk = {
  readonly kind: CheckInKind;
  readonly items: readonly AgendaItem[];
  readonly roundId?: string | undefined;
  readonly dimensionId?: string | undefined;
  readonly offersBaseline?: boolean;
};

/**
 * Opens a check-in that the member asked for and queues its card in the workspace where they asked. Throws `lost-race` when the
 * membership already has one open.
 */
export async function openRequestedCheckIn(call: Call, asked: Asked, walk: NewWalk): Promise<CheckIn> {
  const checkIn = await insert(call, asked, walk);
  await post(call, asked, { checkIn, unsolicited: false, workspaceId: call.workspace.id });
  return checkIn;
}

/** Queues the card again at the end of the conversation in which they asked, and removes the earlier one wherever it is. */
export async function showAgain(call: Call, asked: Asked, checkIn: CheckIn): Promise<void> {
  const before = await findLivePost(call, "check-in", checkIn.id);
  if (before) await queueRemoval(call, before, await buildCard(call, checkIn, asked));
  await post(call, asked, { checkIn, unsolicited: false, workspaceId: call.workspace.id });
}

async function insert(work: Work, { team, membership, person }: Asked, walk: NewWalk): Promise<CheckIn> {
  const { kind, items, roundId, dimensionId, offersBaseline = false } = walk;
  const checkIn = buildCheckIn({
    id: work.world.ids.next(),
    teamId: team.id,
    membershipId: membership.id,
    personId: person.id,
    ...(roundId !== undefined && { roundId }),
    kind,
    ...(dimensionId !== undefined && { dimensionId }),
    edition: team.edition,
    items,
    openedAt: work.now,
    offersBaseline,
  });
  await work.stores.checkIns.insert(checkIn);
  return checkIn;
}

/** Without a `workspaceId` the card goes where the person is asked unasked. */
type CardPost = {
  readonly checkIn: CheckIn;
  readonly unsolicited: boolean;
  readonly expiresAt?: Instant;
  /** The greeting that this card brings along. */
  readonly greeting?: Message | undefined;
  readonly workspaceId?: string;
};

async function post(
  work: Work,
  asked: Asked,
  { checkIn, unsolicited, expiresAt, greeting, workspaceId }: CardPost,
): Promise<void> {
  await queuePost(work, {
    target: { to: "person", personId: asked.person.id },
    workspaceId: workspaceId ?? (await workspaceFor(work, asked.person, asked.team)),
    purpose: "check-in",
    subjectId: checkIn.id,
    message: await buildCard(work, checkIn, { ...asked, greeting }),
    unsolicited,
    stillWanted: { when: "check-in-open", checkInId: checkIn.id },
    ...(expiresAt !== undefined && { expiresAt }),
  });
}
