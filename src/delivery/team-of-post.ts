/** Whose working days and quiet hours a message keeps. */
import type { Work } from "../app/call.ts";
import type { Post } from "../app/ports.ts";
import type { Team } from "../core/team.ts";

/** The team that the post is about; undefined where it is about none or keeps no hours. */
export async function findTeamOfPost({ stores }: Pick<Work, "stores">, post: Post): Promise<Team | undefined> {
  const teamId = await findTeamId(stores, post);
  return teamId === undefined ? undefined : stores.teams.find(teamId);
}

async function findTeamId(stores: Work["stores"], { purpose, subjectId }: Post): Promise<string | undefined> {
  switch (purpose) {
    case "check-in":
    case "reminder":
      return (await stores.checkIns.find(subjectId))?.teamId;
    case "digest":
      return (await stores.rounds.find(subjectId))?.teamId;
    case "nudge":
      return (await stores.memberships.find(subjectId))?.teamId;
    case "raised-step":
      return (await stores.steps.find(subjectId))?.teamId;
    case "greeting":
    case "notice":
    case "overview":
      return undefined;
  }
}
