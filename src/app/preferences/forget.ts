/** The `forget me` command: after a confirmation, everything about the person is deleted and only counts without names remain. */
import { isActiveAt, type Membership, type Person, type Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import { buildForgetQuestion } from "../../message/screens/preferences/privacy-screen.ts";
import { nameSide } from "../../message/screens/team/link-screen.ts";
import { type Call, localeOf, type Work } from "../call.ts";
import { findOtherSide } from "../link/link-me.ts";
import { answerWith, buildNotice } from "../notices.ts";
import { queueRemoval } from "../posting.ts";
import { setMonthly } from "../programme/monthly.ts";
import { setMonthlyReport } from "../report/monthly-report.ts";
import type { Outcome } from "../request.ts";
import { endMembership } from "../team/change-memberships.ts";
import { isLastLead, listOthers } from "../team/last-lead.ts";
import { tellIfLeaderless } from "../team/leaderless.ts";

/** What becomes of one team when this person goes. */
type Parting = {
  readonly team: Team;
  readonly membership: Membership;
  /** The person is its only lead: it has none afterwards. */
  readonly leaderless: boolean;
  /** Nobody is left who answers. */
  readonly ends: boolean;
};

/** Asks for confirmation and says what would be deleted, which teams would have no lead, and which would end. */
export async function askToForget(call: Call): Promise<Outcome> {
  const described = await describeForgetting(call, call.person);
  const other = await findOtherSide(call);
  const otherSide = other && nameSide(call.voice, other);
  return { notice: buildForgetQuestion(call.voice, { ...described, ...(otherSide !== undefined && { otherSide }) }) };
}

/** Counts the teams and answers that would be deleted, and names the teams that would have no lead and those that would end. */
export async function describeForgetting(work: Work, person: Person): Promise<Parameters<typeof buildForgetQuestion>[1]> {
  const { stores } = work;
  const memberships = await stores.memberships.listOfPerson(person.id);
  const answers = await Promise.all(memberships.map(({ id }) => stores.answers.historyOfMembership(id)));
  const partings = await listPartings(work, person);
  return {
    teams: memberships.length,
    answers: answers.flat().length,
    leaderless: partings.filter(({ leaderless }) => leaderless).map(({ team }) => team.name),
    ends: partings.filter(({ ends }) => ends).map(({ team }) => team.name),
  };
}

/** Deletes everything about the author. A second press leaves nothing behind either. */
export async function confirmForget(call: Call): Promise<Outcome> {
  await forgetPerson(call, call.person, call.from.sentAt);
  return answerWith(call.voice, call.voice.runs("privacy.forget.done"));
}

/** Deletes everything about the person, who asked for it at `at`, and tells the teams that have no lead then. */
export async function forgetPerson(work: Work, person: Person, at: Instant = work.now): Promise<void> {
  for (const parting of await listPartings(work, person)) await part(work, parting, person);
  await setMonthly(work, person.id, true);
  await setMonthlyReport(work, person.id, false);
  await retireCards(work, person);
  await work.stores.people.forget(person.id, at);
}

/** What the bot sent them is taken away: cards that could be pressed, and what they say of the answers. Answers to commands stay. */
async function retireCards(work: Work, person: Person): Promise<void> {
  const voice = work.world.voice(localeOf(person, { locale: "en" }));
  const message = buildNotice(voice, voice.runs("privacy.forget.done"));
  for (const post of await work.stores.posts.listShownTo(person.id)) {
    if (post.purpose !== "answer") await queueRemoval(work, post, message, "background");
  }
}

async function listPartings(work: Work, { id }: Person): Promise<readonly Parting[]> {
  const memberships = await work.stores.memberships.listOfPerson(id);
  const active = memberships.filter((membership) => isActiveAt(membership, work.now));
  const partings = await Promise.all(active.map((membership) => planParting(work, membership)));
  return partings.filter((parting) => parting !== undefined);
}

async function planParting(work: Work, membership: Membership): Promise<Parting | undefined> {
  const team = await work.stores.teams.find(membership.teamId);
  if (!team) return undefined;
  const others = (await listOthers(work, membership)).filter(({ kind }) => kind === "member");
  const leaderless = others.length > 0 && (await isLastLead(work, membership));
  return { team, membership, ends: others.length === 0 && membership.kind === "member", leaderless };
}

async function part(work: Work, { team, membership, leaderless, ends }: Parting, person: Person): Promise<void> {
  await endMembership(work, membership);
  const changed: Team = { ...team, revision: team.revision + 1 };
  await work.stores.teams.save(changed);
  if (ends) await work.stores.teams.setNextRoundAt(team.id, undefined);
  if (leaderless) await tellIfLeaderless(work, changed, person);
}
