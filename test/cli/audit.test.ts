/** `audit`, from a real database. */
import { expect, test } from "vitest";
import type { AuditEntry } from "../../src/core/audit-entry.ts";
import { withStorage } from "../helpers/storage.ts";
import { aPerson, aTeam, aWorkspace, NOW } from "../helpers/team.ts";
import { runCommand } from "./run-command.ts";

const ENTRY: AuditEntry = {
  id: "entry-1",
  at: NOW,
  workspaceId: "workspace-1",
  teamId: "team-1",
  by: { kind: "person", personId: "person-ana" },
  through: "members",
  act: "member-added",
  subjectId: "person-gone",
  details: { kind: "member", lead: false },
};

test("audit prints a line of JSON for each act, with the names of who is known and none of who was forgotten", () =>
  withStorage(async ({ storage, url }) => {
    await storage.work(async ({ workspaces, people, teams, audit }) => {
      await workspaces.save(aWorkspace({ platformId: "T1" }));
      await people.save(aPerson());
      await teams.save(aTeam());
      await audit.add(ENTRY);
      await audit.add({ ...ENTRY, id: "entry-2", at: NOW + 86_400_000, by: { kind: "operator" }, teamId: "team-gone" });
    });
    const env = { DATABASE_URL: url };
    const print = async (...options: readonly string[]) => {
      const { code, out } = await runCommand(["audit", ...options], { env });
      expect(code).toBe(0);
      return out
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    };
    const [first, second] = await print();
    expect(first).toEqual({
      at: "2026-11-23T09:00:00.000Z",
      act: "member-added",
      by: { kind: "person", id: "person-ana", name: "Ana Example" },
      through: "members",
      workspace: "workspace-1",
      team: "team-1",
      subject: { id: "person-gone", forgotten: true },
      details: { kind: "member", lead: false },
    });
    expect(second.by).toEqual({ kind: "operator" });
    expect(await print("--since", "2026-11-24")).toEqual([second]);
    expect(await print("--team", "Example team")).toEqual([first]);
    expect(await print("--team", "team-gone")).toEqual([second]);
    expect(await print("--workspace", "T1")).toEqual([first, second]);
    expect((await runCommand(["audit", "--workspace", "T2"], { env })).err).toContain("there's no workspace “T2”");
    expect(await runCommand(["audit", "--since", "yesterday"], { env })).toMatchObject({ code: 2 });
  }));

test("audit prints more than it reads at once, each entry once", () =>
  withStorage(async ({ storage, url }) => {
    await storage.work(async ({ workspaces, audit }) => {
      await workspaces.save(aWorkspace());
      for (let count = 0; count < 1_201; count += 1) await audit.add({ ...ENTRY, id: `entry-${count}`, at: NOW + (count % 3) });
    });
    const { out } = await runCommand(["audit"], { env: { DATABASE_URL: url } });
    expect(out.trimEnd().split("\n")).toHaveLength(1_201);
  }));
