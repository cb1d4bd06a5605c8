/** Stores single values of the installation by key. */
import type { SettingStore } from "../../app/ports/setting-store.ts";
import { prepare } from "../sqlite/prepare.ts";
import type { Db } from "../sqlite/unit-driver.ts";

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
