/** What is asked often is answered by an index: its cost follows what is due or wanted, not what exists. */
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Stores } from "../../../src/app/ports/world.ts";
import { MIGRATIONS } from "../../../src/storage/migrations/all.ts";
import { migrate } from "../../../src/storage/migrations/migrate.ts";
import { Db } from "../../../src/storage/sqlite/unit-driver.ts";
import { createStores } from "../../../src/storage/stores/stores.ts";
import { keepTeam } from "../../contract/stores/harness.ts";
import { anOutboxItem, aPost } from "../../helpers/delivery.ts";
import { anAnswer, NOW } from "../../helpers/team.ts";

/** With the names that statements give them. */
const TABLES = [
  "answers",
  "latest",
  "later",
  "teams",
  "rounds",
  "turns",
  "check_ins",
  "memberships",
  "people",
  "accounts",
].concat([
  "outbox",
  "outbox_lanes",
  "due",
  "item",
  "busy",
  "first",
  "posts",
  "nudges",
  "turn",
  "steps",
  "standings",
  "team_standings",
  "team_homes",
  "team_groups",
  "link_requests",
  "wrong_codes",
]);

let connection: Database.Database;
let statements: { readonly sql: string; readonly parameters: readonly unknown[] }[];
let stores: Stores;

beforeEach(async () => {
  connection = new Database(":memory:");
  connection.pragma("synchronous = FULL");
  migrate(connection, MIGRATIONS);
  statements = [];
  const recording = {
    get inTransaction() {
      return connection.inTransaction;
    },
    prepare: (sql: string) => {
      const statement = connection.prepare(sql);
      return new Proxy(statement, {
        get(target, key) {
          const member: unknown = Reflect.get(target, key, target);
          if (typeof member !== "function") return member;
          return (...parameters: unknown[]) => {
            statements.push({ sql, parameters });
            return Reflect.apply(member, target, parameters);
          };
        },
      });
    },
  } as unknown as Pick<Database.Database, "prepare" | "inTransaction">;
  stores = createStores(new Db(recording));
  connection.exec("BEGIN");
  await keepTeam(stores);
  await stores.answers.append(anAnswer());
  await stores.posts.save(aPost());
  await stores.outbox.add(anOutboxItem());
});

afterEach(() => {
  connection.close();
});

/** The plan's lines of every statement that the call sends. */
async function plan(ask: () => Promise<unknown>): Promise<readonly string[]> {
  statements = [];
  await ask();
  expect(statements).not.toEqual([]);
  return statements.flatMap(({ sql, parameters }) =>
    connection
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...parameters)
      .map((row) => String(Reflect.get(Object(row), "detail"))),
  );
}

/** A table that is read from end to end; steps of a recursion and lists of the statement itself are none. */
const CLAIM = { now: NOW, workspaceId: "workspace-1", urgency: "personal" } as const;
const MARK = { sequence: 1, id: "answer-1", questionId: "q", edition: "made-up@1", at: NOW };
const isScan = (line: string) => TABLES.some((table) => new RegExp(`^SCAN ${table}\\b`).test(line));

describe("R31: no table is read through for", () => {
  const asked: Readonly<Record<string, () => Promise<unknown>>> = {
    "a team's current answers": () => stores.answers.currentOfTeam("team-1", NOW),
    "a member's current answers": () => stores.answers.currentOfMembership("ana", NOW),
    "a team's history": () => stores.answers.historyOfTeam("team-1"),
    "a member's history": () => stores.answers.historyOfMembership("ana"),
    "an answer that is added": () => stores.answers.append(anAnswer({ id: "another" })),
    "teams that are due": () => stores.teams.listDue(NOW, 10),
    "rounds that are due": () => stores.rounds.listDue(NOW, 10),
    "turns that are due": () => stores.turns.listDue(NOW, 10),
    "nudges that are due": () => stores.nudges.listDue(NOW, 10),
    "the latest round": () => stores.rounds.latest("team-1"),
    "a round's turns": () => stores.turns.listOfRound("round-1"),
    "a membership's last turns": () => stores.turns.listOfMembership("ana", 5),
    "a check-in's turn": () => stores.turns.findOfCheckIn("check-in-1"),
    "an open check-in": () => stores.checkIns.findOpen("ana"),
    "a membership's check-ins": () => stores.checkIns.listOfMembership("ana", 5),
    "a round's check-ins": () => stores.checkIns.listOfRound("round-1"),
    "a person by account": () => stores.people.findByAccount("workspace-1", "U1"),
    "many people": () => stores.people.findMany(["person-ana", "person-ben"]),
    "a workspace's people": () => stores.people.listOfWorkspace("workspace-1"),
    "a team by channel": () => stores.teams.findByChannel("workspace-1", "channel-1"),
    "a workspace's teams with those linked to it": () => stores.teams.listAtHome("workspace-1"),
    "a team's second homes": () => stores.homes.listOfTeam("team-1"),
    "the link for which a team rests": () => stores.homes.findOfFormerTeam("team-1"),
    "a team's user group": () => stores.groups.find("team-1", "workspace-1"),
    "the teams of a user group": () => stores.groups.listOfGroup("workspace-1", "S1"),
    "a link code": () => stores.links.findByHash("hash"),
    "wrong codes of a person": () => stores.links.countWrongCodes("person-ana", NOW),
    "a team's members": () => stores.memberships.listOfTeam("team-1"),
    "a person's memberships": () => stores.memberships.listOfPerson("person-ana"),
    "a person's steps": () => stores.steps.listOfOwner("person-ana"),
    "a team's standings": () => stores.standings.listOfTeam("team-1", 12),
    "a team's standing in short": () => stores.teamStandings.find("team-1"),
    "the standings of a workspace's teams": () => stores.teamStandings.listAtHome("workspace-1"),
    "a piece of them": () => stores.teamStandings.listBriefly({ workspaceId: "workspace-1", of: "own", after: "a", limit: 10 }),
    "a piece of those linked to it": () =>
      stores.teamStandings.listBriefly({ workspaceId: "workspace-1", of: "linked", after: "a", limit: 10 }),
    "team standings that are due": () => stores.teamStandings.listDue(NOW, 10),
    "a standing of a round": () => stores.standings.findOfRound("round-1"),
    "posts of a subject": () => stores.posts.listOfSubject("check-in", "check-in-1"),
    "a post by its place": () => stores.posts.findByPlatformRef("workspace-1", "ref"),
    "what the outbox may claim": () => stores.outbox.listDueLanes({ ...CLAIM, limit: 10, busyLanes: ["other"] }),
    "what the outbox claims": () => stores.outbox.claimFirst({ ...CLAIM, leaseMs: 1, lane: "person-ana" }),
    "leases that ran out": () => stores.outbox.claimLapsed({ now: NOW, leaseMs: 1, limit: 10 }),
    "workspaces with something due": () => stores.outbox.listDueWorkspaces(NOW),
    "the next due time": () => stores.outbox.nextDueAt(NOW - 1),
    "unsolicited messages of a person": () => stores.outbox.countUnsolicited("person-ana", NOW),
    "unsolicited messages that a person was sent": () => stores.outbox.listUnsolicitedSent("person-ana", NOW),
    "what was sent lately": () => stores.outbox.listSentSince(NOW),
    "an edit that is queued": () => stores.outbox.addEdit(anOutboxItem({ id: "edit", postId: "post-1", operation: "edit" })),
    "an edit of the same post that waits": () => stores.outbox.isOvertaken({ id: "edit", postId: "post-1" }),
    "edits to drop": () => stores.outbox.dropPendingEdits("post-1"),
    "a lane to drop": () => stores.outbox.dropLane({ workspaceId: "workspace-1", lane: "person-ana" }),
    "old events": () => stores.inbox.removeBefore(NOW, 10),
    "old messages": () => stores.outbox.removeSettledBefore(NOW, 10),
    "old turns": () => stores.turns.removeBefore(NOW, 10),
    "old nudges": () => stores.nudges.removeBefore(NOW, 10),
    "old posts": () => stores.posts.removeBefore(NOW, 10),
    "old link requests": () => stores.links.removeBefore(NOW, 10),
    "old entries of the audit log": () => stores.audit.removeBefore(NOW, 10),
    "a piece of a team's history": () => stores.answers.listMarks({ of: "team", id: "team-1", upTo: 9, after: MARK, limit: 10 }),
    "a piece of a member's history": () =>
      stores.answers.listMarks({ of: "membership", id: "ana", upTo: 9, after: MARK, limit: 10 }),
    "answers by their sequence": () => stores.answers.findMany([1, 2]),
    "the newest answer": () => stores.answers.lastSequence(),
    "where check-ins came from": () => stores.checkIns.originsOf(["check-in-1"]),
    "the next export": () => stores.exports.claimNext({ now: NOW, leaseMs: 1 }),
    "files that nobody took": () => stores.exports.listReadyBefore(NOW, 10),
    "the item of a post": () => stores.outbox.findOfPost("post-1"),
  };

  test.each(Object.keys(asked))("%s", async (name) => {
    const lines = await plan(asked[name] ?? (async () => undefined));
    expect(lines.filter(isScan)).toEqual([]);
  });
});

test("what is due comes out of its index in order, nothing is sorted", async () => {
  const dues = [
    () => stores.teams.listDue(NOW, 10),
    () => stores.rounds.listDue(NOW, 10),
    () => stores.turns.listDue(NOW, 10),
    () => stores.teamStandings.listDue(NOW, 10),
    () => stores.outbox.listDueLanes({ ...CLAIM, limit: 10, busyLanes: [] }),
  ];
  for (const due of dues) expect((await plan(due)).filter((line) => line.includes("TEMP B-TREE"))).toEqual([]);
});

test("R33: what is due in the outbox is found in the table of lanes, never by reading what is pending", async () => {
  const wanted = { ...CLAIM, limit: 10, busyLanes: [] };
  expect(await plan(() => stores.outbox.listDueLanes(wanted))).toContain(
    "SEARCH outbox_lanes USING COVERING INDEX outbox_lanes_of_workspace (workspace_id=? AND urgency=? AND next_at<?)",
  );
  expect(await plan(() => stores.outbox.listDueWorkspaces(NOW))).toContain(
    "SEARCH outbox_lanes USING COVERING INDEX outbox_lanes_in_time (next_at<?)",
  );
  for (const ask of [() => stores.outbox.nextDueAt(NOW), () => stores.outbox.claimFirst({ ...CLAIM, leaseMs: 1, lane: "l" })]) {
    const lines = await plan(ask);
    expect(lines.filter((line) => /^SEARCH outbox\b/.test(line) && !/\((id|lane|lease_until)[=<>]/.test(line))).toEqual([]);
  }
});

test("one person's conversation in Teams, and the latest of a tenant, are found without reading the others", async () => {
  expect(await plan(() => stores.teamsConversations.findDirect("workspace-1", "user-1"))).toEqual([
    "SEARCH teams_conversations USING INDEX teams_conversations_of_user (user_id=? AND workspace_id=?)",
  ]);
  expect(await plan(() => stores.teamsConversations.latest("workspace-1"))).toEqual([
    "SEARCH teams_conversations USING INDEX teams_conversations_latest (workspace_id=?)",
  ]);
});

test("R31: current answers are found by seeks alone", async () => {
  const lines = await plan(() => stores.answers.currentOfTeam("team-1", NOW));
  expect(lines).toContain("SEARCH later USING COVERING INDEX answers_latest (membership_id=? AND question_id>?)");
  expect(lines).toContain("SEARCH latest USING COVERING INDEX answers_latest (membership_id=? AND question_id=? AND at<?)");
});

test.each(["answers", "teams", "outbox"])("a scan of %s would be noticed", (table) => {
  const [row] = connection.prepare(`EXPLAIN QUERY PLAN SELECT * FROM ${table}`).all();
  expect(isScan(String(Reflect.get(Object(row), "detail")))).toBe(true);
});
