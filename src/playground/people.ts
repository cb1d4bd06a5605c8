/** People who exist only in the playground. */
import { z } from "zod";
import { buildPerson } from "../app/people.ts";
import type { Ids } from "../app/ports/clock.ts";
import type { Stores } from "../app/ports/world.ts";
import { LOCALES } from "../core/locale.ts";
import type { Person, Workspace } from "../core/team.ts";

const MAX_PEOPLE = 200;

export const newPersonSchema = z.object({
  name: z.string().trim().min(1).max(80),
  zone: z.string().max(60).refine(isZone, "zone"),
  locale: z.enum(LOCALES),
});
export type NewPerson = z.infer<typeof newPersonSchema>;

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    // Offsets such as `+02:00` are understood by Intl, but no place has them all year.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** Adds a person with an account; their platform user id is their person id. Undefined when the playground is full. */
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
