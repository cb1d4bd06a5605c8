import { describe, expect, it } from "vitest";
import { createInTurn } from "../../src/playground/in-turn.ts";
import { aPlayground } from "./a-playground.ts";

describe("the page's event stream", () => {
  it("tells every open page of a change, and ends with the playground so that the server can stop", async () => {
    const playground = await aPlayground();
    const stream = await fetch(`${playground.origin}/playground/events`);
    expect(stream.headers.get("content-type")).toBe("text/event-stream");
    const reader = stream.body?.getReader();
    const heard: string[] = [];
    const listening = (async () => {
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        heard.push(new TextDecoder().decode(part.value));
      }
    })();
    await playground.addPerson();
    await expect.poll(() => heard.join("")).toContain("data: changed");
    await playground.stop();
    await listening;
    await expect(fetch(`${playground.origin}/healthz`)).rejects.toThrow();
  });
});

describe("tasks in turn", () => {
  it("never overlap, and go on after one that failed", async () => {
    const inTurn = createInTurn();
    const log: string[] = [];
    const task = (name: string, fails = false) =>
      inTurn(async () => {
        log.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
      });
    const results = await Promise.allSettled([task("one"), task("two", true), task("three")]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(log).toEqual(["one begins", "one ends", "two begins", "two ends", "three begins", "three ends"]);
  });
});
