/** One row in a process of its own, so that no row pays for what another left in memory or warmed up. */
import { z } from "zod";
import { answerParent } from "./program/child.ts";
import { ROWS } from "./rows/all.ts";
import { FULL, SHORT } from "./scale.ts";

const orderSchema = z.object({ row: z.string(), isShort: z.boolean(), program: z.string() });
export type RowOrder = z.infer<typeof orderSchema>;

answerParent((told) => {
  const { row, isShort, program } = orderSchema.parse(told);
  return ROWS.get(row)?.({ scale: isShort ? SHORT : FULL, program });
});
