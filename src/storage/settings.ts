/** Small facts of the installation. */
import type { SettingStore } from "../core/ports.ts";
import type { Db } from "./tables.ts";

export type SettingRow = { key: string; value: string };

export function createSettingStore(db: Db): SettingStore {
  return {
    async get(key) {
      return (await db.selectFrom("settings").select("value").where("key", "=", key).executeTakeFirst())?.value;
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
