/** `programme list|add|remove`: who leads the programme of which workspace. */
import type { Work } from "../app/call.ts";
import { beginProgramme, endProgramme, listAwaitedLeads, saveAwaitedLeads } from "../app/programme/listed-leads.ts";
import { leadsProgrammeOf, type Person, type Workspace } from "../core/team.ts";
import { CommandRefusal } from "./command-refusal.ts";
import type { CliCall, ExitCode } from "./command.ts";
import { splitUserId, toOneLine } from "./find-person.ts";
import { asOperator } from "./operator.ts";

/** Prints a line for each programme lead: WORKSPACE/USER-ID, name, and how they came to lead. */
export async function listProgrammeLeads(call: CliCall): Promise<ExitCode> {
  const { voice, terminal } = call;
  const lines = await asOperator(call, "programme list", ({ act }) =>
    act(async (work) => {
      const found: string[] = [];
      for (const workspace of await work.stores.workspaces.list()) {
        for (const person of await listLeadsOf(work, workspace)) {
          const how = voice.say(`cli.programme.by.${person.programmeLeadBy ?? "first"}`);
          found.push(`${await nameAccount(work, workspace, person)}  ${toOneLine(person.name)}  ${how}`);
        }
      }
      return [...found, ...(await listAwaitedLeads(work)).map((name) => `${name}  ${voice.say("cli.programme.awaited")}`)];
    }),
  );
  await terminal.out(lines.length === 0 ? `${voice.say("cli.programme.none")}\n` : `${lines.join("\n")}\n`);
  return 0;
}

/**
 * Makes somebody a programme lead. Whom the bot has not met yet is appointed on first contact. Refuses guests, people who belong
 * to another workspace, and a name that is not WORKSPACE/USER-ID.
 */
export async function addProgrammeLead(call: CliCall): Promise<ExitCode> {
  const named = readNamed(call);
  const { voice, terminal } = call;
  const added = await asOperator(call, "programme add", ({ act }) =>
    act(async (work) => {
      const found = await findNamed(work, named);
      if (!found) {
        const name = `${named.workspace}/${named.userId}`;
        await saveAwaitedLeads(work, [...(await listAwaitedLeads(work)), name]);
        return { name, awaited: true };
      }
      const { person, workspace } = found;
      const { name } = person;
      if (person.workspaceId !== workspace.id)
        throw new CommandRefusal((voice) => voice.say("cli.refused.lead-elsewhere", { name }));
      if (await isGuest(work, found)) throw new CommandRefusal((voice) => voice.say("cli.refused.lead-guest", { name }));
      await beginProgramme(work, person, "operator");
      return { name, awaited: false };
    }),
  );
  const values = { name: toOneLine(added.name) };
  await terminal.out(`${voice.say(added.awaited ? "cli.programme.added-awaited" : "cli.programme.added", values)}\n`);
  return 0;
}

/** Ends somebody's lead of the programme. Refuses whoever does not lead it. */
export async function removeProgrammeLead(call: CliCall): Promise<ExitCode> {
  const named = readNamed(call);
  const { voice, terminal } = call;
  const removed = await asOperator(call, "programme remove", ({ act }) =>
    act(async (work) => {
      const name = `${named.workspace}/${named.userId}`;
      const awaited = await listAwaitedLeads(work);
      await saveAwaitedLeads(
        work,
        awaited.filter((each) => each !== name),
      );
      const found = await findNamed(work, named);
      if (!found?.person.programmeLead) {
        if (awaited.includes(name)) return { name, left: 1 };
        throw new CommandRefusal((voice) => voice.say("cli.refused.no-programme-lead", { name }));
      }
      await endProgramme(work, found.person);
      return { name: found.person.name, left: (await listLeadsOf(work, found.workspace)).length };
    }),
  );
  await terminal.out(`${voice.say("cli.programme.removed", { name: toOneLine(removed.name) })}\n`);
  if (removed.left === 0) terminal.err(`${voice.say("cli.programme.last")}\n`);
  return 0;
}

type Named = { readonly workspace: string; readonly userId: string };
type Found = { readonly person: Person; readonly workspace: Workspace; readonly userId: string };

function readNamed({ args }: CliCall): Named {
  const named = args[0] ?? "";
  const parts = splitUserId(named);
  if (!parts) throw new CommandRefusal((voice) => voice.say("cli.refused.no-user-id", { named }));
  return parts;
}

async function findNamed({ stores }: Work, { workspace: named, userId }: Named): Promise<Found | undefined> {
  const workspace = (await stores.workspaces.list()).find(({ id, platformId }) => id === named || platformId === named);
  const person = workspace && (await stores.people.findByAccount(workspace.id, userId));
  return workspace && person && { person, workspace, userId };
}

async function isGuest({ stores }: Work, { person, workspace, userId }: Found): Promise<boolean> {
  const accounts = await stores.people.accountsOf(person.id);
  return accounts.some((each) => each.workspaceId === workspace.id && each.platformUserId === userId && each.kind === "guest");
}

async function listLeadsOf({ stores }: Work, { id }: Workspace): Promise<readonly Person[]> {
  return (await stores.people.listOfWorkspace(id)).filter((person) => leadsProgrammeOf(person, id));
}

async function nameAccount({ stores }: Work, { id, platformId }: Workspace, person: Person): Promise<string> {
  const account = (await stores.people.accountsOf(person.id)).find(({ workspaceId }) => workspaceId === id);
  return `${platformId}/${account?.platformUserId ?? person.id}`;
}
