/** Exports from the command to the file: in pieces, one of a workspace at a time, begun again after a crash, or told as failed. */
import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { ExportFiles } from "../../../src/app/ports/export-files.ts";
import type { World } from "../../../src/app/ports/world.ts";
import { createExportRunner } from "../../../src/app/standing/run-exports.ts";
import { writeExport } from "../../../src/app/standing/write-export.ts";
import { findFile } from "../../../src/message/message.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { takeExport, writeExports } from "../../helpers/exports.ts";
import { buttonOf } from "../../helpers/world.ts";
import { aStandingWorld, readNotice, type StandingOptions, type StandingWorld } from "./fixture.ts";

let opened: StandingWorld | undefined;
const open = async (options?: StandingOptions): Promise<StandingWorld> => {
  opened = await aStandingWorld(options);
  return opened;
};
afterEach(() => opened?.world.close());

const SILENT = { info() {}, warn() {}, error() {} };
const LEASE_MS = 30_000;

/** A world whose files are written by `write` alone. */
function withFiles({ world }: StandingWorld["world"], write: ExportFiles["write"]): World {
  const files = world.exportFiles;
  if (!files) throw new Error("no files");
  return { ...world, exportFiles: { ...files, write } };
}

async function runIn(world: World): Promise<void> {
  const runner = createExportRunner(world, { log: SILENT });
  runner.wake();
  await runner.settled();
}

const files = async ({ world }: StandingWorld, userId: string) =>
  (await world.queuedFor(userId, "file:")).map(({ message }) => findFile(message)?.name);

describe("an export", () => {
  it("is promised at once and comes as a file, once, however often it is asked for meanwhile", async () => {
    const standing = await open();
    await standing.answers("ben", { logs: 1 });
    const ben = standing.world.actor("ben");
    expect(readNotice(await ben.says("export csv"))).toContain("I'm preparing the csv export of Example team.");
    expect(readNotice(await ben.says("export csv"))).toContain("I'm still preparing the csv export of Example team.");
    expect(await files(standing, "ben")).toEqual([]);
    await writeExports(standing.world);
    expect(await files(standing, "ben")).toEqual(["speedboat-Example-team-mine-2026-11-02.csv"]);
    await ben.says("export csv");
    await writeExports(standing.world);
    expect(await files(standing, "ben")).toHaveLength(2);
  });

  it("holds up no other workspace's, and waits for one of its own", async () => {
    const { world } = await open();
    await world.stores(async (stores) => {
      await stores.workspaces.save({ ...world.workspace, id: "w-2", platformId: "w-2" });
      const person = await stores.people.findByAccount("w-1", "ana");
      const asked = { personId: person?.id ?? "", teamId: "team-1", scope: "own", locale: "en", askedAt: 1 } as const;
      await stores.exports.add({ ...asked, id: "first", workspaceId: "w-1", format: "csv" });
      await stores.exports.add({ ...asked, id: "second", workspaceId: "w-1", format: "md" });
      await stores.exports.add({ ...asked, id: "third", workspaceId: "w-2", format: "csv", askedAt: 2 });
    });
    const claim = (now: number) => world.stores(({ exports }) => exports.claimNext({ now, leaseMs: LEASE_MS }));
    const [first, third] = [await claim(10), await claim(10)];
    expect([first?.id, third?.id, await claim(10)]).toEqual(["first", "third", undefined]);
    await world.stores(({ exports }) => exports.markReady(first ?? { id: "", attempt: 0 }, 11));
    expect((await claim(11))?.id).toBe("second");
  });

  it("that a crash interrupted is begun again when its claim has lapsed", async () => {
    const standing = await open();
    await standing.answers("ben", { logs: 1 });
    await standing.world.actor("ben").says("export csv");
    const now = standing.world.clock.now();
    const lost = await standing.world.stores(({ exports }) => exports.claimNext({ now, leaseMs: LEASE_MS }));
    await writeExports(standing.world);
    expect(await files(standing, "ben")).toEqual([]);
    standing.world.clock.advance({ minutes: 1 });
    await writeExports(standing.world);
    expect(await files(standing, "ben")).toHaveLength(1);
    const late = await standing.world.stores(({ exports }) => exports.markReady(lost ?? { id: "", attempt: 0 }, now));
    expect(late).toBe(false);
  });

  it("that cannot be written is tried three times, and then told as failed with a way to ask again", async () => {
    const standing = await open();
    const { world } = standing;
    await world.actor("ana").says("export json");
    let begun = 0;
    const failing = withFiles(world, async () => {
      begun += 1;
      throw new Error("the disk is full");
    });
    for (let minute = 0; minute < 5; minute += 1) {
      await runIn(failing);
      world.clock.advance({ minutes: 1 });
    }
    expect(begun).toBe(3);
    const [told] = await world.queuedFor("ana");
    expect(told && toPlainText(told.message)).toContain("I couldn't prepare the json export of Example team.");
    const again = await world.actor("ana").presses(buttonOf(told?.message, "Export json again"));
    expect(again.begins).toBe("export");
  });

  it("of a team is not brought to somebody who leads it no more", async () => {
    const standing = await open();
    const { world } = standing;
    await world.actor("ana").says("export json");
    await world.stores(async (stores) => {
      const membership = await stores.memberships.find("team-1-ana");
      if (membership) await stores.memberships.save({ ...membership, lead: false });
    });
    await writeExports(world);
    expect(await files(standing, "ana")).toEqual([]);
    expect(await world.stores(({ exports }) => exports.claimNext({ now: 1e15, leaseMs: 1 }))).toBeUndefined();
  });

  it("goes up to the newest answer of its beginning, in pieces between which others write", async () => {
    const standing = await open({ people: ["ana", "ben"], team: { privacy: "open" } });
    const { world } = standing;
    for (let round = 0; round < 300; round += 1) await standing.answers("ben", { logs: 1, alerts: 2 });
    const ana = await world.actor("ana").person();
    const asked = { id: "x", workspaceId: "w-1", personId: ana.id, teamId: "team-1", scope: "team", locale: "en" } as const;
    const order = { ...asked, format: "csv", now: world.clock.now() } as const;
    const units: number[] = [];
    let text = "";
    await writeExport({
      world: {
        ...world.world,
        storage: {
          async work(task) {
            units.push(units.length);
            return world.world.storage.work(task);
          },
        },
      },
      order,
      async write(part) {
        text += part;
        await standing.answers("ben", { logs: 3 });
      },
    });
    expect(text.split("\r\n").filter((line) => line.startsWith("answer,"))).toHaveLength(600);
    expect(text).not.toContain("logs answer 3");
    expect(units.length).toBeGreaterThan(3);
  });

  it("that is ready when somebody whose answers stand in it is forgotten goes, and its file with the next tick", async () => {
    const standing = await open({ people: ["ana", "ben"], team: { privacy: "open" } });
    const { world } = standing;
    await standing.answers("ben", { logs: 1 }, { note: "shared by Ben", noteShared: true });
    await takeExport(world, world.actor("ana"), "export csv");
    const [exportId = ""] = (await world.world.exportFiles?.list()) ?? [];
    const file = await world.world.exportFiles?.find(exportId);
    expect(await readFile(file?.path ?? "", "utf8")).toContain("shared by Ben");
    const ben = await world.actor("ben").person();
    await world.stores(({ people }) => people.forget(ben.id, 1));
    expect(await world.stores(({ exports }) => exports.find(exportId))).toBeUndefined();
    await createExportRunner(world.world, { log: SILENT }).tidy();
    expect(await world.world.exportFiles?.list()).toEqual([]);
  });

  it("that nobody takes is kept for a day", async () => {
    const standing = await open();
    const { world } = standing;
    await takeExport(world, world.actor("ana"), "export csv");
    const runner = createExportRunner(world.world, { log: SILENT });
    world.clock.advance({ hours: 23 });
    await runner.tidy();
    expect(await world.world.exportFiles?.list()).toHaveLength(1);
    world.clock.advance({ hours: 2 });
    await runner.tidy();
    expect(await world.world.exportFiles?.list()).toEqual([]);
  });
});
