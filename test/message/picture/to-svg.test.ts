/** What stands in a picture's SVG: well-formed for any text, in proportion to the values, silent about what is hidden. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HEADING_HEIGHT } from "../../../src/message/picture/frame.ts";
import { MAX_ROWS } from "../../../src/message/picture/overview-picture.ts";
import type { Picture, Theme } from "../../../src/message/picture/picture.ts";
import { SCALE } from "../../../src/message/picture/standing-picture.ts";
import { toSvg } from "../../../src/message/picture/to-svg.ts";
import { PLOT } from "../../../src/message/picture/trend-picture.ts";
import { aBar, anOverview, aStanding, aTrend, findShapes, findXmlFault, listTexts } from "./a-picture.ts";

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
    aStanding({ title: words, subtitle: words, bars, legend, gate: { label: words, met: 1, total: 3 } }),
    aTrend({
      title: words,
      subtitle: words,
      points: [{ label: words, value: 0.5, milestone: words }, { label: words }],
      legend: { value: words, coverage: words, target: words },
    }),
    anOverview({
      title: words,
      subtitle: words,
      columns: [words],
      rows: [{ label: words, cells: [{ value: 0.5, display: words }] }],
    }),
  ];
}

describe("any picture", () => {
  test("is well-formed XML whatever its texts contain", () => {
    fc.assert(
      fc.property(text, theme, (words, inTheme) => {
        for (const picture of everywhere(words)) expect(findXmlFault(toSvg(picture, inTheme))).toBeUndefined();
      }),
    );
  });

  test("shows what a user wrote as it is, without direction marks and pictographs", () => {
    const svg = toSvg(aStanding({ title: `<b>"A" & 'B'</b> 🚀 \u202eC` }), "light");
    expect(listTexts(svg)[0]).toBe("&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt; C");
  });

  test("keeps a dash of a name that the fonts cannot draw", () => {
    expect(listTexts(toSvg(aStanding({ title: "🚀🚀" }), "light"))[0]).toBe("–");
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
    expect([SCALE.left, SCALE.width]).toEqual([208, 412]);
    expect(findShapes(svg, "now").map(({ x, width }) => [x, width])).toEqual([["208", "309"]]);
    expect(findShapes(svg, "before").map(({ cx }) => cx)).toEqual(["311", "10"]);
    expect(findShapes(svg, "target").map(({ x1, x2 }) => [x1, x2])[0]).toEqual(["414", "414"]);
    expect(findShapes(svg, "coverage").map(({ x, width }) => [x, width])).toEqual([["208", "412"]]);
  });

  test("draws any value in proportion, a bar a row from the top", () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 8 }), theme, (values, inTheme) => {
        const shapes = findShapes(toSvg(aStanding({ bars: values.map((now) => aBar({ now })) }), inTheme), "now");
        expect(shapes.map(({ width }) => Number(width))).toEqual(values.map((value) => Math.round(value * 41200) / 100));
        expect(shapes.map(({ y }) => Number(y))).toEqual(values.map((_, index) => HEADING_HEIGHT + 12 + 47 * index));
      }),
    );
  });

  test("draws no bar, no ring and no figure of what is hidden", () => {
    const svg = toSvg(aStanding({ bars: [aBar({ label: "People", display: "hidden" })] }), "light");
    expect(findShapes(svg, "now")).toEqual([]);
    expect(findShapes(svg, "coverage")).toEqual([]);
    expect(findShapes(svg, "before")).toHaveLength(1);
    expect(findShapes(svg, "nothing")).toHaveLength(1);
    const figures = listTexts(svg).filter((line) => /\d/.test(line));
    expect(figures).toEqual(["0%", "25%", "50%", "75%", "100%"]);
  });

  test("tells a provisional bar by its stripes and names them", () => {
    const legend = { ...aStanding().legend, provisional: "Provisional" };
    const firm = toSvg(aStanding({ bars: [aBar({ now: 0.5 })], legend }), "light");
    const provisional = toSvg(aStanding({ bars: [aBar({ now: 0.5, provisional: true })], legend }), "light");
    expect(findShapes(firm, "now")[0]?.fill).toBe("#1f6feb");
    expect(findShapes(provisional, "now")[0]?.fill).toBe("url(#hatch)");
    expect(listTexts(firm)).not.toContain("Provisional");
    expect(listTexts(provisional)).toContain("Provisional");
  });

  test("counts the gate in fields, and as one bar where there are many", () => {
    const few = toSvg(aStanding({ gate: { label: "Gate", met: 7, total: 12 } }), "light");
    expect(findShapes(few, "met")).toHaveLength(7);
    expect(listTexts(few)).toContain("7 / 12");
    const many = toSvg(aStanding({ gate: { label: "Gate", met: 50, total: 100 } }), "light");
    expect(findShapes(many, "met").map(({ width }) => width)).toEqual(["100"]);
    expect(listTexts(toSvg(aStanding(), "light"))).not.toContain("0 / 0");
  });
});

describe("a trend", () => {
  test.each([1, 2, 12, 60])("spreads %i rounds evenly and from 0 to 1", (count) => {
    const points = Array.from({ length: count }, (_, index) => ({ label: `R${index}`, value: index % 2, milestone: "m" }));
    const svg = toSvg(aTrend({ points }), "light");
    const band = (PLOT.right - PLOT.left) / count;
    const expected = points.map((_, index) => Math.round((PLOT.left + (index + 0.5) * band) * 100) / 100);
    expect(findShapes(svg, "milestone").map(({ x1 }) => Number(x1))).toEqual(expected);
    const last = findShapes(svg, "value").filter(({ r }) => r === "6");
    expect(last.map(({ cx, cy }) => [Number(cx), Number(cy)])).toEqual([
      [expected.at(-1), count % 2 === 0 ? PLOT.top : PLOT.bottom],
    ]);
  });

  test("draws values, coverage and target in proportion", () => {
    const points = [
      { label: "1", value: 0.25, coverage: 0.5 },
      { label: "2", value: 0.75 },
    ];
    const svg = toSvg(aTrend({ points, target: 0.5 }), "dark");
    expect(findShapes(svg, "path").map(({ d }) => d)).toEqual(["M249.00 274.00L595.00 174.00"]);
    expect(findShapes(svg, "coverage").map(({ y, height }) => [y, height])).toEqual([["224", "100"]]);
    expect(findShapes(svg, "target").map(({ y1, y2 }) => [y1, y2])).toEqual([["224", "224"]]);
    expect(listTexts(svg)).toContain("75%");
  });

  test("leaves a gap where a round is hidden, and a dot where one stands alone", () => {
    const values = [0.1, 0.2, undefined, 0.4, undefined, 0.5, 0.6];
    const points = values.map((value, index) => ({ label: `${index}`, ...(value === undefined ? {} : { value }) }));
    const svg = toSvg(aTrend({ points }), "light");
    expect(findShapes(svg, "path")).toHaveLength(2);
    const legendDot = 1;
    const lastDot = 1;
    expect(findShapes(svg, "value")).toHaveLength(5 + lastDot + legendDot);
  });

  test("says no figure when every round is hidden", () => {
    const svg = toSvg(aTrend({ points: [{ label: "a" }, { label: "b" }] }), "light");
    expect(findShapes(svg, "path")).toEqual([]);
    expect(findShapes(svg, "last")).toEqual([]);
    expect(findShapes(svg, "value")).toHaveLength(1);
  });

  test("rounds the last value as the voice does", () => {
    const svg = toSvg(aTrend({ points: [{ label: "1", value: 0.9999 }] }), "light");
    expect(listTexts(svg)).toContain("99%");
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

  test("counts the teams that find no room", () => {
    const svg = toSvg(anOverview({ rows: rows(200) }), "light");
    expect(findShapes(svg, "cell")).toHaveLength(MAX_ROWS);
    expect(listTexts(svg)).toContain(`+${200 - MAX_ROWS}`);
    expect(findShapes(toSvg(anOverview({ rows: rows(MAX_ROWS) }), "light"), "more")).toEqual([]);
  });
});
