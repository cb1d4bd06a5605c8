/** The screens and forms about people, of teams of 1, 200 and 1,000, against Block Kit's limits and in Microsoft's renderer. */
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Json, toJson } from "../../../fakes/json.ts";
import { validateBlocks } from "../../../fakes/slack/validate-blocks.ts";
import type { AnyForm } from "../../../src/message/form.ts";
import type { Message } from "../../../src/message/message.ts";
import { PUNCTUATION } from "../../../src/message/voice/punctuation.ts";
import { toBlockKit } from "../../../src/slack/block-kit/block-kit.ts";
import { toModal } from "../../../src/slack/block-kit/views.ts";
import { toAdaptiveCard } from "../../../src/teams/card/to-adaptive-card.ts";
import { toFormCard } from "../../../src/teams/card/to-form-card.ts";
import { findBrowser, openBrowser, takePicture } from "../../helpers/browser.ts";
import { aMembership, aPerson } from "../../helpers/team.ts";
import { listRenderFaults, openRenderer } from "../../helpers/teams/official-renderer.ts";
import { buttonOf } from "../../helpers/world.ts";
import { aSettingsWorld, type SettingsWorld } from "./settings-world.ts";

const SIZES = [1, 200, 1_000] as const;
/** Aimed at for a message in Teams, in bytes of UTF-16; Slack's limit of a view, in characters. */
const CARD_BYTES = 80_000;
const VIEW_CHARACTERS = 250_000;
const METADATA = 3_000;
const executable = findBrowser();

let world: SettingsWorld;
afterEach(() => world.close());

type Shown = { readonly name: string; readonly message?: Message; readonly form?: AnyForm };

/** Ana alone, or a team of that many people with long names; everything about people that its lead is shown. */
async function showAll(count: number): Promise<readonly Shown[]> {
  world = await aSettingsWorld();
  await world.setUp(count === 1 ? { members: [], observers: [], privacy: "open" } : {});
  const { id: teamId } = await world.team();
  await world.stores(async ({ people, memberships }) => {
    for (let index = 5; index <= count; index += 1) {
      const id = `p${String(index).padStart(4, "0")}`;
      const name = `Person ${id} of the Department for Platforms 平台部`;
      await people.save(aPerson({ id, workspaceId: world.workspace.id, name }));
      await people.saveAccount({ workspaceId: world.workspace.id, platformUserId: `u-${id}`, personId: id });
      await memberships.save(aMembership({ id: `m-${id}`, teamId, personId: id, intervals: [{ since: 0 }] }));
    }
  });
  const members = (await world.ana.says("members")).notice;
  const roles = (await world.ana.says("roles")).notice;
  const pressed = async (label: string): Promise<Shown> => {
    const { form, notice } = await world.ana.presses(buttonOf(members, label));
    return { name: label, ...(form && { form }), ...(notice && { message: notice }) };
  };
  const { form: settings } = await world.ana.presses({ act: "open-form", form: { form: "setup", teamId } });
  const { form: fresh } = await world.eve.says("setup");
  return [
    { name: "members", ...(members && { message: members }) },
    { name: "roles", ...(roles && { message: roles }) },
    await pressed("Change"),
    ...(count > 1 ? [await pressed("Take people off the team"), await pressed("Find someone")] : []),
    { name: "settings", ...(settings && { form: settings }) },
    { name: "setup", ...(fresh && { form: fresh }) },
  ];
}

const say = (): ReturnType<SettingsWorld["world"]["voice"]> => world.world.voice("en");

function toCard({ message, form }: Shown): Json {
  if (message) return toJson(toAdaptiveCard(message));
  if (!form) throw new Error("nothing is shown");
  const words = {
    required: say().say("errors.required"),
    wrong: say().say("teams.form.wrong"),
    byEmail: say().say("teams.form.by-email"),
    emailsOf: (label: string) => say().say("teams.form.emails", { label }),
    channelHint: say().say("teams.form.channel-hint"),
    between: PUNCTUATION[form.locale].between,
  };
  return toJson(toFormCard(form, { people: [], channels: [{ value: "", label: "none" }], words }));
}

describe.each(SIZES)("a team of %i", (count) => {
  test("fits Block Kit, with nothing left out", async () => {
    const shown = await showAll(count);
    expect(shown.length).toBeGreaterThan(4);
    for (const { name, message, form } of shown) {
      if (message) expect(validateBlocks(toBlockKit(message, { surface: "notice" }).blocks, "message"), name).toEqual([]);
      if (!form) continue;
      const view = toModal(form, { yes: "Yes" });
      expect(validateBlocks(view.blocks, "modal"), name).toEqual([]);
      expect(view.blocks.length - form.fields.length, name).toBeGreaterThanOrEqual(0);
      expect(String(view.private_metadata).length).toBeLessThanOrEqual(METADATA);
      expect(JSON.stringify(view).length).toBeLessThan(VIEW_CHARACTERS);
      expect(JSON.stringify(view)).not.toContain("u-p0150");
    }
  });

  test("fits Teams, and no form carries the roster", async () => {
    for (const each of await showAll(count)) {
      const text = JSON.stringify(toCard(each));
      expect(Buffer.byteLength(text, "utf16le"), each.name).toBeLessThan(CARD_BYTES);
      if (each.form && each.name !== "Take people off the team") expect(text, each.name).not.toMatch(/Person p0\d\d\d/);
    }
  });
});

describe.skipIf(executable === undefined)("in Microsoft's renderer", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(executable ?? "");
  });
  afterAll(() => browser?.close());

  test.each(SIZES)("a team of %i is shown whole", async (count) => {
    const shown = await showAll(count);
    const page = await browser.newPage({ viewport: { width: 640, height: 1_400 } });
    await openRenderer(page);
    for (const each of shown) {
      expect(await listRenderFaults(page, [toCard(each)]), each.name).toEqual([]);
      await takePicture(page, `people-${count}-${each.name.toLowerCase().replaceAll(" ", "-")}`);
    }
    await page.close();
  });
});
