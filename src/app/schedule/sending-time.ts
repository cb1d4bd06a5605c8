/** When something that can wait is told to somebody: within the two messages a week and their working hours. */
import { hoursForReminders, nextAllowedInstant } from "../../core/schedule/allowed-hours.ts";
import type { Person, Team } from "../../core/team.ts";
import { DAY_MS, type Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";
import { MAX_A_WEEK, WEEK_MS } from "../rounds/message-limit.ts";
import { zoneOf } from "./own-time.ts";
import { holidaysOf } from "./team-holidays.ts";

/** Each two that were sent this week or still wait put it off by a week; then the person's own hours count. */
export async function findSendingTime(work: Work, team: Team, person: Person): Promise<Instant> {
  const others = await work.stores.outbox.countUnsolicited(person.id, work.now - WEEK_MS);
  const weeks = Math.floor(others / MAX_A_WEEK);
  const earliest = Math.max(work.now + weeks * 7 * DAY_MS, await findNextPlace(work, person));
  return findWorkingTime(work, { team, person, earliest });
}

/** For what a lead has to settle, however much they heard this week: their working hours from then on, once they are back. */
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
