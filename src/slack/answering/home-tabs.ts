/** Keeps Home tabs up to date for people who have opened them. */
import { createHash } from "node:crypto";
import { troubleIdOf } from "../../app/ports/report-trouble.ts";
import type { App as Bot } from "../../app/request.ts";
import { toHomeView } from "../block-kit/views.ts";
import type { Caller, Clients } from "../clients.ts";
import { hasPictures, type Pictures } from "../sending/slack-pictures.ts";
import type { Background } from "./after-answer.ts";

const MOST_REMEMBERED = 2_000;
/** Several changes in a row make one update. */
const PAUSE_MS = 300;
/** A tab that was opened waits as little as it can; one that follows a change waits for its turn. */
const CALLER: Caller = { urgency: "background", mostWaitMs: 60_000 };

/** What the tab shows: it differs from anything. */
const NOT_KNOWN = "";

/** Publishes the Home tabs that people have looked at, and only when they differ from what is shown. */
export interface HomeTabs {
  /** Somebody opened the tab. */
  opened(workspaceId: string, userId: string): void;
  /** Somebody pressed a button on it: they look at it, even where it was opened before a restart. */
  pressed(workspaceId: string, userId: string): void;
  /** Something changed for them; nothing happens where they never looked. */
  changed(workspaceId: string, userId: string): void;
}

/** What Home tabs need; `pauseMs` is how long several changes are collected, in milliseconds. */
export type HomeTabParts = {
  readonly handle: Bot["handle"];
  readonly clients: Clients;
  readonly pictures: Pictures;
  readonly background: Background;
  /** Shows on the tab that something went wrong, with the id of the log's line. */
  readonly onTrouble: (workspaceId: string, userId: string, id: string) => Promise<void>;
  readonly pauseMs?: number;
};

/** Creates the Home tabs; nobody's is known yet. */
export function createHomeTabs(parts: HomeTabParts): HomeTabs {
  const { handle, clients, pictures, background, onTrouble, pauseMs = PAUSE_MS } = parts;
  const shown = new Map<string, string>();
  const waiting = new Set<string>();
  const underWay = new Map<string, Promise<void>>();

  /** One after the other for each person: what was read earlier is never shown later. */
  async function publish(workspaceId: string, userId: string): Promise<void> {
    const key = `${workspaceId} ${userId}`;
    const before = underWay.get(key) ?? Promise.resolve();
    const now = before.catch(() => undefined).then(() => publishNow(workspaceId, userId));
    underWay.set(key, now);
    try {
      await now;
    } finally {
      if (underWay.get(key) === now) underWay.delete(key);
    }
  }

  async function readHome(workspaceId: string, userId: string) {
    try {
      return await handle({ kind: "home", from: { workspaceId, platformUserId: userId, place: { in: "direct" } } });
    } catch (cause) {
      shown.set(`${workspaceId} ${userId}`, NOT_KNOWN);
      const id = troubleIdOf(cause);
      if (id !== undefined) await onTrouble(workspaceId, userId, id);
      throw cause;
    }
  }

  async function publishNow(workspaceId: string, userId: string): Promise<void> {
    const key = `${workspaceId} ${userId}`;
    const { card } = await readHome(workspaceId, userId);
    const client = card && (await clients.of(workspaceId, CALLER));
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
      await publish(workspaceId, userId);
    });
  }

  return {
    opened(workspaceId, userId) {
      shown.set(`${workspaceId} ${userId}`, NOT_KNOWN);
      background.run("home", () => publish(workspaceId, userId));
    },
    pressed(workspaceId, userId) {
      const key = `${workspaceId} ${userId}`;
      if (!shown.has(key)) shown.set(key, NOT_KNOWN);
      changed(workspaceId, userId);
    },
    changed,
  };
}
