/**
 * An SVG of ours as PNG, at twice its logical size. The renderer and the fonts are loaded with the first picture and come
 * with the product, never from the machine. Compression runs on a thread of its own; what was drawn lately is kept.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { boxUnknown, CHARACTERS_FILE, FONTS_DIRECTORY, PICTURE_FONTS } from "./fonts.ts";

const SCALE = 2;
const KEPT = 24;
type Renderer = {
  readonly canvas: Pick<typeof import("@napi-rs/canvas"), "createCanvas" | "loadImage">;
  readonly known: ReadonlySet<string>;
};

let renderer: Promise<Renderer> | undefined;
let last: Promise<unknown> = Promise.resolve();
const kept = new Map<string, Promise<Uint8Array>>();

/**
 * Returns the SVG as PNG at twice its logical size. The same SVG gives the same bytes, and the caller may change its
 * copy. Rejects when the SVG cannot be drawn.
 */
export async function toPng(svg: string): Promise<Uint8Array> {
  const key = createHash("sha256").update(svg).digest("base64");
  const png = kept.get(key) ?? drawInTurn(svg);
  kept.delete(key);
  kept.set(key, png);
  png.catch(() => kept.delete(key));
  const oldest = kept.keys().next();
  if (kept.size > KEPT && !oldest.done) kept.delete(oldest.value);
  return Uint8Array.from(await png);
}

/** Draws one picture at a time, because a canvas takes megabytes, and lets other work run in between. */
function drawInTurn(svg: string): Promise<Uint8Array> {
  const png = last.then(() => draw(svg));
  last = png.catch(() => undefined);
  return png;
}

async function draw(svg: string): Promise<Uint8Array> {
  const { canvas, known } = await useRenderer();
  const image = await canvas.loadImage(Buffer.from(boxUnknown(svg, known)));
  const surface = canvas.createCanvas(image.width * SCALE, image.height * SCALE);
  surface.getContext("2d").drawImage(image, 0, 0, surface.width, surface.height);
  return surface.encode("png");
}

/** Loads the renderer once. A failure is tried again with the next picture. */
function useRenderer(): Promise<Renderer> {
  renderer ??= loadRenderer();
  renderer.catch(() => {
    renderer = undefined;
  });
  return renderer;
}

async function loadRenderer(): Promise<Renderer> {
  const canvas = await import("@napi-rs/canvas");
  for (const name of PICTURE_FONTS) {
    const path = join(FONTS_DIRECTORY, name);
    if (!canvas.GlobalFonts.registerFromPath(path)) throw new Error(`The font ${path} cannot be read.`);
  }
  return { canvas, known: new Set(await readFile(join(FONTS_DIRECTORY, CHARACTERS_FILE), "utf8")) };
}
