/** What happens when somebody becomes a programme lead. */
import type { Person } from "../../core/team.ts";
import type { Work } from "../call.ts";
import { setNextOverviewLook, settleMonth } from "./monthly.ts";
import { calendarOf, monthOf } from "./overview-time.ts";

/**
 * Makes the person a programme lead. Their first monthly overview comes next month; until then they can ask for one by
 * command.
 */
export async function beginProgramme(work: Work, person: Person): Promise<void> {
  await work.stores.people.save({ ...person, programmeLead: true });
  await settleMonth(work, person.id, monthOf(work.now, await calendarOf(work, person)));
  await setNextOverviewLook(work, undefined);
}
