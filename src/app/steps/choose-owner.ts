/** Whom a step can go to: anybody of the team, on either platform where the team is linked. */
import { isActiveAt, type Membership, type Person } from "../../core/team.ts";
import type { FormValues } from "../../message/form.ts";
import { markName } from "../../message/person-names.ts";
import type { OwnerChoice } from "../../message/screens/steps/steps-forms.ts";
import { listSides, type TeamCall } from "../call.ts";
import { type Chosen, toAccountId } from "../chosen-people.ts";
import { carriedOr, readList, readText } from "../form-values.ts";
import { listRows } from "../team/list-roster.ts";

/** Slack shows no more options in a list. */
const MOST_OPTIONS = 100;

/**
 * Returns whom a form offers as a step's owner. A platform lists the people of its own workspace alone, so a linked team's form
 * lists the team's members and leads of both sides instead, unless they are more than a list takes. `chosen` and `without` are
 * person ids; whoever is `without` is not offered in such a list.
 */
export async function offerOwners(
  call: TeamCall,
  { chosen, without }: { readonly chosen?: string | undefined; readonly without?: string | undefined },
): Promise<OwnerChoice> {
  const rows = (await listSides(call, call.team)).length > 1 ? await listRows(call, call.team) : [];
  const people = rows
    .filter(({ membership, person }) => mayOwn(membership, call.now) && person.id !== without)
    .map(({ person }) => ({ value: person.id, label: markName(person) }));
  if (people.length > 0 && people.length <= MOST_OPTIONS) {
    const isOffered = people.some(({ value }) => value === chosen);
    return { from: "team", people, ...(chosen !== undefined && isOffered && { chosen }) };
  }
  const account = chosen === undefined ? undefined : await findAccount(call, chosen);
  return { from: "workspace", ...(account !== undefined && { chosen: account }) };
}

async function findAccount({ stores, workspace }: TeamCall, personId: string): Promise<string | undefined> {
  const accounts = await stores.people.accountsOf(personId);
  return accounts.find(({ workspaceId }) => workspaceId === workspace.id)?.platformUserId;
}

function mayOwn(membership: Membership, now: number): boolean {
  return isActiveAt(membership, now) && (membership.kind === "member" || membership.lead);
}

/** The person whom a form names, or the sentence that refuses them; `field` is where they were chosen. */
export type ReadPerson = { readonly field: "person" | "member" } & (
  | { readonly kind: "person"; readonly person: Person }
  | { readonly kind: "wrong"; readonly sentence: string }
);

/**
 * Reads the person whom a form's field names; `current` (a person id) when the form did not carry the field. Returns an
 * explanation for anybody who is not a member or lead of the team now.
 */
export async function readPerson(
  { stores, workspace, team, voice, now }: TeamCall,
  values: FormValues<"hand-over">,
  { named, current }: { readonly named: Chosen; readonly current?: string },
): Promise<ReadPerson> {
  const listed = readText(values, "member");
  const read = readList(values, "person");
  const field = listed.kind === "carried" ? "member" : "person";
  const [word = "", ...more] = carriedOr(read, []);
  const id = listed.kind === "carried" ? listed.value : read.kind === "absent" ? current : undefined;
  const person =
    id === undefined
      ? await stores.people.findByAccount(workspace.id, more.length > 0 ? "" : toAccountId(named, word))
      : await stores.people.find(id);
  const membership = person && (await stores.memberships.findOfPerson(team.id, person.id));
  if (person && membership && mayOwn(membership, now)) return { field, kind: "person", person };
  return { field, kind: "wrong", sentence: voice.say("steps.error.person", { team: team.name }) };
}
