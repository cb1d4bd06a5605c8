/** Reads numbers, dates, links and people from the ledger's forms, and says at the field what is wrong. */
import { isLocalDate } from "../../core/schedule/calendar.ts";
import type { LocalDate } from "../../core/time.ts";
import type { Decimal } from "../../core/value/decimal.ts";
import type { Unit } from "../../core/value/kpi.ts";
import { readTypedNumber } from "../../core/value/read-number.ts";
import { VALUE_LENGTHS } from "../../message/screens/value/value-forms.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { Call } from "../call.ts";
import { type Carried, carriedOr } from "../form-values.ts";

/** A field that was read, or the sentence that says what is wrong with it. Both are undefined for one left empty. */
export type ReadField<T> = { readonly value?: T; readonly error?: string };

/** Reads a number of this unit. `known`: what the field was filled in with, which isn't read two ways. */
export function readAmount(voice: Voice, text: string | undefined, unit: Unit, known?: Decimal): ReadField<Decimal> {
  if (text === undefined || text === "") return {};
  if (text === known) return { value: known };
  const typed = readTypedNumber(text, unit, voice.vocabulary.numbers);
  switch (typed.kind) {
    case "number":
      return { value: typed.value };
    case "two-ways": {
      const [first, second] = typed.values;
      return { error: voice.say("kpi.error.two-ways", { first, second }) };
    }
    case "too-long":
      return { error: voice.say("kpi.error.number-long") };
    case "other-unit":
    case "none":
      return { error: voice.say("kpi.error.number") };
    default:
      return typed satisfies never;
  }
}

/** Reads a date, year first. With `until`, a later day is refused as one that hasn't come yet. */
export function readDate(voice: Voice, text: string | undefined, until?: LocalDate): ReadField<LocalDate> {
  if (text === undefined || text === "") return {};
  if (!isLocalDate(text)) return { error: voice.say("kpi.error.date") };
  return until !== undefined && text > until ? { error: voice.say("kpi.error.future") } : { value: text };
}

/** Reads an https link. */
export function readLink(voice: Voice, text: string | undefined): ReadField<string> {
  if (text === undefined || text === "") return {};
  const { length } = text;
  if (length > VALUE_LENGTHS.link) return { error: voice.say("errors.text-too-long", { length, max: VALUE_LENGTHS.link }) };
  const isHttps = URL.canParse(text) && new URL(text).protocol === "https:";
  return isHttps ? { value: text } : { error: voice.say("errors.link-not-https") };
}

/** Reads a text of at most `max` characters. */
export function readWords(voice: Voice, text: string | undefined, max: number): ReadField<string> {
  if (text === undefined || text === "") return {};
  return text.length > max ? { error: voice.say("errors.text-too-long", { length: text.length, max }) } : { value: text };
}

/** Turns a field left empty into one that has to be filled in. */
export function required<T>(voice: Voice, field: ReadField<T>): ReadField<T> {
  return field.value === undefined && field.error === undefined ? { error: voice.say("errors.required") } : field;
}

/**
 * Reads the person chosen, whom the bot has met by now; nobody chosen is undefined. `current` stays where the form carried no
 * such field, and where they have no account here, because then the form couldn't show them.
 */
export async function readChosen(
  call: Call,
  ids: Carried<readonly string[]>,
  current: string | undefined,
): Promise<ReadField<string>> {
  const { stores, workspace, voice } = call;
  const [userId] = carriedOr<readonly string[]>(ids, []);
  const isShown = ids.kind === "carried" && (current === undefined || (await accountHere(call, current)) !== undefined);
  if (userId === undefined) return isShown || current === undefined ? {} : { value: current };
  const person = await stores.people.findByAccount(workspace.id, userId);
  return person ? { value: person.id } : { error: voice.say("kpi.error.person") };
}

/** Returns the platform user id of somebody in this workspace; undefined where they have no account here. */
export async function accountHere({ stores, workspace }: Call, personId: string | undefined): Promise<string | undefined> {
  if (personId === undefined) return undefined;
  const accounts = await stores.people.accountsOf(personId);
  return accounts.find(({ workspaceId }) => workspaceId === workspace.id)?.platformUserId;
}
