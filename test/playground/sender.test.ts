import { afterEach, describe, expect, it } from "vitest";
import type { Target } from "../../src/app/ports/post-store.ts";
import type { Picture } from "../../src/message/picture.ts";
import { createPlaygroundDirectory } from "../../src/playground/playground-directory.ts";
import { createPlaygroundSender } from "../../src/playground/playground-sender.ts";
import { findPlayground } from "../../src/playground/workspace.ts";
import { aMessage, aPlayground } from "./a-playground.ts";

const opened: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop();
});

async function start() {
  const playground = await aPlayground();
  opened.push(playground);
  const userId = await playground.addPerson();
  const workspaceId = (await playground.storage.work(findPlayground))?.id ?? "";
  const target: Target = { to: "person", personId: userId };
  const shown = async () => (await playground.read(`conversation?as=${userId}`)).entries;
  return { ...playground, userId, workspaceId, target, shown };
}

const PICTURE: Picture = {
  kind: "trend",
  locale: "en",
  title: "Trend",
  subtitle: "",
  points: [],
  target: 0.66,
  legend: { value: "", coverage: "", target: "" },
};

describe("delivery to the playground", () => {
  it("shows, changes and removes a message in its conversation, and tells the pages each time", async () => {
    const { sender, workspaceId, target, shown, signal, read, userId } = await start();
    const before = signal.count();
    const sent = await sender.post({
      workspaceId,
      target,
      message: aMessage("question 1"),
      urgency: "personal",
      postId: "post-1",
    });
    expect(sent).toEqual({ kind: "sent", platformRef: "post:post-1" });
    expect(await shown()).toMatchObject([{ kind: "post", message: { summary: "question 1" } }]);
    expect((await read("state")).people[0]?.arrivals).toHaveLength(1);

    const again = { workspaceId, target, urgency: "personal" as const, postId: "post-1", platformRef: "post:post-1" };
    await sender.edit({ ...again, message: aMessage("question 2") });
    expect(await shown()).toMatchObject([{ message: { summary: "question 2" }, editedAt: expect.any(Number) }]);

    await sender.remove({ ...again, message: aMessage("question 2") });
    expect(await shown()).toEqual([]);
    expect(signal.count() - before).toBe(3);
    expect((await read(`conversation?as=${userId}&channel=platform-team`)).entries).toEqual([]);
  });

  it("shows a post that is sent twice once, and finds it again", async () => {
    const { sender, workspaceId, target, shown } = await start();
    const sending = { workspaceId, target, message: aMessage("hello"), urgency: "personal" as const, postId: "post-1" };
    expect(await sender.locate?.(sending)).toBe("absent");
    await sender.post(sending);
    await sender.post(sending);
    expect(await shown()).toHaveLength(1);
    expect(await sender.locate?.(sending)).toEqual({ found: "post:post-1" });
  });

  it("keeps the channels and workspaces apart", async () => {
    const { sender, workspaceId, read, userId } = await start();
    const digest = (workspace: string, channelId: string) =>
      sender.post({
        workspaceId: workspace,
        target: { to: "channel", workspaceId: workspace, channelId },
        message: aMessage(`${channelId} of ${workspace}`),
        urgency: "personal" as const,
        postId: `${workspace}-${channelId}`,
      });
    await digest(workspaceId, "platform-team");
    await digest(workspaceId, "leads");
    await digest("another", "platform-team");
    const { entries } = await read(`conversation?as=${userId}&channel=platform-team`);
    expect(entries).toMatchObject([{ message: { summary: `platform-team of ${workspaceId}` } }]);
  });

  it("hands the page every picture in both themes, also inside a fold", async () => {
    const { sender, workspaceId, target, shown } = await start();
    const picture = { kind: "picture", picture: PICTURE, alt: "The path" } as const;
    const message = { ...aMessage("trend"), elements: [picture, { kind: "fold", title: "More", elements: [picture] } as const] };
    await sender.post({ workspaceId, target, message, urgency: "personal", postId: "post-1" });
    const drawn = {
      kind: "picture",
      alt: "The path",
      svg: { light: '<svg data-theme="light">Trend</svg>', dark: '<svg data-theme="dark">Trend</svg>' },
    };
    expect((await shown())[0]?.message.elements).toEqual([drawn, { kind: "fold", title: "More", elements: [drawn] }]);
  });

  it("says so when the database refuses, so that it is tried again", async () => {
    const { clock } = await start();
    const storage = { work: () => Promise.reject(new Error("disk is full")) };
    const sender = createPlaygroundSender({ storage, clock });
    const sending = {
      workspaceId: "w",
      target: { to: "person", personId: "p" },
      message: aMessage("x"),
      urgency: "personal",
      postId: "1",
    } as const;
    expect(await sender.post(sending)).toEqual({ kind: "failed", reason: "disk is full", retry: true });
  });

  it("knows its people by name, zone and language", async () => {
    const { storage, workspaceId, userId } = await start();
    const directory = createPlaygroundDirectory(storage);
    const profile = await directory.profile(workspaceId, userId);
    expect(profile).toEqual({ platformUserId: userId, kind: "full", name: "Ana Example", zone: "Europe/Berlin", locale: "en" });
    expect(await directory.profile(workspaceId, "nobody")).toBeUndefined();
    expect(await directory.channelName(workspaceId, "leads")).toBe("leads");
  });
});
