/** The thread that reads large teams over connections of its own, which only read, one reading after the other. */
import { parentPort, workerData } from "node:worker_threads";
import type { DraftReading, TeamDraft } from "../../app/ports/team-reader.ts";
import type { World } from "../../app/ports/world.ts";
import { draftTeam } from "../../app/rounds/draft-team.ts";
import { type ReadOrder, readTeam, type ReadResult } from "../../app/standing/read-team.ts";
import { createVoices } from "../../message/voice/voices.ts";
import { createIds } from "../ids.ts";
import { createReadOnlyWorld } from "../sqlite/read-only-world.ts";
import { openReader } from "../sqlite/reader.ts";
import { type DraftStorage, openDraftStorage } from "./draft-storage.ts";

/** What the thread is started with. */
export type TeamReaderOrder = { readonly databasePath: string; readonly promptsDirectory: string };

/** Any reading that the thread does, drafts included. */
export type TeamOrder = ReadOrder | ({ readonly read: "draft" } & DraftReading);

/** What became of any reading; undefined where there was nothing to read. */
export type TeamResult = ReadResult | TeamDraft;

/** A reading, and the number under which it is answered. */
export type NumberedReading = { readonly number: number; readonly reading: TeamOrder };

/** What became of a reading: `failed` where it threw. */
export type NumberedResult = { readonly number: number; readonly result?: TeamResult; readonly failed?: unknown };

/** Only `createTeamReader` starts this file. */
function parseOrder(data: unknown): TeamReaderOrder {
  return data as TeamReaderOrder;
}

/** Works out what is due for a large team. Nothing that it writes stays; the draft says what it would have been. */
export async function draftOver(
  drafts: DraftStorage,
  voice: World["voice"],
  reading: DraftReading,
): Promise<TeamDraft | undefined> {
  const { now, teamId } = reading;
  const refuse = async (): Promise<never> => {
    throw new Error("a draft is one unit of work");
  };
  const world: World = {
    ...createReadOnlyWorld({ storage: { work: refuse }, voice, now }),
    ids: createIds({ now: () => now }, Math.random),
  };
  const { result, draft } = await drafts.draft(teamId, (stores) => draftTeam({ stores, world, now }, reading));
  return result && { ...draft, ...result };
}

async function main({ databasePath, promptsDirectory }: TeamReaderOrder): Promise<void> {
  const storage = openReader(databasePath);
  const voice = await createVoices(promptsDirectory);
  let drafts: DraftStorage | undefined;
  const read = async (reading: TeamOrder): Promise<TeamResult> => {
    if (reading.read !== "draft") return readTeam(createReadOnlyWorld({ storage, voice, now: reading.now }), reading);
    drafts ??= openDraftStorage(databasePath);
    return draftOver(drafts, voice, reading);
  };
  parentPort?.on("message", ({ number, reading }: NumberedReading) => {
    const answer = (result: Omit<NumberedResult, "number">): void => parentPort?.postMessage({ number, ...result });
    read(reading).then(
      (result) => answer({ result }),
      (failed: unknown) => answer({ failed }),
    );
  });
}

if (parentPort) await main(parseOrder(workerData));
