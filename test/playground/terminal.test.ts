import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import type { Outcome, Request } from "../../src/app/request.ts";
import type { Action } from "../../src/message/action.ts";
import type { Form } from "../../src/message/form.ts";
import type { Message } from "../../src/message/message.ts";
import type { Voice } from "../../src/message/voice/voice.ts";
import { createVoices } from "../../src/message/voice/voices.ts";
import { tame } from "../../src/playground/terminal/terminal-text.ts";
import { checkInAtTerminal } from "../../src/playground/terminal/terminal.ts";
import { aMessage } from "./a-playground.ts";

let voice: Voice;
beforeAll(async () => {
  voice = (await createVoices(join(import.meta.dirname, "../../prompts")))("en");
});

const KEYS = { down: "\u001b[B", up: "\u001b[A", enter: "\r", interrupt: "\u0003", erase: "\u007f" } as const;
const FROM = { workspaceId: "w-1", platformUserId: "ana", place: { in: "direct" } } as const;

type WalkEvent = Extract<Action, { act: "walk" }>["event"];
const walk = (event: WalkEvent): Action => ({ act: "walk", checkInId: "c-1", revision: 1, event });
const answer = (rating: 0 | 1) => walk({ do: "answer", questionId: "q-1", reply: { kind: "rating", rating } });

function aCard(title: string): Message {
  return {
    ...aMessage(title),
    elements: [
      { kind: "heading", text: title },
      {
        kind: "choices",
        items: [
          { label: "Nothing", text: "Users report the trouble.", action: answer(0) },
          { label: "Logs", text: "Logs are kept.", action: answer(1) },
        ],
      },
      {
        kind: "buttons",
        buttons: [
          {
            label: "Note or link",
            action: { act: "open-form", form: { form: "remark", checkInId: "c-1", questionId: "q-1", revision: 1 } },
          },
          { label: "Finish", action: walk({ do: "finish" }) },
        ],
      },
    ],
  };
}

const REMARK: Form = {
  locale: "en",
  context: { form: "remark", checkInId: "c-1", questionId: "q-1", revision: 1 },
  title: "Note or link",
  submit: "Save",
  cancel: "Cancel",
  fields: [
    { kind: "long-text", id: "note", label: "Note", required: false, maxLength: 100 },
    { kind: "toggle", id: "shared", label: "The team may read it", required: false, value: false },
    { kind: "text", id: "evidence", label: "Link", required: false },
  ],
};

/** A person at the keyboard: `sees` waits for words on the screen, `presses` sends keys. */
function aTerminal(bot: (request: Request) => Outcome, newest: Message | undefined = aCard("Question 1")) {
  const input = new PassThrough();
  let screen = "";
  let seenUpTo = 0;
  const output = new Writable({
    write(chunk, _encoding, done) {
      screen += chunk.toString();
      done();
    },
  });
  const requests: Request[] = [];
  const ended = checkInAtTerminal({
    handle: async (request) => {
      requests.push(request);
      return bot(request);
    },
    from: FROM,
    readNewest: async () => newest,
    voice,
    streams: { input, output },
  });
  return {
    ended,
    requests,
    screen: () => screen,
    async sees(words: string) {
      await expect.poll(() => screen.slice(seenUpTo), { interval: 10 }).toContain(words);
      seenUpTo = screen.indexOf(words, seenUpTo) + words.length;
    },
    async presses(...keys: readonly string[]) {
      for (const key of keys) {
        // One key a turn, as fingers do; an escape sequence must not run into the next.
        await new Promise((resolve) => setTimeout(resolve, 15));
        input.write(key);
      }
    },
  };
}

describe("the check-in in the terminal", () => {
  it("asks the question with its worded answers, and hands the chosen one to the use cases", async () => {
    const terminal = aTerminal((request) => (request.kind === "press" ? { card: aCard("Question 2") } : {}));
    await terminal.sees("Question 1");
    await terminal.sees("Users report the trouble.");
    await terminal.sees("Your answer");
    await terminal.presses(KEYS.down, KEYS.enter);
    await terminal.sees("Question 2");
    await terminal.presses(KEYS.interrupt);
    expect(await terminal.ended).toBe("left");
    expect(terminal.requests).toEqual([
      { kind: "command", from: FROM, line: "checkin" },
      { kind: "press", from: FROM, action: answer(1) },
    ]);
  });

  it("ends when the check-in is finished", async () => {
    const terminal = aTerminal((request) => (request.kind === "press" ? { card: aMessage("Done, thanks") } : {}));
    await terminal.sees("Your answer");
    await terminal.presses(KEYS.down, KEYS.down, KEYS.down, KEYS.enter);
    expect(await terminal.ended).toBe("finished");
    expect(terminal.screen()).toContain("Done, thanks");
  });

  it("goes on after a refusal with the card as it was", async () => {
    const terminal = aTerminal((request) => (request.kind === "press" ? { notice: aMessage("That was saved already.") } : {}));
    await terminal.sees("Your answer");
    await terminal.presses(KEYS.enter);
    await terminal.sees("That was saved already.");
    await terminal.sees("Your answer");
    await terminal.presses(KEYS.up, KEYS.enter);
    expect(await terminal.ended).toBe("left");
    expect(terminal.screen()).toContain("npx speedboat checkin");
  });

  it("fills in a form field by field, and asks again for what was wrong alone", async () => {
    let tries = 0;
    const terminal = aTerminal((request) => {
      if (request.kind === "press") return { form: REMARK };
      if (request.kind !== "submit") return {};
      tries += 1;
      return tries === 1 ? { errors: { evidence: "Only https links." } } : { card: aCard("Question 1, noted") };
    });
    await terminal.sees("Your answer");
    await terminal.presses(KEYS.down, KEYS.down, KEYS.enter);
    await terminal.sees("Note");
    await terminal.presses(..."fine", KEYS.enter);
    await terminal.sees("The team may read it");
    await terminal.presses(KEYS.up, KEYS.enter);
    await terminal.sees("Link");
    await terminal.presses(..."http://a", KEYS.enter);
    await terminal.sees("Only https links.");
    await terminal.sees("Link");
    await terminal.presses(..."https://a", KEYS.enter);
    await terminal.sees("Question 1, noted");
    await terminal.presses(KEYS.interrupt);
    await terminal.ended;
    const submitted = terminal.requests.flatMap((request) => (request.kind === "submit" ? [request.values] : []));
    expect(submitted).toEqual([
      { note: "fine", shared: "true", evidence: "http://a" },
      { note: "fine", shared: "true", evidence: "https://a" },
    ]);
  });

  it("offers what a fold holds behind its title, and goes back from there", async () => {
    const summary: Message = {
      ...aMessage("Done, thanks"),
      elements: [
        { kind: "heading", text: "Done, thanks" },
        { kind: "buttons", buttons: [{ label: "Where we stand", action: { act: "command", line: "status" } }] },
        {
          kind: "fold",
          title: "Change an answer",
          elements: [{ kind: "buttons", buttons: [{ label: "Change TEC-01", action: walk({ do: "finish" }) }] }],
        },
      ],
    };
    const terminal = aTerminal((request) => (request.kind === "press" ? { card: aCard("Question 1") } : { card: summary }));
    await terminal.sees("What now?");
    await terminal.presses(KEYS.down, KEYS.enter);
    await terminal.sees("Change TEC-01");
    await terminal.presses(KEYS.down, KEYS.enter);
    await terminal.sees("What now?");
    await terminal.presses(KEYS.down, KEYS.down, KEYS.enter);
    expect(await terminal.ended).toBe("finished");
    expect(terminal.requests).toHaveLength(1);
    expect(terminal.screen()).not.toContain("[Change TEC-01]");
  });

  it("says so when there is nothing to ask", async () => {
    const terminal = aTerminal(() => ({ notice: aMessage("Nothing to ask you now.") }), aMessage("an old message"));
    expect(await terminal.ended).toBe("nothing");
    expect(terminal.screen()).toContain("Nothing to ask you now.");
    expect(terminal.screen()).not.toContain("an old message");
  });

  it("keeps what somebody wrote from steering the screen", () => {
    expect(tame("a\u001b[2Jb\u0007\r\nc\u202ed\te\u009bf")).toBe("a[2Jb\ncd\tef");
  });
});
