/** "Forget me": nothing of the person stays, and nothing of anybody else goes. */
import { describe, expect, test } from "vitest";
import type { Stores } from "../../../src/app/ports.ts";
import { aCheckIn } from "../../helpers/check-in.ts";
import { aMessage, anOutboxItem, aPost } from "../../helpers/delivery.ts";
import { aRound, aStoredStanding, aTurn } from "../../helpers/round.ts";
import { aConfirmation, aMembership, anAnswer, aPerson, aStep, aValueRecord, aWorkspace } from "../../helpers/team.ts";
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
  const naming = aMessage({ summary: "Taken by Ana Example" });
  await stores.outbox.add(anOutboxItem({ id: "item-3", postId: "post-2", lane: "person-ben", status: "sent", message: naming }));
  await stores.shown.add({ ref: "a", conversation: "person:person-ana", message: aMessage(), shownAt: 1 });
  await stores.shown.add({ ref: "b", conversation: "person:person-ben", message: aMessage(), shownAt: 1 });
}

export function describeForgetting(open: OpenStorage): void {
  describe("forgetting a person", () => {
    const { work } = useStorage(open);
    const forgetAna = () =>
      work(async (stores) => {
        await keepAna(stores);
        await stores.people.forget("person-ana");
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

    test("stops what was still to be sent, and clears the name out of what was sent to others", async () => {
      await forgetAna();
      await work(async (stores) => {
        expect(await stores.outbox.find("item-1")).toBeUndefined();
        expect(await stores.posts.find("post-1")).toBeUndefined();
        expect((await stores.outbox.find("item-2"))?.status).toBe("pending");
        expect((await stores.outbox.find("item-3"))?.message).toEqual({ locale: "en", summary: "", elements: [] });
        expect(await stores.shown.find("a")).toBeUndefined();
        expect(await stores.shown.find("b")).toBeDefined();
      });
    });

    test("leaves what was said of a namesake in another workspace", async () => {
      const naming = aMessage({ summary: "Taken by Ana Example" });
      await work(async (stores) => {
        await keepAna(stores);
        await stores.workspaces.save(aWorkspace({ id: "workspace-9", platformId: "another" }));
        await stores.posts.save(
          aPost({
            id: "post-9",
            workspaceId: "workspace-9",
            target: { to: "channel", workspaceId: "workspace-9", channelId: "c" },
          }),
        );
        await stores.outbox.add(
          anOutboxItem({
            id: "item-9",
            postId: "post-9",
            workspaceId: "workspace-9",
            lane: "channel",
            status: "sent",
            message: naming,
          }),
        );
        await stores.people.forget("person-ana");
        expect((await stores.outbox.find("item-9"))?.message).toEqual(naming);
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
        await stores.people.forget("nobody");
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
        await stores.people.forget("person-ana");
        expect(await stores.memberships.listOfTeam("team-1")).toEqual([aMembership({ id: "ben" })]);
      });
    });
  });
}
