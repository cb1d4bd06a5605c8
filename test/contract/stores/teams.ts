/** Teams, catalogues and settings. */
import { describe, expect, test } from "vitest";
import type { Cadence } from "../../../src/core/schedule/cadence.ts";
import type { Team } from "../../../src/core/team.ts";
import { aCatalogue, inBoth } from "../../helpers/catalogue.ts";
import { aSchedule, aTeam } from "../../helpers/team.ts";
import { type OpenStorage, useStorage } from "./harness.ts";

const CADENCES: readonly Cadence[] = [
  { every: "week", weekday: 1 },
  { every: "two-weeks", weekday: 5 },
  { every: "month", nth: -1, weekday: 3 },
  { every: "quarter", nth: 2, weekday: 7 },
  { every: "cron", expression: "0 9 * * 1" },
];

export function describeTeams(open: OpenStorage): void {
  describe("teams", () => {
    const { work, reopen } = useStorage(open);
    const find = (id = "team-1") => work((stores) => stores.teams.find(id));

    test.each(CADENCES)("keep a cadence of every $every", async (cadence) => {
      const schedule = aSchedule({
        cadence,
        holidays: ["2026-12-25"],
        holidayCountry: "DE",
        quietHours: { from: "20:00", to: "07:00" },
      });
      const team: Team = aTeam({ revision: 2, schedule, pausedUntil: 99, privacy: "open" });
      await work((stores) => stores.teams.save(team));
      expect(await find()).toEqual(team);
    });

    test("paused for ever stay so", async () => {
      const paused = aTeam({ revision: 2, pausedUntil: Number.POSITIVE_INFINITY });
      await work((stores) => stores.teams.save(paused));
      expect(await find()).toEqual(paused);
    });

    test("are changed from the stored revision alone", async () => {
      await work((stores) => stores.teams.save(aTeam({ revision: 2, name: "Second" })));
      const stale = work((stores) => stores.teams.save(aTeam({ revision: 2, name: "Stale" })));
      await expect(stale).rejects.toMatchObject({ code: "lost-race" });
      const early = work((stores) => stores.teams.save(aTeam({ revision: 4, name: "Early" })));
      await expect(early).rejects.toMatchObject({ code: "lost-race" });
      expect((await find())?.name).toBe("Second");
    });

    test("changed by two at once keep one change and refuse the other", async () => {
      const other = await reopen();
      const settled = await Promise.allSettled([
        work((stores) => stores.teams.save(aTeam({ revision: 2, name: "One" }))),
        other.work((stores) => stores.teams.save(aTeam({ revision: 2, name: "Two" }))),
      ]);
      expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    });

    test("are found by their channel in their workspace", async () => {
      const { channelId: _none, ...homeless } = aTeam({ id: "team-2" });
      await work((stores) => stores.teams.save(homeless));
      expect(await work((stores) => stores.teams.findByChannel("workspace-1", "channel-1"))).toEqual(aTeam());
      expect(await work((stores) => stores.teams.findByChannel("workspace-2", "channel-1"))).toBeUndefined();
      expect(await work((stores) => stores.teams.listOfWorkspace("workspace-1"))).toEqual([aTeam(), homeless]);
    });

    test("fall due at their next round, earliest first", async () => {
      await work(async (stores) => {
        await stores.teams.save(aTeam({ id: "team-2" }));
        await stores.teams.save(aTeam({ id: "team-3" }));
        await stores.teams.setNextRoundAt("team-1", 30);
        await stores.teams.setNextRoundAt("team-2", 10);
      });
      expect(await work((stores) => stores.teams.listDue(9, 9))).toEqual([]);
      expect(await work((stores) => stores.teams.listDue(10, 9))).toEqual(["team-2"]);
      expect(await work((stores) => stores.teams.listDue(99, 9))).toEqual(["team-2", "team-1"]);
      expect(await work((stores) => stores.teams.listDue(99, 1))).toEqual(["team-2"]);
    });

    test("keep their next round when settings change, and lose it when it is taken away", async () => {
      await work((stores) => stores.teams.setNextRoundAt("team-1", 30));
      await work((stores) => stores.teams.save(aTeam({ revision: 2 })));
      expect(await work((stores) => stores.teams.nextRoundAt("team-1"))).toBe(30);
      await work((stores) => stores.teams.setNextRoundAt("team-1", undefined));
      expect(await work((stores) => stores.teams.nextRoundAt("team-1"))).toBeUndefined();
      expect(await work((stores) => stores.teams.listDue(99, 9))).toEqual([]);
    });
  });

  describe("catalogues", () => {
    const { work, reopen } = useStorage(open);
    const key = "cnmm-3.0-level-2@1";

    test("come back as they were kept, after reopening too", async () => {
      await work((stores) => stores.catalogues.keep(aCatalogue()));
      expect(await work((stores) => stores.catalogues.find(key))).toEqual(aCatalogue());
      const again = await reopen();
      expect(await again.work((stores) => stores.catalogues.find(key))).toEqual(aCatalogue());
    });

    test("kept twice with the same content stay, with other content are refused", async () => {
      await work((stores) => stores.catalogues.keep(aCatalogue()));
      const { title, ...rest } = aCatalogue();
      await work((stores) => stores.catalogues.keep({ ...rest, title }));
      const changed = work((stores) => stores.catalogues.keep(aCatalogue({ title: inBoth("Changed") })));
      await expect(changed).rejects.toMatchObject({ code: "catalogue-changed" });
      expect(await work((stores) => stores.catalogues.find(key))).toEqual(aCatalogue());
    });

    test("the newest version of an edition wins, the older stays", async () => {
      const tenth = aCatalogue({ version: 10, title: inBoth("Tenth") });
      await work(async (stores) => {
        await stores.catalogues.keep(tenth);
        await stores.catalogues.keep(aCatalogue({ version: 9 }));
        await stores.catalogues.keep(aCatalogue({ edition: "other", version: 11 }));
      });
      expect(await work((stores) => stores.catalogues.newest("cnmm-3.0-level-2"))).toEqual(tenth);
      expect(await work((stores) => stores.catalogues.newest("unknown"))).toBeUndefined();
    });

    test("kept in a unit that fails are not there afterwards, although they were read in it", async () => {
      const failing = work(async (stores) => {
        await stores.catalogues.keep(aCatalogue());
        await stores.catalogues.find(key);
        throw new Error("on purpose");
      });
      await expect(failing).rejects.toThrow("on purpose");
      expect(await work((stores) => stores.catalogues.find(key))).toBeUndefined();
    });
  });

  describe("settings and handled events", () => {
    const { work, reopen } = useStorage(open);

    test("a setting is replaced", async () => {
      await work((stores) => stores.settings.set("offset", "1"));
      await work((stores) => stores.settings.set("offset", "2"));
      expect(await work((stores) => stores.settings.get("offset"))).toBe("2");
      expect(await work((stores) => stores.settings.get("other"))).toBeUndefined();
    });

    test("an event is claimed once over all connections", async () => {
      const other = await reopen();
      const claims = await Promise.all([
        work((stores) => stores.inbox.claim("event-1", 1)),
        other.work((stores) => stores.inbox.claim("event-1", 2)),
        work((stores) => stores.inbox.claim("event-1", 3)),
      ]);
      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    test("an event that was let go can be claimed again", async () => {
      await work((stores) => stores.inbox.claim("event-1", 1));
      await work((stores) => stores.inbox.release("event-1"));
      expect(await work((stores) => stores.inbox.claim("event-1", 2))).toBe(true);
    });

    test("old events are forgotten, newer ones are not", async () => {
      await work(async (stores) => {
        await stores.inbox.claim("old", 9);
        await stores.inbox.claim("new", 10);
        await stores.inbox.removeBefore(10, 100);
      });
      expect(await work((stores) => stores.inbox.claim("old", 11))).toBe(true);
      expect(await work((stores) => stores.inbox.claim("new", 11))).toBe(false);
    });

    test("an event claimed in a unit that fails can be claimed again", async () => {
      const failing = work(async (stores) => {
        await stores.inbox.claim("event-1", 1);
        throw new Error("on purpose");
      });
      await expect(failing).rejects.toThrow("on purpose");
      expect(await work((stores) => stores.inbox.claim("event-1", 2))).toBe(true);
    });
  });
}
