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

const hidden = { f: { shown: false, because: "too-few" }, p: { shown: false, because: "protects-another" } } as const;

/** Respondents and why the figures are hidden, or respondents, score, coverage, agreement and freshness. */
const aggregate = z
  .union([z.tuple([z.number(), z.enum(["f", "p"])]), z.tuple([z.number(), share, share, share, share])])
  .transform((parts): MaskedAggregate => {
    if (parts.length === 2) return { respondents: parts[0], figures: hidden[parts[1]] };
    const [respondents, score, coverage, agreement, freshness] = parts;
    return {
      respondents,
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

const content = z.object({
  standing,
  before: standing.exactOptional(),
  gate: z.object({ met: z.number(), total: z.number(), passed: z.boolean() }),
  response: z.object({ round: z.number(), asked: z.number(), answered: z.number() }).exactOptional(),
  path: z.array(z.object({ round: z.number(), at: z.number(), whole: aggregate })),
});

type Content = Omit<TeamStanding, "teamId" | "at">;

/** Parses what `toTeamStandingJson` wrote. Throws when the text does not have the shape. */
export function parseTeamStanding(text: string): Content {
  return parseJson(content, text);
}

type PackedSection = readonly [id: string, figures: readonly (number | string | null)[]];

/** What `packStanding` made of a standing's sections. The whole schema costs ten times as much, and thousands are read at once. */
function parsePackedSections(text: string): readonly PackedSection[] {
  const { standing: packed } = JSON.parse(text) as { standing: { dimensions: [string, unknown, PackedSection[]][] } };
  return packed.dimensions.flatMap(([, , sections]) => sections);
}

/** Parses of what `toTeamStandingJson` wrote the sections that show a score, and nothing else. */
export function parseShownSections(text: string): readonly BriefSection[] {
  return parsePackedSections(text).flatMap(([sectionId, [, score, coverage]]) => {
    // Hidden figures hold a reason in place of a score, and no coverage.
    if (typeof score !== "string" || coverage === undefined) return [];
    return [{ sectionId, share: toNumber(score), coverage: typeof coverage === "string" ? toNumber(coverage) : 0 }];
  });
}

function toNumber(fraction: string): number {
  const [over = "0", under = "1"] = fraction.split("/");
  return Number(over) / Number(under);
}

/** Returns the standing in short as JSON that is read back without rounding. Questions are left out. */
export function toTeamStandingJson({ standing: now, before, gate, response, path }: Content): string {
  return JSON.stringify({
    standing: packStanding(now),
    ...(before && { before: packStanding(before) }),
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

function packAggregate({ respondents, figures }: MaskedAggregate): readonly unknown[] {
  if (!figures.shown) return [respondents, figures.because === "too-few" ? "f" : "p"];
  const { score, coverage, agreement, freshness } = figures;
  return [respondents, ...[score, coverage, agreement, freshness].map(packShare)];
}

function packShare(value: Fraction | undefined): string | null {
  return value === undefined ? null : value.toFraction();
}
