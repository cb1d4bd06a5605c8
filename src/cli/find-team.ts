/** Teams as an administrator names them: by id, or by name in any case. */
import type { Storage } from "../app/ports/world.ts";
import type { Team, Workspace } from "../core/team.ts";
import { findNearest } from "./arguments.ts";
import { CommandRefusal } from "./command-refusal.ts";

/** A team and the workspace that it belongs to. */
export type FoundTeam = { readonly team: Team; readonly workspace: Workspace };

/** Returns the teams of all workspaces, by workspace and then in order of creation. */
export async function listAllTeams(storage: Storage): Promise<readonly FoundTeam[]> {
  return storage.work(async (stores) => {
    const workspaces = await stores.workspaces.list();
    const teams = await Promise.all(
      workspaces.map(async (workspace) =>
        (await stores.teams.listOfWorkspace(workspace.id)).map((team): FoundTeam => ({ team, workspace })),
      ),
    );
    return teams.flat();
  });
}

/**
 * Returns the team with this id, or with this name in any case. Refuses a name that no team has, and names the
 * nearest, or that several have, and names their ids.
 */
export async function findTeam(storage: Storage, named: string): Promise<FoundTeam> {
  const all = await listAllTeams(storage);
  const byId = all.find(({ team }) => team.id === named);
  if (byId) return byId;
  const found = all.filter(({ team }) => team.name.toLowerCase() === named.toLowerCase());
  const [only, another] = found;
  if (only && !another) return only;
  if (only)
    throw new CommandRefusal((voice) =>
      voice.say("cli.refused.ambiguous-team", { team: named, ids: found.map(({ team }) => team.id).join(", ") }),
    );
  if (all.length === 0) throw new CommandRefusal((voice) => voice.say("cli.refused.no-teams", { team: named }));
  const names = all.map(({ team }) => team.name);
  const nearest = findNearest(
    named,
    names.map((name) => name.toLowerCase()),
  );
  const known = names.find((name) => name.toLowerCase() === nearest);
  throw new CommandRefusal((voice) =>
    voice.say("cli.refused.unknown-team", { team: named, known: known ?? names.slice(0, 10).join(", ") }),
  );
}
