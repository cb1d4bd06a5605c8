/** The table of commands at work: finds the word, the team and whether the person may, and says what is wrong otherwise. */
import { closest, distance } from "fastest-levenshtein";
import { leadsProgrammeOf } from "../core/team.ts";
import type { Button } from "../message/message.ts";
import type { Call, TeamCall } from "./call.ts";
import { askForTeam, chooseTeam } from "./choose-team.ts";
import type { Audience, Command } from "./feature.ts";
import { answerWith } from "./notices.ts";
import type { Outcome } from "./request.ts";

const MAX_TYPO_DISTANCE = 3;
/** More of them are a sentence. */
const MAX_MISSPELT_WORDS = 2;
/** What may stand before a command typed as a message. */
const PREFIX = /^\/level2\b\s*/i;

export interface CommandLine {
  run(call: Call, line: string, teamId?: string): Promise<Outcome>;
  /** Only a whole command is one: its first word is in the table and what follows has the command's form. */
  isCommand(text: string): boolean;
  /** Names the command that a message of one or two words nearly is; undefined where it is near none. */
  answerMisspelt(call: Call, text: string): Outcome | undefined;
}

export function createCommandLine(commands: readonly Command[]): CommandLine {
  const byWord = new Map(commands.map((command) => [command.word, command]));
  const words = [...byWord.keys()];

  function find(line: string): { command: Command | undefined; word: string; args: readonly string[] } {
    const tokens = line.trim().replace(PREFIX, "").split(/\s+/).filter(Boolean);
    const [first = "help", second] = tokens;
    const pair = byWord.get(`${first} ${second}`.toLowerCase());
    if (pair) return { command: pair, word: pair.word, args: tokens.slice(2) };
    return { command: byWord.get(first.toLowerCase()), word: first, args: tokens.slice(1) };
  }

  return {
    isCommand(text) {
      if (PREFIX.test(text.trim())) return true;
      const { command, args } = find(text);
      return command !== undefined && !text.trim().includes("\n") && args.length <= countArguments(command);
    },
    answerMisspelt(call, text) {
      const tokens = text.trim().split(/\s+/);
      const [word = ""] = tokens;
      const nearest = tokens.length <= MAX_MISSPELT_WORDS ? findNearest(word, words) : undefined;
      return nearest === undefined ? undefined : answerNearest(call, word, nearest);
    },
    async run(call, line, teamId) {
      const { command, word, args } = find(line);
      if (!command) return answerUnknown(call, word, words);
      if (command.who === "all") return command.run(call, args, teamId);
      if (command.who === "programme-leads") {
        return leadsProgrammeOf(call.person, call.workspace.id)
          ? command.run(call, args)
          : answerWith(call.voice, "errors.programme-leads-only", { values: { command: command.word } });
      }
      const chosen = await chooseTeam(call, teamId);
      if (chosen.kind === "none") return answerWith(call.voice, "errors.no-team", { buttons: [setupButton(call)] });
      if (chosen.kind === "many") return askForTeam(call, line, chosen.teams);
      return mayRun(chosen.call, command.who) ? command.run(chosen.call, args) : refuse(chosen.call, command);
    },
  };
}

/** As many words as the usage names at most; free text (`…`) takes any number. */
function countArguments(command: Command): number {
  const usage = command.usage ?? "";
  return usage.includes("…") ? Number.POSITIVE_INFINITY : usage.split(/\s+/).filter(Boolean).length;
}

function mayRun(call: TeamCall, who: Audience): boolean {
  if (who === "leads") return call.membership.lead;
  if (who === "members") return call.membership.kind === "member";
  return true;
}

function refuse(call: TeamCall, command: Command): Outcome {
  const id = command.who === "leads" ? "errors.leads-only" : "errors.members-only";
  return answerWith(call.voice, id, { values: { command: command.word, team: call.team.name } });
}

function setupButton(call: Call): Button {
  return { label: call.voice.say("commands.button.setup"), action: { act: "command", line: "setup" }, style: "primary" };
}

function answerUnknown(call: Call, word: string, words: readonly string[]): Outcome {
  const nearest = findNearest(word, words);
  if (nearest !== undefined) return answerNearest(call, word, nearest);
  return answerWith(call.voice, "errors.unknown-command", { values: { word: word.slice(0, 40) }, buttons: [helpButton(call)] });
}

function findNearest(word: string, words: readonly string[]): string | undefined {
  const nearest = closest(word.toLowerCase(), [...words]);
  const near = distance(word.toLowerCase(), nearest) <= Math.min(MAX_TYPO_DISTANCE, Math.ceil(nearest.length / 2));
  return near ? nearest : undefined;
}

function answerNearest(call: Call, word: string, nearest: string): Outcome {
  const run: Button = { label: `/level2 ${nearest}`, action: { act: "command", line: nearest }, style: "primary" };
  return answerWith(call.voice, "errors.unknown-command-near", {
    values: { word: word.slice(0, 40), nearest },
    buttons: [run, helpButton(call)],
  });
}

function helpButton({ voice }: Call): Button {
  return { label: voice.say("commands.button.help"), action: { act: "command", line: "help" } };
}
