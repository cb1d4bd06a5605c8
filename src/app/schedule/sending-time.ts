/** Finds the time for a message that can wait, within the weekly limit and its reader's working hours. */
import { hoursForReminders, nextAllowedInstant } from "../../core/schedule/allowed-hours.ts";
import type { Person, Team } from "../../core/team.ts";
import { DAY_MS, type Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";
import { MAX_A_WEEK, WEEK_MS } from "../rounds/message-limit.ts";
import { zoneOf } from "./own-time.ts";
import { holidaysOf } from "./team-holidays.ts";

/**
 * Returns when the person can be sent one more message: every two that were sent this week or still wait delay it by a
 * week, and it falls into their working hours.
 */
export async function findSendingTime(work: Work, team: Team, person: Person): Promise<Instant> {
  const others = await work.stores.outbox.countUnsolicited(person.id, work.now - WEEK_MS);
  const weeks = Math.floor(others / MAX_A_WEEK);
  const earliest = Math.max(work.now + weeks * 7 * DAY_MS, await findNextPlace(work, person));
  return findWorkingTime(work, { team, person, earliest });
}

/**
 * Returns the next instant in the lead's working hours at which they are not away. It is for matters that a lead must
 * settle, so the weekly limit does not count.
 */
export function findWorkingTime(
  { world, now }: Pick<Work, "world" | "now">,
  { team, person, earliest = now }: { readonly team: Team; readonly person: Person; readonly earliest?: Instant },
): Instant {
  const from = Math.max(earliest, person.awayUntil ?? 0);
  const hours = hoursForReminders(team.schedule, holidaysOf(world, team.schedule));
  return nextAllowedInstant(from, zoneOf(person, team), hours) ?? from;
}

/** A week after the last but one of their greetings, wherever working hours put that. */
async function findNextPlace({ stores }: Work, person: Person): Promise<Instant> {
  const memberships = await stores.memberships.listOfPerson(person.id);
  const posts = (await Promise.all(memberships.map(({ id }) => stores.posts.listOfSubject("greeting", id)))).flat();
  const items = await Promise.all(posts.map(({ id }) => stores.outbox.findOfPost(id)));
  const times = items.flatMap((item) =>
    item?.status === "sent" || item?.status === "pending" || item?.status === "sending" ? [item.sentAt ?? item.notBefore] : [],
  );
  const before = times.sort((left, right) => left - right).at(-MAX_A_WEEK);
  return before === undefined ? 0 : before + 7 * DAY_MS;
}
