/** Takes numbers: typed as an answer, entered in a form, kept after a second look, and taken back. */
import { findDoubt } from "../../core/value/check-reading.ts";
import type { Decimal } from "../../core/value/decimal.ts";
import { listCurrentReadings, type Reading } from "../../core/value/kpi.ts";
import { readTypedNumber } from "../../core/value/read-number.ts";
import type { Action } from "../../message/action.ts";
import type { FormContexts } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import { buildReadingForm } from "../../message/screens/value/reading-forms.ts";
import { buildKeepButtons, sayDoubt, sayOtherUnit, sayTwoWays } from "../../message/screens/value/reading-messages.ts";
import { VALUE_LENGTHS } from "../../message/screens/value/value-forms.ts";
import { sayAmount } from "../../message/screens/value/value-words.ts";
import type { Call } from "../call.ts";
import { carriedOr, gatherErrors, readText } from "../form-values.ts";
import { answerWith } from "../notices.ts";
import type { ReadingAsk } from "../ports/ledger-store.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { endAsk } from "./end-ask.ts";
import { enterKpi, type KpiCall } from "./enter-kpi.ts";
import { dayOfReader } from "./load-ledger.ts";
import { planNextAsk } from "./plan-ask.ts";
import { readAmount, readDate, readLink, readWords, required } from "./read-fields.ts";
import { buildKpiAnswer } from "./show-values.ts";

/**
 * Takes a typed number as the answer to the newest question for one that this person was sent here. Returns undefined for
 * text that isn't a number, and when no number is awaited. What looks wrong is asked back with the number on a button.
 */
export async function takeTypedNumber(call: Call, text: string): Promise<Outcome | undefined> {
  const ask = await findAsk(call);
  if (!ask) return undefined;
  const entry = await enterKpi(call, ask.kpiId, ["reader", "lead"]);
  if (entry.kind === "refused") return undefined;
  const { kpi, voice, stores } = entry.call;
  const typed = readTypedNumber(text, kpi.unit, voice.vocabulary.numbers);
  const readings = await stores.readings.listOfKpi(kpi.id);
  const askBack = (values: readonly Decimal[]) => ({ buttons: buildKeepButtons(voice, { kpi, on: ask.on, values }) });
  switch (typed.kind) {
    case "none":
      return undefined;
    case "too-long":
      return answerWith(voice, voice.runs("kpi.took.too-long"), askBack([]));
    case "other-unit":
      return answerWith(voice, sayOtherUnit(voice, kpi, typed.value), askBack([typed.value]));
    case "two-ways": {
      const likely = typed.values.filter((value) => findDoubt(kpi, readings, value) === undefined);
      const [only] = likely;
      if (only !== undefined && likely.length === 1) return keep(entry.call, { value: only, on: ask.on });
      return answerWith(voice, sayTwoWays(voice, kpi, typed.values), askBack(typed.values));
    }
    case "number": {
      const doubt = findDoubt(kpi, readings, typed.value);
      if (!doubt) return keep(entry.call, { value: typed.value, on: ask.on });
      return answerWith(voice, sayDoubt(voice, kpi, { value: typed.value, doubt }), askBack([typed.value]));
    }
    default:
      return typed satisfies never;
  }
}

/** Returns the newest question for a number that this person was sent in this workspace; undefined when none waits. */
export async function findAsk({ stores, person, workspace }: Call): Promise<ReadingAsk | undefined> {
  const asks = await stores.readings.listAsksOf(person.id);
  return asks.find(({ workspaceId }) => workspaceId === workspace.id);
}

/** Keeps a number that was asked back. Refuses people who neither read the KPI nor lead the team. */
export async function keepReading(call: Call, action: Extract<Action, { act: "keep-reading" }>): Promise<Outcome> {
  const entry = await enterKpi(call, action.kpiId, ["reader", "lead"]);
  if (entry.kind === "refused") return entry.outcome;
  const { voice, kpi } = entry.call;
  if (kpi.retiredAt !== undefined) return answerWith(voice, voice.runs("kpi.gone"));
  if (action.on > dayOfReader(entry.call)) return answerWith(voice, [{ text: voice.say("kpi.error.future") }]);
  const draft = action.draftId === undefined ? undefined : await entry.call.stores.readings.find(action.draftId);
  const { note, link }: Partial<Reading> = draft?.kpiId === kpi.id ? draft : {};
  const entered = {
    value: action.value,
    on: action.on,
    ...(note !== undefined && { note }),
    ...(link !== undefined && { link }),
  };
  return { ...(await keep(entry.call, entered)), settles: true };
}

/** Saves a number for its day in the place of one that stands there, and ends the question for it. */
async function keep(call: KpiCall, entered: Entered): Promise<Outcome> {
  const { voice, kpi } = call;
  const { value, on } = entered;
  const values = { name: kpi.name, amount: sayAmount(voice, value, kpi.unit), date: voice.localDate(on) };
  const reading = await saveReading(call, entered);
  if (!reading) return answerWith(voice, voice.runs("kpi.took.same", values));
  return answerWith(voice, voice.runs("kpi.took.done", values), {
    tone: "good",
    buttons: [
      { label: voice.say("kpi.button.undo"), action: { act: "undo-reading", readingId: reading.id } },
      { label: voice.say("kpi.button.open"), action: { act: "show-kpi", kpiId: kpi.id } },
    ],
  });
}

type Entered = Pick<Reading, "value" | "on" | "note" | "link">;

/**
 * Adds a reading. It supersedes the one that it corrects and any other of the same day; undefined where the same number
 * stands there already.
 */
async function saveReading(call: KpiCall, entered: Entered, corrects?: Reading): Promise<Reading | undefined> {
  const { stores, world, kpi, team, person, now } = call;
  const current = listCurrentReadings(await stores.readings.listOfKpi(kpi.id));
  const replaced = current.filter(({ id, on }) => id === corrects?.id || on === entered.on);
  const isSame = ({ value, on, note, link }: Reading) =>
    value === entered.value && on === entered.on && note === entered.note && link === entered.link;
  const isRepeated = replaced.length === 1 && replaced.every(isSame);
  const reading: Reading = { id: world.ids.next(), kpiId: kpi.id, ...entered, addedBy: person.id, addedAt: now };
  if (!isRepeated) {
    await stores.readings.add(team.id, reading);
    for (const { id } of replaced) await stores.readings.retire(id, { supersededBy: reading.id });
  }
  await endAsk(call, { team, kpi, point: entered });
  await planNextAsk(call, kpi);
  return isRepeated ? undefined : reading;
}

/** Takes back a reading that the person typed. Refuses one that was corrected or withdrawn meanwhile. */
export async function undoReading(call: Call, action: Extract<Action, { act: "undo-reading" }>): Promise<Outcome> {
  const reading = await call.stores.readings.find(action.readingId);
  const entry = await enterKpi(call, reading?.kpiId ?? "", ["reader", "lead"]);
  if (!reading || entry.kind === "refused")
    return entry.kind === "refused" ? entry.outcome : answerWith(call.voice, call.voice.runs("kpi.gone"));
  const { voice, kpi, stores, now } = entry.call;
  const isOver = reading.supersededBy !== undefined || reading.withdrawnAt !== undefined || reading.addedBy !== call.person.id;
  if (isOver) return answerWith(voice, voice.runs("kpi.took.undo-late"));
  await stores.readings.retire(reading.id, { withdrawnAt: now });
  await planNextAsk(entry.call, kpi);
  const values = { name: kpi.name, date: voice.localDate(reading.on) };
  return { ...answerWith(voice, voice.runs("kpi.took.undone", values)), settles: true };
}

/** Opens the form of a reading. Refuses people who neither read the KPI nor lead the team, and retired KPIs. */
export async function openReadingForm(call: Call, context: FormContexts["reading"]): Promise<Outcome> {
  const entry = await enterKpi(call, context.kpiId, ["reader", "lead"]);
  if (entry.kind === "refused") return entry.outcome;
  const { voice, kpi } = entry.call;
  if (kpi.retiredAt !== undefined) return answerWith(voice, voice.runs("kpi.gone"));
  const reading = await findCorrected(entry.call, context);
  return { form: buildReadingForm(voice, { kpi, ...(reading && { reading }), today: dayOfReader(entry.call) }) };
}

/** Saves a reading from the form and shows the card. Wrong fields are refused at the field. */
export async function submitReadingForm(
  call: Call,
  context: FormContexts["reading"],
  values: FormValues<"reading">,
): Promise<FormOutcome<"reading">> {
  const entry = await enterKpi(call, context.kpiId, ["reader", "lead"]);
  if (entry.kind === "refused") return entry.outcome;
  const { voice, kpi } = entry.call;
  if (kpi.retiredAt !== undefined) return answerWith(voice, voice.runs("kpi.gone"));
  const corrects = await findCorrected(entry.call, context);
  const value = required(
    voice,
    readAmount(voice, carriedOr(readText(values, "value"), corrects?.value), kpi.unit, corrects?.value),
  );
  const on = required(voice, readDate(voice, carriedOr(readText(values, "on"), corrects?.on), dayOfReader(entry.call)));
  const note = readWords(voice, carriedOr(readText(values, "note"), corrects?.note), VALUE_LENGTHS.note);
  const link = readLink(voice, carriedOr(readText(values, "link"), corrects?.link));
  const errors = gatherErrors({ value: value.error, on: on.error, note: note.error, link: link.error });
  if (value.value === undefined || on.value === undefined || Object.keys(errors).length > 0) return { errors };
  const entered: Entered = {
    ...{ value: value.value, on: on.value },
    ...(note.value !== undefined && { note: note.value }),
    ...(link.value !== undefined && { link: link.value }),
  };
  const doubt = corrects ? undefined : findDoubt(kpi, await entry.call.stores.readings.listOfKpi(kpi.id), entered.value);
  if (doubt) {
    const draftId = await keepDraft(entry.call, entered);
    const buttons = buildKeepButtons(voice, { kpi, on: entered.on, values: [entered.value], draftId });
    return answerWith(voice, sayDoubt(voice, kpi, { value: entered.value, doubt }), { buttons });
  }
  await saveReading(entry.call, entered, corrects);
  return { notice: await buildKpiAnswer(entry.call) };
}

/** Keeps what was typed into the form without counting it, since a button can't carry a note and a link. */
async function keepDraft({ stores, world, kpi, team, person, now }: KpiCall, entered: Entered): Promise<string> {
  const draft: Reading = {
    ...{ id: world.ids.next(), kpiId: kpi.id, ...entered },
    ...{ addedBy: person.id, addedAt: now, withdrawnAt: now },
  };
  await stores.readings.add(team.id, draft);
  return draft.id;
}

async function findCorrected({ stores, kpi }: KpiCall, { readingId }: FormContexts["reading"]): Promise<Reading | undefined> {
  const reading = readingId === undefined ? undefined : await stores.readings.find(readingId);
  const isCurrent = reading?.supersededBy === undefined && reading?.withdrawnAt === undefined;
  return reading?.kpiId === kpi.id && isCurrent ? reading : undefined;
}
