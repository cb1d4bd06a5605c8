/** Puts people's names into what is shown, as they are at that moment. Stored messages hold ids alone (`person-names.ts`). */
import type { Locale } from "../core/locale.ts";
import { listMarkedPeople, putInNames } from "../message/person-names.ts";
import type { Work } from "./call.ts";
import type { FormOutcome } from "./request.ts";

/** Returns the data with the name of each person in it; whoever is not known any more is "Somebody", in the locale's language. */
export async function namePeople<T>({ stores, world }: Pick<Work, "stores" | "world">, data: T, locale: Locale): Promise<T> {
  const ids = listMarkedPeople(data);
  if (ids.length === 0) return data;
  const names = new Map((await stores.people.findMany(ids)).map(({ id, name }) => [id, name]));
  const somebody = world.voice(locale).say("privacy.forget.somebody");
  return putInNames(data, (id) => names.get(id) ?? somebody, locale);
}

/** Returns the answer with the name of each person in it. What of it waits in the outbox keeps the ids. */
export async function namePeopleOfOutcome(
  work: Pick<Work, "stores" | "world">,
  { notice, card, form, errors, ...rest }: FormOutcome,
  locale: Locale,
): Promise<FormOutcome> {
  return { ...rest, ...(await namePeople(work, dropAbsent({ notice, card, form, errors }), locale)) };
}

function dropAbsent<T extends object>(parts: T): { readonly [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as never;
}
