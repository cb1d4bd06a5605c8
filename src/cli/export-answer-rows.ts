/** A team's answers as a table, worded as they were asked. What a user wrote never becomes a formula in a spreadsheet. */
import { stringify } from "csv-stringify/sync";
import type { Stores } from "../app/ports/world.ts";
import type { Answer } from "../core/answer.ts";
import { type Catalogue, findQuestion } from "../core/catalogue/catalogue.ts";
import { toAnswerNumber } from "../core/rating.ts";
import type { Team } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import type { Voice } from "../message/voice/voice.ts";
import { type ExportStream, writeHistory } from "./read-history.ts";

const COLUMNS = [
  "at",
  "person",
  "code",
  "dimension",
  "section",
  "question",
  "answer",
  "answer-number",
  "points",
  "reason",
  "note",
  "evidence",
  "status",
  "edition",
] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string | number>>;

/** How the table is written. Without `privateNotes` it holds only the notes that were shared. */
export type TableOptions = {
  readonly voice: Voice;
  readonly now: Instant;
  readonly privateNotes: boolean;
  /** The newest answer that belongs to the export, in the order of all answers. */
  readonly upTo: number;
};

/**
 * Returns the line with the names of the columns, after the mark by which Excel recognizes UTF-8. Lines end in CR LF,
 * as RFC 4180 requires.
 */
export function toTableHead(voice: Voice): string {
  const names = [voice.say("cli.export.team"), ...COLUMNS.map((column) => voice.say(`export.column.${column}`))];
  return stringify([names], { bom: true, record_delimiter: "\r\n" });
}

/**
 * Writes a team's answers as lines of CSV in order of time, superseded ones included. Texts that a spreadsheet would
 * read as a formula are escaped.
 */
export async function writeAnswerTable(stream: ExportStream, team: Team, options: TableOptions): Promise<void> {
  const { voice, now, upTo } = options;
  const { current, names } = await stream.storage.work(async (stores) => ({
    current: new Set((await stores.answers.currentOfTeam(team.id, now)).map(({ id }) => id)),
    names: await nameMembers(stores, team),
  }));
  await writeHistory(stream, { teamId: team.id, upTo }, async (answers, stores) => {
    const catalogues = await loadCatalogues(stores, answers);
    const rows = answers.map((answer) => {
      const row = toRow(answer, {
        ...options,
        catalogue: catalogues.get(answer.edition),
        name: names.get(answer.membershipId) ?? "",
      });
      const status = voice.say(current.has(answer.id) ? "export.current" : "export.superseded");
      return [team.name, ...COLUMNS.map((column) => (column === "status" ? status : row[column]))];
    });
    return stringify(rows, { record_delimiter: "\r\n", escape_formulas: true });
  });
}

async function loadCatalogues(stores: Stores, answers: readonly Answer[]): Promise<ReadonlyMap<string, Catalogue>> {
  const catalogues = new Map<string, Catalogue>();
  for (const key of new Set(answers.map(({ edition }) => edition))) {
    const catalogue = await stores.catalogues.find(key);
    if (catalogue) catalogues.set(key, catalogue);
  }
  return catalogues;
}

async function nameMembers(stores: Stores, team: Team): Promise<ReadonlyMap<string, string>> {
  const memberships = await stores.memberships.listOfTeam(team.id);
  const people = await stores.people.findMany(memberships.map(({ personId }) => personId));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return new Map(memberships.map(({ id, personId }) => [id, names.get(personId) ?? ""]));
}

type About = TableOptions & { readonly catalogue: Catalogue | undefined; readonly name: string };

function toRow(answer: Answer, { voice, catalogue, name, privateNotes }: About): Omit<Row, "status"> {
  const { reply, questionId } = answer;
  const question = catalogue && findQuestion(catalogue, questionId);
  const dimension = catalogue?.dimensions.find(({ id }) => id === question?.dimensionId);
  const section = dimension?.sections.find(({ id }) => id === question?.sectionId);
  const option = reply.kind === "rating" ? question?.answers[reply.rating] : undefined;
  return {
    at: new Date(answer.at).toISOString(),
    person: name,
    code: question?.code ?? questionId,
    dimension: dimension ? voice.of(dimension.title) : "",
    section: section ? voice.of(section.title) : "",
    question: question ? voice.of(question.text) : "",
    answer: option ? voice.of(option.text) : reply.kind === "rating" ? "" : voice.say(`words.${reply.kind}`),
    "answer-number": reply.kind === "rating" ? toAnswerNumber(reply.rating) : "",
    points: reply.kind === "rating" ? reply.rating : "",
    reason: reply.kind === "not-applicable" ? reply.reason : "",
    note: privateNotes || answer.noteShared ? (answer.note ?? "") : "",
    evidence: answer.evidence ?? "",
    edition: answer.edition,
  };
}
