/**
 * An SVG of ours as PNG, at twice its logical size. The renderer and the fonts are loaded with the first picture and come
 * with packages, never from the machine. Compression runs on a thread of its own; what was drawn lately is kept.
 */
import { createHash } from "node:crypto";
import { createRequire } from "node:module";

const SCALE = 2;
const KEPT = 24;
const require = createRequire(import.meta.url);
const FONTS = [
  () => require.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
  () => require.resolve("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf"),
  () => require.resolve("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"),
  () => require.resolve("@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf"),
] as const;

type Renderer = Pick<typeof import("@napi-rs/canvas"), "createCanvas" | "loadImage">;

let renderer: Promise<Renderer> | undefined;
let last: Promise<unknown> = Promise.resolve();
const kept = new Map<string, Promise<Uint8Array>>();

/** The same bytes for the same SVG, the caller's to keep. Rejects when the SVG cannot be drawn. */
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

/** One at a time: a canvas takes megabytes, and other work gets its turn in between. */
function drawInTurn(svg: string): Promise<Uint8Array> {
  const png = last.then(() => draw(svg));
  last = png.catch(() => undefined);
  return png;
}

async function draw(svg: string): Promise<Uint8Array> {
  const { createCanvas, loadImage } = await useRenderer();
  const image = await loadImage(Buffer.from(svg));
  const canvas = createCanvas(image.width * SCALE, image.height * SCALE);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.encode("png");
}

/** Loaded once; a failed loading is tried again with the next picture. */
function useRenderer(): Promise<Renderer> {
  renderer ??= loadRenderer();
  renderer.catch(() => {
    renderer = undefined;
  });
  return renderer;
}

async function loadRenderer(): Promise<Renderer> {
  const canvas = await import("@napi-rs/canvas");
  for (const find of FONTS) {
    const path = find();
    if (!canvas.GlobalFonts.registerFromPath(path)) throw new Error(`The font ${path} cannot be read.`);
  }
  return canvas;
}
