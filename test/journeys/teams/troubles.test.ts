/** What goes wrong between Teams and the bot, over the wire: events that come twice, refusals, limits, lost answers. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Json, toJson } from "../../../fakes/json.ts";
import { BOT_ID, postActivity } from "../../../fakes/teams/client.ts";
import type { Call, Posted } from "../../../fakes/teams/fake-connector.ts";
import type { Trouble } from "../../../fakes/trouble.ts";
import type { Stores } from "../../../src/app/ports/world.ts";
import { listActions, textOf } from "../../helpers/teams/cards.ts";
import {
  aTeamsWorld,
  CHANNEL_ID,
  cardsOf,
  inChannel,
  installInTeam,
  TEAM_ID,
  TENANT,
  type TeamsUser,
  type TeamsWorld,
  titleOfRating,
} from "../../helpers/teams/teams-world.ts";

let world: TeamsWorld;
let ana: TeamsUser;
let wang: TeamsUser;

beforeEach(async () => {
  world = await aTeamsWorld();
  // The first round is a week away, so that a greeting does not wait for it.
  world.clock.advance({ minutes: 90 });
  ana = world.user("aad-ana");
  wang = world.user("aad-wang", { locale: "zh-CN" });
});

afterEach(async () => {
  world.checkCards();
  await world.close();
});

async function setUp(): Promise<void> {
  await ana.installs();
  await installInTeam(world, "aad-ana");
  await ana.says("setup");
  await ana.taps("Set up", { name: "Payments", members: "aad-wang", channel: CHANNEL_ID, privacy: "open" });
}

/** Ana's nudge, some days after a round in which she answered. */
async function nudged(): Promise<Posted> {
  await setUp();
  for (let hours = 0; hours < 24 * 14; hours += 4) {
    world.clock.advance({ hours: 4 });
    await world.tick();
    const nudge = ana
      .messages()
      .find((message) => listActions(ana.cardOf(message)).some(({ title }) => title === "No more nudges"));
    if (nudge) return nudge;
    if (listActions(ana.card()).some(({ title }) => title === "Spread it out")) {
      await ana.taps("Spread it out");
      for (const _ of [1, 2, 3, 4, 5]) await ana.answers(0);
    }
  }
  throw new Error("no nudge came");
}

const stores = <T>(task: (all: Stores) => Promise<T>): Promise<T> => world.storage().work(task);
const inChannelNow = () => world.fake.posted.filter(({ conversationId }) => conversationId.startsWith("19:"));
const NOT_SURE_IT_ARRIVED = "never got confirmation that it arrived";
const isPost = ({ method, path }: Call) => method === "POST" && path.endsWith("/activities");
/** Trouble for the first calls of a kind. */
function troubleFor(matches: (call: Call) => boolean, ...troubles: readonly Trouble[]): void {
  for (const trouble of troubles) world.fake.plan(matches, trouble);
}

describe("R11: an event that comes twice", () => {
  it("counts once where it is a press with a new activity id, and is answered with the card as it is", async () => {
    await setUp();
    await ana.says("assess");
    const before = ana.card();
    const message = ana.newest();
    const title = titleOfRating(before, 1);
    const data = listActions(before).find((action) => action.title === title)?.data as Json;
    const first = await ana.resends(message, data);
    const again = await ana.resends(message, data);
    expect(textOf(again.value)).toBe(textOf(first.value));
    const workspaceId = (await ana.workspaceId()) ?? "";
    const counted = await stores(async ({ teams, answers }) => {
      const [team] = await teams.listOfWorkspace(workspaceId);
      return (await answers.historyOfTeam(team?.id ?? "")).length;
    });
    expect(counted).toBe(1);
  });

  it("counts once where it is a message, also after a restart", async () => {
    await ana.installs();
    const activity = ana.activity({ text: "help" });
    await ana.send(activity);
    const { length } = ana.messages();
    await world.restart();
    await ana.send(activity);
    expect(ana.messages()).toHaveLength(length);
  });

  it("sets up one team where it is a form", async () => {
    await ana.installs();
    await ana.says("setup");
    const form = ana.newest();
    const values = { name: "Payments", privacy: "open" };
    await ana.invokes(form, "Set up", values);
    ana.forgetsLocal();
    const asked = world.fake.calls.flatMap(({ body }) => cardsOf(body)).find((card) => textOf(card).includes("Team name"));
    const data = listActions(asked)[0]?.data as Json;
    const again = {
      "field.name": "Payments",
      "field.privacy": "open",
      "field.locale": "en",
      "field.questions": "5",
      "field.cadence": "week",
      "field.weekday": "1",
      "field.time": "09:00",
      "field.zone": "UTC",
      "field.zoneMode": "own",
      "field.windowHours": "48",
    };
    await ana.resends(form, { ...data, ...again });
    const workspaceId = (await ana.workspaceId()) ?? "";
    expect(await stores((all) => all.teams.listOfWorkspace(workspaceId))).toHaveLength(1);
  });

  it("greets once, whichever of the two events of an installation comes first", async () => {
    await ana.installs();
    expect(ana.messages()).toHaveLength(1);
    expect(ana.reads()).toContain("Speedboat");
    await ana.installs();
    expect(ana.messages()).toHaveLength(1);
  });
});

describe("in a channel", () => {
  it("nothing private is shown: the answer goes to the author's chat", async () => {
    await setUp();
    const before = inChannelNow().length;
    await ana.mentions("status");
    expect(ana.reads()).toContain("Payments");
    const said = inChannelNow().slice(before);
    expect(said.map(({ activity }) => activity.text)).toEqual(["I answered you in our chat."]);
    expect(said[0]?.conversationId).toContain("messageid=77");
  });

  const slash = (text: string) => ana.send(inChannel(ana.activity({ text, recipient: { id: BOT_ID, isTargeted: true } })));
  const isTargeted = ({ path }: Call) => path.endsWith("/activities?isTargetedActivity=true");
  const isToChannel = ({ method, path }: Call) => method === "POST" && path.includes(CHANNEL_ID) && path.includes("/activities");

  it("a slash command is answered below it, for its author alone", async () => {
    await setUp();
    const before = [world.fake.calls.length, inChannelNow().length, ana.messages().length] as const;
    expect((await slash("/status")).status).toBe(200);
    const posts = world.fake.calls
      .slice(before[0])
      .filter(({ method, path }) => method === "POST" && path.includes("/activities"));
    expect(posts.map((call) => [isTargeted(call), toJson(call.body.recipient).id])).toEqual([[true, "29:aad-ana"]]);
    expect(
      cardsOf(posts[0]?.body ?? {})
        .map(textOf)
        .join(),
    ).toContain("Payments");
    expect([inChannelNow().length, ana.messages().length]).toEqual([before[1] + 1, before[2]]);
  });

  it("a slash command that opens a form shows it to its author alone", async () => {
    await setUp();
    const before = world.fake.calls.length;
    await slash("/members");
    const posts = world.fake.calls.slice(before).filter(isToChannel);
    expect(posts.length).toBeGreaterThan(0);
    expect(posts.every(isTargeted)).toBe(true);
  });

  it("where Teams does not take it, the answer goes to the author's chat, and the channel reads nothing", async () => {
    await setUp();
    troubleFor(isTargeted, { status: 400 });
    const before = inChannelNow().length;
    await slash("/status");
    expect(ana.reads()).toContain("Payments");
    expect(inChannelNow()).toHaveLength(before);
  });

  it("whom nobody can write to either way is told nothing in the channel", async () => {
    await setUp();
    const ben = world.user("aad-ben");
    troubleFor(isTargeted, { status: 403 });
    troubleFor(({ method, path }) => method === "POST" && path === "/v3/conversations", { status: 403 });
    const before = inChannelNow().length;
    await ben.send(inChannel(ben.activity({ text: "/help", recipient: { id: BOT_ID, isTargeted: true } })));
    expect(inChannelNow()).toHaveLength(before);
  });

  it("a press is answered before Teams gives up waiting, also where the answer itself has to wait", async () => {
    await setUp();
    await ana.says("digest");
    const digest = inChannelNow().at(-1);
    const [button] = listActions(cardsOf(digest?.activity ?? {}));
    troubleFor((call) => isPost(call) && call.path.includes("aad-ana"), { status: 429, retryAfter: 5 });
    const value = { action: { type: "Action.Execute", verb: "speedboat", data: button?.data }, trigger: "manual" };
    const invoke = ana.activity({ type: "invoke", name: "adaptiveCard/action", replyToId: digest?.id, value });
    const before = [performance.now(), ana.messages().length] as const;
    const { body } = await postActivity(world, inChannel(invoke));
    expect(performance.now() - before[0]).toBeLessThan(4_500);
    expect([body?.value, ana.messages().length]).toEqual(["I'm answering you in our chat.", before[1]]);
    await world.teams().settle();
    expect(ana.messages()).toHaveLength(before[1] + 1);
  });

  it("an answer that Teams does not take is said to be lost, not that the app is missing", async () => {
    await setUp();
    troubleFor((call) => isPost(call) && call.path.includes("aad-ana"), { status: 502 });
    await ana.mentions("status");
    expect(inChannelNow().at(-1)?.activity.text).toBe(
      "Teams didn't accept my answer just now. I'm sending it again in our chat.",
    );
  });

  it("somebody who cannot be written to is told how to mend it", async () => {
    await setUp();
    const ben = world.user("aad-ben");
    troubleFor(({ method, path }) => method === "POST" && path === "/v3/conversations", { status: 403 });
    await ben.mentions("help");
    expect(inChannelNow().at(-1)?.activity.text).toContain("Add me to your apps");
  });
});

describe("the connector refuses", () => {
  it("a member who has not installed the app: shown as unreachable, with the mend", async () => {
    await ana.installs();
    await installInTeam(world, "aad-ana");
    const isToWang = ({ path, body }: Call) => path === "/v3/conversations" && JSON.stringify(body).includes("aad-wang");
    const mend = world.fake.plan(isToWang, { status: 403 }, Number.POSITIVE_INFINITY);
    await ana.says("setup");
    await ana.taps("Set up", { name: "Payments", members: "aad-wang", channel: CHANNEL_ID, privacy: "open" });
    await ana.says("members");
    expect(ana.reads()).toContain("hasn't installed the app");
    mend();
    await wang.installs();
    await world.deliver();
    expect(wang.readsAll()).toContain("Ana Example");
    expect(wang.messages()).toHaveLength(1);
    await ana.says("members");
    expect(ana.reads()).not.toContain("hasn't installed the app");
    await wang.installs();
    await world.deliver();
    expect(wang.messages()).toHaveLength(1);
  });

  it("a direct conversation that is gone is opened anew", async () => {
    await setUp();
    const before = wang.messages().length;
    troubleFor((call) => isPost(call) && call.path.includes("aad-wang"), { status: 404, error: "ConversationNotFound" });
    await wang.says("assess");
    world.clock.advance({ minutes: 5 });
    await world.deliver();
    expect(wang.messages().length).toBe(before + 1);
    expect(
      world.fake.calls.filter(({ path, body }) => path === "/v3/conversations" && JSON.stringify(body).includes("aad-wang"))
        .length,
    ).toBeGreaterThan(1);
  });

  it.each([
    ["412", { status: 412 }, 10],
    ["429 with Retry-After", { status: 429, retryAfter: 3 }, 1],
  ] as const)("with %s: the card is sent later, once", async (_, trouble, minutes) => {
    await setUp();
    const before = ana.messages().length;
    troubleFor(isPost, trouble);
    await ana.says("assess");
    world.clock.advance({ minutes });
    await world.deliver();
    expect(ana.messages().length).toBe(before + 1);
  });

  it.each([
    ["502", { status: 502 }],
    ["504", { acceptThen: 504 }],
    ["a dropped answer", { acceptThen: "drop" }],
  ] as const)(
    "with %s: nobody knows, so nothing is sent again; ana is told once, and the operator sees it",
    async (_, trouble) => {
      await setUp();
      troubleFor(isPost, trouble);
      const posts = world.fake.calls.filter(isPost).length;
      await ana.says("assess");
      expect(world.fake.calls.filter(isPost).length).toBe(posts + 1);
      for (let hour = 0; hour < 3; hour += 1) {
        world.clock.advance({ hours: 1 });
        await world.deliver();
      }
      const told = world.fake.calls.filter(isPost).slice(posts + 1);
      expect(told.map(({ body }) => JSON.stringify(body))).toEqual([expect.stringContaining(NOT_SURE_IT_ARRIVED)]);
      const unclear = await stores((all) => all.outbox.listByStatus("ambiguous", 10));
      expect(unclear).toHaveLength(1);
      expect(world.log.some(({ text, values }) => text === "a message was not delivered" && values.status === "ambiguous")).toBe(
        true,
      );
    },
  );
});

describe("leaving", () => {
  it("a team that removed the bot is forgotten; a tenant without any conversation is at rest until it comes back", async () => {
    await setUp();
    const removal = {
      conversation: { id: TEAM_ID, conversationType: "channel", isGroup: true, tenantId: TENANT },
      channelData: { tenant: { id: TENANT }, team: { id: TEAM_ID } },
    };
    const removed = { type: "conversationUpdate", membersRemoved: [{ id: BOT_ID }] };
    await postActivity(world, ana.activity({ ...removal, ...removed }));
    const places = async () =>
      (await stores(async (all) => all.teamsConversations.listShared((await all.workspaces.list())[0]?.id ?? ""))).length;
    expect(await places()).toBeGreaterThan(0);
    world.fake.left.add(TEAM_ID);
    await postActivity(world, ana.activity({ ...removal, ...removed }));
    await postActivity(world, ana.activity({ type: "installationUpdate", action: "remove" }));
    await postActivity(world, wang.activity({ type: "installationUpdate", action: "remove" }));
    const rest = await stores(async ({ workspaces }) =>
      (await workspaces.list()).map(({ uninstalledAt }) => uninstalledAt !== undefined),
    );
    expect(rest).toEqual([true]);
    // The body of an event is not signed: the connector has to tell the bot who is there.
    const until = world.fake.plan(({ path }) => path.includes("members"), { status: 403 }, 99);
    await ana.installs();
    const claimed = await stores(async ({ workspaces }) => (await workspaces.list()).map(({ uninstalledAt }) => uninstalledAt));
    expect(claimed).toEqual([expect.any(Number)]);
    until();
    await ana.installs();
    const back = await stores(async ({ workspaces }) => (await workspaces.list()).map(({ uninstalledAt }) => uninstalledAt));
    expect(back).toEqual([undefined]);
  });

  it("a member who left the home channel's team is offered to the lead, not removed", async () => {
    await setUp();
    const left = {
      type: "conversationUpdate",
      membersRemoved: [{ id: "29:aad-wang" }],
      conversation: { id: TEAM_ID, conversationType: "channel", isGroup: true, tenantId: TENANT },
      channelData: { tenant: { id: TENANT }, team: { id: TEAM_ID }, eventType: "teamMemberRemoved" },
    };
    await postActivity(world, ana.activity({ ...left, id: "not-true" }));
    await world.teams().settle();
    await world.deliver();
    const before = ana.reads();
    world.fake.left.add(`${TEAM_ID} aad-wang`);
    await postActivity(world, ana.activity(left));
    await world.teams().settle();
    await world.deliver();
    expect(ana.reads()).not.toBe(before);
    expect(ana.reads()).toContain("王示例");
    expect(ana.reads()).toContain("Payments");
  });

  it("a renamed team is called by its new name in forms", async () => {
    await setUp();
    const renamed = {
      type: "conversationUpdate",
      conversation: { id: TEAM_ID, conversationType: "channel", isGroup: true, tenantId: TENANT },
      channelData: { tenant: { id: TENANT }, team: { id: TEAM_ID, name: "Foundations" }, eventType: "teamRenamed" },
    };
    await postActivity(world, ana.activity(renamed));
    const workspaceId = (await ana.workspaceId()) ?? "";
    const shared = await stores((all) => all.teamsConversations.listShared(workspaceId));
    expect(shared.map(({ name }) => name)).toContain("Foundations › platform");
  });
});

describe("news of a team", () => {
  const news = (channelData: Json) =>
    postActivity(
      world,
      ana.activity({
        type: "conversationUpdate",
        conversation: { id: TEAM_ID, conversationType: "channel", isGroup: true, tenantId: TENANT },
        channelData: { tenant: { id: TENANT }, ...channelData },
      }),
    );
  const names = async () => {
    const workspaceId = (await ana.workspaceId()) ?? "";
    return (await stores((all) => all.teamsConversations.listShared(workspaceId))).map(({ name }) => name);
  };

  it("gives a new or renamed channel its name beside the team's, also where the team's is not told, and no other channel", async () => {
    await setUp();
    const channel = { id: "19:new@thread.tacv2", name: "Launch" };
    await news({ eventType: "channelCreated", team: { id: TEAM_ID }, channel });
    expect(await names()).toEqual(["Platform", "Platform › Launch", "Platform › platform"]);
    await news({
      eventType: "channelRenamed",
      team: { id: TEAM_ID, name: "Platform" },
      channel: { ...channel, name: "Go-live" },
    });
    expect(await names()).toEqual(["Platform", "Platform › Go-live", "Platform › platform"]);
  });

  it("forgets a deleted channel until it is restored", async () => {
    await setUp();
    const channel = { id: CHANNEL_ID, name: "platform" };
    await news({ eventType: "channelDeleted", team: { id: TEAM_ID }, channel });
    expect(await names()).toEqual(["Platform"]);
    await news({ eventType: "channelRestored", team: { id: TEAM_ID }, channel });
    expect(await names()).toEqual(["Platform", "Platform › platform"]);
  });

  it("forgets a deleted team until it is restored", async () => {
    await setUp();
    const team = { id: TEAM_ID, name: "Platform" };
    world.fake.left.add(TEAM_ID);
    await news({ eventType: "teamDeleted", team });
    expect(await names()).toEqual([]);
    world.fake.left.delete(TEAM_ID);
    await news({ eventType: "teamRestored", team });
    await world.teams().settle();
    expect(await names()).toEqual(["Platform", "Platform › platform"]);
  });

  it("does not name the tenant, whichever team the bot meets first", async () => {
    await installInTeam(world, "aad-ana");
    expect(await stores(async ({ workspaces }) => (await workspaces.list()).map(({ name }) => name))).toEqual([
      "Microsoft Teams",
    ]);
  });

  it("leaves a channel's name alone where a message tells ids alone, or the team's name alone", async () => {
    await setUp();
    const message = inChannel(ana.activity({ text: "status" }));
    await postActivity(world, message);
    await postActivity(world, {
      ...message,
      id: "another",
      channelData: { tenant: { id: TENANT }, team: { id: TEAM_ID, name: "Platform" }, channel: { id: CHANNEL_ID } },
    });
    expect(await names()).toEqual(["Platform", "Platform › platform"]);
  });
});

describe("a form", () => {
  it("shows what is wrong at its fields and keeps what was typed, in place", async () => {
    await ana.installs();
    await ana.says("setup");
    const form = ana.newest();
    await ana.invokes(form, "Set up", { name: "P", zone: "Nowhere/Here", privacy: "open" });
    expect(textOf(ana.cardOf(form))).toContain("Some fields need another look");
    expect(JSON.stringify(ana.cardOf(form))).toContain("Nowhere/Here");
    await ana.invokes(form, "Set up", { name: "Payments", zone: "UTC" });
    ana.forgetsLocal();
    expect(textOf(ana.cardOf(form))).toContain("Payments");
    expect(listActions(ana.cardOf(form)).map(({ title }) => title)).not.toContain("Set up");
  });

  it("works as well where a host knows no universal actions", async () => {
    await ana.installs();
    await ana.says("setup");
    const form = ana.newest();
    await ana.submits(form, "Set up", { name: "P", privacy: "open" });
    expect(textOf(cardsOf(form.activity))).toContain("Some fields need another look");
    await ana.submits(form, "Set up", { name: "Payments", privacy: "open" });
    expect(textOf(cardsOf(form.activity))).not.toContain("Some fields need another look");
    await ana.says("assess");
    const card = ana.newest();
    await ana.submits(card, titleOfRating(ana.card(), 2));
    expect(card.edits).toBe(1);
    await ana.submits(card, "Note or link");
    expect(ana.newest().id).not.toBe(card.id);
    await ana.submits(ana.newest(), "Save", { note: "Seen in the wiki" });
    expect(ana.newest().id).toBe(card.id);
    expect(textOf(cardsOf(card.activity))).toContain("Seen in the wiki");
  });

  it("that is cancelled gives the card back", async () => {
    await setUp();
    await ana.says("assess");
    const before = ana.reads();
    await ana.taps("Note or link");
    expect(ana.reads()).not.toBe(before);
    await ana.taps("Cancel");
    expect(ana.reads()).toBe(before);
  });

  it("that is cancelled leaves a nudge as its newest change made it", async () => {
    const nudge = await nudged();
    await ana.invokes(nudge, "Take it");
    const taken = textOf(ana.cardOf(nudge));
    expect(taken).toContain("is yours, due");
    for (const title of ["Hand over", "Change the date"]) {
      await ana.invokes(nudge, title);
      const form = ana.newest();
      expect(listActions(ana.cardOf(form)).map((action) => action.title)).toContain("Cancel");
      await ana.taps("Cancel");
      expect(ana.messages()).not.toContain(form);
      expect(textOf(ana.cardOf(nudge))).toBe(taken);
    }
  });
});

it("a check-in's card refreshes for its member alone", async () => {
  await setUp();
  await ana.says("assess");
  const message = ana.newest();
  const [card] = cardsOf(message.activity);
  const refresh = card?.refresh as { userIds: string[]; action: Json };
  expect(refresh.userIds).toEqual(["29:aad-ana"]);
  const { data } = refresh.action;
  expect(textOf((await ana.resends(message, data as Json)).value)).toBe(textOf(card));
  expect((await wang.resends(message, data as Json)).type).toBe("application/vnd.microsoft.activity.message");
});

it("an export is offered as a file, and brought where it is taken", async () => {
  await setUp();
  await ana.says("export csv");
  await world.deliver();
  const offer = ana.newest();
  const [consent] = offer.activity.attachments as Json[];
  expect(consent?.contentType).toBe("application/vnd.microsoft.teams.card.file.consent");
  const uploadUrl = `${world.fake.url}/upload`;
  const value = {
    type: "fileUpload",
    action: "accept",
    context: toContent(consent).acceptContext,
    uploadInfo: { name: "a.csv", uploadUrl, contentUrl: "https://files.example/a.csv", uniqueId: "1", fileType: "csv" },
  };
  await ana.send(ana.activity({ type: "invoke", name: "fileConsent/invoke", replyToId: offer.id, value }));
  expect(world.fake.calls.some(({ method, path }) => method === "PUT" && path === "/upload")).toBe(true);
});

function toContent(attachment: Json | undefined): Json {
  return (attachment?.content ?? {}) as Json;
}
