/**
 * Moves teams to the newer version of the edition that they started with: new wording and questions, while their answers
 * stay.
 */
import { type Catalogue, editionKey } from "../../core/catalogue/catalogue.ts";
import { currentId } from "../../core/check-in/own-record.ts";
import { SpeedboatError } from "../../core/errors.ts";
import type { Team } from "../../core/team.ts";
import type { Stores, World } from "../ports/world.ts";

/**
 * Moves every team and returns how many moved; a second call changes nothing. An open check-in keeps its wording, and
 * teams of another edition or of a newer version stay.
 */
export async function followEdition({ storage, edition }: Pick<World, "storage" | "edition">): Promise<number> {
  const workspaces = await storage.work((stores) => stores.workspaces.list());
  let moved = 0;
  for (const { id } of workspaces) {
    moved += await storage.work(async (stores) => {
      const newer = await stores.catalogues.find(edition);
      if (!newer) throw new SpeedboatError("catalogue-invalid", { edition });
      const behind = await listBehind(stores, id, newer);
      for (const team of behind) await move(stores, team, newer);
      return behind.length;
    });
  }
  return moved;
}

async function listBehind(stores: Stores, workspaceId: string, newer: Catalogue): Promise<readonly Team[]> {
  const behind: Team[] = [];
  for (const team of await stores.teams.listOfWorkspace(workspaceId)) {
    if (team.edition === editionKey(newer)) continue;
    const own = await stores.catalogues.find(team.edition);
    if (own?.edition === newer.edition && own.version < newer.version) behind.push(team);
  }
  return behind;
}

/** Answers, what was said of them and stored standings are read by their own ids; a step is still to be acted on and gets the new. */
async function move(stores: Stores, team: Team, newer: Catalogue): Promise<void> {
  await stores.teams.save({ ...team, edition: editionKey(newer), revision: team.revision + 1 });
  for (const step of await stores.steps.listOfTeam(team.id)) {
    const questionId = currentId(newer, step.questionId);
    if (questionId !== step.questionId) await stores.steps.save({ ...step, questionId, revision: step.revision + 1 });
  }
  await keepKnownRoles(stores, team, newer);
}

/** Who has none of the roles that are left is asked everything. */
async function keepKnownRoles(stores: Stores, team: Team, { roles }: Catalogue): Promise<void> {
  const known = new Set(roles.map(({ id }) => id));
  for (const membership of await stores.memberships.listOfTeam(team.id)) {
    const kept = membership.roles.filter((role) => known.has(role));
    if (kept.length < membership.roles.length) await stores.memberships.save({ ...membership, roles: kept });
  }
}
