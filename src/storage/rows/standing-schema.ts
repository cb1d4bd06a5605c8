/** Stores standings as JSON; fractions are exact text such as `5/6`. */
import Fraction from "fraction.js";
import { z } from "zod";
import { NOT_APPLICABLE_REASONS } from "../../core/reply.ts";
import type { Standing } from "../../core/standing/standing.ts";
import { parseJson } from "./row.ts";

const fraction = z.string().transform((text) => new Fraction(text));
const optionalFraction = fraction.exactOptional();

const question = z.object({
  questionId: z.string(),
  sectionId: z.string(),
  dimensionId: z.string(),
  optional: z.boolean(),
  expected: z.number(),
  ratings: z.array(z.literal([0, 1, 2, 3])),
  raters: z.number().exactOptional(),
  asOf: z.number().exactOptional(),
  notSure: z.number(),
  notApplicable: z.partialRecord(z.enum(NOT_APPLICABLE_REASONS), z.number()),
  stale: z.number(),
  /** Kept from version 2 of the catalogue on. */
  outdated: z.number().default(0),
  score: optionalFraction,
  coverage: optionalFraction,
  agreement: optionalFraction,
  split: z.boolean(),
  scopeSplit: z.boolean(),
  outside: z.enum(["optional", "not-applicable"]).exactOptional(),
});

const aggregate = z.object({
  score: optionalFraction,
  coverage: optionalFraction,
  agreement: optionalFraction,
  freshness: optionalFraction,
  respondents: z.number(),
});

const standing = z.object({
  published: z.literal(true).exactOptional(),
  edition: z.string(),
  at: z.number(),
  members: z.number(),
  whole: aggregate,
  dimensions: z.array(
    aggregate.extend({
      dimensionId: z.string(),
      sections: z.array(aggregate.extend({ sectionId: z.string(), dimensionId: z.string(), questions: z.array(question) })),
    }),
  ),
}) satisfies z.ZodType<Standing>;

/** Parses a stored standing, older shapes included. Throws when the text does not have the shape. */
export function parseStandingRow(text: string): Standing {
  return parseJson(standing, text);
}

/** Returns the standing as JSON that `parseStandingRow` reads back without rounding. */
export function toStandingJson(value: Standing): string {
  return JSON.stringify(value, (_key, part: unknown) => (part instanceof Fraction ? part.toFraction() : part));
}
