/** Who wants the programme's report every month. Nobody gets it who didn't ask for it. */
import type { Work } from "../call.ts";

type Kept = Pick<Work, "stores">;

/** One row with the ids of all who want it, so that nobody's id stays in a key. */
const ON = "report.monthly.on";

/** True where the person turned the monthly report on. */
export async function wantsMonthlyReport({ stores }: Kept, personId: string): Promise<boolean> {
  return (await listOn({ stores })).includes(personId);
}

/** Turns the monthly report on or off for the person. Off removes everything that was stored about the choice. */
export async function setMonthlyReport({ stores }: Kept, personId: string, on: boolean): Promise<void> {
  const wanted = await listOn({ stores });
  if (wanted.includes(personId) === on) return;
  const changed = on ? [...wanted, personId] : wanted.filter((id) => id !== personId);
  await stores.settings.set(ON, changed.join(" "));
}

/** Carries the choice over when two people prove to be one: if either wanted the report, it comes. */
export async function uniteMonthlyReport(
  kept: Kept,
  { from, into }: { readonly from: string; readonly into: string },
): Promise<void> {
  if (!(await wantsMonthlyReport(kept, from))) return;
  await setMonthlyReport(kept, from, false);
  await setMonthlyReport(kept, into, true);
}

async function listOn({ stores }: Kept): Promise<readonly string[]> {
  const kept = await stores.settings.get(ON);
  return kept ? kept.split(" ") : [];
}
