/** Stores installations of Slack by OAuth. The content of a row is encrypted before it comes here. */
import type { InstallationStore } from "../../app/ports/installation-store.ts";
import type { Db } from "../sqlite/unit-driver.ts";

/** Creates the store of Slack installations. Saving a key again replaces its record. */
export function createSlackInstallationStore(db: Db): InstallationStore {
  return {
    find: (key) => db.selectFrom("slack_installations").selectAll().where("key", "=", key).executeTakeFirst(),
    list: () => db.selectFrom("slack_installations").selectAll().orderBy("key").execute(),
    async save({ key, sealed, at }) {
      await db
        .insertInto("slack_installations")
        .values({ key, sealed, at })
        .onConflict((conflict) => conflict.column("key").doUpdateSet({ sealed, at }))
        .execute();
    },
    async remove(key) {
      await db.deleteFrom("slack_installations").where("key", "=", key).execute();
    },
  };
}
