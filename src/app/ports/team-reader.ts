/** Reads large teams beside the program: what takes long to add up holds nobody else up. */
import type { Locale } from "../../core/locale.ts";
import type { Round, RoundDecision } from "../../core/schedule/round.ts";
import type { Instant } from "../../core/time.ts";
import type { Message } from "../../message/message.ts";
import type { Place } from "../request.ts";
import type { Draft } from "./draft-store.ts";

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

/** What is due for a round, how the round is stored after that, and when the next one opens, as a part of a sentence. */
export type DueOfRound = {
  readonly decisions: readonly RoundDecision["do"][];
  readonly round: Round;
  readonly nextRound?: string;
};

/** A team's standing to be drafted: as what is due for a round writes it, or else as the daily publication does. */
export type DraftReading = TeamReading & { readonly due?: DueOfRound };

/** The draft of what is due, what of the round it carries out, and the digest as it reads after that. */
export type TeamDraft = Draft & { readonly decisions: DueOfRound["decisions"]; readonly digest?: Message };

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
  /** Works out what is to be written, and writes nothing. Undefined also where nothing is due. */
  draft(reading: DraftReading): Promise<TeamDraft | undefined>;
  /** Ends the reading under way. What is asked afterwards resolves to undefined. */
  stop(): Promise<void>;
}
