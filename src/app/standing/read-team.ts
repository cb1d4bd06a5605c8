/** What a reading of a large team does, over a storage that only reads. It runs in a thread, where nobody waits for it. */
import type { Message } from "../../message/message.ts";
import { type Call, enterTeam, localeOf, type TeamCall, type Work } from "../call.ts";
import { listTopics } from "../check-in/topics.ts";
import type { CommandReading, DigestReading, ReadAnswer, ReadingCommand, TeamReading, TeamTopics } from "../ports/team-reader.ts";
import type { World } from "../ports/world.ts";
import type { Outcome } from "../request.ts";
import { showNext } from "../steps/show-next.ts";
import { countStanding } from "./load-standing.ts";
import { buildDigestNow, findDigestRound } from "./post-digest.ts";
import { showGate } from "./show-gate.ts";
import { showStatus } from "./show-status.ts";
import { showWhy } from "./show-why.ts";

/** Any reading, by what is to be read. */
export type ReadOrder =
  | ({ readonly read: "command" } & CommandReading)
  | ({ readonly read: "digest" } & DigestReading)
  | ({ readonly read: "topics" } & TeamReading);

/** What a reading found; undefined where there was nothing to read. */
export type ReadResult = ReadAnswer | Message | TeamTopics | undefined;

const COMMANDS: Readonly<Record<ReadingCommand, (call: TeamCall, args: readonly string[]) => Promise<Outcome>>> = {
  status: showStatus,
  why: showWhy,
  gate: showGate,
  next: showNext,
};

/** Does the reading in one unit of work, which must not write. The world's storage may be a connection that only reads. */
export async function readTeam(world: World, reading: ReadOrder): Promise<ReadResult> {
  return world.storage.work(async (stores) => {
    const work: Work = { stores, world, now: reading.now };
    switch (reading.read) {
      case "command":
        return answerCommand(work, reading);
      case "digest":
        return buildDigest(work, reading);
      case "topics":
        return findTopics(work, reading);
      default:
        return reading satisfies never;
    }
  });
}

async function answerCommand(work: Work, reading: CommandReading): Promise<ReadAnswer | undefined> {
  const call = await enterAs(work, reading);
  if (!call) return undefined;
  const { notice, ...more } = await COMMANDS[reading.word](call, reading.args);
  // Whatever else a command leads to belongs into a unit of work that may write.
  if (!notice || Object.keys(more).length > 0) return undefined;
  return { personId: call.person.id, teamId: call.team.id, locale: call.voice.locale, message: notice };
}

/** Finds the author's call about the team; undefined where they are not known here or may not see it. */
async function enterAs(
  work: Work,
  { workspaceId, platformUserId, place, teamId }: Pick<CommandReading, "workspaceId" | "platformUserId" | "place" | "teamId">,
): Promise<TeamCall | undefined> {
  const call = await beginCall(work, { workspaceId, platformUserId, place });
  return call && enterTeam(call, teamId);
}

/** Finds who asks, without keeping anything about them; undefined where they are not known yet. */
export async function beginCall(work: Work, from: Call["from"]): Promise<Call | undefined> {
  const { stores, world } = work;
  const workspace = await stores.workspaces.find(from.workspaceId);
  const person = workspace && (await stores.people.findByAccount(workspace.id, from.platformUserId));
  if (!person) return undefined;
  const kind = (await stores.people.findAccount(workspace.id, from.platformUserId))?.kind;
  const voice = world.voice(localeOf(person, workspace));
  return { ...work, askedBy: person.id, workspace, person, from, account: { kind, isAsked: true }, voice };
}

async function buildDigest(work: Work, { teamId, nextRound }: DigestReading): Promise<Message | undefined> {
  const team = await work.stores.teams.find(teamId);
  return team && buildDigestNow(work, team, await findDigestRound(work, team), { nextRound });
}

async function findTopics(work: Work, { teamId }: TeamReading): Promise<TeamTopics | undefined> {
  const team = await work.stores.teams.find(teamId);
  return team && listTopics((await countStanding(work, { team, at: work.now })).masked);
}
