/** Workspaces and people as an administrator names them. */
import type { Storage, Stores } from "../app/ports/world.ts";
import type { Person, Workspace } from "../core/team.ts";
import { CommandRefusal } from "./command-refusal.ts";

/**
 * Returns the workspace with this id, with the id that its platform gives it, or with this name in any case. Refuses a name
 * that none or several have, and lists the workspaces that there are.
 */
export async function findWorkspace(storage: Storage, named: string): Promise<Workspace> {
  const all = await storage.work(({ workspaces }) => workspaces.list());
  const byId = all.find(({ id, platformId }) => id === named || platformId === named);
  if (byId) return byId;
  const [only, another] = all.filter(({ name }) => name.toLowerCase() === named.toLowerCase());
  if (only && !another) return only;
  const known = all.map(({ name, platformId }) => `${name} (${platformId})`).join(", ") || "–";
  throw new CommandRefusal((voice) => voice.say("cli.refused.unknown-workspace", { workspace: named, known }));
}

/** Splits WORKSPACE/USER-ID; undefined where the text has no slash with something on both sides. */
export function splitUserId(named: string): { readonly workspace: string; readonly userId: string } | undefined {
  const [, workspace, userId] = /^([^/\s]+)\/([^/\s]+)$/.exec(named) ?? [];
  return workspace !== undefined && userId !== undefined ? { workspace, userId } : undefined;
}

/** A person, the workspace that they were named in, and their account there. */
export type FoundPerson = { readonly person: Person; readonly workspace: Workspace; readonly userId: string };

/**
 * Finds WORKSPACE/USER-ID, or WORKSPACE/E-MAIL where the platform told the address, which Teams does and Slack doesn't. Refuses
 * any other form, workspaces and people that the bot does not know, and an address of several people.
 */
export async function findPerson(stores: Stores, named: string): Promise<FoundPerson> {
  const parts = splitUserId(named);
  if (!parts) throw new CommandRefusal((voice) => voice.say("cli.refused.no-person-id", { named }));
  const all = await stores.workspaces.list();
  const workspace = all.find(({ id, platformId }) => id === parts.workspace || platformId === parts.workspace);
  if (!workspace) {
    const known = all.map(({ name, platformId }) => `${name} (${platformId})`).join(", ") || "–";
    throw new CommandRefusal((voice) => voice.say("cli.refused.unknown-workspace", { workspace: parts.workspace, known }));
  }
  const [userId = parts.userId, another] = await listByEmail(stores, workspace, parts.userId);
  const person = another === undefined ? await stores.people.findByAccount(workspace.id, userId) : undefined;
  if (person) return { person, workspace, userId };
  const isUnknownEmail = parts.userId.includes("@") && workspace.platform === "slack";
  throw new CommandRefusal((voice) =>
    voice.say(isUnknownEmail ? "cli.refused.slack-email" : "cli.refused.unknown-person", { named }),
  );
}

async function listByEmail({ teamsConversations }: Stores, { id }: Workspace, word: string): Promise<readonly string[]> {
  if (!word.includes("@")) return [];
  const users = await teamsConversations.listUsers(id);
  return users.filter(({ email }) => email?.toLowerCase() === word.toLowerCase()).map(({ userId }) => userId);
}

/** Returns the text on one line: what people call themselves may hold what a terminal would obey. */
export function toOneLine(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, " ");
}
