/** The `link off` command, which asks for confirmation; a lead on either side may run it. */
import { buildPartQuestion } from "../../message/screens/team/link-screen.ts";
import type { TeamCall } from "../call.ts";
import { answerWith } from "../notices.ts";
import type { Outcome } from "../request.ts";
import { listMetOnlyElsewhere, partSecondHome } from "./part.ts";

/** Asks whether to end the link and says how many people would leave the team. Says so when the team isn't linked. */
export async function askToPart(call: TeamCall): Promise<Outcome> {
  const { team, voice, stores } = call;
  const [home] = await stores.homes.listOfTeam(team.id);
  const owner = await stores.workspaces.find(team.workspaceId);
  const second = home && (await stores.workspaces.find(home.workspaceId));
  if (!second || !owner) return answerWith(voice, voice.runs("link.off.not-linked", { team: team.name }));
  const leaving = (await listMetOnlyElsewhere(call, team.id, team.workspaceId)).length;
  const former = home.formerTeamId === undefined ? undefined : await stores.teams.find(home.formerTeamId);
  return { notice: buildPartQuestion(voice, { team, owner, second, leaving, ...(former && { former }) }) };
}

/** Ends the link. When it has already ended, the answer says so. */
export async function partTeams(call: TeamCall): Promise<Outcome> {
  const { team, voice, stores } = call;
  const [home] = await stores.homes.listOfTeam(team.id);
  if (!home) return answerWith(voice, voice.runs("link.off.not-linked", { team: team.name }));
  await partSecondHome(call, team, home);
  return answerWith(voice, voice.runs("link.off.done", { team: team.name }));
}
