/** Second homes, link codes, and two people who become one. */
import { describe, expect, test } from "vitest";
import { CODE_LIFE_MS, type LinkRequest } from "../../../src/core/link.ts";
import type { TeamHome } from "../../../src/core/team.ts";
import { aCheckIn } from "../../helpers/check-in.ts";
import { aPost } from "../../helpers/delivery.ts";
import { aRound, aTurn } from "../../helpers/round.ts";
import { aMembership, anAnswer, aPerson, aStep, aTeam, aWorkspace, NOW } from "../../helpers/team.ts";
import { type OpenStorage, useStorage } from "./harness.ts";

const SECOND: TeamHome = {
  teamId: "team-1",
  workspaceId: "workspace-2",
  channelId: "channel-1",
  formerTeamId: "team-2",
  since: NOW,
};
const REQUEST: LinkRequest = {
  id: "link-1",
  kind: "team",
  codeHash: "hash",
  workspaceId: "workspace-1",
  personId: "person-ana",
  teamId: "team-1",
  createdAt: NOW,
};

export function describeLinks(open: OpenStorage): void {
  describe("second homes", () => {
    const { work } = useStorage(open);
    const keepSecond = () =>
      work(async (stores) => {
        await stores.workspaces.save(aWorkspace({ id: "workspace-2", platform: "teams", platformId: "other" }));
        await stores.teams.save(aTeam({ id: "team-2", workspaceId: "workspace-2", channelId: "channel-2" }));
        await stores.homes.save(SECOND);
      });

    test("come back as they were kept, and are gone when removed", async () => {
      await keepSecond();
      expect(await work((stores) => stores.homes.listOfTeam("team-1"))).toEqual([SECOND]);
      expect(await work((stores) => stores.homes.listOfWorkspace("workspace-2"))).toEqual([SECOND]);
      expect(await work((stores) => stores.homes.findOfFormerTeam("team-2"))).toEqual(SECOND);
      const { channelId: _, formerTeamId: __, ...bare } = SECOND;
      await work((stores) => stores.homes.save(bare));
      expect(await work((stores) => stores.homes.listOfTeam("team-1"))).toEqual([bare]);
      await work((stores) => stores.homes.remove("team-1", "workspace-2"));
      expect(await work((stores) => stores.homes.listOfTeam("team-1"))).toEqual([]);
    });

    test("lead to their team by their channel, as the first home does", async () => {
      await keepSecond();
      const find = (workspaceId: string, channelId: string) =>
        work(async (stores) => (await stores.teams.findByChannel(workspaceId, channelId))?.id);
      expect(await find("workspace-1", "channel-1")).toBe("team-1");
      expect(await find("workspace-2", "channel-1")).toBe("team-1");
      expect(await find("workspace-2", "channel-2")).toBe("team-2");
      expect(await find("workspace-1", "channel-2")).toBeUndefined();
    });

    test("count among a workspace's teams", async () => {
      await keepSecond();
      const listed = await work((stores) => stores.teams.listAtHome("workspace-2"));
      expect(listed.map(({ id }) => id)).toEqual(["team-1", "team-2"]);
      expect((await work((stores) => stores.teams.listOfWorkspace("workspace-2"))).map(({ id }) => id)).toEqual(["team-2"]);
    });
  });

  describe("link codes", () => {
    const { work } = useStorage(open);

    test("are found by their hash, with who used them", async () => {
      await work((stores) => stores.links.save(REQUEST));
      expect(await work((stores) => stores.links.findByHash("hash"))).toEqual(REQUEST);
      const claim = { workspaceId: "workspace-1", personId: "person-ben", at: NOW + 1, channelId: "c", teamId: "team-1" };
      const used: LinkRequest = { ...REQUEST, claim, settledAt: NOW + 2 };
      await work((stores) => stores.links.save(used));
      expect(await work((stores) => stores.links.find("link-1"))).toEqual(used);
    });

    test("that were not used give way to a new one of the same person and kind", async () => {
      await work(async (stores) => {
        await stores.links.save(REQUEST);
        await stores.links.save({ ...REQUEST, id: "link-2", codeHash: "other", kind: "person" });
        await stores.links.removeUnused("person-ana", "team");
      });
      expect(await work((stores) => stores.links.find("link-1"))).toBeUndefined();
      expect(await work((stores) => stores.links.find("link-2"))).toBeDefined();
    });

    test("that were wrong are counted a person, and forgotten with age", async () => {
      await work(async (stores) => {
        await stores.links.addWrongCode("person-ana", NOW);
        await stores.links.addWrongCode("person-ana", NOW + 1);
        await stores.links.addWrongCode("person-ben", NOW + 1);
        await stores.links.save(REQUEST);
      });
      const count = (since: number) => work((stores) => stores.links.countWrongCodes("person-ana", since));
      expect([await count(NOW - 1), await count(NOW)]).toEqual([2, 1]);
      await work((stores) => stores.links.removeBefore(NOW + CODE_LIFE_MS, 100));
      expect(await count(NOW - 1)).toBe(0);
      expect(await work((stores) => stores.links.find("link-1"))).toBeUndefined();
    });

    test("go with the person who issued or used them", async () => {
      const claim = { workspaceId: "workspace-1", personId: "person-ben", at: NOW };
      await work(async (stores) => {
        await stores.links.save({ ...REQUEST, claim });
        await stores.links.addWrongCode("person-ben", NOW);
        await stores.people.forget("person-ben", 1);
      });
      expect(await work((stores) => stores.links.find("link-1"))).toBeUndefined();
      expect(await work((stores) => stores.links.countWrongCodes("person-ben", 0))).toBe(0);
    });
  });

  describe("two people who become one", () => {
    const { work } = useStorage(open);
    const merge = () => work((stores) => stores.people.merge({ from: "person-ben", into: "person-ana" }));

    test("keep all answers and check-ins, once, in one membership", async () => {
      await work(async (stores) => {
        const answered = aCheckIn({ id: "check-in-2", membershipId: "ben", personId: "person-ben", status: "finished" });
        await stores.checkIns.insert(answered);
        await stores.answers.append(anAnswer());
        await stores.answers.append(anAnswer({ membershipId: "ben", questionId: "logs", checkInId: "check-in-2", note: "mine" }));
      });
      await merge();
      const history = await work((stores) => stores.answers.historyOfTeam("team-1"));
      expect(history.map(({ membershipId, questionId, note }) => [membershipId, questionId, note])).toEqual([
        ["ana", "cluster-metrics", undefined],
        ["ana", "logs", "mine"],
      ]);
      const checkIns = await work((stores) => stores.checkIns.listOfMembership("ana", 10));
      expect(checkIns.map(({ id, personId }) => [id, personId]).sort()).toEqual([
        ["check-in-1", "person-ana"],
        ["check-in-2", "person-ana"],
      ]);
      expect(await work((stores) => stores.memberships.listOfTeam("team-1"))).toEqual([aMembership({ id: "ana", lead: true })]);
      expect(await work((stores) => stores.people.find("person-ben"))).toBeUndefined();
    });

    test("have one turn a round, and the turns that only one of them had", async () => {
      await work(async (stores) => {
        await stores.rounds.claim(aRound({ id: "round-0", number: 0, slot: "2026-11-16T09:00", status: "sealed" }));
        await stores.turns.claim(aTurn());
        await stores.turns.claim(aTurn({ id: "turn-2", membershipId: "ben", personId: "person-ben" }));
        await stores.turns.claim(aTurn({ id: "turn-0", roundId: "round-0", membershipId: "ben", personId: "person-ben" }));
      });
      await merge();
      const turnsOf = (roundId: string) => work((stores) => stores.turns.listOfRound(roundId));
      expect(await turnsOf("round-1")).toEqual([aTurn()]);
      expect(await turnsOf("round-0")).toEqual([aTurn({ id: "turn-0", roundId: "round-0" })]);
    });

    test("keep memberships, steps, accounts and messages of both", async () => {
      await work(async (stores) => {
        await stores.teams.save(aTeam({ id: "team-2", channelId: "channel-2" }));
        await stores.memberships.save(aMembership({ id: "ben-2", teamId: "team-2", personId: "person-ben" }));
        await stores.steps.save(aStep({ ownerId: "person-ben" }));
        await stores.people.saveAccount({ workspaceId: "workspace-1", platformUserId: "U2", personId: "person-ben" });
        await stores.posts.save(aPost({ id: "post-2", target: { to: "person", personId: "person-ben" } }));
      });
      await merge();
      expect(await work((stores) => stores.people.findByAccount("workspace-1", "U2"))).toEqual(aPerson());
      const memberships = await work((stores) => stores.memberships.listOfPerson("person-ana"));
      expect(memberships.map(({ id }) => id)).toEqual(["ana", "ben-2"]);
      expect((await work((stores) => stores.steps.listOfOwner("person-ana"))).map(({ id }) => id)).toEqual(["step-1"]);
      const post = await work((stores) => stores.posts.find("post-2"));
      expect(post?.target).toEqual({ to: "person", personId: "person-ana" });
    });
  });
}
