/** People whom the operator or a table of teams names by e-mail are found in Slack where the app may look for them. */
import { afterEach, expect, test } from "vitest";
import type { Log } from "../../src/app/ports/log.ts";
import type { World } from "../../src/app/ports/world.ts";
import { createListedLeads } from "../../src/app/programme/listed-leads.ts";
import { aSlackWorld, type SlackWorld } from "../helpers/slack/slack-world.ts";

let world: SlackWorld | undefined;
afterEach(() => world?.close());

const warned: (readonly [object, string])[] = [];
const log: Log = { info: () => {}, warn: (values, text) => void warned.push([values, text]), error: () => {} };

async function open(): Promise<{ readonly slack: SlackWorld; readonly look: () => Promise<void> }> {
  warned.length = 0;
  const slack = await aSlackWorld({ log });
  world = slack;
  slack.fake.users.set("UANA", { id: "UANA", name: "Ana Example", email: "ana@example.com" });
  slack.fake.users.set("UROBOT", { id: "UROBOT", name: "Robot", email: "robot@example.com" });
  const programmeLeads = ["ana@example.com", "nobody@example.com"].map((email) => ({ kind: "email" as const, email }));
  const listed: World = { ...slack.bot().world, programmeLeads };
  const look = createListedLeads(listed, { log });
  return { slack, look };
}

async function isLead(slack: SlackWorld, userId: string): Promise<boolean | undefined> {
  return slack.storage().work(async ({ people, workspaces }) => {
    const [workspace] = await workspaces.list();
    return (await people.findByAccount(workspace?.id ?? "", userId))?.programmeLead;
  });
}

test("somebody on the list leads the programme once they have used the bot", async () => {
  const { slack, look } = await open();
  await look();
  expect(await isLead(slack, "UANA")).toBeUndefined();
  await slack.user("UANA").says("help");
  slack.clock.advance({ minutes: 10 });
  await look();
  expect(await isLead(slack, "UANA")).toBe(true);
  expect(warned).toEqual([]);
});

test("without the scope the log names it once, nobody is appointed, and everything else goes on", async () => {
  const { slack, look } = await open();
  slack.fake.plan("users.lookupByEmail", { error: "missing_scope" }, 99);
  await slack.user("UANA").says("help");
  await look();
  slack.clock.advance({ minutes: 10 });
  await look();
  expect(await isLead(slack, "UANA")).toBe(false);
  expect(warned.map(([values]) => values)).toEqual([expect.objectContaining({ scope: "users:read.email" })]);
  expect(warned[0]?.[1]).toContain("add the scope users:read.email");
});
