/** Adds, changes and retires KPIs. */
import { DIRECTIONS, isPlainUnit, type Kpi, listCurrentReadings, READING_RHYTHMS, type Unit } from "../../core/value/kpi.ts";
import type { Action } from "../../message/action.ts";
import type { FormContexts } from "../../message/form-context.ts";
import type { FieldErrors, FormValues } from "../../message/form.ts";
import { buildGoalForm, buildKpiForm, CURRENCIES, VALUE_LENGTHS } from "../../message/screens/value/value-forms.ts";
import type { Call, TeamCall } from "../call.ts";
import { carriedOr, gatherErrors, readChoice, readLine, readList, readText } from "../form-values.ts";
import { answerWith, buildNotice } from "../notices.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { enterAsLead } from "../standing/enter-as-lead.ts";
import { enterKpi } from "./enter-kpi.ts";
import { dayOfReader } from "./load-ledger.ts";
import { planNextAsk } from "./plan-ask.ts";
import { accountHere, readAmount, readChosen, readDate, readWords, required } from "./read-fields.ts";
import { buildKpiAnswer } from "./show-values.ts";

type Context = FormContexts["kpi"];

/** What the form says, checked: everything of a KPI but its identity, money and connections. */
type Entered = Pick<Kpi, "goalId" | "name" | "unit" | "wanted" | "rhythm"> &
  Partial<Pick<Kpi, "baseline" | "target" | "readerId" | "source">>;

/** Opens the form of a KPI. Refuses people who don't lead the team, and KPIs that aren't there or were retired. */
export async function openKpiForm(call: Call, context: Context): Promise<Outcome> {
  const entered = await enterAsLead(call, context.teamId, "kpi");
  if (entered.kind === "refused") return entered.outcome;
  const { voice, team } = entered.call;
  const kpi = await findKpi(entered.call, context);
  if (context.kpiId !== undefined && !kpi) return answerWith(voice, voice.runs("kpi.gone"));
  const goals = await listGoals(entered.call);
  // A KPI serves a goal, so the goal comes first.
  if (goals.length === 0) return { form: buildGoalForm(voice, { context: { form: "goal", teamId: team.id } }) };
  const reader = await accountHere(entered.call, kpi?.readerId);
  const form = buildKpiForm(voice, {
    context,
    goals,
    ...(kpi && { kpi }),
    ...(reader !== undefined && { reader }),
    today: dayOfReader(entered.call),
  });
  return { form };
}

/** Saves a KPI and shows its card. Wrong fields are refused at the field; people who don't lead the team are refused. */
export async function submitKpiForm(call: Call, context: Context, values: FormValues<"kpi">): Promise<FormOutcome<"kpi">> {
  const entered = await enterAsLead(call, context.teamId, "kpi");
  if (entered.kind === "refused") return entered.outcome;
  const { voice, stores, world, person, now } = entered.call;
  const before = await findKpi(entered.call, context);
  if (context.kpiId !== undefined && !before) return answerWith(voice, voice.runs("kpi.gone"));
  const checked = await checkFields(entered.call, values, before);
  if (checked.errors) return { errors: checked.errors };
  const kpi: Kpi = {
    ...(before?.money && { money: before.money }),
    ...(before?.questionId !== undefined && { questionId: before.questionId }),
    id: before?.id ?? world.ids.next(),
    teamId: context.teamId,
    ...checked.entered,
    movedBySteps: before?.movedBySteps ?? [],
    movedByQuestions: before?.movedByQuestions ?? [],
    addedBy: before?.addedBy ?? person.id,
    addedAt: before?.addedAt ?? now,
    revision: (before?.revision ?? 0) + 1,
  };
  await stores.kpis.save(kpi);
  await planNextAsk(entered.call, kpi);
  const entry = await enterKpi(entered.call, kpi.id);
  return entry.kind === "refused" ? entry.outcome : { notice: await buildKpiAnswer(entry.call) };
}

type Checked =
  | { readonly errors: FieldErrors<"kpi">; readonly entered?: undefined }
  | { readonly entered: Entered; readonly errors?: undefined };

async function checkFields(call: TeamCall, values: FormValues<"kpi">, before: Kpi | undefined): Promise<Checked> {
  const { voice } = call;
  const today = dayOfReader(call);
  const goals = await listGoals(call);
  const given = (field: Parameters<typeof readText<FormValues<"kpi">>>[1], current: string | undefined) =>
    carriedOr<string | undefined>(readText(values, field), current);
  const goalId = goals.find(({ id }) => id === given("goal", before?.goalId))?.id;
  const name = required(voice, readWords(voice, carriedOr(readLine(values, "name"), before?.name), VALUE_LENGTHS.name));
  const unit = readUnit(given("unit", before?.unit));
  const wanted = carriedOr(readChoice(values, "wanted", DIRECTIONS), before?.wanted);
  const rhythm = carriedOr(readChoice(values, "rhythm", READING_RHYTHMS), before?.rhythm) ?? "monthly";
  const kept = before?.unit === unit ? before : undefined;
  const baseline = readAmount(voice, given("baseline", before?.baseline?.value), unit ?? "count", kept?.baseline?.value);
  const target = readAmount(voice, given("target", before?.target?.value), unit ?? "count", kept?.target?.value);
  const baselineOn = readDate(voice, given("baselineOn", before?.baseline?.on), today);
  const targetOn = readDate(voice, given("targetOn", before?.target?.on));
  const reader = await readChosen(call, readList(values, "reader"), before?.readerId);
  const source = readWords(voice, carriedOr(readLine(values, "source"), before?.source), VALUE_LENGTHS.source);
  const earliest = before && listCurrentReadings(await call.stores.readings.listOfKpi(before.id))[0]?.on;
  const isMoved = baselineOn.value !== before?.baseline?.on;
  const errors = gatherErrors({
    goal: goalId === undefined ? voice.say("errors.required") : undefined,
    name: name.error,
    unit: unit === undefined ? voice.say("errors.required") : undefined,
    wanted: wanted === undefined ? voice.say("errors.required") : undefined,
    baseline: baseline.error,
    baselineOn:
      baselineOn.error ??
      (baseline.value !== undefined && baselineOn.value === undefined ? voice.say("kpi.error.pair") : undefined) ??
      (isMoved && baseline.value !== undefined && earliest !== undefined && (baselineOn.value ?? "") >= earliest
        ? voice.say("kpi.error.baseline-reading")
        : undefined),
    target: target.error,
    targetOn:
      targetOn.error ??
      (target.error !== undefined || (target.value === undefined) === (targetOn.value === undefined)
        ? undefined
        : voice.say("kpi.error.pair")) ??
      (targetOn.value !== undefined && baseline.value !== undefined && targetOn.value <= (baselineOn.value ?? "")
        ? voice.say("kpi.error.target-date")
        : undefined),
    reader: reader.error,
    source: source.error,
  });
  const complete = goalId !== undefined && name.value !== undefined && unit !== undefined && wanted !== undefined;
  if (!complete || Object.keys(errors).length > 0) return { errors };
  return {
    entered: {
      ...{ goalId, name: name.value, unit, wanted, rhythm },
      ...(baseline.value !== undefined &&
        baselineOn.value !== undefined && {
          baseline: { value: baseline.value, on: baselineOn.value },
        }),
      ...(target.value !== undefined && targetOn.value !== undefined && { target: { value: target.value, on: targetOn.value } }),
      ...(reader.value !== undefined && { readerId: reader.value }),
      ...(source.value !== undefined && { source: source.value }),
    },
  };
}

function readUnit(text: string | undefined): Unit | undefined {
  if (text === undefined) return undefined;
  return isPlainUnit(text) || CURRENCIES.includes(text) ? text : undefined;
}

/** Retires a KPI: it counts for nothing anymore and nobody is asked. Refuses people who don't lead the team. */
export async function retireKpi(call: Call, action: Extract<Action, { act: "retire-kpi" }>): Promise<Outcome> {
  const entry = await enterKpi(call, action.kpiId, ["lead"]);
  if (entry.kind === "refused") return entry.outcome;
  const { kpi, voice, stores, now } = entry.call;
  if (kpi.retiredAt === undefined && kpi.revision !== action.revision) {
    return { notice: buildNotice(voice, voice.runs("kpi.changed")), card: await buildKpiAnswer(entry.call) };
  }
  const retired: Kpi = { ...kpi, retiredAt: kpi.retiredAt ?? now, revision: kpi.revision + 1 };
  if (kpi.retiredAt === undefined) await stores.kpis.save(retired);
  await stores.readings.endAsk(kpi.id);
  await stores.kpis.setNextAskAt(kpi.id, undefined);
  return {
    notice: buildNotice(voice, voice.runs("kpi.retired", { name: kpi.name })),
    card: await buildKpiAnswer({ ...entry.call, kpi: retired }),
  };
}

async function listGoals({ stores, team }: TeamCall) {
  return (await stores.goals.listOfTeam(team.id)).filter(({ retiredAt }) => retiredAt === undefined);
}

async function findKpi({ stores }: TeamCall, { kpiId, teamId }: Context): Promise<Kpi | undefined> {
  const kpi = kpiId === undefined ? undefined : await stores.kpis.find(kpiId);
  return kpi?.teamId === teamId && kpi.retiredAt === undefined ? kpi : undefined;
}
