/** The forms of a goal and its KPI: the number, its money, and what moved it. */
import { type Catalogue, listQuestions } from "../../../core/catalogue/catalogue.ts";
import type { Step } from "../../../core/next-steps/step.ts";
import type { LocalDate } from "../../../core/time.ts";
import { type Currency, DIRECTIONS, type Goal, type Kpi, PLAIN_UNITS, READING_RHYTHMS } from "../../../core/value/kpi.ts";
import type { FormContexts } from "../../form-context.ts";
import type { Form, Option } from "../../form.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameQuestion } from "../standing/names.ts";
import { nameUnit } from "./value-words.ts";

/** The currencies that the forms offer, by ISO 4217 code. */
export const CURRENCIES: readonly Currency[] = [
  ...["CNY", "EUR", "USD", "GBP", "CHF", "JPY", "HKD", "SGD", "TWD", "KRW", "INR", "AUD", "CAD", "NZD"],
  ...["SEK", "NOK", "DKK", "PLN", "CZK", "BRL", "MXN", "ZAR", "AED"],
];

/** The option for a KPI that proves every question that takes value. */
export const ANY_QUESTION = "any";

/** The greatest length of each text of the ledger, in characters. */
export const VALUE_LENGTHS = {
  ...{ sentence: 200, ownerName: 80, name: 120, source: 200, number: 40, note: 500, link: 1000, how: 500 },
} as const;

/** Returns what every form of the ledger shares. */
export function frameForm(
  voice: Voice,
  title: string,
  intro?: string,
): Pick<Form, "locale" | "title" | "intro" | "submit" | "cancel"> {
  return {
    locale: voice.locale,
    title,
    ...(intro !== undefined && { intro }),
    submit: voice.say("words.save"),
    cancel: voice.say("words.cancel"),
  };
}

/** What the form of a goal is filled in with. */
export type GoalFormData = {
  readonly context: FormContexts["goal"];
  readonly goal?: Pick<Goal, "sentence" | "ownerName">;
  /** The owner's platform user id, where they have an account here. */
  readonly owner?: string;
};

/** Asks for a goal of the business and its owner. */
export function buildGoalForm(voice: Voice, { context, goal, owner }: GoalFormData): Form<"goal"> {
  const title = voice.say(context.goalId === undefined ? "kpi.goal-form.title" : "kpi.goal-form.title-edit");
  return {
    ...frameForm(voice, title, voice.say("kpi.goal-form.intro")),
    context,
    fields: [
      {
        kind: "text",
        id: "sentence",
        label: voice.say("kpi.goal-form.sentence"),
        placeholder: voice.say("kpi.goal-form.sentence-example"),
        required: true,
        maxLength: VALUE_LENGTHS.sentence,
        ...(goal && { value: goal.sentence }),
      },
      {
        kind: "people",
        id: "owner",
        label: voice.say("kpi.goal-form.owner"),
        hint: voice.say("kpi.goal-form.owner-hint"),
        required: false,
        values: owner === undefined ? [] : [owner],
        max: 1,
      },
      {
        kind: "text",
        id: "ownerName",
        label: voice.say("kpi.goal-form.ownerName"),
        placeholder: voice.say("kpi.goal-form.ownerName-example"),
        required: false,
        maxLength: VALUE_LENGTHS.ownerName,
        ...(goal?.ownerName !== undefined && { value: goal.ownerName }),
      },
    ],
  };
}

/** What the form of a KPI is filled in with. */
export type KpiFormData = {
  readonly context: FormContexts["kpi"];
  /** The goals to choose from. */
  readonly goals: readonly Goal[];
  readonly kpi?: Partial<Kpi>;
  /** The reader's platform user id, where they have an account here. */
  readonly reader?: string;
  readonly today: LocalDate;
};

/** Asks for a KPI: its number, where it comes from, and who reads it. */
export function buildKpiForm(voice: Voice, { context, goals, kpi = {}, reader, today }: KpiFormData): Form<"kpi"> {
  const title = voice.say(context.kpiId === undefined ? "kpi.form.title" : "kpi.form.title-edit");
  const chosen = kpi.goalId ?? context.goalId ?? goals.at(-1)?.id;
  return {
    ...frameForm(voice, title),
    context,
    fields: [
      {
        kind: "select",
        id: "goal",
        label: voice.say("kpi.form.goal"),
        required: true,
        ...(chosen !== undefined && { value: chosen }),
        options: goals.map(({ id, sentence }): Option => ({ value: id, label: sentence })),
      },
      {
        kind: "text",
        id: "name",
        label: voice.say("kpi.form.name"),
        placeholder: voice.say("kpi.form.name-example"),
        required: true,
        maxLength: VALUE_LENGTHS.name,
        ...(kpi.name !== undefined && { value: kpi.name }),
      },
      {
        kind: "select",
        id: "unit",
        label: voice.say("kpi.form.unit"),
        required: true,
        value: kpi.unit ?? "days",
        options: [...PLAIN_UNITS, ...CURRENCIES].map((unit): Option => ({ value: unit, label: nameUnit(voice, unit) })),
      },
      {
        kind: "select",
        id: "wanted",
        label: voice.say("kpi.form.wanted"),
        required: true,
        value: kpi.wanted ?? "down",
        options: DIRECTIONS.map((wanted): Option => ({ value: wanted, label: voice.say(`kpi.wanted.${wanted}`) })),
      },
      {
        kind: "text",
        id: "baseline",
        label: voice.say("kpi.form.baseline"),
        hint: voice.say("kpi.form.baseline-hint"),
        required: false,
        maxLength: VALUE_LENGTHS.number,
        ...(kpi.baseline && { value: kpi.baseline.value }),
      },
      {
        kind: "date",
        id: "baselineOn",
        label: voice.say("kpi.form.baselineOn"),
        required: false,
        value: kpi.baseline?.on ?? today,
      },
      {
        kind: "text",
        id: "target",
        label: voice.say("kpi.form.target"),
        required: false,
        maxLength: VALUE_LENGTHS.number,
        ...(kpi.target && { value: kpi.target.value }),
      },
      {
        kind: "date",
        id: "targetOn",
        label: voice.say("kpi.form.targetOn"),
        required: false,
        ...(kpi.target && { value: kpi.target.on }),
      },
      {
        kind: "people",
        id: "reader",
        label: voice.say("kpi.form.reader"),
        hint: voice.say("kpi.form.reader-hint"),
        required: false,
        values: reader === undefined ? [] : [reader],
        max: 1,
      },
      {
        kind: "select",
        id: "rhythm",
        label: voice.say("kpi.form.rhythm"),
        required: true,
        value: kpi.rhythm ?? "monthly",
        options: READING_RHYTHMS.map((rhythm): Option => ({ value: rhythm, label: voice.say(`kpi.rhythm.${rhythm}`) })),
      },
      {
        kind: "text",
        id: "source",
        label: voice.say("kpi.form.source"),
        placeholder: voice.say("kpi.form.source-example"),
        required: false,
        maxLength: VALUE_LENGTHS.source,
        ...(kpi.source !== undefined && { value: kpi.source }),
      },
    ],
  };
}

/** Asks what one unit of a KPI is worth, and what it cost. */
export function buildMoneyForm(voice: Voice, { id, money, unit }: Kpi): Form<"kpi-money"> {
  const amount = (field: "worthOfOne" | "oneOff" | "runningPerYear") =>
    ({
      kind: "text",
      id: field,
      label: voice.say(`kpi.money-form.${field}`),
      required: false,
      maxLength: VALUE_LENGTHS.number,
      value: money?.[field] ?? (field === "worthOfOne" ? "" : "0"),
    }) as const;
  const currency = money?.currency ?? (CURRENCIES.includes(unit) ? unit : CURRENCIES[voice.locale === "zh-CN" ? 0 : 1]);
  return {
    ...frameForm(voice, voice.say("kpi.money-form.title"), voice.say("kpi.money-form.intro")),
    context: { form: "kpi-money", kpiId: id },
    fields: [
      {
        kind: "select",
        id: "currency",
        label: voice.say("kpi.money-form.currency"),
        required: true,
        ...(currency !== undefined && { value: currency }),
        options: CURRENCIES.map((code): Option => ({ value: code, label: code })),
      },
      amount("worthOfOne"),
      amount("oneOff"),
      amount("runningPerYear"),
    ],
  };
}

/** What the form for a KPI's connections is drawn from. */
export type DetailsFormData = {
  readonly kpi: Kpi;
  readonly catalogue: Catalogue;
  /** The team's steps that were taken or done. */
  readonly steps: readonly Step[];
};

/** Asks which condition of the gate a KPI proves, and which steps and practices moved it. */
export function buildDetailsForm(voice: Voice, { kpi, catalogue, steps }: DetailsFormData): Form<"kpi-details"> {
  const questions = listQuestions(catalogue);
  const toOption = (id: string): Option => ({ value: id, label: nameQuestion(voice, catalogue, id) });
  const provable = questions.filter(({ proof }) => proof.includes("value")).map(({ id }) => toOption(id));
  return {
    ...frameForm(voice, voice.say("kpi.details-form.title"), kpi.name),
    context: { form: "kpi-details", kpiId: kpi.id },
    fields: [
      {
        kind: "select",
        id: "questionId",
        label: voice.say("kpi.details-form.questionId"),
        required: true,
        value: kpi.questionId ?? ANY_QUESTION,
        options: [{ value: ANY_QUESTION, label: voice.say("kpi.details-form.any") }, ...provable],
      },
      {
        kind: "multi-select",
        id: "questions",
        label: voice.say("kpi.details-form.questions"),
        required: false,
        values: kpi.movedByQuestions,
        options: questions.map(({ id }) => toOption(id)),
      },
      ...(steps.length === 0
        ? []
        : [
            {
              kind: "multi-select",
              id: "steps",
              label: voice.say("kpi.details-form.steps"),
              required: false,
              values: kpi.movedBySteps,
              options: steps.map((step): Option => ({ ...toOption(step.questionId), value: step.id })),
            } as const,
          ]),
    ],
  };
}
