/** Socket Mode: the same bot without a public address; what it acknowledges is kept there too. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toJson } from "../../fakes/json.ts";
import { readBlocks } from "../../fakes/slack/blocks.ts";
import { nextId } from "../../fakes/slack/client.ts";
import { toBlocks } from "../../fakes/slack/workspace.ts";
import { aSlackWorld, type SlackWorld } from "../helpers/slack/slack-world.ts";

let world: SlackWorld;
beforeEach(async () => {
  world = await aSlackWorld({ settings: { appToken: "xapp-example" } });
  world.user("UANA");
});
afterEach(() => world.close());

const command = () => ({
  type: "slash_commands",
  envelope_id: nextId("envelope-"),
  accepts_response_payload: true,
  payload: {
    command: "/level2",
    text: "status",
    team_id: "T1",
    user_id: "UANA",
    channel_id: "C1",
    trigger_id: nextId("trigger-"),
    response_url: `${world.fake.origin}/respond/x`,
  },
});

describe("Socket Mode", () => {
  it("answers a command in its acknowledgement, and serves no path of its own", async () => {
    const ack = await world.fake.socket.send(command());
    expect(readBlocks(toBlocks(toJson(ack?.payload).blocks))).toContain("[Set up a team]");
    expect((await fetch(`${world.url()}/slack/events`, { method: "POST" })).status).toBe(404);
  });

  it("does not acknowledge what could not be kept", async () => {
    await world.storage().close();
    expect(await world.fake.socket.send(command(), 700)).toBeUndefined();
    const event = { type: "message", channel_type: "im", channel: "DUANA", user: "UANA", text: "status", ts: "1.1" };
    const payload = { type: "event_callback", event_id: "Ev1", team_id: "T1", authorizations: [{ team_id: "T1" }], event };
    expect(await world.fake.socket.send({ type: "events_api", envelope_id: "e-1", payload }, 700)).toBeUndefined();
  });
});
