/** Tells the homes of a linked team what changed, in the home channel or, where a home has none, its leads there; and lists whom a home alone meets. */
import { isActiveAt, type Membership, type Person, type Team, type TeamHome } from "../../core/team.ts";
import { markName } from "../../message/person-names.ts";
import { buildLinkNote, type LinkSentence } from "../../message/screens/team/link-question.ts";
import { nameSide } from "../../message/screens/team/link-screen.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { type TeamCall, localeOf, type Work, type Channel, type Home, listOpenHomes, workspaceFor } from "../call.ts";
import { queuePost } from "../posting.ts";

/** A sentence, and the team that it is about. */
export type TeamNews = { readonly sentence: LinkSentence; readonly team: Team };

/** Returns the home's channel as the target of a message; undefined where it has none. */
export function homeChannelOf({ workspaceId, channelId }: Pick<TeamHome, "workspaceId" | "channelId">): Channel | undefined {
  return channelId === undefined ? undefined : { to: "channel", workspaceId, channelId };
}

/** Queues the sentence for a channel in the team's language. Without a channel it queues nothing. */
export async function tellChannel(work: Work, target: Channel | undefined, { sentence, team }: TeamNews): Promise<void> {
  if (!target) return;
  const message = buildLinkNote(work.world.voice(team.locale), sentence);
  await queuePost(work, { target, workspaceId: target.workspaceId, purpose: "notice", subjectId: team.id, message });
}

/** Queues the sentence for a person in their own language, in the workspace where messages about the team reach them. */
export async function tellPerson(work: Work, person: Person, { sentence, team }: TeamNews): Promise<void> {
  await queuePost(work, {
    target: { to: "person", personId: person.id },
    workspaceId: await workspaceFor(work, person, team),
    purpose: "notice",
    subjectId: team.id,
    message: buildLinkNote(work.world.voice(localeOf(person, team)), sentence),
  });
}

/** Queues the sentence for a home of the team: in its channel or, where it has none, for the leads who are met there. */
export async function tellHome(work: Work, home: Home, news: TeamNews): Promise<void> {
  const channel = homeChannelOf(home);
  if (channel) return tellChannel(work, channel, news);
  for (const person of await listLeadsMetIn(work, news.team, home.workspaceId)) await tellPerson(work, person, news);
}

/** Tells the team's other home what somebody changed here. Without a link, or where the other home removed the bot, it tells nobody. */
export async function tellOtherSide(call: TeamCall, changed: Team, sentence: LinkSentence): Promise<void> {
  // A team that was seen from its second home names that workspace as its own.
  const team: Team = { ...changed, workspaceId: call.team.workspaceId };
  for (const home of await listOpenHomes(call, call.team)) {
    if (home.workspaceId !== call.workspace.id) await tellHome(call, home, { sentence, team });
  }
}

/** Returns who changed the team, and in which workspace, as values of a sentence. */
export function nameAct({ person, workspace, team }: TeamCall, voice: Voice) {
  return { name: markName(person), side: nameSide(voice, workspace), team: team.name };
}

async function listLeadsMetIn({ stores, now }: Work, { id }: Team, workspaceId: string): Promise<readonly Person[]> {
  const leads = (await stores.memberships.listOfTeam(id)).filter((membership) => membership.lead && isActiveAt(membership, now));
  const people = await stores.people.findMany(leads.map(({ personId }) => personId));
  const accounts = await Promise.all(people.map((person) => stores.people.accountsOf(person.id)));
  return people.filter((_, index) => accounts[index]?.some((account) => account.workspaceId === workspaceId));
}

/** Lists the active memberships of people who have no account in the workspace that stays. */
export async function listMetOnlyElsewhere(
  { stores, now }: Work,
  teamId: string,
  workspaceId: string,
): Promise<readonly Membership[]> {
  const active = (await stores.memberships.listOfTeam(teamId)).filter((membership) => isActiveAt(membership, now));
  const accounts = await Promise.all(active.map(({ personId }) => stores.people.accountsOf(personId)));
  return active.filter((_, index) => !accounts[index]?.some((account) => account.workspaceId === workspaceId));
}
