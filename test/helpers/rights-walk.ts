/** The walk over the table of rights that both platforms share: everybody tries everything, and hears what the table says. */
import { describe, expect, test } from "vitest";
import { type Cell, COMMANDS, expectedRefusal, FORGED, readRefusal, type Try } from "./rights.ts";

/** Describes the walk. `hear` tries something as somebody, and returns all that is shown to them because of it. */
export function describeRights(cells: readonly Cell[], hear: (cell: Cell, tried: Try) => Promise<string>): void {
  async function walk(cell: Cell, tries: readonly Try[]): Promise<void> {
    const heard: Record<string, string> = {};
    for (const tried of tries) heard[tried.name] = readRefusal(await hear(cell, tried));
    expect(heard).toEqual(Object.fromEntries(tries.map((tried) => [tried.name, expectedRefusal(tried, cell)])));
  }

  describe.each(cells)("R27: $role, $account", (cell) => {
    test("every command", () => walk(cell, COMMANDS));

    test("every button and form, forged", () => walk(cell, FORGED));
  });
}
