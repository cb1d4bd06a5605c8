/** What happens when somebody becomes a programme lead, or ceases to be one. */
import type { Person, ProgrammeLeadSource } from "../../core/team.ts";
import type { Work } from "../call.ts";
import { setNextOverviewLook, settleMonth } from "./monthly.ts";
import { calendarOf, monthOf } from "./overview-time.ts";

/**
 * Makes the person a programme lead and keeps how they came to be one. Their first monthly overview comes next month; until then
 * they can ask for one by command.
 */
export async function beginProgramme(work: Work, person: Person, by: ProgrammeLeadSource): Promise<void> {
  await work.stores.people.save({ ...person, programmeLead: true, programmeLeadBy: by });
  await settleMonth(work, person.id, monthOf(work.now, await calendarOf(work, person)));
  await setNextOverviewLook(work, undefined);
}

/** Ends the person's lead of the programme. Somebody who does not lead it stays as they are. */
export async function endProgramme(work: Work, person: Person): Promise<void> {
  if (!person.programmeLead) return;
  const { programmeLeadBy: _, ...rest } = person;
  await work.stores.people.save({ ...rest, programmeLead: false });
}
