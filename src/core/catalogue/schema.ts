/** The shape of a whole edition as it is stored. `file-schema.ts` has the shape of its files. */
import { z } from "zod";
import type { AnswerOption, Catalogue, Question } from "./catalogue.ts";

const localized = z.strictObject({ en: z.string(), "zh-CN": z.string() });

const answer = z.strictObject({
  rating: z.literal([0, 1, 2, 3]),
  label: localized,
  text: localized,
  nextStep: localized.exactOptional(),
}) satisfies z.ZodType<AnswerOption>;

const question = z.strictObject({
  id: z.string(),
  code: z.string(),
  dimensionId: z.string(),
  sectionId: z.string(),
  claims: z.array(z.string()),
  title: localized,
  text: localized,
  why: localized,
  answers: z.tuple([answer, answer, answer, answer]),
  criteria: z.array(localized),
  evidence: z.array(localized),
  roles: z.array(z.string()),
  dependsOn: z.array(z.string()),
  usefulness: z.number(),
  effort: z.number(),
  gate: z.enum(["model", "implied"]).exactOptional(),
  optional: z.boolean(),
  proof: z.array(z.enum(["evidence", "value"])),
  projects: z.array(z.string()),
  comparableSince: z.number().exactOptional(),
}) satisfies z.ZodType<Question>;

const section = z.strictObject({ id: z.string(), dimensionId: z.string(), title: localized, questions: z.array(question) });
const dimension = z.strictObject({ id: z.string(), code: z.string(), title: localized, sections: z.array(section) });

const claim = z.strictObject({
  id: z.string(),
  section: z.string(),
  text: localized,
  gate: z.boolean(),
  gateImplied: z.boolean(),
  optional: z.boolean(),
});

const catalogue = z.strictObject({
  edition: z.string(),
  version: z.number(),
  level: z.number(),
  title: localized,
  model: z.strictObject({ title: localized, edition: z.string(), source: z.string() }),
  roles: z.array(z.strictObject({ id: z.string(), title: localized })),
  claims: z.array(claim),
  dimensions: z.array(dimension),
  gate: z.strictObject({
    question: z.strictObject({ minRating: z.literal([0, 1, 2, 3]), minMean: z.string(), minCoverage: z.string() }),
    section: z.strictObject({ minScore: z.string(), minCoverage: z.string() }),
  }),
  renamed: z.record(z.string(), z.string()),
}) satisfies z.ZodType<Catalogue>;

/** Returns the value as a catalogue. Throws a `ZodError` when it is not a whole edition in this shape. */
export function parseCatalogue(value: unknown): Catalogue {
  return catalogue.parse(value);
}
