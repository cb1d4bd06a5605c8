/** Joins people to a team, changes their part and ends their membership, with everything that follows. */
import type { CheckIn } from "../../core/check-in/check-in.ts";
import { isActiveAt, type Membership, type Part, type Team } from "../../core/team.ts";
import { localeOf, type Work } from "../call.ts";
import { buildNotice } from "../notices.ts";
import { findLivePost, queueEdit } from "../posting.ts";
import { bringRoundForward } from "../rounds/bring-round-forward.ts";
import { removeReminder } from "../rounds/remind.ts";
import { noteRosterChange } from "../standing/publish.ts";
import { releaseSteps } from "../steps/release-steps.ts";
import { dropGreetings } from "./greetings.ts";

/** A person and the part that they get in a team. */
export type Joining = { readonly team: Team; readonly personId: string; readonly part: Part };
/** The membership and whether it is new, was resumed, changed or stayed the same. */
export type Joined = { readonly membership: Membership; readonly how: "new" | "returned" | "changed" | "same" };

/**
 * Gives the person this part from now on and returns the membership. Somebody who comes back gets a new interval in the
 * same membership.
 */
export async function joinTeam(work: Work, { team, personId, part }: Joining): Promise<Joined> {
  const before = await work.stores.memberships.findOfPerson(team.id, personId);
  if (!before) {
    const id = work.world.ids.next();
    const membership = { id, teamId: team.id, personId, ...part, roles: [], intervals: [{ since: work.now }] };
    await work.stores.memberships.save(membership);
    await noteRosterChange(work, team);
    return { membership, how: "new" };
  }
  const active = isActiveAt(before, work.now);
  if (active && before.kind === part.kind && before.lead === part.lead) return { membership: before, how: "same" };
  const intervals = active ? before.intervals : [...before.intervals, { since: work.now }];
  const membership = { ...before, ...part, intervals };
  await work.stores.memberships.save(membership);
  await noteRosterChange(work, team);
  if (active && part.kind === "observer") {
    await endAsking(work, before);
    await releaseSteps(work, before);
  }
  return { membership, how: active ? "changed" : "returned" };
}

/**
 * Ends the membership now: the person is no longer asked or counted, and what they answered is kept. If it has ended
 * before, nothing changes.
 */
export async function endMembership(work: Work, membership: Membership): Promise<void> {
  if (!isActiveAt(membership, work.now)) return;
  const intervals = membership.intervals
    .map(({ since, until }) => ({ since, until: Math.min(until ?? work.now, work.now) }))
    .filter(({ since, until }) => since < until);
  await work.stores.memberships.save({ ...membership, lead: false, intervals });
  const team = await work.stores.teams.find(membership.teamId);
  if (team) await noteRosterChange(work, team);
  await dropGreetings(work, membership);
  await endAsking(work, membership);
  await releaseSteps(work, membership);
}

/**
 * Stops asking a member: cancels the open check-in and keeps its answers, excuses the turn of the round and plans no more
 * nudges.
 */
export async function endAsking(work: Work, membership: Membership, why: EndOfAsking = "members.ended"): Promise<void> {
  const checkIn = await work.stores.checkIns.findOpen(membership.id);
  if (checkIn) await cancelCheckIn(work, checkIn, why);
  await work.stores.nudges.setNextLookAt(membership.id, undefined);
  const round = await work.stores.rounds.latest(membership.teamId);
  if (round?.status !== "open") return;
  const turns = await work.stores.turns.listOfRound(round.id);
  const turn = turns.find(({ membershipId, state }) => membershipId === membership.id && (state === "due" || state === "asked"));
  if (!turn) return;
  const { nextActionAt: _, ...rest } = turn;
  await work.stores.turns.update({ ...rest, state: "excused", excuse: "left" });
  await bringRoundForward(work, round.id);
}

/** The sentence that replaces the card of a check-in that ends before it was finished. */
type EndOfAsking = "members.ended" | "link.me.check-in-ended" | "link.told.check-in-ended";

/** Cancels a check-in and removes its reminder. `promptId` names the sentence that replaces its card. */
export async function cancelCheckIn(work: Work, checkIn: CheckIn, promptId: EndOfAsking): Promise<void> {
  await work.stores.checkIns.update({ ...checkIn, status: "cancelled", revision: checkIn.revision + 1 });
  await removeReminder(work, checkIn.id);
  const post = await findLivePost(work, "check-in", checkIn.id);
  const team = await work.stores.teams.find(checkIn.teamId);
  if (!post || !team) return;
  const voice = work.world.voice(localeOf(await work.stores.people.find(checkIn.personId), team));
  await queueEdit(work, post, buildNotice(voice, voice.runs(promptId, { team: team.name })));
}
