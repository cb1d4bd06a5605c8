/** Changes what a KPI is worth in money, which condition of the gate it proves, and what moved it. */
import { listQuestions } from "../../core/catalogue/catalogue.ts";
import type { Step } from "../../core/next-steps/step.ts";
import type { Kpi, Money } from "../../core/value/kpi.ts";
import type { FormContexts } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import { ANY_QUESTION, buildDetailsForm, buildMoneyForm, CURRENCIES } from "../../message/screens/value/value-forms.ts";
import type { Call } from "../call.ts";
import { carriedOr, gatherErrors, readList, readText } from "../form-values.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { enterKpi, type KpiCall } from "./enter-kpi.ts";
import { readAmount, type ReadField } from "./read-fields.ts";
import { buildKpiAnswer } from "./show-values.ts";

/** Opens the form for a KPI's money. Refuses people who don't lead the team. */
export async function openMoneyForm(call: Call, context: FormContexts["kpi-money"]): Promise<Outcome> {
  const entry = await enterKpi(call, context.kpiId, ["lead"]);
  return entry.kind === "refused" ? entry.outcome : { form: buildMoneyForm(entry.call.voice, entry.call.kpi) };
}

/** Saves a KPI's money, or removes it where the worth of one unit is left empty. Costs below zero are refused. */
export async function submitMoneyForm(
  call: Call,
  context: FormContexts["kpi-money"],
  values: FormValues<"kpi-money">,
): Promise<FormOutcome<"kpi-money">> {
  const entry = await enterKpi(call, context.kpiId, ["lead"]);
  if (entry.kind === "refused") return entry.outcome;
  const { voice, kpi } = entry.call;
  const currency = CURRENCIES.find(
    (code) => code === carriedOr<string | undefined>(readText(values, "currency"), kpi.money?.currency),
  );
  const read = (field: "worthOfOne" | "oneOff" | "runningPerYear"): ReadField<string> => {
    const amount = readAmount(
      voice,
      carriedOr(readText(values, field), kpi.money?.[field]),
      currency ?? "EUR",
      kpi.money?.[field],
    );
    return amount.value?.startsWith("-") ? { error: voice.say("kpi.error.not-negative") } : amount;
  };
  const [worthOfOne, oneOff, runningPerYear] = [read("worthOfOne"), read("oneOff"), read("runningPerYear")];
  const errors = gatherErrors({
    currency: currency === undefined ? voice.say("kpi.error.currency") : undefined,
    worthOfOne: worthOfOne.error,
    oneOff: oneOff.error,
    runningPerYear: runningPerYear.error,
  });
  if (currency === undefined || Object.keys(errors).length > 0) return { errors };
  const { money: _, ...bare } = kpi;
  const money: Money | undefined =
    worthOfOne.value === undefined
      ? undefined
      : { currency, worthOfOne: worthOfOne.value, oneOff: oneOff.value ?? "0", runningPerYear: runningPerYear.value ?? "0" };
  return saveAndShow(entry.call, money ? { ...bare, money } : bare);
}

/** Opens the form for a KPI's connections. Refuses people who don't lead the team. */
export async function openDetailsForm(call: Call, context: FormContexts["kpi-details"]): Promise<Outcome> {
  const entry = await enterKpi(call, context.kpiId, ["lead"]);
  if (entry.kind === "refused") return entry.outcome;
  const { voice, kpi, catalogue } = entry.call;
  return { form: buildDetailsForm(voice, { kpi, catalogue, steps: await listMovingSteps(entry.call) }) };
}

/** Saves which condition a KPI proves and what moved it. A question that takes no value is refused; a field not sent stays. */
export async function submitDetailsForm(
  call: Call,
  context: FormContexts["kpi-details"],
  values: FormValues<"kpi-details">,
): Promise<FormOutcome<"kpi-details">> {
  const entry = await enterKpi(call, context.kpiId, ["lead"]);
  if (entry.kind === "refused") return entry.outcome;
  const { voice, kpi, catalogue } = entry.call;
  const questions = listQuestions(catalogue);
  const chosen = carriedOr<string | undefined>(readText(values, "questionId"), undefined);
  const question = questions.find(({ id }) => id === chosen);
  if (chosen !== undefined && chosen !== "" && chosen !== ANY_QUESTION && !question?.proof.includes("value")) {
    return { errors: { questionId: voice.say("kpi.error.question") } };
  }
  const steps = (await listMovingSteps(entry.call)).map(({ id }) => id);
  const { questionId, ...unbound } = kpi;
  const kept = chosen === undefined ? questionId : question?.id;
  return saveAndShow(entry.call, {
    ...unbound,
    ...(kept !== undefined && { questionId: kept }),
    movedBySteps: carriedOr(readList(values, "steps"), kpi.movedBySteps).filter((id) => steps.includes(id)),
    movedByQuestions: carriedOr(readList(values, "questions"), kpi.movedByQuestions).filter((id) =>
      questions.some((question) => question.id === id),
    ),
  });
}

async function saveAndShow(call: KpiCall, changed: Kpi): Promise<Outcome> {
  const kpi = { ...changed, revision: call.kpi.revision + 1 };
  await call.stores.kpis.save(kpi);
  return { notice: await buildKpiAnswer({ ...call, kpi }) };
}

/** A step moved something once somebody took it. */
async function listMovingSteps({ stores, team }: KpiCall): Promise<readonly Step[]> {
  return (await stores.steps.listOfTeam(team.id)).filter(({ status }) => status === "taken" || status === "done");
}
