/**
 * Reads a typed line: full-width characters, case, punctuation and what nobody sees do not matter, and some words stand for a command with
 * another name.
 */
import type { CommandWord } from "../../message/command-word.ts";
import { SLASH_COMMAND } from "../../message/slash-command.ts";
import { dropUnseen } from "../../message/unseen.ts";
import type { Vocabulary } from "../../message/voice/vocabulary.ts";
import { countSlips, findClosest } from "../spelling.ts";

const MAX_TYPO_DISTANCE = 3;
/** What may stand before a command typed as a message. */
const PREFIX = new RegExp(`^\\s*[/／]${SLASH_COMMAND.slice(1)}\\b\\s*`, "i");
const AROUND = /^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu;
const SENTENCE_END = /[.!?。！？]+$/u;

const GREETED = "help";

/** A typed line, split into words. */
export type ReadLine = {
  /** As typed, without the prefix; none where the prefix stands alone. */
  readonly tokens: readonly string[];
  /** The first word and the first two, as a command is looked up. */
  readonly first: string;
  readonly pair: string;
};

/** Splits a typed line into words without the command prefix. An empty line, or one that only says hello, reads as `help`. */
export function readTypedLine(line: string, meant: Vocabulary["commands"]): ReadLine {
  const tokens = dropUnseen(line).trim().replace(PREFIX, "").split(/\s+/).filter(Boolean);
  const [one = GREETED, two = ""] = tokens.map(fold);
  const greets = tokens.length === 1 && meant.get(one) === GREETED;
  return { tokens, first: greets ? GREETED : one, pair: `${one} ${two}` };
}

/** Tells whether a line says nothing beyond the slash command, or nothing at all. */
export function isBare(line: string): boolean {
  return dropUnseen(line).trim().replace(PREFIX, "") === "";
}

/** Tells whether the text begins with the slash command, as when somebody types it in a message. */
export function hasPrefix(text: string): boolean {
  return PREFIX.test(dropUnseen(text));
}

/** Returns the words without the punctuation that ends the sentence, for words that are looked up rather than kept. */
export function dropSentenceEnd(words: readonly string[]): readonly string[] {
  const bare = words.map((word, index) => (index === words.length - 1 ? word.replace(SENTENCE_END, "") : word));
  return bare.filter((word) => word !== "");
}

/**
 * Returns the command that a word stands for or misspells, within three typos and half of the command's length; undefined
 * when none is that close.
 */
export function findMeant(
  word: string,
  { commands, meant }: { readonly commands: readonly CommandWord[]; readonly meant: Vocabulary["commands"] },
): CommandWord | undefined {
  const wanted = fold(word);
  const named = meant.get(wanted);
  const said = commands.find((command) => command === named);
  if (said !== undefined) return said;
  const nearest = findClosest(wanted, commands);
  if (nearest === undefined) return undefined;
  return countSlips(wanted, nearest) <= Math.min(MAX_TYPO_DISTANCE, Math.ceil(nearest.length / 2)) ? nearest : undefined;
}

/**
 * Returns the word without surrounding punctuation, so that it can be quoted back. A word that is only punctuation stays
 * as it is.
 */
export function bareWord(word: string): string {
  return word.replace(AROUND, "") || word;
}

function fold(word: string): string {
  return bareWord(word.normalize("NFKC")).toLowerCase();
}
