/** A standing as text for storage: JSON of a known version with every fraction as exact "n/d". */
import Fraction from "fraction.js";
import { z } from "zod";
import { NOT_APPLICABLE_REASONS } from "../reply.ts";
import type { Standing } from "./standing.ts";

const FORMAT = 1;

const fraction = z
  .string()
  .regex(/^\d+\/[1-9]\d*$/)
  .transform((text) => new Fraction(text));
const share = z.exactOptional(fraction);
const count = z.int().nonnegative();
const rating = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);

const questionSchema = z.object({
  questionId: z.string(),
  sectionId: z.string(),
  dimensionId: z.string(),
  optional: z.boolean(),
  expected: count,
  ratings: z.array(rating),
  raters: z.exactOptional(count),
  asOf: z.exactOptional(z.int()),
  notSure: count,
  notApplicable: z.object(Object.fromEntries(NOT_APPLICABLE_REASONS.map((reason) => [reason, z.exactOptional(count)]))),
  stale: count,
  /** Older texts have none. */
  outdated: count.default(0),
  score: share,
  coverage: share,
  agreement: share,
  split: z.boolean(),
  scopeSplit: z.boolean(),
  outside: z.exactOptional(z.enum(["optional", "not-applicable"])),
});

const aggregate = { score: share, coverage: share, agreement: share, freshness: share, respondents: count };

const sectionSchema = z.object({
  sectionId: z.string(),
  dimensionId: z.string(),
  ...aggregate,
  questions: z.array(questionSchema),
});

const standingSchema = z.object({
  format: z.literal(FORMAT),
  published: z.exactOptional(z.literal(true)),
  edition: z.string(),
  at: z.int(),
  members: count,
  whole: z.object(aggregate),
  dimensions: z.array(z.object({ dimensionId: z.string(), ...aggregate, sections: z.array(sectionSchema) })),
});

/** Returns the standing as JSON with every fraction as exact `"n/d"`. The same standing always gives the same text. */
export function encodeStanding(standing: Standing): string {
  return JSON.stringify({ format: FORMAT, ...standing }, (_key, value) =>
    value instanceof Fraction ? `${value.n}/${value.d}` : value,
  );
}

/** Returns exactly the standing that was encoded. Throws when the text is not a standing of a format that this version knows. */
export function parseStanding(text: string): Standing {
  const { format: _, ...standing } = standingSchema.parse(JSON.parse(text));
  return standing;
}
