/** The form with which a programme lead appoints a lead for a team that has none. */
import { isActiveAt, leadsProgrammeOf, type Team } from "../../core/team.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import { buildAppointLeadForm } from "../../message/screens/team/leaderless-screen.ts";
import { type Call, type Work, isAtHome, isAtRest } from "../call.ts";
import { type Chosen, findChosen, keepUnmet, meetingChosenPeople, sayName } from "../chosen-people.ts";
import { carriedOr, readList } from "../form-values.ts";
import { answerWith } from "../notices.ts";
import { refuseNonProgrammeLead } from "../refusals.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { setNextRound } from "../rounds/open-round.ts";
import { joinTeam } from "./change-memberships.ts";
import { dropLeaderlessNotices, hasAbleLead } from "./leaderless.ts";
import { mayLead } from "./may-lead.ts";
import { tellRosterChanges } from "./tell-roster.ts";

type AppointContext = Extract<FormContext, { form: "appoint-lead" }>;
type Found = { readonly kind: "team"; readonly team: Team } | { readonly kind: "refused"; readonly outcome: Outcome };

/** Opens the form. Refuses people who don't lead the programme, teams of other workspaces, and teams that have a lead. */
export async function openAppointLeadForm(call: Call, context: AppointContext): Promise<Outcome> {
  const found = await findLeaderless(call, context);
  return found.kind === "refused" ? found.outcome : { form: buildAppointLeadForm(call.voice, found.team) };
}

/**
 * Makes the chosen person a lead of the team and tells them. Guests, deactivated people and people whom the bot does not know are
 * refused at the field, and everything that the form refuses when it is opened is refused here, too.
 */
export const submitAppointLead = meetingChosenPeople(appointLead);

async function appointLead(
  call: Call,
  context: AppointContext,
  values: FormValues<"appoint-lead">,
  chosen: Chosen,
): Promise<FormOutcome<"appoint-lead">> {
  const found = await findLeaderless(call, context);
  if (found.kind === "refused") return found.outcome;
  const { voice } = call;
  const words = carriedOr(readList(values, "person"), []);
  if (words.length !== 1) return { errors: { person: voice.say("errors.required") } };
  const { people, error } = await findChosen(call, words, chosen);
  const [lead] = people;
  if (!lead || error !== undefined) return { errors: { person: error ?? voice.say("errors.required") } };
  if (!lead.unmet && !(await mayLead(call, found.team, lead.person)))
    return { errors: { person: voice.say("setup.error.lead-guest", { names: sayName(lead) }) } };
  await keepUnmet(call, lead);
  await appointLeadOf(call, found.team, lead.person.id);
  const said = voice.runs("members.leaderless.done", { name: sayName(lead), team: found.team.name });
  return answerWith(voice, said, { tone: "good" });
}

async function findLeaderless(call: Call, { teamId }: AppointContext): Promise<Found> {
  const { voice, person, workspace, stores } = call;
  const refuse = (outcome: Outcome): Found => ({ kind: "refused", outcome });
  if (!leadsProgrammeOf(person, workspace.id)) return refuse(await refuseNonProgrammeLead(call, "overview"));
  const team = await stores.teams.find(teamId);
  if (!team || !(await isAtHome(call, team, workspace)) || (await isAtRest(call, team.id)))
    return refuse(answerWith(voice, voice.runs("errors.not-your-team")));
  if (await hasAbleLead(call, team)) return refuse(answerWith(voice, voice.runs("members.leaderless.led", { team: team.name })));
  return { kind: "team", team };
}

/**
 * Makes the person a lead of the team, as a member where they were none, and tells them and its other leads. Returns false, and does nothing, where
 * they lead it already. Whether they may lead it, the caller has checked.
 */
export async function appointLeadOf(work: Work, team: Team, personId: string): Promise<boolean> {
  const before = await work.stores.memberships.findOfPerson(team.id, personId);
  if (before?.lead && isActiveAt(before, work.now)) return false;
  const changed: Team = { ...team, revision: team.revision + 1 };
  await work.stores.teams.save(changed);
  await joinTeam(work, { team: changed, personId, part: { kind: "member", lead: true } });
  await dropLeaderlessNotices(work, team);
  if (team.pausedUntil === undefined) await setNextRound(work, changed);
  await tellRosterChanges(work, changed);
  return true;
}
