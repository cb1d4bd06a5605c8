/** Which team a command means where its author belongs to several: the one that they name, or the one that they meant before. */
import { isActiveAt } from "../../core/team.ts";
import type { Asking } from "../feature.ts";

/** A team that the words of a command end with, and the words before its name. */
export type NamedTeam = { readonly teamId: string; readonly args: readonly string[] };

/**
 * Finds the team of the author's whose name the words end with, the longest name first. Case and the width of letters do not
 * matter. Returns undefined where they name none, or two of the same name.
 */
export async function findNamedTeam(asking: Asking, args: readonly string[]): Promise<NamedTeam | undefined> {
  const own = await listNames(asking);
  for (let from = 0; from < args.length; from += 1) {
    const wanted = fold(args.slice(from).join(" "));
    const [found, another] = own.filter(({ name }) => name === wanted);
    if (found) return another ? undefined : { teamId: found.id, args: args.slice(0, from) };
  }
  return undefined;
}

async function listNames({ world, workspaceId, platformUserId }: Asking) {
  return world.storage.work(async ({ people, memberships, teams }) => {
    const person = await people.findByAccount(workspaceId, platformUserId);
    const all = person ? await memberships.listOfPerson(person.id) : [];
    const now = world.clock.now();
    const own = await Promise.all(all.filter((each) => isActiveAt(each, now)).map(({ teamId }) => teams.find(teamId)));
    return own.flatMap((team) => (team ? [{ id: team.id, name: fold(team.name) }] : []));
  });
}

function fold(name: string): string {
  return name.normalize("NFKC").toLowerCase().trim().replaceAll(/\s+/g, " ");
}

const MOST_REMEMBERED = 2_000;

/** Remembers which team somebody meant last in their direct message with the bot. A channel has a team of its own. */
export interface TeamMemory {
  find(asking: Asking): string | undefined;
  keep(asking: Asking, teamId: string): void;
}

/** Creates a memory of the last 2,000 people. It lives as long as the process: after a restart the bot asks once more. */
export function createTeamMemory(): TeamMemory {
  const kept = new Map<string, string>();
  const keyOf = ({ workspaceId, platformUserId }: Asking) => `${workspaceId} ${platformUserId}`;
  return {
    find: (asking) => (asking.place.in === "direct" ? kept.get(keyOf(asking)) : undefined),
    keep(asking, teamId) {
      if (asking.place.in !== "direct") return;
      const key = keyOf(asking);
      kept.delete(key);
      kept.set(key, teamId);
      const oldest = kept.keys().next();
      if (kept.size > MOST_REMEMBERED && !oldest.done) kept.delete(oldest.value);
    },
  };
}
