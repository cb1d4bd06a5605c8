/** Draws the pictures of a message, so that rendering itself stays pure. */
import { listPictures, type Message } from "../../message/message.ts";
import type { Picture } from "../../message/picture.ts";

/** A picture as PNG. */
export type DrawPng = (picture: Picture) => Promise<Uint8Array>;
/**
 * Returns the pictures of a message as a card carries them. One that cannot be drawn is left out, and its words are shown
 * instead.
 */
export type CardPictures = (message: Message) => Promise<ReadonlyMap<Picture, string>>;

/** Creates the pictures as `data:` addresses of PNG files. */
export function createCardPictures(draw: DrawPng): CardPictures {
  return async ({ elements }) => {
    const drawn = new Map<Picture, string>();
    for (const { picture } of listPictures(elements)) {
      const png = await draw(picture).catch(() => undefined);
      if (png) drawn.set(picture, `data:image/png;base64,${Buffer.from(png).toString("base64")}`);
    }
    return drawn;
  };
}

/** Draws a picture as PNG in the size of a card. The drawing code is loaded with the first picture. */
export async function drawForCard(picture: Picture): Promise<Uint8Array> {
  const [{ toSvg }, { toPng }] = await Promise.all([import("../../pictures/to-svg.ts"), import("../../pictures/to-png.ts")]);
  return toPng(toCardSize(toSvg(picture, "light")));
}

/** As many pixels as the SVG's own units: pictures travel inside the message, and a card is narrower than that. */
function toCardSize(svg: string): string {
  return svg.replace(/ width="([\d.]+)" height="([\d.]+)"/, (_, width, height) => ` width="${width / 2}" height="${height / 2}"`);
}
