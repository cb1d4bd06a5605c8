/** Stores the state of the monthly overview: who turned it off, who got this month's, and when to look again. */
import type { Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";

type Kept = Pick<Work, "stores">;

const NEXT_LOOK = "overview.next-look";
/** One row with the ids of all who turned it off, so that nobody's id stays in a key. */
const OFF = "overview.monthly.off";

/** True unless the person turned the monthly overview off. */
export async function wantsMonthly({ stores }: Kept, personId: string): Promise<boolean> {
  return !(await listOff({ stores })).includes(personId);
}

/** Turns the monthly overview on or off for the person. Turning it on removes everything that was stored about the choice. */
export async function setMonthly({ stores }: Kept, personId: string, on: boolean): Promise<void> {
  const off = await listOff({ stores });
  if (off.includes(personId) !== on) return;
  const changed = on ? off.filter((id) => id !== personId) : [...off, personId];
  await stores.settings.set(OFF, changed.join(" "));
}

/** Carries the choice over when two people prove to be one: if either turned the overview off, it stays off. */
export async function uniteMonthly(kept: Kept, { from, into }: { readonly from: string; readonly into: string }): Promise<void> {
  if (await wantsMonthly(kept, from)) return;
  await setMonthly(kept, from, true);
  await setMonthly(kept, into, false);
}

/**
 * Returns true for the first caller that settles this person's month (`YYYY-MM`) or a day of it (`YYYY-MM-DD`), across
 * all processes.
 */
export async function settleMonth({ stores, now }: Work, personId: string, month: string): Promise<boolean> {
  return stores.inbox.claim(`overview:${personId}:${month}`, now);
}

/** Returns when leads are looked at next; undefined means now. */
export async function nextOverviewLookAt({ stores }: Kept): Promise<Instant | undefined> {
  const kept = await stores.settings.get(NEXT_LOOK);
  return kept ? Number(kept) : undefined;
}

/** Sets when leads are looked at next. Pass undefined after a change, so that the next tick looks at once. */
export async function setNextOverviewLook({ stores }: Kept, at: Instant | undefined): Promise<void> {
  await stores.settings.set(NEXT_LOOK, at === undefined ? "" : String(at));
}

async function listOff({ stores }: Kept): Promise<readonly string[]> {
  const kept = await stores.settings.get(OFF);
  return kept ? kept.split(" ") : [];
}
