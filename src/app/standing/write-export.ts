/**
 * Writes an export piece by piece. No piece holds a snapshot of the database for long; together they go up to the newest
 * answer of the moment at which it began.
 */
import { SpeedboatError } from "../../core/errors.ts";
import { toLocal } from "../../core/schedule/local-time.ts";
import type { Team } from "../../core/team.ts";
import type { ExportFrame } from "../../message/screens/export/export-document.ts";
import { createMarkdownWriter } from "../../message/screens/export/export-markdown.ts";
import { createJsonWriter, type ExportWriter } from "../../message/screens/export/export-writer.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { catalogueOf, type Work } from "../call.ts";
import type { AnswerMark } from "../ports/answer-store.ts";
import type { RecordOrder, WrittenExport } from "../ports/export-files.ts";
import type { ExportFormat } from "../ports/export-store.ts";
import type { World } from "../ports/world.ts";
import { toExportedAnswer } from "./export-answers.ts";
import { createCsvWriter } from "./export-csv.ts";
import { type ExportCall, gatherOwnExport, gatherTeamExport, type HistoryToExport } from "./export-gather.ts";
import { loadWording } from "./export-wording.ts";
import { nameFileOf } from "./name-file.ts";

const MEDIA_TYPES = { csv: "text/csv", json: "application/json", md: "text/markdown" } as const;
const MARKS_A_PIECE = 5_000;
const ANSWERS_A_PIECE = 500;

/** An export to be written, and what takes its text. */
export type ExportWriting = {
  readonly world: World;
  readonly order: RecordOrder;
  readonly write: (text: string) => Promise<void>;
};

/**
 * Writes the whole file and returns what it is called and holds. Throws `export-refused` where the person, the team or the
 * membership is not there any more.
 */
export async function writeExport({ world, order, write }: ExportWriting): Promise<WrittenExport> {
  const inPiece: InPiece = (task) =>
    world.storage.work(async (stores) => task(await enterForExport({ stores, world, now: order.now }, order)));
  const { gathered, upTo, team, voice } = await inPiece(async (call) => ({
    upTo: await call.stores.answers.lastSequence(),
    gathered: order.scope === "team" ? await gatherTeamExport(call) : await gatherOwnExport(call),
    team: call.team,
    voice: call.voice,
  }));
  const { frame, history } = gathered;
  const writer = createWriter(voice, frame, order.format);
  await write(writer.begin());
  const written = history ? await writeAnswers({ inPiece, history, upTo, writer, write, format: order.format }) : 0;
  await write(writer.end());
  return {
    name: nameFile(team, order),
    mediaType: `${MEDIA_TYPES[order.format]}; charset=utf-8`,
    privacy: team.privacy,
    isEmpty: written + frame.counts.length + frame.values.length + frame.steps.length === 0,
  };
}

/** Runs a task over one snapshot. */
type InPiece = <T>(task: (call: ExportCall) => Promise<T>) => Promise<T>;

async function enterForExport(work: Work, order: RecordOrder): Promise<ExportCall> {
  const { stores, world } = work;
  const workspace = await stores.workspaces.find(order.workspaceId);
  const person = await stores.people.find(order.personId);
  const team = await stores.teams.find(order.teamId);
  const membership = await stores.memberships.findOfPerson(order.teamId, order.personId);
  if (!workspace || !person || !team || !membership) throw new SpeedboatError("export-refused", { exportId: order.id });
  const catalogue = await catalogueOf(work, team.edition);
  return { ...work, workspace, person, team, membership, catalogue, voice: world.voice(order.locale) };
}

function createWriter(voice: Voice, frame: ExportFrame, format: ExportFormat): ExportWriter {
  switch (format) {
    case "csv":
      return createCsvWriter(voice, frame);
    case "json":
      return createJsonWriter(frame);
    case "md":
      return createMarkdownWriter(voice, frame);
    default:
      return format satisfies never;
  }
}

function nameFile(team: Team, { scope, format, now }: RecordOrder): string {
  return nameFileOf(scope === "own" ? [team.name, "mine"] : [team.name], { format, date: toLocal(now, team.schedule.zone).date });
}

type AnswersToWrite = Pick<ExportWriting, "write"> & {
  readonly inPiece: InPiece;
  readonly history: HistoryToExport;
  readonly upTo: number;
  readonly writer: ExportWriter;
  readonly format: ExportFormat;
};

/** Returns how many there were. */
async function writeAnswers({ inPiece, history, upTo, writer, write, format }: AnswersToWrite): Promise<number> {
  const marks = await collectMarks(inPiece, history, upTo);
  const wording = await inPiece((call) =>
    loadWording(
      call,
      call.voice,
      marks.wordings.map(({ edition }) => edition),
    ),
  );
  const codes = marks.wordings.map(({ edition, questionId }) => wording.word(edition, questionId).code);
  const order = putInOrder(marks, codes, format === "md");
  for (let from = 0; from < order.length; from += ANSWERS_A_PIECE) {
    const sequences = [...order.subarray(from, from + ANSWERS_A_PIECE)].map((index) => marks.sequences[index] ?? 0);
    const text = await inPiece(async ({ stores, voice }) => {
      const found = new Map((await stores.answers.findMany(sequences)).map(({ sequence, answer }) => [sequence, answer]));
      const origins = await stores.checkIns.originsOf([...new Set([...found.values()].map(({ checkInId }) => checkInId))]);
      const answers = sequences.flatMap((sequence) => found.get(sequence) ?? []);
      return writer.add(answers.map((answer) => toExportedAnswer(answer, { ...history, voice, wording, origins })));
    });
    await write(text);
  }
  return order.length;
}

/** What is remembered of each answer until it is written: as little as sorting needs, for there may be a million. */
type Marks = {
  readonly sequences: number[];
  readonly instants: number[];
  /** Of each answer the index in `wordings`. */
  readonly wordingOf: number[];
  /** With the instant of the first answer to it. */
  readonly wordings: (Pick<AnswerMark, "edition" | "questionId"> & { firstAt: number })[];
};

async function collectMarks(inPiece: InPiece, { of, id }: HistoryToExport, upTo: number): Promise<Marks> {
  const marks: Marks = { sequences: [], instants: [], wordingOf: [], wordings: [] };
  const known = new Map<string, number>();
  let after: AnswerMark | undefined;
  for (;;) {
    const query = { of, id, upTo, limit: MARKS_A_PIECE, ...(after && { after }) };
    const piece = await inPiece(({ stores }) => stores.answers.listMarks(query));
    for (const mark of piece) addMark(marks, known, mark);
    after = piece.at(-1);
    if (piece.length < MARKS_A_PIECE) return marks;
  }
}

function addMark(marks: Marks, known: Map<string, number>, { sequence, at, edition, questionId }: AnswerMark): void {
  const key = `${edition} ${questionId}`;
  const index = known.get(key) ?? marks.wordings.push({ edition, questionId, firstAt: at }) - 1;
  known.set(key, index);
  const wording = marks.wordings[index];
  if (wording && at < wording.firstAt) wording.firstAt = at;
  marks.sequences.push(sequence);
  marks.instants.push(at);
  marks.wordingOf.push(index);
}

/** By the question's code and then by time; with `together` those in one wording come one after the other. */
function putInOrder(marks: Marks, codes: readonly string[], together: boolean): Uint32Array {
  const rank = rankWordings(marks, codes, together);
  const rankOf = (index: number) => rank[marks.wordingOf[index] ?? 0] ?? 0;
  const order = Uint32Array.from(marks.sequences.keys());
  return order.sort(
    (left, right) =>
      rankOf(left) - rankOf(right) ||
      (marks.instants[left] ?? 0) - (marks.instants[right] ?? 0) ||
      (marks.sequences[left] ?? 0) - (marks.sequences[right] ?? 0),
  );
}

function rankWordings({ wordings }: Marks, codes: readonly string[], together: boolean): readonly number[] {
  const codeOf = (index: number) => codes[index] ?? "";
  const sorted = [...wordings.keys()].sort((left, right) => {
    if (codeOf(left) !== codeOf(right)) return codeOf(left) < codeOf(right) ? -1 : 1;
    return (wordings[left]?.firstAt ?? 0) - (wordings[right]?.firstAt ?? 0);
  });
  const ranks: number[] = [];
  let rank = 0;
  for (const [place, index] of sorted.entries()) {
    const before = sorted[place - 1];
    if (before !== undefined && (together || codeOf(before) !== codeOf(index))) rank += 1;
    ranks[index] = rank;
  }
  return ranks;
}
