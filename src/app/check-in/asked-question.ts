/** Finds the question that stands in front of a person. */
import type { CheckIn } from "../../core/check-in/check-in.ts";
import { type Call, listOwnTeams } from "../call.ts";

/** A question that waits for an answer, and its check-in. */
export type AskedQuestion = { readonly checkIn: CheckIn; readonly questionId: string };

/** Returns the question in front of the person; with several teams, that of the check-in opened last. */
export async function findAskedQuestion(call: Call): Promise<AskedQuestion | undefined> {
  const here = new Set((await listOwnTeams(call)).map(({ id }) => id));
  const memberships = (await call.stores.memberships.listOfPerson(call.person.id)).filter(({ teamId }) => here.has(teamId));
  const open = await Promise.all(memberships.map((membership) => call.stores.checkIns.findOpen(membership.id)));
  const [checkIn] = open.filter((candidate) => candidate !== undefined).sort((left, right) => right.openedAt - left.openedAt);
  return checkIn?.position.on === "question" ? { checkIn, questionId: checkIn.position.questionId } : undefined;
}
