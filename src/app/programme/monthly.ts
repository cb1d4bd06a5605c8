/** What is kept of the monthly overview: who wants none, for whom the month is settled, when to look again. */
import type { Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";

type Kept = Pick<Work, "stores">;

const NEXT_LOOK = "overview.next-look";

export async function wantsMonthly({ stores }: Kept, personId: string): Promise<boolean> {
  return (await stores.settings.get(offKey(personId))) !== "off";
}

export async function setMonthly({ stores }: Kept, personId: string, on: boolean): Promise<void> {
  await stores.settings.set(offKey(personId), on ? "" : "off");
}

/** True for the first who settles this person's month, in whichever process. */
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

function offKey(personId: string): string {
  return `overview.monthly.${personId}`;
}
