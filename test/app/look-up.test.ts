/** What the platform is asked before the unit of work, by the features that want to know it. */
import { afterEach, describe, expect, test } from "vitest";
import { createApp } from "../../src/app/app.ts";
import { type Feature, lookingUp } from "../../src/app/feature.ts";
import { answerWith } from "../../src/app/notices.ts";
import { preferencesFeature } from "../../src/app/preferences/preferences-feature.ts";
import { teamFeature } from "../../src/app/team/team-feature.ts";
import { SpeedboatError } from "../../src/core/errors.ts";
import { aWorld, type TestWorld } from "../helpers/world.ts";
import { aSettingsWorld, setupValues } from "./team/settings-world.ts";

const none = { commands: [], presses: {}, openings: {}, submissions: {} };
let world: TestWorld;
afterEach(() => world.close());

describe("a handler that looks up", () => {
  test("is handed what was found, asked once even where the unit of work is repeated", async () => {
    const asked: string[] = [];
    const told: string[] = [];
    const feature: Feature = {
      ...none,
      commands: [
        {
          word: "away",
          usage: "[name]",
          who: "all",
          run: lookingUp(
            async ({ workspaceId }, args) => {
              asked.push(`${workspaceId} ${args.join(" ")}`);
              return args.length + asked.length;
            },
            async (call, found, args) => {
              told.push(`${args.join(" ")} ${found}`);
              if (told.length < 3) throw new SpeedboatError("lost-race");
              return answerWith(call.voice, "errors.no-team");
            },
          ),
        },
      ],
    };
    world = await aWorld({ features: [feature] });
    expect(await world.actor("ana").says("away ben")).toHaveProperty("notice");
    expect(asked).toEqual(["w-1 ben"]);
    expect(told).toEqual(["ben 2", "ben 2", "ben 2"]);
  });

  test("costs no other request a question", async () => {
    const asked: string[] = [];
    const lookUp = async (): Promise<void> => void asked.push("asked");
    const finding = { word: "away", who: "all", run: lookingUp(lookUp, async () => ({})) } as const;
    world = await aWorld({
      features: [
        { ...none, commands: [finding] },
        { ...none, commands: preferencesFeature.commands.filter(({ word }) => word === "privacy") },
      ],
    });
    await world.actor("ana").says("privacy");
    await world.actor("ana").writes("away nothing in particular today");
    expect(asked).toEqual([]);
    await world.actor("ana").writes("away");
    expect(asked).toEqual(["asked"]);
  });
});

test("who is chosen in a form and is nobody is named as the platform calls them", async () => {
  const settings = await aSettingsWorld({});
  world = settings;
  const directory = {
    ...settings.world.directory,
    nameOf: async (_: string, id: string) => (id === "app-1" ? "Build App" : undefined),
  };
  const app = createApp(
    { ...settings.world, directory },
    {
      features: [teamFeature],
      onText: async () => ({}),
      waiting: async ({ voice }) => ({ locale: voice.locale, summary: "", elements: [] }),
      home: async ({ voice }) => ({ locale: voice.locale, summary: "", elements: [] }),
    },
  );
  const { errors } = await app.handle({
    kind: "submit",
    from: { workspaceId: settings.workspace.id, platformUserId: "ana", place: { in: "direct" } },
    context: { form: "setup" },
    values: { ...setupValues(), members: ["app-1", "nobody-1"] },
  });
  expect(errors?.members).toContain("Build App");
  expect(errors?.members).toContain("nobody-1");
});
