import { describe, expect, it } from "vitest";
import { parseZone, resolveSlot, resolveSlotLast, toLocal } from "../../../src/core/schedule/local-time.ts";

const at = (iso: string) => Date.parse(iso);

describe("R4: an hour that does not exist is the first valid instant after it", () => {
  it.each([
    ["America/New_York", "2026-03-08T02:30", "2026-03-08T07:00:00Z"],
    ["America/New_York", "2026-03-08T02:00", "2026-03-08T07:00:00Z"],
    ["Asia/Beirut", "2026-03-29T00:00", "2026-03-28T22:00:00Z"],
    ["Africa/Cairo", "2026-04-24T00:30", "2026-04-23T22:00:00Z"],
    ["Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30:00Z"],
    ["America/Havana", "2026-03-08T00:30", "2026-03-08T05:00:00Z"],
    ["Pacific/Apia", "2011-12-30T09:00", "2011-12-30T10:00:00Z"],
  ])("in %s at %s", (zone, slot, expected) => {
    expect(resolveSlot(slot, zone)).toBe(at(expected));
    expect(resolveSlotLast(slot, zone)).toBe(at(expected));
  });

  it("beside the gap hours are what they always are", () => {
    expect(resolveSlot("2026-03-08T01:59", "America/New_York")).toBe(at("2026-03-08T06:59:00Z"));
    expect(resolveSlot("2026-03-08T03:00", "America/New_York")).toBe(at("2026-03-08T07:00:00Z"));
  });
});

describe("R5: an hour that comes twice is the first", () => {
  it.each([
    ["America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"],
    ["Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"],
    ["Europe/London", "2026-10-25T01:30", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"],
    ["Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"],
  ])("in %s at %s", (zone, slot, first, second) => {
    expect(resolveSlot(slot, zone)).toBe(at(first));
    expect(resolveSlotLast(slot, zone)).toBe(at(second));
  });
});

describe("what the clock on the wall shows", () => {
  it("is the zone's date and minute", () => {
    expect(toLocal(at("2026-11-23T20:15:59Z"), "Asia/Kathmandu")).toEqual({ date: "2026-11-24", time: "02:00" });
    expect(toLocal(at("2026-11-23T00:00:00Z"), "UTC")).toEqual({ date: "2026-11-23", time: "00:00" });
  });
});

describe("a zone", () => {
  it.each([
    ["Europe/Berlin", "Europe/Berlin"],
    ["asia/shanghai", "Asia/Shanghai"],
    ["UTC", "UTC"],
    ["Mars/Olympus", undefined],
    ["+08:00", undefined],
    ["", undefined],
    [" Europe/Berlin", undefined],
  ])("named %j is read as %j", (text, zone) => {
    expect(parseZone(text)).toBe(zone);
  });
});
