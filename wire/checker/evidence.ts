/** Makes sense of the servers' records: which message is what, for whom, about which team and check-in. */
import type { Action } from "../../src/message/action.ts";
import { findAction } from "../actions.ts";
import type { PersonPlan, Plan, TeamPlan, Wish } from "../plan.ts";
import type { DeedRecord, ShownRecord, WireRecord } from "../record.ts";
import { addDays, instantOf, wallAt } from "../wall-clock.ts";

type Purpose = "ask" | "reminder" | "nudge" | "greeting" | "roster" | "other" | "reply";
export type Letter = {
  readonly record: ShownRecord;
  readonly person: PersonPlan;
  readonly purpose: Purpose;
  readonly team?: TeamPlan;
  readonly checkInId?: string;
};
export type Period = { readonly from: number; readonly to: number };
export type Digest = { readonly record: ShownRecord; readonly team: TeamPlan; readonly round: number };

export type Evidence = {
  readonly plan: Plan;
  /** New direct messages, in order. */
  readonly letters: readonly Letter[];
  readonly digests: readonly Digest[];
  /** Everything that channels were shown, edits and threads too. */
  readonly publicRecords: readonly ShownRecord[];
  /** When the walk of a check-in was over, by the card. */
  readonly finishedAt: ReadonlyMap<string, number>;
  /** By person. */
  readonly refusals: ReadonlyMap<string, readonly number[]>;
  readonly away: ReadonlyMap<string, readonly Period[]>;
  readonly wishes: ReadonlyMap<string, readonly { readonly at: number; readonly level: Wish }[]>;
  /** When somebody left all teams that they could leave. */
  readonly leftAt: ReadonlyMap<string, number>;
  /** By team. */
  readonly pauses: ReadonlyMap<string, readonly Period[]>;
};

/** An answer to somebody's own act comes with it. */
const REPLY_WITHIN_MS = 5_000;
const ROUND = /(Team \d+) · (?:round (\d+)|第 (\d+) 轮)/;

export function gatherEvidence(plan: Plan, records: readonly WireRecord[]): Evidence {
  const teams = new Map(plan.teams.map((team) => [team.name, team]));
  const acts = records.filter((record) => record.kind === "act");
  const shown = records.filter((record) => record.kind === "shown");
  const publicRecords = shown.filter(({ to }) => "channel" in to);
  return {
    plan,
    letters: listLetters(plan, { shown, acts, teams }),
    digests: publicRecords.flatMap((record) => toDigest(record, teams) ?? []),
    publicRecords,
    finishedAt: findFinished(shown),
    refusals: group(records, (record) => (record.kind === "refused" ? [record.person, record.at] : undefined)),
    away: readSpans(plan, acts, "away"),
    wishes: group(acts, (act) => {
      const level = readWish(act);
      return level && [act.person, { at: act.at, level }];
    }),
    leftAt: new Map(acts.flatMap((act) => (actOf(act) === "confirm-leave" ? [[act.person, act.at] as const] : []))),
    pauses: readSpans(plan, acts, "pause"),
  };
}

/** What somebody is told of who joined, left or leads, in both languages. */
const ROSTER =
  /\bleft Team \d|\boff Team \d|\bto Team \d|\bof Team \d|changed .*Team \d|In Team \d|离开了|移出了|加入了|设为|取消了|修改了/;

/** Answers what the reader typed to link a team, once the other side has agreed. */
const LINKED = /now one team on both platforms|两个平台上的同一个团队/;

type Sources = {
  readonly shown: readonly ShownRecord[];
  readonly acts: readonly DeedRecord[];
  readonly teams: ReadonlyMap<string, TeamPlan>;
};

function listLetters(plan: Plan, { shown, acts, teams }: Sources): readonly Letter[] {
  const deedsOf = group(acts, (act) => [act.person, act.at]);
  return shown.flatMap((record) => {
    const person = "person" in record.to ? plan.people.get(record.to.person) : undefined;
    if (!person || record.how !== "post") return [];
    const own = deedsOf.get(person.id)?.some((at) => at <= record.at && record.at - at <= REPLY_WITHIN_MS) ?? false;
    const named = teams.get(/Team \d+/.exec(record.text)?.[0] ?? "");
    // An overview names other people's teams; it keeps the hours of the reader's own.
    const team = named?.members.includes(person.id) ? named : undefined;
    const checkInId = checkInOf(record.actions);
    const purpose = purposeOf(record, own || record.at <= plan.setUpAt);
    return [{ record, person, purpose, ...(team && { team }), ...(checkInId !== undefined && { checkInId }) }];
  });
}

/** By its buttons: each kind of message has one that no other has, but for what is told of a roster, which has none. */
function purposeOf({ actions, text }: ShownRecord, own: boolean): Purpose {
  if (findAction(actions, "walk")) return "ask";
  if (findAction(actions, "show-check-in")) return "reminder";
  if (findAction(actions, "set-nudges")) return own ? "reply" : "nudge";
  const lines = actions.flatMap((action) => (action.act === "command" ? [action.line] : []));
  if (lines.includes("leave") && lines.includes("checkin")) return "greeting";
  if (own || findAction(actions, "confirm-link") || LINKED.test(text)) return "reply";
  return actions.length === 0 && ROSTER.test(text) ? "roster" : "other";
}

function checkInOf(actions: readonly Action[]): string | undefined {
  return findAction(actions, "walk")?.checkInId ?? findAction(actions, "show-check-in")?.checkInId;
}

function toDigest(record: ShownRecord, teams: ReadonlyMap<string, TeamPlan>): Digest | undefined {
  if (record.how !== "post" || record.thread) return undefined;
  const [, name = "", english, chinese] = ROUND.exec(record.text) ?? [];
  const team = teams.get(name);
  return team && { record, team, round: Number(english ?? chinese) };
}

/** A card that asks nothing any more: its walk is over, by its member or by the seal. */
function findFinished(shown: readonly ShownRecord[]): ReadonlyMap<string, number> {
  const checkIns = new Map<string, string>();
  const finished = new Map<string, number>();
  for (const { place, message, how, actions, at } of shown) {
    const key = `${place} ${message}`;
    const id = findAction(actions, "walk")?.checkInId;
    if (how === "post" && id !== undefined) checkIns.set(key, id);
    const known = checkIns.get(key);
    if (how === "edit" && known !== undefined && !asks(actions) && !finished.has(known)) finished.set(known, at);
  }
  return finished;
}

const ASKING = new Set(["answer", "skip", "resume", "choose-baseline", "step-report"]);

function asks(actions: readonly Action[]): boolean {
  return actions.some((action) => action.act === "walk" && ASKING.has(action.event.do));
}

function lineOf({ did }: DeedRecord): string {
  return "line" in did ? did.line : "";
}

function actOf({ did }: DeedRecord): Action["act"] | undefined {
  return "action" in did ? did.action.act : undefined;
}

function readWish(act: DeedRecord): Wish | undefined {
  const [, level] = /^reminders (off|light|standard)$/.exec(lineOf(act)) ?? [];
  return (["off", "light", "standard"] as const).find((wish) => wish === level);
}

/** `away` by person, `pause` by team; days begin at midnight by whose day it is. */
function readSpans(plan: Plan, acts: readonly DeedRecord[], command: "away" | "pause"): ReadonlyMap<string, readonly Period[]> {
  return group(acts, (act) => {
    const [, date] = new RegExp(`^${command} (\\d{4}-\\d\\d-\\d\\d)$`).exec(lineOf(act)) ?? [];
    if (date === undefined) return undefined;
    const team = plan.teams.find(({ lead }) => lead === act.person);
    const zone = command === "away" ? plan.people.get(act.person)?.zone : team?.schedule.zone;
    const key = command === "away" ? act.person : team?.name;
    if (zone === undefined || key === undefined) return undefined;
    return [key, { from: act.at, to: instantOf({ date, time: "00:00" }, zone) }];
  });
}

/** The first date after the set-up on which the team's hour can still come: every second week counts from there. */
export function anchorOf(plan: Plan, { schedule }: TeamPlan): string {
  const { date, time } = wallAt(plan.setUpAt, schedule.zone);
  return time < schedule.time ? date : addDays(date, 1);
}

export function group<T, V>(items: readonly T[], read: (item: T) => readonly [string, V] | undefined): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const item of items) {
    const [key, value] = read(item) ?? [];
    if (key === undefined || value === undefined) continue;
    const known = groups.get(key);
    if (known) known.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

export function isWithin(periods: readonly Period[] | undefined, at: number): boolean {
  return periods?.some(({ from, to }) => from <= at && at < to) ?? false;
}
