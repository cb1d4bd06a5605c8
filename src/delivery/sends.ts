/**
 * Sends from the claim to what became of them, written down; and how many more a workspace may begin. A front end's sender may
 * hang or throw: what it answers is always a result.
 */
import type { Work } from "../app/call.ts";
import type { Log } from "../app/ports/log.ts";
import type { OutboxRules } from "../app/ports/outbox-rules.ts";
import type { OutboxItem, Urgency } from "../app/ports/outbox-store.ts";
import type { Post } from "../app/ports/post-store.ts";
import type { Sender, SendResult, Sending } from "../app/ports/sender.ts";
import { SpeedboatError } from "../core/errors.ts";
import type { Workspace, Platform } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import { findFile } from "../message/message.ts";
import type { SendRoom } from "../pace/meter.ts";
import type { SendLimits } from "./limits.ts";
import type { Claimed } from "./look.ts";
import { type Pacing, type PacedLane, createResumption, createRecovery, type UnderWay } from "./pacing.ts";
import { recordInterrupted, recordLocated, recordResult } from "./record-result.ts";

/** What is needed to send claimed items; times are in milliseconds. */
export type SendsParts = {
  readonly rules: OutboxRules;
  readonly senders: (workspace: Workspace) => Sender | undefined;
  readonly inWork: <T>(task: (work: Work) => Promise<T>, now?: Instant) => Promise<T>;
  readonly now: () => Instant;
  /** Milliseconds of a clock that never goes back. */
  readonly steadyNow: () => number;
  readonly log: Log;
  readonly pacing: Pacing;
  readonly workspaces: KnownWorkspaces;
  readonly underWay: UnderWay;
  readonly sendTimeoutMs: number;
  readonly reconcileAfterMs: number;
};

/** Sends claimed items and stores what became of them. */
export interface Sends {
  /** How many a workspace may begin now, beside so many of others; none while no front end is there for it. */
  roomOf(workspace: Workspace, claimed: number): SendRoom;
  start(claimed: Claimed): void;
  /** Finds out what became of a send that was interrupted, where its front end can look. */
  settle(lapsed: OutboxItem): void;
}

const MAX_UNDER_WAY = 1_024;
/** The most that is started for one workspace at a time, so that a busy one does not hold up the others. */
export const SHARE = 16;
/** The most that is claimed in one unit of work, so that requests are handled in between. */
export const MOST_A_LOOK = 64;
/** After a hang, this many of a workspace's sends may be under way until one succeeds. */
const UNDER_WAY_IN_TROUBLE = 8;
/** A file of hundreds of megabytes takes minutes. */
const FILE_TIMEOUT_MS = 600_000;
const WITHOUT_SENDER_MS = 60_000;
/** The most that comes forward in one unit of work, so that requests are handled in between. */
const MOST_BROUGHT_FORWARD = 250;

/** Creates the part of delivery that sends claimed items at the platforms' pace. */
export function createSends(parts: SendsParts): Sends {
  const { rules, senders, inWork, now: readClock, steadyNow, log, pacing, workspaces, underWay } = parts;
  const { sendTimeoutMs, reconcileAfterMs } = parts;
  const inTrouble = new Set<string>();
  const resumption = createResumption();
  const recovery = createRecovery();

  /** Whatever failed while the platform was in trouble is tried again now that it answers. */
  async function tryOthersAgain(workspace: Workspace, sender: Sender): Promise<void> {
    if (!recovery.noteAnswer(workspace.id, steadyNow())) return;
    const stepMs = Math.max(0, ...workspaces.limitsOf(workspace).bulk.map(({ amount, perMs }) => perMs / amount));
    const wanted = { workspaceId: workspace.id, stepMs, limit: MOST_BROUGHT_FORWARD, looks: sender.locate !== undefined };
    const count = await inWork(({ stores, now }) => stores.outbox.bringForward({ ...wanted, now }));
    if (count === MOST_BROUGHT_FORWARD) recovery.noteMore(workspace.id);
    if (count > 0) log.info({ workspaceId: workspace.id, count }, "the platform answers again: what had failed is tried now");
  }

  function paceOf(workspace: Workspace): SendRoom {
    const { id } = workspace;
    const limits = workspaces.limitsOf(workspace);
    const bulk = inTrouble.has(id) ? Math.min(UNDER_WAY_IN_TROUBLE, limits.concurrent) : limits.concurrent;
    const paced = pacing.room({ workspaceId: id, limits }, steadyNow());
    const resumed = resumption.mostOf(id) - underWay.countOf(id);
    return {
      all: Math.min(bulk + limits.concurrentForWaiting - underWay.countOf(id), paced.all, resumed),
      bulk: Math.min(bulk - underWay.countBulkOf(id), paced.bulk),
    };
  }

  /** What the platform's answer says about those that come next. */
  function heed(result: SendResult, place: PacedLane, at: number): void {
    if (result.kind === "unclear") inTrouble.add(place.workspaceId);
    else inTrouble.delete(place.workspaceId);
    const wantsRetry = result.kind === "failed" && result.retry;
    if (result.kind === "unclear" || wantsRetry) recovery.noteTrouble(place.workspaceId, at);
    if (result.kind === "sent") resumption.noteSent(place.workspaceId);
    if (result.kind !== "rate-limited") return;
    const until = at + result.retryAfterMs;
    if (result.scope === "call") return pacing.holdLane(place, until);
    const isAll = resumption.noteLimited(place) || result.scope === "workspace";
    if (isAll) pacing.holdWorkspace(place, until);
    else pacing.holdLane(place, until);
  }

  async function sendClaimed({ item, post, workspace, said }: Claimed, sender: Sender, place: PacedLane): Promise<void> {
    const result = await send(sender, { ...item, message: said }, post, findFile(said) ? FILE_TIMEOUT_MS : sendTimeoutMs);
    const at = readClock();
    pacing.end(place, steadyNow());
    heed(result, place, steadyNow());
    const canLocate = sender.locate !== undefined;
    const outcome = { item, post, result, reconcileAfterMs: canLocate ? reconcileAfterMs : undefined };
    const recorded = await inWork((work) => recordResult(work, outcome, rules), at);
    if (result.kind === "sent") await tryOthersAgain(workspace, sender);
    if (recorded.status === "failed" || recorded.status === "ambiguous") {
      const { status } = recorded;
      log.warn(
        { itemId: item.id, workspaceId: workspace.id, status, reason: reasonOfResult(result) },
        "a message was not delivered",
      );
    }
  }

  async function settleLapsed(item: OutboxItem): Promise<void> {
    if (item.operation !== "post") return inWork((work) => recordInterrupted(work, item));
    const workspace = await workspaces.find(item.workspaceId);
    const sender = workspace && senders(workspace);
    const post = await inWork(({ stores }) => stores.posts.find(item.postId));
    if (!sender || !post) return;
    const found = await locate(sender, item, post, sendTimeoutMs);
    const verdict = typeof found === "object" ? { ref: found.found } : found;
    if (verdict === "unknown" || verdict === "cannot")
      log.warn({ itemId: item.id, workspaceId: item.workspaceId }, "nobody knows whether a message arrived");
    await inWork((work) => recordLocated(work, { item, found: verdict }, rules));
    if (verdict !== "unknown" && verdict !== "cannot") await tryOthersAgain(workspace, sender);
  }

  return {
    roomOf(workspace, claimed) {
      workspaces.remember(workspace);
      const most = Math.min(MOST_A_LOOK, MAX_UNDER_WAY - underWay.count()) - claimed;
      const pace = paceOf(workspace);
      if (senders(workspace)) return { all: Math.max(0, Math.min(most, pace.all)), bulk: Math.max(0, pace.bulk) };
      const limits = workspaces.limitsOf(workspace);
      pacing.holdWorkspace({ workspaceId: workspace.id, limits }, steadyNow() + WITHOUT_SENDER_MS);
      return { all: 0, bulk: 0 };
    },
    start(claimed) {
      const { item, workspace } = claimed;
      const sender = senders(workspace);
      if (!sender) return;
      const place = workspaces.placeOf(workspace, item);
      pacing.begin(place);
      const { isWaitedFor } = place;
      const isLong = findFile(claimed.said) !== undefined;
      underWay.add({ workspaceId: workspace.id, itemId: item.id, isWaitedFor, isLong }, sendClaimed(claimed, sender, place));
    },
    settle(lapsed) {
      if (underWay.has(lapsed.id)) return;
      const { id, workspaceId, urgency } = lapsed;
      underWay.add({ workspaceId, itemId: id, isWaitedFor: urgency === "waiting" }, settleLapsed(lapsed));
    },
  };
}

function reasonOfResult(result: { readonly kind: string; readonly reason?: string }): string {
  return result.reason ?? result.kind;
}

/** The workspaces that delivery has met since the start, with their platform's limits. */
export interface KnownWorkspaces {
  /** From the database where it was not met yet. */
  find(id: string): Promise<Workspace | undefined>;
  /** Undefined where it was not met yet. */
  get(id: string): Workspace | undefined;
  remember(workspace: Workspace): void;
  limitsOf(workspace: Workspace): SendLimits;
  placeOf(workspace: Workspace, about: { readonly lane: string; readonly urgency: Urgency }): PacedLane;
}

/** Creates the list. `look` reads a workspace from the database that was not met yet. */
export function createKnownWorkspaces(
  limits: Readonly<Record<Platform, SendLimits>>,
  look: (id: string) => Promise<Workspace | undefined>,
): KnownWorkspaces {
  const known = new Map<string, Workspace>();
  const limitsOf = ({ platform }: Workspace): SendLimits => limits[platform];
  return {
    async find(id) {
      const found = known.get(id) ?? (await look(id));
      if (found) known.set(id, found);
      return found;
    },
    get: (id) => known.get(id),
    remember: (workspace) => void known.set(workspace.id, workspace),
    limitsOf,
    placeOf: (workspace, { lane, urgency }) => ({
      workspaceId: workspace.id,
      lane,
      limits: limitsOf(workspace),
      isWaitedFor: urgency === "waiting",
    }),
  };
}

/** Where a post was found; `cannot` when the front end has no way to look for it. */
type Located = { readonly found: string } | "absent" | "unknown" | "cannot";

/**
 * Sends an item and returns the result. It never throws: after `timeoutMs`, or when the sender throws, the outcome is
 * unclear.
 */
async function send(sender: Sender, item: OutboxItem, post: Post, timeoutMs: number): Promise<SendResult> {
  try {
    return await giveUpAfter(timeoutMs, callSender(sender, item, post));
  } catch (cause) {
    return { kind: "unclear", reason: reasonOf(cause) };
  }
}

/**
 * Looks for a post whose outcome is unknown. It never throws: after `timeoutMs`, or when the sender throws, the answer is
 * `unknown`.
 */
async function locate(sender: Sender, item: OutboxItem, post: Post, timeoutMs: number): Promise<Located> {
  if (!sender.locate) return "cannot";
  try {
    return await giveUpAfter(timeoutMs, sender.locate(toSending(item, post)));
  } catch {
    return "unknown";
  }
}

function callSender(sender: Sender, item: OutboxItem, post: Post): Promise<SendResult> {
  const sending = toSending(item, post);
  if (item.operation === "post") return sender.post(sending);
  if (post.platformRef === undefined) return Promise.resolve({ kind: "failed", reason: "never-sent", retry: false });
  const placed = { ...sending, platformRef: post.platformRef };
  return item.operation === "edit" ? sender.edit(placed) : sender.remove(placed);
}

function toSending(item: OutboxItem, post: Post): Sending {
  const answer = post.purpose === "answer" ? { answersIn: post.subjectId } : {};
  const { workspaceId, message, urgency } = item;
  return { workspaceId, target: post.target, message, postId: post.id, urgency, ...answer };
}

function reasonOf(cause: unknown): string {
  if (cause instanceof SpeedboatError) return String(cause.values.reason ?? cause.code);
  return cause instanceof Error ? cause.name : "thrown";
}

async function giveUpAfter<T>(timeoutMs: number, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SpeedboatError("not-sent", { reason: "timeout" })), timeoutMs);
  });
  try {
    return await Promise.race([call, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
