/** A picture as SVG: the same bytes for the same data, text and numbers escaped, nothing fetched. */

import type { Picture, Theme } from "../message/picture.ts";
import { drawCourse } from "./course-picture.ts";
import { drawOverview } from "./overview-picture.ts";
import { PALETTES } from "./palette.ts";
import { drawStanding } from "./standing-picture.ts";
import { drawTrend } from "./trend-picture.ts";

/**
 * Returns the picture as well-formed SVG, whatever its texts contain. It draws everything that the picture holds, so
 * values that may not be shown must be absent.
 */
export function toSvg(picture: Picture, theme: Theme): string {
  const palette = PALETTES[theme];
  switch (picture.kind) {
    case "standing":
      return drawStanding(picture, palette);
    case "trend":
      return drawTrend(picture, palette);
    case "course":
      return drawCourse(picture, palette);
    case "overview":
      return drawOverview(picture, palette);
    default: {
      const never: never = picture;
      return never;
    }
  }
}
