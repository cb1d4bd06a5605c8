/** The `kpi` command: members see the value records, and leads add, change and remove them. */
import { z } from "zod";
import { type Catalogue, listQuestions } from "../../core/catalogue/catalogue.ts";
import { toLocal } from "../../core/schedule/local-time.ts";
import type { ValueRecord } from "../../core/standing/records.ts";
import { type LocalDate, MINUTE_MS } from "../../core/time.ts";
import type { Action } from "../../message/action.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FieldId } from "../../message/form-fields.ts";
import type { FormValues, FieldErrors } from "../../message/form.ts";
import type { Message } from "../../message/message.ts";
import { buildKpiForm, buildKpiList, ANY_QUESTION, VALUE_LENGTHS } from "../../message/screens/standing/value-screen.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { Call, TeamCall } from "../call.ts";
import { carriedOr, gatherErrors, readText } from "../form-values.ts";
import { answerWith, buildNotice } from "../notices.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { enterAsLead, isBystander } from "./enter-as-lead.ts";
import { planPublication } from "./publish.ts";

/** In milliseconds: equal numbers from the same lead within this time are the same form, sent twice. */
const TWIN_MS = 15 * MINUTE_MS;

type KpiContext = Extract<FormContext, { form: "kpi" }>;

/** Lists the team's value records, newest first. Refuses observers. */
export async function showValueRecords(call: TeamCall): Promise<Outcome> {
  if (isBystander(call))
    return answerWith(call.voice, call.voice.runs("errors.members-only", { command: "kpi", team: call.team.name }));
  return { notice: await buildList(call) };
}

/**
 * Opens the form for a new value record or the one that the button names. Refuses people who don't lead the team and
 * records that were removed.
 */
export async function openValueForm(call: Call, context: KpiContext): Promise<Outcome> {
  const entered = await enterAsLead(call, context.teamId, "kpi");
  if (entered.kind === "refused") return entered.outcome;
  const { voice, catalogue } = entered.call;
  const record = context.valueId === undefined ? undefined : await findRecord(entered.call, context.valueId);
  if (context.valueId !== undefined && !record) return answerWith(voice, voice.runs("kpi.gone"));
  const data = { teamId: context.teamId, catalogue, today: todayOf(entered.call) };
  return { form: buildKpiForm(voice, { ...data, ...(record && { record }) }) };
}

/**
 * Saves the value record. Values that are wrong are refused at their fields; people who don't lead the team, and records
 * that were removed, are refused.
 */
export async function submitValueForm(call: Call, context: KpiContext, values: FormValues<"kpi">): Promise<FormOutcome<"kpi">> {
  const entered = await enterAsLead(call, context.teamId, "kpi");
  if (entered.kind === "refused") return entered.outcome;
  const { voice, catalogue, stores, world, person, now } = entered.call;
  const before = context.valueId === undefined ? undefined : await findRecord(entered.call, context.valueId);
  if (context.valueId !== undefined && !before) return answerWith(voice, voice.runs("kpi.gone"));
  const checked = checkValueRecord(values, { voice, catalogue, today: todayOf(entered.call), ...(before && { before }) });
  if (checked.kind === "errors") return { errors: checked.errors };
  if (!before && (await hasTwin(entered.call, checked.fields))) return { notice: await buildList(entered.call) };
  const id = before?.id ?? world.ids.next();
  await stores.values.save({ id, teamId: context.teamId, ...checked.fields, addedBy: person.id, addedAt: now });
  await planPublication(entered.call, entered.call.team);
  return { notice: await buildList(entered.call) };
}

/** Removes a value record. Refuses people who don't lead the team; a second press is told that the record is gone. */
export async function removeValueRecord(call: Call, action: Extract<Action, { act: "remove-value" }>): Promise<Outcome> {
  const record = await call.stores.values.find(action.valueId);
  if (!record) return answerWith(call.voice, call.voice.runs("kpi.gone"));
  const entered = await enterAsLead(call, record.teamId, "kpi");
  if (entered.kind === "refused") return entered.outcome;
  if (record.removedAt !== undefined) return answerWith(entered.call.voice, entered.call.voice.runs("kpi.gone"));
  await call.stores.values.save({ ...record, removedAt: call.now });
  await planPublication(entered.call, entered.call.team);
  return {
    notice: buildNotice(entered.call.voice, entered.call.voice.runs("kpi.removed", { goal: record.goal })),
    card: await buildList(entered.call),
  };
}

async function buildList(call: TeamCall): Promise<Message> {
  const { team, catalogue, membership, voice } = call;
  const records = await listValueRecords(call);
  return buildKpiList(voice, { teamId: team.id, teamName: team.name, catalogue, records, lead: membership.lead });
}

/** Newest first, without the removed. */
async function listValueRecords(call: TeamCall): Promise<readonly ValueRecord[]> {
  const records = await call.stores.values.listOfTeam(call.team.id);
  return records.filter((record) => record.removedAt === undefined).sort((left, right) => right.addedAt - left.addedAt);
}

async function hasTwin(call: TeamCall, fields: ValueFields): Promise<boolean> {
  const { person, now } = call;
  const lately = (await listValueRecords(call)).filter(
    ({ addedBy, addedAt }) => addedBy === person.id && now - addedAt < TWIN_MS,
  );
  return lately.some((record) => VALUE_FIELDS.every((field) => record[field] === fields[field]));
}

async function findRecord(call: TeamCall, id: string): Promise<ValueRecord | undefined> {
  const record = await call.stores.values.find(id);
  return record?.teamId === call.team.id && record.removedAt === undefined ? record : undefined;
}

/** The team's day. */
function todayOf(call: TeamCall): LocalDate {
  return toLocal(call.now, call.team.schedule.zone).date;
}

/** The fields of a value record that a lead fills in. */
const VALUE_FIELDS = ["goal", "kpi", "before", "after", "measuredOn", "link", "questionId"] as const;
/** The part of a value record that a lead fills in. */
type ValueFields = Pick<ValueRecord, (typeof VALUE_FIELDS)[number]>;
/** The fields of a value record, or an explanation at each field that is wrong. */
type CheckedValue =
  | { readonly kind: "fields"; readonly fields: ValueFields }
  | { readonly kind: "errors"; readonly errors: FieldErrors<"kpi"> };

type Rules = {
  readonly voice: Voice;
  readonly catalogue: Catalogue;
  readonly today: LocalDate;
  /** The record that is changed: a field that the form did not carry stays as it is there. */
  readonly before?: ValueFields;
};

const dateSchema = z.iso.date();

/**
 * Checks the form field by field. Everything but the link and the question is required, texts have a maximum length, the
 * date must not be after `today` (the team's date), and a link must be https.
 */
function checkValueRecord(values: FormValues<"kpi">, rules: Rules): CheckedValue {
  const read = (field: FieldId<"kpi">) => carriedOr(readText(values, field), rules.before?.[field] ?? "");
  const [measuredOn, link, questionId] = [read("measuredOn"), read("link"), read("questionId")];
  const measures = { goal: read("goal"), kpi: read("kpi"), before: read("before"), after: read("after") };
  const findMeasureError = (field: keyof typeof measures) => findTextError(rules.voice, measures[field], VALUE_LENGTHS[field]);
  const errors = gatherErrors({
    goal: findMeasureError("goal"),
    kpi: findMeasureError("kpi"),
    before: findMeasureError("before"),
    after: findMeasureError("after"),
    measuredOn: findDateError(rules, measuredOn),
    link: findLinkError(rules.voice, link),
    questionId: findQuestionError(rules, questionId),
  });
  if (Object.keys(errors).length > 0) return { kind: "errors", errors };
  return {
    kind: "fields",
    fields: {
      ...measures,
      measuredOn,
      ...(link && { link }),
      ...(questionId && questionId !== ANY_QUESTION && { questionId }),
    },
  };
}

function findTextError(voice: Voice, { length }: string, max: number): string | undefined {
  if (length === 0) return voice.say("errors.required");
  return length > max ? voice.say("errors.text-too-long", { length, max }) : undefined;
}

function findDateError({ voice, today }: Rules, date: string): string | undefined {
  if (date === "") return voice.say("errors.required");
  if (!dateSchema.safeParse(date).success) return voice.say("kpi.error.date");
  return date > today ? voice.say("kpi.error.future") : undefined;
}

function findLinkError(voice: Voice, link: string): string | undefined {
  if (link === "") return undefined;
  if (link.length > VALUE_LENGTHS.link)
    return voice.say("errors.text-too-long", { length: link.length, max: VALUE_LENGTHS.link });
  return URL.canParse(link) && new URL(link).protocol === "https:" ? undefined : voice.say("errors.link-not-https");
}

function findQuestionError({ voice, catalogue }: Rules, questionId: string): string | undefined {
  if (questionId === "" || questionId === ANY_QUESTION) return undefined;
  const question = listQuestions(catalogue).find(({ id }) => id === questionId);
  return question?.proof.includes("value") ? undefined : voice.say("kpi.error.question");
}
