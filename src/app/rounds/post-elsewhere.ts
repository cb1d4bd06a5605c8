/** Sends a message that cannot reach a person on one platform to their account on the other, once. */
import type { Team } from "../../core/team.ts";
import { type Work, listHomes } from "../call.ts";
import type { Post } from "../ports/post-store.ts";
import { queuePost } from "../posting.ts";

/**
 * Posts the message to the person's other account and returns true. Returns false if they have no other account in a home
 * of the post's team, or if this post already went to the other account.
 */
export async function postElsewhere(work: Work, post: Post): Promise<boolean> {
  const { target, purpose, subjectId } = post;
  if (target.to !== "person" || post.platformRef !== undefined) return false;
  const team = await findTeam(work, post);
  const item = await work.stores.outbox.findOfPost(post.id);
  if (!team || !item || (await isSecondTry(work, post))) return false;
  const workspaceId = await findOtherHome(work, { team, personId: target.personId, not: post.workspaceId });
  if (workspaceId === undefined) return false;
  await work.stores.posts.save({ ...post, removedAt: work.now });
  const { message, unsolicited, urgency, expiresAt, stillWanted } = item;
  await queuePost(work, {
    ...{ target, workspaceId, purpose, subjectId, message, unsolicited, urgency },
    ...(expiresAt !== undefined && { expiresAt }),
    ...(stillWanted && { stillWanted }),
  });
  return true;
}

/** Nothing of a team is told where it is not at home, so what belongs to no team in particular stays where it is. */
async function findTeam({ stores }: Work, { purpose, subjectId }: Post): Promise<Team | undefined> {
  switch (purpose) {
    case "check-in":
    case "reminder":
      return findById(stores, (await stores.checkIns.find(subjectId))?.teamId);
    case "nudge":
    case "greeting":
      return findById(stores, (await stores.memberships.find(subjectId))?.teamId);
    case "raised-step":
      return findById(stores, (await stores.steps.find(subjectId))?.teamId);
    case "digest":
    case "reading":
    case "notice":
    case "overview":
    case "answer":
    case "export":
      return undefined;
    default:
      return purpose satisfies never;
  }
}

async function findById({ teams }: Work["stores"], teamId: string | undefined): Promise<Team | undefined> {
  return teamId === undefined ? undefined : teams.find(teamId);
}

/** The first try was given up in the very moment in which this one was made. */
async function isSecondTry({ stores }: Work, { id, purpose, subjectId, createdAt }: Post): Promise<boolean> {
  const posts = await stores.posts.listOfSubject(purpose, subjectId);
  return posts.some((other) => other.id !== id && other.removedAt === createdAt && other.platformRef === undefined);
}

type Wanted = { readonly team: Team; readonly personId: string; readonly not: string };

async function findOtherHome(work: Work, { team, personId, not }: Wanted): Promise<string | undefined> {
  const accounts = await work.stores.people.accountsOf(personId);
  for (const { workspaceId } of await listHomes(work, team)) {
    if (workspaceId === not || !accounts.some((account) => account.workspaceId === workspaceId)) continue;
    const workspace = await work.stores.workspaces.find(workspaceId);
    if (workspace && workspace.uninstalledAt === undefined) return workspaceId;
  }
  return undefined;
}
