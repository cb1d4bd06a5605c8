/** Every way in which Slack can fail a message, and the state that the bot, its leads and its operator see then. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBlocks } from "../../fakes/slack/blocks.ts";
import type { OutboxItem } from "../../src/app/ports/outbox-store.ts";
import { aSlackWorld, type SlackUser, type SlackWorld } from "../helpers/slack/slack-world.ts";

const FIRST_ROUND = Date.UTC(2026, 10, 9, 8, 1);
const AFTER_THE_WINDOW = Date.UTC(2026, 10, 12, 8, 1);

let world: SlackWorld;
let ana: SlackUser;
let ben: SlackUser;

beforeEach(async () => {
  world = await aSlackWorld();
  ana = world.user("UANA");
  ben = world.user("UBEN");
  await ana.says("setup");
  await ana.submits(ana.modal(), { name: "Payments", members: ["UBEN"], channel: "C1", privacy: "open" });
  world.fake.clearMessages();
});
afterEach(() => world.close());

const itemsOf = async (status: OutboxItem["status"]) =>
  world.storage().work((stores) => stores.outbox.listByStatus(status, 1_000));
const personOf = (user: SlackUser) => world.storage().work((stores) => stores.people.findByAccount("id-00000001", user.id));
const to = (channel: string) => (call: { method: string; args: Readonly<Record<string, unknown>> }) =>
  call.method === "chat.postMessage" && call.args.channel === channel;

async function openRound(): Promise<void> {
  world.clock.set(FIRST_ROUND);
  await world.tick();
}

describe("a person whom Slack does not let us reach", () => {
  it.each([
    ["cannot_dm_bot", "direct-messages-closed"],
    ["messages_tab_disabled", "direct-messages-closed"],
    ["user_disabled", "deactivated"],
    ["user_not_found", "left-workspace"],
    ["restricted_action", "blocked-by-administrator"],
    ["no_permission", "blocked-by-administrator"],
    ["invalid_user_combination", "other-organisation"],
    ["missing_scope", "missing-permission"],
    ["a_code_of_next_year", "refused"],
  ])("stands as %s in the roster, and the lead is told with the mend", async (error, reason) => {
    await world.restart();
    world.fake.plan((call) => call.method === "conversations.open" && call.args.users === "UBEN", { error }, 9);
    await openRound();
    expect((await personOf(ben))?.unreachable).toBe(reason);
    expect(
      ana
        .messages()
        .map(({ blocks }) => readBlocks(blocks))
        .join("\n"),
    ).toContain("Ben Example");
    expect(ben.messages()).toEqual([]);
  });

  it("is reachable again with the first message that arrives", async () => {
    await world.restart();
    world.fake.plan((call) => call.method === "conversations.open" && call.args.users === "UBEN", { error: "cannot_dm_bot" });
    await openRound();
    await ben.says("checkin");
    await world.deliver();
    expect((await personOf(ben))?.unreachable).toBeUndefined();
  });
});

describe("a home channel that does not take the digest", () => {
  it.each([
    ["channel_not_found", "Invite me to the channel"],
    ["not_in_channel", "Invite me to the channel"],
    ["is_archived", "The channel is archived"],
    ["restricted_action", "Only some people can post"],
    ["no_permission", "Only some people can post"],
    ["missing_scope", "reinstall it"],
    ["a_code_of_next_year", "Show this code"],
  ])("leads to a word to the leads with the mend: %s", async (error, mend) => {
    await openRound();
    world.fake.clearMessages();
    world.fake.plan(to("C1"), { error }, 9);
    world.clock.set(AFTER_THE_WINDOW);
    await world.tick();
    const failed = await itemsOf("failed");
    expect(failed.map(({ failure }) => failure)).toEqual([error]);
    const told = ana
      .messages()
      .map(({ blocks }) => readBlocks(blocks))
      .join("\n");
    expect(told).toContain(error);
    expect(told).toContain(mend);
    expect(world.fake.messages.filter(({ channel }) => channel === "C1")).toEqual([]);
  });
});

describe("a home channel in which the bot is not", () => {
  const told = () =>
    ana
      .messages()
      .map(({ blocks }) => readBlocks(blocks))
      .filter((text) => text.includes("not_in_channel"));

  it("is told to the leads as soon as the team is set up, not a week later with the first digest", async () => {
    world.fake.plan(to("C2"), { error: "not_in_channel" });
    await ana.presses(await ana.says("setup"), "Set up a new one");
    await ana.submits(ana.modal(), { name: "Orders", channel: "C2", privacy: "open" });
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain("Orders");
    expect(told()[0]).not.toContain("couldn't post");
  });

  it("is told again where a lead has the digest posted before the bot was invited", async () => {
    world.fake.plan(to("C1"), { error: "not_in_channel" });
    await ana.says("digest");
    await world.deliver();
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain("couldn't post Payments's digest");
  });
});

describe("a token that died", () => {
  it.each(["account_inactive", "token_revoked", "invalid_auth"])(
    "is told to the operator, and nothing more goes out: %s",
    async (error) => {
      world.fake.plan("chat.postMessage", { error });
      world.fake.plan("auth.test", { error });
      await openRound();
      expect(world.log.filter(({ level }) => level === "error").map(({ values }) => values.code)).toContain(error);
      const workspace = await world.storage().work((stores) => stores.workspaces.findByPlatform("slack", "T1"));
      expect(workspace?.uninstalledAt).toBe(world.clock.now());
      const posts = world.fake.callsOf("chat.postMessage").length;
      world.clock.set(AFTER_THE_WINDOW);
      await world.tick();
      expect(world.fake.callsOf("chat.postMessage").length).toBeLessThanOrEqual(posts + 1);
      await world.restart();
      const again = await world.storage().work((stores) => stores.workspaces.findByPlatform("slack", "T1"));
      expect(again?.uninstalledAt).toBeUndefined();
    },
  );

  it.each(["invalid_auth", "not_authed", "token_expired", "account_inactive"])(
    "is asked about before it counts as dead, and where Slack takes it the message goes out: %s",
    async (error) => {
      world.fake.plan("chat.postMessage", { error });
      await openRound();
      const workspace = await world.storage().work((stores) => stores.workspaces.findByPlatform("slack", "T1"));
      expect(workspace?.uninstalledAt).toBeUndefined();
      expect(world.log.filter(({ level }) => level === "error")).toEqual([]);
      world.clock.advance({ minutes: 10 });
      await world.tick();
      expect([ana, ben].map((user) => user.messages().length)).toEqual([1, 1]);
    },
  );

  it("is taken back once somebody uses the bot and Slack takes it again, without a restart", async () => {
    world.fake.plan("chat.postMessage", { error: "invalid_auth" });
    world.fake.plan("auth.test", { error: "invalid_auth" });
    await openRound();
    world.clock.advance({ minutes: 2 });
    await ana.says("status");
    const workspace = await world.storage().work((stores) => stores.workspaces.findByPlatform("slack", "T1"));
    expect(workspace?.uninstalledAt).toBeUndefined();
  });
});

describe("a limit", () => {
  it("holds its own conversation for as long as told, and no other", async () => {
    world.fake.plan(to("DUANA"), { status: 429, retryAfter: 30 });
    world.clock.set(FIRST_ROUND);
    await world.bot().tick();
    expect(ben.messages()).toHaveLength(1);
    expect(ana.messages()).toEqual([]);
    world.clock.advance({ minutes: 0.4 });
    await world.bot().tick();
    expect(ana.messages()).toEqual([]);
    world.clock.advance({ minutes: 0.2 });
    await world.bot().tick();
    expect(ana.messages()).toHaveLength(1);
    expect(await itemsOf("failed")).toEqual([]);
  });
});

describe("an answer of Slack that was lost", () => {
  it.each(["drop", 500] as const)("makes no second message when the first arrived: %s", async (acceptThen) => {
    world.fake.plan(to("DUANA"), { acceptThen });
    await openRound();
    expect(ana.messages()).toHaveLength(1);
    expect(await itemsOf("sending")).toHaveLength(1);
    world.clock.advance({ minutes: 2 });
    await world.tick();
    expect(ana.messages()).toHaveLength(1);
    expect(await itemsOf("sending")).toEqual([]);
    await ana.taps("Answer everything now");
    expect(ana.newest().edits).toBe(1);
  });

  it("is sent again when it certainly did not arrive", async () => {
    world.fake.plan(to("DUANA"), { status: 500 });
    await openRound();
    expect(ana.messages()).toEqual([]);
    world.clock.advance({ minutes: 2 });
    await world.tick();
    world.clock.advance({ minutes: 2 });
    await world.tick();
    expect(ana.messages()).toHaveLength(1);
  });

  it("is ambiguous, and told to the operator, where the history cannot be read", async () => {
    world.fake.plan("conversations.history", { error: "missing_scope" }, 9);
    world.fake.plan(to("DUANA"), { acceptThen: "drop" });
    await openRound();
    world.clock.advance({ minutes: 2 });
    await world.tick();
    expect((await itemsOf("ambiguous")).map(({ failure }) => failure)).toEqual(["no-answer"]);
    expect(ana.messages()).toHaveLength(1);
    expect(world.log.map(({ text }) => text)).toContain("nobody knows whether a message arrived");
  });
});

describe("looking for a message", () => {
  it("begins a little before it was queued, and never says that it is absent where there is more to read", async () => {
    world.fake.plan(to("DUANA"), { status: 500 });
    await openRound();
    const [lost] = await itemsOf("sending");
    const other = { channel: "DUANA", text: "", blocks: [], edits: 0 };
    for (let count = 0; count < 16; count += 1) world.fake.place({ ...other, ts: `1.${count}` });
    world.clock.advance({ minutes: 2 });
    await world.tick();
    const [asked] = world.fake.callsOf("conversations.history");
    expect(asked?.args).toMatchObject({ oldest: String(FIRST_ROUND / 1_000 - 120), include_all_metadata: "true" });
    expect((await itemsOf("ambiguous")).map(({ id }) => id)).toEqual([lost?.id]);
  });

  it("takes nobody else's for it", async () => {
    world.fake.plan(to("DUANA"), { status: 500 });
    await openRound();
    const [lost] = await itemsOf("sending");
    const metadata = { event_type: "other", event_payload: { postId: lost?.postId } };
    world.fake.place({ channel: "DUANA", ts: "1.1", text: "", blocks: [], edits: 0, metadata });
    world.clock.advance({ minutes: 2 });
    await world.tick();
    await world.tick();
    expect(ana.messages().map(({ text }) => text)).toContainEqual(expect.stringContaining("everything now"));
  });
});

describe("taking a message away", () => {
  const sending = () => ({
    workspaceId: "id-00000001",
    target: { to: "channel", workspaceId: "id-00000001", channelId: "C1" } as const,
    message: { locale: "en", summary: "", elements: [] } as const,
    urgency: "personal" as const,
    postId: "post-1",
    platformRef: "C1:5.1:5.2",
  });
  const standing = (ts: string) => ({ channel: "C1", ts, text: "", blocks: [], edits: 0 });

  it("takes its details along, and is done where somebody else was quicker", async () => {
    world.fake.place(standing("5.1"), standing("5.2"));
    expect(await world.slack().sender.remove(sending())).toEqual({ kind: "sent", platformRef: "C1:5.1:5.2" });
    expect(world.fake.messages).toEqual([]);
    expect(await world.slack().sender.remove(sending())).toMatchObject({ kind: "sent" });
  });

  it("fails where Slack refuses it, and where it is none of ours", async () => {
    world.fake.plan("chat.delete", { error: "cant_delete_message" }, 2);
    expect(await world.slack().sender.remove(sending())).toEqual({ kind: "gone", reason: "cant_delete_message" });
    const foreign = { ...sending(), platformRef: "nothing" };
    expect(await world.slack().sender.remove(foreign)).toEqual({ kind: "failed", reason: "bad-ref", retry: false });
  });
});

describe("a digest whose answer was lost", () => {
  it("stands once in the channel, is never sent again, and the operator is told; a lead can post it anew", async () => {
    const listDigests = () => world.fake.messages.filter(({ blocks }) => readBlocks(blocks).includes("of 2 answered"));
    await openRound();
    await ana.taps("Spread it out");
    for (const rating of [1, 1, 1, 1, 1] as const) await ana.answers(rating);
    world.fake.plan(to("C1"), { acceptThen: "drop" });
    world.clock.set(AFTER_THE_WINDOW);
    for (const minutes of [0, 2, 30, 24 * 60]) {
      world.clock.advance({ minutes });
      await world.tick();
    }
    expect(listDigests()).toHaveLength(1);
    expect((await itemsOf("ambiguous")).map(({ lane }) => lane)).toEqual([expect.stringContaining("C1")]);
    expect(world.log.map(({ text }) => text)).toContain("nobody knows whether a message arrived");
    await ana.says("digest");
    await world.deliver();
    expect(listDigests()).toHaveLength(2);
  });
});

describe("a picture", () => {
  const listDigests = () => world.fake.messages.filter(({ channel, threadTs }) => channel === "C1" && threadTs === undefined);

  async function close(): Promise<void> {
    await openRound();
    for (const user of [ana, ben]) {
      await user.taps("Spread it out");
      for (const rating of [1, 1, 1, 1, 1] as const) await user.answers(rating);
    }
    world.fake.clearMessages();
    world.clock.set(AFTER_THE_WINDOW);
  }

  it("is waited for while Slack takes it in", async () => {
    await close();
    world.fake.plan(to("C1"), { error: "invalid_blocks" });
    await world.tick();
    expect(listDigests()).toHaveLength(1);
    expect(listDigests()[0]?.blocks.map(({ type }) => type)).toContain("image");
  });

  it("is said in words where it cannot be uploaded: the message goes out all the same", async () => {
    await close();
    world.fake.plan("files.getUploadURLExternal", { error: "missing_scope" });
    await world.tick();
    expect(listDigests()).toHaveLength(1);
    expect(listDigests()[0]?.blocks.map(({ type }) => type)).not.toContain("image");
    expect(readBlocks(listDigests()[0]?.blocks ?? [])).toContain("conditions for Level 3 met");
  });
});

describe("the log", () => {
  it("holds no token and no message's text", async () => {
    world.fake.plan("chat.postMessage", { status: 500 }, 2);
    world.fake.plan("conversations.open", { error: "cannot_dm_bot" });
    await world.restart();
    await openRound();
    const lines = JSON.stringify(world.log);
    expect(lines).not.toContain("xoxb-");
    expect(lines).not.toContain("Payments");
  });
});
