/** The stored shapes of a check-in's agenda and position. */
import { z } from "zod";
import type { AgendaItem, Position } from "../../core/check-in/check-in.ts";
import { NOT_APPLICABLE_REASONS, type Reply } from "../../core/reply.ts";
import { createJsonParser, parseJson } from "./row.ts";

const reply = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("rating"), rating: z.literal([0, 1, 2, 3]) }),
  z.object({ kind: z.literal("not-sure") }),
  z.object({ kind: z.literal("not-applicable"), reason: z.enum(NOT_APPLICABLE_REASONS) }),
]) satisfies z.ZodType<Reply>;

const items = z.array(
  z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("question"),
      questionId: z.string(),
      because: z.enum(["step-done", "changed", "gate", "unanswered", "stale", "not-applicable", "split", "weak", "assessment"]),
      before: z.object({ reply, at: z.number() }).exactOptional(),
      outcome: z.enum(["pending", "answered", "skipped"]),
      reply: reply.exactOptional(),
      note: z.string().exactOptional(),
      noteShared: z.boolean().exactOptional(),
      evidence: z.string().exactOptional(),
    }),
    z.object({
      kind: z.literal("step"),
      stepId: z.string(),
      questionId: z.string(),
      outcome: z.enum(["pending", "done", "not-yet", "dropped"]),
    }),
  ]),
) satisfies z.ZodType<readonly AgendaItem[]>;

const position = z.discriminatedUnion("on", [
  z.object({ on: z.literal("offer") }),
  z.object({ on: z.literal("question"), questionId: z.string() }),
  z.object({ on: z.literal("step"), stepId: z.string() }),
  z.object({ on: z.literal("summary") }),
]) satisfies z.ZodType<Position>;

/** Parses a stored agenda. Throws when the text does not have its shape. */
export function parseItems(text: string): readonly AgendaItem[] {
  return parseJson(items, text);
}

/** Parses a stored position within a check-in. Throws when the text does not have its shape. */
export const parsePosition = createJsonParser(position);
