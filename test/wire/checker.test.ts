/** A short run over the wire around both clock changes of autumn, with the outage: the checker finds nothing, and sees what is broken on purpose. */
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { checkRun } from "../../wire/checker/check.ts";
import { type Plan, planRun } from "../../wire/plan.ts";
import type { ShownRecord, WireRecord } from "../../wire/record.ts";
import { runWire, type WireRun } from "../../wire/run.ts";

let plan: Plan;
let run: WireRun;

beforeAll(async () => {
  plan = planRun({ seed: 61, teams: 6, weeks: 3, start: Date.UTC(2026, 9, 12) });
  run = await runWire({ plan, root: join(import.meta.dirname, "../..") });
}, 400_000);

function brokenBy(records: readonly WireRecord[]): readonly string[] {
  return checkRun(plan, records).flatMap(({ property, violations }) => (violations.length > 0 ? [property] : []));
}

/** The first record of this kind, and where it stands. */
function find(wanted: (record: ShownRecord) => boolean): { readonly record: ShownRecord; readonly index: number } {
  const index = run.records.findIndex((record) => record.kind === "shown" && wanted(record));
  const record = run.records[index];
  if (record?.kind !== "shown") throw new Error("the run has no such record");
  return { record, index };
}

const isPost = (act: string) => (record: ShownRecord) =>
  record.how === "post" && "person" in record.to && record.actions.some((action) => action.act === act);
const isDigest = ({ how, thread, text }: ShownRecord) => how === "post" && !thread && /Team \d+ · (?:round|第)/.test(text);

function insertAfter(index: number, record: WireRecord): readonly WireRecord[] {
  return [...run.records.slice(0, index + 1), record, ...run.records.slice(index + 1)];
}

describe("a run over the wire", () => {
  it("breaks no promise", () => {
    const rows = checkRun(plan, run.records);
    expect(rows.flatMap(({ violations }) => violations)).toEqual([]);
    expect(run.complaints).toEqual([]);
  });

  it("has cases for every promise", () => {
    const idle = checkRun(plan, run.records).filter(({ checked }) => checked === 0);
    expect(idle.map(({ property }) => property)).toEqual([]);
  });

  it("speaks on both platforms", () => {
    for (const platform of ["slack", "teams"]) {
      expect(run.records.filter((record) => record.kind === "shown" && record.platform === platform).length).toBeGreaterThan(50);
    }
  });
});

describe("the checker", () => {
  it("sees a question that came twice", () => {
    const { record, index } = find(isPost("walk"));
    expect(brokenBy(insertAfter(index, { ...record, at: record.at + 60_000 }))).toContain("asked at most once a round");
  });

  it("sees a question that never came", () => {
    const { index } = find((record) => isPost("walk")(record) && record.at > plan.start);
    expect(brokenBy(run.records.toSpliced(index, 1))).toContain("asked exactly once, at the team's hour in their zone");
  });

  it("sees a question an hour late", () => {
    const { record, index } = find((candidate) => isPost("walk")(candidate) && candidate.at > plan.start);
    const late = run.records.with(index, { ...record, at: record.at + 3_600_000 });
    expect(brokenBy(late)).toContain("asked exactly once, at the team's hour in their zone");
  });

  it("sees a reminder at three in the morning", () => {
    const { record, index } = find(isPost("show-check-in"));
    const person = "person" in record.to ? plan.people.get(record.to.person) : undefined;
    const hour = new Intl.DateTimeFormat("en-GB", { timeZone: person?.zone ?? "UTC", hour: "2-digit", hourCycle: "h23" });
    const nights = Array.from({ length: 24 }, (_, hours) => record.at + hours * 3_600_000);
    const at = nights.find((night) => hour.format(night) === "03") ?? record.at;
    expect(brokenBy(run.records.with(index, { ...record, at }))).toContain(
      "nothing outside of working hours, days off and quiet hours kept",
    );
  });

  it("sees a reminder after the member was done", () => {
    const { record, index } = find(isPost("show-check-in"));
    const done: ShownRecord = { ...cardOf(record), how: "edit", at: record.at - 60_000, actions: [] };
    expect(brokenBy(insertAfter(index - 1, done))).toContain("no reminder after finishing");
  });

  it("sees a second reminder that nobody wished", () => {
    const { record, index } = find(isPost("show-check-in"));
    const again = { ...record, at: record.at + 60_000 };
    expect(brokenBy([...insertAfter(index, again), again])).toContain("no reminder beyond the member's wish");
  });

  it("sees a digest that came twice", () => {
    const { record, index } = find(isDigest);
    expect(brokenBy(insertAfter(index, { ...record, message: "again" }))).toContain("no digest twice");
  });

  it("sees a silent member named in a channel", () => {
    const { record, index } = find(isDigest);
    const team = plan.teams.find(({ channel }) => "channel" in record.to && record.to.channel === channel);
    const silent = plan.people.get(team?.members[3] ?? "")?.name;
    const naming = { ...record, text: `${record.text}\n${silent} has not answered` };
    expect(brokenBy(run.records.with(index, naming))).toContain("nobody named in a channel but who set the team up");
  });
});

/** The card that the reminder is about. */
function cardOf(reminder: ShownRecord): ShownRecord {
  const [shown] = reminder.actions.flatMap((action) => (action.act === "show-check-in" ? [action.checkInId] : []));
  return find(
    (record) => isPost("walk")(record) && record.actions.some((action) => action.act === "walk" && action.checkInId === shown),
  ).record;
}
