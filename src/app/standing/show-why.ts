/** The `why` command: the exact calculation behind a number. The words after it name a dimension, a section, a question, or the whole. */
import { type Catalogue, listQuestions } from "../../core/catalogue/catalogue.ts";
import { LOCALES, type Localized } from "../../core/locale.ts";
import type { Subject } from "../../core/standing/masked-standing.ts";
import type { Button } from "../../message/message.ts";
import { nameSubject, toWhyLine } from "../../message/screens/standing/names.ts";
import { buildWhy } from "../../message/screens/standing/why-screen.ts";
import type { TeamCall } from "../call.ts";
import { answerWith } from "../notices.ts";
import type { Outcome } from "../request.ts";
import { countSlips } from "../spelling.ts";
import { loadStandingOf } from "./load-standing.ts";
import { explainLoaded } from "./loaded-standing.ts";

const MAX_ECHO = 60;

/**
 * Explains the number of the part that the words mean, the whole without words. When nothing matches, the answer offers
 * the nearest parts.
 */
export async function showWhy(call: TeamCall, args: readonly string[]): Promise<Outcome> {
  const words = args.join(" ");
  const finding = findSubject(call.catalogue, words, call.voice.vocabulary.whole);
  if (finding.kind === "unclear") return refuse(call, words, finding.nearest);
  const loaded = await loadStandingOf(call, { team: call.team, at: call.now });
  const explanation = explainLoaded(loaded, { subject: finding.subject, lead: call.membership.lead });
  if (!explanation) return refuse(call, words, []);
  const { team, voice, catalogue } = call;
  const { zone } = team.schedule;
  return { notice: buildWhy(voice, { teamId: team.id, teamName: team.name, catalogue, zone, explanation }) };
}

function refuse(call: TeamCall, words: string, nearest: readonly Subject[]): Outcome {
  const { voice, catalogue, team } = call;
  const subjects: readonly Subject[] =
    nearest.length > 0 ? nearest : catalogue.dimensions.map(({ id }): Subject => ({ of: "dimension", id }));
  const buttons = subjects.map((subject): Button => ({
    label: nameSubject(voice, catalogue, subject),
    action: { act: "command", line: toWhyLine(catalogue, subject), teamId: team.id },
  }));
  const id = nearest.length > 0 ? "standing.why.unknown-near" : "standing.why.unknown";
  return answerWith(voice, voice.runs(id, { words: words.slice(0, MAX_ECHO) }), { buttons });
}

/** The part that the words mean, or the nearest ones. */
export type Finding =
  | { readonly kind: "found"; readonly subject: Subject }
  /** Nothing by that name, or several: the nearest first, at most three. */
  | { readonly kind: "unclear"; readonly nearest: readonly Subject[] };

type Entry = { readonly subject: Subject; readonly names: readonly string[] };

const WHOLE: Finding = { kind: "found", subject: { of: "whole" } };
const MAX_NEAREST = 3;
/** The share of wrong letters, 0..1, up to which a word counts as a typo of another. */
const MAX_SLIP = 0.5;

/**
 * Finds a part by id, code or title in any language, or by a word that only one of them has; case, spaces and punctuation do
 * not matter. No words, or one of
 * `wholeNames`, mean the whole. If nothing or several things match, it returns the nearest three at most.
 */
export function findSubject(catalogue: Catalogue, words: string, wholeNames: readonly string[]): Finding {
  const wanted = fold(words);
  if (wanted === "") return WHOLE;
  const entries = listEntries(catalogue);
  const exact = entries.filter(({ names }) => names.includes(wanted));
  const [first] = exact;
  if (!first && wholeNames.some((name) => fold(name) === wanted)) return WHOLE;
  if (first && (exact.length === 1 || first.subject.of === "dimension")) return { kind: "found", subject: first.subject };
  if (first) return { kind: "unclear", nearest: exact.slice(0, MAX_NEAREST).map(({ subject }) => subject) };
  return findPart(entries, wanted) ?? { kind: "unclear", nearest: listNearest(entries, wanted) };
}

/** Shorter words stand in too many names. */
const SHORTEST_PART = { latin: 4, han: 2 };

/** Words that stand in the names of one dimension alone mean it; else the same for sections, then for questions. */
function findPart(entries: readonly Entry[], wanted: string): Finding | undefined {
  const shortest = /\p{Script=Han}/u.test(wanted) ? SHORTEST_PART.han : SHORTEST_PART.latin;
  if (wanted.length < shortest) return undefined;
  const named = entries.filter(({ names }) => names.some((name) => name.includes(wanted)));
  for (const of of ["dimension", "section", "question"] as const) {
    const [only, another] = named.filter(({ subject }) => subject.of === of);
    if (only && another === undefined) return { kind: "found", subject: only.subject };
    if (only) return undefined;
  }
  return undefined;
}

/** Dimensions before questions before sections: the wider name wins where two are the same. */
function listEntries(catalogue: Catalogue): readonly Entry[] {
  const dimensions = catalogue.dimensions.map((dimension): Entry => ({
    subject: { of: "dimension", id: dimension.id },
    names: [fold(dimension.id), fold(dimension.code), ...foldTitle(dimension.title)],
  }));
  const questions = listQuestions(catalogue).map((question): Entry => ({
    subject: { of: "question", id: question.id },
    names: [fold(question.code), foldShortCode(question.code), fold(question.id), ...foldTitle(question.title)],
  }));
  const sections = catalogue.dimensions
    .flatMap((dimension) => dimension.sections)
    .map((section): Entry => ({
      subject: { of: "section", id: section.id },
      names: [fold(section.id), ...foldTitle(section.title)],
    }));
  return [...dimensions, ...questions, ...sections];
}

function listNearest(entries: readonly Entry[], wanted: string): readonly Subject[] {
  return entries
    .map(({ subject, names }) => ({ subject, slip: Math.min(...names.map((name) => measureSlip(name, wanted))) }))
    .filter(({ slip }) => slip <= MAX_SLIP)
    .sort((left, right) => left.slip - right.slip)
    .slice(0, MAX_NEAREST)
    .map(({ subject }) => subject);
}

/** 0 the same … 1 nothing in common; a part of a name counts as a small slip. */
function measureSlip(name: string, wanted: string): number {
  if (wanted.length >= 2 && name.includes(wanted)) return 0.3;
  return countSlips(name, wanted) / Math.max(name.length, wanted.length);
}

function foldTitle(title: Localized): readonly string[] {
  return LOCALES.map((locale) => fold(title[locale]));
}

/** `TEC-07` is also found as `tec-7`. */
function foldShortCode(code: string): string {
  return fold(code.replace(/-0+/, "-"));
}

function fold(words: string): string {
  return words
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s\p{P}]+/gu, "");
}
