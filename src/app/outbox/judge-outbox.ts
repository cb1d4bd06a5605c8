/** Decides right before a send whether the message is still wanted and whether the hour suits its reader. */
import { awayUntilAt } from "../../core/absence.ts";
import {
  type AllowedHours,
  hoursForCheckIn,
  hoursForDigest,
  hoursForReminders,
  nextAllowedInstant,
} from "../../core/schedule/allowed-hours.ts";
import { zoneOfMember } from "../../core/schedule/occurrences.ts";
import { isActiveAt, leadsProgrammeOf, type Person, type Team, type Workspace } from "../../core/team.ts";
import { HOUR_MS, type Instant, type Zone } from "../../core/time.ts";
import { type Work, listTeamsOf, isRemoved } from "../call.ts";
import { buildCardOf } from "../check-in/view.ts";
import { clearUnreachable, namePeople } from "../known-people.ts";
import { excuseSuspended } from "../link/suspend.ts";
import type { DropReason, SendVerdict, OutboxRules } from "../ports/outbox-rules.ts";
import type { OutboxItem, StillWanted } from "../ports/outbox-store.ts";
import type { Post } from "../ports/post-store.ts";
import { queuePost } from "../posting.ts";
import { wantsMonthly } from "../programme/monthly.ts";
import { tellChannelTrouble } from "../rounds/channel-trouble.ts";
import { excuseTurn } from "../rounds/excuse-turn.ts";
import { markUnreachable } from "../rounds/mark-unreachable.ts";
import { listOwnTimes, MAX_A_WEEK, WEEK_MS } from "../schedule/own-times.ts";
import { holidaysOf } from "../schedule/team-holidays.ts";
import { mayHaveExport } from "../standing/run-exports.ts";
import { tellUnclear } from "./tell-unclear.ts";

/** Decides from what the database says now whether a claimed item is sent, dropped, or held until later. */
async function judgeItem(work: Work, item: OutboxItem, workspace: Workspace): Promise<SendVerdict> {
  const post = await work.stores.posts.find(item.postId);
  if (!post) return drop("unknown-post");
  if (workspace.uninstalledAt !== undefined) return drop("uninstalled");
  return item.operation === "post" ? judgePost(work, item, post) : judgeChange(item, post);
}

async function judgePost(work: Work, item: OutboxItem, post: Post): Promise<SendVerdict> {
  if (post.removedAt !== undefined) return drop("removed");
  if (item.expiresAt !== undefined && item.expiresAt <= work.now) return drop("expired");
  if (item.stillWanted) {
    const reason = await findObjection(work, item.stillWanted);
    if (reason) return drop(reason);
  }
  if (!(await isMeantStill(work, post))) return drop("left");
  if (await isTurnedOff(work, post)) return drop("turned-off");
  // What the reader asked for comes at any hour.
  if (!item.unsolicited) return { kind: "send", post };
  const verdict = await judgeHour(work, item, post);
  const joins = verdict.kind === "send" ? await findFirstCheckIn(work, item, post) : undefined;
  return joins === undefined ? verdict : { kind: "wait", until: joins + GRACE_MS };
}

async function findObjection({ stores }: Work, wanted: StillWanted): Promise<DropReason | undefined> {
  switch (wanted.when) {
    case "check-in-open": {
      const checkIn = await stores.checkIns.find(wanted.checkInId);
      return checkIn?.status === "open" || checkIn?.status === "paused" ? undefined : "answered";
    }
    case "round-not-sealed": {
      const round = await stores.rounds.find(wanted.roundId);
      return round && round.status !== "sealed" ? undefined : "sealed";
    }
  }
}

/** What was queued for a member or a lead is not for somebody who left meanwhile, or leads no more. */
async function isMeantStill({ stores, now }: Work, { purpose, subjectId, target, workspaceId }: Post): Promise<boolean> {
  if (target.to !== "person") return true;
  switch (purpose) {
    case "nudge": {
      const membership = await stores.memberships.find(subjectId);
      return membership?.kind === "member" && isActiveAt(membership, now);
    }
    case "reading": {
      const ask = await stores.readings.listAsksOf(target.personId);
      return ask.some(({ id }) => id === subjectId);
    }
    case "raised-step": {
      const step = await stores.steps.find(subjectId);
      const membership = step && (await stores.memberships.findOfPerson(step.teamId, target.personId));
      return membership?.lead === true && isActiveAt(membership, now);
    }
    case "overview": {
      const person = await stores.people.find(target.personId);
      return person !== undefined && leadsProgrammeOf(person, workspaceId);
    }
    case "export": {
      const asked = await stores.exports.find(subjectId);
      return asked !== undefined && (await mayHaveExport({ stores, now }, asked));
    }
    case "check-in":
    case "reminder":
    case "digest":
    case "notice":
    case "greeting":
    case "answer":
      return true;
    default:
      return purpose satisfies never;
  }
}

/** A greeting this close to the first check-in waits for it. */
const NEAR_MS = HOUR_MS;
/** If the check-in has not taken the greeting along by then, the greeting is sent alone. */
const GRACE_MS = 10 * 60_000;

/** The first check-in takes a greeting along, so that both are one message; undefined where none comes within the hour. */
async function findFirstCheckIn(work: Work, item: OutboxItem, { purpose, subjectId }: Post): Promise<Instant | undefined> {
  if (purpose !== "greeting" || work.now - item.createdAt >= WEEK_MS) return undefined;
  const membership = await work.stores.memberships.find(subjectId);
  if (membership?.kind !== "member") return undefined;
  const [first] = await work.stores.checkIns.listOfMembership(membership.id, 1);
  const [team, person] = [await work.stores.teams.find(membership.teamId), await work.stores.people.find(membership.personId)];
  const [at] = !first && team && person ? await listOwnTimes(work, { team, person }) : [];
  return at !== undefined && at >= work.now && at - work.now <= NEAR_MS ? at : undefined;
}

/** What its reader turned off while it waited. */
async function isTurnedOff(work: Work, { purpose, target }: Post): Promise<boolean> {
  if (target.to !== "person" || (purpose !== "nudge" && purpose !== "reminder" && purpose !== "overview")) return false;
  if (purpose === "overview") return !(await wantsMonthly(work, target.personId));
  const person = await work.stores.people.find(target.personId);
  return purpose === "nudge" ? person?.nudges === false : person?.reminders === "off";
}

async function judgeHour(work: Work, item: OutboxItem, post: Post): Promise<SendVerdict> {
  const person = post.target.to === "person" ? await work.stores.people.find(post.target.personId) : undefined;
  if (post.target.to === "person" && !person) return drop("removed");
  const back = (person && awayUntilAt(person, work.now)) ?? 0;
  if (back > work.now) return isNewsOnReturn(post) && Number.isFinite(back) ? { kind: "wait", until: back } : drop("away");
  const team = await findTeamOfPost(work, post);
  if (!team) return { kind: "send", post };
  const hours = hoursOf(work, team, post);
  const earliest = person && canWait(post) ? await findNextPlace(work, person) : work.now;
  const at = nextAllowedInstant(earliest, zoneOf(team, person), hours);
  if (at === undefined || at <= work.now) return { kind: "send", post };
  return item.expiresAt !== undefined && item.expiresAt <= at ? drop("expired") : { kind: "wait", until: at };
}

/** Who was added, or leads a team, while they are away hears of it when they are back; nothing else says it again. */
function isNewsOnReturn({ purpose }: Post): boolean {
  return purpose === "greeting" || purpose === "notice";
}

/** Whether there was room for a check-in or reminder was looked at when it was queued, a moment ago. */
function canWait({ purpose }: Post): boolean {
  return purpose !== "check-in" && purpose !== "reminder";
}

/** Now, or where messages came later than planned and filled the week, when it has room again. */
async function findNextPlace({ stores, now }: Work, { id }: Person): Promise<Instant> {
  const sent = await stores.outbox.listUnsolicitedSent(id, now - WEEK_MS);
  const first = sent.at(-MAX_A_WEEK);
  return first === undefined ? now : first + WEEK_MS + 1;
}

function zoneOf(team: Team, person: Person | undefined): Zone {
  return person ? zoneOfMember(team.schedule, person.zone) : team.schedule.zone;
}

/** A check-in comes at the hour that the team chose; what was held up longer than that hour waits for working hours. */
function hoursOf({ world, now }: Work, { schedule }: Team, { purpose, createdAt }: Post): AllowedHours {
  const isHoliday = holidaysOf(world, schedule);
  if (purpose === "check-in" && now - createdAt <= HOUR_MS) return hoursForCheckIn(schedule, isHoliday);
  return purpose === "digest" ? hoursForDigest(schedule, isHoliday) : hoursForReminders(schedule, isHoliday);
}

/** An edit or removal is claimed after its post was sent; where that left no trace there is nothing to change. */
function judgeChange(item: OutboxItem, post: Post): SendVerdict {
  if (item.operation === "edit" && post.removedAt !== undefined) return drop("removed");
  return post.platformRef === undefined ? drop("never-sent") : { kind: "send", post };
}

function drop(reason: DropReason): SendVerdict {
  return { kind: "drop", reason };
}

/** Finds the team that the post is about, otherwise one of its reader's teams. Returns undefined when there is none. */
async function findTeamOfPost(work: Work, post: Post): Promise<Team | undefined> {
  const teamId = await findTeamId(work.stores, post);
  if (teamId !== undefined) return work.stores.teams.find(teamId);
  if (post.target.to !== "person") return undefined;
  const [own] = await listTeamsOf(work, post.target.personId);
  return own;
}

async function findTeamId(stores: Work["stores"], { purpose, subjectId }: Post): Promise<string | undefined> {
  switch (purpose) {
    case "check-in":
    case "reminder":
      return (await stores.checkIns.find(subjectId))?.teamId;
    case "digest":
      return (await stores.rounds.find(subjectId))?.teamId;
    case "nudge":
    case "greeting":
      return (await stores.memberships.find(subjectId))?.teamId;
    case "raised-step":
      return (await stores.steps.find(subjectId))?.teamId;
    // About a person, a team or a whole workspace: the reader's own hours count.
    case "reading":
    case "notice":
    case "overview":
    case "answer":
    case "export":
      return undefined;
  }
}

/**
 * The rules about messages. They mark people as reachable or unreachable, excuse the turn of a member who is away, and
 * tell leads when their channel refuses a message.
 */
export const OUTBOX_RULES: OutboxRules = {
  judge: judgeItem,
  namePeople: (work, message) => namePeople(work, message, message.locale),
  /** A member who never saw their check-in, away or because their side is suspended, is not expected in its round. */
  async whenDropped(work, { operation, postId }, reason) {
    const isTold = operation === "post" && (reason === "away" || reason === "uninstalled");
    const post = isTold ? await work.stores.posts.find(postId) : undefined;
    if (post?.purpose !== "check-in") return;
    if (reason === "away") await excuseTurn(work, post.subjectId, "away");
    else await excuseSuspended(work, post.subjectId);
  },
  async whenArrived(work, { target }) {
    if (target.to === "person") await clearUnreachable(work, target.personId);
  },
  async whenUnreachable(work, post, trouble) {
    if (post.target.to === "person") await markUnreachable(work, { personId: post.target.personId, post, ...trouble });
  },
  /**
   * What no table foresees ends as what it does foresee: the leads are told, with the platform's own word. Nobody is to blame
   * where the whole bot was removed.
   */
  async whenRefused(work, { item, post, reason, trouble = "refused" }) {
    if (item.operation !== "post") return;
    if (await isRemoved(work, post.workspaceId)) {
      if (post.purpose === "check-in") await excuseSuspended(work, post.subjectId);
      return;
    }
    if (post.target.to === "channel") return tellChannelTrouble(work, post, { reason: trouble, code: reason });
    await markUnreachable(work, { personId: post.target.personId, post, reason: "refused", code: reason });
  },
  async whenUnclear(work, item, post) {
    await tellUnclear(work, { item, post, team: await findTeamOfPost(work, post) });
  },
  /**
   * A member who waits for their check-in's card gets a new one if the old one was deleted. It shows the check-in as it is now,
   * since a newer change of the old card may still wait and is not wanted any more.
   */
  async whenGone(work, { operation, urgency, message }, post) {
    const { target, workspaceId, purpose, subjectId } = post;
    if (operation !== "edit" || urgency !== "waiting" || purpose !== "check-in" || post.removedAt !== undefined) return;
    await work.stores.posts.save({ ...post, removedAt: work.now });
    const card = (await buildCardOf(work, subjectId)) ?? message;
    await queuePost(work, { target, workspaceId, purpose, subjectId, message: card, urgency });
  },
};
