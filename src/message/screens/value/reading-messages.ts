/** The messages around one number: the question for it, what was taken, what looks wrong, and the owner's request. */
import type { Team } from "../../../core/team.ts";
import type { LocalDate } from "../../../core/time.ts";
import type { ReadingDoubt } from "../../../core/value/check-reading.ts";
import type { Decimal } from "../../../core/value/decimal.ts";
import { type Goal, type Kpi, listCurrentReadings, type Point, type Reading } from "../../../core/value/kpi.ts";
import type { Button, Message } from "../../message.ts";
import { type Text, toPlain } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { type JudgedKpi, nameUnit, sayAmount, sayCourse } from "./value-words.ts";

/** A KPI whose number is asked for. */
export type AskData = {
  readonly team: Pick<Team, "name">;
  readonly kpi: Kpi;
  readonly goal: Goal | undefined;
  readonly readings: readonly Reading[];
};

/** Asks the reader for a number, which they type as an answer. */
export function buildReadingAsk(voice: Voice, { team, kpi, goal, readings }: AskData): Message {
  const last = listCurrentReadings(readings).at(-1);
  const open: Button = {
    label: voice.say("kpi.button.reading"),
    action: { act: "open-form", form: { form: "reading", kpiId: kpi.id } },
    style: "primary",
  };
  const about = goal ? voice.runs("kpi.ask.team", { team: team.name, goal: goal.sentence }) : [{ text: team.name }];
  return {
    locale: voice.locale,
    summary: voice.say("kpi.ask.summary", { name: kpi.name }),
    elements: [
      { kind: "paragraph", text: voice.runs("kpi.ask.title", { name: kpi.name }) },
      { kind: "paragraph", text: about, tone: "quiet" },
      { kind: "paragraph", text: sayLast(voice, kpi, last) },
      {
        kind: "buttons",
        buttons: [open, { label: voice.say("kpi.button.open"), action: { act: "show-kpi", kpiId: kpi.id } }],
      },
    ],
  };
}

function sayLast(voice: Voice, kpi: Kpi, last: Reading | undefined): Text {
  const values = ({ value, on }: Point) => ({ amount: sayAmount(voice, value, kpi.unit), date: voice.localDate(on) });
  if (last) return voice.runs("kpi.ask.last", values(last));
  return kpi.baseline ? voice.runs("kpi.ask.first", values(kpi.baseline)) : voice.runs("kpi.ask.bare");
}

/** Takes the place of the question once the number came. */
export function buildReadingTaken(voice: Voice, kpi: Kpi, { value, on }: Point): Message {
  const text = voice.runs("kpi.ask.done", {
    name: kpi.name,
    amount: sayAmount(voice, value, kpi.unit),
    date: voice.localDate(on),
  });
  return {
    locale: voice.locale,
    summary: toPlain(text),
    elements: [
      { kind: "paragraph", text },
      { kind: "buttons", buttons: [{ label: voice.say("kpi.button.open"), action: { act: "show-kpi", kpiId: kpi.id } }] },
    ],
  };
}

/** A number that isn't saved before somebody says that it is right. */
export type UnsureReading = {
  readonly kpi: Kpi;
  readonly on: LocalDate;
  readonly values: readonly Decimal[];
  /** The reading that was kept without counting, with its note and link. */
  readonly draftId?: string;
};

/** Returns the buttons that keep one of these numbers, or open the form instead. */
export function buildKeepButtons(voice: Voice, { kpi, on, values, draftId }: UnsureReading): readonly Button[] {
  return [
    ...values.map((value): Button => ({
      label: voice.say("kpi.button.yes-keep", { amount: sayAmount(voice, value, kpi.unit) }),
      action: { act: "keep-reading", kpiId: kpi.id, value, on, ...(draftId !== undefined && { draftId }) },
    })),
    { label: voice.say("kpi.button.type-again"), action: { act: "open-form", form: { form: "reading", kpiId: kpi.id } } },
  ];
}

/** Says what looks wrong with a number. */
export function sayDoubt(
  voice: Voice,
  kpi: Kpi,
  { value, doubt }: { readonly value: Decimal; readonly doubt: ReadingDoubt },
): Text {
  const about = { amount: sayAmount(voice, value, kpi.unit), name: kpi.name };
  switch (doubt.kind) {
    case "tenfold": {
      const last = sayAmount(voice, doubt.last.value, kpi.unit);
      return voice.runs("kpi.took.tenfold", { ...about, last, date: voice.localDate(doubt.last.on) });
    }
    case "below-zero":
      return voice.runs("kpi.took.below-zero", about);
    case "above-hundred":
      return voice.runs("kpi.took.above-hundred", about);
    default:
      return doubt satisfies never;
  }
}

/** Asks which of two readings of a typed number was meant. */
export function sayTwoWays(voice: Voice, kpi: Kpi, [first, second]: readonly [Decimal, Decimal]): Text {
  const values = { first: sayAmount(voice, first, kpi.unit), second: sayAmount(voice, second, kpi.unit), name: kpi.name };
  return voice.runs("kpi.took.two-ways", values);
}

/** Says that a number was typed with another unit than the KPI's. */
export function sayOtherUnit(voice: Voice, kpi: Kpi, value: Decimal): Text {
  const values = { name: kpi.name, unit: nameUnit(voice, kpi.unit), amount: sayAmount(voice, value, kpi.unit) };
  return voice.runs("kpi.took.other-unit", values);
}

/** What the owner of a goal is asked to confirm. */
export type OwnerRequest = {
  readonly lead: string;
  readonly team: Pick<Team, "name">;
  readonly goal: Goal;
  readonly judged: JudgedKpi;
};

/** Asks the owner of a goal to confirm that a KPI shows value. */
export function buildOwnerRequest(voice: Voice, { lead, team, goal, judged }: OwnerRequest): Message {
  const { kpi } = judged.record;
  const title = voice.runs("kpi.confirmed.request", { lead, goal: goal.sentence });
  const course = toPlain(sayCourse(voice, judged));
  const confirm: Button = {
    label: voice.say("kpi.button.confirm"),
    action: { act: "open-form", form: { form: "confirm-value", kpiId: kpi.id } },
    style: "primary",
  };
  return {
    locale: voice.locale,
    summary: toPlain(title),
    elements: [
      { kind: "paragraph", text: title },
      { kind: "paragraph", text: voice.runs("kpi.confirmed.request-course", { name: kpi.name, course }) },
      { kind: "paragraph", text: voice.runs("kpi.confirmed.request-why", { team: team.name }), tone: "quiet" },
      {
        kind: "buttons",
        buttons: [confirm, { label: voice.say("kpi.button.open"), action: { act: "show-kpi", kpiId: kpi.id } }],
      },
    ],
  };
}
