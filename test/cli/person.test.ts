/** `person export|forget`, on a real file. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nameInCast } from "../../src/simulation/cast.ts";
import { aCatalogue } from "../helpers/catalogue.ts";
import { openTestStorage, type TestStorage } from "../helpers/storage.ts";
import { anAnswer, aMembership, aPerson, aTeam, aWorkspace, NOW } from "../helpers/team.ts";
import { runCommand } from "./run-command.ts";

let opened: TestStorage;
beforeEach(async () => {
  opened = await openTestStorage();
  await opened.storage.work(async (stores) => {
    const { workspaces, people, teams, memberships, teamsConversations } = stores;
    await stores.catalogues.keep(aCatalogue());
    await workspaces.save(aWorkspace({ id: "w-2", platform: "teams", platformId: "tenant-2", name: "Another Ltd" }));
    for (const id of ["ana", "ben"]) {
      await people.save(aPerson({ id, workspaceId: "w-2", name: nameInCast(id) }));
      await people.saveAccount({ workspaceId: "w-2", platformUserId: `aad-${id}`, personId: id, kind: "full" });
      const told = { workspaceId: "w-2", userId: `aad-${id}`, teamsId: `29:${id}`, name: nameInCast(id) };
      await teamsConversations.saveUser({ ...told, email: `${id}@Example.com` });
    }
    await teams.save(aTeam({ id: "team-1", workspaceId: "w-2", name: "Speed" }));
    for (const id of ["ana", "ben"]) {
      await memberships.save(aMembership({ id: `m-${id}`, teamId: "team-1", personId: id, lead: id === "ana" }));
      await stores.checkIns.insert({
        ...{ id: `c-${id}`, teamId: "team-1", membershipId: `m-${id}`, personId: id, kind: "short", status: "open" },
        ...{ edition: "cnmm-3.0-level-2@1", items: [], position: { on: "summary" }, revision: 1, openedAt: 1 },
      });
      const about = { teamId: "team-1", membershipId: `m-${id}`, checkInId: `c-${id}`, note: `a private note of ${id}` };
      await stores.answers.append(anAnswer({ ...about, id: `answer-${id}` }));
    }
  });
});
afterEach(() => opened.dispose());

const run = (...words: readonly string[]) =>
  runCommand(["person", ...words], { env: { DATABASE_URL: opened.url }, now: () => NOW });
const entries = () => opened.storage.work(({ audit }) => audit.list({ limit: 50 }));
const queuedFor = (id: string) =>
  opened.storage.work(async ({ outbox }) =>
    (await outbox.listByStatus("pending", 50))
      .filter(({ lane }) => lane === `person:${id}`)
      .map(({ message }) => message.summary),
  );

describe("person export", () => {
  const file = () => join(opened.folder, "ana.jsonl");

  test("writes all of one person, and nothing of another, into a file of the operator's alone", async () => {
    const ran = await run("export", "tenant-2/ana@example.com", "--out", file());
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).not.toContain("note");
    const text = await readFile(file(), "utf8");
    const records = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).record);
    expect(records).toEqual(["person", "account", "told-by-teams", "membership", "check-in", "answer", "act"]);
    expect(text).toContain("a private note of ana");
    expect(text).not.toMatch(/ben/);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  test("is written down and told to the person", async () => {
    await run("export", "tenant-2/aad-ana", "--out", file());
    expect((await entries()).map(({ act, by, through, subjectId }) => [act, by.kind, through, subjectId])).toEqual([
      ["person-exported", "operator", "person export", "ana"],
    ]);
    expect(await queuedFor("ana")).toEqual([expect.stringContaining("exported everything I keep about you")]);
  });

  test("is never printed, never over a file, and never of nobody", async () => {
    expect(await run("export", "tenant-2/aad-ana")).toMatchObject({ code: 2, out: "" });
    await run("export", "tenant-2/aad-ana", "--out", file());
    expect((await run("export", "tenant-2/aad-ana", "--out", file())).err).toContain("already exists");
    expect((await run("export", "tenant-2/zoe@example.com", "--out", join(opened.folder, "zoe"))).err).toContain(
      "I know nobody as",
    );
    await expect(stat(join(opened.folder, "zoe"))).rejects.toThrow();
    expect(await entries()).toHaveLength(1);
  });
});

describe("person forget", () => {
  test("says what would go, and forgets nobody without --yes", async () => {
    const ran = await run("forget", "tenant-2/aad-ana");
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toContain("1 answer in 1 team. Without a lead then: Speed.");
    expect(await opened.storage.work(({ people }) => people.find("ana"))).toBeDefined();
    expect(await entries()).toEqual([]);
  });

  test("deletes as “forget me” does, tells the team that has no lead then, and writes it down", async () => {
    const ran = await run("forget", "tenant-2/aad-ana", "--yes");
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).toContain("These teams have no lead now: Speed. Appoint one with: speedboat team lead");
    await opened.storage.work(async (stores) => {
      expect(await stores.people.find("ana")).toBeUndefined();
      expect(await stores.answers.historyOfMembership("m-ana")).toEqual([]);
      expect(await stores.people.forgottenAt("w-2", "aad-ana")).toBe(NOW);
      expect(await stores.teamsConversations.findUser("w-2", "aad-ana")).toBeUndefined();
    });
    expect((await entries()).map(({ act, by }) => [act, by.kind])).toEqual([
      ["member-removed", "operator"],
      ["person-forgotten", "operator"],
    ]);
    expect(await queuedFor("ben")).toEqual([expect.stringContaining("Speed doesn't have a lead anymore")]);
    for (const name of ["speedboat.db", "speedboat.db-wal"]) {
      const bytes = await readFile(join(opened.folder, name)).catch(() => Buffer.alloc(0));
      expect(bytes.includes("a private note of ana"), name).toBe(false);
    }
    expect((await run("forget", "tenant-2/aad-ana", "--yes")).err).toContain("I know nobody as tenant-2/aad-ana");
  });
});
