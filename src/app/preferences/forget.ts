/** The `forget me` command: after a confirmation, everything about the person is deleted and only counts without names remain. */
import { isActiveAt, type Membership, type Team } from "../../core/team.ts";
import { markName } from "../../message/person-names.ts";
import { buildForgetQuestion } from "../../message/screens/preferences/privacy-screen.ts";
import type { Call, Work } from "../call.ts";
import { answerWith, buildNotice } from "../notices.ts";
import { queueRemoval } from "../posting.ts";
import { setMonthly } from "../programme/monthly.ts";
import type { Outcome } from "../request.ts";
import { endMembership } from "../team/change-memberships.ts";
import { isLastLead, listOthers, appointSuccessor } from "../team/successor.ts";

/** What becomes of one team when this person goes. */
type Parting = {
  readonly team: Team;
  readonly membership: Membership;
  /** The member of longest standing leads it afterwards, because the person was its only lead. */
  readonly successor?: Membership;
  /** Nobody is left who answers. */
  readonly ends: boolean;
};

/** Asks for confirmation and says what would be deleted, who would lead which team afterwards, and which teams would end. */
export async function askToForget(call: Call): Promise<Outcome> {
  const { stores, person, voice } = call;
  const memberships = await stores.memberships.listOfPerson(person.id);
  const answers = await Promise.all(memberships.map(({ id }) => stores.answers.historyOfMembership(id)));
  const partings = await listPartings(call);
  const successors = partings.map(
    ({ team, successor }) => successor && { team: team.name, name: markName({ id: successor.personId }) },
  );
  return {
    notice: buildForgetQuestion(voice, {
      teams: memberships.length,
      answers: answers.flat().length,
      successors: successors.filter((successor) => successor !== undefined),
      ends: partings.filter(({ ends }) => ends).map(({ team }) => team.name),
    }),
  };
}

/** Deletes everything about the person. A second press leaves nothing behind either. */
export async function forgetPerson(call: Call): Promise<Outcome> {
  for (const parting of await listPartings(call)) await part(call, parting);
  await setMonthly(call, call.person.id, true);
  await retireCards(call);
  await call.stores.people.forget(call.person.id, call.from.sentAt ?? call.now);
  return answerWith(call.voice, call.voice.runs("privacy.forget.done"));
}

/** What the bot sent them is taken away: cards that could be pressed, and what they say of the answers. Answers to commands stay. */
async function retireCards(call: Call): Promise<void> {
  const message = buildNotice(call.voice, call.voice.runs("privacy.forget.done"));
  for (const post of await call.stores.posts.listShownTo(call.person.id)) {
    if (post.purpose !== "answer") await queueRemoval(call, post, message, "background");
  }
}

async function listPartings(call: Call): Promise<readonly Parting[]> {
  const memberships = await call.stores.memberships.listOfPerson(call.person.id);
  const active = memberships.filter((membership) => isActiveAt(membership, call.now));
  const partings = await Promise.all(active.map((membership) => planParting(call, membership)));
  return partings.filter((parting) => parting !== undefined);
}

async function planParting(work: Work, membership: Membership): Promise<Parting | undefined> {
  const team = await work.stores.teams.find(membership.teamId);
  if (!team) return undefined;
  const [longest] = (await listOthers(work, membership)).filter(({ kind }) => kind === "member");
  const successor = longest && (await isLastLead(work, membership)) ? { successor: longest } : {};
  return { team, membership, ends: longest === undefined && membership.kind === "member", ...successor };
}

async function part(work: Work, { team, membership, successor, ends }: Parting): Promise<void> {
  await endMembership(work, membership);
  await work.stores.teams.save({ ...team, revision: team.revision + 1 });
  if (ends) await work.stores.teams.setNextRoundAt(team.id, undefined);
  if (successor) await appointSuccessor(work, team, successor);
}
