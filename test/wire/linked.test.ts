/** A short run over the wire of a team that is one on both platforms: every promise holds for both sides together. */
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { checkRun } from "../../wire/checker/check.ts";
import { listHomes, type Plan, planRun } from "../../wire/plan.ts";
import type { WireRecord } from "../../wire/record.ts";
import { runWire, type WireRun } from "../../wire/run.ts";

let plan: Plan;
let run: WireRun;

beforeAll(async () => {
  plan = planRun({ seed: 65, teams: 2, weeks: 5, start: Date.UTC(2026, 9, 12), linked: 1 });
  run = await runWire({ plan, root: join(import.meta.dirname, "../..") });
}, 400_000);

const isDigestIn = (channel: string) => (record: WireRecord) =>
  record.kind === "shown" &&
  record.how === "post" &&
  !record.thread &&
  "channel" in record.to &&
  record.to.channel === channel &&
  /Team \d+ · (?:round|第)/.test(record.text);

function brokenBy(records: readonly WireRecord[]): readonly string[] {
  return checkRun(plan, records).flatMap(({ property, violations }) => (violations.length > 0 ? [property] : []));
}

function linkedTeam() {
  const team = plan.teams.find(({ second }) => second !== undefined);
  if (!team?.second) throw new Error("no team is linked");
  return { team, second: team.second };
}

describe("a run with a linked team", () => {
  it("breaks no promise on either side", () => {
    expect(checkRun(plan, run.records).flatMap(({ violations }) => violations)).toEqual([]);
    expect(run.complaints).toEqual([]);
  });

  it("asks people of the team on both platforms, and posts its digests to both channels", () => {
    const { team } = linkedTeam();
    for (const { platform, channel } of listHomes(team)) {
      const asked = run.records.filter(
        (record) =>
          record.kind === "shown" &&
          record.platform === platform &&
          "person" in record.to &&
          team.members.includes(record.to.person) &&
          record.actions.some(({ act }) => act === "walk"),
      );
      expect(asked.length).toBeGreaterThan(3);
      expect(run.records.filter(isDigestIn(channel)).length).toBeGreaterThan(0);
    }
  });
});

describe("the checker", () => {
  it("sees that one side got no digest", () => {
    const { second } = linkedTeam();
    const isThere = isDigestIn(second.channel);
    expect(run.records.some(isThere)).toBe(true);
    const without = run.records.filter((record) => !isThere(record));
    expect(brokenBy(without)).toContain("a digest for every round that asked somebody");
  });

  it("sees a digest that came twice to one side", () => {
    const { second } = linkedTeam();
    const index = run.records.findIndex(isDigestIn(second.channel));
    const record = run.records[index];
    if (!record) throw new Error("no digest");
    expect(brokenBy(run.records.toSpliced(index, 0, record))).toContain("no digest twice");
  });
});
