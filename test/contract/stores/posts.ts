/** Posts, and what a front end shows by itself. */
import { describe, expect, test } from "vitest";
import type { Post } from "../../../src/app/ports/post-store.ts";
import type { FrontEndPost } from "../../../src/app/ports/shown-post-store.ts";
import { aMessage, aPost } from "../../helpers/delivery.ts";
import { type OpenStorage, useStorage } from "./harness.ts";

export function describePosts(open: OpenStorage): void {
  describe("posts", () => {
    const { work } = useStorage(open);
    const digest: Post = aPost({
      id: "post-2",
      target: { to: "channel", workspaceId: "workspace-1", channelId: "channel-1" },
      purpose: "digest",
      subjectId: "round-1",
      platformRef: "C1:17.1",
      removedAt: 4,
    });

    test("come back with their target, place and end", async () => {
      await work(async (stores) => {
        await stores.posts.save(aPost());
        await stores.posts.save(digest);
      });
      expect(await work((stores) => stores.posts.find("post-1"))).toEqual(aPost());
      expect(await work((stores) => stores.posts.find("post-2"))).toEqual(digest);
      expect(await work((stores) => stores.posts.findByPlatformRef("workspace-1", "C1:17.1"))).toEqual(digest);
      expect(await work((stores) => stores.posts.findByPlatformRef("workspace-2", "C1:17.1"))).toBeUndefined();
    });

    test("of a subject are listed newest first", async () => {
      const newer = aPost({ id: "post-0", createdAt: aPost().createdAt + 1 });
      await work(async (stores) => {
        await stores.posts.save(newer);
        await stores.posts.save(aPost());
        await stores.posts.save({ ...aPost(), id: "post-3", purpose: "reminder" });
      });
      expect(await work((stores) => stores.posts.listOfSubject("check-in", "check-in-1"))).toEqual([newer, aPost()]);
    });
  });

  describe("what a front end shows", () => {
    const { work } = useStorage(open);
    const entry = (ref: string, conversation = "person:ana"): FrontEndPost => ({
      ref,
      conversation,
      message: aMessage({ summary: ref }),
      shownAt: 1,
    });

    test("stands in the order in which it came, the newest kept when there are many", async () => {
      await work(async (stores) => {
        for (const ref of ["c", "a", "b"]) await stores.shown.add(entry(ref));
        await stores.shown.add(entry("elsewhere", "person:ben"));
      });
      expect(await work((stores) => stores.shown.listOf("person:ana", 9))).toEqual(["c", "a", "b"].map((ref) => entry(ref)));
      expect(await work((stores) => stores.shown.listOf("person:ana", 2))).toEqual(["a", "b"].map((ref) => entry(ref)));
    });

    test("is shown once, however often it is added", async () => {
      await work((stores) => stores.shown.add(entry("a")));
      await work((stores) => stores.shown.add({ ...entry("a"), message: aMessage({ summary: "again" }) }));
      expect(await work((stores) => stores.shown.listOf("person:ana", 9))).toEqual([entry("a")]);
    });

    test("is replaced in its place, and says when there is nothing to replace", async () => {
      await work(async (stores) => {
        await stores.shown.add(entry("a"));
        await stores.shown.add(entry("b"));
      });
      const edited = aMessage({ summary: "edited", locale: "zh-CN" });
      expect(await work((stores) => stores.shown.replace("a", edited, 5))).toBe(true);
      expect(await work((stores) => stores.shown.replace("z", edited, 5))).toBe(false);
      const listed = await work((stores) => stores.shown.listOf("person:ana", 9));
      expect(listed).toEqual([{ ...entry("a"), message: edited, editedAt: 5 }, entry("b")]);
    });

    test("is gone once removed", async () => {
      await work((stores) => stores.shown.add(entry("a")));
      await work((stores) => stores.shown.remove("a"));
      expect(await work((stores) => stores.shown.find("a"))).toBeUndefined();
    });
  });
}
