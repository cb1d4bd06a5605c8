/** The Home tab while things change. */
import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { readBlocks } from "../../fakes/slack/blocks.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import { toBlocks } from "../../fakes/slack/workspace.ts";
import type { Log } from "../../src/app/ports/log.ts";
import type { Message } from "../../src/message/message.ts";
import { createBackground, createHomeTabs } from "../../src/slack/answering/after-answer.ts";
import { toClientOptions, createSdkLog } from "../../src/slack/clients.ts";

const LOG: Log = { info: () => {}, warn: () => {}, error: () => {} };

let fake: FakeSlack;
beforeEach(async () => {
  fake = await startFakeSlack();
});
afterEach(() => fake.close());

let lost: unknown[];
beforeEach(() => {
  lost = [];
});

const aHome = (text: string): Message => ({ locale: "en", summary: text, elements: [{ kind: "paragraph", text }] });
const shown = () => readBlocks(toBlocks(fake.homes.get("UANA")?.blocks));

/** Answers with what each reading is told to; a reading takes until its promise is kept. */
function someHomeTabs(readings: readonly (string | Promise<string>)[]) {
  const background = createBackground(LOG);
  const client = new WebClient("xoxb-one", toClientOptions({ apiUrl: fake.apiUrl, logger: createSdkLog(LOG) }));
  let read = 0;
  const tabs = createHomeTabs({
    onTrouble: async () => {},
    async handle() {
      const reading = readings[Math.min(read, readings.length - 1)] ?? "";
      read += 1;
      return { card: aHome(await reading) };
    },
    clients: { of: async () => client },
    pictures: { bring: async () => () => undefined },
    background,
    log: { ...LOG, error: (values) => void lost.push(values) },
    pauseMs: 0,
    firstRetryMs: 20,
  });
  return { tabs, settle: background.settle };
}

it("shows what changed while the tab was being opened, and never what was read before it", async () => {
  let release = (_: string): void => {};
  const slow = new Promise<string>((resolve) => {
    release = resolve;
  });
  const { tabs, settle } = someHomeTabs([slow, "after the change"]);
  tabs.opened("w", "UANA");
  tabs.changed("w", "UANA");
  await new Promise((resolve) => setTimeout(resolve, 30));
  release("before the change");
  await settle();
  expect(shown()).toBe("after the change");
});

it.each([
  ["its own trouble", { error: "internal_error" }],
  ["503", { status: 503 }],
  ["a dropped connection", { drop: true }],
  ["a refusal to be called so often", { error: "ratelimited" }],
] as const)("is shown in the end where Slack answers the first tries with %s", async (_, trouble) => {
  vi.useFakeTimers({ toFake: ["setTimeout"], shouldAdvanceTime: true, advanceTimeDelta: 10 });
  try {
    const { tabs, settle } = someHomeTabs(["the newest"]);
    fake.plan("views.publish", trouble, 3);
    tabs.opened("w", "UANA");
    for (let minute = 0; minute < 4 && shown() !== "the newest"; minute += 1) {
      await settle();
      await vi.advanceTimersByTimeAsync(31_000);
    }
    await settle();
    expect(shown()).toBe("the newest");
    expect(fake.callsOf("views.publish")).toHaveLength(4);
    expect(lost).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});

it("is not tried again where Slack refuses it for good, or once the program stops", async () => {
  const { tabs, settle } = someHomeTabs(["the newest"]);
  fake.plan("views.publish", { error: "view_too_large" });
  tabs.opened("w", "UANA");
  await settle();
  fake.plan("views.publish", { status: 503 });
  tabs.opened("w", "UANA");
  await settle();
  tabs.stop();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await settle();
  expect(fake.callsOf("views.publish")).toHaveLength(2);
});

it("is published again after a publishing that Slack refused", async () => {
  const { tabs, settle } = someHomeTabs(["the same"]);
  fake.plan("views.publish", { error: "internal_error" });
  tabs.opened("w", "UANA");
  await settle();
  expect(fake.homes.has("UANA")).toBe(false);
  tabs.changed("w", "UANA");
  await settle();
  expect(shown()).toBe("the same");
});

it("is published once for several changes in a row, and not at all where nothing differs or nobody looked", async () => {
  const { tabs, settle } = someHomeTabs(["one", "two"]);
  tabs.changed("w", "UANA");
  await settle();
  expect(fake.callsOf("views.publish")).toHaveLength(0);
  tabs.opened("w", "UANA");
  await settle();
  for (let times = 0; times < 3; times += 1) tabs.changed("w", "UANA");
  await settle();
  tabs.changed("w", "UANA");
  await settle();
  expect(fake.callsOf("views.publish")).toHaveLength(2);
});
