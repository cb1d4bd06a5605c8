/** "Could not ask" is not "does not exist": people whom Slack tells nothing of for now are not said to be missing. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBlocks } from "../../fakes/slack/blocks.ts";
import type { Trouble } from "../../fakes/trouble.ts";
import { aSlackWorld, type SlackUser, type SlackWorld } from "../helpers/slack/slack-world.ts";

let world: SlackWorld;
let ana: SlackUser;
const MANY = Array.from({ length: 40 }, (_, index) => `UMEMBER${index}`);

beforeEach(async () => {
  world = await aSlackWorld();
  ana = world.user("UANA");
  for (const id of MANY) world.user(id);
  await ana.says("setup");
});
afterEach(() => world.close());

describe("a set-up that names many people while Slack tells nothing of some", () => {
  it.each([
    ["429", { status: 429, retryAfter: 30 }],
    ["ratelimited", { error: "ratelimited" }],
    ["internal_error", { error: "internal_error" }],
    ["503", { status: 503 }],
    ["a dropped connection", { drop: true }],
    ["silence", { hang: true }],
  ] as const satisfies readonly (readonly [string, Trouble])[])(
    "says that Slack could not be asked, and takes the same form later: %s",
    async (_, trouble) => {
      const end = world.fake.plan(({ method, args }) => method === "users.info" && args.user !== "UANA", trouble, 25);
      const values = { name: "Payments", members: MANY, channel: "C1", privacy: "open" };
      const refused = JSON.stringify(await ana.submits(ana.modal(), values));
      expect(refused).toContain("Slack didn't tell me about 25 of these people just now");
      expect(refused).not.toContain("I can't find");
      end();
      // Slack is not asked again before the time that it told.
      world.clock.set(world.clock.now() + 30_000);
      await ana.submits(ana.modal(), values);
      const roster = readBlocks(await ana.says("members"));
      expect(roster).toContain("UMEMBER0 Example");
      expect(roster).toContain("1–15 of 41");
    },
  );

  it("still says who is not there, beside those whom it could not ask about", async () => {
    world.fake.users.delete("UMEMBER1");
    world.fake.plan(({ method, args }) => method === "users.info" && args.user === "UMEMBER2", { status: 503 });
    const refused = JSON.stringify(await ana.submits(ana.modal(), { name: "Payments", members: MANY, privacy: "open" }));
    expect(refused).toContain("Slack didn't tell me about one of these people");
    expect(refused).toContain("I can't find UMEMBER1 here");
  });
});

describe("a channel that a lead chooses", () => {
  it("is not said to be in use before it took a message, and its refusal is told with the mend", async () => {
    await ana.submits(ana.modal(), { name: "Payments", channel: "C1", privacy: "open" });
    await world.deliver();
    world.fake.plan(({ method, args }) => method === "chat.postMessage" && args.channel === "C2", { error: "restricted_action" });
    await ana.presses(await ana.says("setup"), "Change Payments");
    const answer = JSON.stringify(await ana.submits(ana.modal(), { channel: "C2" }));
    expect(answer).toContain("I'm saying hello in its new channel now.");
    await world.deliver();
    const told = ana.messages().map(({ blocks }) => readBlocks(blocks));
    expect(told.join("\n")).toContain("Only some people can post in that channel.");
  });
});
