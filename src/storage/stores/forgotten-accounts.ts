/**
 * Remembers which accounts were forgotten, so that no late event stores them again. It holds a keyed hash of the platform's
 * user id and when it was: who has the database alone cannot read an id out of it, only ask after one that they know.
 */
import { createHmac } from "node:crypto";
import type { Instant } from "../../core/time.ts";
import type { Db } from "../sqlite/unit-driver.ts";

type AccountId = { readonly workspaceId: string; readonly platformUserId: string };

const KEY = "forgotten.key";

/** Remembers that the account was forgotten at that instant. */
export async function markForgotten(db: Db, account: AccountId, at: Instant): Promise<void> {
  const row = { workspace_id: account.workspaceId, mark: await markOf(db, account), at };
  await db
    .insertInto("forgotten_accounts")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "mark"]).doUpdateSet({ at }))
    .execute();
}

/** Returns when the account was forgotten; undefined where it never was, or is known again. */
export async function findForgotten(db: Db, account: AccountId): Promise<Instant | undefined> {
  const all = db.selectFrom("forgotten_accounts").select("at").where("workspace_id", "=", account.workspaceId);
  const any = await all.limit(1).executeTakeFirst();
  if (!any) return undefined;
  return (await all.where("mark", "=", await markOf(db, account)).executeTakeFirst())?.at;
}

/** The account is known again: its person came back. */
export async function unmarkForgotten(db: Db, account: AccountId): Promise<void> {
  if ((await findForgotten(db, account)) === undefined) return;
  const ofWorkspace = db.deleteFrom("forgotten_accounts").where("workspace_id", "=", account.workspaceId);
  await ofWorkspace.where("mark", "=", await markOf(db, account)).execute();
}

async function markOf(db: Db, { workspaceId, platformUserId }: AccountId): Promise<string> {
  const { value } = await db.selectFrom("settings").select("value").where("key", "=", KEY).executeTakeFirstOrThrow();
  return createHmac("sha256", value).update(`${workspaceId} ${platformUserId}`).digest("base64url");
}
