/** Stores the messages that the playground shows. */
import type { Insertable, Selectable } from "kysely";
import type { FrontEndPost, FrontEndPostStore } from "../../app/ports/shown-post-store.ts";
import { parseMessage } from "../rows/outbox-row.ts";
import { parsePresent } from "../rows/row.ts";
import type { ShownPostRow } from "../rows/sending-rows.ts";
import type { Db } from "../sqlite/unit-driver.ts";

/** Creates the store of shown messages over the database. */
export function createShownPostStore(db: Db): FrontEndPostStore {
  const all = db.selectFrom("shown_posts").selectAll();
  return {
    async find(ref) {
      const row = await all.where("ref", "=", ref).executeTakeFirst();
      return row && parseShownPost(row);
    },
    async add(post) {
      await db
        .insertInto("shown_posts")
        .values(toRow(post))
        .onConflict((conflict) => conflict.column("ref").doNothing())
        .execute();
    },
    async replace(ref, message, editedAt) {
      const edit = { message: JSON.stringify(message), edited_at: editedAt };
      const { numUpdatedRows } = await db.updateTable("shown_posts").set(edit).where("ref", "=", ref).executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    async remove(ref) {
      await db.deleteFrom("shown_posts").where("ref", "=", ref).execute();
    },
    async listOf(conversation, limit) {
      const newest = all.where("conversation", "=", conversation).orderBy("sequence", "desc").limit(limit);
      return (await newest.execute()).map(parseShownPost).reverse();
    },
  };
}

function parseShownPost(row: Selectable<ShownPostRow>): FrontEndPost {
  return parsePresent({
    ref: row.ref,
    conversation: row.conversation,
    message: parseMessage(row.message),
    shownAt: row.shown_at,
    editedAt: row.edited_at,
  });
}

function toRow(post: FrontEndPost): Insertable<ShownPostRow> {
  return {
    ref: post.ref,
    conversation: post.conversation,
    message: JSON.stringify(post.message),
    shown_at: post.shownAt,
    edited_at: post.editedAt ?? null,
  };
}
