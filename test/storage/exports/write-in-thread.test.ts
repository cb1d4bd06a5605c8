/** The real thread that writes an export, beside a program that goes on committing. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ExportOrder } from "../../../src/app/ports/export-files.ts";
import { createExportFiles } from "../../../src/storage/exports/export-files.ts";
import { writeInThread } from "../../../src/storage/exports/write-in-thread.ts";
import { aStandingWorld, type StandingWorld } from "../../app/standing/fixture.ts";
import { type Compiled, compileSources } from "../../helpers/child.ts";
import { anAnswer } from "../../helpers/team.ts";

let compiled: Compiled;
beforeAll(async () => {
  compiled = await compileSources();
}, 120_000);
afterAll(() => compiled.remove());

let standing: StandingWorld;
let order: ExportOrder;
beforeEach(async () => {
  standing = await aStandingWorld({ people: ["ana", "ben"], team: { privacy: "open" } });
  await standing.answers("ben", { logs: 1 });
  await append(2_000, "before");
  const ana = await standing.world.actor("ana").person();
  order = {
    ...{ id: "export-1", workspaceId: "w-1", personId: ana.id, teamId: "team-1", scope: "team", format: "csv", locale: "en" },
    now: standing.world.clock.now(),
  };
});
afterEach(() => standing.world.close());

async function append(count: number, prefix: string): Promise<void> {
  const about = { teamId: "team-1", membershipId: "team-1-ben", questionId: "logs", checkInId: "check-in-ben" };
  await standing.world.stores(async ({ answers }) => {
    for (let number = 0; number < count; number += 1) {
      const id = `${prefix}-${number}`;
      await answers.append(
        anAnswer({ ...about, id, edition: standing.team.edition, at: standing.world.clock.now(), note: id, noteShared: true }),
      );
    }
  });
}

function someFiles() {
  const databasePath = standing.world.databasePath;
  const thread = pathToFileURL(join(compiled.folder, "storage/exports/export-thread.js"));
  const promptsDirectory = join(import.meta.dirname, "../../../prompts");
  const folder = `${databasePath}-exports`;
  return { folder, files: createExportFiles({ folder, write: writeInThread({ thread, databasePath, promptsDirectory }) }) };
}

describe("R30: while an export is written in its thread", () => {
  it("commits go on, and the file holds what was there when it began, for its owner alone", async () => {
    const { folder, files } = someFiles();
    let commits = 0;
    let isOver = false;
    const writing = files.write(order).finally(() => {
      isOver = true;
    });
    // The thread fixes what it reads some time after it was started.
    while (!isOver) {
      await append(1, `meanwhile-${commits}`);
      commits += 1;
      await pause(1);
    }
    expect(await writing).toEqual({
      name: "speedboat-Example-team-2026-11-02.csv",
      mediaType: "text/csv; charset=utf-8",
      privacy: "open",
      isEmpty: false,
    });
    expect(commits).toBeGreaterThan(5);
    const file = await files.find("export-1");
    const lines = (await readFile(file?.path ?? "", "utf8")).split("\r\n").filter((line) => line.startsWith("answer,"));
    expect(lines.filter((line) => line.includes("before-"))).toHaveLength(2_000);
    expect(lines.length).toBeLessThan(2_001 + commits);
    expect([(await stat(folder)).mode & 0o777, (await stat(file?.path ?? "")).mode & 0o777]).toEqual([0o700, 0o600]);
  });

  it("a stop gives it up, and leaves no file that looks whole", async () => {
    const { folder, files } = someFiles();
    const writing = files.write(order);
    const ended = writing.then(
      () => "written",
      () => "given up",
    );
    await files.stop();
    expect(await ended).toBe("given up");
    expect(await files.find("export-1")).toBeUndefined();
    expect((await readdir(folder)).filter((name) => !name.endsWith(".part"))).toEqual([]);
  });

  it("an export of somebody who is not there is refused", async () => {
    const { files } = someFiles();
    await expect(files.write({ ...order, personId: "nobody" })).rejects.toThrow("export-refused");
  });
});
