/** Units of work: all or nothing, one after the other. */
import { describe, expect, test } from "vitest";
import { aWorkspace } from "../../helpers/team.ts";
import { type OpenStorage, useStorage } from "./harness.ts";

export function describeUnits(open: OpenStorage): void {
  describe("a unit of work", () => {
    const { work, reopen } = useStorage(open);
    const count = () => work(async (stores) => Number((await stores.settings.get("count")) ?? 0));

    test("keeps nothing when it fails", async () => {
      const failing = work(async (stores) => {
        await stores.settings.set("count", "1");
        throw new Error("on purpose");
      });
      await expect(failing).rejects.toThrow("on purpose");
      expect(await count()).toBe(0);
    });

    test("that fails takes nothing of its neighbours along", async () => {
      const keep = (key: string) => work((stores) => stores.settings.set(key, "kept"));
      const failing = work(async (stores) => {
        await stores.settings.set("failing", "kept");
        await stores.settings.set("before", "spoilt");
        throw new Error("on purpose");
      });
      const settled = await Promise.allSettled([keep("before"), failing, keep("after")]);
      expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      const kept = await work((stores) => Promise.all(["before", "failing", "after"].map((key) => stores.settings.get(key))));
      expect(kept).toEqual(["kept", undefined, "kept"]);
    });

    test("never sees half of another, however many run at once", async () => {
      const raise = () =>
        work(async (stores) => {
          const before = Number((await stores.settings.get("count")) ?? 0);
          await Promise.resolve();
          await stores.settings.set("count", String(before + 1));
        });
      await Promise.all(Array.from({ length: 100 }, raise));
      expect(await count()).toBe(100);
    });

    test("is seen by another connection once it is done", async () => {
      await work((stores) => stores.settings.set("count", "7"));
      const other = await reopen();
      expect(await other.work((stores) => stores.settings.get("count"))).toBe("7");
    });

    test("of two connections never mixes with the other's", async () => {
      const other = await reopen();
      const raiseOn = (storage: { work: typeof work }) =>
        storage.work(async (stores) => {
          const before = Number((await stores.settings.get("count")) ?? 0);
          await stores.settings.set("count", String(before + 1));
        });
      await Promise.all(Array.from({ length: 60 }, (_, index) => raiseOn(index % 2 ? other : { work })));
      expect(await count()).toBe(60);
    });

    test("begun inside another is refused instead of waiting for ever", async () => {
      await expect(work(() => work(async () => 1))).rejects.toThrow("inside another");
    });

    test("gives back what its task returns", async () => {
      expect(await work(async () => "a result")).toBe("a result");
    });
  });

  describe("workspaces", () => {
    const { work } = useStorage(open);

    test("are found by id and by the platform's id", async () => {
      const found = await work((stores) =>
        Promise.all([stores.workspaces.find("workspace-1"), stores.workspaces.findByPlatform("playground", "playground")]),
      );
      expect(found).toEqual([aWorkspace(), aWorkspace()]);
    });

    test("of two platforms may have the same platform id", async () => {
      const slack = aWorkspace({ id: "workspace-2", platform: "slack" });
      await work((stores) => stores.workspaces.save(slack));
      expect(await work((stores) => stores.workspaces.findByPlatform("slack", "playground"))).toEqual(slack);
      expect(await work((stores) => stores.workspaces.list())).toEqual([aWorkspace(), slack]);
    });

    test("are installed once: the second is a lost race", async () => {
      const twin = work((stores) => stores.workspaces.save(aWorkspace({ id: "workspace-2" })));
      await expect(twin).rejects.toMatchObject({ code: "lost-race" });
    });

    test("keep when they were uninstalled, and forget it on return", async () => {
      const gone = aWorkspace({ uninstalledAt: 5 });
      await work((stores) => stores.workspaces.save(gone));
      expect(await work((stores) => stores.workspaces.find("workspace-1"))).toEqual(gone);
      await work((stores) => stores.workspaces.save(aWorkspace()));
      expect(await work((stores) => stores.workspaces.find("workspace-1"))).toEqual(aWorkspace());
    });
  });
}
