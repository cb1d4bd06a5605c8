/** Draws the two icons that Teams asks for: 192 pixels in colour, and 32 pixels in white. */
import { toPng } from "../../pictures/to-png.ts";

/** A boat under way, on a field of 24 by 24. */
const BOAT =
  "M3 14.5h18l-2.6 4.2a2 2 0 0 1-1.7 .95H7.3a2 2 0 0 1-1.7-.95z M6.2 12.7 12.6 4.4a.8 .8 0 0 1 1.4 .5v7.8z M15.6 12.7V8.2l3.4 4.5z";

/** Draws both icons as PNG, in the sizes that Teams asks for. */
export async function drawIcons(): Promise<{ readonly color: Uint8Array; readonly outline: Uint8Array }> {
  return { color: await toPng(drawColor()), outline: await toPng(drawOutline()) };
}

/** Teams cuts round corners: the boat keeps to the inner half. */
function drawColor(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 24 24"><rect width="24" height="24" fill="#1D4ED8"/><path d="${BOAT}" fill="#FFFFFF" transform="translate(4.2 3.9) scale(.65)"/></svg>`;
}

/** White on nothing, edge to edge. */
function drawOutline(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 24 24"><path d="${BOAT}" fill="#FFFFFF"/></svg>`;
}
