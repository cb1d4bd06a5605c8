/** Fakes in a process of their own: another process says what goes wrong there, and reads what they saw. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Fakes, startControl } from "../../fakes/control.ts";
import { asList, toJson } from "../../fakes/json.ts";
import { type LoopbackServer, post } from "../../fakes/loopback.ts";
import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import { startFakeConnector } from "../../fakes/teams/fake-connector.ts";

let fakes: Fakes;
let control: LoopbackServer;

beforeEach(async () => {
  fakes = { slack: await startFakeSlack(), teams: await startFakeConnector() };
  control = await startControl(fakes);
});
afterEach(async () => {
  await Promise.all([control.close(), fakes.slack.close(), fakes.teams.close()]);
});

const JSON_TYPE = { "content-type": "application/json" };
const tell = (path: string, said: unknown) => post(`${control.origin}${path}`, JSON.stringify(said), JSON_TYPE);
const quiet = { unfurl_links: "false", unfurl_media: "false", link_names: "false", blocks: '[{"type":"divider"}]' };

function say(channel: string) {
  const form = new URLSearchParams({ channel, text: "hello", ...quiet });
  const headers = { authorization: "Bearer xoxb-one", "content-type": "application/x-www-form-urlencoded" };
  return post(`${fakes.slack.apiUrl}chat.postMessage`, form.toString(), headers);
}

const write = (to: string) =>
  post(`${fakes.teams.url}/v3/conversations/${to}/activities`, JSON.stringify({ type: "message", text: "hello" }), JSON_TYPE);

async function readRecords() {
  return toJson(await (await fetch(`${control.origin}/records`)).json());
}

describe("trouble that is ordered", () => {
  it("meets the calls that it names, so many times, and no others", async () => {
    const order = {
      on: "slack",
      method: "chat.postMessage",
      mentioning: "DUANA",
      trouble: { error: "channel_not_found" },
      times: 1,
    };
    expect((await tell("/troubles", [order])).status).toBe(200);
    expect((await say("DUBEN")).body).toContain('"ok":true');
    expect(JSON.parse((await say("DUANA")).body)).toEqual({ ok: false, error: "channel_not_found" });
    expect((await say("DUANA")).body).toContain('"ok":true');
  });

  it("ends when calm is ordered", async () => {
    await tell("/troubles", [{ on: "teams", trouble: { status: 503 }, times: 9 }]);
    expect((await write("a")).status).toBe(503);
    await tell("/calm", {});
    expect((await write("a")).status).toBe(201);
  });

  it("loses an answer and keeps what was said, or loses both", async () => {
    await tell("/troubles", [
      { on: "slack", mentioning: "DUANA", trouble: { acceptThen: 500 } },
      { on: "slack", mentioning: "DUBEN", trouble: { status: 500 } },
    ]);
    expect([(await say("DUANA")).status, (await say("DUBEN")).status]).toEqual([500, 500]);
    const { messages } = toJson((await readRecords()).slack);
    expect(asList(messages).map(({ channel }) => channel)).toEqual(["DUANA"]);
  });

  it("delays an answer, which comes all the same", async () => {
    await tell("/troubles", [{ on: "teams", trouble: { delayMs: 30 } }]);
    expect(await write("a")).toMatchObject({ status: 201, body: '{"id":"m-1"}' });
  });
});

describe("records", () => {
  it("hold what both were asked and show", async () => {
    await say("C1");
    await write("19:channel");
    const { slack, teams } = await readRecords();
    expect(toJson(slack)).toMatchObject({
      calls: [{ method: "chat.postMessage", args: { channel: "C1" } }],
      messages: [{ channel: "C1", text: "hello", edits: 0 }],
      problems: [],
    });
    expect(toJson(teams)).toMatchObject({ posted: [{ conversationId: "19:channel", activity: { text: "hello" } }], removed: [] });
  });
});

describe("people", () => {
  it("are there once they were told", async () => {
    await tell("/people", [
      { on: "slack", id: "UANA", name: "Ana Example", zone: "Europe/Berlin", locale: "en-GB" },
      { on: "teams", id: "aad-ana", name: "Ana Example" },
    ]);
    expect(fakes.slack.users.get("UANA")).toMatchObject({ name: "Ana Example", tz: "Europe/Berlin", locale: "en-GB" });
    expect(fakes.teams.people.get("aad-ana")).toEqual({ name: "Ana Example", teamsId: "29:aad-ana" });
  });
});
