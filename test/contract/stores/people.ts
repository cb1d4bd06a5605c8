/** People, accounts and memberships. */
import { describe, expect, test } from "vitest";
import type { Membership, Person } from "../../../src/core/team.ts";
import { aMembership, aPerson, aTeam, aWorkspace } from "../../helpers/team.ts";
import { type OpenStorage, useStorage } from "./harness.ts";

const FULL: Person = aPerson({
  name: "王示例",
  chosenLocale: "zh-CN",
  platformLocale: "en",
  zone: "Asia/Shanghai",
  reminders: "standard",
  nudges: false,
  awayUntil: 12,
  plannedAbsences: [{ from: 20, until: 30 }],
  programmeLead: true,
  unreachable: "direct-messages-closed",
  greetedAt: 3,
});

export function describePeople(open: OpenStorage): void {
  describe("people", () => {
    const { work, reopen } = useStorage(open);
    const account = (personId: string) => ({ workspaceId: "workspace-1", platformUserId: "U1", personId });

    test("come back with everything that was kept, and without what was not", async () => {
      expect(await work((stores) => stores.people.find("person-ana"))).toEqual(aPerson());
      await work((stores) => stores.people.save(FULL));
      expect(await work((stores) => stores.people.find("person-ana"))).toEqual(FULL);
      await work((stores) => stores.people.save(aPerson()));
      expect(await work((stores) => stores.people.find("person-ana"))).toEqual(aPerson());
    });

    test("who are away for ever stay so", async () => {
      const away = aPerson({ awayUntil: Number.POSITIVE_INFINITY });
      await work((stores) => stores.people.save(away));
      expect(await work((stores) => stores.people.find("person-ana"))).toEqual(away);
    });

    test("are found many at once, the unknown left out", async () => {
      const found = await work((stores) => stores.people.findMany(["person-ben", "nobody", "person-ana"]));
      expect(found.map(({ id }) => id)).toEqual(["person-ana", "person-ben"]);
      expect(await work((stores) => stores.people.findMany([]))).toEqual([]);
    });

    test("are found by account, in that workspace alone", async () => {
      await work(async (stores) => {
        await stores.workspaces.save(aWorkspace({ id: "workspace-2", platformId: "other" }));
        await stores.people.saveAccount(account("person-ana"));
      });
      expect(await work((stores) => stores.people.findByAccount("workspace-1", "U1"))).toEqual(aPerson());
      expect(await work((stores) => stores.people.findByAccount("workspace-2", "U1"))).toBeUndefined();
      expect(await work((stores) => stores.people.accountsOf("person-ana"))).toEqual([account("person-ana")]);
    });

    test("an account of somebody else is a lost race, one's own may be saved again", async () => {
      await work((stores) => stores.people.saveAccount(account("person-ana")));
      await work((stores) => stores.people.saveAccount(account("person-ana")));
      const taken = work((stores) => stores.people.saveAccount(account("person-ben")));
      await expect(taken).rejects.toMatchObject({ code: "lost-race" });
      expect(await work((stores) => stores.people.findByAccount("workspace-1", "U1"))).toEqual(aPerson());
    });

    test("two connections racing for an account: one has it, the other lost", async () => {
      const other = await reopen();
      const settled = await Promise.allSettled([
        work((stores) => stores.people.saveAccount(account("person-ana"))),
        other.work((stores) => stores.people.saveAccount(account("person-ben"))),
      ]);
      expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    });

    test("of a workspace are those who belong to it and those with an account in it", async () => {
      const carol = aPerson({ id: "person-carol", workspaceId: "workspace-2" });
      const dan = aPerson({ id: "person-dan", workspaceId: "workspace-2" });
      await work(async (stores) => {
        await stores.workspaces.save(aWorkspace({ id: "workspace-2", platformId: "other" }));
        await stores.people.save(carol);
        await stores.people.save(dan);
        await stores.people.saveAccount(account("person-carol"));
        await stores.people.saveAccount({ ...account("person-ana"), platformUserId: "U2" });
      });
      const listed = await work((stores) => stores.people.listOfWorkspace("workspace-1"));
      expect(listed.map(({ id }) => id)).toEqual(["person-ana", "person-ben", "person-carol"]);
    });
  });

  describe("memberships", () => {
    const { work } = useStorage(open);
    const returned: Membership = aMembership({
      id: "ben",
      kind: "observer",
      lead: true,
      roles: ["platform", "security"],
      intervals: [{ since: 0, until: 5 }, { since: 9 }],
    });

    test("come back with roles and intervals, left ones too", async () => {
      await work((stores) => stores.memberships.save(returned));
      expect(await work((stores) => stores.memberships.find("ben"))).toEqual(returned);
      expect(await work((stores) => stores.memberships.findOfPerson("team-1", "person-ben"))).toEqual(returned);
      const listed = await work((stores) => stores.memberships.listOfTeam("team-1"));
      expect(listed).toEqual([aMembership({ id: "ana", lead: true }), returned]);
    });

    test("of a person span teams", async () => {
      const second = aMembership({ id: "ben-2", personId: "person-ben", teamId: "team-2" });
      await work(async (stores) => {
        await stores.teams.save(aTeam({ id: "team-2" }));
        await stores.memberships.save(second);
      });
      const listed = await work((stores) => stores.memberships.listOfPerson("person-ben"));
      expect(listed).toEqual([aMembership({ id: "ben" }), second]);
    });

    test("a second one of a person in a team is a lost race", async () => {
      const twin = work((stores) => stores.memberships.save(aMembership({ id: "ben-2", personId: "person-ben" })));
      await expect(twin).rejects.toMatchObject({ code: "lost-race" });
    });

    test("of an unknown person are refused", async () => {
      await expect(work((stores) => stores.memberships.save(aMembership({ id: "nobody" })))).rejects.toThrow("FOREIGN KEY");
    });

    test("are looked at when their instant came, and saving them keeps it", async () => {
      await work(async (stores) => {
        await stores.nudges.setNextLookAt("ben", 20);
        await stores.nudges.setNextLookAt("ana", 10);
        await stores.memberships.save(returned);
      });
      expect(await work((stores) => stores.nudges.nextLookAt("ben"))).toBe(20);
      expect(await work((stores) => stores.nudges.listDue(9, 9))).toEqual([]);
      expect(await work((stores) => stores.nudges.listDue(20, 9))).toEqual(["ana", "ben"]);
      expect(await work((stores) => stores.nudges.listDue(20, 1))).toEqual(["ana"]);
      await work((stores) => stores.nudges.setNextLookAt("ana", undefined));
      expect(await work((stores) => stores.nudges.nextLookAt("ana"))).toBeUndefined();
    });
  });
}
