/** Looks up the user group that a command or button names. */
import type { Asking } from "../feature.ts";
import { listUnmet, lookUpProfiles } from "../known-people.ts";
import type { FoundGroup, Profile, UserGroup } from "../ports/directory.ts";

/** As many people as the platform is asked for in one go. */
const MOST_ASKED = 80;

/**
 * A user group with the profiles of those members whom the bot has not met. `unasked` counts those left out because there
 * were too many to ask the platform about.
 */
export type NamedGroup =
  | {
      readonly kind: "found";
      readonly group: UserGroup;
      readonly profiles: ReadonlyMap<string, Profile>;
      readonly unasked: number;
    }
  | Exclude<FoundGroup, { kind: "found" }>;

/**
 * Looks up a user group by its id or as people write it, with the profiles of its unknown members. Returns undefined
 * where the platform has no user groups.
 */
export async function lookUpGroup(asking: Asking, word: string): Promise<NamedGroup | undefined> {
  const found = await asking.world.directory.findGroup?.(asking.workspaceId, word);
  if (found?.kind !== "found") return found;
  const unmet = await listUnmet(asking, found.group.members);
  const profiles = await lookUpProfiles(asking, unmet.slice(0, MOST_ASKED));
  const { couldNotAsk } = asking.world.directory;
  const silent = unmet.slice(0, MOST_ASKED).filter((id) => !profiles.has(id) && couldNotAsk?.(asking.workspaceId, id));
  return { ...found, profiles, unasked: Math.max(0, unmet.length - MOST_ASKED) + silent.length };
}
