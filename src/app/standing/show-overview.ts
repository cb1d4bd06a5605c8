/** The `overview` command, which shows programme leads all teams of the workspace; also the monthly message. */
import { isActiveAt, leadsProgrammeOf, type Team, type Workspace } from "../../core/team.ts";
import type { Message } from "../../message/message.ts";
import { addOverviewButtons, buildSwitch } from "../../message/screens/programme/overview-buttons.ts";
import { buildOverview, type OverviewData, type OverviewTeam } from "../../message/screens/programme/overview-screen.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { type Call, catalogueOf, type Work } from "../call.ts";
import { type Asking, lookingUp } from "../feature.ts";
import { answerWith } from "../notices.ts";
import { setMonthly, setNextOverviewLook, wantsMonthly } from "../programme/monthly.ts";
import { refuseNonProgrammeLead } from "../refusals.ts";
import type { Outcome } from "../request.ts";
import { type CollectedOverview, collectOverview } from "./collect-overview.ts";
import { findTeamStanding } from "./publish.ts";

/**
 * Shows a page of the overview now: all teams to programme leads, to observers those that they are in. `on` and `off` turn the monthly
 * message on and off; they are refused to whoever does not lead the programme.
 */
export const showOverview = lookingUp(
  async (asking, args: readonly string[]) => (isSwitch(args[0]) ? undefined : collectFor(asking)),
  async (call: Call, collected, args): Promise<Outcome> => {
    const { workspace, voice, person } = call;
    const [word] = args;
    const leads = leadsProgrammeOf(person, workspace.id);
    if (!leads && collected?.of !== "own-teams") return refuseNonProgrammeLead(call, "overview");
    if (isSwitch(word) || !collected) return switchMonthly(call, word === "on" ? "on" : "off");
    const overview = await buildOverviewNow(call, { workspace, voice, collected });
    if (!leads) return { notice: overview };
    const monthly = await wantsMonthly(call, person.id);
    return { notice: addOverviewButtons(voice, overview, { workspaceId: workspace.id, monthly }) };
  },
);

type CollectedFor = CollectedOverview & { readonly of: "programme" | "own-teams" };

/** Whose rights change between this look and the answer gets what the answer finds they may have. */
async function collectFor({ world, workspaceId, platformUserId, page: number = 1 }: Asking): Promise<CollectedFor> {
  const now = world.clock.now();
  const only = await world.storage.work(async ({ people, memberships }) => {
    const person = await people.findByAccount(workspaceId, platformUserId);
    if (person && leadsProgrammeOf(person, workspaceId)) return undefined;
    const own = person ? await memberships.listOfPerson(person.id) : [];
    return new Set(own.filter((membership) => isActiveAt(membership, now)).map(({ teamId }) => teamId));
  });
  if (!only) return { ...(await collectOverview(world.storage, workspaceId, { number })), of: "programme" };
  return { ...(await collectOverview(world.storage, workspaceId, { only, number })), of: "own-teams" };
}

function isSwitch(word: string | undefined): word is "on" | "off" {
  return word === "on" || word === "off";
}

async function switchMonthly(call: Call, word: "on" | "off"): Promise<Outcome> {
  await setMonthly(call, call.person.id, word === "on");
  await setNextOverviewLook(call, undefined);
  return answerWith(call.voice, call.voice.runs(`programme.monthly.${word}`), {
    buttons: [buildSwitch(call.voice, word === "on")],
  });
}

/** What an overview is built of: its reader's language, and what was collected before the unit of work. */
export type OverviewParts = { readonly workspace: Workspace; readonly voice: Voice; readonly collected: CollectedOverview };

/**
 * Builds the overview of the workspace's own teams and those linked to it, each under its own privacy mode, as their
 * standings were written last.
 */
export async function buildOverviewNow(work: Work, parts: OverviewParts): Promise<Message> {
  return buildOverview(parts.voice, await gatherOverview(work, parts));
}

/** Gathers what an overview is built of, each team as it shows itself. */
export async function gatherOverview(work: Work, { workspace, voice, collected }: OverviewParts): Promise<OverviewData> {
  const teams: OverviewTeam[] = [];
  for (const id of collected.page.items) {
    const team = await work.stores.teams.find(id);
    if (team) teams.push(await toRow(work, team));
  }
  return { workspaceName: workspace.name, moment: voice.date(work.now, "UTC"), ...collected, teams };
}

async function toRow(work: Work, team: Team): Promise<OverviewTeam> {
  const { standing, change, gate } = await findTeamStanding(work, team);
  const catalogue = await catalogueOf(work, standing.edition);
  const restsFor = await findTeamItRestsFor(work, team.id);
  return { name: team.name, catalogue, standing, ...(change && { change }), gate, ...(restsFor && { restsFor: restsFor.name }) };
}

async function findTeamItRestsFor({ stores }: Work, teamId: string): Promise<Team | undefined> {
  const home = await stores.homes.findOfFormerTeam(teamId);
  return home && stores.teams.find(home.teamId);
}
