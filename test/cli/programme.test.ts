/** `programme list|add|remove`, on a real file. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { nameInCast } from "../../src/simulation/cast.ts";
import { openTestStorage, type TestStorage } from "../helpers/storage.ts";
import { aPerson, aWorkspace } from "../helpers/team.ts";
import { runCommand } from "./run-command.ts";

let opened: TestStorage;
beforeEach(async () => {
  opened = await openTestStorage();
  await opened.storage.work(async ({ workspaces, people }) => {
    await workspaces.save(aWorkspace({ id: "w-1", platform: "slack", platformId: "T1", name: "Example Ltd" }));
    await workspaces.save(aWorkspace({ id: "w-2", platform: "teams", platformId: "tenant-2", name: "Another Ltd" }));
    for (const [id, kind] of [
      ["ana", "full"],
      ["ben", "full"],
      ["gus", "guest"],
    ] as const) {
      await people.save(aPerson({ id, workspaceId: "w-1", name: nameInCast(id) }));
      await people.saveAccount({ workspaceId: "w-1", platformUserId: `U-${id}`, personId: id, kind });
    }
    await people.save(
      aPerson({ id: "cleo", workspaceId: "w-2", name: nameInCast("cleo"), programmeLead: true, programmeLeadBy: "first" }),
    );
    await people.saveAccount({ workspaceId: "w-2", platformUserId: "aad-cleo", personId: "cleo", kind: "full" });
    await people.saveAccount({ workspaceId: "w-1", platformUserId: "U-cleo", personId: "cleo", kind: "full" });
  });
});
afterEach(() => opened.dispose());

const run = (...words: readonly string[]) => runCommand(["programme", ...words], { env: { DATABASE_URL: opened.url } });
const leads = (id: string) => opened.storage.work(async ({ people }) => (await people.find(id))?.programmeLeadBy);

test("list says who leads which programme, and who does by being first", async () => {
  await run("add", "T1/U-ana");
  expect((await run("list")).out).toBe(
    "T1/U-ana  Ana Example  by the operator\ntenant-2/aad-cleo  Cleo Example  by being first\n",
  );
});

test("add appoints by the platform's id of the workspace or ours, and remove ends it", async () => {
  expect(await run("add", "T1/U-ana")).toMatchObject({ code: 0, out: "Ana Example is now a programme lead.\n" });
  expect(await run("add", "w-1/U-ben")).toMatchObject({ code: 0 });
  expect([await leads("ana"), await leads("ben")]).toEqual(["operator", "operator"]);
  expect(await run("remove", "T1/U-ana")).toMatchObject({ code: 0, err: "" });
  expect((await run("remove", "T1/U-ben")).err).toContain("That programme has no leads left");
  expect(await leads("ana")).toBeUndefined();
  expect(await run("remove", "T1/U-ana")).toMatchObject({ code: 1 });
});

test("add refuses guests, people of another workspace, and what is no WORKSPACE/USER-ID", async () => {
  expect((await run("add", "T1/U-gus")).err).toContain("Gus Example is a guest");
  expect((await run("add", "T1/U-cleo")).err).toContain("Cleo Example belongs to another workspace");
  expect((await run("add", "Ana Example")).err).toContain("isn't WORKSPACE/USER-ID");
  expect(await leads("gus")).toBeUndefined();
});

test("add keeps whom the bot has not met, also in a workspace that is not there yet, and remove strikes them out", async () => {
  expect((await run("add", "T9/U-new")).out).toContain("I haven't met T9/U-new yet");
  await run("add", "T1/U-new");
  expect((await run("list")).out).toContain("T9/U-new  not met yet\nT1/U-new  not met yet\n");
  expect(await run("remove", "T9/U-new")).toMatchObject({ code: 0 });
  expect((await run("list")).out).not.toContain("T9");
});

test("each appointment stands in the audit log as the operator's", async () => {
  const at = (now: number, ...words: readonly string[]) =>
    runCommand(["programme", ...words], { env: { DATABASE_URL: opened.url }, now: () => now });
  await at(1_000, "add", "T1/U-ana");
  await at(2_000, "remove", "T1/U-ana");
  const entries = await opened.storage.work(({ audit }) => audit.list({ limit: 9 }));
  expect(entries.map(({ act, by, through, subjectId }) => [act, by.kind, through, subjectId])).toEqual([
    ["programme-lead-appointed", "operator", "programme add", "ana"],
    ["programme-lead-ended", "operator", "programme remove", "ana"],
  ]);
});

test("it speaks Chinese where asked", async () => {
  const { out } = await run("list", "--locale", "zh-CN");
  expect(out).toContain("因为最先使用");
});
