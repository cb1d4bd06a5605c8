/** What the suite needs of a store, and the people and team that its rows belong to. */
import { afterEach, beforeEach } from "vitest";
import type { Storage, Stores } from "../../../src/app/ports/world.ts";
import { aCheckIn } from "../../helpers/check-in.ts";
import { aRound } from "../../helpers/round.ts";
import { aMembership, aPerson, aTeam, aWorkspace } from "../../helpers/team.ts";

/** A fresh database that `reopen` opens a second time, as another process does. */
export type OpenedStorage = {
  readonly storage: Storage;
  readonly reopen: () => Promise<Storage>;
  readonly dispose: () => Promise<void>;
};
export type OpenStorage = () => Promise<OpenedStorage>;

/** Workspace, Ana and Ben in a team, its first round, and Ana's open check-in in it. */
export async function keepTeam(stores: Stores): Promise<void> {
  await stores.workspaces.save(aWorkspace());
  await stores.people.save(aPerson());
  await stores.people.save(aPerson({ id: "person-ben", name: "Ben Example" }));
  await stores.teams.save(aTeam());
  await stores.memberships.save(aMembership({ id: "ana", lead: true }));
  await stores.memberships.save(aMembership({ id: "ben" }));
  await stores.rounds.claim(aRound());
  await stores.checkIns.insert(aCheckIn());
}

/** For one `describe`: opens before each test, closes after it. `work` runs a unit on the database of this test. */
export function useStorage(open: OpenStorage) {
  let opened: OpenedStorage | undefined;
  beforeEach(async () => {
    opened = await open();
    await opened.storage.work(keepTeam);
  });
  afterEach(async () => {
    await opened?.dispose();
    opened = undefined;
  });
  const current = (): OpenedStorage => {
    if (!opened) throw new Error("no storage is open");
    return opened;
  };
  return {
    work: <T>(task: (stores: Stores) => Promise<T>): Promise<T> => current().storage.work(task),
    reopen: (): Promise<Storage> => current().reopen(),
  };
}
