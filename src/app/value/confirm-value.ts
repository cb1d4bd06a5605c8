/** The goal owner's word that a KPI shows value: asked for, given by the owner, or recorded by a lead. */
import type { ValueConfirmation } from "../../core/value/kpi.ts";
import type { Action } from "../../message/action.ts";
import type { FormContexts } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import { markName } from "../../message/person-names.ts";
import { buildConfirmForm } from "../../message/screens/value/reading-forms.ts";
import { buildOwnerRequest } from "../../message/screens/value/reading-messages.ts";
import { VALUE_LENGTHS } from "../../message/screens/value/value-forms.ts";
import { nameOwner } from "../../message/screens/value/value-words.ts";
import { type Call, localeOf, workspaceFor } from "../call.ts";
import { carriedOr, gatherErrors, readLine, readText } from "../form-values.ts";
import { answerWith } from "../notices.ts";
import { findLivePost, queuePost, queueRemoval } from "../posting.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { enterKpi, type KpiCall } from "./enter-kpi.ts";
import { dayOfReader, listNames, loadKpi } from "./load-ledger.ts";
import { readDate, readLink, readWords, required } from "./read-fields.ts";
import { buildKpiAnswer } from "./show-values.ts";

/** Opens the form of a confirmation. Refuses everybody but the goal's owner and leads, and KPIs without a later reading. */
export async function openConfirmForm(call: Call, context: FormContexts["confirm-value"]): Promise<Outcome> {
  const entry = await enterKpi(call, context.kpiId, ["owner", "lead"]);
  if (entry.kind === "refused") return entry.outcome;
  const { voice, team, kpi } = entry.call;
  const judged = await loadKpi(call, team, kpi);
  if (!judged.verdict.latest || !kpi.baseline || kpi.retiredAt !== undefined) return answerNothing(entry.call);
  const { goal } = judged.record;
  const names = await listNames(call, { goals: goal ? [goal] : [], kpis: [] });
  return {
    form: buildConfirmForm(voice, { judged, ownerName: nameOwner(voice, judged.record, names), today: dayOfReader(entry.call) }),
  };
}

/** Records the confirmation of the latest reading and shows the card. Wrong fields are refused at the field. */
export async function submitConfirmForm(
  call: Call,
  context: FormContexts["confirm-value"],
  values: FormValues<"confirm-value">,
): Promise<FormOutcome<"confirm-value">> {
  const entry = await enterKpi(call, context.kpiId, ["owner", "lead"]);
  if (entry.kind === "refused") return entry.outcome;
  const { voice, team, kpi, stores, world, person, now } = entry.call;
  const { verdict } = await loadKpi(call, team, kpi);
  if (!verdict.latest || !kpi.baseline || kpi.retiredAt !== undefined) return answerNothing(entry.call);
  const how = required(voice, readWords(voice, carriedOr(readText(values, "how"), ""), VALUE_LENGTHS.how));
  const ownerName = required(voice, readWords(voice, carriedOr(readLine(values, "ownerName"), ""), VALUE_LENGTHS.ownerName));
  const on = required(voice, readDate(voice, carriedOr(readText(values, "on"), ""), dayOfReader(entry.call)));
  const link = readLink(voice, carriedOr(readText(values, "link"), ""));
  const errors = gatherErrors({ how: how.error, ownerName: ownerName.error, on: on.error, link: link.error });
  const complete = how.value !== undefined && ownerName.value !== undefined && on.value !== undefined;
  if (!complete || Object.keys(errors).length > 0) return { errors };
  const confirmation: ValueConfirmation = {
    id: world.ids.next(),
    kpiId: kpi.id,
    readingId: verdict.latest.id,
    how: how.value,
    ownerName: ownerName.value,
    recordedBy: person.id,
    on: on.value,
    ...(link.value !== undefined && { link: link.value }),
    at: now,
  };
  await stores.valueConfirmations.add(team.id, confirmation);
  return { notice: await buildKpiAnswer(entry.call) };
}

/** Asks the goal's owner to confirm. A second press takes back the earlier request, so that one waits at a time. */
export async function askOwner(call: Call, action: Extract<Action, { act: "ask-owner" }>): Promise<Outcome> {
  const entry = await enterKpi(call, action.kpiId, ["lead"]);
  if (entry.kind === "refused") return entry.outcome;
  const { voice, team, kpi, stores, world, person } = entry.call;
  const judged = await loadKpi(call, team, kpi);
  const { goal } = judged.record;
  if (!goal || !judged.verdict.latest || !kpi.baseline || kpi.retiredAt !== undefined) return answerNothing(entry.call);
  const owner = goal.ownerId === undefined ? undefined : await stores.people.find(goal.ownerId);
  if (!owner) return answerWith(voice, voice.runs("kpi.confirmed.no-account"));
  const message = buildOwnerRequest(world.voice(localeOf(owner, team)), { lead: markName(person), team, goal, judged });
  const before = await findLivePost(call, "notice", kpi.id);
  if (before) await queueRemoval(call, before, message);
  await queuePost(call, {
    target: { to: "person", personId: owner.id },
    workspaceId: await workspaceFor(call, owner, team),
    purpose: "notice",
    subjectId: kpi.id,
    message,
  });
  return answerWith(voice, voice.runs("kpi.confirmed.asked", { person: markName(owner) }));
}

function answerNothing({ voice, kpi }: KpiCall): Outcome {
  return answerWith(voice, voice.runs("kpi.confirmed.nothing", { name: kpi.name }));
}
