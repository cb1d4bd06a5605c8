/** The audit log: added to, read in pages, pruned by age, and cut from a forgotten person's name. */
import { describe, expect, it } from "vitest";
import type { AuditEntry } from "../../../src/core/audit-entry.ts";
import { aPerson } from "../../helpers/team.ts";
import { type OpenStorage, useStorage } from "./harness.ts";

function anEntry(overrides: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: "entry-1",
    at: 1_000,
    workspaceId: "workspace-1",
    teamId: "team-1",
    by: { kind: "person", personId: "person-ana" },
    through: "members",
    act: "member-added",
    subjectId: "person-ben",
    details: { kind: "member", lead: false },
    ...overrides,
  };
}

export function describeAudit(open: OpenStorage): void {
  describe("the audit log", () => {
    const { work } = useStorage(open);
    const idsOf = (entries: readonly AuditEntry[]) => entries.map(({ id }) => id);

    it("gives back what was added, oldest first and page by page", async () => {
      const second: AuditEntry = {
        ...anEntry(),
        id: "entry-0",
        at: 2_000,
        by: { kind: "operator" },
        details: { roles: ["a", "b"] },
      };
      await work(async ({ audit }) => {
        await audit.add(second);
        await audit.add(anEntry());
        await audit.add(anEntry({ id: "entry-2", at: 2_000 }));
      });
      const [first] = await work(({ audit }) => audit.list({ limit: 1 }));
      expect(first).toEqual(anEntry());
      expect(await work(({ audit }) => audit.list({ limit: 1, after: "entry-1" }))).toEqual([second]);
      expect(idsOf(await work(({ audit }) => audit.list({ limit: 9, after: "entry-0" })))).toEqual(["entry-2"]);
    });

    it("is narrowed down by instant, team and workspace", async () => {
      await work(async ({ audit }) => {
        await audit.add(anEntry());
        const { teamId: _, ...ofWorkspace } = anEntry({ id: "entry-2", at: 5_000, workspaceId: "workspace-2" });
        await audit.add({ ...ofWorkspace, by: { kind: "platform" } });
      });
      expect(idsOf(await work(({ audit }) => audit.list({ limit: 9, since: 1_001 })))).toEqual(["entry-2"]);
      expect(idsOf(await work(({ audit }) => audit.list({ limit: 9, teamId: "team-1" })))).toEqual(["entry-1"]);
      expect(idsOf(await work(({ audit }) => audit.list({ limit: 9, workspaceId: "workspace-2" })))).toEqual(["entry-2"]);
    });

    it("loses what is older than asked for, at most so many at once", async () => {
      await work(async ({ audit }) => {
        for (const id of ["entry-1", "entry-2", "entry-3"]) await audit.add(anEntry({ id }));
        await audit.add(anEntry({ id: "entry-4", at: 9_000 }));
      });
      expect(await work(({ audit }) => audit.removeBefore(9_000, 2))).toBe(2);
      expect(await work(({ audit }) => audit.removeBefore(9_000, 2))).toBe(1);
      expect(idsOf(await work(({ audit }) => audit.list({ limit: 9 })))).toEqual(["entry-4"]);
    });

    it("keeps what a forgotten person did, by an id that leads to nobody", async () => {
      await work(async ({ audit, people }) => {
        await audit.add(anEntry());
        await people.forget("person-ana", 1);
        await people.forget("person-ben", 1);
      });
      expect(await work(({ audit }) => audit.list({ limit: 9 }))).toEqual([anEntry()]);
      expect(await work(({ people }) => people.find("person-ana"))).toBeUndefined();
    });

    it("follows a person whose two accounts prove to be one", async () => {
      await work(async ({ audit, people }) => {
        await people.save(aPerson({ id: "person-cleo", name: "Cleo Example" }));
        await audit.add(anEntry({ by: { kind: "person", personId: "person-cleo" }, subjectId: "person-cleo" }));
        await people.merge({ from: "person-cleo", into: "person-ana" });
      });
      const [entry] = await work(({ audit }) => audit.list({ limit: 9 }));
      expect(entry).toMatchObject({ by: { kind: "person", personId: "person-ana" }, subjectId: "person-ana" });
    });
  });
}
