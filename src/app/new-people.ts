/** Somebody new: how a person begins, and the name of whoever was chosen before the bot met them. */
import type { Person, Workspace } from "../core/team.ts";
import type { Profile } from "./ports/directory.ts";
import type { Stores } from "./ports/world.ts";

/** Builds a person who has not chosen any settings yet. */
export function buildPerson(id: string, workspace: Workspace, profile: Omit<Profile, "platformUserId">): Person {
  return {
    id,
    workspaceId: workspace.id,
    name: profile.name,
    ...(profile.locale && { platformLocale: profile.locale }),
    ...(profile.zone && { zone: profile.zone }),
    reminders: "light",
    nudges: true,
    programmeLead: false,
  };
}

/** Gives somebody who was chosen before the bot met them their name, once the platform tells it. Others keep theirs. */
export async function nameUnmet(
  { people }: Pick<Stores, "people">,
  workspaceId: string,
  { platformUserId, name }: Pick<Profile, "platformUserId" | "name">,
): Promise<void> {
  const person = await people.findByAccount(workspaceId, platformUserId);
  if (!person?.notMet || name === platformUserId) return;
  const { notMet: _, ...met } = person;
  await people.save({ ...met, name });
}
