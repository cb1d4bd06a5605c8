/** The types of the prompts are those of the prompts as they are now; `npm run fix` writes them anew. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadPrompts } from "../../../src/message/voice/prompts.ts";
import { writePromptTable } from "./prompt-table.ts";

const ROOT = join(import.meta.dirname, "../../..");

test("the types of the prompts are fresh", async () => {
  const table = writePromptTable(await loadPrompts(join(ROOT, "prompts"), "en"));
  await expect(table).toMatchFileSnapshot(join(ROOT, "src/message/voice/prompt-table.ts"));
});
