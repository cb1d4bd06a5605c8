/** A reader of large teams that keeps what it was asked, and answers as a test wants. */
import type { TeamReader } from "../../src/app/ports/team-reader.ts";
import { readTeam } from "../../src/app/standing/read-team.ts";
import { createReadOnlyWorld } from "../../src/storage/sqlite/read-only-world.ts";
import { openDraftStorage } from "../../src/storage/team-reader/draft-storage.ts";
import { draftOver, type TeamOrder, type TeamResult } from "../../src/storage/team-reader/team-reader-thread.ts";
import type { TestWorld } from "./world.ts";

export type FakeTeamReader = TeamReader & {
  readonly asked: TeamOrder[];
  /** What the next readings find; until then nothing. */
  find: (reading: TeamOrder) => Promise<TeamResult>;
};

export function aFakeTeamReader(): FakeTeamReader {
  const asked: TeamOrder[] = [];
  const read = async <T extends TeamResult>(reading: TeamOrder): Promise<T> => {
    asked.push(reading);
    return (await reader.find(reading)) as T;
  };
  const reader: FakeTeamReader = {
    asked,
    find: async () => undefined,
    answer: (reading) => read({ read: "command", ...reading }),
    digest: (reading) => read({ read: "digest", ...reading }),
    topics: (reading) => read({ read: "topics", ...reading }),
    draft: (reading) => read({ read: "draft", ...reading }),
    stop: async () => {},
  };
  return reader;
}

/** Reads as the thread does: in a world where nothing can be written, and what it finds is copied out of it. */
export function readAsThread({ world, clock, databasePath }: TestWorld): FakeTeamReader["find"] {
  return async (reading) => {
    if (reading.read === "draft") {
      const drafts = openDraftStorage(databasePath);
      try {
        return structuredClone(await draftOver(drafts, world.voice, reading));
      } finally {
        drafts.close();
      }
    }
    const alone = createReadOnlyWorld({ storage: world.storage, voice: world.voice, now: clock.now() });
    return structuredClone(await readTeam(alone, reading));
  };
}
