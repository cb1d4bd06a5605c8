/** What happens after Slack was answered: work that a stop waits for, and Home tabs that follow what changed. */
import { createHash } from "node:crypto";
import type { Log } from "../../app/ports/log.ts";
import { troubleIdOf } from "../../app/ports/report-trouble.ts";
import type { App as Bot } from "../../app/request.ts";
import type { Instant } from "../../core/time.ts";
import { hasPictures } from "../../message/message.ts";
import { toHomeView } from "../block-kit/views.ts";
import type { Caller, Clients } from "../clients.ts";
import type { Pictures } from "../sending/slack-pictures.ts";
import { nameFailure, platformCode, toSlackSendResult } from "../sending/slack-send-result.ts";
import { ResponseUrlError } from "./response-url.ts";

/** Work that goes on after Slack was answered. A stop waits for it. */
export interface Background {
  /** Never rejects: a failure is logged under `what`, unless it was reported before. */
  run(what: string, task: () => Promise<unknown>): void;
  /** Resolves when nothing is under way. */
  settle(): Promise<void>;
}

/** Creates an empty set of background work. */
export function createBackground(log: Log): Background {
  const underWay = new Set<Promise<void>>();
  return {
    run(what, task) {
      const ended: Promise<void> = task()
        .then(
          () => undefined,
          (cause: unknown) => {
            if (troubleIdOf(cause) !== undefined) return;
            const code = cause instanceof ResponseUrlError ? cause.code : platformCode(cause);
            log.warn({ what, failure: nameFailure(cause), code }, "an answer could not be shown");
          },
        )
        .finally(() => underWay.delete(ended));
      underWay.add(ended);
    },
    async settle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

const MOST_REMEMBERED = 2_000;
/** Several changes in a row make one update. */
const PAUSE_MS = 300;
/** Somebody looks at the tab, or it follows a change. */
const CALLERS = {
  opened: { urgency: "waiting", mostWaitMs: 2_500 },
  changed: { urgency: "background", mostWaitMs: 2_500 },
} as const satisfies Readonly<Record<string, Caller>>;
type Cause = keyof typeof CALLERS;

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 5 * 60_000;
/** Whoever opens the tab again brings it up to date anyhow. */
const TRIED_FOR_MS = 60 * 60_000;

/** What the tab shows: it differs from anything. */
const NOT_KNOWN = "";

/**
 * Publishes the Home tabs that people have looked at, and only when they differ from what is shown. What Slack does not take for now
 * is tried again for an hour; what is lost then, or refused for good, is logged.
 */
export interface HomeTabs {
  /** Somebody opened the tab, at `at` where Slack says it: a late event stores nobody who was forgotten since. */
  opened(workspaceId: string, userId: string, at?: Instant): void;
  /** Somebody pressed a button on it: they look at it, even where it was opened before a restart. */
  pressed(workspaceId: string, userId: string): void;
  /** Something changed for them; nothing happens where they never looked. */
  changed(workspaceId: string, userId: string): void;
  /** Tries nothing again. */
  stop(): void;
}

/** What Home tabs need; `pauseMs` is how long several changes are collected, in milliseconds. */
export type HomeTabParts = {
  readonly handle: Bot["handle"];
  readonly clients: Clients;
  readonly pictures: Pictures;
  readonly background: Background;
  /** Shows on the tab that something went wrong, with the id of the log's line. */
  readonly onTrouble: (workspaceId: string, userId: string, id: string) => Promise<void>;
  readonly log: Log;
  readonly pauseMs?: number;
  /** The wait before the first new try, which doubles; 1 s unless given. */
  readonly firstRetryMs?: number;
};

/** Creates the Home tabs; nobody's is known yet. */
export function createHomeTabs(parts: HomeTabParts): HomeTabs {
  const { handle, clients, pictures, background, onTrouble, log, pauseMs = PAUSE_MS, firstRetryMs = FIRST_RETRY_MS } = parts;
  const shown = new Map<string, string>();
  let stopped = false;
  const waiting = new Set<string>();
  const underWay = new Map<string, Promise<void>>();
  /** Tabs that are to be tried again, with how long they wait and since when. */
  const retries = new Map<string, Retry>();

  function tryLater(workspaceId: string, userId: string, toldMs: number | undefined): void {
    const key = `${workspaceId} ${userId}`;
    const before = retries.get(key);
    const now = performance.now();
    const retry = before ?? { since: now, waitMs: firstRetryMs / 2, timer: undefined };
    clearTimeout(retry.timer);
    if (stopped) return;
    if (now - retry.since > TRIED_FOR_MS) {
      retries.delete(key);
      return log.error({ workspaceId, userId }, "a Home tab could not be brought up to date for an hour");
    }
    const waitMs = Math.min(LONGEST_RETRY_MS, retry.waitMs * 2);
    const timer = setTimeout(
      () => background.run("home", () => publish(workspaceId, userId, "changed")),
      Math.max(waitMs, toldMs ?? 0),
    ).unref();
    retries.set(key, { since: retry.since, waitMs, timer });
  }

  /** What a newer state was published over needs no other try. */
  function noteShown(key: string): void {
    clearTimeout(retries.get(key)?.timer);
    retries.delete(key);
  }

  /** Rejects only where no other try helps. */
  async function publishOrRetry(workspaceId: string, userId: string, why: Cause, at?: Instant): Promise<void> {
    const key = `${workspaceId} ${userId}`;
    try {
      await publishNow(workspaceId, userId, why, at);
      noteShown(key);
    } catch (cause) {
      const result = troubleIdOf(cause) === undefined ? toSlackSendResult(cause, { stage: "before", to: "person" }) : undefined;
      if (result?.kind === "rate-limited") return tryLater(workspaceId, userId, result.retryAfterMs);
      if (result?.kind === "failed" && result.retry) return tryLater(workspaceId, userId, undefined);
      noteShown(key);
      throw cause;
    }
  }

  /** One after the other for each person: what was read earlier is never shown later. */
  async function publish(workspaceId: string, userId: string, why: Cause, at?: Instant): Promise<void> {
    const key = `${workspaceId} ${userId}`;
    const before = underWay.get(key) ?? Promise.resolve();
    const now = before.catch(() => undefined).then(() => publishOrRetry(workspaceId, userId, why, at));
    underWay.set(key, now);
    try {
      await now;
    } finally {
      if (underWay.get(key) === now) underWay.delete(key);
    }
  }

  async function readHome(workspaceId: string, userId: string, at: Instant | undefined) {
    try {
      const from = { workspaceId, platformUserId: userId, place: { in: "direct" } } as const;
      return await handle({ kind: "home", from: { ...from, ...(at !== undefined && { sentAt: at }) } });
    } catch (cause) {
      shown.set(`${workspaceId} ${userId}`, NOT_KNOWN);
      const id = troubleIdOf(cause);
      if (id !== undefined) await onTrouble(workspaceId, userId, id);
      throw cause;
    }
  }

  async function publishNow(workspaceId: string, userId: string, why: Cause, at: Instant | undefined): Promise<void> {
    const key = `${workspaceId} ${userId}`;
    const { card } = await readHome(workspaceId, userId, at);
    const client = card && (await clients.of(workspaceId, CALLERS[why]));
    if (!card || !client) return;
    const fileOf = hasPictures(card) ? await pictures.bring(client, workspaceId, card) : undefined;
    const view = toHomeView(card, fileOf);
    const mark = createHash("sha256").update(JSON.stringify(view)).digest("base64");
    if (shown.get(key) === mark) return;
    await client.views.publish({ user_id: userId, view });
    shown.delete(key);
    shown.set(key, mark);
    const oldest = shown.keys().next();
    if (shown.size > MOST_REMEMBERED && !oldest.done) shown.delete(oldest.value);
  }

  function changed(workspaceId: string, userId: string): void {
    const key = `${workspaceId} ${userId}`;
    if (!shown.has(key) || waiting.has(key)) return;
    waiting.add(key);
    background.run("home", async () => {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      waiting.delete(key);
      await publish(workspaceId, userId, "changed");
    });
  }

  return {
    opened(workspaceId, userId, at) {
      shown.set(`${workspaceId} ${userId}`, NOT_KNOWN);
      background.run("home", () => publish(workspaceId, userId, "opened", at));
    },
    pressed(workspaceId, userId) {
      const key = `${workspaceId} ${userId}`;
      if (!shown.has(key)) shown.set(key, NOT_KNOWN);
      changed(workspaceId, userId);
    },
    changed,
    stop() {
      stopped = true;
      for (const { timer } of retries.values()) clearTimeout(timer);
      retries.clear();
    },
  };
}

type Retry = { readonly since: number; readonly waitMs: number; readonly timer: NodeJS.Timeout | undefined };
