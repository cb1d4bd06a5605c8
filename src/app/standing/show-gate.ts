/** The `gate` command: the verdict criterion by criterion, and a lead's confirmation of evidence. */
import { listQuestions } from "../../core/catalogue/catalogue.ts";
import { currentId } from "../../core/check-in/own-record.ts";
import { listEvidence } from "../../core/standing/judge-gate.ts";
import type { Confirmation } from "../../core/standing/records.ts";
import type { Action } from "../../message/action.ts";
import type { Message } from "../../message/message.ts";
import { buildGate, type Evidence } from "../../message/screens/standing/gate-screen.ts";
import { nameQuestion } from "../../message/screens/standing/names.ts";
import type { Call, TeamCall } from "../call.ts";
import { buildNotice } from "../notices.ts";
import type { Outcome } from "../request.ts";
import { enterAsLead } from "./enter-as-lead.ts";
import { loadStanding } from "./load-standing.ts";
import type { LoadedStanding } from "./loaded-standing.ts";
import { planPublication } from "./publish.ts";

type ConfirmAction = Extract<Action, { act: "confirm-evidence" }>;

/** Shows the gate as it stands now. */
export async function showGate(call: TeamCall): Promise<Outcome> {
  return { notice: await buildNow(call) };
}

async function buildNow(call: TeamCall): Promise<Message> {
  const { team, voice, membership } = call;
  const loaded = await loadStanding(call, team, call.now);
  return buildGate(voice, {
    teamId: team.id,
    teamName: team.name,
    catalogue: loaded.catalogue,
    gate: loaded.gate,
    evidence: listGateEvidence(loaded),
    kpis: loaded.kpis,
    respondents: loaded.masked.whole.respondents,
    lead: membership.lead,
    hasGoal: (await call.stores.goals.listOfTeam(team.id)).some(({ retiredAt }) => retiredAt === undefined),
    personId: call.person.id,
    asked: membership.kind === "member",
  });
}

/** Lists the links of gate questions that take a link as proof, in the order of the model. */
export function listGateEvidence(loaded: LoadedStanding): readonly Evidence[] {
  return listQuestions(loaded.catalogue)
    .filter(({ gate, proof }) => gate !== undefined && proof.includes("evidence"))
    .flatMap(({ id }) => listEvidence(id, loaded).map((evidence) => ({ questionId: id, ...evidence })));
}

/**
 * Confirms a link as evidence, or withdraws the confirmation. A second press is told that nothing changed. Refuses people
 * who don't lead the team, and links that are no longer attached.
 */
export async function confirmEvidence(call: Call, action: ConfirmAction): Promise<Outcome> {
  const entered = await enterAsLead(call, action.teamId, "gate");
  if (entered.kind === "refused") return entered.outcome;
  const { voice, catalogue } = entered.call;
  const id = await settle(entered.call, action);
  await planPublication(entered.call, entered.call.team);
  const name = nameQuestion(voice, catalogue, action.questionId);
  return { notice: buildNotice(voice, voice.runs(id, { name })), card: await buildNow(entered.call) };
}

/** Does it, and returns the sentence that says what was done. */
async function settle(
  call: TeamCall,
  { questionId, evidence, confirm }: ConfirmAction,
): Promise<`gate.confirm.${"withdrawn" | "not-confirmed" | "already" | "gone" | "done"}`> {
  const given = (await call.stores.confirmations.listOfTeam(call.team.id)).filter(
    (word) => currentId(call.catalogue, word.questionId) === questionId && word.evidence === evidence,
  );
  if (!confirm) {
    for (const { id } of given) await call.stores.confirmations.remove(id);
    return given.length > 0 ? "gate.confirm.withdrawn" : "gate.confirm.not-confirmed";
  }
  if (given.length > 0) return "gate.confirm.already";
  const loaded = await loadStanding(call, call.team, call.now);
  const attached = listGateEvidence(loaded).some((each) => each.questionId === questionId && each.link === evidence);
  if (!attached) return "gate.confirm.gone";
  await call.stores.confirmations.save(buildConfirmation(call, { questionId, evidence }));
  return "gate.confirm.done";
}

function buildConfirmation(call: TeamCall, about: Pick<Confirmation, "questionId" | "evidence">): Confirmation {
  return { id: call.world.ids.next(), teamId: call.team.id, ...about, confirmedBy: call.person.id, at: call.now };
}
