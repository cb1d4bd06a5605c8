/** How a walk begins: by a round, or by command. At most one is open a membership, so an open one is shown instead. */
import type { AgendaItem, CheckIn, CheckInKind } from "../../core/check-in/check-in.ts";
import { buildCheckIn } from "../../core/check-in/open-check-in.ts";
import type { Round, Turn } from "../../core/schedule/round.ts";
import { DAY_MS, type Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";
import { workspaceFor } from "../link/homes.ts";
import { findLivePost, queueEdit, queuePost, queueRemoval } from "../posting.ts";
import { type Asked, planCheckIn } from "./plan-check-in.ts";
import { buildCard } from "./view.ts";

export type ScheduledStart =
  | { readonly kind: "asked"; readonly checkIn: CheckIn }
  /** Nothing was sent; it counts as finished. */
  | { readonly kind: "nothing-to-ask" }
  /** One was open already: see `adoptWalk`. */
  | { readonly kind: "busy"; readonly checkIn: CheckIn };

/** A member's part of a round. The card counts as unsolicited and is dropped unsent when the window ends. */
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
  await post(work, asked, { checkIn, unsolicited: true, expiresAt: place.turn.windowEndsAt });
  return { kind: "asked", checkIn };
}

/** A card that was shown within this time is still at hand. */
const AT_HAND_MS = DAY_MS;

/**
 * A walk that the member began alone becomes the round's: it ends with it, and what is changed after the close edits its digest.
 * Where its card lies days back it comes again, as the message of this round.
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

export type NewWalk = {
  readonly kind: CheckInKind;
  readonly items: readonly AgendaItem[];
  readonly roundId?: string | undefined;
  readonly dimensionId?: string | undefined;
  readonly offersBaseline?: boolean;
};

/** A walk that the member asked for. */
export async function openRequestedCheckIn(work: Work, asked: Asked, walk: NewWalk): Promise<CheckIn> {
  const checkIn = await insert(work, asked, walk);
  await post(work, asked, { checkIn, unsolicited: false });
  return checkIn;
}

/** The card again at the end of the conversation; the one before it goes away. */
export async function showAgain(work: Work, asked: Asked, checkIn: CheckIn): Promise<void> {
  const before = await findLivePost(work, "check-in", checkIn.id);
  if (before) await queueRemoval(work, before, await buildCard(work, checkIn, asked));
  await post(work, asked, { checkIn, unsolicited: false });
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

type CardPost = { readonly checkIn: CheckIn; readonly unsolicited: boolean; readonly expiresAt?: Instant };

async function post(work: Work, asked: Asked, { checkIn, unsolicited, expiresAt }: CardPost): Promise<void> {
  await queuePost(work, {
    target: { to: "person", personId: asked.person.id },
    workspaceId: await workspaceFor(work, asked.person, asked.team),
    purpose: "check-in",
    subjectId: checkIn.id,
    message: await buildCard(work, checkIn, asked),
    unsolicited,
    stillWanted: { when: "check-in-open", checkInId: checkIn.id },
    ...(expiresAt !== undefined && { expiresAt }),
  });
}
