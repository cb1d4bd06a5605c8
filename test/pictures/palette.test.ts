/** Colours can be told apart by eyes that see less, in both themes. */
import { describe, expect, test } from "vitest";
import { PALETTES } from "../../src/pictures/palette.ts";

describe.each(["light", "dark"] as const)("the %s palette", (theme) => {
  const palette = PALETTES[theme];

  test.each(["ink", "muted", "target"] as const)("reads %s at 4.5 : 1 or more", (name) => {
    expect(contrast(palette[name], palette.ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["now", "coverage", "good", "bad"] as const)("shows %s at 3 : 1 or more", (name) => {
    expect(contrast(palette[name], palette.ground)).toBeGreaterThanOrEqual(3);
  });

  test("sets a bar and its coverage off from their empty parts", () => {
    expect(contrast(palette.now, palette.track)).toBeGreaterThanOrEqual(3);
    expect(contrast(palette.coverage, palette.track)).toBeGreaterThanOrEqual(3);
  });

  test("reads the figure of every cell at 4.5 : 1 or more", () => {
    for (const { fill, ink } of palette.heat) expect(contrast(ink, fill)).toBeGreaterThanOrEqual(4.5);
  });

  test("grows in one direction from nothing to everything", () => {
    const steps = palette.heat.map(({ fill }) => contrast(fill, palette.ground));
    expect(steps).toEqual([...steps].sort((left, right) => left - right));
  });
});

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(left: string, right: string): number {
  const [dark = 0, light = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
