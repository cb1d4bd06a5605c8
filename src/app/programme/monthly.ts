/** What is kept of the monthly overview: who wants none, for whom the month is settled, when to look again. */
import type { Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";

type Kept = Pick<Work, "stores">;

const NEXT_LOOK = "overview.next-look";
/** One row with the ids of all who turned it off, so that nobody's id stays in a key. */
const OFF = "overview.monthly.off";

export async function wantsMonthly({ stores }: Kept, personId: string): Promise<boolean> {
  return !(await listOff({ stores })).includes(personId);
}

/** With `on` nothing of the person is kept. */
export async function setMonthly({ stores }: Kept, personId: string, on: boolean): Promise<void> {
  const off = await listOff({ stores });
  if (off.includes(personId) !== on) return;
  const changed = on ? off.filter((id) => id !== personId) : [...off, personId];
  await stores.settings.set(OFF, changed.join(" "));
}

/** Two people who proved to be one: what either turned off stays off. */
export async function uniteMonthly(kept: Kept, { from, into }: { readonly from: string; readonly into: string }): Promise<void> {
  if (await wantsMonthly(kept, from)) return;
  await setMonthly(kept, from, true);
  await setMonthly(kept, into, false);
}

/** True for the first who settles this person's month, or a day of it (`YYYY-MM`, `YYYY-MM-DD`), in whichever process. */
export async function settleMonth({ stores, now }: Work, personId: string, month: string): Promise<boolean> {
  return stores.inbox.claim(`overview:${personId}:${month}`, now);
}

/** When leads are next looked at; undefined: now. */
export async function nextOverviewLookAt({ stores }: Kept): Promise<Instant | undefined> {
  const kept = await stores.settings.get(NEXT_LOOK);
  return kept ? Number(kept) : undefined;
}

/** Undefined where something changed: the next tick looks anew. */
export async function setNextOverviewLook({ stores }: Kept, at: Instant | undefined): Promise<void> {
  await stores.settings.set(NEXT_LOOK, at === undefined ? "" : String(at));
}

async function listOff({ stores }: Kept): Promise<readonly string[]> {
  const kept = await stores.settings.get(OFF);
  return kept ? kept.split(" ") : [];
}
