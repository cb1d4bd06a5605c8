/** Stores what is to be sent, until it has been sent. */
import { sql } from "kysely";
import {
  type LaneOfWorkspace,
  type OutboxItem,
  type OutboxStatus,
  type OutboxStore,
  URGENCIES,
} from "../../app/ports/outbox-store.ts";
import type { Instant } from "../../core/time.ts";
import type { Message } from "../../message/message.ts";
import { type ItemRow, type OutboxChange, parseOutboxItem, toOutboxChange, toOutboxRow } from "../rows/outbox-row.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";
import { createClaims, createLanes } from "./outbox-claim.ts";
import { createClockFollower } from "./outbox-clock.ts";
import { createRetryHastener } from "./outbox-retries.ts";

/** Written into the statements as they are: a partial index is not found for a bound value. */
const PENDING = sql.lit<OutboxStatus>("pending");
/** What is left of a message that needs no words any more. */
const EMPTY = JSON.stringify({ locale: "en", summary: "", elements: [] } satisfies Message);
/** What the table of lanes knows a lane by. */
const LANE = ["workspace_id", "lane"] as const;
/** In the words of the index `outbox_settled`, which would not be found otherwise. */
const SETTLED = sql<boolean>`status not in ('pending', 'sending')`;
const NONE: Readonly<Record<OutboxStatus, number>> = { pending: 0, sending: 0, sent: 0, failed: 0, ambiguous: 0, dropped: 0 };

/** Creates the store of outbox items over the database. */
export function createOutboxStore(db: Db): OutboxStore {
  const all = db.selectFrom("outbox").selectAll();
  const lanes = createLanes(db);
  const empty = prepare(db, ({ id }: { id: string }) => db.updateTable("outbox").set({ message: EMPTY }).where("id", "=", id));
  const drop = db.updateTable("outbox").set({ status: "dropped", message: EMPTY }).where("status", "=", PENDING);
  const add = prepare(db, (row: ItemRow) => {
    const person = db.selectFrom("posts").select("target_person_id").where("id", "=", row.post_id);
    return db.insertInto("outbox").values({ ...row, person_id: person, waits: waitsForPost(row) });
  });
  const byId = prepare(db, ({ id }: { id: string }) => all.where("id", "=", id));
  const statusOf = prepare(db, ({ id }: { id: string }) => db.selectFrom("outbox").select("status").where("id", "=", id));
  const update = prepare(db, ({ id, ...change }: OutboxChange) => db.updateTable("outbox").set(change).where("id", "=", id));
  const dropOfPost = prepare(db, ({ postId }: { postId: string }) => drop.where("post_id", "=", postId).returning(LANE));
  const dropEdits = prepare(db, ({ postId }: { postId: string }) =>
    drop.where("post_id", "=", postId).where("operation", "=", "edit").returning(LANE),
  );
  const dropLane = prepare(db, ({ workspaceId, lane }: LaneOfWorkspace) =>
    drop.where("lane", "=", lane).where("workspace_id", "=", workspaceId),
  );
  const letFollow = prepare(db, ({ postId }: { postId: string }) =>
    db
      .updateTable("outbox")
      .set({ waits: 0 })
      .where("post_id", "=", postId)
      .where("status", "=", PENDING)
      .where("waits", "=", 1)
      .returning(LANE),
  );
  /** What it says is in no index: to rewrite one that waits costs a third of dropping it and adding another. */
  const rewriteEdit = prepare(db, ({ postId, message, urgency }: { postId: string; message: string; urgency: number }) =>
    db
      .updateTable("outbox")
      .set({ message, urgency: sql<number>`min(urgency, ${urgency})` })
      .where("status", "=", PENDING)
      .where("post_id", "=", postId)
      .where("operation", "=", "edit")
      .where("attempt", "=", 0)
      .returning(LANE),
  );
  const newerEdit = prepare(db, ({ id, postId }: Pick<OutboxItem, "id" | "postId">) =>
    db
      .selectFrom("outbox")
      .select("id")
      .where("post_id", "=", postId)
      .where("operation", "=", "edit")
      .where("status", "=", PENDING)
      .where("id", "!=", id),
  );
  const followClock = createClockFollower(db);
  const hasten = createRetryHastener(db);
  const unsolicited = prepare(db, selectUnsolicited);
  const unsolicitedSent = prepare(db, ({ personId, since }: { personId: string; since: Instant }) =>
    db
      .selectFrom("outbox")
      .select("sent_at as at")
      .where("unsolicited", "=", sql.lit(1))
      .where("person_id", "=", personId)
      .where("status", "=", sql.lit<OutboxStatus>("sent"))
      .where("sent_at", ">=", since)
      .orderBy("sent_at"),
  );
  return {
    async add(item) {
      add.run(toOutboxRow(item));
      lanes.refresh(item);
    },
    async addEdit(edit) {
      const row = toOutboxRow(edit);
      const rewritten = rewriteEdit.all({ postId: row.post_id, message: row.message, urgency: row.urgency });
      if (rewritten.length === 1) return lanes.refreshAll(rewritten);
      const dropped = dropEdits.all({ postId: row.post_id });
      add.run(row);
      lanes.refreshAll([...rewritten, ...dropped, row]);
    },
    async isOvertaken({ id, postId }) {
      return newerEdit.first({ id, postId }) !== undefined;
    },
    async find(id) {
      const row = byId.first({ id });
      return row && parseOutboxItem(row);
    },
    async statusOf(id) {
      return statusOf.first({ id })?.status;
    },
    async findOfPost(postId) {
      const row = await all.where("post_id", "=", postId).where("operation", "=", "post").executeTakeFirst();
      return row && parseOutboxItem(row);
    },
    /** A post that will never be shown takes its pending edits along; one that was sent lets them go. */
    async update(item) {
      update.run(toOutboxChange(item));
      // Nobody reads again what was said, or will never be: an edit carries all of its own words.
      if (item.status === "sent" || item.status === "dropped") empty.run({ id: item.id });
      const { postId, workspaceId: workspace_id, lane } = item;
      const changed = [{ workspace_id, lane }];
      if (item.operation === "remove" && isSettled(item)) await dropWithPost(db, postId);
      if (willNeverShow(item)) changed.push(...dropOfPost.all({ postId }));
      if (item.operation === "post" && item.status === "sent") changed.push(...letFollow.all({ postId }));
      lanes.refreshAll(changed);
    },
    async rewrite(id, message) {
      const rewritten = db.updateTable("outbox").set({ message: JSON.stringify(message) });
      await rewritten.where("id", "=", id).execute();
    },
    async dropPendingEdits(postId) {
      lanes.refreshAll(dropEdits.all({ postId }));
    },
    async dropLane({ workspaceId, lane }) {
      dropLane.run({ workspaceId, lane });
      lanes.refresh({ workspaceId, lane });
    },
    ...createClaims(db, lanes),
    async followClock(jump) {
      lanes.refreshAll(followClock(jump));
    },
    async bringForward(wanted) {
      const changed = hasten(wanted);
      lanes.refreshAll(changed);
      return changed.length;
    },
    async listSentSince(since) {
      const sent = db.selectFrom("outbox").select(["workspace_id", "lane", "urgency", "sent_at"]).where("sent_at", ">=", since);
      const rows = await sent.orderBy("sent_at").orderBy("id").execute();
      return rows.map((row) => ({
        workspaceId: row.workspace_id,
        lane: row.lane,
        urgency: URGENCIES[row.urgency] ?? "background",
        at: row.sent_at ?? since,
      }));
    },
    /** What may have arrived counts as sent: better one message too few than one too many. */
    async countUnsolicited(personId, since) {
      return unsolicited.first({ personId, since })?.total ?? 0;
    },
    async listUnsolicitedSent(personId, since) {
      return unsolicitedSent.all({ personId, since }).flatMap(({ at }) => (at === null ? [] : [at]));
    },
    /** Newest first. */
    async listByStatus(status, limit) {
      const ofStatus = all.where("status", "=", sql.lit(status));
      const found = status === "pending" || status === "sending" ? ofStatus : ofStatus.where(SETTLED);
      return (await found.orderBy("id", "desc").limit(limit).execute()).map(parseOutboxItem);
    },
    countByStatus: () => countByStatus(db),
    async removeSettledBefore(at, limit) {
      const { numAffectedRows = 0n } = await sql`delete from outbox where id in (
        select id from outbox where status in ('sent', 'failed', 'dropped') and created_at < ${at}
        order by created_at, id limit ${limit})`.execute(db);
      return Number(numAffectedRows);
    },
  };
}

/** What is still looked for may have been shown. */
function willNeverShow({ operation, status, leaseUntil }: OutboxItem): boolean {
  if (operation !== "post") return false;
  return status === "failed" || status === "dropped" || (status === "ambiguous" && leaseUntil === undefined);
}

function isSettled({ status }: OutboxItem): boolean {
  return status === "sent" || status === "failed" || status === "dropped";
}

/** What took a card away from somebody who was forgotten was the last that was kept of them. */
async function dropWithPost(db: Db, postId: string): Promise<void> {
  const { rows } = await sql`select 1 from posts where id = ${postId} and target_person_id is not null
    and target_person_id not in (select id from people where id = posts.target_person_id)`.execute(db);
  if (rows.length === 0) return;
  db.erasures += 1;
  await db.deleteFrom("outbox").where("post_id", "=", postId).execute();
  await db.deleteFrom("posts").where("id", "=", postId).execute();
}

/** An edit or removal waits until the post itself was sent. */
function waitsForPost({ post_id, operation }: ItemRow) {
  return sql<number>`(${operation} <> 'post' and exists (
    select 1 from outbox as first
    where first.post_id = ${post_id} and first.operation = 'post' and first.status <> 'sent'))`;
}

async function countByStatus(db: Db): Promise<Readonly<Record<OutboxStatus, number>>> {
  const { rows } = await sql<{ status: OutboxStatus; total: number }>`
    select 'pending' as status, count(*) as total from outbox where status = 'pending'
    union all select 'sending', count(*) from outbox where status = 'sending'
    union all select status, count(*) from outbox where ${SETTLED} group by status`.execute(db);
  return { ...NONE, ...Object.fromEntries(rows.map((row) => [row.status, row.total])) };
}

function selectUnsolicited({ personId, since }: { readonly personId: string; readonly since: Instant }) {
  return sql<{ total: number }>`
    select count(*) as total from outbox where unsolicited = 1 and person_id = ${personId} and (
      status in ('pending', 'sending')
      or (status = 'sent' and sent_at >= ${since})
      or (status = 'ambiguous' and not_before >= ${since}))`;
}
