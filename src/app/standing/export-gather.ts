/** Gathers an export: a member's own record, or as much of a team's as its reader may see. */
import type { Answer } from "../../core/answer.ts";
import { findQuestion } from "../../core/catalogue/catalogue.ts";
import type { CheckIn } from "../../core/check-in/check-in.ts";
import type { StoredStanding } from "../../core/standing/standing.ts";
import type { ExportDocument, ExportedStep, ExportedValue } from "../../message/screens/export/export-document.ts";
import { catalogueOf, type TeamCall } from "../call.ts";
import { type AnswersToExport, listExportedAnswers, listExportedRemarks } from "./export-answers.ts";
import { type Moment, type StandingRows, toStandingRows } from "./export-standing.ts";
import { loadWording, type Wording } from "./export-wording.ts";
import { type LoadedStanding, loadStandingOf, maskStoredFor, type StandingWithPath } from "./load-standing.ts";

/** More than a weekly cadence has in two lifetimes. */
const MAX_ROUNDS = 10_000;

const NOTHING = { answers: [], scores: [], counts: [], remarks: [], values: [], steps: [], milestones: [] } as const;

/** Gathers every answer that the person gave in this team, with their notes, and the steps that they took. */
export async function gatherOwnExport(call: TeamCall): Promise<ExportDocument> {
  const { stores, membership, person, voice } = call;
  const history = await stores.answers.historyOfMembership(membership.id);
  const steps = (await stores.steps.listOfTeam(call.team.id)).filter(({ ownerId }) => ownerId === person.id);
  const wording = await loadWording(call, voice, [call.team.edition, ...history.map(({ edition }) => edition)]);
  const from = await gatherAnswers(call, { history, wording, names: new Map([[membership.id, person.name]]) });
  return {
    ...NOTHING,
    ...describe(call, "own"),
    person: person.name,
    answers: listExportedAnswers({ ...from, ownMembershipId: membership.id }),
    steps: await toSteps(call, steps, wording),
  };
}

/**
 * Gathers the team's record. In open mode it says who answered what; in private mode there are only counts, and no rating
 * stands beside a name.
 */
export async function gatherTeamExport(call: TeamCall): Promise<ExportDocument> {
  const { stores, team, voice } = call;
  const loaded = await loadStandingOf(call, { team, at: call.now });
  const history = await stores.answers.historyOfTeam(team.id);
  const kept = await listKept(call, loaded);
  const editions = [team.edition, ...history.map(({ edition }) => edition), ...kept.map(({ stored }) => stored.standing.edition)];
  const wording = await loadWording(call, voice, editions);
  const from = await gatherAnswers(call, { history, wording, names: await nameMembers(call, loaded) });
  const rows = await gatherStandings(call, { loaded, kept, wording });
  return {
    ...describe(call, "team"),
    answers: team.privacy === "open" ? listExportedAnswers(from) : [],
    ...rows,
    remarks: team.privacy === "open" ? [] : listExportedRemarks(from, { zone: team.schedule.zone, ...loaded }),
    values: await toValues(call),
    steps: await toSteps(call, loaded.steps, wording),
    milestones: loaded.milestones.map(({ at, name }) => ({ at: toIso(at), name })),
  };
}

function describe(
  { team, now }: TeamCall,
  scope: ExportDocument["scope"],
): Pick<ExportDocument, "format" | "version" | "scope" | "team" | "exportedAt"> {
  const about = { name: team.name, privacy: team.privacy, zone: team.schedule.zone };
  return { format: "speedboat-export", version: 1, scope, team: about, exportedAt: toIso(now) };
}

type Kept = { readonly stored: StoredStanding; readonly moment: Moment };

/** Of rounds, and of milestones by their names. */
async function listKept({ stores }: TeamCall, { path, rounds, milestones }: StandingWithPath): Promise<readonly Kept[]> {
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
  call: TeamCall,
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

async function titlesOf(call: TeamCall, edition: string): Promise<ReadonlyMap<string, string>> {
  const { dimensions } = await catalogueOf(call, edition);
  const parts = dimensions.flatMap((dimension) => [dimension, ...dimension.sections]);
  return new Map(parts.map(({ id, title }) => [id, call.voice.of(title)]));
}

async function nameMembers({ stores }: TeamCall, { memberships }: LoadedStanding): Promise<ReadonlyMap<string, string>> {
  const people = await stores.people.findMany(memberships.map(({ personId }) => personId));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return new Map(memberships.map(({ id, personId }) => [id, names.get(personId) ?? ""]));
}

type History = {
  readonly history: readonly Answer[];
  readonly wording: Wording;
  readonly names: ReadonlyMap<string, string>;
};

async function gatherAnswers(call: TeamCall, { history, wording, names }: History): Promise<AnswersToExport> {
  const { stores, team, voice, now } = call;
  const checkIns = new Map<string, CheckIn>();
  for (const id of new Set(history.map(({ checkInId }) => checkInId))) {
    const checkIn = await stores.checkIns.find(id);
    if (checkIn) checkIns.set(id, checkIn);
  }
  const rounds = await stores.rounds.listOfTeam(team.id, MAX_ROUNDS);
  const roundNumbers = new Map(rounds.map(({ id, number }) => [id, number]));
  return { voice, wording, answers: history, now, names, checkIns, roundNumbers };
}

async function toValues({ stores, team, catalogue }: TeamCall): Promise<readonly ExportedValue[]> {
  const values = await stores.values.listOfTeam(team.id);
  const people = await stores.people.findMany(values.map(({ addedBy }) => addedBy));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return values.map(({ measuredOn, goal, kpi, before, after, link, questionId, addedBy, removedAt }) => {
    const code = questionId === undefined ? undefined : findQuestion(catalogue, questionId)?.code;
    const figures = { measuredOn, goal, kpi, before, after };
    const about = { addedBy: names.get(addedBy) ?? "", removed: removedAt !== undefined };
    return { ...figures, ...(link !== undefined && { link }), ...(code !== undefined && { code }), ...about };
  });
}

async function toSteps(call: TeamCall, steps: LoadedStanding["steps"], wording: Wording): Promise<readonly ExportedStep[]> {
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
