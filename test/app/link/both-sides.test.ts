/** What a linked team shows of both sides: whom a step can go to, who is called alike, which team rests, and where a team went. */
import { beforeEach, describe, expect, test } from "vitest";
import { resumeWorkspace, suspendWorkspace } from "../../../src/app/link/suspend.ts";
import type { FormContext } from "../../../src/message/form-context.ts";
import type { AnyForm } from "../../../src/message/form.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { aStep } from "../../helpers/team.ts";
import { link, read, type TwoSides, twoSides, type User } from "./link-world.ts";

let world: TwoSides;
beforeEach(async () => {
  world = await twoSides();
  return () => world.close();
});

const told = async (side: "slack" | "teams", to: string) => (await world.arrived(side, to)).map(toPlainText).join("\n");

async function opens(user: User, form: FormContext): Promise<AnyForm> {
  const opened = (await user.presses({ act: "open-form", form })).form;
  if (!opened) throw new Error("no form was opened");
  return opened;
}

function fieldOf(form: AnyForm, id: string) {
  return form.fields.find((field) => field.id === id);
}

async function renames(user: User, name: string): Promise<void> {
  const person = await user.person();
  await world.stores((stores) => stores.people.save({ ...person, name }));
}

describe("a step of a linked team", () => {
  async function anasStep() {
    const { id } = await world.ana.person();
    const step = aStep({ teamId: "owner", ownerId: id, status: "taken", due: "2026-12-01" });
    await world.stores((stores) => stores.steps.save(step));
    return step;
  }

  test("is offered to exactly the members and leads of both sides, except its owner", async () => {
    await link(world);
    const { id: stepId, revision } = await anasStep();
    const field = fieldOf(await opens(world.ana, { form: "hand-over", stepId, revision }), "member");
    const labels = field?.kind === "select" ? field.options.map(({ label }) => label).sort() : [];
    expect(labels).toEqual(["Ben Example", "Cem Example", "Dee Example", "Eli Example"]);
  });

  test("goes to somebody of the other side, who accepts it there", async () => {
    await link(world);
    const { id: stepId, revision } = await anasStep();
    const eli = await world.eli.person();
    await world.ana.submits({ form: "hand-over", stepId, revision }, { member: eli.id });
    await world.tick();
    expect(await told("teams", "u2")).toContain("Ana Example asks you");
    await world.eli.presses({ act: "accept-step", stepId, revision: revision + 1, accept: true });
    expect(await world.stores((stores) => stores.steps.find(stepId))).toMatchObject({ ownerId: eli.id });
    await world.tick();
    expect(await told("slack", "u1")).toMatch(/Eli Example (accepted|took|has)/);
  });

  test("is not offered to, and not accepted for, who has left or only watches", async () => {
    await link(world);
    const { id: stepId, revision } = await anasStep();
    const stranger = world.user("teams", "u9", "Pat Example");
    await stranger.opensHome();
    const outcome = await world.ana.submits({ form: "hand-over", stepId, revision }, { member: (await stranger.person()).id });
    expect(outcome.errors).toHaveProperty("member");
    expect(await world.stores((stores) => stores.steps.find(stepId))).not.toHaveProperty("offeredTo");
  });

  test("has a list with its owner in it where it is taken, and the platform's own picker in a team that isn't linked", async () => {
    const { questionId } = await anasStep();
    const context = { form: "take-step", teamId: "owner", questionId, fromRating: 1 } as const;
    expect(fieldOf(await opens(world.ana, context), "person")).toMatchObject({ kind: "people", values: ["u1"] });
    await link(world);
    const { id } = await world.ana.person();
    expect(fieldOf(await opens(world.ana, context), "member")).toMatchObject({ kind: "select", value: id });
  });
});

describe("people of a linked team", () => {
  test("who are called alike on both sides are told apart by their platform, and nobody else is marked", async () => {
    await renames(world.eli, "Ben Example");
    await link(world);
    const roster = read(await world.ana.says("members"));
    expect(roster).toContain("Ben Example (Slack)");
    expect(roster).toContain("Ben Example (Microsoft Teams)");
    expect(roster).not.toMatch(/(Ana|Cem|Dee) Example \(/);
  });

  test("are told apart in Chinese, too", async () => {
    await renames(world.eli, "Ben Example");
    await link(world);
    await world.ana.says("language zh-CN");
    const roster = read(await world.ana.says("members"));
    expect(roster).toContain("Ben Example（Slack）");
    expect(roster).toContain("Ben Example（Microsoft Teams）");
  });

  test("who are called alike on one side carry no mark", async () => {
    await renames(world.cem, "Ben Example");
    await link(world);
    expect(read(await world.ana.says("members"))).not.toContain("(Slack)");
  });
});

describe("the overview", () => {
  test("says which team rests for a link, and where its people answer", async () => {
    const dee = await world.dee.person();
    await world.stores((stores) => stores.people.save({ ...dee, programmeLead: true }));
    expect(read(await world.dee.says("overview"))).not.toContain("paused for as long as it's linked");
    await link(world);
    expect(read(await world.dee.says("overview"))).toContain(
      "Team other is paused for as long as it's linked: its people answer in Team owner now.",
    );
  });
});

describe("a workspace whose team the other side took over", () => {
  async function change(how: "removed" | "back"): Promise<void> {
    await world.stores(async (stores) => {
      const workspace = await stores.workspaces.find("slack");
      const work = { stores, world: world.world, now: world.clock.now() };
      if (workspace) await (how === "removed" ? suspendWorkspace : resumeWorkspace)(work, workspace);
    });
  }

  test("hears once it is back where the team is now, once", async () => {
    await link(world);
    await change("removed");
    await world.dee.says("link off yes");
    await change("back");
    await world.tick();
    const count = async () => (await told("slack", "C1")).split("While I was removed here, Team owner moved to").length - 1;
    expect(await count()).toBe(1);
    expect(await told("slack", "C1")).toContain("Example GmbH (Microsoft Teams)");
    await change("removed");
    await change("back");
    await world.tick();
    expect(await count()).toBe(1);
  });

  test("hears it in person where it had no channel", async () => {
    await world.stores(async (stores) => {
      const team = await stores.teams.find("owner");
      if (!team) throw new Error("no team");
      const { channelId: _, ...rest } = team;
      await stores.teams.save({ ...rest, revision: team.revision + 1 });
    });
    await link(world);
    await change("removed");
    await world.dee.says("link off yes");
    await change("back");
    await world.tick();
    expect(await told("slack", "u1")).toContain("While I was removed here, Team owner moved to");
    expect(await told("teams", "u1")).not.toContain("While I was removed here");
  });

  test("hears nothing about a team that is back with it by then", async () => {
    await link(world);
    await change("removed");
    await change("back");
    await world.tick();
    expect(await told("slack", "C1")).not.toContain("While I was removed here");
  });
});
