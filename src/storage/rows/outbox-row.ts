/** An item of the outbox as a row. */
import { z } from "zod";
import { type OutboxItem, type OutboxStatus, type StillWanted, URGENCIES, type Urgency } from "../../app/ports/outbox-store.ts";
import { LOCALES } from "../../core/locale.ts";
import type { Message } from "../../message/message.ts";
import { parseJson, parsePresent, toFlag } from "./row.ts";

/** A row of the table `outbox`. Flags are 0 or 1, and instants are in milliseconds since 1970 UTC. */
export type OutboxRow = {
  id: string;
  post_id: string;
  workspace_id: string;
  lane: string;
  operation: OutboxItem["operation"];
  /** The place in `URGENCIES`. */
  urgency: number;
  message: string;
  unsolicited: number;
  /** The person whom the post is for; the post says it. */
  person_id: string | null;
  /** 1 for an edit or removal whose post has not been sent. */
  waits: number;
  not_before: number;
  expires_at: number | null;
  still_wanted: string | null;
  status: OutboxStatus;
  attempt: number;
  lease_until: number | null;
  failure: string | null;
  created_at: number;
  sent_at: number | null;
};

/** A row of the table `outbox_lanes`: from when a lane's first item of an urgency may be claimed. */
export type OutboxLaneRow = { lane: string; workspace_id: string; urgency: number; next_at: number };

/** A row without the columns that the database fills in from the post and its item. */
export type ItemRow = Omit<OutboxRow, "person_id" | "waits">;
/** The columns that say whether an item is sent, when and how it went. */
export type OutboxChange = Omit<
  ItemRow,
  "post_id" | "workspace_id" | "lane" | "operation" | "urgency" | "message" | "unsolicited" | "created_at"
>;

const stillWanted = z.discriminatedUnion("when", [
  z.object({ when: z.literal("check-in-open"), checkInId: z.string() }),
  z.object({ when: z.literal("round-not-sealed"), roundId: z.string() }),
]) satisfies z.ZodType<StillWanted>;

/** Turns a row into an outbox item. Throws when a JSON column does not have its shape. */
export function parseOutboxItem(row: OutboxRow): OutboxItem {
  return parsePresent({
    id: row.id,
    postId: row.post_id,
    workspaceId: row.workspace_id,
    lane: row.lane,
    operation: row.operation,
    urgency: URGENCIES[row.urgency] ?? "background",
    message: parseMessage(row.message),
    unsolicited: row.unsolicited === 1,
    notBefore: row.not_before,
    expiresAt: row.expires_at,
    stillWanted: row.still_wanted === null ? null : parseJson(stillWanted, row.still_wanted),
    status: row.status,
    attempt: row.attempt,
    leaseUntil: row.lease_until,
    failure: row.failure,
    createdAt: row.created_at,
    sentAt: row.sent_at,
  });
}

/** Turns an outbox item into a row to be added. */
export function toOutboxRow(item: OutboxItem): ItemRow {
  return {
    ...toOutboxChange(item),
    post_id: item.postId,
    workspace_id: item.workspaceId,
    lane: item.lane,
    operation: item.operation,
    urgency: toUrgencyRank(item.urgency),
    message: JSON.stringify(item.message),
    unsolicited: toFlag(item.unsolicited),
    created_at: item.createdAt,
  };
}

/** How an urgency is kept: 0 for the most urgent. */
export function toUrgencyRank(urgency: Urgency): number {
  return URGENCIES.indexOf(urgency);
}

/** Returns the columns of an item that change while it is sent; its post, its operation and its message are not among them. */
export function toOutboxChange(item: OutboxItem): OutboxChange {
  return {
    id: item.id,
    not_before: item.notBefore,
    expires_at: item.expiresAt ?? null,
    still_wanted: item.stillWanted ? JSON.stringify(item.stillWanted) : null,
    status: item.status,
    attempt: item.attempt,
    lease_until: item.leaseUntil ?? null,
    failure: item.failure ?? null,
    sent_at: item.sentAt ?? null,
  };
}

const frame = z.looseObject({
  locale: z.enum(LOCALES),
  summary: z.string(),
  elements: z.array(z.looseObject({ kind: z.string() })),
});

/** Parses a stored message. Throws when the text is not JSON or lacks a locale, a summary or elements. */
export function parseMessage(text: string): Message {
  return frame.parse(JSON.parse(text)) as unknown as Message;
}
