/** `team list|lead|delete`: which teams there are and who leads them; never a number of theirs. */
import { listHomes, type Work } from "../app/call.ts";
import { appointLeadOf } from "../app/team/appoint-lead.ts";
import { countContent, deleteTeam, isLinked } from "../app/team/delete-team.ts";
import { mayLead } from "../app/team/may-lead.ts";
import { isActiveAt, isLost, type Team, type Workspace } from "../core/team.ts";
import type { Voice } from "../message/voice/voice.ts";
import { CommandRefusal } from "./command-refusal.ts";
import type { CliCall, ExitCode } from "./command.ts";
import { findPerson, findWorkspace, toOneLine } from "./find-person.ts";
import { findTeam, listAllTeams } from "./find-team.ts";
import { asOperator } from "./operator.ts";

/** Prints a line for each team: its id, name and workspace, how many people are in it, and who leads it. */
export async function listTeams(call: CliCall): Promise<ExitCode> {
  const { voice, terminal } = call;
  const lines = await asOperator(call, "team list", async ({ storage, act }) => {
    const named = call.text("workspace");
    const wanted = named === undefined ? undefined : await findWorkspace(storage, named);
    const teams = (await listAllTeams(storage)).filter(({ workspace }) => wanted === undefined || workspace.id === wanted.id);
    const found: string[] = [];
    for (const { team, workspace } of teams) found.push(await act((work) => describeTeam(work, { team, workspace, voice })));
    return found;
  });
  await terminal.out(lines.length === 0 ? `${voice.say("cli.team.none")}\n` : `${lines.join("\n")}\n`);
  return 0;
}

type Described = { readonly team: Team; readonly workspace: Workspace; readonly voice: Voice };

async function describeTeam({ stores, now }: Work, { team, workspace, voice }: Described): Promise<string> {
  const memberships = await stores.memberships.listOfTeam(team.id);
  const active = memberships.filter((membership) => isActiveAt(membership, now));
  const leads = await stores.people.findMany(active.filter(({ lead }) => lead).map(({ personId }) => personId));
  const named = await Promise.all(
    leads
      .filter((lead) => !isLost(lead))
      .map(async ({ id, name }) => {
        const accounts = await stores.people.accountsOf(id);
        const account = accounts.find(({ workspaceId }) => workspaceId === workspace.id) ?? accounts[0];
        return `${toOneLine(name)} (${account?.platformUserId ?? id})`;
      }),
  );
  const values = { count: active.length, leads: voice.list(named) };
  const people = voice.say(named.length > 0 ? "cli.team.led" : "cli.team.leaderless", values);
  return [team.id, toOneLine(team.name), workspace.platformId, people].join("  ");
}

/**
 * Makes somebody a lead of the team, as a member where they were none, and tells them and its other leads. Refuses guests, closed
 * accounts, people whom the bot has not met, and people without an account where the team is at home.
 */
export async function appointTeamLead(call: CliCall): Promise<ExitCode> {
  const { voice, terminal, args } = call;
  const [named = "", who = ""] = args;
  const done = await asOperator(call, "team lead", async ({ storage, act }) => {
    const { team } = await findTeam(storage, named);
    return act(async (work) => {
      const { person, workspace } = await findPerson(work.stores, who);
      const values = { name: person.name, team: team.name };
      const homes = await listHomes(work, team);
      if (!homes.some(({ workspaceId }) => workspaceId === workspace.id))
        throw new CommandRefusal((words) => words.say("cli.refused.team-elsewhere", values));
      if (!(await mayLead(work, team, person)))
        throw new CommandRefusal((words) =>
          words.say(isLost(person) ? "cli.refused.lead-closed" : "cli.refused.lead-guest", values),
        );
      return { ...values, isNew: await appointLeadOf(work, team, person.id) };
    });
  });
  const values = { name: toOneLine(done.name), team: toOneLine(done.team) };
  await terminal.out(`${voice.say(done.isNew ? "cli.team.appointed" : "cli.team.leads-already", values)}\n`);
  return 0;
}

/**
 * Deletes a team for good and tells its people. Without `--yes` it says what would go, deletes nothing and returns 1. Refuses a
 * team that is linked to another workspace.
 */
export async function deleteTeamForGood(call: CliCall): Promise<ExitCode> {
  const { voice, terminal, args } = call;
  const isSure = call.flag("yes");
  const values = await asOperator(call, "team delete", async ({ storage, act }) => {
    const { team } = await findTeam(storage, args[0] ?? "");
    return act(async (work) => {
      if (await isLinked(work, team))
        throw new CommandRefusal((words) => words.say("cli.refused.team-linked", { team: team.name }));
      const content = await countContent(work, team);
      if (isSure) await deleteTeam(work, team);
      return { ...content, team: toOneLine(team.name) };
    });
  });
  if (isSure) await terminal.out(`${voice.say("cli.team.deleted", values)}\n`);
  else terminal.err(`${voice.say("cli.team.would-delete", values)}\n`);
  return isSure ? 0 : 1;
}
