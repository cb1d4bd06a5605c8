/** What is read in an activity: whose it is, where it was said, and the words of it. */
import { describe, expect, it } from "vitest";
import type { Json } from "../../fakes/json.ts";
import {
  kindOf,
  localeOfActivity,
  parseActivity,
  tenantOf,
  userIdOf,
  wordsOf,
  zoneOfActivity,
} from "../../src/teams/receiving/activity.ts";

function anActivity(overrides: Json = {}) {
  const activity = parseActivity({
    type: "message",
    serviceUrl: "https://smba.example/emea/",
    channelId: "msteams",
    from: { id: "29:ana", name: "Ana Example", aadObjectId: "aad-ana" },
    recipient: { id: "28:bot" },
    conversation: { id: "a:1", conversationType: "personal", tenantId: "t-1" },
    ...overrides,
  });
  if (!activity) throw new Error("no activity");
  return activity;
}

const mention = (id: string, text: string, name?: string) => ({ type: "mention", text, mentioned: { id, name } });
const BOT = mention("28:bot", "<at>Speedboat</at>", "Speedboat");

describe("the words of a message", () => {
  it.each([
    ["status", "status"],
    ["<at>Speedboat</at> status", "status"],
    ["<at>Speedboat</at>\u00A0status\n", "status"],
    ["status <at>Speedboat</at>", "status"],
    ["<at>Speedboat</at> <at>Speedboat</at> why\u00A0TEC-07", "why TEC-07"],
    ["/status", "status"],
    ["<at>Speedboat</at> /level2 status", "status"],
    ["/level2", ""],
    ["/level2status", "level2status"],
    ["<at>Speedboat</at>", ""],
  ])("are read without the bot's mention, hard blanks and slashes: “%s”", (text, words) => {
    expect(wordsOf(anActivity({ text, entities: [BOT] }))).toBe(words);
  });

  it("keep the names of others, as plain words", () => {
    const text = "<at>Speedboat</at> members <at>Ben $& Example</at> <at>Cy</at>";
    const entities = [BOT, mention("29:ben", "<at>Ben $& Example</at>", "Ben $& Example"), mention("29:cy", "<at>Cy</at>")];
    expect(wordsOf(anActivity({ text, entities }))).toBe("members Ben $& Example Cy");
  });

  it("are none where there is no text, and survive entities of other kinds", () => {
    expect(wordsOf(anActivity({ entities: [{ type: "clientInfo" }, { type: "mention" }] }))).toBe("");
    expect(wordsOf(anActivity({ text: null }))).toBe("");
  });
});

describe("an activity tells", () => {
  it("the tenant of its channel before that of its conversation", () => {
    expect(tenantOf(anActivity({ channelData: { tenant: { id: "t-2" } } }))).toBe("t-2");
    expect(tenantOf(anActivity())).toBe("t-1");
    expect(tenantOf(anActivity({ conversation: { id: "a:1" } }))).toBeUndefined();
  });

  it("a person by the directory's id, where there is one", () => {
    expect(userIdOf(anActivity().from)).toBe("aad-ana");
    expect(userIdOf({ id: "29:guest" })).toBe("29:guest");
  });

  it.each([
    [{ conversation: { id: "a:1", conversationType: "personal" } }, "direct"],
    [{ conversation: { id: "19:g", conversationType: "groupChat" } }, "group"],
    [{ conversation: { id: "19:g", isGroup: true } }, "group"],
    [{ conversation: { id: "19:c", conversationType: "channel", isGroup: true } }, "channel"],
    [{ conversation: { id: "19:c", isGroup: true }, channelData: { team: { id: "19:t" } } }, "channel"],
  ])("what kind of conversation it came from: %j", (overrides, kind) => {
    expect(kindOf(anActivity(overrides))).toBe(kind);
  });

  it("language and time zone by itself, or as its client does", () => {
    const client = { type: "clientInfo", locale: "zh-CN", timezone: "Asia/Shanghai" };
    const told = anActivity({ locale: "en-GB", localTimezone: "Europe/London", entities: [client] });
    expect([localeOfActivity(told), zoneOfActivity(told)]).toEqual(["en", "Europe/London"]);
    const hinted = anActivity({ entities: [client] });
    expect([localeOfActivity(hinted), zoneOfActivity(hinted)]).toEqual(["zh-CN", "Asia/Shanghai"]);
    expect(zoneOfActivity(anActivity({ localTimezone: "Mars/Olympus" }))).toBeUndefined();
  });
});
