/** Somebody begins to lead the programme. */
import type { Person } from "../../core/team.ts";
import type { Work } from "../call.ts";
import { setNextOverviewLook, settleMonth } from "./monthly.ts";
import { calendarOf, monthOf } from "./overview-time.ts";

/** The first monthly overview is that of the month after this one; by command it comes at any time. */
export async function beginProgramme(work: Work, person: Person): Promise<void> {
  await work.stores.people.save({ ...person, programmeLead: true });
  await settleMonth(work, person.id, monthOf(work.now, await calendarOf(work, person)));
  await setNextOverviewLook(work, undefined);
}
