/** The `away` command: the person is asked nothing in any team until that day. */
import { startOfDate, todayIn } from "../../core/schedule/local-time.ts";
import type { Person } from "../../core/team.ts";
import type { Instant, LocalDate, Zone } from "../../core/time.ts";
import type { FormValues } from "../../message/form.ts";
import type { Message } from "../../message/message.ts";
import { buildAway, buildAwayForm, buildAwaySet } from "../../message/screens/preferences/personal.ts";
import type { Call } from "../call.ts";
import { readText } from "../form-values.ts";
import { answerWith } from "../notices.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { wordWrongDate } from "../schedule/date-answers.ts";
import { parseDateWords } from "../schedule/date-words.ts";
import { ownZone } from "../schedule/own-times.ts";

/**
 * Sets the day until which the person is away, or `off`; without words it says how things are. Refuses words that it
 * cannot read as a date.
 */
export async function setAway(call: Call, args: readonly string[]): Promise<Outcome> {
  const words = args.join(" ");
  const zone = await ownZone(call);
  const until = awayUntil(call.person, call.now);
  if (words === "") return { notice: buildAway(call.voice, { zone, ...(until !== undefined && { until }) }) };
  const kept = await keepAway(call, words, zone);
  return kept.kind === "done" ? kept.outcome : { notice: sentence(call, kept.wrong) };
}

/** Opens the form for an absence, filled in with the date that is set. */
export async function openAwayForm(call: Call): Promise<Outcome> {
  const until = awayUntil(call.person, call.now);
  return { form: buildAwayForm(call.voice, until === undefined ? undefined : todayIn(await ownZone(call), until)) };
}

/** Sets the absence to the form's date; an empty field ends it, and without the field it stays as it is. A date that cannot be read is refused at its field. */
export async function submitAway(call: Call, _context: unknown, values: FormValues<"away">): Promise<FormOutcome<"away">> {
  const until = readText(values, "until");
  if (until.kind === "absent") return setAway(call, []);
  const kept = await keepAway(call, until.value || "off", await ownZone(call));
  return kept.kind === "done" ? kept.outcome : { errors: { until: kept.wrong } };
}

/** Returns the instant until which the person is away; undefined when they are not away now. */
export function awayUntil(person: Person, now: Instant): Instant | undefined {
  return person.awayUntil !== undefined && person.awayUntil > now ? person.awayUntil : undefined;
}

type Kept = { readonly kind: "done"; readonly outcome: Outcome } | { readonly kind: "wrong"; readonly wrong: string };

/** Days begin at midnight by the person's own clock. */
async function keepAway(call: Call, words: string, zone: Zone): Promise<Kept> {
  const today = todayIn(zone, call.now);
  const read = parseDateWords(words, today, call.voice.vocabulary.dates);
  if (read.kind === "off") return { kind: "done", outcome: await endAway(call) };
  if (read.kind !== "date") return { kind: "wrong", wrong: wordWrongDate(call.voice, read, { words, today }) };
  return { kind: "done", outcome: await beginAway(call, read.date, zone) };
}

async function beginAway(call: Call, date: LocalDate, zone: Zone): Promise<Outcome> {
  const until = startOfDate(date, zone);
  await call.stores.people.save({ ...call.person, awayUntil: until });
  return { notice: buildAwaySet(call.voice, { until, zone }) };
}

async function endAway(call: Call): Promise<Outcome> {
  if (awayUntil(call.person, call.now) === undefined) return answerWith(call.voice, call.voice.runs("personal.away.off-before"));
  const { awayUntil: _, ...here } = call.person;
  await call.stores.people.save(here);
  return answerWith(call.voice, call.voice.runs("personal.away.off"), { tone: "good" });
}

function sentence({ voice }: Call, text: string): Message {
  return { locale: voice.locale, summary: text, elements: [{ kind: "paragraph", text }] };
}
