/** Many workspaces: installed by OAuth, each with its own token, apart from each other, and forgotten when they leave. */

import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toJson } from "../../fakes/json.ts";
import {
  type InstallOptions,
  install as installAt,
  nextId,
  post,
  postEvent,
  postPayload,
  SIGNING_SECRET,
  submissionOf,
} from "../../fakes/slack/client.ts";
import { editionKey } from "../../src/core/catalogue/catalogue.ts";
import { HOUR_MS } from "../../src/core/time.ts";
import { createSeal } from "../../src/slack/installing/encryption.ts";
import { aCatalogue } from "../helpers/catalogue.ts";
import { aSlackWorld, type SlackWorld } from "../helpers/slack/slack-world.ts";
import { aMembership, aPerson, aTeam } from "../helpers/team.ts";

const KEY = Buffer.alloc(32, 7).toString("base64");
const OAUTH = {
  ...{ clientId: "1.2", clientSecret: "client-secret-of-the-example", stateSecret: "state-secret", encryptionKey: KEY },
  allowedWorkspaces: ["*"],
};
const TEAMS = [
  { id: "T1", name: "Example Ltd", token: "xoxb-token-one" },
  { id: "T2", name: "Sample Inc", token: "xoxb-token-two" },
  { id: "T3", name: "Group Part", token: "xoxb-token-group", enterpriseId: "E1" },
];

let world: SlackWorld;
beforeEach(async () => {
  world = await aSlackWorld({ teams: TEAMS, settings: { signingSecret: SIGNING_SECRET, oauth: OAUTH } });
  world.user("UANA");
});
afterEach(() => world.close());

const install = (code: string, options?: InstallOptions) => installAt(world, code, options);
const command = (teamId: string, about: Readonly<Record<string, string>> = {}) =>
  new URLSearchParams({
    command: "/level2",
    text: "status",
    team_id: teamId,
    user_id: "UANA",
    channel_id: "C1",
    trigger_id: nextId("trigger-"),
    response_url: `${world.fake.origin}/respond/x`,
    ...about,
  }).toString();
const workspaceOf = (teamId: string) => world.storage().work((stores) => stores.workspaces.findByPlatform("slack", teamId));

const NO_NEW_WORKSPACES = "BEFORE INSERT ON workspaces";
const NO_WORKSPACE_CHANGES = "BEFORE UPDATE ON workspaces";

/** The database refuses these writes while the task runs, as a process that ends between two of them leaves it. */
async function during(refused: string, task: () => Promise<unknown>): Promise<void> {
  const other = new Database(world.storage().path);
  try {
    other.exec(`CREATE TRIGGER refuses ${refused} BEGIN SELECT RAISE(ABORT, 'refused'); END`);
    await task();
  } finally {
    other.exec("DROP TRIGGER refuses");
    other.close();
  }
}

describe("installing by OAuth", () => {
  it("asks Slack for exactly the scopes of the manifest", async () => {
    const begun = await fetch(`${world.url()}/slack/install`, { redirect: "manual" });
    const target = new URL(begun.headers.get("location") ?? "http://none/");
    expect(target.searchParams.get("scope")?.split(",").sort()).toEqual(
      JSON.parse(readFileSync("manifest.json", "utf8")).oauth_config.scopes.bot,
    );
  });

  it("serves a workspace from then on, with its own token, also after a restart", async () => {
    expect((await post(world, command("T1"))).status).toBe(401);
    const page = await install("code-T1", { language: "zh-CN,zh;q=0.9" });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Speedboat 已安装");
    await install("code-T2");
    await world.restart();
    expect((await post(world, command("T1"))).status).toBe(200);
    expect((await post(world, command("T2"))).status).toBe(200);
    const tokens = world.fake.callsOf("users.info").map(({ token }) => token);
    expect(tokens).toEqual(["xoxb-token-one", "xoxb-token-two"]);
    const [one, two] = [await workspaceOf("T1"), await workspaceOf("T2")];
    expect(one?.name).toBe("Example Ltd");
    expect(one?.id).not.toBe(two?.id);
  });

  it("refuses a forged state and a wrong code, and changes nothing", async () => {
    expect((await install("code-T1", { state: "forged" })).status).toBe(400);
    expect((await install("code-T9")).status).toBe(400);
    expect(await workspaceOf("T1")).toBeUndefined();
  });

  it("R28: keeps no token in plain: neither in the database nor in the log", async () => {
    await install("code-T1");
    await post(world, command("T1"));
    await world.restart();
    const file = readFileSync(world.storage().path).toString("latin1");
    expect(file).not.toContain("xoxb-token-one");
    expect(JSON.stringify(world.log)).not.toContain("xoxb-");
    expect(JSON.stringify(world.log)).not.toContain("client-secret");
  });
});

describe("a workspace that the operator did not name", () => {
  const only = async (...allowedWorkspaces: readonly string[]) => {
    await world.close();
    world = await aSlackWorld({
      teams: TEAMS,
      settings: { signingSecret: SIGNING_SECRET, oauth: { ...OAUTH, allowedWorkspaces } },
    });
    world.user("UANA", { name: "Ana Example" });
  };

  it("cannot install the bot, and is told which variable to ask for", async () => {
    await only("T2");
    const page = await install("code-T1");
    expect(page.status).toBe(403);
    expect(await page.text()).toContain("ask them to add T1 to SLACK_ALLOWED_WORKSPACES");
    expect(await workspaceOf("T1")).toBeUndefined();
    expect((await post(world, command("T1"))).status).toBe(401);
    expect((await install("code-T2")).status).toBe(200);
    expect(JSON.stringify(world.log)).not.toContain("xoxb-");
  });

  it("is allowed by its organisation, and nobody is where nothing is named", async () => {
    await only("E1");
    expect((await install("code-T3")).status).toBe(200);
    await only();
    expect((await install("code-T3")).status).toBe(403);
  });

  it("installs it again where it is there already", async () => {
    await only("T1");
    expect((await install("code-T1")).status).toBe(200);
    const { storage } = world;
    const sealed = await storage().work((stores) => stores.slackInstallations.find("T1"));
    await only();
    if (!sealed) throw new Error("nothing is installed");
    await world.storage().work((stores) => stores.slackInstallations.save(sealed));
    expect((await install("code-T1")).status).toBe(200);
  });
});

describe("removing the app", () => {
  it.each([
    ["app_uninstalled", { type: "app_uninstalled" }],
    ["tokens_revoked", { type: "tokens_revoked", tokens: { bot: ["UBOT"], oauth: [] } }],
  ])("deletes the installation and marks the workspace: %s", async (_, event) => {
    await install("code-T1");
    await install("code-T2");
    expect((await postEvent(world, event)).status).toBe(200);
    expect((await workspaceOf("T1"))?.uninstalledAt).toBe(world.clock.now());
    expect((await workspaceOf("T2"))?.uninstalledAt).toBeUndefined();
    expect(await world.storage().work((stores) => stores.slackInstallations.find("T1"))).toBeUndefined();
    expect((await post(world, command("T1"))).status).toBe(401);
    await install("code-T1");
    expect((await workspaceOf("T1"))?.uninstalledAt).toBeUndefined();
    expect((await post(world, command("T1"))).status).toBe(200);
  });

  it.each([
    ["app_uninstalled", { type: "app_uninstalled" }],
    ["tokens_revoked", { type: "tokens_revoked", tokens: { bot: ["UBOT"], oauth: [] } }],
  ])("changes nothing where Slack tells of it after the app was installed anew: %s", async (_, event) => {
    await install("code-T1");
    const at = world.clock.now() + 2 * HOUR_MS;
    world.clock.set(at + HOUR_MS);
    await install("code-T1");
    expect((await postEvent(world, event, { at })).status).toBe(200);
    expect((await workspaceOf("T1"))?.uninstalledAt).toBeUndefined();
    expect((await post(world, command("T1"))).status).toBe(200);
    expect((await postEvent(world, event, { at: world.clock.now() })).status).toBe(200);
    expect((await workspaceOf("T1"))?.uninstalledAt).toBe(world.clock.now());
  });

  it("asks the teams of a workspace again that takes the app back", async () => {
    await install("code-T1");
    const workspaceId = (await workspaceOf("T1"))?.id ?? "";
    const due = world.clock.now() + HOUR_MS;
    await world.storage().work(async (stores) => {
      const [catalogue, person] = [aCatalogue(), aPerson({ workspaceId })];
      await stores.catalogues.keep(catalogue);
      await stores.people.save(person);
      await stores.teams.save(aTeam({ workspaceId, edition: editionKey(catalogue) }));
      await stores.memberships.save(aMembership({ teamId: "team-1", personId: person.id }));
      await stores.teams.setNextRoundAt("team-1", due);
    });
    await postEvent(world, { type: "app_uninstalled" });
    world.clock.set(due + HOUR_MS);
    await world.bot().tick();
    const nextRoundAt = () => world.storage().work((stores) => stores.teams.nextRoundAt("team-1"));
    expect(await nextRoundAt()).toBeUndefined();
    await install("code-T1");
    expect(await nextRoundAt()).toBeGreaterThan(world.clock.now());
  });

  it("changes nothing when only a user's token was revoked", async () => {
    await install("code-T1");
    await postEvent(world, { type: "tokens_revoked", tokens: { bot: [], oauth: ["UANA"] } });
    expect((await post(world, command("T1"))).status).toBe(200);
  });
});

describe("one workspace by token", () => {
  it("is left when Slack says so, and not by what happened before the bot was started with another token", async () => {
    const single = await aSlackWorld();
    const found = () => single.storage().work((stores) => stores.workspaces.findByPlatform("slack", "T1"));
    try {
      await postEvent(single, { type: "app_uninstalled" }, { at: single.clock.now() - HOUR_MS });
      expect((await found())?.uninstalledAt).toBeUndefined();
      await postEvent(single, { type: "app_uninstalled" }, { at: single.clock.now() });
      expect((await found())?.uninstalledAt).toBe(single.clock.now());
    } finally {
      await single.close();
    }
  });
});

describe("an Enterprise Grid", () => {
  it("is served in every workspace by the organisation's installation, each apart, and left as a whole", async () => {
    await install("code-E1");
    const grid = { enterprise_id: "E1", is_enterprise_install: "true" };
    expect((await post(world, command("T3", grid))).status).toBe(200);
    expect((await post(world, command("T4", grid))).status).toBe(200);
    const ids = [(await workspaceOf("T3"))?.id, (await workspaceOf("T4"))?.id];
    expect(new Set(ids.filter((id) => id !== undefined)).size).toBe(2);
    const [call] = world.fake.callsOf("users.info");
    expect(call).toMatchObject({ token: "xoxb-token-group", args: { team_id: "T3" } });
    await postEvent(world, { type: "app_uninstalled" }, { teamId: "T3", enterpriseId: "E1" });
    expect((await workspaceOf("T4"))?.uninstalledAt).toBe(world.clock.now());
    expect((await post(world, command("T3", grid))).status).toBe(401);
  });
});

describe("a modal in an Enterprise Grid", () => {
  const grid = { enterprise_id: "E1", is_enterprise_install: "true" };
  const organisation = { team: null, enterprise: { id: "E1", name: "Example Group" }, is_enterprise_install: true };

  it("belongs to the workspace where it was opened, although Slack names the organisation as the one that installed", async () => {
    await install("code-E1");
    await post(world, command("T4", { ...grid, text: "setup" }));
    await world.slack().settle();
    const { view, id } = world.fake.opened.at(-1) ?? { view: {}, id: "" };
    const submission = submissionOf({ view, id }, { name: "Payments", privacy: "open" }, { id: "UANA", teamId: "T3" });
    const payload = { ...submission, ...organisation };
    const opened = { ...toJson(submission.view), team_id: "T4", app_installed_team_id: "E1" };
    expect((await postPayload(world, { ...payload, view: opened })).status).toBe(200);
    const workspaces = await world.storage().work((stores) => stores.workspaces.list());
    expect(workspaces.map(({ platformId }) => platformId)).toEqual(["T4"]);
    const teams = await world.storage().work((stores) => stores.teams.listOfWorkspace(workspaces[0]?.id ?? ""));
    expect(teams.map(({ name }) => name)).toEqual(["Payments"]);
  });
});

describe("a workspace of an Enterprise Grid with an installation of its own", () => {
  const grid = { enterprise_id: "E1", is_enterprise_install: "true" };
  const leaves = (type: string, id: string) =>
    postEvent(
      world,
      { type, tokens: { bot: ["UBOT"], oauth: [] } },
      { id, teamId: "T3", enterpriseId: "E1", wholeOrganisation: false },
    );
  const kept = (key: string) => world.storage().work((stores) => stores.slackInstallations.find(key));

  beforeEach(async () => {
    await install("code-E1");
    expect((await post(world, command("T4", grid))).status).toBe(200);
    await install("code-T3");
  });

  it("leaves alone, although Slack tells of it twice", async () => {
    expect((await leaves("app_uninstalled", "Ev-1")).status).toBe(200);
    expect((await leaves("tokens_revoked", "Ev-2")).status).toBe(200);
    expect((await workspaceOf("T3"))?.uninstalledAt).toBe(world.clock.now());
    expect((await workspaceOf("T4"))?.uninstalledAt).toBeUndefined();
    expect(await kept("E1")).toBeDefined();
  });

  it("leaves alone where the first telling was not kept and comes again", async () => {
    await during(NO_WORKSPACE_CHANGES, async () => {
      expect((await leaves("app_uninstalled", "Ev-1")).status).toBeGreaterThanOrEqual(500);
      expect(await kept("T3")).toBeDefined();
    });
    expect((await leaves("app_uninstalled", "Ev-1")).status).toBe(200);
    expect((await workspaceOf("T3"))?.uninstalledAt).toBe(world.clock.now());
    expect((await workspaceOf("T4"))?.uninstalledAt).toBeUndefined();
    expect(await kept("T3")).toBeUndefined();
    expect(await kept("E1")).toBeDefined();
  });
});

describe("an organisation that removes the app, beside a workspace with an installation of its own", () => {
  it("leaves that workspace alone, even where Slack tells of it in that workspace's name", async () => {
    await install("code-E1");
    await post(world, command("T4", { enterprise_id: "E1", is_enterprise_install: "true" }));
    await install("code-T3");
    const event = { type: "app_uninstalled" };
    await postEvent(world, event, { teamId: "T3", enterpriseId: "E1", wholeOrganisation: true });
    expect((await workspaceOf("T4"))?.uninstalledAt).toBe(world.clock.now());
    expect((await workspaceOf("T3"))?.uninstalledAt).toBeUndefined();
    expect(await world.storage().work((stores) => stores.slackInstallations.find("E1"))).toBeUndefined();
    expect((await post(world, command("T3"))).status).toBe(200);
  });
});

describe("an installation that could not be kept as a whole", () => {
  it("is not kept in part: neither the token without the workspace nor the other way round", async () => {
    await during(NO_NEW_WORKSPACES, async () => expect((await install("code-T1")).status).toBe(400));
    expect(await world.storage().work((stores) => stores.slackInstallations.find("T1"))).toBeUndefined();
    expect((await install("code-T1")).status).toBe(200);
    expect((await post(world, command("T1"))).status).toBe(200);
  });
});

describe("the seal", () => {
  it("opens for its own place and key alone, and not when a bit was changed", () => {
    const seal = createSeal(KEY);
    const sealed = seal.close("xoxb-secret", "T1");
    expect(sealed).not.toContain("xoxb");
    expect(seal.open(sealed, "T1")).toBe("xoxb-secret");
    expect(seal.close("xoxb-secret", "T1")).not.toBe(sealed);
    expect(() => seal.open(sealed, "T2")).toThrow();
    expect(() => createSeal(Buffer.alloc(32, 8).toString("base64")).open(sealed, "T1")).toThrow();
    const changed = Buffer.from(sealed, "base64");
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(() => seal.open(changed.toString("base64"), "T1")).toThrow();
  });
});

describe("the pages of the installation", () => {
  const ask = async (method: string, path: string) => {
    const answer = await fetch(`${world.url()}${path}`, { method, redirect: "manual" });
    return [answer.status, answer.headers.get("allow"), answer.headers.get("set-cookie")];
  };

  it.each(["/slack/install", "/slack/oauth_redirect?code=c&state=s"])("answer HEAD at %s and begin nothing", async (path) => {
    expect(await ask("HEAD", path)).toEqual([200, null, null]);
  });

  it.each([
    ...["POST", "PUT", "DELETE", "PATCH", "OPTIONS"].map((method) => [method, "/slack/install", "GET, HEAD"]),
    ...["GET", "HEAD", "PUT", "DELETE"].map((method) => [method, "/slack/events", "POST"]),
  ])("%s %s is refused with the methods that are taken: %s", async (method, path, allow) => {
    expect(await ask(method, path)).toEqual([405, allow, null]);
  });

  it("never log an error for what anybody may ask", async () => {
    for (const path of ["/slack/install", "/slack/oauth_redirect", "/slack/oauth_redirect?code=c&state=s", "/slack/events"])
      for (const method of ["GET", "HEAD", "POST", "OPTIONS"]) await ask(method, path);
    expect(world.log.filter(({ level }) => level === "error")).toEqual([]);
  });
});
