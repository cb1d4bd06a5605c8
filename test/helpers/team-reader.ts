/** A reader of large teams that keeps what it was asked, and answers as a test wants. */
import type { TeamReader } from "../../src/app/ports/team-reader.ts";
import { type ReadOrder, readTeam, type ReadResult } from "../../src/app/standing/read-team.ts";
import { createReadOnlyWorld } from "../../src/storage/sqlite/read-only-world.ts";
import type { TestWorld } from "./world.ts";

export type FakeTeamReader = TeamReader & {
  readonly asked: ReadOrder[];
  /** What the next readings find; until then nothing. */
  find: (reading: ReadOrder) => Promise<ReadResult>;
};

export function aFakeTeamReader(): FakeTeamReader {
  const asked: ReadOrder[] = [];
  const read = async <T extends ReadResult>(reading: ReadOrder): Promise<T> => {
    asked.push(reading);
    return (await reader.find(reading)) as T;
  };
  const reader: FakeTeamReader = {
    asked,
    find: async () => undefined,
    answer: (reading) => read({ read: "command", ...reading }),
    digest: (reading) => read({ read: "digest", ...reading }),
    topics: (reading) => read({ read: "topics", ...reading }),
    stop: async () => {},
  };
  return reader;
}

/** Reads as the thread does: in a world where nothing can be written, and what it finds is copied out of it. */
export function readAsThread({ world, clock }: TestWorld): FakeTeamReader["find"] {
  return async (reading) => {
    const alone = createReadOnlyWorld({ storage: world.storage, voice: world.voice, now: clock.now() });
    return structuredClone(await readTeam(alone, reading));
  };
}
