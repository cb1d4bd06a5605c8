/** Runs a check-in in the terminal: the same use cases, with a message's choices and buttons as the options of a prompt. */
import { confirm, intro, log, outro, select } from "@clack/prompts";
import type { FormOutcome, Outcome, Request, Author } from "../../app/request.ts";
import { parseFilledForm } from "../../message/filled-form.ts";
import type { Form } from "../../message/form.ts";
import type { Message } from "../../message/message.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { askForm, settle, type TerminalStreams } from "./terminal-form.ts";
import { asksFor, goesOn, listOptions, type Move, type TerminalOption } from "./terminal-options.ts";
import { tame, toTerminalText } from "./terminal-text.ts";

/** What a check-in in the terminal needs. */
export type TerminalParts = {
  readonly handle: (request: Request) => Promise<FormOutcome>;
  /** Who checks in. */
  readonly from: Author;
  /** Delivers what waits, and reads the newest message of the bot to this person. */
  readonly readNewest: () => Promise<Message | undefined>;
  readonly voice: Voice;
  readonly streams: TerminalStreams;
};

type Turn = { readonly kind: "card"; readonly card: Message } | { readonly kind: "same" } | { readonly kind: "end" };

/**
 * Runs the check-in until it is finished or the person leaves; either way, everything that was answered is stored.
 * Returns `nothing` when there was nothing to ask.
 */
export async function checkInAtTerminal(parts: TerminalParts): Promise<"finished" | "left" | "nothing"> {
  const { voice, streams } = parts;
  intro(voice.say("playground.terminal.title"), streams);
  const begun = await parts.handle({ kind: "command", from: parts.from, line: "checkin" });
  if (begun.notice) say(parts, begun.notice);
  let card = begun.card ?? (await parts.readNewest());
  if (!card || listOptions(card).length === 0) return end(parts, "nothing");
  say(parts, card);
  for (;;) {
    const move = await chooseMove(parts, card);
    if (!move) return end(parts, goesOn(card) ? "left" : "finished");
    const outcome = await press(parts, move);
    if (outcome.notice) say(parts, outcome.notice);
    const turn = takeTurn(move, outcome);
    if (turn.kind === "same") continue;
    if (turn.kind === "card") {
      card = turn.card;
      say(parts, card);
      continue;
    }
    if (outcome.card) say(parts, outcome.card);
    return end(parts, "finished");
  }
}

function takeTurn(move: Move, outcome: Outcome): Turn {
  const finishes = move.action.act === "walk" && move.action.event.do === "finish" && !outcome.notice;
  if (finishes) return { kind: "end" };
  return outcome.card ? { kind: "card", card: outcome.card } : { kind: "same" };
}

/** Undefined when the person leaves. */
async function chooseMove(parts: TerminalParts, card: Message): Promise<Move | undefined> {
  const { voice } = parts;
  const question = voice.say(`playground.terminal.${asksFor(card) ? "choose" : "choose-next"}`);
  const option = await chooseAmong(parts, { question, options: listOptions(card), out: voice.say("playground.terminal.leave") });
  if (!option) return undefined;
  const move = option.kind === "move" ? option.move : await chooseInside(parts, option);
  return move && (await isMeant(parts, move)) ? move : chooseMove(parts, card);
}

/** Undefined for the way back. */
async function chooseInside(
  parts: TerminalParts,
  { label, options }: TerminalOption & { kind: "more" },
): Promise<Move | undefined> {
  const option = await chooseAmong(parts, { question: tame(label), options, out: parts.voice.say("playground.terminal.back") });
  return option?.kind === "more" ? chooseInside(parts, option) : option?.move;
}

type Offer = { readonly question: string; readonly options: readonly TerminalOption[]; readonly out: string };

/** Undefined for the way out, which stands last. */
async function chooseAmong({ streams }: TerminalParts, { question, options, out }: Offer): Promise<TerminalOption | undefined> {
  const labels = [...options.map(({ label }) => tame(label)), out];
  const chosen = await select({
    ...streams,
    message: question,
    options: labels.map((label, value) => ({ value, label })),
    maxItems: 14,
    showInstructions: false,
  });
  const index = settle(chosen);
  return index === undefined ? undefined : options[index];
}

async function isMeant({ streams }: TerminalParts, { confirm: asked }: Move): Promise<boolean> {
  if (!asked) return true;
  const { title, text, yes, no } = asked;
  const sure = await confirm({ ...streams, message: tame(`${title}\n${text}`), active: tame(yes), inactive: tame(no) });
  return sure === true;
}

async function press(parts: TerminalParts, { action }: Move): Promise<Outcome> {
  const outcome = await parts.handle({ kind: "press", from: parts.from, action });
  return outcome.form ? fillIn(parts, outcome.form) : outcome;
}

/** What is wrong is asked again, the rest is kept; breaking off changes nothing. */
async function fillIn(parts: TerminalParts, form: Form): Promise<Outcome> {
  let values = await askForm(form, parts);
  while (values) {
    const filled = parseFilledForm(form.context, values);
    const outcome = await parts.handle({ kind: "submit", from: parts.from, ...filled });
    if (!outcome.errors) return outcome;
    values = await askForm(form, parts, { values, errors: outcome.errors });
  }
  return {};
}

function say({ streams }: TerminalParts, message: Message): void {
  log.message(toTerminalText(message), streams);
}

function end<T extends "finished" | "left" | "nothing">({ voice, streams }: TerminalParts, how: T): T {
  const said: "finished" | "left" | "nothing" = how;
  outro(voice.say(`playground.terminal.${said}`), streams);
  return how;
}
