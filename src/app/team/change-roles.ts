/** The `roles` command: who is asked what, changed person by person. */
import { isActiveAt, type Membership } from "../../core/team.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import type { Message } from "../../message/message.ts";
import { markName } from "../../message/person-names.ts";
import { pageOfPerson, type RosterRow, sayRoles } from "../../message/screens/team/members.ts";
import { buildRoles, buildRolesForm } from "../../message/screens/team/roles-screen.ts";
import type { Call, TeamCall } from "../call.ts";
import { carriedOr, readList } from "../form-values.ts";
import { answerWith, buildNotice } from "../notices.ts";
import { prepend } from "../prepend.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { enterAsLead } from "../standing/enter-as-lead.ts";
import { noteRosterChange } from "../standing/publish.ts";
import { listRows } from "./list-roster.ts";
import { tellRosterChanges } from "./tell-roster.ts";

type RolesContext = Extract<FormContext, { form: "roles" }>;

/** Lists the team's members with their roles. */
export async function showRoles(call: TeamCall): Promise<Outcome> {
  return { notice: await buildRolesView(call) };
}

/** Builds a page (from 1) of the members with their roles. */
export async function buildRolesView(call: TeamCall, page = 1): Promise<Message> {
  const { team, catalogue, voice } = call;
  return buildRoles(voice, { team, catalogue, members: await listMembers(call), page });
}

async function listMembers(call: TeamCall): Promise<readonly RosterRow[]> {
  const rows = await listRows(call, call.team);
  return rows.filter(({ membership }) => membership.kind === "member" && isActiveAt(membership, call.now));
}

type Found =
  | { readonly kind: "found"; readonly call: TeamCall; readonly row: RosterRow }
  | { readonly kind: "refused"; readonly outcome: Outcome };

async function findRow(call: Call, context: RolesContext): Promise<Found> {
  const entered = await enterAsLead(call, context.teamId, "roles");
  if (entered.kind === "refused") return entered;
  const row = (await listMembers(entered.call)).find(({ person }) => person.id === context.personId);
  if (row) return { kind: "found", call: entered.call, row };
  const former = await call.stores.memberships.findOfPerson(context.teamId, context.personId);
  const name = former ? markName({ id: former.personId }) : "–";
  const values = { name, team: entered.call.team.name };
  return { kind: "refused", outcome: answerWith(entered.call.voice, entered.call.voice.runs("members.roles.unknown", values)) };
}

/** Opens the form for one member's roles. Refuses people who don't lead the team, and somebody who is no longer a member. */
export async function openRolesForm(call: Call, context: RolesContext): Promise<Outcome> {
  const found = await findRow(call, context);
  if (found.kind === "refused") return found.outcome;
  const { team, catalogue, voice } = found.call;
  return { form: buildRolesForm(voice, { team, catalogue, ...found.row }) };
}

/**
 * Saves the member's roles; none means that they are asked everything. Roles that the edition does not have are refused
 * at their field; an outdated form is refused too, as is everything that `openRolesForm` refuses.
 */
export async function submitRoles(call: Call, context: RolesContext, values: FormValues<"roles">): Promise<FormOutcome<"roles">> {
  const found = await findRow(call, context);
  if (found.kind === "refused") return found.outcome;
  const { team, catalogue, voice, stores } = found.call;
  const chosen = carriedOr(readList(values, "roles"), found.row.membership.roles);
  const known = catalogue.roles.map(({ id }) => id);
  if (chosen.some((role) => !known.includes(role))) return { errors: { roles: voice.say("setup.error.choice") } };
  const membership: Membership = { ...found.row.membership, roles: known.filter((role) => chosen.includes(role)) };
  const asked = sayRoles(voice, catalogue, membership);
  const saved = buildNotice(voice, voice.runs("members.roles.saved", { name: found.row.person.name, asked }), { tone: "good" });
  if (membership.roles.join() === found.row.membership.roles.join()) return { notice: saved };
  if (context.revision !== team.revision) return answerStale(found.call);
  const changed = { ...team, revision: team.revision + 1 };
  await stores.teams.save(changed);
  await stores.memberships.save(membership);
  await noteRosterChange(found.call, changed);
  await tellRosterChanges(found.call, changed);
  const view = await buildRolesView(
    { ...found.call, team: changed },
    pageOfPerson(await listMembers(found.call), found.row.person.id),
  );
  return { notice: prepend(saved, view) };
}

async function answerStale(call: TeamCall): Promise<Outcome> {
  const view = await buildRolesView(call);
  const stale = buildNotice(call.voice, call.voice.runs("members.stale", { team: call.team.name }), { tone: "warning" });
  return { notice: prepend(stale, view) };
}
