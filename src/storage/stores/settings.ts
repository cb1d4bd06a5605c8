/** Stores single values of the installation by key, and the keys of platform events that were handled. */
import { createHash } from "node:crypto";
import type { SettingStore, InboxStore } from "../../app/ports/setting-store.ts";
import type { InboxRow } from "../rows/sending-rows.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";

/** Creates the store of settings over the database. */
export function createSettingStore(db: Db): SettingStore {
  const byKey = prepare(db, ({ key }: { key: string }) => db.selectFrom("settings").select("value").where("key", "=", key));
  return {
    async get(key) {
      return byKey.first({ key })?.value;
    },
    async set(key, value) {
      await db
        .insertInto("settings")
        .values({ key, value })
        .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
        .execute();
    },
  };
}

/**
 * Creates the store of handled events. Of several processes that claim a key, one alone gets it. Keys are stored as hashes:
 * a platform's event key may hold ids of people.
 */
export function createInboxStore(db: Db): InboxStore {
  const claim = prepare(db, (row: InboxRow) =>
    db
      .insertInto("inbox")
      .values(row)
      .onConflict((conflict) => conflict.column("key").doNothing()),
  );
  /** As an earlier version of the program stored it. */
  const plain = prepare(db, ({ key }: { key: string }) => db.selectFrom("inbox").select("at").where("key", "=", key));
  const isStoredPlain = (key: string): boolean => plain.first({ key }) !== undefined;
  return {
    async claim(key, at) {
      if (isStoredPlain(key)) return false;
      return claim.run({ key: hash(key), at }) === 1;
    },
    async release(key) {
      await db
        .deleteFrom("inbox")
        .where("key", "in", [hash(key), key])
        .execute();
    },
    async removeBefore(at, limit) {
      const old = db.selectFrom("inbox").select("key").where("at", "<", at).orderBy("at").limit(limit);
      const { numDeletedRows } = await db.deleteFrom("inbox").where("key", "in", old).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function hash(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
