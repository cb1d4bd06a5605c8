/** The `away` command: the person is asked nothing in any team on those days. They can be entered beforehand, several of them. */
import { listAbsences, MAX_ABSENCES, withAbsences } from "../../core/absence.ts";
import { toEpochDay, toLocalDate } from "../../core/schedule/calendar.ts";
import { startOfDate, todayIn } from "../../core/schedule/local-time.ts";
import type { Absence } from "../../core/team.ts";
import type { LocalDate, Zone } from "../../core/time.ts";
import type { FormContexts } from "../../message/form-context.ts";
import type { FieldErrors, FormValues } from "../../message/form.ts";
import { buildAway, buildAwayForm, buildAwaySet } from "../../message/screens/preferences/away-screen.ts";
import type { Call } from "../call.ts";
import type { Actions } from "../feature.ts";
import { readText } from "../form-values.ts";
import { answerWith } from "../notices.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { wordWrongDate } from "../schedule/date-answers.ts";
import { judgeDates, parseDateSpan } from "../schedule/date-span.ts";
import { parseDateWords } from "../schedule/date-words.ts";
import { ownZone } from "../schedule/own-times.ts";

/**
 * Sets the day until which the person is away, adds the days of a span, or ends the absence with `off`; without words it
 * says how things are. Refuses words that it cannot read as dates.
 */
export async function setAway(call: Call, args: readonly string[]): Promise<Outcome> {
  const words = args.join(" ");
  const zone = await ownZone(call);
  if (words === "") return showAway(call, zone);
  const { voice, now } = call;
  const today = todayIn(zone, now);
  const languages = voice.vocabulary.dates;
  const span = parseDateSpan(words, today, languages);
  if (span?.kind === "span") return saveAbsence(call, { first: span.first, back: dayAfter(span.last), zone });
  if (span) return answerWith(voice, wordWrongDate(voice, span, { words, today }));
  const read = parseDateWords(words, today, languages);
  if (read.kind === "off") return endAway(call, zone);
  if (read.kind !== "date") return answerWith(voice, wordWrongDate(voice, read, { words, today }));
  return saveAbsence(call, { back: read.date, zone });
}

/** Opens the form for a new absence, or for one that is changed, filled in with its dates. */
export async function openAwayForm(call: Call, { absence }: FormContexts["away"]): Promise<Outcome> {
  const zone = await ownZone(call);
  if (absence === undefined) return { form: buildAwayForm(call.voice) };
  const found = findAbsence(call, absence);
  if (!found) return showAway(call, zone, call.voice.say("personal.away.gone"));
  const from = absence === 0 ? {} : { from: todayIn(zone, found.from) };
  return { form: buildAwayForm(call.voice, { absence, dates: { ...from, until: todayIn(zone, found.until) } }) };
}

/**
 * Keeps the form's absence, in place of the one that it was opened for. An empty first day means today; an empty day of the
 * return ends the absence, and without the fields everything stays as it is. A date that cannot be used is refused at its
 * field.
 */
export async function submitAway(
  call: Call,
  { absence }: FormContexts["away"],
  values: FormValues<"away">,
): Promise<FormOutcome<"away">> {
  const zone = await ownZone(call);
  const until = readText(values, "until");
  if (until.kind === "absent") return showAway(call, zone);
  const from = readText(values, "from");
  const first = from.kind === "absent" ? "" : from.value;
  if (until.value === "" && first === "")
    return absence ? removeAbsence(call, { act: "remove-absence", from: absence }) : endAway(call, zone);
  const read = readDates(call, { first, back: until.value }, zone);
  if ("errors" in read) return { errors: read.errors };
  return saveAbsence(call, { ...read, zone, ...(absence !== undefined && { replaces: absence }) });
}

/** Removes an absence and shows those that are left. One that is gone already is only told as such. */
export async function removeAbsence(call: Call, { from }: Actions["remove-absence"]): Promise<Outcome> {
  const zone = await ownZone(call);
  const found = findAbsence(call, from);
  if (!found) return showAway(call, zone, call.voice.say("personal.away.gone"));
  const kept = listAbsences(call.person, call.now).filter((each) => each !== found && each.from !== found.from);
  const person = withAbsences(call.person, kept, call.now);
  await call.stores.people.save(person);
  return showAway({ ...call, person }, zone, call.voice.say("personal.away.removed"));
}

function showAway({ voice, person, now }: Call, zone: Zone, said?: string): Outcome {
  return { notice: buildAway(voice, { absences: listAbsences(person, now), now, zone }, said) };
}

/** 0 stands for the absence that has begun. */
function findAbsence({ person, now }: Call, from: number): Absence | undefined {
  return listAbsences(person, now).find((each) => (from === 0 ? each.from <= now : each.from === from));
}

type Dates = { readonly first?: LocalDate; readonly back: LocalDate };

function readDates(
  { voice, now }: Call,
  entered: { readonly first: string; readonly back: string },
  zone: Zone,
): Dates | { readonly errors: FieldErrors<"away"> } {
  const today = todayIn(zone, now);
  const languages = voice.vocabulary.dates;
  if (entered.back === "") return { errors: { until: voice.say("personal.away.no-end") } };
  const back = parseDateWords(entered.back, today, languages);
  if (back.kind !== "date") {
    const wrong = back.kind === "off" ? ({ kind: "unclear" } as const) : back;
    return { errors: { until: wordWrongDate(voice, wrong, { words: entered.back, today }) } };
  }
  if (entered.first === "" || entered.first <= today) return { back: back.date };
  const first = parseDateWords(entered.first, today, languages);
  if (first.kind !== "date") {
    const wrong = first.kind === "off" ? ({ kind: "unclear" } as const) : first;
    return { errors: { from: wordWrongDate(voice, wrong, { words: entered.first, today }) } };
  }
  const span = judgeDates({ first: first.date, last: dayBefore(back.date) }, today);
  if (span.kind === "backwards") return { errors: { until: voice.say("personal.away.back-first") } };
  return { first: first.date, back: back.date };
}

/** Days begin at midnight by the person's own clock. A new absence that has begun takes the place of the one before. */
async function saveAbsence(
  call: Call,
  { first, back, zone, replaces }: Dates & { readonly zone: Zone; readonly replaces?: number },
): Promise<Outcome> {
  const { person, voice, now } = call;
  const from = first === undefined ? 0 : startOfDate(first, zone);
  const absence = { from, until: startOfDate(back, zone) };
  const gone = replaces === undefined ? undefined : findAbsence(call, replaces);
  const before = listAbsences(person, now).filter((each) => each.from !== gone?.from && (from > now || each.from > now));
  const changed = withAbsences(person, [...before, absence], now);
  if (listAbsences(changed, now).length > MAX_ABSENCES) {
    return showAway(call, zone, voice.say("personal.away.too-many", { most: MAX_ABSENCES }));
  }
  await call.stores.people.save(changed);
  const kept = listAbsences(changed, now).find((each) => each.from <= absence.from && absence.until <= each.until) ?? absence;
  return { notice: buildAwaySet(voice, kept, { now, zone }) };
}

async function endAway(call: Call, zone: Zone): Promise<Outcome> {
  const { person, voice, now } = call;
  const absences = listAbsences(person, now);
  const kept = absences.filter(({ from }) => from > now);
  const isBack = kept.length < absences.length;
  const said = voice.runs(isBack ? "personal.away.off" : "personal.away.off-before");
  const here = withAbsences(person, kept, now);
  if (isBack) await call.stores.people.save(here);
  if (kept.length > 0)
    return showAway({ ...call, person: here }, zone, voice.say(isBack ? "personal.away.off" : "personal.away.off-before"));
  return answerWith(voice, said, isBack ? { tone: "good" } : {});
}

function dayAfter(date: LocalDate): LocalDate {
  return toLocalDate(toEpochDay(date) + 1);
}

function dayBefore(date: LocalDate): LocalDate {
  return toLocalDate(toEpochDay(date) - 1);
}
