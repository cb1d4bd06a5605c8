/** Which team a command means: the named one, else the home channel's, else the only one, else the bot asks. */
import type { Team } from "../../core/team.ts";
import { parseTypedLine } from "../../message/command-word.ts";
import type { Button } from "../../message/message.ts";
import type { Call, TeamCall } from "../call.ts";
import { answerWith } from "../notices.ts";
import { enterTeam, listOwnTeams } from "../own-teams.ts";
import type { Outcome } from "../request.ts";

/** The team that a command is about, the teams to choose from, or none. */
export type TeamChoice =
  | { readonly kind: "one"; readonly call: TeamCall }
  | { readonly kind: "many"; readonly teams: readonly Team[] }
  | { readonly kind: "none" };

/**
 * Chooses among the teams that the author belongs to: the named one, else the one whose home channel this is, else the
 * only one. When several are left, it returns them all.
 */
export async function chooseTeam(call: Call, teamId: string | undefined): Promise<TeamChoice> {
  const own = await listOwnTeams(call);
  const { place } = call.from;
  const here = place.in === "channel" ? await call.stores.teams.findByChannel(call.workspace.id, place.channelId) : undefined;
  const wanted =
    teamId ?? (own.some((team) => team.id === here?.id) ? here?.id : undefined) ?? (own.length === 1 ? own[0]?.id : undefined);
  if (wanted === undefined) return own.length === 0 ? { kind: "none" } : { kind: "many", teams: own };
  const entered = await enterTeam(call, wanted);
  return entered ? { kind: "one", call: entered } : { kind: "none" };
}

/** Asks which team is meant; each button repeats the same command with one team. At most 20 teams are offered. */
export function askForTeam(call: Call, line: string, teams: readonly Team[]): Outcome {
  const buttons: readonly Button[] = teams
    .slice(0, 20)
    .map((team) => ({ label: team.name, action: { act: "command", line: parseTypedLine(line), teamId: team.id } }));
  return answerWith(call.voice, call.voice.runs("errors.which-team"), { buttons });
}
