/**
 * Has what a command shows of a large team read beside the program, before its unit of work begins. A small team is read in
 * the unit of work itself, and so is a large one where there is no reader or the reading failed.
 */
import type { Team } from "../../core/team.ts";
import type { Message } from "../../message/message.ts";
import type { TeamCall, Work } from "../call.ts";
import { learnTopics } from "../check-in/topics.ts";
import { chooseTeam } from "../commands/command-line.ts";
import { type Asking, type AskingHandler, lookingUp } from "../feature.ts";
import type { ReadAnswer, ReadingCommand } from "../ports/team-reader.ts";
import type { Outcome } from "../request.ts";
import { isLargeTeam } from "./large-team.ts";
import { sayNextRound } from "./next-round.ts";
import { beginCall } from "./read-team.ts";

type Run = (call: TeamCall, args: readonly string[]) => Promise<Outcome>;
type ReadBeside = AskingHandler<[args: readonly string[]], TeamCall>;

/** Returns the command's handler with its look-up. What was read for somebody else, or in another language, is not shown. */
export function readBeside(word: ReadingCommand, run: Run): ReadBeside {
  return lookingUp(
    async (asking: Asking, args: readonly string[]): Promise<ReadAnswer | undefined> => {
      const team = await findLargeTeam(asking);
      const { world, workspaceId, platformUserId, place } = asking;
      const now = world.clock.now();
      return team && world.teamReader?.answer({ word, args, workspaceId, platformUserId, place, teamId: team.id, now });
    },
    async (call: TeamCall, found, args) => {
      const isTheirs = found?.personId === call.person.id && found.teamId === call.team.id && found.locale === call.voice.locale;
      return isTheirs ? { notice: found.message } : run(call, args);
    },
  );
}

/** Likewise for a command that posts the digest: `run` gets it where it was read for the team that the command is about. */
export function withDigestBeside(run: (call: TeamCall, digest: Message | undefined) => Promise<Outcome>): ReadBeside {
  return lookingUp(
    async (asking: Asking, _args: readonly string[]) => {
      const team = await findLargeTeam(asking);
      if (!team) return undefined;
      const { world } = asking;
      const now = world.clock.now();
      const nextRound = await inWork(asking, (work) => sayNextRound(work, team, world.voice(team.locale)));
      const message = await world.teamReader?.digest({ teamId: team.id, now, ...(nextRound !== undefined && { nextRound }) });
      return message && { teamId: team.id, message };
    },
    async (call: TeamCall, found) => run(call, found?.teamId === call.team.id ? found.message : undefined),
  );
}

/** Likewise for a command that plans questions by the team's topics. */
export function knowingTopics(run: (call: TeamCall) => Promise<Outcome>): ReadBeside {
  return lookingUp(
    async (asking: Asking, _args: readonly string[]) => {
      const team = await findLargeTeam(asking);
      if (team) await learnTopics(asking.world, team.id);
    },
    async (call: TeamCall) => run(call),
  );
}

/** The team that the command is about, if it is large and there is somebody who reads it. */
async function findLargeTeam(asking: Asking): Promise<Team | undefined> {
  const { world, workspaceId, platformUserId, place, teamId } = asking;
  if (!world.teamReader) return undefined;
  return inWork(asking, async (work) => {
    const call = await beginCall(work, { workspaceId, platformUserId, place });
    const chosen = call && (await chooseTeam(call, teamId));
    if (chosen?.kind !== "one") return undefined;
    const { team } = chosen.call;
    return (await isLargeTeam(work.stores.memberships, team.id)) ? team : undefined;
  });
}

function inWork<T>({ world }: Asking, task: (work: Work) => Promise<T>): Promise<T> {
  return world.storage.work((stores) => task({ stores, world, now: world.clock.now() }));
}
