/** Names are put into words that hold ids: in every text, as the language writes it, and never by what somebody typed. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { listMarkedPeople, markName, putInNames, withoutMarks } from "../../src/message/person-names.ts";
import { createVoices } from "../../src/message/voice/voices.ts";

const voices = await createVoices(join(import.meta.dirname, "../../prompts"));
const ana = { id: "01ANA", name: "Ana Example" };
const names = new Map([
  ["01ANA", "Ana Example"],
  ["01WANG", "王小明"],
]);
const nameOf = (id: string) => names.get(id) ?? "Somebody";

describe("a mark", () => {
  test("holds the id and no name, and is found in every text once", () => {
    const message = {
      summary: `${markName(ana)} · ${markName(ana)}`,
      elements: [{ items: [[{ text: markName({ id: "x" }) }]] }],
    };
    expect(markName(ana)).not.toContain("Ana");
    expect(listMarkedPeople(message)).toEqual(["01ANA", "x"]);
  });

  test("becomes the name in plain words, runs, labels and lists, and nothing else changes", () => {
    const action = { act: "keep-member", teamId: "t", personId: "01ANA" };
    const named = putInNames(
      {
        summary: `${markName(ana)} left`,
        elements: [
          { kind: "paragraph", text: [{ text: markName(ana), style: "bold" }, { text: " left" }], tone: "quiet" },
          {
            kind: "buttons",
            buttons: [{ label: `Keep ${markName(ana)}`, action, confirm: { title: markName({ id: "gone" }) } }],
          },
        ],
      },
      nameOf,
      "en",
    );
    expect(named).toEqual({
      summary: "Ana Example left",
      elements: [
        { kind: "paragraph", text: [{ text: "Ana Example", style: "bold" }, { text: " left" }], tone: "quiet" },
        { kind: "buttons", buttons: [{ label: "Keep Ana Example", action, confirm: { title: "Somebody" } }] },
      ],
    });
  });

  test("leaves no space between Chinese and a Chinese name, also where runs meet, and one beside a Latin name", () => {
    const voice = voices("zh-CN");
    for (const [id, name] of names) {
      const told = {
        plain: voice.say("roster-news.deactivated", { name: markName({ id }), team: "团队" }),
        runs: voice.runs("roster-news.deactivated", { name: markName({ id }), team: "团队" }),
      };
      expect(putInNames(told, nameOf, "zh-CN")).toEqual({
        plain: voice.say("roster-news.deactivated", { name, team: "团队" }),
        runs: voice.runs("roster-news.deactivated", { name, team: "团队" }),
      });
    }
  });

  test("is taken out of whatever comes from outside, and the rest stays as it was", () => {
    const typed = { line: `kpi ${markName(ana)}`, values: { members: [markName(ana)] } };
    expect(withoutMarks(typed)).toEqual({ line: "kpi 01ANA", values: { members: ["01ANA"] } });
    const clean = { line: "status", values: ["𠮷 😀"] };
    expect(withoutMarks(clean)).toBe(clean);
  });

  test("in a name itself names nobody", () => {
    expect(putInNames(markName({ id: "01EVE" }), () => `Eve ${markName(ana)}`, "en")).toBe("Eve 01ANA");
  });
});
