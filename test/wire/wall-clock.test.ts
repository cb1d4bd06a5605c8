import { describe, expect, it } from "vitest";
import { instantOf, wallAt } from "../../wire/wall-clock.ts";

const at = (iso: string) => Date.parse(iso);

describe("the clock on the wall", () => {
  it("shows what the zone's clock shows", () => {
    expect(wallAt(at("2026-10-24T22:30:00Z"), "Europe/Berlin")).toEqual({ date: "2026-10-25", time: "00:30" });
  });

  it("finds an ordinary hour", () => {
    expect(instantOf({ date: "2026-11-23", time: "09:00" }, "Asia/Kolkata")).toBe(at("2026-11-23T03:30:00Z"));
  });

  it.each([
    ["America/New_York", "2027-03-14", "02:30", "2027-03-14T07:00:00Z"],
    ["America/Havana", "2027-03-14", "00:30", "2027-03-14T05:00:00Z"],
    ["Asia/Beirut", "2027-03-28", "00:30", "2027-03-27T22:00:00Z"],
    ["Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30:00Z"],
  ])("gives for an hour that %s skips the first instant after it", (zone, date, time, expected) => {
    expect(instantOf({ date, time }, zone)).toBe(at(expected));
  });

  it.each([
    ["America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z"],
    ["Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00Z"],
    ["Europe/London", "2026-10-25", "01:30", "2026-10-25T00:30:00Z"],
    ["Australia/Lord_Howe", "2027-04-04", "01:45", "2027-04-03T14:45:00Z"],
  ])("gives for an hour that %s shows twice the first", (zone, date, time, expected) => {
    expect(instantOf({ date, time }, zone)).toBe(at(expected));
  });
});
