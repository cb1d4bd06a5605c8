import { describe, expect, it } from "vitest";
import {
  describeLedgerChange,
  describeMembershipChange,
  describePersonChange,
  describeTeamChange,
} from "../../src/core/audit-entry.ts";
import type { Membership, Team } from "../../src/core/team.ts";
import { aMembership, aPerson, aSchedule, aTeam, NOW } from "../helpers/team.ts";

const DAY = 86_400_000;
const LEFT = { intervals: [{ since: 0, until: NOW - DAY }] };

describe("a saved membership is recorded", () => {
  const describeChange = (before: Partial<Membership> | undefined, after: Partial<Membership>) =>
    describeMembershipChange(before && aMembership(before), aMembership(after), NOW);

  it("as added with what they are, where there was none", () => {
    const lead = { kind: "observer", lead: true } as const;
    expect(describeChange(undefined, lead)).toEqual([{ act: "member-added", details: lead }]);
    expect(describeChange(undefined, {})).toEqual([{ act: "member-added", details: { kind: "member", lead: false } }]);
  });

  it("as returned where they had left, and as removed with what they were", () => {
    expect(describeChange(LEFT, {})).toEqual([{ act: "member-returned", details: { kind: "member", lead: false } }]);
    expect(describeChange({ lead: true }, { ...LEFT, kind: "observer" })).toEqual([
      { act: "member-removed", details: { kind: "member", lead: true } },
    ]);
  });

  it("as nothing where somebody who was away stays away, or nothing is different", () => {
    expect(describeChange(LEFT, { ...LEFT, lead: true })).toEqual([]);
    expect(describeChange(undefined, LEFT)).toEqual([]);
    expect(describeChange({}, {})).toEqual([]);
  });

  it("by each part that is different: kind, lead and roles", () => {
    expect(describeChange({}, { kind: "observer", lead: true, roles: ["sre"] })).toEqual([
      { act: "part-changed", details: { kind: "observer" } },
      { act: "lead-appointed", details: {} },
      { act: "roles-changed", details: { roles: ["sre"] } },
    ]);
    expect(describeChange({ lead: true }, {})).toEqual([{ act: "lead-ended", details: {} }]);
  });

  it("with the same roles in another order as no change, and with one more, one fewer or another as one", () => {
    expect(describeChange({ roles: ["sre", "developer"] }, { roles: ["developer", "sre"] })).toEqual([]);
    expect(describeChange({ roles: ["sre"] }, { roles: ["sre", "developer"] })).toHaveLength(1);
    expect(describeChange({ roles: ["sre", "developer"] }, { roles: ["sre"] })).toHaveLength(1);
    expect(describeChange({ roles: ["sre", "developer"] }, { roles: ["sre", "security"] })).toHaveLength(1);
  });
});

describe("a saved team is recorded", () => {
  const describeChange = (before: Partial<Team>, after: Partial<Team>) => describeTeamChange(aTeam(before), aTeam(after), NOW);

  it("as created with its privacy, and as nothing where nothing is different", () => {
    expect(describeTeamChange(undefined, aTeam({ privacy: "open" }), NOW)).toEqual([
      { act: "team-created", details: { privacy: "open" } },
    ]);
    expect(describeChange({}, { revision: 2 })).toEqual([]);
  });

  it("with the names of the settings, never with what they say", () => {
    expect(describeChange({}, { name: "Another team", channelId: "channel-2", locale: "zh-CN", questionsPerRound: 6 })).toEqual([
      { act: "settings-changed", details: { changed: ["name", "channelId", "locale", "questionsPerRound"] } },
    ]);
    expect(describeChange({}, { locale: "zh-CN" })).toEqual([{ act: "settings-changed", details: { changed: ["locale"] } }]);
  });

  it("with where it was before it moved, and with its privacy before and after", () => {
    expect(describeChange({}, { workspaceId: "workspace-2", privacy: "open" })).toEqual([
      { act: "team-moved", details: { from: "workspace-1" } },
      { act: "privacy-changed", details: { from: "private", to: "open" } },
    ]);
  });

  it("with the parts of its schedule, those that came and went included, except the anchor, which follows from them", () => {
    const changed = (before: Team["schedule"], after: Team["schedule"]) =>
      describeChange({ schedule: before }, { schedule: after });
    expect(changed(aSchedule(), aSchedule({ time: "10:00", workingDays: [1, 2], anchor: "2026-02-02" }))).toEqual([
      { act: "schedule-changed", details: { changed: ["time", "workingDays"] } },
    ]);
    expect(changed(aSchedule(), aSchedule({ anchor: "2026-02-02" }))).toEqual([]);
    const quiet = aSchedule({ holidayCountry: "DE" });
    expect(changed(aSchedule(), quiet)).toEqual([{ act: "schedule-changed", details: { changed: ["holidayCountry"] } }]);
    expect(changed(quiet, aSchedule())).toEqual([{ act: "schedule-changed", details: { changed: ["holidayCountry"] } }]);
  });

  it("as paused until an instant or without an end, and as resumed before the pause was over", () => {
    const forEver = Number.POSITIVE_INFINITY;
    expect(describeChange({}, { pausedUntil: NOW + DAY })).toEqual([{ act: "paused", details: { until: NOW + DAY } }]);
    expect(describeChange({ pausedUntil: NOW + DAY }, { pausedUntil: forEver })).toEqual([{ act: "paused", details: {} }]);
    expect(describeChange({ pausedUntil: NOW + DAY }, {})).toEqual([{ act: "resumed", details: {} }]);
    expect(describeChange({ pausedUntil: forEver }, {})).toEqual([{ act: "resumed", details: {} }]);
  });

  it("as nothing where the pause stays, or had ended by itself", () => {
    expect(describeChange({ pausedUntil: NOW + DAY }, { pausedUntil: NOW + DAY })).toEqual([]);
    expect(describeChange({ pausedUntil: NOW }, {})).toEqual([]);
    expect(describeChange({ pausedUntil: NOW - DAY }, {})).toEqual([]);
  });
});

describe("a saved goal or KPI is recorded", () => {
  const kpi = { id: "kpi-1", name: "Days to a release", revision: 1 };

  it("as added with its id, and as nothing where only its revision rose", () => {
    expect(describeLedgerChange("kpi", undefined, kpi)).toEqual({ act: "kpi-added", details: { kpi: "kpi-1" } });
    expect(describeLedgerChange("goal", undefined, { id: "goal-1" })).toEqual({ act: "goal-added", details: { goal: "goal-1" } });
    expect(describeLedgerChange("kpi", kpi, { ...kpi, revision: 2 })).toBeUndefined();
  });

  it("with the names of the parts that changed, came or went", () => {
    const { name, ...nameless } = kpi;
    const change = (changed: readonly string[]) => ({ act: "kpi-changed", details: { kpi: "kpi-1", changed } });
    expect(describeLedgerChange("kpi", kpi, { ...kpi, name: `${name} to customers` })).toEqual(change(["name"]));
    expect(describeLedgerChange<typeof nameless>("kpi", kpi, nameless)).toEqual(change(["name"]));
    expect(describeLedgerChange<typeof nameless>("kpi", nameless, kpi)).toEqual(change(["name"]));
  });

  it("as retired once, when it was retired, and only where it is a KPI", () => {
    const retired = { ...kpi, retiredAt: NOW };
    expect(describeLedgerChange("kpi", kpi, retired)).toEqual({ act: "kpi-retired", details: { kpi: "kpi-1" } });
    expect(describeLedgerChange("kpi", retired, { ...retired, name: "Another" })).toMatchObject({ act: "kpi-changed" });
    expect(describeLedgerChange("kpi", retired, kpi)).toMatchObject({ act: "kpi-changed" });
    expect(describeLedgerChange("goal", kpi, retired)).toMatchObject({
      act: "goal-changed",
      details: { changed: ["retiredAt"] },
    });
  });
});

describe("a saved person is recorded", () => {
  it("where they begin to lead the programme, with who said so, or cease to", () => {
    const lead = aPerson({ programmeLead: true, programmeLeadBy: "configuration" });
    expect(describePersonChange(aPerson(), lead)).toEqual({
      act: "programme-lead-appointed",
      details: { by: "configuration" },
    });
    expect(describePersonChange(undefined, aPerson({ programmeLead: true }))).toEqual({
      act: "programme-lead-appointed",
      details: {},
    });
    expect(describePersonChange(lead, aPerson())).toEqual({ act: "programme-lead-ended", details: {} });
  });

  it("and not where that stays as it was", () => {
    expect(describePersonChange(undefined, aPerson())).toBeUndefined();
    expect(describePersonChange(aPerson({ programmeLead: true }), aPerson({ programmeLead: true, name: "Ana" }))).toBeUndefined();
  });
});
