/** Stores the keys of platform events that were handled. */

import type { InboxStore } from "../../app/ports/setting-store.ts";
import type { InboxRow } from "../rows/sending-rows.ts";
import { prepare } from "../sqlite/prepare.ts";
import type { Db } from "../sqlite/unit-driver.ts";

/** Creates the store of handled events. Of several processes that claim a key, one alone gets it. */
export function createInboxStore(db: Db): InboxStore {
  const claim = prepare(db, (row: InboxRow) =>
    db
      .insertInto("inbox")
      .values(row)
      .onConflict((conflict) => conflict.column("key").doNothing()),
  );
  return {
    async claim(key, at) {
      return claim.run({ key, at }) === 1;
    },
    async release(key) {
      await db.deleteFrom("inbox").where("key", "=", key).execute();
    },
    async removeBefore(at) {
      await db.deleteFrom("inbox").where("at", "<", at).execute();
    },
  };
}
