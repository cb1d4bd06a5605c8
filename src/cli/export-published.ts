/**
 * The operator's export as it is unless names are asked for: numbers of teams as others see them in the chat, and no row of one
 * person. What a user wrote never becomes a formula in a spreadsheet.
 */
import { stringify } from "csv-stringify/sync";
import { catalogueOf, type Work } from "../app/call.ts";
import type { Stores } from "../app/ports/world.ts";
import { nameColumns, toStandingCells } from "../app/standing/export-csv.ts";
import { gatherPublished } from "../app/standing/export-gather.ts";
import type { Team } from "../core/team.ts";
import type { Voice } from "../message/voice/voice.ts";
import { toLine } from "./export-records.ts";

/** More than any team has. */
const ALL = 1_000_000;

/** Returns the line with the names of the columns, after the mark by which Excel recognizes UTF-8. Lines end in CR LF. */
export function toPublishedHead(voice: Voice): string {
  return stringify([[voice.say("cli.export.team"), ...nameColumns(voice)]], { bom: true, record_delimiter: "\r\n" });
}

/** Returns a team's scores and counts as lines of CSV, now and at each round and milestone. */
export async function listPublishedRows(work: Work, team: Team, voice: Voice): Promise<string> {
  const catalogue = await catalogueOf(work, team.edition);
  const rows = toStandingCells(voice, await gatherPublished({ ...work, team, catalogue, voice }));
  return stringify(
    rows.map((cells) => [team.name, ...cells]),
    { record_delimiter: "\r\n", escape_formulas: true },
  );
}

/**
 * Returns a team, its rounds, scores and counts, milestones, steps and ledger as lines of JSON. Whoever took, added, read or
 * confirmed something is left out.
 */
export async function listPublishedRecords(work: Work, team: Team, voice: Voice): Promise<string> {
  const { stores } = work;
  const catalogue = await catalogueOf(work, team.edition);
  const { scores, counts, milestones, steps } = await gatherPublished({ ...work, team, catalogue, voice });
  const ofTeam = (record: string, contents: readonly object[]) =>
    contents.map((content) => toLine(record, { teamId: team.id, ...content })).join("");
  return [
    toLine("team", team),
    ofTeam("round", (await stores.rounds.listOfTeam(team.id, ALL)).toReversed()),
    ofTeam("score", scores),
    ofTeam("count", counts),
    ofTeam("milestone", milestones),
    ofTeam(
      "step",
      steps.map(({ ownerId: _owner, offeredTo: _offered, ...step }) => step),
    ),
    ...(await listLedger(stores, team)).map(({ record, contents }) => ofTeam(record, contents)),
  ].join("");
}

type Records = { readonly record: string; readonly contents: readonly object[] };

async function listLedger(stores: Stores, { id }: Team): Promise<readonly Records[]> {
  const goals = await stores.goals.listOfTeam(id);
  const kpis = await stores.kpis.listOfTeam(id);
  const readings = await stores.readings.listOfTeam(id);
  const values = await stores.values.listOfTeam(id);
  return [
    { record: "goal", contents: goals.map(({ ownerId: _id, ownerName: _name, addedBy: _by, ...goal }) => goal) },
    { record: "kpi", contents: kpis.map(({ readerId: _reader, addedBy: _by, ...kpi }) => kpi) },
    { record: "reading", contents: readings.map(({ addedBy: _by, note: _note, ...reading }) => reading) },
    { record: "value-record", contents: values.map(({ addedBy: _by, ...value }) => value) },
  ];
}
