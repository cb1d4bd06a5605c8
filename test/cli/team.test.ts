/** `team list|lead|delete`, on a real file. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AuditQuery } from "../../src/app/ports/audit-store.ts";
import { nameInCast } from "../../src/simulation/cast.ts";
import { aCatalogue } from "../helpers/catalogue.ts";
import { openTestStorage, type TestStorage } from "../helpers/storage.ts";
import { anAnswer, aMembership, aPerson, aTeam, aWorkspace, NOW } from "../helpers/team.ts";
import { runCommand } from "./run-command.ts";

let opened: TestStorage;
beforeEach(async () => {
  opened = await openTestStorage();
  await opened.storage.work(async ({ workspaces, people, teams, memberships, catalogues }) => {
    await catalogues.keep(aCatalogue());
    await workspaces.save(aWorkspace({ id: "w-1", platform: "slack", platformId: "T1" }));
    await workspaces.save(aWorkspace({ id: "w-2", platform: "teams", platformId: "tenant-2", name: "Another Ltd" }));
    for (const [id, kind] of [
      ["ana", "full"],
      ["ben", "full"],
      ["gus", "guest"],
    ] as const) {
      await people.save(aPerson({ id, workspaceId: "w-1", name: nameInCast(id) }));
      await people.saveAccount({ workspaceId: "w-1", platformUserId: `U-${id}`, personId: id, kind });
    }
    await people.save(aPerson({ id: "cleo", workspaceId: "w-2", name: "Cleo Example" }));
    await people.saveAccount({ workspaceId: "w-2", platformUserId: "aad-cleo", personId: "cleo", kind: "full" });
    await teams.save(aTeam({ id: "team-1", workspaceId: "w-1", name: "Speed" }));
    await memberships.save(aMembership({ id: "m-ana", teamId: "team-1", personId: "ana", lead: true }));
    await memberships.save(aMembership({ id: "m-gus", teamId: "team-1", personId: "gus" }));
  });
});
afterEach(() => opened.dispose());

const run = (...words: readonly string[]) =>
  runCommand(["team", ...words], { env: { DATABASE_URL: opened.url }, now: () => NOW });
const acts = (query: Partial<AuditQuery> = {}) =>
  opened.storage.work(async ({ audit }) =>
    (await audit.list({ limit: 50, ...query })).map(({ act, by, through, subjectId }) =>
      [act, by.kind, through, subjectId].filter(Boolean).join(" "),
    ),
  );
const queued = () =>
  opened.storage.work(async ({ outbox }) =>
    (await outbox.listByStatus("pending", 50)).map(({ lane, message }) => `${lane}: ${message.summary}`),
  );

describe("team list", () => {
  test("says which teams there are and who leads them, and shows where nobody does", async () => {
    expect((await run("list")).out).toBe("team-1  Speed  T1  2 people; led by Ana Example (U-ana)\n");
    await opened.storage.work(({ people }) =>
      people.save(aPerson({ id: "ana", workspaceId: "w-1", name: "Ana Example", unreachable: "deactivated" })),
    );
    expect((await run("list", "--workspace", "T1")).out).toContain("NO LEAD: speedboat team lead TEAM WORKSPACE/USER-ID");
    expect((await run("list", "--workspace", "tenant-2")).out).toBe("There is no team yet.\n");
    expect(await run("list", "--workspace", "T9")).toMatchObject({ code: 1, out: "" });
  });
});

describe("team lead", () => {
  test("makes somebody a lead, tells them, and writes it down as the operator's", async () => {
    expect(await run("lead", "speed", "T1/U-ben")).toMatchObject({
      code: 0,
      out: "Ben Example leads Speed now. They’re told, and so are its other leads.\n",
    });
    const membership = await opened.storage.work(({ memberships }) => memberships.findOfPerson("team-1", "ben"));
    expect(membership).toMatchObject({ kind: "member", lead: true });
    expect(await acts()).toEqual(["member-added operator team lead ben"]);
    expect((await queued()).filter((text) => text.startsWith("person:ben"))).toHaveLength(1);
    expect((await run("lead", "Speed", "w-1/U-ben")).out).toBe("Ben Example leads Speed already.\n");
    expect(await acts()).toHaveLength(1);
  });

  test("refuses guests, closed accounts, people of elsewhere, nobody, and what is no id, each in one sentence", async () => {
    await opened.storage.work(({ people }) =>
      people.save(aPerson({ id: "ben", workspaceId: "w-1", name: "Ben Example", unreachable: "deactivated" })),
    );
    const refusals: readonly (readonly [string, string])[] = [
      ["T1/U-gus", "Gus Example is a guest"],
      ["T1/U-ben", "Ben Example’s account is closed or gone"],
      ["tenant-2/aad-cleo", "Speed isn’t at home in that workspace"],
      ["T1/U-nobody", "I know nobody as T1/U-nobody"],
      ["T1/ana@example.com", "I don’t know e-mail addresses of Slack"],
      ["T9/U-ana", "there's no workspace “T9”"],
      ["Ana Example", "isn’t WORKSPACE/USER-ID"],
    ];
    for (const [who, sentence] of refusals) {
      const ran = await run("lead", "Speed", who);
      expect(ran).toMatchObject({ code: 1, out: "" });
      expect(ran.err).toContain(sentence);
      expect(ran.err.trim().split("\n")).toHaveLength(1);
    }
    expect(await run("lead", "Speed")).toMatchObject({ code: 2 });
    expect(await acts()).toEqual([]);
  });
});

describe("team delete", () => {
  beforeEach(() =>
    opened.storage.work(async (stores) => {
      await stores.checkIns.insert({
        ...{ id: "check-in-1", teamId: "team-1", membershipId: "m-gus", personId: "gus", kind: "short", status: "open" },
        ...{ edition: "cnmm-3.0-level-2@1", items: [], position: { on: "summary" }, revision: 1, openedAt: 1 },
      });
      await stores.answers.append(anAnswer({ membershipId: "m-gus", teamId: "team-1" }));
    }),
  );

  test("says what would go, and deletes nothing without --yes", async () => {
    const ran = await run("delete", "Speed");
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toContain("Speed would be deleted for good: 2 people are in it, 1 answer in 0 rounds");
    expect(await opened.storage.work(({ teams }) => teams.find("team-1"))).toBeDefined();
    expect([await acts(), await queued()]).toEqual([[], []]);
  });

  test("deletes everything with --yes, tells its people and its channel, and keeps its people and the audit log", async () => {
    expect(await run("delete", "Speed", "--yes")).toMatchObject({ code: 0, err: "" });
    await opened.storage.work(async (stores) => {
      expect(await stores.teams.find("team-1")).toBeUndefined();
      expect(await stores.memberships.listOfTeam("team-1")).toEqual([]);
      expect(await stores.answers.historyOfMembership("m-gus")).toEqual([]);
      expect(await stores.people.find("gus")).toBeDefined();
    });
    expect(await acts()).toEqual([
      "member-removed operator team delete ana",
      "member-removed operator team delete gus",
      "team-deleted operator team delete",
    ]);
    const told = (await queued()).filter((text) => text.includes("has deleted Speed"));
    expect(told.map((text) => text.split(": ")[0]).sort()).toEqual(["channel:w-1:channel-1", "person:ana", "person:gus"]);
    expect((await run("delete", "Speed", "--yes")).err).toContain("there's no team “Speed”");
  });

  test("refuses a team that is linked to another workspace", async () => {
    await opened.storage.work(({ homes }) => homes.save({ teamId: "team-1", workspaceId: "w-2", since: 1 }));
    const ran = await run("delete", "Speed", "--yes");
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining("Speed is linked to a team in another workspace")]);
    expect(await opened.storage.work(({ teams }) => teams.find("team-1"))).toBeDefined();
  });
});

test("they speak Chinese where asked", async () => {
  expect((await run("list", "--locale", "zh-CN")).out).toContain("负责人：Ana Example");
});
