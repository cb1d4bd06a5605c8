import { afterEach, describe, expect, test } from "vitest";
import { buttonOf, listButtons } from "../../helpers/world.ts";
import { aStandingWorld, readCard, type StandingOptions, type StandingWorld } from "./fixture.ts";

let opened: StandingWorld | undefined;
const open = async (options?: StandingOptions): Promise<StandingWorld> => {
  opened = await aStandingWorld(options);
  return opened;
};
afterEach(() => opened?.world.close());

const home = async (standing: StandingWorld, userId = "ben") => standing.world.actor(userId).opensHome();

const PLANNED = { from: Date.UTC(2026, 11, 20), until: Date.UTC(2027, 0, 5) };

describe("a person's home", () => {
  test("somebody of no team is welcomed and may set one up", async () => {
    const standing = await open();
    const outcome = await home(standing, "zoe");
    expect(readCard(outcome)).toContain("You're not on a team yet.");
    expect(listButtons(outcome.card)[0]?.label).toBe("Set up a team");
  });

  test("an open check-in comes first, with its progress and a button that goes on", async () => {
    const standing = await open();
    const person = await standing.world.actor("ben").person();
    await standing.world.stores((stores) =>
      stores.checkIns.insert({
        id: "check-in-1",
        teamId: "team-1",
        membershipId: "team-1-ben",
        personId: person.id,
        kind: "short",
        edition: standing.team.edition,
        status: "paused",
        items: [
          { kind: "question", questionId: "logs", because: "unanswered", outcome: "answered", reply: { kind: "not-sure" } },
          { kind: "question", questionId: "tracing", because: "unanswered", outcome: "pending" },
        ],
        position: { on: "question", questionId: "tracing" },
        revision: 2,
        openedAt: standing.world.clock.now(),
      }),
    );
    const outcome = await home(standing);
    expect(readCard(outcome)).toContain("Example team: your check-in is open.");
    expect(readCard(outcome)).toContain("1 of 2");
    expect(buttonOf(outcome.card, "Continue").action).toEqual({ act: "show-check-in", checkInId: "check-in-1" });
    expect(listButtons(outcome.card).map(({ label }) => label)).not.toContain("Check in now");
  });

  test("each team shows score, coverage, path and gate", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem"], 2);
    const text = readCard(await home(standing));
    expect(text).toContain("Level 2: 67% (coverage 75%)");
    expect(text).toContain("of 26 conditions for Level 3");
  });

  test("a team below the threshold shows no number", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben"], 2);
    const text = readCard(await home(standing));
    expect(text).toContain("One more, and you'll see your team's first number.");
    expect(text).not.toContain("67%");
  });

  test("my steps can be done, put off and handed over; one handed to me accepted or refused", async () => {
    const standing = await open();
    const [ben, ana] = [await standing.world.actor("ben").person(), await standing.world.actor("ana").person()];
    const step = {
      teamId: "team-1",
      fromRating: 1,
      status: "taken",
      fromNudge: false,
      overdueCount: 0,
      createdAt: 0,
      revision: 1,
    } as const;
    await standing.world.stores(async (stores) => {
      await stores.steps.save({ ...step, id: "step-1", questionId: "logs", ownerId: ben.id, due: "2026-10-30" });
      await stores.steps.save({ ...step, id: "step-2", questionId: "tracing", ownerId: ana.id, offeredTo: ben.id });
      await stores.steps.save({ ...step, id: "step-3", questionId: "cost-report", ownerId: ana.id });
    });
    const outcome = await home(standing);
    const text = readCard(outcome);
    expect(text).toContain("TEC-03 logs title: logs step from 1");
    expect(text).toContain("Example team · due 30 Oct 2026 · overdue");
    expect(text).not.toContain("BUS-03 cost-report title");
    const acts = listButtons(outcome.card).map(({ action }) => action);
    expect(acts).toContainEqual({ act: "step-done", stepId: "step-1", revision: 1 });
    expect(acts).toContainEqual({ act: "step-later", stepId: "step-1", revision: 1 });
    expect(acts).toContainEqual({ act: "open-form", form: { form: "hand-over", stepId: "step-1", revision: 1 } });
    expect(acts).toContainEqual({ act: "accept-step", stepId: "step-2", revision: 1, accept: true });
  });

  test("settings show what is in force and offer the rest", async () => {
    const standing = await open();
    const person = await standing.world.actor("ben").person();
    await standing.world.stores((stores) =>
      stores.people.save({ ...person, reminders: "off", awayUntil: Date.UTC(2026, 10, 9, 8), plannedAbsences: [PLANNED] }),
    );
    const outcome = await home(standing);
    expect(readCard(outcome)).toContain("Reminders: off");
    expect(readCard(outcome)).toContain(
      "Away: until Monday, 9 Nov 2026; I won't ask you anything before then; away Sunday, 20 Dec 2026 – Monday, 4 Jan 2027",
    );
    const labels = listButtons(outcome.card).map(({ label }) => label);
    expect(labels).toEqual(
      expect.arrayContaining(["Light reminders", "Standard reminders", "简体中文", "What you store about me"]),
    );
    expect(labels).not.toContain("Turn reminders off");
    expect(labels).not.toContain("All teams");
  });

  test("it is in the person's language", async () => {
    const standing = await open({ locales: ["en", "zh-CN"] });
    await standing.allRate(["ana", "ben", "cem"], 2);
    expect(readCard(await home(standing))).toContain("Ben Example，你好");
    expect(readCard(await home(standing))).toContain("67%（覆盖率 75%）");
  });
});
