/** Long texts end in an ellipsis within their room, whatever script they are in. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitText, measureText, wrapInTwo } from "../../src/pictures/text-width.ts";

const face = { size: 14, weight: 600 } as const;

describe("fitted text", () => {
  test("stays as it is where there is room", () => {
    expect(fitText("业务成果", face, 56)).toBe("业务成果");
    expect(fitText("People", face, 100)).toBe("People");
  });

  test("ends in an ellipsis where there is not", () => {
    expect(fitText("业务成果", face, 55)).toBe("业务…");
    expect(fitText("Business outcomes", face, 80)).toBe("Business…");
  });

  test("never runs over its room and never cuts a character in two", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 20, max: 300 }), (text, maxWidth) => {
        const fitted = fitText(text, face, maxWidth);
        expect(measureText(fitted, face)).toBeLessThanOrEqual(maxWidth);
        expect(/\p{Cs}/u.test(fitted)).toBe(/\p{Cs}/u.test(text));
        expect(fitted === text || text.startsWith(fitted.slice(0, -1))).toBe(true);
      }),
    );
  });

  test("counts a letter with its marks once", () => {
    expect(measureText("č", face)).toBe(measureText("c", face));
    expect(measureText("e\u0301", face)).toBe(measureText("e", face));
  });
});

describe("wrapped text", () => {
  test("breaks between words, in Chinese too", () => {
    expect(wrapInTwo("Business outcomes", face, 80)).toEqual(["Business", "outcomes"]);
    expect(wrapInTwo("业务成果与价值", face, 60)).toEqual(["业务成果", "与价值"]);
  });

  test("has two lines at most, the second cut", () => {
    expect(wrapInTwo("one two three four five six", face, 70)).toEqual(["one two", "three fo…"]);
  });

  test("cuts a single word that is too long", () => {
    expect(wrapInTwo("Donaudampfschifffahrt", face, 70)).toEqual(["Donaud…"]);
  });
});
