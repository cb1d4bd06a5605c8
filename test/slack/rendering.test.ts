/** What becomes of each element on Slack's side, where it is long, and where there are many. */
import { describe, expect, it } from "vitest";
import { asList, toJson } from "../../fakes/json.ts";
import { listButtons, readBlocks } from "../../fakes/slack/blocks.ts";
import { type Block, toBlocks } from "../../fakes/slack/workspace.ts";
import type { Button, Element, Message } from "../../src/message/message.ts";
import { toBlockKit } from "../../src/slack/block-kit/block-kit.ts";
import { BLOCK_LIMITS } from "../../src/slack/block-kit/block-text.ts";

const aMessage = (elements: readonly Element[], summary = "in short"): Message => ({ locale: "en", summary, elements });
const render = (...elements: readonly Element[]): readonly Block[] =>
  toBlocks(toBlockKit(aMessage(elements), { surface: "post" }).blocks);
const aButton = (label: string): Button => ({ label, action: { act: "dismiss" } });
const buttons = (count: number) => Array.from({ length: count }, (_, index) => aButton(`b${index}`));
const runsOf = (block: Block | undefined) => asList(block?.elements).flatMap(({ elements }) => asList(elements));

describe("a long text", () => {
  it("in several runs stays within one block's limit as a whole, and is visibly cut", () => {
    const text = ["a", "b", "c"].map((letter) => ({ text: letter.repeat(1_400) }));
    const [block] = render({ kind: "paragraph", text });
    const said = runsOf(block).map((run) => String(run.text));
    expect(said.join("")).toHaveLength(BLOCK_LIMITS.richText);
    expect(said.at(-1)).toMatch(/^c+…$/);
  });

  it("leaves the buttons below it in place", () => {
    const paragraphs = Array.from({ length: 5 }, (): Element => ({ kind: "paragraph", text: "x".repeat(3_000) }));
    const blocks = render(...paragraphs, { kind: "buttons", buttons: [aButton("Continue")] });
    expect(listButtons(blocks)).toHaveLength(1);
    expect(readBlocks(blocks)).toMatch(/~ …$/);
  });

  it("as an ordered list goes on counting in the next block", () => {
    const items = Array.from({ length: 5 }, () => "x".repeat(900));
    const lists = render({ kind: "list", items, ordered: true }).flatMap(({ elements }) => asList(elements));
    expect(lists.map(({ offset }) => offset)).toEqual([undefined, 3]);
    const bullets = render({ kind: "list", items }).flatMap(({ elements }) => asList(elements));
    expect(bullets.map(({ offset }) => offset)).toEqual([undefined, undefined]);
  });

  it("as an address that Slack does not take is no link", () => {
    const long = `https://example.com/${"x".repeat(3_000)}`;
    expect(runsOf(render({ kind: "paragraph", text: [{ text: "here", href: long }] })[0])).toEqual([
      { type: "text", text: "here" },
    ]);
  });
});

describe("many buttons", () => {
  it("stand in rows of twenty-five", () => {
    const rows = render({ kind: "buttons", buttons: buttons(27) });
    expect(rows.map(({ elements }) => asList(elements).length)).toEqual([25, 2]);
  });

  it("to details that follow each other stand in one row, as far as it takes them", () => {
    const folds = Array.from({ length: 27 }, (_, index): Element => ({ kind: "fold", title: `f${index}`, elements: [] }));
    expect(render(...folds).map(({ elements }) => asList(elements).length)).toEqual([25, 2]);
    const apart = render({ kind: "fold", title: "f", elements: [] }, { kind: "buttons", buttons: buttons(1) });
    expect(apart).toHaveLength(2);
  });
});

describe("a message", () => {
  it("without anything to show says its summary", () => {
    expect(readBlocks(toBlocks(toBlockKit(aMessage([]), { surface: "post" }).blocks))).toBe("in short");
  });

  it("mentions nobody in its notification, and takes its words from what it shows where it has no summary", () => {
    expect(toBlockKit(aMessage([], "<!channel> & <@U1>"), { surface: "post" }).text).toBe("&lt;!channel&gt; &amp; &lt;@U1&gt;");
    expect(toBlockKit(aMessage([{ kind: "paragraph", text: "all of it" }], ""), { surface: "post" }).text).toBe("all of it");
  });

  it("keeps a link in what is said quietly", () => {
    const text = [{ text: "see" }, { text: "this", href: "https://example.com/" }];
    expect(render({ kind: "paragraph", text, tone: "quiet" })[0]?.type).toBe("rich_text");
    expect(render({ kind: "paragraph", text: "see", tone: "quiet" })[0]?.type).toBe("context");
  });

  it("marks the answer given now and the last one apart", () => {
    const choice = (label: string, mark: "last" | "given") => ({ ...aButton(label), text: "wording", mark });
    const blocks = render({ kind: "choices", items: [choice("One", "last"), choice("Two", "given")] });
    expect(readBlocks(blocks)).toBe("• ○ One: wording\n• ● Two: wording\n[○ One] [● Two]");
  });

  it("draws no bar beyond its ends", () => {
    const bar = (done: number, total: number) => readBlocks(render({ kind: "progress", done, total, label: "x" }));
    expect([bar(0, 0), bar(1, 2), bar(3, 2), bar(-1, 2)]).toEqual([
      "~ ░░░░░░░░░░  x",
      "~ █████░░░░░  x",
      "~ ██████████  x",
      "~ ░░░░░░░░░░  x",
    ]);
  });

  it("asks before a grave press, in the colour of the button", () => {
    const confirm = { title: "Sure?", text: "It is gone then.", yes: "Remove", no: "Keep" };
    const [button] = listButtons(render({ kind: "buttons", buttons: [{ ...aButton("Remove"), style: "danger", confirm }] }));
    expect(toJson(button).style).toBe("danger");
    expect(toJson(button?.confirm)).toMatchObject({
      title: { text: "Sure?" },
      text: { text: "It is gone then." },
      confirm: { text: "Remove" },
      deny: { text: "Keep" },
      style: "danger",
    });
  });
});
