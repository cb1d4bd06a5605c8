/** A team's standing in short as compact JSON: lists in place of objects, fractions as exact text such as `5/6`. */
import Fraction from "fraction.js";
import { z } from "zod";
import type { BriefSection } from "../../app/ports/team-standing-store.ts";
import type { MaskedAggregate, MaskedStanding } from "../../core/standing/masked-standing.ts";
import type { TeamStanding } from "../../core/standing/team-standing.ts";
import { parseJson } from "./row.ts";

const share = z
  .string()
  .nullable()
  .transform((text) => (text === null ? undefined : new Fraction(text)));

const fraction = z.string().transform((text) => new Fraction(text));

const hidden = { f: { shown: false, because: "too-few" }, p: { shown: false, because: "protects-another" } } as const;

/** How many questions have enough answers, and of how many. */
const baseline = z.tuple([z.number(), z.number()]).transform(([enough, questions]) => ({ enough, questions }));

/** Texts of earlier versions end without a baseline. */
function addBaseline(parts: unknown): unknown {
  return Array.isArray(parts) && !Array.isArray(parts.at(-1)) ? [...parts, [0, 0]] : parts;
}

/**
 * Respondents, why the figures are hidden and the baseline, or respondents, score, coverage, agreement, freshness and the
 * baseline.
 */
const aggregate = z
  .preprocess(
    addBaseline,
    z.union([z.tuple([z.number(), z.enum(["f", "p"]), baseline]), z.tuple([z.number(), share, share, share, share, baseline])]),
  )
  .transform((parts): MaskedAggregate => {
    if (parts.length === 3) return { respondents: parts[0], figures: hidden[parts[1]], baseline: parts[2] };
    const [respondents, score, coverage, agreement, freshness, counted] = parts;
    return {
      respondents,
      baseline: counted,
      figures: {
        shown: true,
        ...(score && { score }),
        ...(coverage && { coverage }),
        ...(agreement && { agreement }),
        ...(freshness && { freshness }),
      },
    };
  });

const standing = z
  .object({
    edition: z.string(),
    at: z.number(),
    members: z.number(),
    coverage: share,
    whole: aggregate,
    dimensions: z.array(z.tuple([z.string(), aggregate, z.array(z.tuple([z.string(), aggregate]))])),
  })
  .transform(({ coverage, dimensions, ...about }): MaskedStanding => ({
    ...about,
    ...(coverage && { coverage }),
    dimensions: dimensions.map(([dimensionId, figures, sections]) => ({
      dimensionId,
      ...figures,
      sections: sections.map(([sectionId, own]) => ({ sectionId, dimensionId, ...own, questions: [] })),
    })),
  }));

const comparison = z
  .tuple([fraction, fraction, z.number(), z.boolean()])
  .transform(([now, before, questions, complete]) => ({ now, before, questions, complete }));

const content = z.object({
  standing,
  change: comparison.exactOptional(),
  gate: z.object({ met: z.number(), total: z.number(), passed: z.boolean() }),
  response: z.object({ round: z.number(), asked: z.number(), answered: z.number() }).exactOptional(),
  path: z.array(z.object({ round: z.number(), at: z.number(), whole: aggregate })),
});

type Content = Omit<TeamStanding, "teamId" | "at">;

/** Parses what `toTeamStandingJson` wrote. Throws when the text does not have the shape. */
export function parseTeamStanding(text: string): Content {
  return parseJson(content, text);
}

type PackedSection = readonly [id: string, figures: readonly unknown[]];

/** What `packStanding` made of a standing's sections. The whole schema costs ten times as much, and thousands are read at once. */
function parsePackedSections(text: string): readonly PackedSection[] {
  const { standing: packed } = JSON.parse(text) as { standing: { dimensions: [string, unknown, PackedSection[]][] } };
  return packed.dimensions.flatMap(([, , sections]) => sections);
}

/** Parses of what `toTeamStandingJson` wrote the sections that show a score, and nothing else. */
export function parseShownSections(text: string): readonly BriefSection[] {
  return parsePackedSections(text).flatMap(([sectionId, [, score, coverage]]) => {
    // Hidden figures hold a reason in place of a score.
    if (typeof score !== "string" || score in hidden) return [];
    return [{ sectionId, share: toNumber(score), coverage: typeof coverage === "string" ? toNumber(coverage) : 0 }];
  });
}

function toNumber(fraction: string): number {
  const [over = "0", under = "1"] = fraction.split("/");
  return Number(over) / Number(under);
}

/** Returns the standing in short as JSON that is read back without rounding. Questions are left out. */
export function toTeamStandingJson({ standing: now, change, gate, response, path }: Content): string {
  return JSON.stringify({
    standing: packStanding(now),
    ...(change && {
      change: [change.now.toFraction(), change.before.toFraction(), change.questions, change.complete],
    }),
    gate,
    ...(response && { response }),
    path: path.map(({ round, at, whole }) => ({ round, at, whole: packAggregate(whole) })),
  });
}

function packStanding({ edition, at, members, coverage, whole, dimensions }: MaskedStanding): object {
  return {
    edition,
    at,
    members,
    coverage: packShare(coverage),
    whole: packAggregate(whole),
    dimensions: dimensions.map((dimension) => [
      dimension.dimensionId,
      packAggregate(dimension),
      dimension.sections.map((section) => [section.sectionId, packAggregate(section)]),
    ]),
  };
}

function packAggregate({ respondents, figures, baseline: { enough, questions } }: MaskedAggregate): readonly unknown[] {
  const counted = [enough, questions];
  if (!figures.shown) return [respondents, figures.because === "too-few" ? "f" : "p", counted];
  const { score, coverage, agreement, freshness } = figures;
  return [respondents, ...[score, coverage, agreement, freshness].map(packShare), counted];
}

function packShare(value: Fraction | undefined): string | null {
  return value === undefined ? null : value.toFraction();
}
