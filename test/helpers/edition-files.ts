/** Builders of an edition's files as they come out of YAML: one dimension, one section, two questions, two claims. */
import type { ClaimsFile, DimensionFile, EditionFile, QuestionEntry } from "../../src/core/catalogue/file-schema.ts";
import type { EditionFiles } from "../../src/core/catalogue/rules.ts";

const both = (text: string) => ({ en: text, "zh-CN": `${text}（中）` });
const short = (text: string) => ({ en: text, "zh-CN": text });

export function anEditionFile(overrides: Partial<EditionFile> = {}): EditionFile {
  return {
    edition: "example-1",
    version: 1,
    level: 2,
    model: { title: both("Model"), edition: "3.0", source: "https://example.com/" },
    title: both("Level 2"),
    claims: "claims.yaml",
    dimensions: ["technology.yaml"],
    roles: [
      { id: "platform", title: both("Platform") },
      { id: "developer", title: both("Developer") },
    ],
    gate: {
      question: { minRating: 2, minMean: "5/6", minCoverage: "4/5" },
      section: { minScore: "2/3", minCoverage: "4/5" },
    },
    renamed: {},
    ...overrides,
  };
}

/** `TE-01` is a required claim, `TE-02` another. */
export function aClaimsFile(claims: ClaimsFile["claims"] = [aClaimEntry("TE-01"), aClaimEntry("TE-02")]): ClaimsFile {
  return { edition: "3.0", level: 2, claims };
}

export function aClaimEntry(id: string, marks: Partial<ClaimsFile["claims"][number]> = {}): ClaimsFile["claims"][number] {
  return { id, section: "技术", en: `Claim ${id}`, zh: `声明 ${id}`, ...marks };
}

export function aQuestionEntry(overrides: Partial<QuestionEntry> = {}): QuestionEntry {
  const answer = (rating: number) => ({ label: short(`L${rating}`), text: both(`Answer ${rating}`) });
  const below = (rating: number) => ({ ...answer(rating), nextStep: both(`Step ${rating}`) });
  return {
    id: "cluster-metrics",
    code: "TEC-01",
    claims: ["TE-01"],
    title: short("Metrics"),
    text: both("Question?"),
    why: both("Why"),
    answers: [below(0), below(1), below(2), answer(3)],
    criteria: [both("Criterion")],
    evidence: [both("Evidence")],
    roles: ["platform"],
    dependsOn: [],
    usefulness: 3,
    effort: 3,
    projects: [],
    ...overrides,
  };
}

export function aDimensionFile(
  questions: DimensionFile["sections"][number]["questions"] = [
    aQuestionEntry(),
    aQuestionEntry({ id: "logs", code: "TEC-02", claims: ["TE-02"] }),
  ],
): DimensionFile {
  return {
    dimension: "technology",
    code: "TEC",
    title: both("Technology"),
    sections: [{ id: "overview", title: both("Overview"), questions }],
  };
}

type Parts = {
  readonly edition?: EditionFile;
  readonly claims?: ClaimsFile;
  readonly dimension?: DimensionFile;
  /** Beside the first. */
  readonly more?: readonly DimensionFile[];
};

export function editionFiles({ edition, claims, dimension, more = [] }: Parts = {}): EditionFiles {
  return {
    edition: { file: "edition.yaml", content: edition ?? anEditionFile() },
    claims: { file: "claims.yaml", content: claims ?? aClaimsFile() },
    dimensions: [
      { file: "technology.yaml", content: dimension ?? aDimensionFile() },
      ...more.map((content) => ({ file: `${content.dimension}.yaml`, content })),
    ],
  };
}
