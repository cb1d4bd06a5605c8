/** Reads large teams beside the program: what takes long to add up holds nobody else up. */
import type { Locale } from "../../core/locale.ts";
import type { Instant } from "../../core/time.ts";
import type { Message } from "../../message/message.ts";
import type { Place } from "../request.ts";

/** The commands that only read, and add up all answers of a team. */
export type ReadingCommand = "status" | "why" | "gate" | "next";

/** A command that somebody typed, with the team that it is about. */
export type CommandReading = {
  readonly word: ReadingCommand;
  readonly args: readonly string[];
  readonly workspaceId: string;
  readonly platformUserId: string;
  readonly place: Place;
  readonly teamId: string;
  readonly now: Instant;
};

/** A command's answer, with whom it is for: what somebody may see in one team and language is not for another. */
export type ReadAnswer = {
  readonly personId: string;
  readonly teamId: string;
  readonly locale: Locale;
  readonly message: Message;
};

/** A team's questions that are worth a talk or a second look, as everybody in it may see them. */
export type TeamTopics = { readonly splits: readonly string[]; readonly weak: readonly string[] };

/** A reading of one team at an instant. */
export type TeamReading = { readonly teamId: string; readonly now: Instant };

/** The digest to be read; `nextRound` is the sentence part that says when the next round opens. */
export type DigestReading = TeamReading & { readonly nextRound?: string };

/**
 * Reads what was committed last, one reading after the other. Each resolves to undefined where it failed, or was given up by
 * `stop`: then whoever asked reads by themselves.
 */
export interface TeamReader {
  /** Answers the command as its author may see it. Undefined also where they may not see the team. */
  answer(reading: CommandReading): Promise<ReadAnswer | undefined>;
  /** Builds the digest of the team's latest round as it reads now. */
  digest(reading: DigestReading): Promise<Message | undefined>;
  topics(reading: TeamReading): Promise<TeamTopics | undefined>;
  /** Ends the reading under way. What is asked afterwards resolves to undefined. */
  stop(): Promise<void>;
}
