/** Checks who may see or change a KPI. A button or a form names its KPI, so the right is checked again each time. */
import type { Catalogue } from "../../core/catalogue/catalogue.ts";
import { isActiveAt, type Membership, type Team } from "../../core/team.ts";
import type { Kpi } from "../../core/value/kpi.ts";
import type { KpiRights } from "../../message/screens/value/kpi-card.ts";
import { type Call, catalogueOf, localeOf, isAtHome, isAtRest } from "../call.ts";
import { answerWith } from "../notices.ts";
import type { Outcome } from "../request.ts";

/** A call about one KPI, by somebody who may see it: a person of the team, its reader, or its goal's owner. */
export type KpiCall = Call & {
  readonly team: Team;
  readonly catalogue: Catalogue;
  readonly kpi: Kpi;
  readonly rights: KpiRights;
};

/** The call about the KPI, or the answer that refuses it. */
export type KpiEntry =
  | { readonly kind: "entered"; readonly call: KpiCall }
  | { readonly kind: "refused"; readonly outcome: Outcome };

/** Which of a KPI's people may do something. A lead may do everything but confirm as the owner. */
export type KpiRight = keyof KpiRights;

/**
 * Narrows the call to a KPI that the person may see and, with `rights`, do something with. Everybody else is refused in
 * the same words as for a KPI that isn't there.
 */
export async function enterKpi(call: Call, kpiId: string, rights?: readonly KpiRight[]): Promise<KpiEntry> {
  const gone: KpiEntry = { kind: "refused", outcome: answerWith(call.voice, call.voice.runs("kpi.gone")) };
  const kpi = await call.stores.kpis.find(kpiId);
  const team = kpi && (await call.stores.teams.find(kpi.teamId));
  if (!kpi || !team) return gone;
  if (!(await isAtHome(call, team, call.workspace)) || (await isAtRest(call, team.id))) return gone;
  const membership = await call.stores.memberships.findOfPerson(team.id, call.person.id);
  const own = await rightsOf(call, kpi, membership);
  if (!own) return gone;
  const voice = call.world.voice(localeOf(call.person, team));
  if (rights && !rights.some((right) => own[right])) {
    return { kind: "refused", outcome: answerWith(voice, voice.runs("kpi.not-yours", { team: team.name, name: kpi.name })) };
  }
  const catalogue = await catalogueOf(call, team.edition);
  return { kind: "entered", call: { ...call, team, catalogue, kpi, rights: own, voice } };
}

async function rightsOf(call: Call, kpi: Kpi, membership: Membership | undefined): Promise<KpiRights | undefined> {
  const goal = await call.stores.goals.find(kpi.goalId);
  const member = membership && isActiveAt(membership, call.now) ? membership : undefined;
  const rights = {
    lead: (member?.lead ?? false) && call.account.kind !== "guest",
    reader: kpi.readerId === call.person.id,
    owner: goal?.ownerId === call.person.id,
  };
  return member || rights.reader || rights.owner ? rights : undefined;
}
