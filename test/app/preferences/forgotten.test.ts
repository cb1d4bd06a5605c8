/** After "forget me" nothing of the person is in any file of the running program, and nothing that comes later brings it back. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { OutboxItem } from "../../../src/app/ports/outbox-store.ts";
import type { Person } from "../../../src/core/team.ts";
import { aSettingsWorld, type SettingsWorld, told } from "../team/settings-world.ts";

const CANARIES = ["Ben Example", "canary-private-note", "canary-shared-note", "canary-evidence", "America/New_York"];

let world: SettingsWorld;
beforeEach(async () => {
  world = await aSettingsWorld();
  await world.setUp();
});
afterEach(() => world.close());

/** Which of the texts stand in the database or in any file beside it, as they are now. */
function findInFiles(texts: readonly string[]): readonly string[] {
  const folder = dirname(world.databasePath);
  const files = readdirSync(folder).filter((name) => name.startsWith(basename(world.databasePath)));
  expect(files).toContain(`${basename(world.databasePath)}-wal`);
  const content = files.map((name) => readFileSync(join(folder, name)));
  return texts.filter((text) => content.some((bytes) => bytes.includes(text)));
}

/** Long and short texts of two people on the same pages, again and again. */
async function answerALot(): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    const filler = "x".repeat(round * 150);
    await world.answers(world.ben, { note: `canary-private-note ${filler}`, evidence: "https://example.com/canary-evidence" });
    await world.answers(world.ana, { note: `Ana keeps this ${round} ${filler}` });
    world.clock.advance({ days: 7 });
  }
  await world.answers(world.ben, { note: "canary-shared-note", noteShared: true });
}

describe("R37: after forget me", () => {
  test("no byte of the person's name, notes and links is in any file, while the program runs", async () => {
    await answerALot();
    expect(findInFiles(CANARIES)).toEqual(CANARIES);
    await world.ben.presses({ act: "confirm-forget" });
    expect(findInFiles(CANARIES)).toEqual([]);
    expect(findInFiles(["Ana Example", "Ana keeps this 0"])).toEqual(["Ana Example", "Ana keeps this 0"]);
  });

  test("it is not said to be done while another process still reads what was there before", async () => {
    await world.answers(world.ben, { note: "canary-private-note" });
    const reader = new Database(world.databasePath, { readonly: true });
    reader.exec("BEGIN");
    reader.prepare("SELECT count(*) FROM answers").get();
    let isDone = false;
    const answer = world.ben.presses({ act: "confirm-forget" }).then((outcome) => {
      isDone = true;
      return outcome;
    });
    // Other people go on meanwhile.
    for (let asked = 0; asked < 5; asked += 1) expect(told(await world.ana.says("privacy"))).toContain("Speed");
    expect(isDone).toBe(false);
    reader.exec("COMMIT");
    reader.close();
    expect(told(await answer)).toContain("All that's left are counts without your name");
    expect(findInFiles(["canary-private-note"])).toEqual([]);
  });

  test("records of the team name nobody", async () => {
    const { id: personId } = await world.ben.person();
    const { id: teamId } = await world.team();
    await world.stores(({ values, confirmations }) =>
      Promise.all([
        values.save({
          id: "v",
          teamId,
          goal: "g",
          kpi: "k",
          before: "1",
          after: "2",
          measuredOn: "2026-11-01",
          addedBy: personId,
          addedAt: 1,
        }),
        confirmations.save({
          id: "c",
          teamId,
          questionId: "logs",
          evidence: "https://example.com",
          confirmedBy: personId,
          at: 1,
        }),
      ]),
    );
    await world.ben.presses({ act: "confirm-forget" });
    const records = await world.stores(async ({ values, confirmations }) => [
      (await values.find("v"))?.addedBy,
      (await confirmations.listOfTeam(teamId))[0]?.confirmedBy,
    ]);
    expect(records).toEqual(["", ""]);
  });

  describe("the person's own cards", () => {
    /** As if delivery had brought everything that waits for Ben. */
    async function arrive({ id }: Person): Promise<readonly OutboxItem[]> {
      const waiting = (await world.queued()).filter(({ lane }) => lane === `person:${id}`);
      await world.stores(async ({ outbox, posts }) => {
        for (const item of waiting) {
          const post = await posts.find(item.postId);
          if (post) await posts.save({ ...post, platformRef: `ref-${post.id}` });
          await outbox.update({ ...item, status: "sent", sentAt: world.clock.now() });
        }
      });
      return waiting;
    }

    test("are taken away, and what is kept for that goes with the last of them", async () => {
      await world.ben.says("checkin");
      const ben = await world.ben.person();
      const shown = await arrive(ben);
      expect(shown.length).toBeGreaterThan(1);
      await world.ben.presses({ act: "confirm-forget" });
      const removals = await world.queued();
      const own = removals.filter(({ lane }) => lane === `person:${ben.id}`);
      expect(own.map(({ operation, urgency }) => [operation, urgency])).toEqual(shown.map(() => ["remove", "background"]));
      const due = await world.stores(({ outbox }) => outbox.listDueWorkspaces(world.clock.now()));
      expect(due.map(({ id }) => id)).toContain(world.workspace.id);
      await world.stores(async ({ outbox }) => {
        for (const item of own) await outbox.update({ ...item, status: "sent", sentAt: world.clock.now() });
      });
      const left = await world.stores(async ({ outbox, posts }) => [
        ...(await Promise.all(own.map(({ id }) => outbox.find(id)))),
        ...(await Promise.all(own.map(({ postId }) => posts.find(postId)))),
      ]);
      expect(left.every((one) => one === undefined)).toBe(true);
    });
  });

  test("an event from before has no effect when it comes later, and one from after starts anew", async () => {
    const at = world.clock.now();
    const from = { workspaceId: world.workspace.id, platformUserId: "ben", place: { in: "direct" } } as const;
    const forget = { kind: "press", from: { ...from, sentAt: at }, action: { act: "confirm-forget" } } as const;
    await world.app.handle(forget);
    const late = {
      kind: "command",
      from: { ...from, name: "Ben Example", sentAt: at - 1, eventKey: "late" },
      line: "help",
    } as const;
    expect(await world.app.handle(late)).toEqual({});
    expect(await world.stores(({ people }) => people.findByAccount(world.workspace.id, "ben"))).toBeUndefined();
    expect(findInFiles(["Ben Example"])).toEqual([]);
    await world.app.handle({ ...late, from: { ...late.from, sentAt: at + 1, eventKey: "new" } });
    expect(await world.stores(({ people }) => people.forgottenAt(world.workspace.id, "ben"))).toBeUndefined();
    expect((await world.ben.person()).name).toBe("Ben Example");
  });

  test("what remembers the account says nothing of it, and differs between workspaces", async () => {
    await world.ben.presses({ act: "confirm-forget" });
    const database = new Database(world.databasePath, { readonly: true });
    const rows = database.prepare("SELECT * FROM forgotten_accounts").all();
    database.close();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/ben\b/i);
    expect(await world.stores(({ people }) => people.forgottenAt("another", "ben"))).toBeUndefined();
  });

  test("the key of an event that was handled holds no id in the database", async () => {
    await world.app.handle({
      kind: "command",
      from: {
        workspaceId: world.workspace.id,
        platformUserId: "ben",
        place: { in: "direct" },
        eventKey: "activity canary-conversation",
      },
      line: "help",
    });
    expect(findInFiles(["canary-conversation"])).toEqual([]);
  });
});
