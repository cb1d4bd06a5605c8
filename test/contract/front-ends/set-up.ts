/** Setting up a team by the form. */
import { describe, expect, it } from "vitest";
import { listTeams, type OpenFrontEnd, setUp, useFrontEnd } from "./harness.ts";

export function describeSetUp(open: OpenFrontEnd): void {
  describe("set-up", () => {
    const stage = useFrontEnd(open);
    const { world, ana, wang } = stage;

    it("says at the field that the time zone is wrong, keeps nothing, and takes the right one", async () => {
      await ana().says("setup");
      const values = { name: "Payments", members: [wang().id], channel: world().channelId, privacy: "open" };
      const faults = await ana().submits({ ...values, zone: "Berlin/Europa" });
      expect(Object.keys(faults)).toEqual(["zone"]);
      expect(faults.zone).toContain("Berlin/Europa");
      expect(await listTeams(world())).toEqual([]);
      expect(await world().channel()).toEqual([]);

      expect(await ana().submits({ ...values, zone: "Europe/Berlin" })).toEqual({});
      expect(await listTeams(world())).toMatchObject([
        { name: "Payments", privacy: "open", channelId: world().channelId, schedule: { zone: "Europe/Berlin" } },
      ]);
    });

    it("greets whom it adds in their language, and the channel in the team's", async () => {
      await setUp(stage);
      expect((await wang().sees()).at(-1)?.text).toContain("你已加入 Payments");
      expect((await world().channel()).map(({ text }) => text).join("\n")).toContain("Payments is getting started");
    });
  });
}
