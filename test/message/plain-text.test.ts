/** Whatever a message says is in its plain text. */
import { describe, expect, test } from "vitest";
import type { Element, Message } from "../../src/message/message.ts";
import { toPlainText } from "../../src/message/plain-text.ts";

const dismiss = { act: "dismiss" } as const;

function aMessage(...elements: readonly Element[]): Message {
  return { locale: "en", summary: "In short", elements };
}

describe("a message as plain text", () => {
  test("parts its elements by empty lines, in their order", () => {
    const message = aMessage(
      { kind: "heading", text: "Digest" },
      { kind: "paragraph", text: "All is well." },
      { kind: "divider" },
    );
    expect(toPlainText(message)).toBe("Digest\n\nAll is well.\n\n———");
  });

  test("is its summary when there is nothing else", () => {
    expect(toPlainText(aMessage())).toBe("In short");
    expect(toPlainText(aMessage({ kind: "list", items: [] }))).toBe("In short");
  });

  test("keeps words of styled text and the address of a link", () => {
    const text = [{ text: "See " }, { text: "the proof", href: "https://example.org/1", style: "bold" as const }, { text: "." }];
    expect(toPlainText(aMessage({ kind: "paragraph", text }))).toBe("See the proof (https://example.org/1).");
  });

  test("marks the items of a list and counts those of an ordered one", () => {
    expect(toPlainText(aMessage({ kind: "list", items: ["one", [{ text: "two" }]] }))).toBe("• one\n• two");
    expect(toPlainText(aMessage({ kind: "list", items: ["one", "two"], ordered: true }))).toBe("1. one\n2. two");
  });

  test("writes facts and tables a line each", () => {
    expect(toPlainText(aMessage({ kind: "facts", items: [{ label: "Team", value: "Payments" }] }))).toBe("Team: Payments");
    const table: Element = { kind: "table", columns: ["Team", "Score"], rows: [["Payments", [{ text: "67%", style: "bold" }]]] };
    expect(toPlainText(aMessage(table))).toBe("Team | Score\nPayments | 67%");
  });

  test("draws progress and scores as ten fields", () => {
    expect(toPlainText(aMessage({ kind: "progress", done: 3, total: 5, label: "3 of 5" }))).toBe("██████░░░░ 3 of 5");
    expect(toPlainText(aMessage({ kind: "progress", done: 0, total: 0, label: "0 of 0" }))).toBe("░░░░░░░░░░ 0 of 0");
    const rows = [
      { label: "People", share: 0.67, display: "67%", detail: "coverage 80%" },
      { label: "Policy", display: "–", detail: "" },
    ];
    expect(toPlainText(aMessage({ kind: "scores", rows }))).toBe("███████░░░ People: 67% (coverage 80%)\n░░░░░░░░░░ Policy: –");
  });

  test("sets Chinese in Chinese punctuation", () => {
    const chinese = (element: Element) => toPlainText({ ...aMessage(element), locale: "zh-CN" });
    const rows = [{ label: "人员", share: 0.67, display: "67%", detail: "覆盖率 80%" }];
    expect(chinese({ kind: "fold", title: "分维度", elements: [{ kind: "scores", rows }] })).toBe(
      "分维度\n\n███████░░░ 人员：67%（覆盖率 80%）",
    );
    expect(chinese({ kind: "facts", items: [{ label: "团队", value: "支付" }] })).toBe("团队：支付");
    expect(chinese({ kind: "choices", items: [{ label: "0", text: "从不", action: dismiss }] })).toBe("0：从不");
  });

  test("tells the given answer from the last one", () => {
    const items = [
      { label: "0", text: "Never", action: dismiss },
      { label: "1", text: "Rarely", action: dismiss, mark: "last" as const },
      { label: "2", text: "Often", action: dismiss, mark: "given" as const },
    ];
    expect(toPlainText(aMessage({ kind: "choices", items }))).toBe("0: Never\n○ 1: Rarely\n● 2: Often");
  });

  test("names buttons, describes a picture and unfolds a fold", () => {
    const picture = { kind: "overview", locale: "en", title: "", subtitle: "", columns: [], rows: [] } as const;
    const message = aMessage(
      { kind: "picture", picture, alt: "People 67%, Policy 31%" },
      { kind: "fold", title: "Why?", elements: [{ kind: "paragraph", text: "Three ratings." }] },
      {
        kind: "buttons",
        buttons: [
          { label: "Take it", action: dismiss },
          { label: "Later", action: dismiss },
        ],
      },
    );
    expect(toPlainText(message)).toBe("People 67%, Policy 31%\n\nWhy?\n\nThree ratings.\n\n[Take it] [Later]");
  });
});
