/** The user group that a request names; the platform is asked before the unit of work begins. */

import type { FoundGroup, Profile, UserGroup } from "../directory.ts";
import { lookUpProfiles } from "../people.ts";
import type { World } from "../ports.ts";
import type { Request } from "../request.ts";

/** As many people as the platform is asked for in one go. */
const MOST_ASKED = 80;
const COMMAND = /^(?:\/level2\s+)?group\s+(\S.*)$/i;

/** `profiles`: of those whom the bot has not met; `unasked` of them were more than it asks for in one go. */
export type NamedGroup =
  | {
      readonly kind: "found";
      readonly group: UserGroup;
      readonly profiles: ReadonlyMap<string, Profile>;
      readonly unasked: number;
    }
  | Exclude<FoundGroup, { kind: "found" }>;

/** Undefined where the request names none, and where the platform has none. */
export async function findNamedGroup(world: World, request: Request): Promise<NamedGroup | undefined> {
  const word = readWord(request);
  const { workspaceId } = request.from;
  const found = word === undefined ? undefined : await world.directory.findGroup?.(workspaceId, word);
  if (found?.kind !== "found") return found;
  const unmet = await listUnmet(world, workspaceId, found.group.members);
  const profiles = await lookUpProfiles(world, workspaceId, unmet.slice(0, MOST_ASKED));
  return { ...found, profiles, unasked: Math.max(0, unmet.length - MOST_ASKED) };
}

function readWord(request: Request): string | undefined {
  if (request.kind === "press" && request.action.act === "add-group") return request.action.groupId;
  const word = COMMAND.exec(lineOf(request).trim())?.[1];
  return word?.toLowerCase() === "off" ? undefined : word;
}

function lineOf(request: Request): string {
  if (request.kind === "command") return request.line;
  if (request.kind === "text") return request.text;
  return request.kind === "press" && request.action.act === "command" ? request.action.line : "";
}

async function listUnmet({ storage }: World, workspaceId: string, ids: readonly string[]): Promise<readonly string[]> {
  return storage.work(async ({ people }) => {
    const met = await Promise.all(ids.map((id) => people.findByAccount(workspaceId, id)));
    return ids.filter((_, index) => met[index] === undefined);
  });
}
