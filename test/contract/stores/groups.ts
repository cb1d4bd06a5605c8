/** Which user group a team is linked to. */
import { describe, expect, test } from "vitest";
import type { TeamGroup } from "../../../src/core/team.ts";
import { aTeam, NOW } from "../../helpers/team.ts";
import { type OpenStorage, useStorage } from "./harness.ts";

const GROUP: TeamGroup = {
  teamId: "team-1",
  workspaceId: "workspace-1",
  groupId: "S1",
  handle: "platform-team",
  since: NOW,
};

export function describeGroups(open: OpenStorage): void {
  describe("linked user groups", () => {
    const { work } = useStorage(open);
    const find = () => work((stores) => stores.groups.find("team-1", "workspace-1"));
    const listOf = (groupId: string) => work((stores) => stores.groups.listOfGroup("workspace-1", groupId));

    test("come back as they were kept, and are gone when removed", async () => {
      expect(await find()).toBeUndefined();
      await work((stores) => stores.groups.save(GROUP));
      expect(await find()).toEqual(GROUP);
      await work((stores) => stores.groups.remove("team-1", "workspace-2"));
      expect(await find()).toEqual(GROUP);
      await work((stores) => stores.groups.remove("team-1", "workspace-1"));
      expect(await find()).toBeUndefined();
    });

    test("are one for each team: a new one takes the place of the old", async () => {
      await work((stores) => stores.groups.save(GROUP));
      const other = { ...GROUP, groupId: "S2", handle: "others", since: NOW + 1 };
      await work((stores) => stores.groups.save(other));
      expect(await find()).toEqual(other);
      expect(await listOf("S1")).toEqual([]);
    });

    test("may be shared by several teams of the workspace, and by none of another", async () => {
      await work((stores) => stores.teams.save(aTeam({ id: "team-2" })));
      await work((stores) => stores.groups.save({ ...GROUP, teamId: "team-2" }));
      await work((stores) => stores.groups.save(GROUP));
      expect((await listOf("S1")).map(({ teamId }) => teamId)).toEqual(["team-1", "team-2"]);
      expect(await work((stores) => stores.groups.listOfGroup("workspace-2", "S1"))).toEqual([]);
    });
  });
}
