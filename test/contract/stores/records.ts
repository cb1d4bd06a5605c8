/** Steps, value records, confirmations, milestones, nudges and stored standings. */
import { describe, expect, test } from "vitest";
import type { Nudge } from "../../../src/app/ports/nudge-store.ts";
import type { Step } from "../../../src/core/next-steps/step.ts";
import { aRound, aStoredStanding, aTeamStanding } from "../../helpers/round.ts";
import { aConfirmation, aStep, aTeam, aValueRecord, aWorkspace } from "../../helpers/team.ts";
import { type OpenStorage, useStorage } from "./harness.ts";

export function describeRecords(open: OpenStorage): void {
  describe("steps", () => {
    const { work, reopen } = useStorage(open);
    const { ownerId: _owner, due: _due, takenAt: _taken, ...untouched } = aStep({ id: "step-2" });
    const declined: Step = { ...untouched, status: "declined", declineReason: "not-ours", snoozedUntil: "2026-12-01" };

    test("come back as they were kept", async () => {
      const full = aStep({ offeredTo: "person-ben", doneAt: 3, raisedAt: 4, overdueCount: 2, fromNudge: true });
      await work((stores) => stores.steps.save(full));
      await work((stores) => stores.steps.save(declined));
      expect(await work((stores) => stores.steps.find("step-1"))).toEqual(full);
      expect(await work((stores) => stores.steps.listOfTeam("team-1"))).toEqual([full, declined]);
      expect(await work((stores) => stores.steps.listOfOwner("person-ana"))).toEqual([full]);
      expect(await work((stores) => stores.steps.listOfOwner("person-ben"))).toEqual([]);
    });

    test("are changed from the stored revision alone", async () => {
      await work((stores) => stores.steps.save(aStep()));
      await work((stores) => stores.steps.save(aStep({ revision: 2, status: "done" })));
      const stale = work((stores) => stores.steps.save(aStep({ revision: 2, status: "declined" })));
      await expect(stale).rejects.toMatchObject({ code: "lost-race" });
      const twin = work((stores) => stores.steps.save(aStep()));
      await expect(twin).rejects.toMatchObject({ code: "lost-race" });
      expect((await work((stores) => stores.steps.find("step-1")))?.status).toBe("done");
    });

    test("taken by two at once are taken by one", async () => {
      const other = await reopen();
      await work((stores) => stores.steps.save(aStep()));
      const settled = await Promise.allSettled([
        work((stores) => stores.steps.save(aStep({ revision: 2, ownerId: "person-ana" }))),
        other.work((stores) => stores.steps.save(aStep({ revision: 2, ownerId: "person-ben" }))),
      ]);
      expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    });
  });

  describe("what leads add", () => {
    const { work } = useStorage(open);

    test("value records are kept, changed and marked as removed", async () => {
      const full = aValueRecord({ link: "https://example.com/kpi", questionId: "business-value", removedAt: 9 });
      await work((stores) => stores.values.save(aValueRecord()));
      expect(await work((stores) => stores.values.find("value-1"))).toEqual(aValueRecord());
      await work((stores) => stores.values.save(full));
      expect(await work((stores) => stores.values.listOfTeam("team-1"))).toEqual([full]);
      expect(await work((stores) => stores.values.listOfTeam("team-2"))).toEqual([]);
    });

    test("confirmations are kept and taken back", async () => {
      await work((stores) => stores.confirmations.save(aConfirmation()));
      expect(await work((stores) => stores.confirmations.listOfTeam("team-1"))).toEqual([aConfirmation()]);
      await work((stores) => stores.confirmations.remove("confirmation-1"));
      expect(await work((stores) => stores.confirmations.listOfTeam("team-1"))).toEqual([]);
    });

    test("milestones are listed oldest first", async () => {
      const later = { id: "a", teamId: "team-1", name: "Live", at: 20 };
      const earlier = { id: "b", teamId: "team-1", name: "Before", at: 10 };
      await work(async (stores) => {
        await stores.milestones.save(later);
        await stores.milestones.save(earlier);
      });
      expect(await work((stores) => stores.milestones.listOfTeam("team-1"))).toEqual([earlier, later]);
    });

    test("nudges are counted by team and listed by person, newest first", async () => {
      const nudge: Nudge = {
        id: "nudge-1",
        teamId: "team-1",
        personId: "person-ana",
        about: "suggestion",
        key: "cluster-metrics:1",
        questionId: "cluster-metrics",
        at: 1,
      };
      const overdue: Nudge = { ...nudge, id: "nudge-2", about: "overdue", stepId: "step-1", at: 2 };
      await work(async (stores) => {
        await stores.nudges.add(nudge);
        await stores.nudges.add(overdue);
        await stores.nudges.add({ ...nudge, id: "nudge-3", personId: "person-ben" });
      });
      expect(await work((stores) => stores.nudges.listOfPerson("person-ana"))).toEqual([overdue, nudge]);
      expect(await work((stores) => stores.nudges.countOfTeam("team-1"))).toBe(3);
      expect(await work((stores) => stores.nudges.countOfTeam("team-2"))).toBe(0);
    });
  });

  describe("team standings", () => {
    const { work } = useStorage(open);

    test("come back with exact fractions, hidden figures as hidden ones, and the last one counts", async () => {
      await work((stores) => stores.teamStandings.save(aTeamStanding({ at: 1 })));
      await work((stores) => stores.teamStandings.save(aTeamStanding()));
      expect(await work((stores) => stores.teamStandings.find("team-1"))).toEqual(aTeamStanding());
      expect(await work((stores) => stores.teamStandings.find("team-2"))).toBeUndefined();
    });

    test("of a workspace are those of its own teams and of the teams with their second home there", async () => {
      const elsewhere = aTeam({ id: "team-2", workspaceId: "workspace-2" });
      await work(async (stores) => {
        await stores.workspaces.save(aWorkspace({ id: "workspace-2", platformId: "other" }));
        await stores.teams.save(elsewhere);
        await stores.teams.save(aTeam({ id: "team-3", workspaceId: "workspace-2" }));
        for (const teamId of ["team-1", "team-2", "team-3"]) await stores.teamStandings.save(aTeamStanding({ teamId }));
        await stores.homes.save({ teamId: "team-2", workspaceId: "workspace-1", since: 0 });
      });
      const found = await work((stores) => stores.teamStandings.listAtHome("workspace-1"));
      expect(found.map(({ teamId }) => teamId).sort()).toEqual(["team-1", "team-2"]);
    });

    test("are due at the instant that was set, earliest first, and writing one leaves that as it is", async () => {
      await work(async (stores) => {
        await stores.teams.save(aTeam({ id: "team-2" }));
        await stores.teamStandings.setDueAt("team-1", 20);
        await stores.teamStandings.setDueAt("team-2", 10);
        await stores.teamStandings.save(aTeamStanding());
      });
      expect(await work((stores) => stores.teamStandings.listDue(20, 9))).toEqual(["team-2", "team-1"]);
      expect(await work((stores) => stores.teamStandings.listDue(19, 9))).toEqual(["team-2"]);
      expect(await work((stores) => stores.teamStandings.find("team-2"))).toBeUndefined();
      await work((stores) => stores.teamStandings.setDueAt("team-2", undefined));
      expect(await work((stores) => stores.teamStandings.listDue(20, 9))).toEqual(["team-1"]);
      expect(await work((stores) => stores.teamStandings.dueAt("team-2"))).toBeUndefined();
    });
  });

  describe("published values", () => {
    const { work } = useStorage(open);
    const value = { questionId: "logs", at: 5, ratings: [1, 2] } as const;
    const people = [
      { membershipId: "ana", rating: 2 },
      { membershipId: "ben", rating: 1 },
    ] as const;
    const whoStands = () =>
      work(async (stores) => {
        const [newest] = await stores.publications.listCurrentWithPeople("team-1");
        return (newest?.people ?? []).map(({ person, rating }) => `${person}:${rating}`).sort();
      });

    test("come back newest first in their question, with who stands in them and how they rated", async () => {
      await work(async (stores) => {
        await stores.publications.add("team-1", { ...value, at: 4, ratings: [0, 3] }, people);
        await stores.publications.add("team-1", value, people);
      });
      expect(await work((stores) => stores.publications.listCurrent("team-1"))).toEqual([value]);
      expect(await whoStands()).toEqual(["ana:2", "ben:1"]);
      const all = await work((stores) => stores.publications.listOfQuestions("team-1", ["logs"]));
      expect(all.map(({ at }) => at)).toEqual([4, 5]);
    });

    test("R36: lead to nobody once the person is forgotten, and still say that it is the same somebody", async () => {
      await work(async (stores) => {
        await stores.publications.add("team-1", { ...value, at: 4 }, people);
        await stores.publications.add("team-1", value, people);
        await stores.people.forget("person-ben", 6);
      });
      const [first, second] = await work((stores) => stores.publications.listOfQuestions("team-1", ["logs"]));
      const known = second?.people.filter(({ person }) => person === "ana" || person === "ben");
      expect(known).toEqual([{ person: "ana", rating: "2" }]);
      expect(second?.people).toHaveLength(2);
      expect(second?.people).toEqual(first?.people);
    });
  });

  describe("stored standings", () => {
    const { work } = useStorage(open);

    test("come back with exact fractions", async () => {
      await work((stores) => stores.standings.save(aStoredStanding()));
      const found = await work((stores) => stores.standings.findOfRound("round-1"));
      expect(found).toEqual(aStoredStanding());
      expect(found?.standing.whole.score?.toFraction()).toBe("2/3");
    });

    test("of a round are replaced by the last one saved", async () => {
      const corrected = aStoredStanding({ id: "standing-2", gateMet: 5 });
      await work((stores) => stores.standings.save(aStoredStanding()));
      await work((stores) => stores.standings.save(corrected));
      expect(await work((stores) => stores.standings.findOfRound("round-1"))).toEqual(corrected);
      expect(await work((stores) => stores.standings.listOfTeam("team-1", 9))).toEqual([corrected]);
    });

    test("of rounds are listed newest first; a milestone's is found on its own", async () => {
      const { roundId: _round, ...kept } = aStoredStanding({ id: "standing-m" });
      const named = { ...kept, milestoneId: "milestone-1" };
      const later = aStoredStanding({
        id: "standing-2",
        roundId: "round-2",
        standing: { ...kept.standing, at: kept.standing.at + 1 },
      });
      await work(async (stores) => {
        await stores.rounds.claim(aRound({ id: "round-2", number: 2, slot: "2026-11-30T09:00" }));
        await stores.milestones.save({ id: "milestone-1", teamId: "team-1", name: "Live", at: 1 });
        await stores.standings.save(later);
        await stores.standings.save(aStoredStanding());
        await stores.standings.save(named);
      });
      expect(await work((stores) => stores.standings.findOfMilestone("milestone-1"))).toEqual(named);
      expect(await work((stores) => stores.standings.listOfTeam("team-1", 9))).toEqual([later, aStoredStanding()]);
      expect(await work((stores) => stores.standings.listOfTeam("team-1", 1))).toEqual([later]);
    });
  });
}
