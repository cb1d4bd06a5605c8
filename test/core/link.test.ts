import { describe, expect, it, test } from "vitest";
import {
  CODE_LIFE_MS,
  CONFIRM_WITHIN_MS,
  type CodeUse,
  judgeCode,
  type LinkClaim,
  type LinkRequest,
  stateOfClaim,
} from "../../src/core/link.ts";
import { DAY_MS, MINUTE_MS } from "../../src/core/time.ts";
import { aWorkspace, NOW } from "../helpers/team.ts";

const SLACK = aWorkspace({ id: "workspace-slack", platform: "slack" });
const TEAMS = aWorkspace({ id: "workspace-teams", platform: "teams" });

/** Ana's team in Slack asked for a code at `NOW`. */
function aRequest(overrides: Partial<LinkRequest> = {}): LinkRequest {
  return {
    id: "link-1",
    kind: "team",
    codeHash: "hash",
    workspaceId: SLACK.id,
    personId: "person-ana",
    teamId: "team-1",
    createdAt: NOW,
    ...overrides,
  };
}

function aClaim(overrides: Partial<LinkClaim> = {}): LinkClaim {
  return { workspaceId: TEAMS.id, personId: "person-ben", at: NOW, ...overrides };
}

function judge(request: LinkRequest | undefined, use: Partial<CodeUse> = {}) {
  return judgeCode(request, { kind: "team", workspace: TEAMS, issuer: SLACK, now: NOW, ...use });
}

describe("a code", () => {
  it("may be used on the other platform, for what it was issued", () => {
    expect(judge(aRequest())).toBeUndefined();
    expect(judge(aRequest({ kind: "person" }), { kind: "person" })).toBeUndefined();
  });

  it("is used up ten minutes after it was issued", () => {
    expect(CODE_LIFE_MS).toBe(10 * MINUTE_MS);
    expect(judge(aRequest(), { now: NOW + CODE_LIFE_MS - 1 })).toBeUndefined();
    expect(judge(aRequest(), { now: NOW + CODE_LIFE_MS })).toBe("expired");
  });

  it("that nobody issued, or a workspace that removed the bot, is unknown", () => {
    expect(judge(undefined)).toBe("unknown");
    expect(judge(aRequest(), { issuer: undefined })).toBe("unknown");
    expect(judge(aRequest(), { issuer: { ...SLACK, uninstalledAt: NOW } })).toBe("unknown");
  });

  it("is for a single use, also when it was taken back unused", () => {
    expect(judge(aRequest({ claim: aClaim() }))).toBe("used");
    expect(judge(aRequest({ settledAt: NOW }))).toBe("used");
    expect(judge(aRequest({ claim: aClaim() }), { now: NOW + DAY_MS })).toBe("used");
  });

  it("joins neither a workspace with itself nor two of one platform", () => {
    expect(judge(aRequest(), { workspace: SLACK })).toBe("own-workspace");
    expect(judge(aRequest(), { workspace: aWorkspace({ id: "workspace-3", platform: "slack" }) })).toBe("same-platform");
  });

  it("of a person is none of a team, and the other way round", () => {
    expect(judge(aRequest({ kind: "person" }))).toBe("for-a-person");
    expect(judge(aRequest(), { kind: "person" })).toBe("for-a-team");
  });
});

describe("a code that was used", () => {
  it("waits a day for the word of the side that issued it", () => {
    expect(CONFIRM_WITHIN_MS).toBe(DAY_MS);
    const request = aRequest({ claim: aClaim({ at: NOW + MINUTE_MS }) });
    expect(stateOfClaim(request, NOW + MINUTE_MS + DAY_MS - 1)).toBe("waiting");
    expect(stateOfClaim(request, NOW + MINUTE_MS + DAY_MS)).toBe("expired");
  });

  test("and confirmed, or one that nobody used, waits for nothing", () => {
    expect(stateOfClaim(aRequest({ claim: aClaim(), settledAt: NOW }), NOW)).toBe("settled");
    expect(stateOfClaim(aRequest(), NOW)).toBe("settled");
  });
});
