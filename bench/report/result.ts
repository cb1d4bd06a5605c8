/** What a row found: figures with their spread over the turns, and the sizes that they hold for. */
import { z } from "zod";

const UNITS = ["ms", "µs", "×", "MB", "%", "a second"] as const;
export type Unit = (typeof UNITS)[number];

const aimSchema = z.object({ how: z.enum(["at most", "at least"]), value: z.number() });
export type Aim = z.infer<typeof aimSchema>;

const figureSchema = z.object({
  name: z.string(),
  unit: z.enum(UNITS),
  /** Of the turns' values; `least` and `most` are the lowest and the highest of them. */
  median: z.number(),
  least: z.number(),
  most: z.number(),
  values: z.array(z.number()).readonly(),
  aim: aimSchema.optional(),
});
export type Figure = z.infer<typeof figureSchema>;

export const resultSchema = z.object({
  what: z.string(),
  /** How much there was to work on, and how it was measured. */
  size: z.string(),
  figures: z.array(figureSchema).readonly(),
});
export type Result = z.infer<typeof resultSchema>;

export const atMost = (value: number): Aim => ({ how: "at most", value });
export const atLeast = (value: number): Aim => ({ how: "at least", value });

/** The figure of a value for each turn. Throws where a value is no finite number: nothing was measured then. */
export function toFigure(name: string, unit: Unit, values: readonly number[], aim?: Aim): Figure {
  if (values.length === 0 || !values.every(Number.isFinite)) throw new Error(`“${name}” is no figure: ${values.join(", ")}`);
  const sorted = values.toSorted((left, right) => left - right);
  const [least = 0] = sorted;
  const most = sorted.at(-1) ?? least;
  return { name, unit, median: medianOf(sorted), least, most, values, ...(aim && { aim }) };
}

function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

export function isMet({ median, aim }: Figure): boolean | undefined {
  if (!aim) return undefined;
  return aim.how === "at most" ? median <= aim.value : median >= aim.value;
}
