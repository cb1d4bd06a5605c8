/** Microsoft's own renderer of Adaptive Cards, in a real browser. */
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Json } from "../../../fakes/json.ts";
import { listNodes } from "./cards.ts";

const RENDERER = join(import.meta.dirname, "../../../node_modules/adaptivecards/dist/adaptivecards.min.js");

export async function openRenderer(page: Page): Promise<void> {
  await page.setContent("<!doctype html><meta charset=utf-8><body style='width:600px'></body>");
  await page.addScriptTag({ path: RENDERER });
  await page.addScriptTag({ path: join(import.meta.dirname, "official-renderer.page.js") });
}

/** What the renderer refuses or leaves out of each of the cards, or shows something else for. */
export async function listRenderFaults(page: Page, cards: readonly Json[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const card of cards) {
    const found = await page.evaluate(`faultsOf(${JSON.stringify(expect(card))})`);
    if (!Array.isArray(found)) throw new Error("the renderer does not answer");
    if (found.length > 0) faults.push(`${found.join("; ")} — ${JSON.stringify(card).slice(0, 300)}`);
  }
  return faults;
}

function expect(card: Json): Json {
  const nodes = listNodes(card).filter(({ type }) => type !== "AdaptiveCard");
  const told = nodes.flatMap(({ type, text, label, title }) =>
    // A table's or container's own action is its whole area, without words.
    [text, label, String(type).startsWith("Action.") || type === "Input.Toggle" ? title : undefined],
  );
  const count = (matches: (type: string) => boolean) => nodes.filter(({ type }) => matches(String(type))).length;
  return {
    card,
    texts: told.filter((part) => typeof part === "string"),
    pictures: nodes.filter(({ type }) => type === "Image").map(({ altText }) => altText),
    buttons: listNodes(card)
      .filter(({ type }) => type === "ActionSet")
      .reduce((sum, { actions }) => sum + (Array.isArray(actions) ? actions.length : 0), 0),
    inputs: count((type) => type.startsWith("Input.")),
  };
}
