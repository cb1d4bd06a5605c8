/** Reads the answers of a team piece by piece, each piece in a snapshot of its own. */
import type { AnswerMark } from "../app/ports/answer-store.ts";
import type { Storage, Stores } from "../app/ports/world.ts";
import type { Answer } from "../core/answer.ts";

const ANSWERS_A_PIECE = 1_000;

/** Where an export is read from and written to. */
export type ExportStream = { readonly storage: Storage; readonly write: (text: string) => Promise<void> };

/** The history of a team, without what is newer than `upTo` in the order of all answers. */
export type TeamHistory = { readonly teamId: string; readonly upTo: number };

/** Calls the task with each piece of the history, in order of time, and writes what it returns. */
export async function writeHistory(
  { storage, write }: ExportStream,
  { teamId, upTo }: TeamHistory,
  toText: (answers: readonly Answer[], stores: Stores) => Promise<string>,
): Promise<void> {
  let after: AnswerMark | undefined;
  for (;;) {
    const { text, last } = await storage.work(async (stores) => {
      const query = { of: "team", id: teamId, upTo, limit: ANSWERS_A_PIECE, ...(after && { after }) } as const;
      const marks = await stores.answers.listMarks(query);
      const found = await stores.answers.findMany(marks.map(({ sequence }) => sequence));
      const bySequence = new Map(found.map(({ sequence, answer }) => [sequence, answer]));
      const answers = marks.flatMap(({ sequence }) => bySequence.get(sequence) ?? []);
      return { text: answers.length > 0 ? await toText(answers, stores) : "", last: marks.at(-1) };
    });
    if (!last) return;
    after = last;
    await write(text);
  }
}
