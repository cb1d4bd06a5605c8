/** The real thread that reads large teams, beside a program that goes on committing. */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, describe } from "vitest";
import type { CommandReading, TeamReader } from "../../../src/app/ports/team-reader.ts";
import { createTeamReader } from "../../../src/storage/team-reader/read-teams-in-thread.ts";
import { aStandingWorld, readNotice, type StandingWorld } from "../../app/standing/fixture.ts";
import { type Compiled, compileSources } from "../../helpers/child.ts";
import { readAsThread } from "../../helpers/team-reader.ts";

let compiled: Compiled;
beforeAll(async () => {
  compiled = await compileSources();
}, 120_000);
afterAll(() => compiled.remove());

let standing: StandingWorld;
let reader: TeamReader;
let errors: unknown[];
beforeEach(async () => {
  standing = await aStandingWorld({ people: ["ana", "ben"], team: { privacy: "open" } });
  await standing.answers("ben", { logs: 1 });
  errors = [];
  reader = start({});
});
afterEach(async () => {
  await reader.stop();
  await standing.world.close();
});

function start(options: { readonly idleMs?: number }): TeamReader {
  return createTeamReader({
    thread: pathToFileURL(join(compiled.folder, "storage/team-reader/team-reader-thread.js")),
    databasePath: standing.world.databasePath,
    promptsDirectory: join(import.meta.dirname, "../../../prompts"),
    onError: (cause) => errors.push(cause),
    ...options,
  });
}

function aReading(overrides: Partial<CommandReading> = {}): CommandReading {
  const about = { workspaceId: "w-1", platformUserId: "ana", place: { in: "direct" }, teamId: "team-1" } as const;
  return { word: "status", args: [], ...about, now: standing.world.clock.now(), ...overrides };
}

describe("R34: a team that is read in a thread", () => {
  it("is shown as the program shows it, each time with what was committed last", async () => {
    const inThisThread = readAsThread(standing.world);
    for (const rating of [3, 0] as const) {
      await standing.answers("ana", { logs: rating });
      const read = await reader.answer(aReading());
      expect(read).toEqual(await inThisThread({ read: "command", ...aReading() }));
      expect(readNotice({ ...(read && { notice: read.message }) })).toContain("Example team");
    }
    expect(await reader.topics({ teamId: "team-1", now: standing.world.clock.now() })).toEqual({ splits: [], weak: ["logs"] });
    expect(errors).toEqual([]);
  });

  it("holds up neither commits nor the event loop of the program meanwhile", async () => {
    const reading = reader.answer(aReading());
    let isOver = false;
    void reading.finally(() => {
      isOver = true;
    });
    let commits = 0;
    while (!isOver) {
      await standing.answers("ben", { alerts: 2 });
      commits += 1;
      await pause(1);
    }
    expect(await reading).toBeDefined();
    expect(commits).toBeGreaterThan(5);
  });

  it("is not read for somebody who is not in it", async () => {
    await standing.world.actor("eve").opensHome();
    expect(await reader.answer(aReading({ platformUserId: "eve" }))).toBeUndefined();
    expect(await reader.answer(aReading({ platformUserId: "nobody" }))).toBeUndefined();
    expect(errors).toEqual([]);
  });

  it("a reading that throws is told to the operator and to nobody else, and the next one is done", async () => {
    await standing.world.stores(({ teams }) =>
      teams.save({ ...standing.team, edition: "none", revision: standing.team.revision + 1 }),
    );
    expect(await reader.topics({ teamId: "team-1", now: 0 })).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(await reader.topics({ teamId: "team-2", now: 0 })).toBeUndefined();
    expect(errors).toHaveLength(1);
  });

  it("a stop gives up what is being read", async () => {
    const reading = reader.answer(aReading());
    await reader.stop();
    expect(await reading).toBeUndefined();
    expect(await reader.answer(aReading())).toBeUndefined();
    expect(errors).toEqual([]);
  });

  it("a thread that ended because nobody asked anything is started again", async () => {
    const impatient = start({ idleMs: 1 });
    for (let times = 0; times < 3; times += 1) {
      expect(await impatient.answer(aReading())).toBeDefined();
      await pause(50);
    }
    await impatient.stop();
  });
});
