/** Finds the team whose working days and quiet hours apply to a message. */

import type { Team } from "../../core/team.ts";
import type { Work } from "../call.ts";
import type { Post } from "../ports/post-store.ts";
import { listTeamsOf } from "../rounds/list-leads.ts";

/** Finds the team that the post is about, otherwise one of its reader's teams. Returns undefined when there is none. */
export async function findTeamOfPost(work: Work, post: Post): Promise<Team | undefined> {
  const teamId = await findTeamId(work.stores, post);
  if (teamId !== undefined) return work.stores.teams.find(teamId);
  if (post.target.to !== "person") return undefined;
  const [own] = await listTeamsOf(work, post.target.personId);
  return own;
}

async function findTeamId(stores: Work["stores"], { purpose, subjectId }: Post): Promise<string | undefined> {
  switch (purpose) {
    case "check-in":
    case "reminder":
      return (await stores.checkIns.find(subjectId))?.teamId;
    case "digest":
      return (await stores.rounds.find(subjectId))?.teamId;
    case "nudge":
    case "greeting":
      return (await stores.memberships.find(subjectId))?.teamId;
    case "raised-step":
      return (await stores.steps.find(subjectId))?.teamId;
    // About a person, a team or a whole workspace: the reader's own hours count.
    case "notice":
    case "overview":
      return undefined;
  }
}
