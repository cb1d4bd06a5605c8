/** The shape of an edition's files: the edition itself, its claims, and one file per dimension. It knows no file system. */
import { z } from "zod";
import { LOCALES, type Locale } from "../locale.ts";

/** The greatest length of a text in each language, in Unicode characters, so that a card and its buttons can hold it. */
export type Limit = Readonly<Record<Locale, number>>;

/** The greatest length of every kind of text in a catalogue file, in Unicode characters for each language. */
export const CATALOGUE_LIMITS = {
  heading: { en: 60, "zh-CN": 30 },
  title: { en: 40, "zh-CN": 16 },
  text: { en: 170, "zh-CN": 80 },
  why: { en: 260, "zh-CN": 120 },
  label: { en: 22, "zh-CN": 8 },
  answer: { en: 150, "zh-CN": 70 },
  nextStep: { en: 230, "zh-CN": 110 },
  criterion: { en: 130, "zh-CN": 60 },
  evidence: { en: 90, "zh-CN": 40 },
} as const satisfies Record<string, Limit>;

function words(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .refine((text) => [...text].length <= max, { params: { reason: "too-long", max } });
}

function localized(limit: Limit) {
  return z.strictObject({ en: words(limit.en), "zh-CN": words(limit["zh-CN"]) });
}

const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
const score = z.int().min(1).max(5);
const flag = z.boolean().exactOptional();
const fraction = z.string().regex(/^\d+\/[1-9]\d*$/);
const rating = z.literal([0, 1, 2, 3]);
/** A file beside the edition, never elsewhere. */
const fileName = z.string().regex(/^[\w][\w.-]*\.ya?ml$/);
const answer = z.strictObject({
  label: localized(CATALOGUE_LIMITS.label),
  text: localized(CATALOGUE_LIMITS.answer),
  nextStep: localized(CATALOGUE_LIMITS.nextStep).exactOptional(),
});

const question = z.strictObject({
  id,
  code: z.string().regex(/^[A-Z]+-\d{2,}$/),
  claims: z.array(z.string()).min(1),
  title: localized(CATALOGUE_LIMITS.title),
  text: localized(CATALOGUE_LIMITS.text),
  why: localized(CATALOGUE_LIMITS.why),
  answers: z.array(answer).length(4),
  criteria: z.array(localized(CATALOGUE_LIMITS.criterion)).min(1),
  evidence: z.array(localized(CATALOGUE_LIMITS.evidence)).min(1),
  roles: z.array(z.string()).min(1),
  dependsOn: z.array(z.string()),
  usefulness: score,
  effort: score,
  gate: flag,
  optional: flag,
  proof: z
    .array(z.enum(["evidence", "value"]))
    .min(1)
    .exactOptional(),
  projects: z.array(z.string()),
  comparableSince: z.int().min(1).exactOptional(),
});

/**
 * The schema of a dimension file: its sections and their questions. It refuses unknown keys, missing translations and
 * texts that are too long.
 */
export const dimensionFile = z.strictObject({
  dimension: id,
  code: z.string().regex(/^[A-Z]+$/),
  title: localized(CATALOGUE_LIMITS.heading),
  sections: z
    .array(z.strictObject({ id, title: localized(CATALOGUE_LIMITS.heading), questions: z.array(question).min(1) }))
    .min(1),
});

const claim = z.strictObject({
  id: z.string().min(1),
  section: z.string().min(1),
  en: z.string().trim().min(1),
  zh: z.string().trim().min(1),
  gate: flag,
  gate_implied: flag,
  optional: flag,
});

/**
 * The schema of the claims file: every statement of the model that the edition covers. It refuses unknown keys and an
 * empty list.
 */
export const claimsFile = z.strictObject({ edition: z.string(), level: z.int(), claims: z.array(claim).min(1) });

/**
 * The schema of the edition file: version, roles, gate thresholds, and the names of the files beside it. A file name
 * cannot contain a folder.
 */
export const editionFile = z.strictObject({
  edition: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  version: z.int().min(1),
  level: z.int().min(1),
  model: z.strictObject({
    title: localized(CATALOGUE_LIMITS.heading),
    edition: z.string(),
    source: z.url({ protocol: /^https$/ }),
  }),
  title: localized(CATALOGUE_LIMITS.heading),
  claims: fileName,
  dimensions: z.array(fileName).min(1),
  roles: z.array(z.strictObject({ id, title: localized(CATALOGUE_LIMITS.heading) })).min(1),
  gate: z.strictObject({
    question: z.strictObject({ minRating: rating, minMean: fraction, minCoverage: fraction }),
    section: z.strictObject({ minScore: fraction, minCoverage: fraction }),
  }),
  renamed: z.record(id, id),
});

/** The content of an edition file that fits its schema. */
export type EditionFile = z.infer<typeof editionFile>;

/** The content of a claims file that fits its schema. */
export type ClaimsFile = z.infer<typeof claimsFile>;

/** The content of a dimension file that fits its schema. */
export type DimensionFile = z.infer<typeof dimensionFile>;

/** One question as it is written in a dimension file, before its gate mark is derived from the claims. */
export type QuestionEntry = z.infer<typeof question>;

/** Where a problem was found: the file, and the keys and indexes that lead from its root to the place. */
export type Spot = { readonly file: string; readonly path: readonly (string | number)[] };

/** What can be wrong with an edition's files. Each code has its own sentence in `prompts/`. */
export type ProblemCode =
  | "unreadable"
  | "unknown-key"
  | "missing-key"
  | "missing-translation"
  | "wrong-value"
  | "too-long"
  | "four-answers"
  | "next-step-missing"
  | "next-step-needless"
  | "same-label"
  | "duplicate-id"
  | "duplicate-code"
  | "code-prefix"
  | "unknown-claim"
  | "uncovered-claim"
  | "unknown-role"
  | "unknown-question"
  | "dependency-cycle"
  | "gate-disagrees"
  | "optional-disagrees"
  | "proof-disagrees"
  | "mark-missing"
  | "mark-ahead";

/** One problem, the place where it was found, and the values that its sentence needs. The sentence comes from `prompts/`. */
export type CatalogueProblem = Spot & {
  readonly code: ProblemCode;
  readonly values: ProblemValues;
};

type ProblemValue =
  | "claim"
  | "cycle"
  | "detail"
  | "id"
  | "key"
  | "language"
  | "length"
  | "line"
  | "max"
  | "prefix"
  | "rating"
  | "since"
  | "value"
  | "version"
  | "wanted";

/** The values that the sentence about a problem may need. Its code decides which of them are set. */
export type ProblemValues = { readonly [V in ProblemValue]?: string | number } & { readonly count?: number };

const LANGUAGE_KEYS: readonly unknown[] = [...LOCALES, "zh"];

type ParseResult<T> =
  | { readonly content: T; readonly problems: readonly [] }
  | { readonly problems: readonly CatalogueProblem[] };

/**
 * Returns the typed content when the value fits the schema, and otherwise everything that is wrong with its shape. It
 * never throws; `file` only names the file in the problems.
 */
export function parseFile<T>(schema: z.ZodType<T>, file: string, value: unknown): ParseResult<T> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return { content: result.data, problems: [] };
  return { problems: result.error.issues.flatMap((issue) => toProblems(file, issue)) };
}

function toProblems(file: string, issue: z.core.$ZodIssue): readonly CatalogueProblem[] {
  const path = issue.path.filter((key) => typeof key !== "symbol");
  const key = path.at(-1) ?? "";
  const at = (code: ProblemCode, values: ProblemValues = {}) => [{ file, path, code, values }];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((unknown) => ({ file, path: [...path, unknown], code: "unknown-key", values: { key: unknown } }));
  }
  const isEmpty = issue.input === undefined || issue.input === null || issue.code === "too_small";
  if (LANGUAGE_KEYS.includes(key) && isEmpty) return at("missing-translation", { language: key });
  if (issue.input === undefined || issue.input === null) return at("missing-key", { key });
  if (key === "answers" && Array.isArray(issue.input)) return at("four-answers", { count: issue.input.length });
  if (issue.code === "custom" && issue.params?.reason === "too-long") {
    return at("too-long", { max: Number(issue.params.max), length: [...String(issue.input)].length });
  }
  return at("wrong-value", { key, value: describe(issue.input) });
}

function describe(value: unknown): string {
  return (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 60);
}
