import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Outcome, Request } from "../../src/app/request.ts";
import { findPlayground } from "../../src/playground/workspace.ts";
import { MONDAY_MORNING } from "../helpers/world.ts";
import { aMessage, aPlayground, type PageAnswer, type PlaygroundOverrides } from "./a-playground.ts";

const opened: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop();
});

async function start(overrides: PlaygroundOverrides = {}) {
  const playground = await aPlayground(overrides);
  opened.push(playground);
  return playground;
}

const summaries = ({ entries }: PageAnswer) => entries.map(({ kind, message }) => [kind, message.summary]);

describe("the page's files", () => {
  it("are served under their names alone", async () => {
    const { origin } = await start();
    const page = await fetch(`${origin}/playground`);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await page.text()).toContain("/playground/page/page.js");
    expect((await fetch(`${origin}/playground/page/page.js`)).headers.get("content-type")).toContain("text/javascript");
    expect((await fetch(`${origin}/playground/page/inter-400.ttf`)).status).toBe(200);
    for (const name of ["../playground.ts", "..%2fplayground.ts", "%2e%2e/clock.ts", "none.js", "", "__proto__"]) {
      expect([name, (await fetch(`${origin}/playground/page/${name}`)).status]).toEqual([name, 404]);
    }
  });

  it("are found from the root", async () => {
    const { origin } = await start();
    const answer = await fetch(`${origin}/`, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/playground"]);
  });
});

describe("people of the playground", () => {
  it("are added, and seen with their zone and language", async () => {
    const { addPerson, read } = await start();
    expect((await read("state")).started).toBe(false);
    const userId = await addPerson("王示例", "Asia/Shanghai");
    const { started, now, people, channels } = await read("state?locale=zh-CN");
    expect(started).toBe(true);
    expect(now).toBe(MONDAY_MORNING);
    expect(people).toMatchObject([{ userId, name: "王示例", zone: "Asia/Shanghai", locale: "en", teams: [], arrivals: [] }]);
    expect(channels[0]?.id).toBe("platform-team");
  });

  it.each([
    [{ name: " ", zone: "UTC", locale: "en" }, ["name"]],
    [{ name: "x".repeat(81), zone: "UTC", locale: "en" }, ["name"]],
    [{ name: "Ana Example", zone: "Europe/Atlantis", locale: "en" }, ["zone"]],
    [{ name: "Ana Example", zone: "+02:00", locale: "en" }, ["zone"]],
    [{ name: "Ana Example", zone: "UTC", locale: "tlh" }, ["locale"]],
  ])("are refused with the field that is wrong: %j", async (person, fields) => {
    const { post, read } = await start();
    const answer = await post("people", person);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toEqual({ error: "invalid", fields });
    expect((await read("state")).people).toEqual([]);
  });

  it("keep a name that looks like markup as the characters it is", async () => {
    const name = `<img src=x onerror="alert(1)">`;
    const { addPerson, read, origin } = await start();
    await addPerson(name);
    expect((await read("state")).people[0]?.name).toBe(name);
    expect((await fetch(`${origin}/playground/api/state`)).headers.get("content-type")).toBe("application/json; charset=utf-8");
  });
});

describe("an act on the page", () => {
  it("reaches the use cases as the person, and its answer stands in that person's conversation alone", async () => {
    const { addPerson, act, read, requests } = await start({ answer: () => ({ notice: aMessage("61 %") }) });
    const [ana, ben] = [await addPerson("Ana Example"), await addPerson("Ben Example")];
    await act(ana, { kind: "command", line: "status" });
    expect(requests).toMatchObject([{ kind: "command", line: "status", from: { platformUserId: ana, place: { in: "direct" } } }]);
    expect(summaries(await read(`conversation?as=${ana}`))).toEqual([
      ["said", "/level2 status"],
      ["notice", "61 %"],
    ]);
    expect((await read(`conversation?as=${ben}`)).entries).toEqual([]);
  });

  it("is answered before what follows it is delivered", async () => {
    const shown: string[][] = [];
    let look: () => Promise<void> = async () => undefined;
    const { addPerson, act, read } = await start({ answer: () => ({ notice: aMessage("here it is") }), tick: () => look() });
    const ana = await addPerson("Ana Example");
    look = async () => {
      shown.push((await read(`conversation?as=${ana}`)).entries.map(({ kind }) => kind));
    };
    await act(ana, { kind: "text", text: "checkin" });
    expect(shown).toEqual([["said", "notice"]]);
  });

  it("in a channel is answered there, to its author alone", async () => {
    const { addPerson, act, read, requests } = await start({ answer: () => ({ notice: aMessage("the sum") }) });
    const [ana, ben] = [await addPerson("Ana Example"), await addPerson("Ben Example")];
    await act(ana, { kind: "press", action: { act: "command", line: "why" } }, { channelId: "platform-team" });
    expect(requests[0]?.from.place).toEqual({ in: "channel", channelId: "platform-team" });
    expect(summaries(await read(`conversation?as=${ana}&channel=platform-team`))).toEqual([["notice", "the sum"]]);
    expect((await read(`conversation?as=${ben}&channel=platform-team`)).entries).toEqual([]);
    expect((await read(`conversation?as=${ana}`)).entries).toEqual([]);
  });

  it("carries the key by which a repeated delivery is recognised", async () => {
    const { addPerson, post, requests } = await start();
    const ana = await addPerson();
    const body = { as: ana, key: "once", what: { kind: "text", text: "hello" } };
    await post("act", body);
    await post("act", body);
    expect(requests.map(({ from }) => from.eventKey)).toEqual(["playground once", "playground once"]);
  });

  it("replaces the pressed notice by the card that comes back, and never another person's", async () => {
    const answer = (request: Request) =>
      request.kind === "press" ? { card: aMessage("taken") } : { notice: aMessage("take it?") };
    const { addPerson, act, read } = await start({ answer });
    const [ana, ben] = [await addPerson("Ana Example"), await addPerson("Ben Example")];
    await act(ana, { kind: "command", line: "next" });
    const { entries } = await read(`conversation?as=${ana}`);
    const press = { kind: "press", action: { act: "dismiss" } };
    await act(ben, press, { ref: entries[1]?.ref ?? "" });
    expect((await read(`conversation?as=${ana}`)).entries[1]?.message.summary).toBe("take it?");
    await act(ana, press, { ref: entries[1]?.ref ?? "" });
    expect((await read(`conversation?as=${ana}`)).entries[1]?.message.summary).toBe("taken");
  });

  it("puts what settles a question in its place, and takes a question away that is settled without a word", async () => {
    const answers: Outcome[] = [{ notice: aMessage("leave?") }, { notice: aMessage("gone"), settles: true }, { settles: true }];
    const { addPerson, act, read } = await start({ answer: () => answers.shift() ?? {} });
    const ana = await addPerson("Ana Example");
    await act(ana, { kind: "command", line: "leave" });
    const ref = (await read(`conversation?as=${ana}`)).entries[1]?.ref ?? "";
    const press = { kind: "press", action: { act: "dismiss" } };
    await act(ana, press, { ref });
    const { entries } = await read(`conversation?as=${ana}`);
    expect(entries.map(({ message }) => message.summary)).toEqual(["/level2 leave", "gone"]);
    await act(ana, press, { ref });
    expect((await read(`conversation?as=${ana}`)).entries.map(({ message }) => message.summary)).toEqual(["/level2 leave"]);
  });

  it("gives forms and what is wrong at their fields to the page", async () => {
    const outcome = { errors: { zone: "There is no such zone." } };
    const { addPerson, act } = await start({ answer: () => outcome });
    const ana = await addPerson();
    const answer = await act(ana, { kind: "submit", context: { form: "away" }, values: { until: "2026-11-03", people: ["a"] } });
    expect(await answer.json()).toEqual(outcome);
  });

  it("gives the file of an export as one to keep, and none that is gone", async () => {
    const path = join(import.meta.dirname, "../../LICENSE");
    const { size: bytes } = await stat(path);
    const { origin } = await start({ files: { "export-1": { path, bytes } } });
    const kept = await fetch(`${origin}/playground/api/file?id=export-1`);
    expect([kept.status, kept.headers.get("content-disposition")]).toEqual([200, "attachment"]);
    expect(await kept.text()).toBe(await readFile(path, "utf8"));
    expect((await fetch(`${origin}/playground/api/file?id=export-2`)).status).toBe(404);
  });

  it("is refused when it is malformed, unknown or by nobody, and reaches no use case", async () => {
    const { addPerson, act, post, requests } = await start();
    const ana = await addPerson();
    expect((await act(ana, { kind: "press", action: { act: "format-disk" } })).status).toBe(422);
    expect((await act(ana, { kind: "home" })).status).toBe(422);
    expect((await act("nobody", { kind: "text", text: "hi" })).status).toBe(404);
    expect((await post("act", "{")).status).toBe(400);
    expect((await post("act", { as: ana, key: "k", what: { kind: "text", text: "x".repeat(600_000) } })).status).toBe(413);
    expect(requests).toEqual([]);
  });

  it("lets a note of 64 KiB through to the use case that answers it, and shows the line shortened", async () => {
    const { addPerson, act, read, requests } = await start({ answer: () => ({ notice: aMessage("too long") }) });
    const ana = await addPerson();
    const text = "x".repeat(65_536);
    expect((await act(ana, { kind: "text", text })).status).toBe(200);
    expect(requests).toMatchObject([{ text }]);
    expect((await read(`conversation?as=${ana}`)).entries[0]?.message.summary.length).toBeLessThan(4_100);
  });

  it("asks for the home view without a change", async () => {
    const { addPerson, read, signal, requests } = await start({ answer: () => ({ card: aMessage("my teams") }) });
    const ana = await addPerson();
    const before = signal.count();
    expect((await read(`home?as=${ana}`)).home?.summary).toBe("my teams");
    expect(requests).toMatchObject([{ kind: "home" }]);
    expect(signal.count()).toBe(before);
  });
});

describe("starting a demo", () => {
  it("fills a new workspace and leaves the old one behind", async () => {
    const seeded: { kind: string; workspace: string }[] = [];
    const seedDemo: PlaygroundOverrides["seedDemo"] = async ({ kind, workspace }) => {
      seeded.push({ kind, workspace: workspace.id });
    };
    const { addPerson, post, read, storage } = await start({ seedDemo });
    await addPerson();
    const before = await storage.work(findPlayground);
    expect((await post("demo", { kind: "twelve-weeks", locale: "zh-CN" })).status).toBe(200);
    const after = await storage.work(findPlayground);
    expect(seeded).toEqual([{ kind: "twelve-weeks", workspace: after?.id }]);
    expect(after?.id).not.toBe(before?.id);
    expect(after?.locale).toBe("zh-CN");
    expect((await read("state")).people).toEqual([]);
    expect((await post("demo", { kind: "everything", locale: "en" })).status).toBe(422);
  });
});

describe("the page's words", () => {
  it("come in the page's language, with the commands", async () => {
    const { read } = await start();
    const [en, zh] = [await read("words?locale=en"), await read("words?locale=zh-TW")];
    expect(en.commands).toEqual([{ line: "help", about: "what there is" }]);
    expect([en.locale, zh.locale]).toEqual(["en", "zh-CN"]);
    expect(Object.keys(zh.words)).toEqual(Object.keys(en.words));
    expect(en.words["playground.people.title"]).toBe("You are");
  });
});

it("what goes wrong on the bot's side is told to the page with the id of the log's line", async () => {
  const broken = await aPlayground({ answer: () => Promise.reject(new Error("my secret note")), onError: () => "h7k2m9pq" });
  const answer = await broken.act(await broken.addPerson(), { kind: "command", line: "status" });
  expect([answer.status, await answer.json()]).toEqual([500, { error: "internal", id: "h7k2m9pq" }]);
  await broken.stop();
});
