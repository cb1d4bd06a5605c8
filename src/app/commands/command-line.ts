/**
 * Runs typed commands: finds the command, the team and whether the person may run it, and says what is wrong otherwise. The
 * team that a command means is the named one, else the home channel's, else the one that was meant before in this direct
 * message, else the only one, else the bot asks.
 */
import { leadsProgrammeOf, type Team } from "../../core/team.ts";
import { type CommandWord, parseTypedLine } from "../../message/command-word.ts";
import type { Button } from "../../message/message.ts";
import { buildPager, takePage } from "../../message/pages.ts";
import { spellCommand } from "../../message/slash-command.ts";
import type { Vocabulary } from "../../message/voice/vocabulary.ts";
import { type Call, type TeamCall, enterTeam, listOwnTeams } from "../call.ts";
import { type Command, type Asking, forFullAccounts, makeReady, type Ready } from "../feature.ts";
import { answerWith, buildNotice } from "../notices.ts";
import { refuseNonLead, refuseNonMember, refuseNonOverseer } from "../refusals.ts";
import type { Outcome } from "../request.ts";
import { admits } from "../rights.ts";
import { bareWord, dropSentenceEnd, findMeant, hasPrefix, readTypedLine } from "./command-words.ts";
import { createTeamMemory, findNamedTeam } from "./meant-team.ts";

/** More of them are a sentence. */
const MAX_MISSPELT_WORDS = 2;
const MAX_NEEDLESS_WORDS = 3;
const MAX_ECHO = 40;

/** Recognises typed commands and prepares them to be run. */
export interface CommandLine {
  /** Does the command's look-ups on the platform; the function that it returns runs inside the unit of work. */
  makeReady(asking: Asking, line: string, teamId?: string): Promise<Ready>;
  /** Returns the command that the line would run; undefined where it is none. */
  wordOf(line: string): CommandWord | undefined;
  /** True when the text is a complete command: its first word is in the table, and no more words follow than it takes. */
  isCommand(text: string): boolean;
  /** True when the text is a complete command and the name of one of the author's teams. */
  namesTeam(asking: Asking, text: string): Promise<boolean>;
  /** Finds the command that a message resembles: misspelled, in other words, or with words that it does not take. */
  findNearly(call: Call, text: string): Nearly | undefined;
}

/** A message that resembles a command but was not run: the explanation, and a button that runs the command. */
export type Nearly = { readonly outcome: Outcome; readonly run: Button };

/** Creates the command line over these commands. `meant` maps words that people type instead of a command to that command. */
export function createCommandLine(commands: readonly Command[], meant: Vocabulary["commands"]): CommandLine {
  const byWord = new Map<string, Command>(commands.map((command) => [command.word, command]));
  const known: Known = { commands: commands.map(({ word }) => word), meant };
  const memory = createTeamMemory();

  function find(line: string): { command: Command | undefined; word: string; args: readonly string[] } {
    const { tokens, first, pair } = readTypedLine(line, meant);
    const two = byWord.get(pair);
    const command = two ?? byWord.get(first);
    const args = tokens.slice(two ? 2 : 1);
    const kept = command === undefined || countArguments(command) === Number.POSITIVE_INFINITY;
    return { command, word: command?.word ?? tokens[0] ?? first, args: kept ? args : dropSentenceEnd(args) };
  }

  return {
    wordOf: (line) => find(line).command?.word,
    isCommand(text) {
      if (hasPrefix(text)) return true;
      const { command, args } = find(text);
      return command !== undefined && !text.trim().includes("\n") && args.length <= countArguments(command);
    },
    findNearly(call, text) {
      const { command, word, args } = find(text);
      if (command) return args.length > MAX_NEEDLESS_WORDS ? undefined : refuseWords(call, command.word, args);
      const nearest = args.length < MAX_MISSPELT_WORDS ? findMeant(word, known) : undefined;
      return nearest === undefined ? undefined : answerNearest(call, word, nearest);
    },
    async namesTeam(asking, text) {
      const { command, args } = find(text);
      if (!command || text.includes("\n") || args.length === 0) return false;
      const named = await findNamed(asking, command, args);
      return named !== undefined && named.args.length <= countArguments(command);
    },
    async makeReady(given, typed, pressedTeamId) {
      const first = find(typed);
      const named = first.command && pressedTeamId === undefined ? await findNamed(given, first.command, first.args) : undefined;
      const line = named ? [first.word, ...named.args].join(" ") : typed;
      const asking = named ? { ...given, teamId: named.teamId } : given;
      const teamId = named?.teamId ?? pressedTeamId;
      const { command, word, args } = named ? { ...first, args: named.args } : first;
      if (!command) return async (call) => answerUnknown(call, word, known);
      if (isNeedless(command, args)) return async (call) => refuseWords(call, command.word, args).outcome;
      const guard = { audience: command.who, nameCommand: () => command.word };
      if (command.who === "all" || command.who === "full-accounts" || command.who === "reporters")
        return forFullAccounts(guard, await makeReady(command.run, asking, args, teamId));
      if (command.who === "overseers") {
        const run = await makeReady(command.run, asking, args);
        return forFullAccounts(guard, async (call) =>
          (await oversees(call)) ? run(call) : refuseNonOverseer(call, command.word),
        );
      }
      const { who } = command;
      const before = memory.find(asking);
      const likely = teamId ?? before;
      const run = await makeReady(command.run, { ...asking, ...(likely !== undefined && { teamId: likely }) }, args);
      return forFullAccounts(guard, async (call) => {
        const chosen = await chooseTeam(call, teamId, before);
        if (chosen.kind === "none") return answerNoTeam(call, teamId);
        if (chosen.kind === "many") return askForTeam(call, line, chosen.teams);
        if (teamId !== undefined) memory.keep(asking, teamId);
        if (admits(who, chosen.call.membership)) {
          const outcome = await run(chosen.call);
          return chosen.isOnly ? outcome : offerOthers(chosen.call, line, outcome);
        }
        return who === "leads" ? refuseNonLead(chosen.call, command.word) : refuseNonMember(chosen.call, command.word);
      });
    },
  };
}

/** True for who leads the programme, and for observers of a team that is at home here. */
async function oversees(call: Call): Promise<boolean> {
  if (leadsProgrammeOf(call.person, call.workspace.id)) return true;
  const here = new Set((await listOwnTeams(call)).map(({ id }) => id));
  const memberships = await call.stores.memberships.listOfPerson(call.person.id);
  return memberships.some((membership) => here.has(membership.teamId) && admits("overseers", membership));
}

/** The team that the words after a command end with, and the other words. What takes any words keeps them all. */
async function findNamed(asking: Asking, command: Command, args: readonly string[]) {
  const takesName = countArguments(command) !== Number.POSITIVE_INFINITY || command.word === "why";
  const isAboutTeam = !["all", "full-accounts", "overseers"].includes(command.who);
  return takesName && isAboutTeam && args.length > 0 ? findNamedTeam(asking, args) : undefined;
}

type Known = Parameters<typeof findMeant>[1];

/** As many words as the usage names at most; free text (`…`) takes any number. */
function countArguments({ usage = "", takes }: Command): number {
  if (takes !== undefined) return takes;
  return usage.includes("…") ? Number.POSITIVE_INFINITY : usage.split(/\s+/).filter(Boolean).length;
}

/** Where a command takes no words at all; others say themselves what they do not understand. Help never refuses anybody. */
function isNeedless(command: Command, args: readonly string[]): boolean {
  return args.length > 0 && countArguments(command) === 0 && command.word !== "help";
}

/** An old message may name a team that the author left, or that is linked with this workspace no more. */
function answerNoTeam(call: Call, teamId: string | undefined): Outcome {
  if (teamId !== undefined) return answerWith(call.voice, call.voice.runs("errors.not-your-team"), { tone: "warning" });
  return answerWith(call.voice, call.voice.runs("errors.no-team"), { buttons: [setupButton(call)] });
}

function setupButton(call: Call): Button {
  return { label: call.voice.say("commands.button.setup"), action: { act: "command", line: "setup" }, style: "primary" };
}

function answerUnknown(call: Call, word: string, known: Known): Outcome {
  const nearest = findMeant(word, known);
  if (nearest !== undefined) return answerNearest(call, word, nearest).outcome;
  return answerWith(call.voice, call.voice.runs("errors.unknown-command", { word: bareWord(word).slice(0, MAX_ECHO) }), {
    buttons: [buildHelpButton(call)],
  });
}

function answerNearest(call: Call, word: string, nearest: CommandWord): Nearly {
  const run = buildRun(call, nearest);
  const values = { word: bareWord(word).slice(0, MAX_ECHO), nearest };
  return {
    run,
    outcome: answerWith(call.voice, call.voice.runs("errors.unknown-command-near", values), {
      buttons: [run, buildHelpButton(call)],
    }),
  };
}

function refuseWords(call: Call, command: CommandWord, args: readonly string[]): Nearly {
  const run = buildRun(call, command);
  const values = { command, words: args.join(" ").slice(0, MAX_ECHO) };
  return {
    run,
    outcome: answerWith(call.voice, call.voice.runs("errors.needless-words", values), { buttons: [run, buildHelpButton(call)] }),
  };
}

function buildRun({ workspace }: Call, command: CommandWord): Button {
  return { label: spellCommand(workspace, command), action: { act: "command", line: command }, style: "primary" };
}

/** Builds a button that runs `help`, for answers that have nothing better to offer. */
export function buildHelpButton({ voice }: Call): Button {
  return { label: voice.say("commands.button.help"), action: { act: "command", line: "help" } };
}

/** The team that a command is about, the teams to choose from, or none. */
export type TeamChoice =
  /** `isOnly`: the author belongs to no other. */
  | { readonly kind: "one"; readonly call: TeamCall; readonly isOnly: boolean }
  | { readonly kind: "many"; readonly teams: readonly Team[] }
  | { readonly kind: "none" };

/**
 * Chooses among the teams that the author belongs to: the named one, else the one whose home channel this is, else the one that
 * was meant before, else the only one. When several are left, or a page of them is asked for, it returns them all.
 */
export async function chooseTeam(call: Call, teamId: string | undefined, before?: string): Promise<TeamChoice> {
  const own = await listOwnTeams(call);
  if (teamId === undefined && call.page !== undefined && own.length > 1) return { kind: "many", teams: own };
  const { place } = call.from;
  const here = place.in === "channel" ? await call.stores.teams.findByChannel(call.workspace.id, place.channelId) : undefined;
  const ofOwn = (id: string | undefined) => (own.some((team) => team.id === id) ? id : undefined);
  const wanted = teamId ?? ofOwn(here?.id) ?? ofOwn(before) ?? (own.length === 1 ? own[0]?.id : undefined);
  if (wanted === undefined) return own.length === 0 ? { kind: "none" } : { kind: "many", teams: own };
  const entered = await enterTeam(call, wanted);
  return entered ? { kind: "one", call: entered, isOnly: own.length < 2 } : { kind: "none" };
}

/** The same command for another of the author's teams is one press away. */
function offerOthers({ voice }: Call, line: string, outcome: Outcome): Outcome {
  const { notice } = outcome;
  if (!notice || outcome.form) return outcome;
  const another: Button = {
    label: voice.say("commands.button.another-team"),
    action: { act: "command", line: parseTypedLine(line), page: 1 },
  };
  return { ...outcome, notice: { ...notice, elements: [...notice.elements, { kind: "buttons", buttons: [another] }] } };
}

const TEAMS_ON_PAGE = 20;

/** Asks which team is meant, 20 teams a page; each button repeats the same command with one team. */
export function askForTeam(call: Call, line: string, teams: readonly Team[]): Outcome {
  const { voice } = call;
  const typed = parseTypedLine(line);
  const page = takePage(teams, call.page ?? 1, TEAMS_ON_PAGE);
  const buttons = page.items.map(({ id, name }): Button => ({
    label: name,
    action: { act: "command", line: typed, teamId: id },
  }));
  const notice = buildNotice(voice, voice.runs("errors.which-team"), { buttons });
  const pager = buildPager(voice, page, (number) => ({ act: "command", line: typed, page: number }));
  return { notice: { ...notice, elements: [...notice.elements, ...pager] } };
}
