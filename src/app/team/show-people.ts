/** The pages of a team's people, and the way to one of them by name. */
import type { Action, PEOPLE_LISTS } from "../../message/action.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import type { Message } from "../../message/message.ts";
import { markName } from "../../message/person-names.ts";
import { buildFindMemberForm } from "../../message/screens/team/members-forms.ts";
import { buildFormer, buildMember, buildUnreached } from "../../message/screens/team/members.ts";
import type { Call, TeamCall } from "../call.ts";
import { type Chosen, meetingChosenPeople, nameStranger, toAccountId } from "../chosen-people.ts";
import { carriedOr, readList } from "../form-values.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { enterAsLead } from "../standing/enter-as-lead.ts";
import { buildRolesView } from "./change-roles.ts";
import { buildRosterView, gatherRoster } from "./list-roster.ts";

type FindContext = Extract<FormContext, { form: "find-member" }>;

/** Shows another page of one of the lists of a team's people. Refuses people who don't lead the team. */
export async function showPeople(call: Call, { list, teamId, page }: Extract<Action, { act: "show-people" }>): Promise<Outcome> {
  const entered = await enterAsLead(call, teamId, list === "roles" ? "roles" : "members");
  if (entered.kind === "refused") return entered.outcome;
  const notice = await buildPeople(entered.call, list, page);
  return { notice, settles: true };
}

async function buildPeople(call: TeamCall, list: (typeof PEOPLE_LISTS)[number], page: number): Promise<Message> {
  switch (list) {
    case "members":
      return buildRosterView(call, page);
    case "roles":
      return buildRolesView(call, page);
    case "unreached":
      return buildUnreached(call.voice, { ...(await gatherRoster(call)), page });
    case "former":
      return buildFormer(call.voice, { ...(await gatherRoster(call)), page });
    default:
      return list satisfies never;
  }
}

/** Opens the form that asks for somebody of the team. Refuses people who don't lead the team. */
export async function openFindForm(call: Call, context: FindContext): Promise<Outcome> {
  const entered = await enterAsLead(call, context.teamId, "members");
  if (entered.kind === "refused") return entered.outcome;
  return { form: buildFindMemberForm(call.voice, entered.call.team) };
}

/** Shows the person with what a lead can change. Refuses people who are not in the team at the field. */
export const submitFind = meetingChosenPeople(showMember);

async function showMember(
  call: Call,
  context: FindContext,
  values: FormValues<"find-member">,
  chosen: Chosen,
): Promise<FormOutcome<"find-member">> {
  const entered = await enterAsLead(call, context.teamId, "members");
  if (entered.kind === "refused") return entered.outcome;
  const { voice, team, catalogue, stores, workspace } = entered.call;
  const [word = ""] = carriedOr(readList(values, "person"), []);
  if (word === "") return { errors: { person: voice.say("errors.required") } };
  const person = await stores.people.findByAccount(workspace.id, toAccountId(chosen, word));
  const { active } = await gatherRoster(entered.call);
  const row = active.find((each) => each.person.id === person?.id);
  if (row) return { notice: buildMember(voice, { team, catalogue, row }) };
  const name = person ? markName(person) : nameStranger(chosen, word);
  return { errors: { person: voice.say("members.find.unknown", { name, team: team.name }) } };
}
