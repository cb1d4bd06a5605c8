/** What becomes of the work while another process holds the write lock. */
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { isBusy } from "../../../src/storage/sqlite/connection.ts";
import { createUnitQueue } from "../../../src/storage/sqlite/unit-queue.ts";
import { withStorage } from "../../helpers/storage.ts";
import { aWorkspace } from "../../helpers/team.ts";

test("work waits for a lock that another holds, and everything else of the process goes on meanwhile", () =>
  withStorage(async ({ storage }) => {
    const other = new Database(storage.path);
    other.exec("BEGIN IMMEDIATE");
    const saved = storage.work((stores) => stores.workspaces.save(aWorkspace()));
    // Only a turn of this very event loop lets the other go.
    setTimeout(() => other.exec("COMMIT"), 200);
    await saved;
    other.close();
    expect(await storage.work((stores) => stores.workspaces.find("workspace-1"))).toEqual(aWorkspace());
  }));

test("what comes while the lock is waited for is done too, in the order in which it came", () =>
  withStorage(async ({ storage }) => {
    const other = new Database(storage.path);
    other.exec("BEGIN IMMEDIATE");
    const order: string[] = [];
    const come = (name: string) => storage.work(async () => void order.push(name));
    const first = come("first");
    const second = new Promise<void>((resolve) => setTimeout(() => resolve(come("second")), 60));
    setTimeout(() => other.exec("COMMIT"), 150);
    await Promise.all([first, second]);
    other.close();
    expect(order).toEqual(["first", "second"]);
  }));

test("where the lock is held for too long all that wait are told so, and later work goes on", () =>
  withStorage(async ({ storage }) => {
    const [ours, other] = [new Database(storage.path, { timeout: 1 }), new Database(storage.path)];
    const queue = createUnitQueue(ours, { patienceMs: 50 });
    other.exec("BEGIN IMMEDIATE");
    const settled = await Promise.allSettled(["a", "b"].map((name) => queue.run(async () => name)));
    expect(settled.map((one) => one.status === "rejected" && isBusy(one.reason))).toEqual([true, true]);
    other.exec("COMMIT");
    expect(await queue.run(async () => "c")).toBe("c");
    await queue.close();
    ours.close();
    other.close();
  }));
