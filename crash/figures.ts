/** The figures of stories, added up in one file, so that a run goes on where an earlier one stopped. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";

const figuresSchema = z.object({
  /** By the way in which the process died. */
  kills: z.record(z.string(), z.number()),
  acknowledged: z.number(),
  kept: z.number(),
  /** Under way when the program died, and kept. */
  keptUnasked: z.number(),
  lost: z.number(),
  doubled: z.number(),
  /** Messages that the platforms took, and changes of them. */
  posted: z.number(),
  edited: z.number(),
  doubledSends: z.number(),
  /** Messages of which the outbox says that nobody knows whether they arrived. */
  unclear: z.number(),
  violations: z.array(z.string()),
});

/** What one story or many came to. */
export type Figures = z.infer<typeof figuresSchema>;

const fileSchema = z.object({ stories: z.record(z.string(), figuresSchema) });

/** Returns figures of nothing. */
export function noFigures(): Figures {
  return {
    ...{ kills: {}, acknowledged: 0, kept: 0, keptUnasked: 0, lost: 0, doubled: 0 },
    ...{ posted: 0, edited: 0, doubledSends: 0, unclear: 0, violations: [] },
  };
}

/** Returns how many processes were killed in all. */
export function countKills({ kills }: Figures): number {
  return Object.values(kills).reduce((sum, count) => sum + count, 0);
}

/** Returns the sum of both. */
export function addFigures(left: Figures, right: Figures): Figures {
  const kinds = [...new Set([...Object.keys(left.kills), ...Object.keys(right.kills)])].sort();
  return {
    kills: Object.fromEntries(kinds.map((kind) => [kind, (left.kills[kind] ?? 0) + (right.kills[kind] ?? 0)])),
    acknowledged: left.acknowledged + right.acknowledged,
    kept: left.kept + right.kept,
    keptUnasked: left.keptUnasked + right.keptUnasked,
    lost: left.lost + right.lost,
    doubled: left.doubled + right.doubled,
    posted: left.posted + right.posted,
    edited: left.edited + right.edited,
    doubledSends: left.doubledSends + right.doubledSends,
    unclear: left.unclear + right.unclear,
    violations: [...left.violations, ...right.violations],
  };
}

/** Reads the figures of every story told so far, by seed; none where there is no file. Throws for a file of another shape. */
export async function readFigures(file: string): Promise<Map<number, Figures>> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return new Map();
  const { stories } = fileSchema.parse(JSON.parse(text));
  return new Map(Object.entries(stories).map(([seed, figures]) => [Number(seed), figures]));
}

/** Puts the figures and their sum in the file's place, whole or not at all. */
export async function writeFigures(file: string, stories: ReadonlyMap<number, Figures>): Promise<void> {
  const sum = [...stories.values()].reduce(addFigures, noFigures());
  await mkdir(dirname(file), { recursive: true });
  await writeFile(
    `${file}.part`,
    `${JSON.stringify({ sum, kills: countKills(sum), stories: Object.fromEntries(stories) }, null, 1)}\n`,
  );
  await rename(`${file}.part`, file);
}
