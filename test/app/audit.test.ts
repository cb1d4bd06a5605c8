/** Every change of roster, roles, privacy, schedule and appointments leaves its entry in the same unit; an answer never does. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { noteDeactivated } from "../../src/app/news/platform-news.ts";
import { preferencesFeature } from "../../src/app/preferences/preferences-feature.ts";
import { scheduleFeature } from "../../src/app/schedule/schedule-feature.ts";
import { standingFeature } from "../../src/app/standing/standing-feature.ts";
import { teamFeature } from "../../src/app/team/team-feature.ts";
import { forgetSettled } from "../../src/app/upkeep/forget-settled.ts";
import type { AuditEntry } from "../../src/core/audit-entry.ts";
import type { FormValues } from "../../src/message/form.ts";
import { type Actor, listButtons } from "../helpers/world.ts";
import { aSettingsWorld, type SettingsWorld, setupValues } from "./team/settings-world.ts";

let world: SettingsWorld;
beforeEach(async () => {
  world = await aSettingsWorld({ features: [teamFeature, scheduleFeature, preferencesFeature, standingFeature] });
  await world.setUp();
});
afterEach(() => world.close());

const list = (): Promise<readonly AuditEntry[]> => world.stores(({ audit }) => audit.list({ limit: 1_000 }));

/** What the task adds to the log, as `act by through subject`. */
async function added(task: () => Promise<unknown>): Promise<readonly string[]> {
  const before = (await list()).length;
  await task();
  const names = new Map<string, string>();
  for (const actor of [world.ana, world.ben, world.chen, world.dora]) {
    const person = await actor.person().catch(() => undefined);
    if (person) names.set(person.id, actor.userId);
  }
  return (await list()).slice(before).map(({ act, by, through, subjectId }) => {
    const author = by.kind === "person" ? (names.get(by.personId) ?? "gone") : by.kind;
    return [act, author, through, ...(subjectId === undefined ? [] : [names.get(subjectId) ?? "gone"])].join(" ");
  });
}

const submitMembers = async (values: FormValues<"members">, by: Actor = world.ana) => {
  const { id: teamId, revision } = await world.team();
  return by.submits({ form: "members", teamId, revision }, values);
};

test("setting a team up says who founded it, who is in it, and who leads the programme", async () => {
  const acts = (await list()).map(({ act, through, teamId }) => `${act} ${through} ${teamId === undefined ? "" : "team"}`.trim());
  expect(acts).toEqual([
    "team-created setup team",
    "member-added setup team",
    "member-added setup team",
    "member-added setup team",
    "member-added setup team",
    "programme-lead-appointed setup",
  ]);
});

test("a changed roster names who came, who went, and whose part changed", async () => {
  expect(await added(() => submitMembers({ members: ["dora"], remove: ["ben"] }))).toEqual([
    "member-removed ana members ben",
    "part-changed ana members dora",
  ]);
  expect(await added(() => submitMembers({ leads: ["ben"] }))).toEqual(["member-returned ana members ben"]);
  expect(await added(() => submitMembers({ members: ["ben"] }))).toEqual(["lead-ended ana members ben"]);
});

test("roles, schedule, pause, settings and privacy each leave an entry, without the value of a setting", async () => {
  const { id: teamId } = await world.team();
  const { id: personId } = await world.ben.person();
  const revision = async () => (await world.team()).revision;
  expect(
    await added(async () =>
      world.ana.submits({ form: "roles", teamId, revision: await revision(), personId }, { roles: ["security"] }),
    ),
  ).toEqual(["roles-changed ana roles ben"]);
  const shown = await world.ana.submits(
    { form: "schedule", teamId, revision: await revision() },
    { cadence: "month", weekday: "2", time: "10:00", zone: "UTC", zoneMode: "own", windowHours: "48" },
  );
  const save = listButtons(shown.notice).find(({ action }) => action.act === "save-schedule");
  expect(await added(async () => save && world.ana.presses(save))).toEqual(["schedule-changed ana save-schedule"]);
  expect(await added(() => world.ana.says("pause 2w"))).toEqual(["paused ana pause"]);
  expect(await added(() => world.ana.says("resume"))).toEqual(["resumed ana resume"]);
  const settings = setupValues({ name: "A secret name", privacy: "open" });
  expect(await added(async () => world.ana.submits({ form: "setup", teamId, revision: await revision() }, settings))).toEqual([
    "settings-changed ana setup",
    "privacy-changed ana setup",
  ]);
  expect(JSON.stringify(await list())).not.toContain("A secret name");
});

test("an export, a member's departure and a closed account are told", async () => {
  expect(await added(() => world.ana.says("export csv"))).toEqual(["exported ana export"]);
  expect(await added(async () => world.ben.presses({ act: "confirm-leave", teamId: (await world.team()).id }))).toEqual([
    "member-removed ben confirm-leave ben",
  ]);
  expect(
    await added(() => noteDeactivated(world.world, { workspaceId: "w-1", platformUserId: "chen", eventKey: "event-1" })),
  ).toEqual([]);
});

test("a press that is refused, or that changes nothing, leaves none", async () => {
  expect(await added(() => submitMembers({ members: [], leads: ["ben"], observers: [] }, world.ben))).toEqual([]);
  expect(await added(() => submitMembers({ members: ["ben", "chen"], leads: ["ana"], observers: ["dora"] }))).toEqual([]);
  expect(await added(() => world.ana.says("status"))).toEqual([]);
  expect(await added(() => world.answers(world.ben, {}))).toEqual([]);
});

test("what a forgotten person did stays, and nothing leads from it to their name", async () => {
  const ben = await world.ben.person();
  expect(await added(() => world.ben.presses({ act: "confirm-forget" }))).toEqual([
    "member-removed gone confirm-forget gone",
    "person-forgotten gone confirm-forget gone",
  ]);
  const theirs = (await list()).filter(({ subjectId }) => subjectId === ben.id);
  expect(theirs.map(({ act }) => act)).toEqual(["member-added", "member-removed", "person-forgotten"]);
  expect(await world.stores(({ people }) => people.find(ben.id))).toBeUndefined();
  expect(JSON.stringify(await list())).not.toContain("Ben Example");
});

test("an entry is gone with its unit where the unit fails", async () => {
  const before = await list();
  await expect(
    world.stores(async ({ audit }) => {
      await audit.add({
        ...before[0],
        id: "another",
        at: 1,
        workspaceId: "w-1",
        by: { kind: "operator" },
        through: "",
        act: "linked",
        details: {},
      });
      throw new Error("the disk is full");
    }),
  ).rejects.toThrow();
  expect(await list()).toEqual(before);
});

test("entries stay for a year and then go with the daily upkeep", async () => {
  world.clock.advance({ days: 365 });
  await forgetSettled(world.world);
  expect((await list()).length).toBeGreaterThan(0);
  world.clock.advance({ days: 2 });
  await forgetSettled(world.world);
  expect(await list()).toEqual([]);
});
