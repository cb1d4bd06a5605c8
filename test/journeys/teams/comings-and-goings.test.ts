/** People, teams and files that come and go in Teams over the wire: rosters, moved services, returns, exports. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "../../../fakes/json.ts";
import { postActivity } from "../../../fakes/teams/client.ts";
import type { Posted } from "../../../fakes/teams/fake-connector.ts";
import type { Stores } from "../../../src/app/ports/world.ts";
import {
  aTeamsWorld,
  CHANNEL_ID,
  installInTeam,
  TEAM_ID,
  TENANT,
  type TeamsUser,
  type TeamsWorld,
} from "../../helpers/teams/teams-world.ts";

const MONDAY = Date.UTC(2026, 10, 2, 9, 5);
const DAY = 24 * 60 * 60 * 1_000;

let world: TeamsWorld;
let ana: TeamsUser;

beforeEach(async () => {
  world = await aTeamsWorld({ start: MONDAY - 3 * DAY });
  ana = world.user("aad-ana");
});

afterEach(async () => {
  world.checkCards();
  await world.close();
});

async function setUp(): Promise<void> {
  await ana.installs();
  await installInTeam(world, "aad-ana");
  await ana.says("setup");
  await ana.taps("Set up", { name: "Payments", channel: CHANNEL_ID, privacy: "open" });
}

const stores = <T>(task: (all: Stores) => Promise<T>): Promise<T> => world.storage().work(task);

async function passTo(instant: number): Promise<void> {
  world.clock.set(instant);
  await world.tick();
}

it("everybody of a roster that Teams tells in pages can be chosen", async () => {
  for (const name of ["ben", "cy", "dee", "eli"]) world.user(`aad-${name}`);
  await installInTeam(world, "aad-ana");
  const workspaceId = (await ana.workspaceId()) ?? "";
  const users = await stores(({ teamsConversations }) => teamsConversations.listUsers(workspaceId));
  expect(users.map(({ name }) => name)).toEqual(["Ana Example", "Ben Example", "Cy Example", "Dee Example", "Eli Example"]);
});

it("a form's hints stand side by side as the language has it", async () => {
  await installInTeam(world, "aad-ana");
  const wang = world.user("aad-wang", { locale: "zh-CN" });
  await wang.says("setup");
  expect(wang.reads()).toContain("也可以以后再选。可以选安装了我的频道和群聊。");
  await ana.says("setup");
  expect(ana.reads()).toContain("You can also do this later. You can choose any channel or group chat");
});

it("somebody who is called otherwise now is offered under the new name, still known by e-mail", async () => {
  await installInTeam(world, "aad-ana");
  const workspaceId = (await ana.workspaceId()) ?? "";
  await stores(async ({ teamsConversations }) => {
    const known = await teamsConversations.findUser(workspaceId, "aad-ana");
    if (known) await teamsConversations.saveUser({ ...known, email: "ana@example.com" });
  });
  const from = { id: "29:aad-ana", aadObjectId: "aad-ana", name: "Ana Newname" };
  await postActivity(world, ana.activity({ text: "help", from }));
  await world.teams().settle();
  const user = await stores(({ teamsConversations }) => teamsConversations.findUser(workspaceId, "aad-ana"));
  expect([user?.name, user?.email]).toEqual(["Ana Newname", "ana@example.com"]);
});

it("a conversation whose service has moved is spoken to at its new address, at once", async () => {
  await setUp();
  const moved = world.fake.url.replace("127.0.0.1", "localhost");
  await postActivity(world, ana.activity({ text: "help", serviceUrl: moved }));
  await world.teams().settle();
  const workspaceId = (await ana.workspaceId()) ?? "";
  const direct = await stores(({ teamsConversations }) => teamsConversations.findDirect(workspaceId, "aad-ana"));
  expect(direct?.serviceUrl).toBe(moved);
});

it("a tenant that comes back is asked with its next round, not for those that it missed", async () => {
  await setUp();
  const inTeam = {
    conversation: { id: TEAM_ID, conversationType: "channel", isGroup: true, tenantId: TENANT },
    channelData: { tenant: { id: TENANT }, team: { id: TEAM_ID } },
  };
  world.fake.left.add(TEAM_ID);
  await postActivity(world, ana.activity({ type: "installationUpdate", action: "remove", ...inTeam }));
  await postActivity(world, ana.activity({ type: "installationUpdate", action: "remove" }));
  await passTo(MONDAY);
  await passTo(MONDAY + 2 * DAY);
  await ana.installs();
  const before = ana.messages().length;
  await passTo(MONDAY + 3 * DAY);
  expect(ana.messages()).toHaveLength(before);
  await passTo(MONDAY + 7 * DAY);
  expect(ana.messages()).toHaveLength(before + 1);
  expect(ana.reads()).toContain("Payments");
});

describe("an export that is offered as a file", () => {
  async function offered(): Promise<Posted> {
    await setUp();
    await ana.says("export csv");
    await world.deliver();
    return ana.newest();
  }
  async function decides(offer: Posted, action: "accept" | "decline", upload: string): Promise<unknown> {
    const [consent] = offer.activity.attachments as { content: Json }[];
    const uploadInfo = {
      name: "a.csv",
      uploadUrl: upload,
      contentUrl: "https://files.example/a.csv",
      uniqueId: "1",
      fileType: "csv",
    };
    const value = { type: "fileUpload", action, context: consent?.content.acceptContext, uploadInfo };
    await ana.send(ana.activity({ type: "invoke", name: "fileConsent/invoke", replyToId: offer.id, value }));
    return ana.newest().activity.text;
  }
  const isGone = (offer: Posted) => world.fake.removed.some(({ id }) => id === offer.id);

  it("stands where the person wanted it, and the offer goes", async () => {
    const offer = await offered();
    expect(await decides(offer, "accept", `${world.fake.url}/upload`)).toBe("The file is in your OneDrive: a.csv");
    expect(isGone(offer)).toBe(true);
  });

  it("is not made where the person declines, and the offer goes", async () => {
    const offer = await offered();
    expect(await decides(offer, "decline", `${world.fake.url}/upload`)).toBe("The file wasn't saved.");
    expect(world.fake.calls.some(({ path }) => path === "/upload")).toBe(false);
    expect(isGone(offer)).toBe(true);
  });

  it("is said to have failed where it does not arrive", async () => {
    const offer = await offered();
    world.fake.plan(({ path }) => path === "/upload", { status: 507 });
    expect(await decides(offer, "accept", `${world.fake.url}/upload`)).toContain("couldn't be saved");
  });
});
