/** What is to be sent: it stays until it has been sent. */
import { sql } from "kysely";
import type { OutboxItem, OutboxStatus, OutboxStore } from "../app/ports.ts";
import type { Instant } from "../core/time.ts";
import { claimDue, claimLapsed } from "./outbox-claim.ts";
import { parseOutboxItem, toOutboxRow } from "./outbox-row.ts";
import type { Db } from "./tables.ts";

/** Written into the statements as they are: a partial index is not found for a bound value. */
const PENDING = sql.lit<OutboxStatus>("pending");
const SENDING = sql.lit<OutboxStatus>("sending");
/** In the words of the index `outbox_settled`, which would not be found otherwise. */
const SETTLED = sql<boolean>`status not in ('pending', 'sending')`;
const NONE: Readonly<Record<OutboxStatus, number>> = { pending: 0, sending: 0, sent: 0, failed: 0, ambiguous: 0, dropped: 0 };

export function createOutboxStore(db: Db): OutboxStore {
  const all = db.selectFrom("outbox").selectAll();
  const dropPending = db.updateTable("outbox").set({ status: "dropped" }).where("status", "=", PENDING);
  return {
    async add(item) {
      const post = db.selectFrom("posts").select("target_person_id").where("id", "=", item.postId);
      await db
        .insertInto("outbox")
        .values({ ...toOutboxRow(item), person_id: post })
        .execute();
    },
    async find(id) {
      const row = await all.where("id", "=", id).executeTakeFirst();
      return row && parseOutboxItem(row);
    },
    async findOfPost(postId) {
      const row = await all.where("post_id", "=", postId).where("operation", "=", "post").executeTakeFirst();
      return row && parseOutboxItem(row);
    },
    /** A post that will never be shown takes its pending edits along. */
    async update(item) {
      await db.updateTable("outbox").set(toOutboxRow(item)).where("id", "=", item.id).execute();
      if (willNeverShow(item)) await dropPending.where("post_id", "=", item.postId).execute();
    },
    async dropPendingEdits(postId) {
      await dropPending.where("post_id", "=", postId).where("operation", "=", "edit").execute();
    },
    async dropLane(lane) {
      await dropPending.where("lane", "=", lane).execute();
    },
    claimDue: (claim) => claimDue(db, claim),
    claimLapsed: (claim) => claimLapsed(db, claim),
    listDueWorkspaces: (now) => listDueWorkspaces(db, now),
    nextDueAt: (after) => findNextDue(db, after),
    async listSentSince(since) {
      const sent = db.selectFrom("outbox").select(["workspace_id", "lane", "sent_at"]).where("sent_at", ">=", since);
      const rows = await sent.orderBy("sent_at").orderBy("id").execute();
      return rows.map((row) => ({ workspaceId: row.workspace_id, lane: row.lane, at: row.sent_at ?? since }));
    },
    countUnsolicited: (personId, since) => countUnsolicited(db, personId, since),
    /** Newest first. */
    async listByStatus(status, limit) {
      const ofStatus = all.where("status", "=", sql.lit(status));
      const found = status === "pending" || status === "sending" ? ofStatus : ofStatus.where(SETTLED);
      return (await found.orderBy("id", "desc").limit(limit).execute()).map(parseOutboxItem);
    },
    countByStatus: () => countByStatus(db),
    async removeSettledBefore(at) {
      const settled = db.deleteFrom("outbox").where(SETTLED).where("status", "!=", "ambiguous");
      await settled.where("created_at", "<", at).execute();
    },
  };
}

function willNeverShow({ operation, status }: OutboxItem): boolean {
  return operation === "post" && (status === "failed" || status === "dropped" || status === "ambiguous");
}

async function countByStatus(db: Db): Promise<Readonly<Record<OutboxStatus, number>>> {
  const { rows } = await sql<{ status: OutboxStatus; total: number }>`
    select 'pending' as status, count(*) as total from outbox where status = 'pending'
    union all select 'sending', count(*) from outbox where status = 'sending'
    union all select status, count(*) from outbox where ${SETTLED} group by status`.execute(db);
  return { ...NONE, ...Object.fromEntries(rows.map((row) => [row.status, row.total])) };
}

/** The plus keeps the planner from reading all that is pending in the order of workspaces. */
async function listDueWorkspaces(db: Db, now: Instant): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct id from (
      select +workspace_id as id from outbox where status = 'pending' and not_before <= ${now}
      union all select +workspace_id from outbox where status = 'sending' and lease_until <= ${now}
    ) order by id`.execute(db);
  return rows.map((row) => row.id);
}

async function findNextDue(db: Db, after: Instant = Number.MIN_SAFE_INTEGER): Promise<Instant | undefined> {
  const pending = db.selectFrom("outbox").where("status", "=", PENDING).where("not_before", ">", after);
  const leased = db.selectFrom("outbox").where("status", "=", SENDING).where("lease_until", ">", after);
  const due = await pending.select("not_before as at").orderBy("not_before").limit(1).executeTakeFirst();
  const lapse = await leased.select("lease_until as at").orderBy("lease_until").limit(1).executeTakeFirst();
  const instants = [due?.at, lapse?.at].filter((at) => typeof at === "number");
  return instants.length > 0 ? Math.min(...instants) : undefined;
}

/** What may have arrived counts as sent: better one message too few than one too many. */
async function countUnsolicited(db: Db, personId: string, since: Instant): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from outbox where unsolicited = 1 and person_id = ${personId} and (
      status in ('pending', 'sending')
      or (status = 'sent' and sent_at >= ${since})
      or (status = 'ambiguous' and not_before >= ${since}))`.execute(db);
  return rows[0]?.total ?? 0;
}
