/** What somebody is told whose role does not take what they tried: whom it is for, and what they can do. Nothing is changed. */
import { leadsProgrammeOf, isLost } from "../core/team.ts";
import { markName } from "../message/person-names.ts";
import { type Call, listLeads, type TeamCall } from "./call.ts";
import { answerWith } from "./notices.ts";
import type { Outcome } from "./request.ts";

/** More names than this do not help anybody to ask. */
const MAX_NAMED = 5;

/** Answers somebody of a team who does not lead it, and names its leads. */
export async function refuseNonLead(call: TeamCall, command: string): Promise<Outcome> {
  const { voice, team, person } = call;
  const leads = await listLeads(call, team.id, [person.id]);
  const values = { command, team: team.name, count: leads.length, names: voice.list(leads.slice(0, MAX_NAMED).map(markName)) };
  return answerWith(voice, voice.runs("errors.leads-only", values));
}

/** Answers somebody of a team who is not asked in it. */
export function refuseNonMember({ voice, team }: TeamCall, command: string): Outcome {
  return answerWith(voice, voice.runs("errors.members-only", { command, team: team.name }));
}

/** Answers somebody who leads or observes no team and does not lead the programme. */
export function refuseReport({ voice }: Call): Outcome {
  return answerWith(voice, voice.runs("errors.reporters-only", { command: "report" }));
}

/** Answers somebody who does not lead the workspace's programme, and names whoever does. */
export async function refuseNonProgrammeLead(call: Call, command: string): Promise<Outcome> {
  return answerWith(call.voice, call.voice.runs("errors.programme-leads-only", await listWhomToAsk(call, command)));
}

/** Answers somebody who neither leads the programme nor observes a team, and names whoever leads the programme. */
export async function refuseNonOverseer(call: Call, command: string): Promise<Outcome> {
  return answerWith(call.voice, call.voice.runs("errors.overseers-only", await listWhomToAsk(call, command)));
}

async function listWhomToAsk({ voice, stores, workspace }: Call, command: string) {
  const people = await stores.people.listOfWorkspace(workspace.id);
  const leads = people.filter((person) => leadsProgrammeOf(person, workspace.id) && !isLost(person));
  return { command, count: leads.length, names: voice.list(leads.slice(0, MAX_NAMED).map(markName)) };
}
