/** "Forget me": nothing of the person stays, and nothing of anybody else goes. */
import { describe, expect, test } from "vitest";
import type { Stores } from "../../../src/app/ports/world.ts";
import { aCheckIn } from "../../helpers/check-in.ts";
import { aMessage, anOutboxItem, aPost } from "../../helpers/delivery.ts";
import { aRound, aStoredStanding, aTurn } from "../../helpers/round.ts";
import { aConfirmation, aMembership, anAnswer, aPerson, aStep, aTeam, aValueRecord, aWorkspace } from "../../helpers/team.ts";
import { type OpenStorage, useStorage } from "./harness.ts";

const LINK = "https://example.com/canary";
const SHARED_LINK = "https://example.com/both-linked-it";

/** Ana did everything that one can do; Ben answered too. */
async function keepAna(stores: Stores): Promise<void> {
  const bens = { membershipId: "ben", personId: "person-ben" };
  await stores.people.saveAccount({ workspaceId: "workspace-1", platformUserId: "U1", personId: "person-ana" });
  await stores.checkIns.insert(aCheckIn({ ...bens, id: "check-in-2" }));
  await stores.turns.claim(aTurn({ checkInId: "check-in-1" }));
  await stores.turns.claim(aTurn({ ...bens, id: "turn-2", checkInId: "check-in-2" }));
  await stores.answers.append(anAnswer({ note: "canary note", evidence: LINK }));
  await stores.answers.append(anAnswer({ questionId: "logs", evidence: SHARED_LINK }));
  await stores.answers.append(
    anAnswer({ membershipId: "ben", checkInId: "check-in-2", questionId: "logs", evidence: SHARED_LINK }),
  );
  await stores.confirmations.save(aConfirmation({ questionId: "cluster-metrics", evidence: LINK }));
  await stores.confirmations.save(aConfirmation({ id: "confirmation-2", questionId: "logs", evidence: SHARED_LINK }));
  await stores.steps.save(aStep());
  await stores.steps.save(aStep({ id: "step-2", ownerId: "person-ben", offeredTo: "person-ana" }));
  await stores.values.save(aValueRecord());
  await stores.standings.save(aStoredStanding());
  await stores.nudges.add({
    id: "n",
    teamId: "team-1",
    personId: "person-ana",
    about: "suggestion",
    key: "k",
    questionId: "logs",
    at: 1,
  });
  await stores.posts.save(aPost());
  await stores.outbox.add(anOutboxItem());
  await stores.posts.save(aPost({ id: "post-2", target: { to: "person", personId: "person-ben" } }));
  await stores.outbox.add(anOutboxItem({ id: "item-2", postId: "post-2", lane: "person-ben" }));
  await stores.shown.add({ ref: "a", conversation: "person:person-ana", message: aMessage(), shownAt: 1 });
  await stores.shown.add({ ref: "b", conversation: "person:person-ben", message: aMessage(), shownAt: 1 });
}

export function describeForgetting(open: OpenStorage): void {
  describe("R29: erasing a workspace", () => {
    const { work } = useStorage(open);
    /** Ana's and Ben's workspace beside another, in whose team Cem of the first answers; Dee is in both. */
    const eraseFirst = () =>
      work(async (stores) => {
        await keepAna(stores);
        const { workspaces, people, teams, memberships, checkIns, answers, homes, milestones, standings } = stores;
        await workspaces.save(aWorkspace({ id: "workspace-9", platform: "teams", platformId: "another" }));
        await teams.save(aTeam({ id: "team-9", workspaceId: "workspace-9", channelId: "c-9" }));
        await homes.save({ teamId: "team-9", workspaceId: "workspace-1", formerTeamId: "team-1", since: 1 });
        await homes.remove("team-9", "workspace-1");
        for (const name of ["cem", "dee"]) {
          await people.save(aPerson({ id: name, name, programmeLead: true }));
          await people.saveAccount({ workspaceId: "workspace-1", platformUserId: name, personId: name });
          await memberships.save(aMembership({ id: `${name}-1`, personId: name }));
          await memberships.save(aMembership({ id: `${name}-9`, personId: name, teamId: "team-9" }));
          const own = { membershipId: `${name}-9`, personId: name, teamId: "team-9", checkInId: `check-in-${name}` };
          const { roundId: _, ...checkIn } = aCheckIn({ ...own, id: `check-in-${name}` });
          await checkIns.insert(checkIn);
          await answers.append(anAnswer({ ...own, id: `answer-${name}` }));
        }
        await people.saveAccount({ workspaceId: "workspace-9", platformUserId: "dee", personId: "dee" });
        await milestones.save({ id: "milestone-1", teamId: "team-1", name: "before", at: 1 });
        const { roundId: __, ...standing } = aStoredStanding({ id: "standing-9", milestoneId: "milestone-1" });
        await standings.save(standing);
        await workspaces.erase("workspace-1");
      });

    test("removes its teams, its people, all that they said, and what was to be sent", async () => {
      await eraseFirst();
      await work(async (stores) => {
        expect(await stores.teams.find("team-1")).toBeUndefined();
        expect(await stores.people.find("person-ana")).toBeUndefined();
        expect(await stores.people.find("person-ben")).toBeUndefined();
        for (const kept of [
          await stores.answers.historyOfTeam("team-1"),
          await stores.memberships.listOfTeam("team-1"),
          await stores.rounds.listOfTeam("team-1", 10),
          await stores.steps.listOfTeam("team-1"),
          await stores.values.listOfTeam("team-1"),
          await stores.confirmations.listOfTeam("team-1"),
          await stores.milestones.listOfTeam("team-1"),
          await stores.outbox.listByStatus("pending", 10),
          await stores.outbox.listByStatus("sent", 10),
        ]) {
          expect(kept).toEqual([]);
        }
        expect(await stores.workspaces.find("workspace-1")).toBeDefined();
      });
    });

    test("keeps what another workspace's team has, with those who answered in it, and who is met there", async () => {
      await eraseFirst();
      await work(async (stores) => {
        expect((await stores.answers.historyOfTeam("team-9")).map(({ id }) => id)).toEqual(["answer-cem", "answer-dee"]);
        expect(await stores.people.find("cem")).toMatchObject({ workspaceId: "workspace-1" });
        expect(await stores.people.find("dee")).toMatchObject({ workspaceId: "workspace-9", programmeLead: false });
        expect((await stores.people.accountsOf("dee")).map(({ workspaceId }) => workspaceId)).toEqual(["workspace-9"]);
      });
    });

    test("leaves a team that is linked to another workspace, and whoever is in it", async () => {
      await work(async (stores) => {
        await keepAna(stores);
        await stores.workspaces.save(aWorkspace({ id: "workspace-9", platform: "teams", platformId: "another" }));
        await stores.homes.save({ teamId: "team-1", workspaceId: "workspace-9", since: 1 });
        await stores.workspaces.erase("workspace-1");
        expect(await stores.answers.historyOfTeam("team-1")).toHaveLength(3);
        expect(await stores.people.find("person-ana")).toBeDefined();
      });
    });

    test("takes with it what Teams told of its people and whom it had forgotten, and leaves what another workspace has", async () => {
      await work(async (stores) => {
        const { teamsConversations, people, workspaces } = stores;
        await workspaces.save(aWorkspace({ id: "workspace-9", platform: "teams", platformId: "another" }));
        for (const workspaceId of ["workspace-1", "workspace-9"]) {
          await people.save(aPerson({ id: `gone-${workspaceId}`, workspaceId }));
          await people.saveAccount({ workspaceId, platformUserId: "gone", personId: `gone-${workspaceId}` });
          await people.forget(`gone-${workspaceId}`, 7);
          await teamsConversations.saveUser({ workspaceId, userId: "aad-ben", teamsId: "29:ben", name: "Ben Example" });
        }
        await workspaces.erase("workspace-1");
        const kept = async (workspaceId: string) => [
          (await teamsConversations.findUser(workspaceId, "aad-ben"))?.name,
          await people.forgottenAt(workspaceId, "gone"),
        ];
        expect(await kept("workspace-1")).toEqual([undefined, undefined]);
        expect(await kept("workspace-9")).toEqual(["Ben Example", 7]);
      });
    });

    test("twice changes nothing", async () => {
      await eraseFirst();
      await work((stores) => stores.workspaces.erase("workspace-1"));
      expect(await work((stores) => stores.answers.historyOfTeam("team-9"))).toHaveLength(2);
    });
  });

  describe("R29: forgetting a person", () => {
    const { work } = useStorage(open);
    const forgetAna = () =>
      work(async (stores) => {
        await keepAna(stores);
        await stores.people.forget("person-ana", 1);
      });

    test("removes the person, accounts, memberships, check-ins, turns and answers", async () => {
      await forgetAna();
      await work(async (stores) => {
        expect(await stores.people.find("person-ana")).toBeUndefined();
        expect(await stores.people.findByAccount("workspace-1", "U1")).toBeUndefined();
        expect(await stores.memberships.listOfTeam("team-1")).toEqual([aMembership({ id: "ben" })]);
        expect((await stores.checkIns.listOfRound("round-1")).map(({ id }) => id)).toEqual(["check-in-2"]);
        expect((await stores.turns.listOfRound("round-1")).map(({ id }) => id)).toEqual(["turn-2"]);
        expect((await stores.answers.historyOfTeam("team-1")).map(({ membershipId }) => membershipId)).toEqual(["ben"]);
        expect(await stores.nudges.listOfPerson("person-ana")).toEqual([]);
      });
    });

    test("stops what was still to be sent to them, and nothing that waits for others", async () => {
      await forgetAna();
      await work(async (stores) => {
        expect(await stores.outbox.find("item-1")).toBeUndefined();
        expect(await stores.posts.find("post-1")).toBeUndefined();
        expect((await stores.outbox.find("item-2"))?.status).toBe("pending");
        expect(await stores.shown.find("a")).toBeUndefined();
        expect(await stores.shown.find("b")).toBeDefined();
      });
    });

    test("keeps counts of past rounds, the team's records, and steps without an owner", async () => {
      await forgetAna();
      await work(async (stores) => {
        expect(await stores.rounds.find("round-1")).toEqual(aRound());
        expect(await stores.standings.findOfRound("round-1")).toEqual(aStoredStanding());
        expect(await stores.values.listOfTeam("team-1")).toHaveLength(1);
        expect((await stores.steps.find("step-1"))?.ownerId).toBeUndefined();
        expect(await stores.steps.find("step-2")).toMatchObject({ ownerId: "person-ben" });
        expect(await stores.steps.listOfOwner("person-ana")).toEqual([]);
      });
    });

    test("takes the confirmation of a link along that nobody else gave", async () => {
      await forgetAna();
      const left = await work((stores) => stores.confirmations.listOfTeam("team-1"));
      expect(left.map(({ evidence }) => evidence)).toEqual([SHARED_LINK]);
    });

    test("who is unknown changes nothing", async () => {
      await work(async (stores) => {
        await keepAna(stores);
        await stores.people.forget("nobody", 1);
        expect(await stores.answers.historyOfTeam("team-1")).toHaveLength(3);
        expect(await stores.people.find("person-ana")).toBeDefined();
      });
    });

    test("who returns begins anew", async () => {
      await forgetAna();
      await work(async (stores) => {
        await stores.people.save(aPerson());
        await stores.memberships.save(aMembership({ id: "ana" }));
        expect(await stores.answers.currentOfTeam("team-1", Number.MAX_SAFE_INTEGER)).toHaveLength(1);
        await stores.people.forget("person-ana", 1);
        expect(await stores.memberships.listOfTeam("team-1")).toEqual([aMembership({ id: "ben" })]);
      });
    });
  });
}
