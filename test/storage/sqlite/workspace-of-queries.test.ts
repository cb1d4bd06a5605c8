/**
 * No query without a workspace: each statement of each store on a table with a workspace names that workspace, or a row by an
 * internal id, which belongs to one. The few that work for all workspaces at once are listed with the reason.
 */
import Database from "better-sqlite3";
import { beforeAll, describe, expect, test } from "vitest";
import type { Stores } from "../../../src/app/ports/world.ts";
import { AUDIT_ACTS } from "../../../src/core/audit-entry.ts";
import { MIGRATIONS } from "../../../src/storage/migrations/all.ts";
import { migrate } from "../../../src/storage/migrations/migrate.ts";
import { Db } from "../../../src/storage/sqlite/unit-driver.ts";
import { createStores } from "../../../src/storage/stores/stores.ts";
import { keepTeam } from "../../contract/stores/harness.ts";
import { aCatalogue } from "../../helpers/catalogue.ts";
import { aCheckIn } from "../../helpers/check-in.ts";
import { aMessage, anOutboxItem, aPost } from "../../helpers/delivery.ts";
import { aRound, aStoredStanding, aTeamStanding, aTurn } from "../../helpers/round.ts";
import {
  aConfirmation,
  aMembership,
  anAnswer,
  aPerson,
  aStep,
  aTeam,
  aValueRecord,
  aWorkspace,
  NOW,
} from "../../helpers/team.ts";
import { aGoal, aKpi, aReading, aValueConfirmation } from "../../helpers/value.ts";

type Calls = {
  readonly [S in keyof Stores]: { readonly [M in keyof Stores[S]]: (store: Stores[S]) => Promise<unknown> };
};

const W = "workspace-1";
const CLAIM = { now: NOW, workspaceId: W, urgency: "personal", leaseMs: 1 } as const;
const HOME = { teamId: "team-1", workspaceId: W, since: 1 };
const GROUP = { ...HOME, groupId: "S1", handle: "crew" };
const LINK = { id: "l", kind: "team", codeHash: "h", workspaceId: W, personId: "person-ana", createdAt: 1 } as const;
const EXPORT = {
  workspaceId: W,
  personId: "person-ana",
  teamId: "team-1",
  scope: "own",
  format: "csv",
  locale: "en",
  askedAt: 1,
} as const;
const CONVERSATION = {
  workspaceId: W,
  conversationId: "c",
  kind: "channel",
  serviceUrl: "https://x",
  botId: "b",
  seenAt: 1,
} as const;

/** Every function of every store; a new one does not compile until it stands here. */
const CALLS: Calls = {
  workspaces: {
    find: (store) => store.find(W),
    findByPlatform: (store) => store.findByPlatform("slack", "T1"),
    list: (store) => store.list(),
    save: (store) => store.save(aWorkspace()),
    erase: (store) => store.erase("workspace-9"),
  },
  people: {
    find: (store) => store.find("person-ana"),
    findMany: (store) => store.findMany(["person-ana"]),
    findByAccount: (store) => store.findByAccount(W, "U1"),
    listOfWorkspace: (store) => store.listOfWorkspace(W),
    findAccount: (store) => store.findAccount(W, "U1"),
    accountsOf: (store) => store.accountsOf("person-ana"),
    save: (store) => store.save(aPerson()),
    saveAccount: (store) => store.saveAccount({ workspaceId: W, platformUserId: "U1", personId: "person-ana" }),
    forget: (store) => store.forget("person-cem", 1),
    forgottenAt: (store) => store.forgottenAt(W, "U9"),
    comeBack: (store) => store.comeBack(W, "U9"),
    merge: (store) => store.merge({ from: "person-dee", into: "person-eve" }),
  },
  teams: {
    find: (store) => store.find("team-1"),
    listOfWorkspace: (store) => store.listOfWorkspace(W),
    findByChannel: (store) => store.findByChannel(W, "C1"),
    listAtHome: (store) => store.listAtHome(W),
    save: (store) => store.save(aTeam({ id: "team-2", channelId: "C2" })),
    erase: (store) => store.erase("team-9"),
    setNextRoundAt: (store) => store.setNextRoundAt("team-1", NOW),
    nextRoundAt: (store) => store.nextRoundAt("team-1"),
    listDue: (store) => store.listDue(NOW, 10),
  },
  homes: {
    listOfTeam: (store) => store.listOfTeam("team-1"),
    listOfWorkspace: (store) => store.listOfWorkspace(W),
    findOfFormerTeam: (store) => store.findOfFormerTeam("team-1"),
    save: (store) => store.save(HOME),
    remove: (store) => store.remove("team-1", W),
  },
  groups: {
    find: (store) => store.find("team-1", W),
    listOfGroup: (store) => store.listOfGroup(W, "S1"),
    save: (store) => store.save(GROUP),
    remove: (store) => store.remove("team-1", W),
  },
  links: {
    find: (store) => store.find("l"),
    findByHash: (store) => store.findByHash("h"),
    save: (store) => store.save(LINK),
    removeUnused: (store) => store.removeUnused("person-ana", "team"),
    addWrongCode: (store) => store.addWrongCode("person-ana", NOW),
    countWrongCodes: (store) => store.countWrongCodes("person-ana", NOW),
    removeBefore: (store) => store.removeBefore(1, 1),
  },
  memberships: {
    find: (store) => store.find("ana"),
    findOfPerson: (store) => store.findOfPerson("team-1", "person-ana"),
    listOfTeam: (store) => store.listOfTeam("team-1"),
    listOfPerson: (store) => store.listOfPerson("person-ana"),
    save: (store) => store.save(aMembership({ id: "ana" })),
  },
  catalogues: {
    find: (store) => store.find("made-up@1"),
    newest: (store) => store.newest("made-up"),
    keep: (store) => store.keep(aCatalogue()),
  },
  checkIns: {
    find: (store) => store.find("check-in-1"),
    originsOf: (store) => store.originsOf(["check-in-1"]),
    findOpen: (store) => store.findOpen("ana"),
    listOfMembership: (store) => store.listOfMembership("ana", 5),
    listOfRound: (store) => store.listOfRound("round-1"),
    insert: (store) => store.insert(aCheckIn({ id: "check-in-2", membershipId: "ben", personId: "person-ben" })),
    update: (store) => store.update({ ...aCheckIn(), revision: aCheckIn().revision + 1 }),
  },
  answers: {
    append: (store) => store.append(anAnswer()),
    currentOfTeam: (store) => store.currentOfTeam("team-1", NOW),
    currentOfMembership: (store) => store.currentOfMembership("ana", NOW),
    lastSequence: (store) => store.lastSequence(),
    listMarks: async (store) => [
      await store.listMarks({ of: "team", id: "team-1", upTo: 9, limit: 1 }),
      await store.listMarks({ of: "membership", id: "ana", upTo: 9, limit: 1 }),
    ],
    findMany: (store) => store.findMany([1]),
    countOfMembership: (store) => store.countOfMembership("ana"),
    historyOfTeam: (store) => store.historyOfTeam("team-1"),
    historyOfMembership: (store) => store.historyOfMembership("ana"),
  },
  rounds: {
    find: (store) => store.find("round-1"),
    latest: (store) => store.latest("team-1"),
    listOfTeam: (store) => store.listOfTeam("team-1", 5),
    claim: (store) => store.claim(aRound({ id: "round-2", number: 2, slot: "2026-11-30T09:00" })),
    update: (store) => store.update(aRound()),
    listDue: (store) => store.listDue(NOW, 10),
  },
  turns: {
    find: (store) => store.find("turn-1"),
    listOfRound: (store) => store.listOfRound("round-1"),
    findOfCheckIn: (store) => store.findOfCheckIn("check-in-1"),
    listOfMembership: (store) => store.listOfMembership("ana", 5),
    claim: (store) => store.claim(aTurn()),
    update: (store) => store.update(aTurn()),
    listDue: (store) => store.listDue(NOW, 10),
    removeBefore: (store) => store.removeBefore(1, 1),
  },
  drafts: {
    basisOf: (store) => store.basisOf("team-1"),
    changeSince: async (store) => store.changeSince({ teamId: "team-1", basis: await store.basisOf("team-1") }),
    write: async (store) => store.write({ teamId: "team-1", basis: await store.basisOf("team-1"), writes: [] }),
  },
  standings: {
    listTeamsToRewrite: (store) => store.listTeamsToRewrite(1),
    findFirstToRewrite: (store) => store.findFirstToRewrite("team-1"),
    save: (store) => store.save(aStoredStanding()),
    findOfRound: (store) => store.findOfRound("round-1"),
    findOfMilestone: (store) => store.findOfMilestone("m"),
    listOfTeam: (store) => store.listOfTeam("team-1", 5),
  },
  teamStandings: {
    find: (store) => store.find("team-1"),
    listAtHome: (store) => store.listAtHome(W),
    listBriefly: async (store) => [
      await store.listBriefly({ workspaceId: W, of: "own", after: "", limit: 1 }),
      await store.listBriefly({ workspaceId: W, of: "linked", after: "", limit: 1 }),
    ],
    save: (store) => store.save(aTeamStanding()),
    setDueAt: (store) => store.setDueAt("team-1", 1),
    dueAt: (store) => store.dueAt("team-1"),
    listDue: (store) => store.listDue(NOW, 1),
  },
  expiry: {
    removeSuperseded: (store) => store.removeSuperseded({ teamId: "team-1", before: NOW, limit: 1, renamed: {} }),
    removeOfMembership: (store) => store.removeOfMembership("cem", 1),
    removeCheckIns: (store) => store.removeCheckIns({ teamId: "team-1", before: NOW, limit: 1 }),
    removeExports: (store) => store.removeExports("team-1"),
  },
  publications: {
    veil: (store) => store.veil("team-1", "ana"),
    listCurrent: (store) => store.listCurrent("team-1"),
    listCurrentWithPeople: (store) => store.listCurrentWithPeople("team-1"),
    listOfQuestions: (store) => store.listOfQuestions("team-1", ["logs"]),
    add: (store) => store.add("team-1", { questionId: "logs", at: NOW, ratings: [1] }, [{ membershipId: "ana", rating: 1 }]),
    removeOfTeam: (store) => store.removeOfTeam("team-9"),
    listLapses: (store) => store.listLapses("team-1"),
    addLapse: (store) => store.addLapse("team-1", { membershipId: "ana", questionId: "logs", until: NOW }),
  },
  steps: {
    find: (store) => store.find("step-1"),
    listOfTeam: (store) => store.listOfTeam("team-1"),
    listOfOwner: (store) => store.listOfOwner("person-ana"),
    save: (store) => store.save(aStep()),
  },
  goals: {
    find: (store) => store.find("goal-1"),
    listOfTeam: (store) => store.listOfTeam("team-1"),
    listOfOwner: (store) => store.listOfOwner("person-ana"),
    save: (store) => store.save(aGoal()),
  },
  kpis: {
    find: (store) => store.find("kpi-1"),
    listOfTeam: (store) => store.listOfTeam("team-1"),
    listOfReader: (store) => store.listOfReader("person-ben"),
    save: (store) => store.save(aKpi()),
    setNextAskAt: (store) => store.setNextAskAt("kpi-1", 1),
    nextAskAt: (store) => store.nextAskAt("kpi-1"),
    listDue: (store) => store.listDue(NOW, 1),
  },
  readings: {
    find: (store) => store.find("reading-1"),
    listOfKpi: (store) => store.listOfKpi("kpi-1"),
    listOfTeam: (store) => store.listOfTeam("team-1"),
    countOfAuthor: (store) => store.countOfAuthor("person-ana"),
    add: (store) => store.add("team-1", aReading()),
    retire: (store) => store.retire("reading-1", { withdrawnAt: 1 }),
    addAsk: (store) =>
      store.addAsk({ id: "ask", kpiId: "kpi-1", personId: "person-ben", workspaceId: W, on: "2026-11-01", askedAt: 1 }),
    listAsksOf: (store) => store.listAsksOf("person-ben"),
    findAsk: (store) => store.findAsk("kpi-1"),
    endAsk: (store) => store.endAsk("kpi-1"),
  },
  valueConfirmations: {
    listOfTeam: (store) => store.listOfTeam("team-1"),
    add: (store) => store.add("team-1", aValueConfirmation()),
  },
  values: {
    find: (store) => store.find("v"),
    listOfTeam: (store) => store.listOfTeam("team-1"),
    listTeamIds: (store) => store.listTeamIds(),
    save: (store) => store.save(aValueRecord()),
  },
  confirmations: {
    listOfTeam: (store) => store.listOfTeam("team-1"),
    save: (store) => store.save(aConfirmation()),
    remove: (store) => store.remove("c"),
  },
  milestones: {
    listOfTeam: (store) => store.listOfTeam("team-1"),
    save: (store) => store.save({ id: "m", teamId: "team-1", name: "before", at: 1 }),
  },
  settings: { get: (store) => store.get("k"), set: (store) => store.set("k", "v") },
  exports: {
    add: (store) => store.add({ ...EXPORT, id: "export-1" }),
    find: (store) => store.find("export-1"),
    claimNext: (store) => store.claimNext({ now: NOW, leaseMs: 1 }),
    renew: (store) => store.renew({ id: "export-1", attempt: 1 }, NOW),
    markReady: (store) => store.markReady({ id: "export-1", attempt: 1 }, NOW),
    putBack: (store) => store.putBack({ id: "export-1", attempt: 1 }, NOW),
    remove: (store) => store.remove("export-1"),
    listReadyBefore: (store) => store.listReadyBefore(1, 1),
  },
  inbox: {
    claim: (store) => store.claim(`${W} e`, NOW),
    release: (store) => store.release(`${W} e`),
    removeBefore: (store) => store.removeBefore(1, 1),
  },
  posts: {
    find: (store) => store.find("post-1"),
    listOfSubject: (store) => store.listOfSubject("check-in", "check-in-1"),
    listShownTo: (store) => store.listShownTo("person-ana"),
    findByPlatformRef: (store) => store.findByPlatformRef(W, "ref"),
    save: (store) => store.save(aPost()),
    removeBefore: (store) => store.removeBefore(1, 1),
  },
  outbox: {
    add: (store) => store.add(anOutboxItem()),
    addEdit: (store) => store.addEdit(anOutboxItem({ id: "edit", operation: "edit" })),
    find: (store) => store.find("item-1"),
    statusOf: (store) => store.statusOf("item-1"),
    findOfPost: (store) => store.findOfPost("post-1"),
    isOvertaken: (store) => store.isOvertaken(anOutboxItem()),
    update: (store) => store.update(anOutboxItem()),
    rewrite: (store) => store.rewrite("item-1", aMessage()),
    dropPendingEdits: (store) => store.dropPendingEdits("post-1"),
    dropLane: (store) => store.dropLane({ workspaceId: W, lane: "x" }),
    listDueLanes: (store) => store.listDueLanes({ ...CLAIM, limit: 1, busyLanes: [] }),
    claimFirst: (store) => store.claimFirst({ ...CLAIM, lane: "person-ana" }),
    claimLapsed: (store) => store.claimLapsed({ now: NOW, leaseMs: 1, limit: 1 }),
    listDueWorkspaces: (store) => store.listDueWorkspaces(NOW),
    nextDueAt: (store) => store.nextDueAt(NOW),
    followClock: (store) => store.followClock({ now: NOW, by: 1 }),
    bringForward: (store) => store.bringForward({ workspaceId: W, now: NOW, stepMs: 1, limit: 1, looks: true }),
    listSentSince: (store) => store.listSentSince(NOW),
    countUnsolicited: (store) => store.countUnsolicited("person-ana", NOW),
    listUnsolicitedSent: (store) => store.listUnsolicitedSent("person-ana", NOW),
    listByStatus: (store) => store.listByStatus("failed", 1),
    countByStatus: (store) => store.countByStatus(),
    removeSettledBefore: (store) => store.removeSettledBefore(1, 1),
  },
  audit: {
    add: (store) =>
      store.add({ id: "a", at: 1, workspaceId: W, by: { kind: "operator" }, through: "x", act: AUDIT_ACTS[0], details: {} }),
    list: (store) => store.list({ limit: 1 }),
    findLatest: (store) => store.findLatest({ teamId: "team-1", act: AUDIT_ACTS[0], since: 0, until: 1 }),
    removeBefore: (store) => store.removeBefore(1, 1),
  },
  nudges: {
    add: (store) =>
      store.add({ id: "n", teamId: "team-1", personId: "person-ana", about: "suggestion", key: "k", questionId: "q", at: 1 }),
    listOfPerson: (store) => store.listOfPerson("person-ana"),
    removeBefore: (store) => store.removeBefore(1, 1),
    countOfTeam: (store) => store.countOfTeam("team-1"),
    setNextLookAt: (store) => store.setNextLookAt("ana", NOW),
    nextLookAt: (store) => store.nextLookAt("ana"),
    listDue: (store) => store.listDue(NOW, 1),
  },
  shown: {
    find: (store) => store.find("r"),
    add: (store) => store.add({ ref: "r", conversation: "c", message: aMessage(), shownAt: 1 }),
    replace: (store) => store.replace("r", aMessage(), 1),
    remove: (store) => store.remove("r"),
    listOf: (store) => store.listOf("c", 1),
  },
  slackInstallations: {
    find: (store) => store.find("T1"),
    list: (store) => store.list(),
    save: (store) => store.save({ key: "T1", sealed: "x", at: 1 }),
    remove: (store) => store.remove("T1"),
  },
  teamsConversations: {
    find: (store) => store.find(W, "c"),
    findDirect: (store) => store.findDirect(W, "u"),
    latest: (store) => store.latest(W),
    listShared: (store) => store.listShared(W),
    listOfTeam: (store) => store.listOfTeam(W, "t"),
    save: (store) => store.save(CONVERSATION),
    remove: (store) => store.remove(W, "c"),
    findUser: (store) => store.findUser(W, "u"),
    listUsers: (store) => store.listUsers(W),
    saveUser: (store) => store.saveUser({ workspaceId: W, userId: "u", teamsId: "29:u", name: "n" }),
    removeUser: (store) => store.removeUser(W, "29:u"),
  },
};

/** What works for the whole installation. */
const FOR_ALL: Readonly<Record<string, string>> = {
  "teams.listDue": "the clock is the same for all; each team's turn is a unit of work of its own",
  "links.findByHash": "a code is typed in another workspace than the one that issued it",
  "audit.list": "the operator's list, of all workspaces unless one is named",
  "exports.listReadyBefore": "files are kept for a day by the clock alone",
  "outbox.claimLapsed": "leases run out by the clock alone; each item names its workspace",
  "outbox.listDueWorkspaces": "it finds the workspaces",
  "outbox.nextDueAt": "an instant, to sleep until then",
  "outbox.followClock": "the clock was set for all",
  "outbox.listSentSince": "counts for the platforms' rates, without words",
  "outbox.listByStatus": "the operator's list",
  "outbox.countByStatus": "the operator's numbers",
};

/** A row of one workspace is named by its internal id, which nobody outside can choose; a person's or a channel's lane is made of such ids. */
const BY_ID =
  /(?:\bid|\bkpi_id|\bpost_id|\bperson_id|\btarget_person_id|\bteam_id|\bformer_team_id|\bsubject_id|\blane|\bauthor_id|\bclaimed_by)"?\s*(?:=|in\b|is\b)/i;

type Heard = { readonly call: string; readonly sql: string };
const heard: Heard[] = [];
let withWorkspace: readonly string[] = [];

beforeAll(async () => {
  const connection = new Database(":memory:");
  migrate(connection, MIGRATIONS);
  const tables = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all().map(String);
  withWorkspace = tables.filter((table) =>
    connection.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all().includes("workspace_id"),
  );
  let call = "";
  const listening = {
    get inTransaction() {
      return connection.inTransaction;
    },
    prepare(sql: string) {
      heard.push({ call, sql });
      return connection.prepare(sql);
    },
  } as unknown as Pick<Database.Database, "prepare" | "inTransaction">;
  const seed = createStores(new Db(connection));
  connection.exec("BEGIN");
  await keepTeam(seed);
  await seed.workspaces.save(aWorkspace({ id: "workspace-9", platformId: "gone" }));
  for (const id of ["person-cem", "person-dee", "person-eve"]) await seed.people.save(aPerson({ id, name: id }));
  await seed.posts.save(aPost());
  for (const [store, functions] of Object.entries(CALLS)) {
    for (const [name, run] of Object.entries(functions)) {
      // Each call builds its own stores: a statement that was prepared before would not be heard again.
      const stores = createStores(new Db(listening));
      call = `${store}.${name}`;
      await (run as (store: unknown) => Promise<unknown>)(Reflect.get(stores, store));
    }
  }
  connection.close();
});

function listTables(sql: string): readonly string[] {
  const named = [...sql.matchAll(/\b(?:from|join|update|into)\s+"?([a-z_]+)"?/gi)].map(([, table = ""]) => table);
  return named.filter((table) => withWorkspace.includes(table));
}

const isInsert = (sql: string) => /^\s*insert\b/i.test(sql);
const isHeld = (sql: string) => isInsert(sql) || /workspace_id"?\s*(?:=|in\b|<>)/i.test(sql) || BY_ID.test(sql);

describe("a statement on a table with a workspace", () => {
  test("is heard of every function of every store", () => {
    expect(new Set(heard.map(({ call }) => call)).size).toBeGreaterThan(120);
    expect(withWorkspace).toEqual(expect.arrayContaining(["people", "teams", "posts", "outbox", "teams_users"]));
  });

  test("names the workspace or a row by its id, unless it is for all", () => {
    const loose = heard.filter(({ call, sql }) => listTables(sql).length > 0 && !isHeld(sql) && FOR_ALL[call] === undefined);
    expect(loose).toEqual([]);
  });

  test("is on the list of those for all only where it is needed", () => {
    const needed = new Set(heard.filter(({ sql }) => listTables(sql).length > 0 && !isHeld(sql)).map(({ call }) => call));
    expect(Object.keys(FOR_ALL).filter((call) => !needed.has(call))).toEqual([]);
  });

  test("without either would be noticed", () => {
    expect(isHeld("update outbox set message = '' where instr(message, ?) > 0")).toBe(false);
    expect(isHeld("select * from people where name = ?")).toBe(false);
  });
});
