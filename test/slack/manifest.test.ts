/** The manifest asks Slack for what the code uses: no more, no less. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { asList, type Json, toJson } from "../../fakes/json.ts";
import { SLASH_COMMAND } from "../../src/message/slash-command.ts";
import { BOT_SCOPES } from "../../src/slack/installing/scopes.ts";

const ROOT = join(import.meta.dirname, "../..");
const SOURCES = readdirSync(join(ROOT, "src/slack"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(join(ROOT, "src/slack", name), "utf8"))
  .join("\n");
const MANIFEST = toJson(JSON.parse(readFileSync(join(ROOT, "manifest.json"), "utf8")));

/** From Slack's page of each method; where several scopes do, all that we want it for. */
const SCOPES_OF_METHOD: Readonly<Record<string, readonly string[]>> = {
  "auth.test": [],
  "chat.delete": ["chat:write"],
  "chat.postMessage": ["chat:write"],
  "chat.update": ["chat:write"],
  "conversations.history": ["im:history"],
  "conversations.info": ["channels:read", "groups:read"],
  "conversations.members": ["channels:read", "groups:read"],
  "conversations.open": ["im:write"],
  "conversations.replies": ["im:history"],
  "files.completeUploadExternal": ["files:write"],
  "files.getUploadURLExternal": ["files:write"],
  "oauth.v2.access": [],
  "usergroups.list": ["usergroups:read"],
  "usergroups.users.list": ["usergroups:read"],
  "users.info": ["users:read"],
  "views.open": [],
  "views.publish": [],
  "views.push": [],
  "views.update": [],
};
/** Where the app was not given the scope, the method is refused and the log says which is missing; the manifest leaves it out. */
const OPTIONAL_METHODS: Readonly<Record<string, string>> = { "users.lookupByEmail": "users:read.email" };
const SCOPES_OF_EVENT: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  app_uninstalled: [],
  member_left_channel: ["channels:read", "groups:read"],
  "message.im": ["im:history"],
  subteam_members_changed: ["usergroups:read"],
  subteam_updated: ["usergroups:read"],
  tokens_revoked: [],
  user_change: ["users:read"],
};

const usedMethods = [...new Set([...SOURCES.matchAll(/client\??\.((?:\w+\.)+\w+)\(/g)].map((match) => match[1] ?? ""))].sort();
const usedEvents = [...SOURCES.matchAll(/app\.event\("(\w+)"/g)]
  .map((match) => (match[1] === "message" ? "message.im" : (match[1] ?? "")))
  .sort();
const at = (...path: readonly string[]): Json => path.reduce((value, key) => toJson(value[key]), MANIFEST);
const listAt = (path: readonly string[], key: string): readonly unknown[] => {
  const value = at(...path)[key];
  return Array.isArray(value) ? value : [];
};

describe("the Slack app manifest", () => {
  it("subscribes to the events that have a listener", () => {
    expect(usedEvents.length).toBeGreaterThan(4);
    expect(listAt(["settings", "event_subscriptions"], "bot_events")).toEqual(usedEvents);
    expect(Object.keys(SCOPES_OF_EVENT).sort()).toEqual(usedEvents);
  });

  it("knows every method that the code calls", () => {
    expect(usedMethods.length).toBeGreaterThan(10);
    expect(usedMethods).toEqual([...Object.keys(SCOPES_OF_METHOD), ...Object.keys(OPTIONAL_METHODS)].sort());
    const asked: readonly string[] = BOT_SCOPES;
    for (const scope of Object.values(OPTIONAL_METHODS)) {
      expect(asked).not.toContain(scope);
      expect(SOURCES).toContain(scope);
    }
  });

  it("asks for the scopes that commands, events and methods need, and for no other", () => {
    const needed = new Set(["commands", ...Object.values(SCOPES_OF_METHOD).flat(), ...Object.values(SCOPES_OF_EVENT).flat()]);
    expect(listAt(["oauth_config", "scopes"], "bot")).toEqual([...needed].sort());
    expect([...BOT_SCOPES]).toEqual([...needed].sort());
  });

  it("declares the command that is listened to, Home, messages both ways and interactivity", () => {
    const commands = asList(at("features").slash_commands);
    expect(commands.map(({ command }) => command)).toEqual([SLASH_COMMAND]);
    expect(commands[0]?.usage_hint).toContain("setup");
    expect(at("features", "app_home")).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
    expect(at("settings", "interactivity").is_enabled).toBe(true);
  });

  it("keeps within Slack's lengths", () => {
    const { name, description, long_description: long } = at("display_information");
    expect(String(name).length).toBeLessThanOrEqual(35);
    expect(String(description).length).toBeLessThanOrEqual(140);
    expect(String(long).length).toBeGreaterThanOrEqual(175);
    expect(String(long).length).toBeLessThanOrEqual(4000);
  });
});
