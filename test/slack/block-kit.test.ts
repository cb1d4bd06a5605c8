/** Whatever a message holds and whoever wrote it: Slack takes the blocks, and a user's text does nothing but stand there. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asList } from "../../fakes/json.ts";
import { listButtons, readBlocks } from "../../fakes/slack/blocks.ts";
import { validateBlocks } from "../../fakes/slack/validate-blocks.ts";
import { toBlocks } from "../../fakes/slack/workspace.ts";
import { parseAction } from "../../src/message/action.ts";
import type { Element, Message } from "../../src/message/message.ts";
import { toBlockKit } from "../../src/slack/block-kit/block-kit.ts";
import { parseDetails, BLOCK_LIMITS, shortenForBlock } from "../../src/slack/block-kit/block-text.ts";

const NASTY = [
  "<!channel>",
  "<@U1>",
  "[t](u)",
  "*bold*",
  "_x_",
  "`code`",
  "=cmd()",
  "\r\n",
  "\u202eabc",
  "👩‍👩‍👧",
  "\ud800",
  "&lt;",
  "😀".repeat(40),
];
const text = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.array(fc.constantFrom(...NASTY, "word ", "字"), { maxLength: 400 }).map((parts) => parts.join("")),
);
const runs = fc.array(
  fc.record(
    {
      text,
      style: fc.constantFrom("bold" as const, "italic" as const, "code" as const),
      href: fc.constantFrom("https://example.com", "javascript:x"),
    },
    { requiredKeys: ["text"] },
  ),
  { maxLength: 4 },
);
const words = fc.oneof(text, runs);
const action = { act: "dismiss" } as const;
const button = text.map((label) => ({ label, action, confirm: { title: label, text: label, yes: label, no: label } }));
const plainElement: fc.Arbitrary<Element> = fc.oneof(
  fc.record({ kind: fc.constant("heading" as const), text }),
  fc.record({
    kind: fc.constant("paragraph" as const),
    text: words,
    tone: fc.constantFrom("normal" as const, "quiet" as const, "warning" as const),
  }),
  fc.record({ kind: fc.constant("list" as const), items: fc.array(words, { maxLength: 30 }), ordered: fc.boolean() }),
  fc.record({
    kind: fc.constant("facts" as const),
    items: fc.array(fc.record({ label: text, value: words }), { maxLength: 12 }),
  }),
  fc.record({
    kind: fc.constant("choices" as const),
    items: fc.array(fc.record({ label: text, text, action: fc.constant(action) }), { maxLength: 5 }),
  }),
  fc.record({ kind: fc.constant("buttons" as const), buttons: fc.array(button, { maxLength: 30 }) }),
  fc.record({
    kind: fc.constant("table" as const),
    columns: fc.array(text, { maxLength: 4 }),
    rows: fc.array(fc.array(words, { maxLength: 4 }), { maxLength: 20 }),
  }),
  fc.constant<Element>({ kind: "divider" }),
);
const element: fc.Arbitrary<Element> = fc.oneof(
  { weight: 5, arbitrary: plainElement },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("fold" as const), title: text, elements: fc.array(plainElement, { maxLength: 5 }) }),
  },
);
const message: fc.Arbitrary<Message> = fc.record({
  locale: fc.constantFrom("en" as const, "zh-CN" as const),
  summary: text,
  elements: fc.array(element, { maxLength: 70 }),
});

const say = (elements: readonly Element[], summary = "said"): Message => ({ locale: "en", summary, elements });

describe("a message as Block Kit", () => {
  it("R26: keeps every rule and limit, whatever it holds", () => {
    fc.assert(
      fc.property(
        message,
        fc.constantFrom("post" as const, "notice" as const, "home" as const, "view" as const),
        fc.boolean(),
        (each, surface, thread) => {
          const shown = toBlockKit(each, { surface, foldsInThread: thread });
          const where = surface === "home" ? "home" : surface === "view" ? "modal" : "message";
          expect(validateBlocks(shown.blocks, where)).toEqual([]);
          if (shown.thread) expect(validateBlocks(shown.thread.blocks, where)).toEqual([]);
          expect(shown.text).not.toMatch(/[<>]/);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("R26: shows a user's text as literal runs, with nothing that mentions, links or formats", () => {
    fc.assert(
      fc.property(text, (typed) => {
        const { blocks } = toBlockKit(say([{ kind: "paragraph", text: typed }]), { surface: "post" });
        const parts = asList(blocks[0]?.type === "rich_text" ? blocks[0].elements : []).flatMap((part) => asList(part.elements));
        expect(parts.every((part) => part.type === "text" && part.style === undefined)).toBe(true);
        expect(JSON.stringify(blocks)).not.toContain("mrkdwn");
      }),
    );
  });

  it("makes https addresses links and leaves others as words", () => {
    const element: Element = {
      kind: "paragraph",
      text: [
        { text: "good", href: "https://example.com/a" },
        { text: "bad", href: "javascript:alert(1)" },
      ],
    };
    expect(toBlockKit(say([element]), { surface: "post" }).blocks).toEqual([
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "link", url: "https://example.com/a", text: "good" },
              { type: "text", text: "bad" },
            ],
          },
        ],
      },
    ]);
  });

  it("shows a command as it is typed in Slack", () => {
    const text = [{ text: "Type " }, { text: "away 2w", style: "command" as const }, { text: "." }];
    const { blocks } = toBlockKit(say([{ kind: "paragraph", text }]), { surface: "post" });
    expect(JSON.stringify(blocks)).toContain('{"type":"text","text":"/level2 away 2w","style":{"code":true}}');
  });

  it("puts the wording of answers into the body and a short label on each button", () => {
    const choices: Element = {
      kind: "choices",
      items: [
        { label: "Manual", text: "Somebody does it by hand.", action, mark: "last" },
        { label: "Automatic", text: "It runs by itself.", action },
      ],
    };
    const { blocks } = toBlockKit(say([choices]), { surface: "post" });
    expect(readBlocks(toBlocks(blocks))).toBe(
      "• ○ Manual: Somebody does it by hand.\n• Automatic: It runs by itself.\n[○ Manual] [Automatic]",
    );
    expect(listButtons(toBlocks(blocks)).map(({ value }) => parseAction(value))).toEqual([action, action]);
  });

  it("carries details in their button, opens them whole, and shows them below where they are too long for it", () => {
    const fold: Element = {
      kind: "fold",
      title: "Criteria",
      elements: [
        { kind: "paragraph", text: [{ text: "Say", style: "bold" }, { text: " it" }] },
        { kind: "list", items: ["one", "two"] },
      ],
    };
    const [details] = listButtons(toBlocks(toBlockKit(say([fold]), { surface: "post" }).blocks));
    expect(parseDetails(details?.value)).toEqual({
      locale: "en",
      title: "Criteria",
      elements: [
        { kind: "paragraph", text: [{ text: "Say", style: "bold" }, { text: " it" }] },
        { kind: "list", items: [[{ text: "one" }], [{ text: "two" }]] },
      ],
    });
    const long: Element = { ...fold, elements: [{ kind: "paragraph", text: "x".repeat(2_000) }] };
    expect(listButtons(toBlocks(toBlockKit(say([long]), { surface: "post" }).blocks))).toEqual([]);
    expect(parseDetails("{}")).toBeUndefined();
  });

  it("says that something was left out", () => {
    const many = Array.from({ length: 80 }, (): Element => ({ kind: "paragraph", text: "line" }));
    const { blocks } = toBlockKit(say(many), { surface: "post" });
    expect(blocks).toHaveLength(BLOCK_LIMITS.messageBlocks);
    expect(blocks.at(-1)).toEqual({ type: "context", elements: [{ type: "plain_text", text: "…", emoji: false }] });
  });
});

describe("shortening", () => {
  it("marks the cut, keeps the limit and never halves a character", () => {
    expect(shortenForBlock("abcdef", 6)).toBe("abcdef");
    expect(shortenForBlock("abcdefg", 6)).toBe("abcde…");
    expect(shortenForBlock("ab😀cd", 4)).toBe("ab…");
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.integer({ min: 1, max: 30 }), (typed, limit) => {
        const short = shortenForBlock(typed, limit);
        return short.length <= limit && !/\p{Cs}/u.test(short);
      }),
    );
  });
});
