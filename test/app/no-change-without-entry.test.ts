/** Whatever somebody runs, presses or sends: where rosters, teams, links, exports or appointments change, the audit log grows. */
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FEATURES } from "../../src/bot/bot.ts";
import type { FormContext } from "../../src/message/form-context.ts";
import type { EnteredValues } from "../../src/message/form-fields.ts";
import { COMMANDS, FORGED, type Cell, listCells, seedCells } from "../helpers/rights.ts";
import { type Actor, aWorld, type TestWorld } from "../helpers/world.ts";

const CELLS = listCells(["full"]);
const LEAD: Cell = { role: "lead", account: "full" };
const teamId = "team-speed";
const kpiId = "kpi-full";

/** What the audit log is about. The due time of a round follows from the rest. */
const WATCHED: Readonly<Record<string, string>> = {
  memberships: "select * from memberships order by id",
  teams: "select * from teams order by id",
  team_homes: "select * from team_homes order by team_id, workspace_id",
  team_groups: "select * from team_groups order by team_id",
  exports: "select id from exports order by id",
  people: "select id, programme_lead from people order by id",
  goals: "select * from goals order by id",
  kpis: "select * from kpis order by id",
  readings: "select * from readings where superseded_by is null and withdrawn_at is null order by id",
  value_confirmations: "select * from value_confirmations order by id",
};

let world: TestWorld;
let lead: Actor;
beforeEach(async () => {
  world = await aWorld({ features: FEATURES, platform: "slack" });
  for (const { role } of CELLS) world.actor(`${role}-full`);
  await world.stores((stores) => seedCells(stores, { workspaceId: "w-1", cells: CELLS }));
  lead = world.actor("lead-full");
});
afterEach(() => world.close());

function look(): string {
  const db = new Database(world.databasePath, { readonly: true });
  const ignored = new Set(["next_round_at", "revision", "next_look_at", "next_ask_at"]);
  const rows = Object.entries(WATCHED).map(([name, query]) => [name, db.prepare(query).all()]);
  db.close();
  return JSON.stringify(rows, (key, value) => (ignored.has(key) ? undefined : value));
}

const countEntries = () => world.stores(async ({ audit }) => (await audit.list({ limit: 10_000 })).length);

/** Which of these changed something, and which of those left no entry. */
async function walk(acts: readonly (readonly [name: string, act: () => Promise<unknown>])[]) {
  const found = { changed: [] as string[], silent: [] as string[] };
  for (const [name, act] of acts) {
    const before = { rows: look(), entries: await countEntries() };
    world.clock.advance({ minutes: 1 });
    await act();
    if (look() === before.rows) continue;
    found.changed.push(name);
    if ((await countEntries()) === before.entries) found.silent.push(name);
  }
  return found;
}

test("no command changes them without an entry", async () => {
  const lines = [
    ...COMMANDS.map(({ does }) => ("says" in does ? does.says : "")),
    "pause 2w",
    "resume",
    "export csv",
    "export json mine",
  ];
  const { changed, silent } = await walk(lines.map((line) => [line, () => lead.says(line)] as const));
  expect(silent).toEqual([]);
  expect(changed).toEqual(["pause 2w", "resume", "export csv", "export json mine"]);
});

test("no button and no opened form changes them without an entry", async () => {
  const presses = FORGED.flatMap(({ name, does }) =>
    "presses" in does ? [[name, () => lead.presses(does.presses(LEAD))] as const] : [],
  );
  expect((await walk(presses)).silent).toEqual([]);
});

test("no form that is sent changes them without an entry", async () => {
  const programmeLead = world.actor("programme-lead-full");
  const revision = async () => (await world.stores(({ teams }) => teams.find(teamId)))?.revision ?? 0;
  const send = (by: Actor, context: FormContext, values: EnteredValues) => () => by.submits(context, values);
  const members = (values: EnteredValues) => async () =>
    lead.submits({ form: "members", teamId, revision: await revision() }, values);
  const { changed, silent } = await walk([
    ["members: a lead", members({ leads: ["member-full"] })],
    ["members: an observer", members({ observers: ["member-full"] })],
    ["members: taken out", members({ remove: ["member-full"] })],
    ["members: back", members({ members: ["member-full"] })],
    [
      "roles",
      async () =>
        lead.submits({ form: "roles", teamId, personId: "member-full", revision: await revision() }, { roles: ["security"] }),
    ],
    ["take-out", send(lead, { form: "take-out", teamId, page: 1 }, { people: ["observer-full"] })],
    ["remove-member", () => lead.presses({ act: "remove-member", teamId, personId: "member-full" })],
    [
      "setup",
      async () => lead.submits({ form: "setup", teamId, revision: await revision() }, { name: "Another name", questions: "7" }),
    ],
    ["pause", send(lead, { form: "pause", teamId }, { until: "2027-01-15" })],
    ["goal", send(lead, { form: "goal", teamId }, { sentence: "Fewer incidents", owner: [], ownerName: "Cleo Example" })],
    [
      "kpi-money",
      send(lead, { form: "kpi-money", kpiId }, { currency: "EUR", worthOfOne: "5", oneOff: "0", runningPerYear: "0" }),
    ],
    ["reading", send(lead, { form: "reading", kpiId }, { value: "11", on: "2026-10-20", note: "", link: "" })],
    ["confirm-value", send(lead, { form: "confirm-value", kpiId }, { how: "So", ownerName: "Cleo", on: "2026-10-21", link: "" })],
    ["retire-kpi", () => lead.presses({ act: "retire-kpi", kpiId, revision: 2 })],
    ["programme", send(programmeLead, { form: "programme" }, { people: ["business-full"] })],
    ["leave", () => world.actor("lead-full").presses({ act: "confirm-leave", teamId })],
    ["forget", () => world.actor("business-full").presses({ act: "confirm-forget" })],
  ]);
  expect(silent).toEqual([]);
  expect(changed).toHaveLength(17);
});
