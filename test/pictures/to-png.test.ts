/** A picture as PNG: drawn with the product's own fonts, Chinese included, the same bytes every time. */
import { createCanvas, GlobalFonts, loadImage } from "@napi-rs/canvas";
import { describe, expect, test } from "vitest";
import type { Face } from "../../src/pictures/text-width.ts";
import { measureText } from "../../src/pictures/text-width.ts";
import { toPng } from "../../src/pictures/to-png.ts";
import { toSvg } from "../../src/pictures/to-svg.ts";
import { aBar, aStanding } from "./a-picture.ts";

function weightsOf(family: string): readonly number[] {
  const styles = GlobalFonts.families.find((known) => known.family === family)?.styles ?? [];
  return styles.map(({ weight }) => weight).sort();
}

function withLabel(label: string): string {
  return toSvg(aStanding({ bars: [aBar({ label, now: 0.5, display: "50%" })] }), "light");
}

async function readPixels(
  png: Uint8Array,
): Promise<{ readonly width: number; readonly height: number; readonly data: Uint8ClampedArray }> {
  const image = await loadImage(Buffer.from(png));
  const context = createCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  return { width: image.width, height: image.height, data: context.getImageData(0, 0, image.width, image.height).data };
}

/** Pixels that differ, by where in the picture they lie: labels in the left quarter, figures right of it. */
async function countDifferences(one: string, other: string): Promise<{ readonly left: number; readonly right: number }> {
  const [first, second] = [await readPixels(await toPng(one)), await readPixels(await toPng(other))];
  expect([second.width, second.height]).toEqual([first.width, first.height]);
  const found = { left: 0, right: 0 };
  for (let at = 0; at < first.data.length; at += 4) {
    if (Math.abs((first.data[at] ?? 0) - (second.data[at] ?? 0)) < 64) continue;
    if ((at / 4) % first.width < first.width / 4) found.left += 1;
    else found.right += 1;
  }
  return found;
}

describe("a PNG", () => {
  test("has twice the logical size", async () => {
    const png = await toPng(withLabel("People"));
    expect([...png.slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    const { width, height } = await readPixels(png);
    expect([width, height]).toEqual([1200, 388]);
  });

  test.each([
    ["业务成果", "制度流程"],
    ["喆玥", "镕堃"],
    ["ččč", "řřř"],
    ["Жλ", "Шω"],
    ["🚀", "☕"],
  ])("draws %s and %s as different glyphs, not as boxes", async (one, other) => {
    const { left, right } = await countDifferences(withLabel(one), withLabel(other));
    expect(left).toBeGreaterThan(100);
    expect(right).toBe(0);
  });

  test("is drawn with the product's own fonts in both weights", async () => {
    await toPng(withLabel("业务成果"));
    for (const family of ["Inter", "Noto Sans SC"]) expect(weightsOf(family)).toEqual([400, 600]);
    expect(weightsOf("Noto Emoji")).toEqual([400]);
  });

  test.each(["陳", "한글", "नमस्ते", "𠮷"])(
    "draws %s, which no font of the product has, as boxes and drops nothing",
    async (text) => {
      const boxes = withLabel(Array.from(new Intl.Segmenter().segment(text), () => "□").join(""));
      expect(await countDifferences(withLabel(text), boxes)).toEqual({ left: 0, right: 0 });
      expect((await countDifferences(withLabel(text), withLabel(" "))).left).toBeGreaterThan(30);
    },
  );

  test("is the same bytes for the same picture, whether kept or drawn anew", async () => {
    const svg = withLabel("业务成果");
    const first = await toPng(svg);
    expect(Buffer.compare(await toPng(svg), first)).toBe(0);
    expect(Buffer.compare(await toPng(`${svg}\n`), first)).toBe(0);
  });

  test("comes back unharmed when a caller writes into an earlier one", async () => {
    const svg = withLabel("kept");
    const first = await toPng(svg);
    first.fill(0);
    expect((await toPng(svg))[1]).toBe(0x50);
  });

  test("of many pictures at once is the one that was asked for", async () => {
    const labels = Array.from({ length: 30 }, (_, index) => `label ${index}`);
    const together = await Promise.all(labels.map((label) => toPng(withLabel(label))));
    const again = await toPng(withLabel("label 0"));
    expect(Buffer.compare(again, together[0] ?? new Uint8Array())).toBe(0);
    expect(new Set(together.map((png) => Buffer.from(png).toString("base64"))).size).toBe(30);
  });

  test("is refused for what is no SVG, and the next picture is drawn all the same", async () => {
    await expect(toPng("<svg")).rejects.toThrow();
    expect((await toPng(withLabel("after"))).length).toBeGreaterThan(1000);
  });
});

describe("the widths that texts are fitted by", () => {
  const context = createCanvas(1, 1).getContext("2d");

  test.each<[string, Face]>([
    ["The extraordinarily long named Platform Engineering", { size: 24, weight: 600 }],
    ["Round 12 · closed 23 Nov 2026 · 7 of 8 answered (61%)", { size: 16, weight: 400 }],
    ["跨区域平台工程与开发者体验赋能团队", { size: 18, weight: 600 }],
    ["第 2 级 · 运营 −2 ±0", { size: 16, weight: 400 }],
  ])("agree with the fonts for %s", async (text, face) => {
    await toPng(withLabel("loads the fonts"));
    context.font = `${face.weight} ${face.size}px Inter, "Noto Sans SC"`;
    const drawn = context.measureText(text).width;
    expect(Math.abs(measureText(text, face) - drawn) / drawn).toBeLessThan(0.03);
  });
});
