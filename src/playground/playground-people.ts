/** People who exist only in the playground. */
import { buildPerson } from "../app/new-people.ts";
import type { Ids } from "../app/ports/clock.ts";
import type { Stores } from "../app/ports/world.ts";
import type { Person, Workspace } from "../core/team.ts";
import type { NewPerson } from "./page-api.ts";

const MAX_PEOPLE = 200;

/** Adds a person with an account; their platform user id is their person id. Returns undefined when the playground is full. */
export async function addPerson(
  parts: { readonly stores: Stores; readonly ids: Ids; readonly workspace: Workspace },
  about: NewPerson,
): Promise<Person | undefined> {
  const { stores, ids, workspace } = parts;
  if ((await stores.people.listOfWorkspace(workspace.id)).length >= MAX_PEOPLE) return undefined;
  const id = ids.next();
  const person = buildPerson(id, workspace, about);
  await stores.people.save(person);
  await stores.people.saveAccount({ workspaceId: workspace.id, platformUserId: id, personId: id });
  return person;
}
