/** Cards from messages: what is said stays, and what a user wrote does nothing. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toJson } from "../../fakes/json.ts";
import type { AnyForm, Field } from "../../src/message/form.ts";
import type { Element, Message } from "../../src/message/message.ts";
import { CARD_LIMITS, measureCard } from "../../src/teams/card/card-limits.ts";
import type { Card } from "../../src/teams/card/card.ts";
import { toAdaptiveCard } from "../../src/teams/card/to-adaptive-card.ts";
import { toFormCard } from "../../src/teams/card/to-form-card.ts";
import { parsePressed } from "../../src/teams/receiving/pressed.ts";
import { checkCard, listNodes } from "../helpers/teams/cards.ts";

const aMessage = (...elements: readonly Element[]): Message => ({ locale: "en", summary: "A message", elements });
const action = { act: "dismiss" } as const;

describe("R26: what a user wrote", () => {
  const nasty = fc.oneof(
    fc.constantFrom(
      "[t](https://evil.example)",
      "**bold** _it_ `code` # head",
      "1. one",
      "- two",
      "{{DATE(2026-11-23T09:00:00Z,SHORT)}}",
      "<at>Everyone</at>",
      "\u202Etxt",
      "a\r\nb",
      "![x](data:image/png;base64,AAAA)",
      "x".repeat(65_536),
    ),
    fc.string({ unit: "binary" }),
  );

  it("stands in literal runs, never where Markdown or a function would act", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const card = toAdaptiveCard(
          aMessage(
            { kind: "heading", text },
            { kind: "paragraph", text },
            { kind: "list", items: [text] },
            { kind: "facts", items: [{ label: "Team", value: text }] },
            { kind: "table", columns: ["A"], rows: [[text]] },
            { kind: "buttons", buttons: [{ label: text, action }] },
          ),
        );
        checkCard(card);
        for (const node of listNodes(card)) {
          if (node.type === "TextBlock") expect(String(node.text)).not.toMatch(/[*_`#[\]<>!{}|~\\]|^\s*(\d+[.)]|[-+])\s/);
          if (node.type === "TextRun") expect(String(node.text)).not.toMatch(/\{\{|[\u202A-\u202E\u2066-\u2069]/);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("is a link where it is https alone", () => {
    const runs = [
      { text: "good", href: "https://wiki.example/a" },
      { text: "bad", href: "javascript:alert(1)" },
    ];
    const links = listNodes(toAdaptiveCard(aMessage({ kind: "paragraph", text: runs }))).filter(
      ({ type }) => type === "Action.OpenUrl",
    );
    expect(links.map(({ url }) => url)).toEqual(["https://wiki.example/a"]);
  });
});

it("a link's address is one that the schema of cards takes, and leads to the same place", () => {
  const addresses = [
    ["https://wiki.example/a?b=[c](d)&e={f}|g", "https://wiki.example/a?b=%5Bc%5D(d)&e=%7Bf%7D%7Cg"],
    ["https://wiki.example/页/100%?q=长#a#b^", "https://wiki.example/%E9%A1%B5/100%25?q=%E9%95%BF#a%23b%5E"],
    ["https://wiki.example/a%20b/?c=d&e=%5B#f", "https://wiki.example/a%20b/?c=d&e=%5B#f"],
    ["https://", undefined],
  ] as const;
  for (const [href, shown] of addresses) {
    const nodes = listNodes(toAdaptiveCard(aMessage({ kind: "paragraph", text: [{ text: "here", href }] })));
    expect(nodes.find(({ type }) => type === "Action.OpenUrl")?.url).toBe(shown);
  }
});

const NO_WORDS = {
  between: " ",
  required: "Needed.",
  wrong: "",
  channelHint: "",
  byEmail: "By e-mail",
  emailsOf: (label: string) => `${label} by e-mail`,
};
const aForm = (...fields: readonly Field[]): AnyForm => ({
  locale: "en",
  context: { form: "setup" },
  title: "A form",
  submit: "Send",
  cancel: "Cancel",
  fields,
});

const MEMBERS = { kind: "people", id: "members", label: "Members", required: false, max: 50 } as const;
const formWith = (values: readonly string[], people: readonly { value: string; label: string }[] = []) =>
  toFormCard(aForm(MEMBERS), { people, channels: [], words: NO_WORDS, values: { members: values } });

it("people are searched for in the directory, and only those who are chosen are part of the card", () => {
  const card = formWith(["p1", "p2"], [{ value: "p1", label: "Ana Example" }]);
  const [input] = listNodes(card).filter(({ type }) => type === "Input.ChoiceSet");
  expect(input).toEqual({
    type: "Input.ChoiceSet",
    id: "field.members",
    label: "Members",
    spacing: "Medium",
    isMultiSelect: true,
    choices: [{ title: "Ana Example", value: "p1" }],
    "choices.data": { type: "Data.Query", dataset: "graph.microsoft.com/users" },
    value: "p1,p2",
  });
  checkCard(card);
});

it("e-mail addresses can be typed in place of the search, and come back as people", () => {
  const card = formWith([]);
  const [input] = listNodes(card).filter(({ id }) => id === "emails.members");
  expect(input).toMatchObject({ type: "Input.Text", label: "Members by e-mail", isVisible: false });
  expect(listNodes(card).find(({ type }) => type === "Action.ToggleVisibility")).toMatchObject({
    title: "By e-mail",
    targetElements: ["emails.members"],
  });
  const data = toJson(listNodes(card).find(({ type, title }) => type === "Action.Execute" && title === "Send")?.data);
  const sent = { ...data, "emails.members": "ana@example.com; ben@example.com\n", "field.members": "p1" };
  expect(parsePressed(sent)).toMatchObject({ values: { members: ["p1", "ana@example.com", "ben@example.com"] } });
  expect(parsePressed({ ...data, "emails.members": "" })).toMatchObject({ values: { members: [] } });
  expect(parsePressed({ ...data, "emails.name": "ana@example.com" })).not.toHaveProperty("values.name");
});

it("a form that comes back shows the addresses that were typed, and the people who were chosen", () => {
  const nodes = listNodes(formWith(["p1", "ana@example.com", "ben@example.com"]));
  expect(nodes.find(({ id }) => id === "emails.members")).toMatchObject({
    isVisible: true,
    value: "ana@example.com, ben@example.com",
  });
  expect(nodes.find(({ id }) => id === "field.members")?.value).toBe("p1");
});

it("a form that comes back with more than a card holds loses the largest value alone, and no field", () => {
  const crowd = Array.from({ length: 5_000 }, (_, index) => `00000000-0000-0000-0000-${String(index).padStart(12, "0")}`);
  const name = { kind: "text", id: "name", label: "Name", required: true, maxLength: 60 } as const;
  const card = toFormCard(aForm(name, MEMBERS), {
    people: [],
    channels: [],
    words: NO_WORDS,
    values: { name: "Payments", members: crowd },
    errors: { members: "Too many." },
  });
  const nodes = listNodes(card);
  expect(nodes.find(({ id }) => id === "field.name")?.value).toBe("Payments");
  expect(nodes.find(({ id }) => id === "field.members")).not.toHaveProperty("value");
  expect(nodes.map(({ text }) => text)).toContain("Too many.");
  checkCard(card);
});

it("a hint and what the bot can know stand side by side, without a blank in Chinese", () => {
  const field = { kind: "channel", id: "channel", label: "Home", hint: "One.", required: false } as const;
  const words = { ...NO_WORDS, channelHint: "Two." };
  const hintIn = (between: string) =>
    listNodes(toFormCard(aForm(field), { people: [], channels: [], words: { ...words, between } })).filter(
      ({ text }) => typeof text === "string" && text.startsWith("One."),
    );
  expect([" ", ""].map((between) => hintIn(between)[0]?.text)).toEqual(["One. Two.", "One.Two."]);
});

it.each([
  [
    "stand open where one is too long for a closed list",
    ["Private: you see your own answers, the team sees totals", "Open"],
    "expanded",
  ],
  ["stand open by their width, which is double in Chinese", ["不公开：每人只看到自己的回答，团队只看到汇总", "公开"], "expanded"],
  ["are a closed list where all are short", ["Each member's own", "The team's"], "compact"],
  ["are a closed list where they are many", [..."abcde", "Private: you see your own answers, the team sees totals"], "compact"],
])("choices %s", (_, labels, style) => {
  const options = labels.map((label) => ({ value: label, label }));
  const field = { kind: "select", id: "privacy", label: "Who sees the answers?", required: true, options } as const;
  const card = toFormCard(aForm(field), { people: [], channels: [], words: NO_WORDS });
  const input = listNodes(card).find(({ type }) => type === "Input.ChoiceSet");
  expect([input?.style, input?.wrap ?? false]).toEqual([style, style === "expanded"]);
  checkCard(card);
});

it.each([
  ["en", ["None: There is none.", "Name: Ana Example"]],
  ["zh-CN", ["None：There is none.", "Name：Ana Example"]],
] as const)("between a label and what it labels stands a colon of the language: %s", (locale, read) => {
  const choices = { kind: "choices", items: [{ label: "None", text: "There is none.", action }] } as const;
  const facts = { kind: "facts", items: [{ label: "Name", value: "Ana Example" }] } as const;
  const blocks = listNodes(toAdaptiveCard({ ...aMessage(choices, facts), locale })).filter(
    ({ type }) => type === "RichTextBlock",
  );
  const texts = blocks.map(({ inlines }) => listNodes(inlines).map(({ text }) => text));
  expect(texts.map((runs) => runs.join(""))).toEqual(read);
});

it("a command is shown as it is typed in Teams, without a slash", () => {
  const card = toAdaptiveCard(aMessage({ kind: "paragraph", text: [{ text: "away 2w", style: "command" }] }));
  expect(listNodes(card)).toContainEqual(expect.objectContaining({ text: "away 2w", fontType: "Monospace" }));
});

it("a table's columns share its width by what stands in them", () => {
  const rows = [
    ["支付和更多更多", "44% (3% answered), provisional", "–"],
    ["–", "–", "–"],
  ];
  const card = toAdaptiveCard(aMessage({ kind: "table", columns: ["Team", "Score", "Conditions met"], rows }));
  const [table] = listNodes(card).filter(({ type }) => type === "Table");
  expect(table?.columns).toEqual([{ width: 17 }, { width: 17 }, { width: 15 }]);
  checkCard(card);
});

it("what is wrong stands at its field in place of the hint", () => {
  const field = { kind: "text", label: "A field", required: true } as const;
  const fields = [
    { ...field, id: "zone", hint: "As Europe/Berlin." },
    { ...field, id: "name", hint: "As it is called." },
  ];
  const form = { locale: "en", context: { form: "setup" }, title: "A form", submit: "Send", cancel: "Cancel", fields } as const;
  const words = { ...NO_WORDS, wrong: "Look again." };
  const card = toFormCard(form, { people: [], channels: [], words, errors: { zone: "No such zone." } });
  const runs = listNodes(card).filter(({ type }) => type === "TextRun");
  expect(runs.map(({ text }) => text)).toEqual(["Look again.", "No such zone.", "As it is called."]);
});

it("a list in which nothing is chosen comes back empty from a client that leaves it out, and other fields do not", () => {
  const card = toFormCard(
    aForm(
      { kind: "people", id: "members", label: "Members", required: false, max: 50, values: ["p1"] },
      { kind: "text", id: "name", label: "Name", required: true },
    ),
    { people: [], channels: [], words: NO_WORDS },
  );
  const data = listNodes(card).find(({ type, title }) => type === "Action.Execute" && title === "Send")?.data;
  expect(parsePressed(data)).toMatchObject({ kind: "submit", values: { members: [] } });
  expect(parsePressed(data)).not.toHaveProperty("values.name");
  expect(parsePressed({ ...toJson(data), "field.members": "p1,p2", "field.name": "" })).toMatchObject({
    values: { members: ["p1", "p2"], name: "" },
  });
});

it("details that are cut are still found by the button that shows them", () => {
  const long = Array.from({ length: 60 }, (_, index) => `${index} ${"word ".repeat(120)}`);
  const fold = { kind: "fold", title: "Details", elements: [{ kind: "list", items: long }] } as const;
  const card = toAdaptiveCard(aMessage({ kind: "fold", title: "First", elements: [] }, fold));
  checkCard(card);
  expect(measureCard(card)).toBeLessThanOrEqual(CARD_LIMITS.cardBytes);
  expect(JSON.stringify(card.body)).toContain("…");
});

it("a card that is too large is cut visibly and keeps its buttons", () => {
  const rows = Array.from({ length: 60 }, (_, index) => [`row ${index}`, "y".repeat(1_500)]);
  const card: Card = toAdaptiveCard(
    aMessage({ kind: "table", columns: ["A", "B"], rows }, { kind: "buttons", buttons: [{ label: "Continue", action }] }),
  );
  expect(measureCard(card)).toBeLessThanOrEqual(CARD_LIMITS.cardBytes);
  expect(card.body.map(({ type, text }) => text ?? type)).toEqual(["…", "ActionSet"]);
});

it("a button is a universal action, and the same as a submit for hosts that lack it", () => {
  const [execute] = listNodes(toAdaptiveCard(aMessage({ kind: "buttons", buttons: [{ label: "Continue", action }] }))).filter(
    ({ type }) => type === "Action.Execute",
  );
  expect(execute).toMatchObject({ title: "Continue", verb: "speedboat", fallback: { type: "Action.Submit", title: "Continue" } });
  expect(execute?.fallback).toMatchObject({ data: execute?.data });
});

it("a button that asks back opens its question, and only that one acts", () => {
  const confirm = { title: "Sure?", text: "It is gone then.", yes: "Leave", no: "Stay" };
  const card = toAdaptiveCard(
    aMessage({ kind: "buttons", buttons: [{ label: "Leave the team", action, style: "danger", confirm }] }),
  );
  const executes = listNodes(card).filter(({ type }) => type === "Action.Execute");
  expect(executes.map(({ title, style }) => [title, style])).toEqual([["Leave", "destructive"]]);
  const hidden = listNodes(card).filter(({ isVisible }) => isVisible === false);
  expect(hidden).toHaveLength(1);
  checkCard(card);
});
