/** Who may lead a team: nobody whose account is a guest's or closed. */
import { type AccountKind, isLost, type Person, type Team } from "../../core/team.ts";
import { type Work, listHomes } from "../call.ts";

type Stored = Pick<Work, "stores">;

/**
 * True for somebody with an account in one of the team's homes that is not known to be a guest's, unless they are deactivated or
 * gone. An account whose kind the platform has not told counts as a full one until it does.
 */
export async function mayLead(work: Stored, team: Team, person: Person): Promise<boolean> {
  if (isLost(person)) return false;
  const homes = (await listHomes(work, team)).map(({ workspaceId }) => workspaceId);
  const accounts = await work.stores.people.accountsOf(person.id);
  const here = accounts.filter(({ workspaceId }) => homes.includes(workspaceId));
  return here.length === 0 || here.some(({ kind }) => kind !== "guest");
}

/** Returns what the person's account in the workspace is; undefined where the platform has not told it. */
export async function kindIn({ stores }: Stored, workspaceId: string, personId: string): Promise<AccountKind | undefined> {
  return (await stores.people.accountsOf(personId)).find((account) => account.workspaceId === workspaceId)?.kind;
}
