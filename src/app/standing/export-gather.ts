/** Gathers an export: a member's own record, or as much of a team's as its reader may see. */
import type { Catalogue } from "../../core/catalogue/catalogue.ts";
import type { MaskedCriterion } from "../../core/standing/mask-gate.ts";
import type { StoredStanding } from "../../core/standing/standing.ts";
import type { Element } from "../../message/message.ts";
import type { ExportedCondition, ExportedStep, ExportFrame } from "../../message/screens/export/export-document.ts";
import { isMet, isUnmet, keyOf, nameKey, sayUnmet } from "../../message/screens/standing/gate-words.ts";
import { buildNumber } from "../../message/screens/standing/headline.ts";
import { buildChange } from "../../message/screens/standing/why-change.ts";
import { toPlain } from "../../message/text.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { catalogueOf, type TeamCall } from "../call.ts";
import type { MarkQuery } from "../ports/answer-store.ts";
import { listExportedRemarks } from "./export-answers.ts";
import { listExportedReadings, listExportedValues } from "./export-ledger.ts";
import { type Moment, type StandingRows, toStandingRows } from "./export-standing.ts";
import { loadWording, type Wording } from "./export-wording.ts";
import { loadStandingOf } from "./load-standing.ts";
import { explainLoaded, type LoadedStanding, maskStoredFor, type StandingWithPath } from "./loaded-standing.ts";

/** More than a weekly cadence has in two lifetimes. */
const MAX_ROUNDS = 10_000;

const NOTHING = {
  summary: [],
  changes: [],
  scores: [],
  counts: [],
  remarks: [],
  values: [],
  readings: [],
  steps: [],
  milestones: [],
} as const;

/** A request for an export inside one piece of its reading. */
export type ExportCall = Omit<TeamCall, "from" | "account">;

/** A team whose published numbers are gathered, and the language in which they are worded. */
export type PublishedCall = Pick<ExportCall, "stores" | "world" | "now" | "team" | "catalogue" | "voice">;

/** An export without its answers, and whose answers go into it. */
export type Gathered = {
  readonly frame: ExportFrame;
  /** Undefined where no row of one person may stand in it. */
  readonly history: HistoryToExport | undefined;
};

/** A history that is written answer by answer. */
export type HistoryToExport = {
  readonly of: MarkQuery["of"];
  readonly id: string;
  /** By membership id. */
  readonly names: ReadonlyMap<string, string>;
  /** The ids of answers that no later one superseded. */
  readonly current: ReadonlySet<string>;
  /** By round id. */
  readonly roundNumbers: ReadonlyMap<string, number>;
  readonly ownMembershipId: string | undefined;
};

/** Gathers what the person did in this team: every answer that they gave, with their notes, and the steps that they took. */
export async function gatherOwnExport(call: ExportCall): Promise<Gathered> {
  const { stores, membership, person, voice, team } = call;
  const steps = (await stores.steps.listOfTeam(team.id)).filter(({ ownerId }) => ownerId === person.id);
  const wording = await loadWording(call, voice, [team.edition]);
  const current = await stores.answers.currentOfMembership(membership.id, call.now);
  const frame = {
    ...NOTHING,
    ...describe(call, "own"),
    person: person.name,
    readings: await listExportedReadings(call, { of: person.id }),
    steps: await toSteps(call, steps, wording),
  };
  return {
    frame,
    history: {
      ...{ of: "membership", id: membership.id, ownMembershipId: membership.id },
      names: new Map([[membership.id, person.name]]),
      current: new Set(current.map(({ id }) => id)),
      roundNumbers: await numberRounds(call),
    },
  };
}

/**
 * Gathers the team's record. In open mode it says who answered what; in private mode there are only counts, and no rating
 * stands beside a name.
 */
export async function gatherTeamExport(call: ExportCall): Promise<Gathered> {
  const { team, voice } = call;
  const loaded = await loadStandingOf(call, { team, at: call.now });
  const kept = await listKept(call, loaded);
  const editions = [team.edition, ...loaded.answers.map(({ edition }) => edition)];
  const wording = await loadWording(call, voice, [...editions, ...kept.map(({ stored }) => stored.standing.edition)]);
  const isOpen = team.privacy === "open";
  const frame = {
    ...describe(call, "team"),
    ...describeStanding(call, loaded),
    ...(await gatherStandings(call, { loaded, kept, wording })),
    remarks: isOpen ? [] : listExportedRemarks({ ...loaded, wording, zone: team.schedule.zone }),
    values: await listExportedValues(call),
    readings: await listExportedReadings(call),
    steps: await toSteps(call, loaded.steps, wording),
    milestones: loaded.milestones.map(({ at, name }) => ({ at: toIso(at), name })),
  };
  if (!isOpen) return { frame, history: undefined };
  return {
    frame,
    history: {
      ...{ of: "team", id: team.id, ownMembershipId: undefined },
      names: await nameMembers(call, loaded),
      current: new Set(loaded.answers.map(({ id }) => id)),
      roundNumbers: await numberRounds(call),
    },
  };
}

/** Gathers the team's numbers as others see them, now and at each round and milestone, without any row of one person. */
export async function gatherPublished(
  call: PublishedCall,
): Promise<StandingRows & { readonly milestones: ExportFrame["milestones"]; readonly steps: LoadedStanding["steps"] }> {
  const { team, voice } = call;
  const loaded = await loadStandingOf(call, { team, at: call.now });
  const kept = await listKept(call, loaded);
  const wording = await loadWording(call, voice, [team.edition, ...kept.map(({ stored }) => stored.standing.edition)]);
  return {
    ...(await gatherStandings(call, { loaded, kept, wording })),
    milestones: loaded.milestones.map(({ at, name }) => ({ at: toIso(at), name })),
    steps: loaded.steps,
  };
}

/** What a reader wants first: where the team stands, what changed, and the gate. As the leads see it. */
function describeStanding(
  { team, catalogue, voice }: ExportCall,
  loaded: StandingWithPath,
): Pick<ExportFrame, "summary" | "changes" | "gate"> {
  const { gate, forLeads } = loaded;
  const level = catalogue.level;
  const count = { met: gate.metCount, total: gate.total };
  const explanation = explainLoaded(loaded, { subject: { of: "whole" }, lead: true });
  const changed = explanation ? buildChange(voice, { catalogue, zone: team.schedule.zone, explanation }) : [];
  return {
    summary: toLines(buildNumber(voice, { standing: forLeads, privacy: team.privacy, gate: count, level })),
    changes: toLines(changed),
    gate: { level: level + 1, ...count, conditions: gate.criteria.map((each) => toCondition(voice, catalogue, each)) },
  };
}

function toCondition(voice: Voice, catalogue: Catalogue, masked: MaskedCriterion): ExportedCondition {
  const { id, basis } = masked.shown ? masked.criterion : masked;
  return {
    id,
    subject: nameKey(voice, catalogue, keyOf(masked)),
    basis,
    outcome: isMet(masked) ? "met" : isUnmet(masked) ? "unmet" : "hidden",
    lacking: sayUnmet(voice, [masked]).join("; "),
  };
}

/** The paragraphs and lists of a screen, a line each. */
function toLines(elements: readonly Element[]): readonly string[] {
  return elements.flatMap((element) => {
    if (element.kind === "paragraph") return [toPlain(element.text)];
    if (element.kind === "list") return element.items.map(toPlain);
    return element.kind === "progress" ? [element.label] : [];
  });
}

async function numberRounds({ stores, team }: ExportCall): Promise<ReadonlyMap<string, number>> {
  const rounds = await stores.rounds.listOfTeam(team.id, MAX_ROUNDS);
  return new Map(rounds.map(({ id, number }) => [id, number]));
}

function describe(
  { team, now }: ExportCall,
  scope: ExportFrame["scope"],
): Pick<ExportFrame, "format" | "version" | "scope" | "team" | "exportedAt"> {
  const about = { name: team.name, privacy: team.privacy, zone: team.schedule.zone };
  return { format: "speedboat-export", version: 2, scope, team: about, exportedAt: toIso(now) };
}

type Kept = { readonly stored: StoredStanding; readonly moment: Moment };

/** Of rounds, and of milestones by their names. */
async function listKept({ stores }: PublishedCall, { path, rounds, milestones }: StandingWithPath): Promise<readonly Kept[]> {
  const numbers = new Map(rounds.map(({ id, number }) => [id, number]));
  const ofRounds = path.map((stored): Kept => {
    const round = stored.roundId === undefined ? undefined : numbers.get(stored.roundId);
    return { stored, moment: round === undefined ? {} : { round } };
  });
  const ofMilestones: Kept[] = [];
  for (const { id, name } of milestones) {
    const stored = await stores.standings.findOfMilestone(id);
    if (stored) ofMilestones.push({ stored, moment: { milestone: name } });
  }
  return [...ofRounds, ...ofMilestones];
}

async function gatherStandings(
  call: PublishedCall,
  { loaded, kept, wording }: { readonly loaded: StandingWithPath; readonly kept: readonly Kept[]; readonly wording: Wording },
): Promise<StandingRows> {
  const parts: StandingRows[] = [
    toStandingRows(loaded.forLeads, { moment: {}, wording, titles: await titlesOf(call, call.team.edition) }),
  ];
  for (const { stored, moment } of kept) {
    const titles = await titlesOf(call, stored.standing.edition);
    parts.push(toStandingRows(maskStoredFor(loaded, stored, { lead: true }), { moment, wording, titles }));
  }
  return { scores: parts.flatMap(({ scores }) => scores), counts: parts.flatMap(({ counts }) => counts) };
}

async function titlesOf(call: PublishedCall, edition: string): Promise<ReadonlyMap<string, string>> {
  const { dimensions } = await catalogueOf(call, edition);
  const parts = dimensions.flatMap((dimension) => [dimension, ...dimension.sections]);
  return new Map(parts.map(({ id, title }) => [id, call.voice.of(title)]));
}

async function nameMembers({ stores }: ExportCall, { memberships }: LoadedStanding): Promise<ReadonlyMap<string, string>> {
  const people = await stores.people.findMany(memberships.map(({ personId }) => personId));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return new Map(memberships.map(({ id, personId }) => [id, names.get(personId) ?? ""]));
}

async function toSteps(call: ExportCall, steps: LoadedStanding["steps"], wording: Wording): Promise<readonly ExportedStep[]> {
  const { stores, team, voice } = call;
  const people = await stores.people.findMany(steps.flatMap(({ ownerId }) => ownerId ?? []));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return steps.map(({ questionId, fromRating, status, ownerId, due, createdAt, doneAt }) => {
    const act = wording.find(team.edition, questionId)?.answers[fromRating].nextStep;
    const owner = ownerId === undefined ? undefined : names.get(ownerId);
    return {
      ...wording.word(team.edition, questionId),
      at: toIso(createdAt),
      step: act ? voice.of(act) : "",
      status,
      ...(owner !== undefined && { owner }),
      ...(due !== undefined && { due }),
      ...(doneAt !== undefined && { doneAt: toIso(doneAt) }),
    };
  });
}

function toIso(at: number): string {
  return new Date(at).toISOString();
}
