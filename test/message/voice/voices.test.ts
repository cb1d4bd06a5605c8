/** The voice speaks what stands in a folder of prompts, and writes numbers and dates as its language does. */
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Locale } from "../../../src/core/locale.ts";
import { toPlain } from "../../../src/message/text.ts";
import { loadPrompts } from "../../../src/message/voice/prompts.ts";
import type { Voice } from "../../../src/message/voice/voice.ts";
import { createSpeech, type Speech, createVoices } from "../../../src/message/voice/voices.ts";

const ENGLISH = `
greeting: Hello {name}
quoted: "It's {count, plural, one {# question} other {# questions}}, isn't it"
big: "{count, number}"
styled: "Plain <b>bold {name}</b>, <i>slanted</i> and <code>{code}</code>"
nested: "<b>outer <i>inner {name}</i> outer</b>"
broken: "Hello {name"
link: "See <a>there</a>"
steps:
  taken: Taken by {name}
  due.today: Due today
`;
const CHINESE = 'greeting: 你好，{name}\nsteps:\n  taken: "由 <b>{name}</b> 认领"\n';

/** A voice that says the prompts of this test, whose ids no type knows. */
type Tried = Omit<Voice, keyof Speech> & Speech;

let directory = "";
let en: Tried;
let zh: Tried;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "speedboat-prompts-"));
  await mkdir(join(directory, "en"));
  await mkdir(join(directory, "zh-CN"));
  await writeFile(join(directory, "en", "check-in.yaml"), ENGLISH);
  await writeFile(join(directory, "en", "empty.yaml"), "");
  await writeFile(join(directory, "en", "numbers.yaml"), "count: 7");
  await writeFile(join(directory, "zh-CN", "check-in.yaml"), CHINESE);
  for (const locale of ["en", "zh-CN"]) {
    const typed = join(import.meta.dirname, "../../../prompts", locale, "typed");
    await cp(typed, join(directory, locale, "typed"), { recursive: true });
  }
  const voices = await createVoices(directory);
  const tried = async (locale: Locale): Promise<Tried> => ({
    ...voices(locale),
    ...createSpeech(await loadPrompts(directory, locale)),
  });
  en = await tried("en");
  zh = await tried("zh-CN");
});
afterAll(() => rm(directory, { recursive: true }));

describe("Chinese beside Chinese", () => {
  test("has no space around a value that is Chinese, and one around what is not", () => {
    expect(zh.say("check-in.steps.taken", { name: "王示例" })).toBe("由王示例认领");
    expect(zh.say("check-in.steps.taken", { name: "Ana" })).toBe("由 Ana 认领");
    expect(zh.say("check-in.steps.taken", { name: "TEC-07 生产" })).toBe("由 TEC-07 生产认领");
  });

  test("is closed up across styles", () => {
    expect(zh.runs("check-in.steps.taken", { name: "王示例" })).toEqual([
      { text: "由" },
      { text: "王示例", style: "bold" },
      { text: "认领" },
    ]);
  });

  test("keeps the spaces that are part of a value", () => {
    expect(zh.say("check-in.steps.taken", { name: "平台 团队" })).toBe("由平台 团队认领");
    expect(zh.say("check-in.greeting", { name: " 王 " })).toBe("你好， 王 ");
    expect(en.say("check-in.greeting", { name: "平台 团队" })).toBe("Hello 平台 团队");
  });
});

describe("what the voice says", () => {
  test("a sentence is found by file and key in each language", () => {
    expect(en.say("check-in.greeting", { name: "Ana" })).toBe("Hello Ana");
    expect(zh.say("check-in.greeting", { name: "王示例" })).toBe("你好，王示例");
  });

  test("nested keys and keys with dots are ids alike", () => {
    expect(en.say("check-in.steps.taken", { name: "Ana" })).toBe("Taken by Ana");
    expect(en.say("check-in.steps.due.today")).toBe("Due today");
  });

  test("plurals and numbers follow the language", () => {
    expect(en.say("check-in.quoted", { count: 1 })).toBe("It's 1 question, isn't it");
    expect(en.say("check-in.quoted", { count: 5 })).toBe("It's 5 questions, isn't it");
    expect(en.say("check-in.big", { count: 12345 })).toBe("12,345");
  });

  test("tags become styles, and a value may bear a tag's name", () => {
    expect(en.runs("check-in.styled", { name: "Ana", code: "TEC-07" })).toEqual([
      { text: "Plain " },
      { text: "bold Ana", style: "bold" },
      { text: ", " },
      { text: "slanted", style: "italic" },
      { text: " and " },
      { text: "TEC-07", style: "code" },
    ]);
    expect(en.say("check-in.styled", { name: "Ana", code: "TEC-07" })).toBe("Plain bold Ana, slanted and TEC-07");
  });

  test("of nested tags the inner one gives the style", () => {
    expect(en.runs("check-in.nested", { name: "Ana" })).toEqual([
      { text: "outer ", style: "bold" },
      { text: "inner Ana", style: "italic" },
      { text: " outer", style: "bold" },
    ]);
  });

  test.each(["<b>Ana</b>", "{code}", "'{name}'", "it's", "#", "</b><i>", "\\", "<code>", "''", "{count, plural, other {x}}"])(
    "the value %s stays literal",
    (name) => {
      expect(en.say("check-in.greeting", { name })).toBe(`Hello ${name}`);
      expect(en.runs("check-in.styled", { name, code: name })[1]).toEqual({ text: `bold ${name}`, style: "bold" });
      expect(en.runs("check-in.styled", { name, code: name }).at(-1)).toEqual({ text: name, style: "code" });
    },
  );

  test("any value comes out as it went in, and words and runs say the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (name) => {
        expect(en.say("check-in.greeting", { name })).toBe(`Hello ${name}`);
        expect(toPlain(en.runs("check-in.styled", { name, code: name }))).toBe(en.say("check-in.styled", { name, code: name }));
      }),
    );
  });

  test("a text of the catalogue is said in the voice's language", () => {
    expect(zh.of({ en: "Operate", "zh-CN": "运营" })).toBe("运营");
    expect(zh.locale).toBe("zh-CN");
  });
});

describe("what the voice refuses", () => {
  test.each([
    "check-in.nothing",
    "nothing.greeting",
    "greeting",
    "",
    "check-in",
    "check-in.steps",
    "empty.x",
    "check-in.constructor",
  ])("the unknown id %j throws and is named", (id) =>
    expect(() => en.say(id)).toThrow(`prompt-unknown {"id":"${id}","locale":"en"}`),
  );

  test("an id that only the other language has is unknown", () => {
    expect(() => zh.say("check-in.big", { count: 1 })).toThrow(/prompt-unknown.*check-in\.big.*zh-CN/);
  });

  test("a missing value throws and the id is named", () => {
    expect(() => en.say("check-in.greeting")).toThrow('prompt-invalid {"id":"check-in.greeting","locale":"en"}');
    expect(() => en.runs("check-in.styled", { name: "Ana" })).toThrow(/prompt-invalid.*check-in\.styled/);
  });

  test("a broken template or a foreign tag throws and the id is named", () => {
    expect(() => en.say("check-in.broken", { name: "Ana" })).toThrow(/prompt-invalid.*check-in\.broken/);
    expect(() => en.say("check-in.link")).toThrow(/prompt-invalid.*check-in\.link/);
  });

  test("a file with something else than sentences throws and is named", () => {
    expect(() => en.say("numbers.count")).toThrow('prompt-invalid {"file":"en/numbers.yaml"}');
  });

  test("a folder without a language is refused at the start", async () => {
    await expect(createVoices(join(directory, "en"))).rejects.toThrow("ENOENT");
  });
});

describe("how the voice writes numbers and dates", () => {
  test.each([
    [undefined, "–"],
    [0, "0%"],
    [0.001, "1%"],
    [0.145, "15%"],
    [0.664999, "66%"],
    [2 / 3, "67%"],
    [0.994, "99%"],
    [0.9999, "99%"],
    [1, "100%"],
  ])("the share %s reads %s in both languages", (share, words) => {
    expect([en.percent(share), zh.percent(share)]).toEqual([words, words]);
  });

  test.each([
    [0.04, "+4"],
    [-0.02, "−2"],
    [0, "±0"],
    [-0, "±0"],
    [0.004, "±0"],
    [-0.004, "±0"],
    [0.005, "+1"],
    [-0.005, "−1"],
    [-1, "−100"],
  ])("the difference %s reads %s points", (difference, words) => {
    expect(en.points(difference)).toBe(words);
  });

  test("only everything reads 100% and only nothing reads 0%", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true }), (share) => {
        expect(["0%", "100%"]).not.toContain(en.percent(share));
      }),
    );
  });

  test("dates name the month, hours run to 24, and the zone decides the day", () => {
    const at = Date.UTC(2026, 10, 23, 20, 5);
    expect(en.date(at, "UTC")).toBe("23 Nov 2026");
    expect(en.date(at, "Asia/Shanghai")).toBe("24 Nov 2026");
    expect(en.dateTime(at, "UTC")).toBe("23 Nov 2026, 20:05 (UTC)");
    expect(zh.date(at, "Asia/Shanghai")).toBe("2026年11月24日");
    expect(zh.dateTime(at, "Asia/Shanghai")).toBe("2026年11月24日 04:05（UTC+8）");
  });

  test("a local date is the same day wherever the machine stands", () => {
    expect(en.localDate("2026-03-29")).toBe("29 Mar 2026");
    expect(zh.localDate("2026-03-29")).toBe("2026年3月29日");
  });

  test("lists join as the language does", () => {
    expect(en.list(["Ana", "Bo", "Chen"])).toBe("Ana, Bo and Chen");
    expect(zh.list(["Ana", "王示例"])).toBe("Ana、王示例");
    expect(en.list([])).toBe("");
  });
});
