/** What is deleted with a team is all that refers to one: a table that a migration adds is not forgotten. */
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { TABLES_OF_TEAMS } from "../../../src/storage/stores/erase-team.ts";
import { openTestStorage } from "../../helpers/storage.ts";
import { aTeam, aWorkspace } from "../../helpers/team.ts";

/** Links to other teams, which are ended or refused before, and what names a team without belonging to it. */
const OTHERS = ["link_requests", "team_homes"];

type Reference = { readonly from: string; readonly table: string };

test("every table that refers to teams is emptied, each after those that refer to it", async () => {
  const opened = await openTestStorage();
  const db = new Database(opened.url.replace("sqlite:", ""));
  const tables = db.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
  const referring = (to: string) =>
    tables.filter((table) =>
      (db.prepare(`pragma foreign_key_list(${table})`).all() as Reference[]).some((reference) => reference.table === to),
    );
  expect([...referring("teams")].sort()).toEqual([...TABLES_OF_TEAMS, ...OTHERS].sort());
  for (const table of TABLES_OF_TEAMS) {
    const later = referring(table).filter((other) => TABLES_OF_TEAMS.indexOf(other) > TABLES_OF_TEAMS.indexOf(table));
    expect([table, later.filter((other) => other !== table)]).toEqual([table, []]);
  }
  db.close();
  await opened.dispose();
});

test("a workspace with published numbers is erased", async () => {
  const opened = await openTestStorage();
  await opened.storage.work(async ({ workspaces, teams }) => {
    await workspaces.save(aWorkspace());
    await teams.save(aTeam());
  });
  const db = new Database(opened.url.replace("sqlite:", ""));
  const columns = db.prepare("pragma table_info(published_values)").all() as { name: string; type: string; notnull: number }[];
  const values = columns.map(({ name, type, notnull }) =>
    name === "team_id" ? "team-1" : notnull === 0 ? null : type.toLowerCase() === "text" ? "[]" : 1,
  );
  db.prepare(`insert into published_values values (${columns.map(() => "?").join(", ")})`).run(...values);
  db.close();
  await opened.storage.work(({ workspaces }) => workspaces.erase("workspace-1"));
  expect(await opened.storage.work(({ teams }) => teams.find("team-1"))).toBeUndefined();
  await opened.dispose();
});
