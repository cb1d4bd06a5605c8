import { describe, expect, it } from "vitest";
import { ConnectorFailure } from "../../src/teams/sending/connector-failure.ts";
import { parseRetryAfter } from "../../src/teams/sending/connector-http.ts";
import { isTooLargeForTeams, toTeamsSendResult } from "../../src/teams/sending/teams-send-result.ts";

const failure = (status: number | undefined, about: { retryAfterMs?: number; mayHaveArrived?: boolean; code?: string } = {}) =>
  new ConnectorFailure(status, about.code ?? "no-code", {
    mayHaveArrived: about.mayHaveArrived ?? (status === undefined || status >= 500),
    ...(about.retryAfterMs !== undefined && { retryAfterMs: about.retryAfterMs }),
  });
const post = { to: "person", doing: "post" } as const;

describe("a call that failed", () => {
  it("with 429 holds the lane for as long as told", () => {
    expect(toTeamsSendResult(failure(429, { retryAfterMs: 7_000 }), post)).toEqual({
      kind: "rate-limited",
      retryAfterMs: 7_000,
      scope: "lane",
    });
  });

  it.each([401, 408, 412])("with %d was not accepted and is sent again", (status) => {
    expect(toTeamsSendResult(failure(status), post)).toMatchObject({ kind: "failed", retry: true });
  });

  it("with 429 that does not say for how long holds the lane for five seconds", () => {
    expect(toTeamsSendResult(failure(429), post)).toMatchObject({ kind: "rate-limited", retryAfterMs: 5_000 });
  });

  it("with 404 means that the person is gone where their chat is looked for, and nothing of them where a message is", () => {
    const gone = { kind: "unreachable", reason: "left-workspace", code: "404 no-code" };
    expect(toTeamsSendResult(failure(404), { to: "person", doing: "open-direct" })).toEqual(gone);
    expect(toTeamsSendResult(failure(404), { to: "person", doing: "edit" })).toEqual({ kind: "gone", reason: "404 no-code" });
  });

  it.each([500, 502, 503, 504])(
    "with %d is unclear where it posts, and tried again where it only looks for the conversation",
    (status) => {
      expect(toTeamsSendResult(failure(status), post).kind).toBe("unclear");
      expect(toTeamsSendResult(failure(status), { to: "person", doing: "open-direct" })).toMatchObject({
        kind: "failed",
        retry: true,
      });
    },
  );

  it("with 403 means that the person has not installed the app, or closed the chat", () => {
    expect(toTeamsSendResult(failure(403), post)).toEqual({
      kind: "unreachable",
      reason: "not-installed",
      code: "403 no-code",
    });
    expect(toTeamsSendResult(failure(403, { code: "MessageWritesBlocked" }), post)).toEqual({
      kind: "unreachable",
      reason: "direct-messages-closed",
      code: "403 MessageWritesBlocked",
    });
    expect(toTeamsSendResult(failure(403, { code: "BotDisabledByAdmin" }), post)).toMatchObject({
      reason: "blocked-by-administrator",
    });
    expect(toTeamsSendResult(failure(400, { code: "MemberNotFoundInConversation" }), post)).toMatchObject({
      kind: "unreachable",
      reason: "not-installed",
    });
  });

  it("with 403 or 404 in a channel fails for good and names the reason", () => {
    const to = { to: "channel", doing: "post" } as const;
    expect(toTeamsSendResult(failure(403, { code: "BotNotInConversationRoster" }), to)).toEqual({
      kind: "failed",
      reason: "403 BotNotInConversationRoster",
      retry: false,
      trouble: "not-in-channel",
    });
    expect(toTeamsSendResult(failure(404), to)).toMatchObject({ kind: "failed", retry: false, trouble: "refused" });
  });

  it.each([400, 405, 409, 410, 501])("with %d was understood and refused for good: the code is kept", (status) => {
    const code = `${status} no-code`;
    expect(toTeamsSendResult(failure(status), post)).toEqual({ kind: "unreachable", reason: "refused", code });
    expect(toTeamsSendResult(failure(status), { to: "person", doing: "open-direct" })).toEqual({
      kind: "unreachable",
      reason: "refused",
      code,
    });
    expect(toTeamsSendResult(failure(status), { to: "channel", doing: "post" })).toMatchObject({
      kind: "failed",
      reason: code,
      trouble: "refused",
    });
    expect(toTeamsSendResult(failure(status), { to: "person", doing: "remove" })).toMatchObject({ kind: "failed", retry: false });
  });

  it("with 413 asks for fewer words", () => {
    expect([failure(413), failure(400, { code: "MessageSizeTooBig" }), failure(400)].map(isTooLargeForTeams)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("without an answer is unclear, unless nothing was sent", () => {
    expect(toTeamsSendResult(failure(undefined, { code: "timeout" }), post)).toEqual({ kind: "unclear", reason: "timeout" });
    expect(toTeamsSendResult(failure(undefined, { code: "ECONNREFUSED", mayHaveArrived: false }), post)).toMatchObject({
      kind: "failed",
      retry: true,
    });
  });
});

it("a wait is read in seconds or as a date", () => {
  expect(parseRetryAfter("3")).toBe(3_000);
  expect(parseRetryAfter("Mon, 23 Nov 2026 09:00:10 GMT", Date.UTC(2026, 10, 23, 9))).toBe(10_000);
  expect(parseRetryAfter(null)).toBeUndefined();
  expect(parseRetryAfter("soon")).toBeUndefined();
});
