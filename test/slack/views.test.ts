/** A form as Slack's modal: what stands in each field when it opens, and what comes back from it. */
import { describe, expect, it } from "vitest";
import { toJson } from "../../fakes/json.ts";
import { readBlocks } from "../../fakes/slack/blocks.ts";
import { submissionOf } from "../../fakes/slack/client.ts";
import { toBlocks } from "../../fakes/slack/workspace.ts";
import type { AnyForm, Field } from "../../src/message/form.ts";
import { toDetailsView, toModal } from "../../src/slack/block-kit/views.ts";
import { parseFormContext, parseViewState } from "../../src/slack/receiving/view-state.ts";

const aForm = (fields: readonly Field[], about: Partial<AnyForm> = {}): AnyForm => ({
  locale: "en",
  title: "Set up a team",
  submit: "Set up",
  cancel: "Cancel",
  context: { form: "setup" },
  fields,
  ...about,
});
const open = (...fields: readonly Field[]) => toModal(aForm(fields), { yes: "Yes" });
const inputs = (...fields: readonly Field[]) => toBlocks(open(...fields).blocks);
const elementOf = (field: Field) => toJson(inputs(field)[0]?.element);
const about = { id: "it", label: "It", required: true } as const;
const options = [
  { value: "a", label: "A" },
  { value: "b", label: "B" },
];

/** What comes back where somebody sends the form as it opened. */
const sentAsOpened = (...fields: readonly Field[]) => {
  const view = toJson(JSON.parse(JSON.stringify(open(...fields))));
  const submission = submissionOf({ id: "V1", view }, {}, { id: "UANA", teamId: "T1" });
  return parseViewState(toJson(toJson(submission.view).state).values);
};

describe("a field", () => {
  const filled: readonly (readonly [Field, string | readonly string[]])[] = [
    [{ ...about, kind: "text", value: "Payments" }, "Payments"],
    [{ ...about, kind: "long-text", value: "two\nlines", maxLength: 90 }, "two\nlines"],
    [{ ...about, kind: "number", min: 0, max: 9, value: 0 }, "0"],
    [{ ...about, kind: "date", value: "2026-11-09" }, "2026-11-09"],
    [{ ...about, kind: "time", value: "09:30" }, "09:30"],
    [{ ...about, kind: "select", options, value: "b" }, "b"],
    [{ ...about, kind: "multi-select", options, values: ["b"] }, ["b"]],
    [{ ...about, kind: "toggle", value: true }, "true"],
    [{ ...about, kind: "toggle", value: false }, "false"],
    [{ ...about, kind: "people", max: 9, values: ["UANA", "UBEN"] }, ["UANA", "UBEN"]],
    [{ ...about, kind: "channel", value: "C7" }, "C7"],
  ];

  it.each(filled.map(([field, value]) => [field.kind, field, value] as const))(
    "opens with what is known and gives it back unchanged: %s",
    (_, field, value) => {
      expect(sentAsOpened(field)).toEqual({ it: value });
    },
  );

  it("that is empty comes back as nothing", () => {
    const empty: readonly Field[] = [
      { ...about, id: "text", kind: "text" },
      { ...about, id: "date", kind: "date" },
      { ...about, id: "select", kind: "select", options },
      { ...about, id: "many", kind: "multi-select", options },
      { ...about, id: "people", kind: "people", max: 9 },
      { ...about, id: "channel", kind: "channel" },
    ];
    expect(sentAsOpened(...empty)).toEqual({ text: "", date: "", select: "", many: [], people: [], channel: "" });
  });

  it("that must be filled in says so to Slack; a toggle never must, for unticked is an answer", () => {
    const fields: readonly Field[] = [
      { ...about, kind: "text" },
      { ...about, id: "may", required: false, kind: "text" },
      { ...about, id: "toggle", kind: "toggle", value: false },
    ];
    expect(inputs(...fields).map(({ optional }) => optional)).toEqual([false, true, true]);
  });

  it("takes as many characters as it may, and no more than Slack does", () => {
    expect(elementOf({ ...about, kind: "text", maxLength: 60 }).max_length).toBe(60);
    expect(elementOf({ ...about, kind: "long-text", maxLength: 9_000 }).max_length).toBe(3_000);
    expect(elementOf({ ...about, kind: "long-text", maxLength: 90 }).multiline).toBe(true);
  });

  it("for a channel offers public and private ones, and neither people nor apps", () => {
    expect(elementOf({ ...about, kind: "channel" }).filter).toEqual({ include: ["public", "private"], exclude_bot_users: true });
  });
});

describe("a modal", () => {
  it("says first what the form is about, and knows it again when it comes back", () => {
    const modal = toModal(aForm([{ ...about, kind: "text" }], { intro: "You'll be its lead." }), { yes: "Yes" });
    expect(readBlocks(toBlocks(modal.blocks))).toMatch(/^You'll be its lead\.\nIt </);
    expect(parseFormContext(modal.private_metadata)).toEqual({ form: "setup" });
    expect([undefined, "", "{}", "{"].map(parseFormContext)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("with a title that does not fit says the whole of it below", () => {
    const long = toDetailsView({ locale: "en", title: "When to choose “All goals are mapped”", elements: [] }, "Close");
    expect(long.title.text).toBe("When to choose “All goa…");
    expect(readBlocks(toBlocks(long.blocks))).toBe("# When to choose “All goals are mapped”");
    const short = toDetailsView({ locale: "en", title: "Short", elements: [{ kind: "paragraph", text: "x" }] }, "Close");
    expect(readBlocks(toBlocks(short.blocks))).toBe("x");
  });
});
