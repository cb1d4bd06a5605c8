/** Whose address it is in Teams: a guest's own organisation may write any address into their account. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Connector } from "../../src/teams/sending/connector.ts";
import { createTeamsDirectory } from "../../src/teams/teams-directory.ts";
import { openTestStorage, type TestStorage } from "../helpers/storage.ts";
import { aWorkspace } from "../helpers/team.ts";

let opened: TestStorage;
beforeEach(async () => {
  opened = await openTestStorage();
  await opened.storage.work(({ workspaces }) => workspaces.save(aWorkspace({ platform: "teams" })));
});
afterEach(() => opened.dispose());

async function findWith(users: readonly (readonly [id: string, kind: "full" | "guest"])[]): Promise<string | undefined> {
  await opened.storage.work(async ({ teamsConversations }) => {
    for (const [userId, kind] of users) {
      const email = "Ana@Example.com";
      await teamsConversations.saveUser({
        workspaceId: "workspace-1",
        userId,
        teamsId: `29:${userId}`,
        name: userId,
        email,
        kind,
      });
    }
  });
  const connector: Pick<Connector, "listMembers"> = { listMembers: async () => [] };
  const directory = createTeamsDirectory({ storage: opened.storage, connector: { ...nothing, ...connector } });
  return (await directory.findByEmail?.("workspace-1", "ana@example.com"))?.platformUserId;
}

const refuse = () => Promise.reject(new Error("nobody asks Teams"));
const nothing: Connector = {
  authenticate: refuse,
  post: refuse,
  postTo: refuse,
  edit: refuse,
  remove: refuse,
  openDirect: refuse,
  listMembers: refuse,
  hasMember: refuse,
  listChannels: refuse,
};

test.each([
  [
    [
      ["guest-first", "guest"],
      ["own", "full"],
    ],
    "own",
  ],
  [[["a-guest", "guest"]], "a-guest"],
  [
    [
      ["own", "full"],
      ["own-too", "full"],
    ],
    undefined,
  ],
  [
    [
      ["guest", "guest"],
      ["guest-too", "guest"],
    ],
    undefined,
  ],
] as const)("of %j it is %s", async (users, found) => {
  expect(await findWith(users)).toBe(found);
});
