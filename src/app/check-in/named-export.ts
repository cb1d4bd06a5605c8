/** Finds the operator's exports with names that a member is still to be told of, which is done inside their next card. */
import type { AuditEntry } from "../../core/audit-entry.ts";
import type { CheckIn } from "../../core/check-in/check-in.ts";
import { isActed } from "../../core/check-in/items.ts";
import type { NamedExport } from "../../message/screens/check-in/check-in-view.ts";
import type { Work } from "../call.ts";

/** Cards that nobody acted on in between; more are not looked through. */
const MOST_UNSEEN = 20;

/**
 * Returns the team's newest export with names up to the opening of this check-in, where the member did nothing in a check-in
 * that was opened after it. It is undefined once the member acts, so that it is said once.
 */
export async function findNamedExport({ stores }: Work, checkIn: CheckIn): Promise<NamedExport | undefined> {
  if (checkIn.items.some(isActed)) return undefined;
  const until = checkIn.openedAt;
  const earlier = (await stores.checkIns.listOfMembership(checkIn.membershipId, MOST_UNSEEN)).filter(
    ({ id, openedAt }) => id !== checkIn.id && openedAt <= until,
  );
  const told = earlier.find(({ items }) => items.some(isActed)) ?? earlier[MOST_UNSEEN - 2];
  const since = told?.openedAt ?? (await findFirstDay({ stores }, checkIn));
  const entry = await stores.audit.findLatest({ teamId: checkIn.teamId, act: "exported-with-names", since, until });
  return entry && toNamedExport(entry);
}

/** Reads from the audit log's entry what people are told of an export with names. */
export function toNamedExport({ at, details }: AuditEntry): NamedExport {
  return { at, privateNotes: details["privateNotes"] === true };
}

/** Whoever joined after an export does not stand in it. */
async function findFirstDay({ stores }: Pick<Work, "stores">, { membershipId }: CheckIn): Promise<number> {
  const membership = await stores.memberships.find(membershipId);
  return membership?.intervals[0]?.since ?? 0;
}
