/** Keys of platform events that were handled. */
import type { InboxStore } from "../core/ports.ts";
import type { Db } from "./tables.ts";

export type InboxRow = { key: string; at: number };

export function createInboxStore(db: Db): InboxStore {
  return {
    async claim(key, at) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("inbox")
        .values({ key, at })
        .onConflict((conflict) => conflict.column("key").doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
    async removeBefore(at) {
      await db.deleteFrom("inbox").where("at", "<", at).execute();
    },
  };
}
