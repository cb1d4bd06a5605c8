/** People whose check-in over the whole catalogue is open, with its card shown in their direct messages. */
import Database from "better-sqlite3";
import type { Walker } from "../load/orders.ts";
import { directChannelOf, FIRST_TS, userIdOf } from "../program/names.ts";
import type { BenchBot } from "./bot.ts";
import { personId } from "./seed.ts";

export type OpenWalks = { readonly walkers: readonly Walker[]; readonly questionIds: readonly string[] };

/** The first so many people of the database. Throws where somebody's check-in asks other questions than the first one's. */
export async function openWalks(bot: BenchBot, people: number): Promise<OpenWalks> {
  const walkers: Walker[] = [];
  let questionIds: readonly string[] = [];
  for (let person = 0; person < people; person += 1) {
    const checkIn = await openWalk(bot, person);
    const asked = checkIn.items.flatMap((item) => (item.kind === "question" ? [item.questionId] : []));
    if (person === 0) questionIds = asked;
    if (asked.join() !== questionIds.join()) throw new Error(`person ${person} is asked other questions than the first one`);
    walkers.push({ userId: userIdOf(person), checkInId: checkIn.id, revision: checkIn.revision });
  }
  markShown(bot.storage.path, people);
  return { walkers, questionIds };
}

async function openWalk({ app, storage, workspace }: BenchBot, person: number) {
  const from = { workspaceId: workspace.id, platformUserId: userIdOf(person), place: { in: "direct" } } as const;
  await app.handle({ kind: "command", from, line: "assess" });
  const checkIn = await storage.work(async (stores) => {
    const [membership] = await stores.memberships.listOfPerson(personId(person));
    return membership && stores.checkIns.findOpen(membership.id);
  });
  if (!checkIn) throw new Error(`no check-in was opened for person ${person}`);
  return checkIn;
}

/** As if the cards had been sent long ago: they stand where the fake Slack has them, and nothing waits. */
function markShown(path: string, people: number): void {
  const connection = new Database(path);
  const show = connection.prepare("UPDATE posts SET platform_ref = ? WHERE target_person_id = ?");
  connection.transaction(() => {
    for (let person = 0; person < people; person += 1) {
      show.run(`${directChannelOf(userIdOf(person))}:${FIRST_TS}`, personId(person));
    }
    connection.exec("DELETE FROM outbox; DELETE FROM outbox_lanes");
  })();
  connection.close();
}
