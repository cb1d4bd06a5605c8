/** What must hold between the files of an edition: ids, claims, dependencies, the gate, the answers. */
import type {
  CatalogueProblem,
  ClaimsFile,
  DimensionFile,
  EditionFile,
  ProblemCode,
  ProblemValues,
  QuestionEntry,
  Spot,
} from "./file-schema.ts";

/** The parsed files of one edition, each with its file name, so that a problem can say where it was found. */
export type EditionFiles = {
  readonly edition: { readonly file: string; readonly content: EditionFile };
  readonly claims: { readonly file: string; readonly content: ClaimsFile };
  readonly dimensions: readonly { readonly file: string; readonly content: DimensionFile }[];
};

/** A question with the place in its file. */
type Placed = { readonly question: QuestionEntry; readonly spot: Spot; readonly prefix: string };

/**
 * Returns everything that is wrong between the files, such as duplicate ids, uncovered claims, dependency cycles or
 * missing next steps. The list is empty when the edition can be used.
 */
export function checkRules(files: EditionFiles): readonly CatalogueProblem[] {
  const questions = listPlaced(files);
  return [
    ...checkIds(files, questions),
    ...checkClaims(files, questions),
    ...questions.flatMap((placed) => checkQuestion(files, questions, placed)),
    ...checkCycles(questions),
    ...checkRenamed(files, questions),
  ];
}

function listPlaced({ dimensions }: EditionFiles): readonly Placed[] {
  return dimensions.flatMap(({ file, content }) =>
    content.sections.flatMap((section, sectionIndex) =>
      section.questions.map((question, index) => ({
        question,
        spot: { file, path: ["sections", sectionIndex, "questions", index] },
        prefix: content.code,
      })),
    ),
  );
}

function problemAt(
  spot: Spot,
  below: Spot["path"],
  what: { readonly code: ProblemCode; readonly values?: ProblemValues },
): CatalogueProblem {
  return { file: spot.file, path: [...spot.path, ...below], code: what.code, values: what.values ?? {} };
}

type Named = { readonly name: string; readonly spot: Spot };

/** Reports every entry after the first of the same name. */
function listRepeated(code: ProblemCode, named: readonly Named[]): readonly CatalogueProblem[] {
  const seen = new Set<string>();
  return named.flatMap(({ name, spot }) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [problemAt(spot, [], { code, values: { id: name } })];
  });
}

function checkIds(files: EditionFiles, questions: readonly Placed[]): readonly CatalogueProblem[] {
  const { edition, claims, dimensions } = files;
  const dimensionSpots = dimensions.map(({ file, content }) => ({
    name: content.dimension,
    spot: { file, path: ["dimension"] },
  }));
  const dimensionCodes = dimensions.map(({ file, content }) => ({ name: content.code, spot: { file, path: ["code"] } }));
  const sections = dimensions.flatMap(({ file, content }) =>
    content.sections.map(({ id }, index) => ({ name: id, spot: { file, path: ["sections", index, "id"] } })),
  );
  const below = (key: string, name: (question: QuestionEntry) => string) =>
    questions.map(({ question, spot }) => ({ name: name(question), spot: { ...spot, path: [...spot.path, key] } }));
  const roles = edition.content.roles.map(({ id }, index) => ({
    name: id,
    spot: { file: edition.file, path: ["roles", index, "id"] },
  }));
  const claimIds = claims.content.claims.map(({ id }, index) => ({
    name: id,
    spot: { file: claims.file, path: ["claims", index, "id"] },
  }));
  return [
    ...listRepeated("duplicate-id", roles),
    ...listRepeated("duplicate-id", claimIds),
    ...listRepeated("duplicate-id", dimensionSpots),
    ...listRepeated("duplicate-code", dimensionCodes),
    ...listRepeated("duplicate-id", sections),
    ...listRepeated(
      "duplicate-id",
      below("id", (question) => question.id),
    ),
    ...listRepeated(
      "duplicate-code",
      below("code", (question) => question.code),
    ),
  ];
}

function checkClaims({ claims }: EditionFiles, questions: readonly Placed[]): readonly CatalogueProblem[] {
  const covered = new Set(questions.flatMap(({ question }) => question.claims));
  return claims.content.claims.flatMap(({ id }, index) =>
    covered.has(id)
      ? []
      : [problemAt({ file: claims.file, path: ["claims", index] }, [], { code: "uncovered-claim", values: { claim: id } })],
  );
}

function checkQuestion(files: EditionFiles, all: readonly Placed[], placed: Placed): readonly CatalogueProblem[] {
  const { question, spot, prefix } = placed;
  const roles = new Set(files.edition.content.roles.map((role) => role.id));
  const claims = new Set(files.claims.content.claims.map((claim) => claim.id));
  const ids = new Set(all.map((other) => other.question.id));
  const unknown = (key: "claims" | "roles" | "dependsOn", known: ReadonlySet<string>, code: ProblemCode) =>
    question[key].flatMap((id, index) => (known.has(id) ? [] : [problemAt(spot, [key, index], { code, values: { id } })]));
  return [
    ...(question.code.startsWith(`${prefix}-`) ? [] : [problemAt(spot, ["code"], { code: "code-prefix", values: { prefix } })]),
    ...unknown("claims", claims, "unknown-claim"),
    ...unknown("roles", roles, "unknown-role"),
    ...unknown("dependsOn", ids, "unknown-question"),
    ...checkAnswers(placed),
    ...checkMarks(files, placed),
    ...checkComparable(files, placed),
  ];
}

/** From the second version on each question says since when its answers mean the same, so that no change goes unmarked. */
function checkComparable({ edition }: EditionFiles, { question, spot }: Placed): readonly CatalogueProblem[] {
  const { version } = edition.content;
  const since = question.comparableSince;
  if (since === undefined) return version === 1 ? [] : [problemAt(spot, [], { code: "mark-missing", values: { version } })];
  if (since <= version) return [];
  return [problemAt(spot, ["comparableSince"], { code: "mark-ahead", values: { since, version } })];
}

function checkAnswers({ question, spot }: Placed): readonly CatalogueProblem[] {
  const top = question.answers.length - 1;
  const steps = question.answers.flatMap((answer, rating) => {
    const at = ["answers", rating];
    if (rating < top && !answer.nextStep) return [problemAt(spot, at, { code: "next-step-missing", values: { rating } })];
    if (rating === top && answer.nextStep) return [problemAt(spot, [...at, "nextStep"], { code: "next-step-needless" })];
    return [];
  });
  const labels = (["en", "zh-CN"] as const).flatMap((locale) => {
    const named = question.answers.map(({ label }, rating) => ({
      name: label[locale],
      spot: { ...spot, path: [...spot.path, "answers", rating, "label", locale] },
    }));
    return listRepeated("same-label", named);
  });
  return [...steps, ...labels];
}

/** The keys gate, optional and proof follow from the claims that the question covers. */
function checkMarks({ claims }: EditionFiles, { question, spot }: Placed): readonly CatalogueProblem[] {
  const covered = claims.content.claims.filter((claim) => question.claims.includes(claim.id));
  const gate = covered.some((claim) => claim.gate || claim.gate_implied);
  const optional = covered.length > 0 && covered.every((claim) => claim.optional);
  const wanted = (value: boolean) => ({ wanted: value ? "true" : "false" });
  const disagree: CatalogueProblem[] = [];
  if ((question.gate ?? false) !== gate) {
    disagree.push(problemAt(spot, ["gate"], { code: "gate-disagrees", values: wanted(gate) }));
  }
  if ((question.optional ?? false) !== optional) {
    disagree.push(problemAt(spot, ["optional"], { code: "optional-disagrees", values: wanted(optional) }));
  }
  if ((question.proof !== undefined) !== gate) {
    disagree.push(problemAt(spot, ["proof"], { code: "proof-disagrees", values: wanted(gate) }));
  }
  return disagree;
}

/** Reports each cycle once, at its first question. */
function checkCycles(questions: readonly Placed[]): readonly CatalogueProblem[] {
  const byId = new Map(questions.map((placed) => [placed.question.id, placed]));
  const done = new Set<string>();
  const problems: CatalogueProblem[] = [];
  const visit = (id: string, way: readonly string[]): void => {
    const start = way.indexOf(id);
    const placed = byId.get(id);
    if (start >= 0 && placed) {
      const cycle = [...way.slice(start), id].join(" → ");
      problems.push(problemAt(placed.spot, ["dependsOn"], { code: "dependency-cycle", values: { cycle } }));
      return;
    }
    if (done.has(id) || !placed) return;
    for (const next of placed.question.dependsOn) visit(next, [...way, id]);
    done.add(id);
  };
  for (const { question } of questions) visit(question.id, []);
  return problems;
}

function checkRenamed({ edition }: EditionFiles, questions: readonly Placed[]): readonly CatalogueProblem[] {
  const ids = new Set(questions.map(({ question }) => question.id));
  const spot = { file: edition.file, path: ["renamed"] };
  return Object.entries(edition.content.renamed).flatMap(([from, to]) =>
    ids.has(to) ? [] : [problemAt(spot, [from], { code: "unknown-question", values: { id: to } })],
  );
}
