/** What stands in a picture's SVG: well-formed for any text, in proportion to the values, silent about what is hidden. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Picture, Theme } from "../../src/message/picture.ts";
import { MAX_PICTURE_ROWS } from "../../src/pictures/overview-picture.ts";
import { SMALL, WIDTH } from "../../src/pictures/picture-frame.ts";
import { ROW, rowsTop, SCALE } from "../../src/pictures/standing-picture.ts";
import { toSvg } from "../../src/pictures/to-svg.ts";
import { PLOT_AREA } from "../../src/pictures/trend-picture.ts";
import { aBar, aCourse, anOverview, aStanding, aTrend, findShapes, findXmlFault, listTexts } from "./a-picture.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const theme = fc.constantFrom<Theme>("light", "dark");
const HOSTILE = [
  "]]>",
  "<script>alert(1)</script>",
  `"'&<>`,
  "&amp;",
  "\u0000\u0007\u001b",
  "\ud800",
  "\uffff",
  "\u202eabc",
  "🚀",
  "<!--",
  "<?x",
  "1\n2",
];
const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary" }), fc.string({ unit: "grapheme", minLength: 60 }));

function everywhere(words: string): readonly Picture[] {
  const legend = { now: words, before: words, target: words, coverage: words, provisional: words };
  const bars = [
    aBar({ label: words, display: words, change: words, now: 0.5, provisional: true }),
    aBar({ label: words, display: words }),
  ];
  return [
    aStanding({
      title: words,
      subtitle: words,
      whole: { display: words, change: words, note: words },
      bars,
      legend,
      gate: { label: words, met: 1, total: 3 },
    }),
    aTrend({
      title: words,
      subtitle: words,
      points: [{ label: words, value: 0.5, milestone: words }, { label: words }],
      legend: { value: words, coverage: words, target: words },
    }),
    aCourse({
      title: words,
      subtitle: words,
      points: [
        { x: 0, y: 1, display: words },
        { x: 0.5, y: 0.5, display: words },
      ],
      target: { x: 1, y: 0, display: words },
      values: [{ at: 0, label: words }],
      days: [{ at: 0, label: words }],
      legend: { reading: words, target: words },
    }),
    anOverview({
      title: words,
      subtitle: words,
      columns: [words],
      rows: [{ label: words, cells: [{ value: 0.5, coverage: 0.5, display: words }] }],
    }),
  ];
}

/** The ends of the stripes of the first hatched bar, from the left. */
function firstStripes(svg: string): readonly number[] {
  const path = svg.match(/<path d="([^"]*)" stroke="#1f6feb"/)?.[1] ?? "";
  return [...path.matchAll(/[ML]([\d.]+) /g)].map((match) => Number(match[1]));
}

describe("any picture", () => {
  test("is well-formed XML whatever its texts contain", () => {
    fc.assert(
      fc.property(text, theme, (words, inTheme) => {
        for (const picture of everywhere(words)) expect(findXmlFault(toSvg(picture, inTheme))).toBeUndefined();
      }),
    );
  });

  test("shows what a user wrote as it is, without direction marks, a composed pictograph as its first part", () => {
    const svg = toSvg(aStanding({ title: `<b>"A" & 'B'</b> 🚀👩\u200d💻👍🏽❤\ufe0f \u202eC e\u0301` }), "light");
    expect(listTexts(svg)[0]).toBe("&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt; 🚀👩👍❤ C é");
  });

  test("keeps a dash of a name of which nothing can be drawn", () => {
    expect(listTexts(toSvg(aStanding({ title: "\u202e\u200d\u0007" }), "light"))[0]).toBe("–");
  });

  test("writes nothing so small that it is less than ten pixels where it is shown 380 wide", () => {
    for (const picture of everywhere("Business outcomes")) {
      const svg = toSvg(picture, "light");
      const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map((match) => Number(match[1]));
      expect(svg).toContain(`width="${WIDTH}"`);
      expect((Math.min(...sizes) * 380) / WIDTH).toBeGreaterThanOrEqual(10);
    }
  });

  test("has no ids, so that two of them can stand on one page", () => {
    for (const picture of everywhere("Process")) expect(toSvg(picture, "light")).not.toMatch(/ id=|url\(/);
  });

  test("is the same for the same data and differs by theme", () => {
    const picture = aStanding({ bars: [aBar({ now: 0.5 })] });
    expect(toSvg(picture, "dark")).toBe(toSvg(picture, "dark"));
    expect(toSvg(picture, "dark")).not.toBe(toSvg(picture, "light"));
  });
});

describe("the checker of these tests", () => {
  test.each(["<a><b></a></b>", "<a>&nbsp;</a>", "<a", "<a>\u0007</a>", '<a b="<"/>', "<a/>x", "<a>]]></a>", "<a>", '<a b="&"/>'])(
    "finds the fault of %j",
    (xml) => expect(findXmlFault(xml)).toBeDefined(),
  );
});

describe("a standing", () => {
  test("draws now, before, target and coverage in proportion", () => {
    const bar = aBar({ now: 0.75, before: 0.25, target: 0.5, coverage: 1 });
    const svg = toSvg(aStanding({ bars: [bar] }), "light");
    expect([SCALE.left, SCALE.width]).toEqual([152, 300]);
    expect(findShapes(svg, "now").map(({ x, width }) => [x, width])).toEqual([["152", "225"]]);
    expect(findShapes(svg, "before").map(({ cx }) => cx)).toEqual(["227", "11"]);
    expect(findShapes(svg, "target").map(({ x1, x2 }) => [x1, x2])).toEqual([["302", "302"]]);
    expect(findShapes(svg, "coverage").map(({ x, width }) => [x, width])).toEqual([["152", "300"]]);
  });

  test("draws any value in proportion, a bar a row from the top", () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 8 }), theme, (values, inTheme) => {
        const picture = aStanding({ bars: values.map((now, index) => aBar({ now, provisional: index % 2 === 0 })) });
        const shapes = findShapes(toSvg(picture, inTheme), "now");
        const first = rowsTop(picture) + (ROW.pitch - ROW.bar) / 2;
        expect(shapes.map(({ width }) => Number(width))).toEqual(values.map((value) => Math.round(value * 30000) / 100));
        expect(shapes.map(({ y }) => Number(y))).toEqual(values.map((_, index) => first + ROW.pitch * index));
      }),
    );
  });

  test("draws no bar, no ring and no figure of what is hidden", () => {
    const svg = toSvg(aStanding({ bars: [aBar({ label: "People", display: "hidden" })] }), "light");
    for (const name of ["now", "coverage", "before", "target"]) expect(findShapes(svg, name)).toEqual([]);
    expect(findShapes(svg, "nothing")).toHaveLength(1);
    expect(listTexts(svg)).toEqual(["Payments", "Round two", "People", "hidden"]);
  });

  test("tells a provisional bar by its stripes and names them", () => {
    const legend = { ...aStanding().legend, provisional: "Provisional" };
    const firm = toSvg(aStanding({ bars: [aBar({ now: 0.5 })], legend }), "light");
    const provisional = toSvg(aStanding({ bars: [aBar({ now: 0.5, provisional: true })], legend }), "light");
    expect(findShapes(firm, "now")[0]?.fill).toBe("#1f6feb");
    expect(findShapes(provisional, "now").map(({ fill, stroke }) => [fill, stroke])).toEqual([["#ffffff", "#1f6feb"]]);
    expect(firstStripes(provisional).length).toBeGreaterThan(10);
    for (const x of firstStripes(provisional)) {
      expect(x).toBeGreaterThanOrEqual(SCALE.left);
      expect(x).toBeLessThanOrEqual(SCALE.left + SCALE.width / 2);
    }
    expect(firstStripes(firm)).toEqual([]);
    expect(listTexts(firm)).not.toContain("Provisional");
    expect(listTexts(provisional)).toContain("Provisional");
  });

  test("says the whole score, its change and its note", () => {
    const whole = { display: "62%", change: "+4", note: "coverage 83%" };
    const texts = listTexts(toSvg(aStanding({ whole }), "dark"));
    expect(texts).toEqual(expect.arrayContaining(["62%", "+4", "coverage 83%"]));
  });

  test("names the gate's mark once above the rows, and in the legend where the rows differ", () => {
    const same = [aBar({ target: 0.5 }), aBar({ target: 0.5 })];
    const above = toSvg(aStanding({ bars: same }), "light");
    expect(findShapes(above, "target")).toHaveLength(2);
    expect(listTexts(above).filter((line) => line === "Target")).toHaveLength(1);
    const mixed = toSvg(aStanding({ bars: [aBar({ target: 0.5 }), aBar({ target: 0.6 })] }), "light");
    expect(findShapes(mixed, "target")).toHaveLength(3);
    expect(listTexts(mixed).filter((line) => line === "Target")).toHaveLength(1);
  });

  test("counts the gate in fields, and as one bar where there are many", () => {
    const few = toSvg(aStanding({ gate: { label: "Gate", met: 7, total: 12 } }), "light");
    expect(findShapes(few, "met")).toHaveLength(7);
    expect(listTexts(few)).toContain("7 / 12");
    const many = toSvg(aStanding({ gate: { label: "Gate", met: 50, total: 100 } }), "light");
    expect(findShapes(many, "met").map(({ width }) => width)).toEqual(["122"]);
    expect(listTexts(toSvg(aStanding(), "light"))).not.toContain("0 / 0");
  });
});

describe("a trend", () => {
  test.each([1, 2, 12, 60])("spreads %i rounds evenly and from 0 to 1", (count) => {
    const points = Array.from({ length: count }, (_, index) => ({ label: `R${index}`, value: index % 2, milestone: "m" }));
    const svg = toSvg(aTrend({ points }), "light");
    const first = PLOT_AREA.left + PLOT_AREA.inset;
    const width = PLOT_AREA.right - PLOT_AREA.inset - first;
    const expected = points.map(
      (_, index) => Math.round((first + (count === 1 ? 0.5 : index / (count - 1)) * width) * 100) / 100,
    );
    expect(findShapes(svg, "milestone").map(({ x1 }) => Number(x1))).toEqual(expected);
    const last = findShapes(svg, "value").filter(({ r }) => r === "8");
    expect(last.map(({ cx, cy }) => [Number(cx), Number(cy)])).toEqual([
      [expected.at(-1), count % 2 === 0 ? PLOT_AREA.top : PLOT_AREA.bottom],
    ]);
  });

  test("draws values, coverage and target in proportion", () => {
    const points = [
      { label: "1", value: 0.25, coverage: 0.5 },
      { label: "2", value: 0.75 },
    ];
    const svg = toSvg(aTrend({ points, target: 0.5 }), "dark");
    expect(findShapes(svg, "path").map(({ d }) => d)).toEqual(["M92.00 257.50L442.00 152.50"]);
    expect(findShapes(svg, "coverage").map(({ y, height }) => [y, height])).toEqual([["205", "105"]]);
    expect(findShapes(svg, "target").map(({ y1, y2 }) => [y1, y2])).toEqual([["205", "205"]]);
    expect(listTexts(svg)).toContain("75%");
  });

  test("leaves a gap where a round is hidden, and a dot where one stands alone", () => {
    const values = [0.1, 0.2, undefined, 0.4, undefined, 0.5, 0.6];
    const points = values.map((value, index) => ({ label: `${index}`, ...(value === undefined ? {} : { value }) }));
    const svg = toSvg(aTrend({ points }), "light");
    expect(findShapes(svg, "path")).toHaveLength(2);
    const lastDot = 1;
    expect(findShapes(svg, "value")).toHaveLength(5 + lastDot);
  });

  test("says no figure when every round is hidden", () => {
    const svg = toSvg(aTrend({ points: [{ label: "a" }, { label: "b" }] }), "light");
    expect(findShapes(svg, "path")).toEqual([]);
    expect(findShapes(svg, "last")).toEqual([]);
    expect(findShapes(svg, "value")).toEqual([]);
    expect(listTexts(svg).filter((line) => /\d/.test(line))).toEqual(["0%", "50%", "100%"]);
  });

  test("sets the labels at the right apart however close what they name lies", () => {
    fc.assert(
      fc.property(share, share, share, (value, coverage, target) => {
        const svg = toSvg(aTrend({ points: [{ label: "1", value, coverage }], target }), "light");
        const heights = [...svg.matchAll(/<text (?:class="last" )?x="470" y="([\d.]+)" font-size="(\d+)"/g)]
          .map(([, y, size]) => Number(y) - Number(size) * 0.364)
          .sort((one, other) => one - other);
        expect(heights).toHaveLength(3);
        const gaps = heights.slice(1).map((height, index) => height - (heights[index] ?? 0));
        expect(Math.min(...gaps)).toBeGreaterThan(SMALL.size);
        expect(heights[0]).toBeGreaterThanOrEqual(PLOT_AREA.top - 0.1);
        expect(heights.at(-1)).toBeLessThanOrEqual(PLOT_AREA.bottom + 0.1);
      }),
    );
  });

  test("rounds the last value as the voice does", () => {
    const svg = toSvg(aTrend({ points: [{ label: "1", value: 0.9999 }] }), "light");
    expect(listTexts(svg)).toContain("99%");
  });
});

describe("a KPI's course", () => {
  const points = [
    { x: 0, y: 1, display: "21 days" },
    { x: 0.5, y: 0.5, display: "12 days" },
  ];

  test("draws the numbers and the way to the target in proportion, the baseline as a ring", () => {
    const svg = toSvg(aCourse({ points, target: { x: 1, y: 0, display: "7 days" } }), "dark");
    expect(findShapes(svg, "path").map(({ d }) => d)).toEqual(["M50.00 108.00L286.00 210.00"]);
    expect(findShapes(svg, "baseline")).toMatchObject([{ cx: "50", cy: "108", fill: "#15181e" }]);
    expect(findShapes(svg, "value")).toMatchObject([{ cx: "286", cy: "210" }]);
    expect(findShapes(svg, "target")).toMatchObject([{ x1: "50", y1: "108", x2: "522", y2: "312" }]);
    expect(listTexts(svg)).toEqual(expect.arrayContaining(["12 days", "7 days", "Readings", "Path to target"]));
  });

  test("says nothing of a target that isn't there", () => {
    const svg = toSvg(aCourse({ points }), "light");
    expect(findShapes(svg, "target")).toEqual([]);
    expect(listTexts(svg)).not.toContain("Path to target");
  });

  test("keeps the newest number and the target apart and on the picture, wherever they lie", () => {
    fc.assert(
      fc.property(share, share, share, share, (x, y, ax, ay) => {
        const ends = [{ x, y, display: "12 days" }];
        const svg = toSvg(aCourse({ points: ends, target: { x: ax, y: ay, display: "7 days" } }), "light");
        const heights = findShapes(svg, "last").map(({ x: at, y: height }) => [Number(at), Number(height)]);
        for (const [at = 0, height = 0] of heights) {
          expect(at).toBeGreaterThanOrEqual(24);
          expect(at).toBeLessThanOrEqual(WIDTH - 24);
          expect(height).toBeGreaterThan(100);
          expect(height).toBeLessThan(340);
        }
        const [one = [], other = []] = heights;
        const isApart = Math.abs((one[0] ?? 0) - (other[0] ?? 0)) > 60 || Math.abs((one[1] ?? 0) - (other[1] ?? 0)) > SMALL.size;
        expect(isApart).toBe(true);
      }),
    );
  });
});

describe("an overview", () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ label: `Team ${index}`, cells: [{ value: 0.5, display: "50%" }] }));

  test("draws a cell a value and an empty outline where none may be shown", () => {
    const svg = toSvg(
      anOverview({
        rows: [{ label: "A", cells: [{ value: 0, display: "0%" }, { display: "–" }, { value: 1, display: "100%" }] }],
      }),
      "light",
    );
    expect(findShapes(svg, "cell").map(({ fill }) => fill)).toEqual(["#eef4fe", "#173f94"]);
    expect(findShapes(svg, "nothing")).toHaveLength(1);
    expect(listTexts(svg)).toContain("–");
  });

  test("underlines a cell by its coverage, and none that has no value", () => {
    const cells = [
      { value: 0.5, coverage: 1, display: "50%" },
      { value: 0.5, coverage: 0.25, display: "50%" },
      { coverage: 1, display: "hidden" },
    ];
    const lines = findShapes(toSvg(anOverview({ rows: [{ label: "A", cells }] }), "light"), "coverage");
    expect(lines.map(({ width }) => Number(width) / Number(lines[0]?.width))).toEqual([1, 0.25]);
  });

  test("lets the names of its columns rise where they do not fit level", () => {
    const columns = ["Whole level", "Business outcomes", "People", "Process", "Policy", "Technology"];
    const english = toSvg(anOverview({ columns }), "light");
    expect(listTexts(english)).toEqual(expect.arrayContaining(columns));
    expect(english).toContain("rotate(");
    expect(toSvg(anOverview({ columns: ["整个级别", "业务成果", "人员", "流程", "策略", "技术"] }), "light")).not.toContain(
      "rotate(",
    );
  });

  test("counts the teams that find no room", () => {
    const svg = toSvg(anOverview({ rows: rows(200) }), "light");
    expect(findShapes(svg, "cell")).toHaveLength(MAX_PICTURE_ROWS);
    expect(listTexts(svg)).toContain(`+${200 - MAX_PICTURE_ROWS}`);
    expect(findShapes(toSvg(anOverview({ rows: rows(MAX_PICTURE_ROWS) }), "light"), "more")).toEqual([]);
  });
});
