/** `outbox list|show|resend|drop`: what is still to be sent and what became of the rest, without a word of any message. */
import type { OutboxItem, OutboxStatus } from "../app/ports/outbox-store.ts";
import type { Stores } from "../app/ports/world.ts";
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "../core/time.ts";
import type { Voice } from "../message/voice/voice.ts";
import { openStorage } from "../storage/open-storage.ts";
import { CommandRefusal } from "./command-refusal.ts";
import { type CliCall, type ExitCode, UsageError } from "./command.ts";
import { requireDatabase } from "./database.ts";

const STATUSES = ["failed", "ambiguous", "sending", "pending", "dropped", "sent"] as const satisfies readonly OutboxStatus[];
/** What an operator may have to do something about. */
const USUAL: readonly OutboxStatus[] = ["failed", "ambiguous", "sending", "pending"];
const MOST_OF_A_STATUS = 200;

/**
 * Prints a line for each message that has not been sent, or of the status that is asked for: at most 200 of a status, the
 * newest first. It never prints what a message says.
 */
export async function listOutbox(call: CliCall): Promise<ExitCode> {
  const statuses = readStatuses(call);
  const { voice, terminal } = call;
  const rows = await inDatabase(call, async (stores) => {
    const lists = await Promise.all(statuses.map((status) => stores.outbox.listByStatus(status, MOST_OF_A_STATUS)));
    return Promise.all(lists.flat().map((item) => toRow(stores, item, terminal.now())));
  });
  if (rows.length === 0) {
    await terminal.out(`${voice.say("cli.outbox.none")}\n`);
    return 0;
  }
  const table = [toHead(voice), ...rows];
  const widths = toHead(voice).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  await terminal.out(`${lines.join("\n")}\n`);
  return 0;
}

/** Prints all that is known of a message but its words. Refuses an id that no message has. */
export async function showOutboxItem(call: CliCall): Promise<ExitCode> {
  const { voice, terminal } = call;
  await inDatabase(call, async (stores) => {
    const item = await findItem(stores, call);
    const row = await toRow(stores, item, terminal.now());
    const about: readonly (readonly [string, string])[] = [
      ...toHead(voice).map((name, column) => [name, row[column] ?? ""] as const),
      [voice.say("cli.outbox.head.operation"), item.operation],
      [voice.say("cli.outbox.head.attempts"), String(item.attempt)],
      [voice.say("cli.outbox.head.target"), item.lane],
      [voice.say("cli.outbox.head.queued"), toText(item.createdAt)],
      [voice.say("cli.outbox.head.next"), item.status === "pending" ? toText(item.notBefore) : toText(item.leaseUntil)],
    ];
    await terminal.out(about.map(([name, value]) => `${name}: ${value}\n`).join(""));
  });
  return 0;
}

/** Queues a failed or unclear message again. Refuses any other, because it is on its way, was sent, or has no words left. */
export async function resendOutboxItem(call: CliCall): Promise<ExitCode> {
  const { voice, terminal } = call;
  await inDatabase(call, async (stores) => {
    const item = await findItem(stores, call);
    if (item.status !== "failed" && item.status !== "ambiguous") throw refuse("cli.refused.outbox-resend", item);
    const { leaseUntil: _, failure: __, expiresAt: ___, ...again } = item;
    await stores.outbox.update({ ...again, status: "pending", attempt: 0, notBefore: terminal.now() });
  });
  await terminal.out(`${voice.say("cli.outbox.resent")}\n`);
  return 0;
}

/** Gives a message up that was not sent. Refuses one that was, and one that is being sent at the moment. */
export async function dropOutboxItem(call: CliCall): Promise<ExitCode> {
  const { voice, terminal } = call;
  await inDatabase(call, async (stores) => {
    const item = await findItem(stores, call);
    const { status } = item;
    if (status === "sending" || status === "sent" || status === "dropped") throw refuse("cli.refused.outbox-drop", item);
    const { leaseUntil: _, ...rest } = item;
    await stores.outbox.update({ ...rest, status: "dropped", failure: "operator" });
  });
  await terminal.out(`${voice.say("cli.outbox.dropped")}\n`);
  return 0;
}

async function inDatabase<T>({ terminal }: CliCall, task: (stores: Stores) => Promise<T>): Promise<T> {
  const { url } = await requireDatabase(terminal);
  const storage = await openStorage({ url });
  try {
    return await storage.work(task);
  } finally {
    await storage.close();
  }
}

function readStatuses({ text }: CliCall): readonly OutboxStatus[] {
  const given = text("status");
  if (given === undefined) return USUAL;
  const status = STATUSES.find((known) => known === given);
  if (!status) {
    const takes = STATUSES.join(", ");
    throw new UsageError((voice) => voice.say("cli.wrong.wrong-value", { option: "--status", given, takes }));
  }
  return [status];
}

async function findItem(stores: Stores, { args }: CliCall): Promise<OutboxItem> {
  const id = args[0] ?? "";
  const item = await stores.outbox.find(id);
  if (!item) throw new CommandRefusal((voice) => voice.say("cli.refused.outbox-unknown", { id }));
  return item;
}

function refuse(prompt: "cli.refused.outbox-resend" | "cli.refused.outbox-drop", { id, status }: OutboxItem): CommandRefusal {
  return new CommandRefusal((voice) => voice.say(prompt, { id, status }));
}

function toHead(voice: Voice): readonly string[] {
  return [
    voice.say("cli.outbox.head.id"),
    voice.say("cli.outbox.head.age"),
    voice.say("cli.outbox.head.status"),
    voice.say("cli.outbox.head.urgency"),
    voice.say("cli.outbox.head.workspace"),
    voice.say("cli.outbox.head.purpose"),
    voice.say("cli.outbox.head.reason"),
  ];
}

async function toRow(stores: Stores, item: OutboxItem, now: Instant): Promise<readonly string[]> {
  const workspace = await stores.workspaces.find(item.workspaceId);
  const post = await stores.posts.find(item.postId);
  const { id, createdAt, status, urgency, failure = "" } = item;
  return [id, toAge(now - createdAt), status, urgency, workspace?.name ?? item.workspaceId, post?.purpose ?? "", failure].map(
    toLine,
  );
}

/** A name or a platform's word may hold what a terminal would obey. */
function toLine(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, " ");
}

function toAge(ms: number): string {
  if (ms >= DAY_MS) return `${Math.floor(ms / DAY_MS)}d`;
  if (ms >= HOUR_MS) return `${Math.floor(ms / HOUR_MS)}h`;
  if (ms >= MINUTE_MS) return `${Math.floor(ms / MINUTE_MS)}m`;
  return `${Math.max(0, Math.floor(ms / 1_000))}s`;
}

function toText(at: Instant | undefined): string {
  return at === undefined ? "–" : new Date(at).toISOString();
}
