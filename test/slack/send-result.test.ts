/** What each of Slack's failures means for a message. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SLACK_REFUSALS } from "../../src/slack/sending/slack-refusals.ts";
import { type Failing, isDeadToken, toSlackSendResult } from "../../src/slack/sending/slack-send-result.ts";

const SENDING: Failing = { stage: "sending", to: "person" };
const BEFORE: Failing = { stage: "before", to: "person" };
const refused = (error: string) => new WebAPIPlatformError({ ok: false, error });
const noAnswer = (code: string) => new WebAPIRequestError(new Error("fetch failed", { cause: { code } }));
const blocked = (code: string) => ({ kind: "unreachable", reason: "blocked-by-administrator", code });
const http = (status: number) => new WebAPIHTTPError(status, "", {});

describe("a failure of Slack", () => {
  it.each([
    ["too many requests", new WebAPIRateLimitedError(7), { kind: "rate-limited", retryAfterMs: 7_000, scope: "lane" }],
    [
      "too many requests, without a time",
      new Error("Retry header did not contain a valid timeout."),
      { kind: "rate-limited", retryAfterMs: 30_000, scope: "lane" },
    ],
    ["ratelimited", refused("ratelimited"), { kind: "rate-limited", retryAfterMs: 30_000, scope: "lane" }],
    ["message_limit_exceeded", refused("message_limit_exceeded"), { kind: "rate-limited", retryAfterMs: 30_000, scope: "lane" }],
    ["a message too long at its shortest", refused("msg_too_long"), { kind: "failed", reason: "msg_too_long", retry: false }],
    ["a client error", http(404), { kind: "unreachable", reason: "refused", code: "http-404" }],
    ["a block by an administrator", refused("restricted_action"), blocked("restricted_action")],
    ["a permission that is missing", refused("no_permission"), blocked("no_permission")],
    [
      "a person of another organisation",
      refused("invalid_user_combination"),
      { kind: "unreachable", reason: "other-organisation", code: "invalid_user_combination" },
    ],
    ["a move of the workspace", refused("team_added_to_org"), { kind: "failed", reason: "team_added_to_org", retry: true }],
    ["a message that is gone", refused("message_not_found"), { kind: "gone", reason: "message_not_found" }],
    ["a server error", http(500), { kind: "unclear", reason: "http-500", answered: true }],
    ["its own trouble", refused("internal_error"), { kind: "unclear", reason: "internal_error", answered: true }],
    ["a connection that was refused", noAnswer("ECONNREFUSED"), { kind: "failed", reason: "no-connection", retry: true }],
    ["a name that is not found", noAnswer("ENOTFOUND"), { kind: "failed", reason: "no-connection", retry: true }],
    ["an answer that was lost", noAnswer("ECONNRESET"), { kind: "unclear", reason: "no-answer" }],
    ["a failure of ours", new TypeError("a secret"), { kind: "unclear", reason: "TypeError" }],
    ["something thrown", "a secret", { kind: "unclear", reason: "thrown" }],
  ])("is told as it is once the message was on its way: %s", (_, cause, result) => {
    expect(toSlackSendResult(cause, SENDING)).toEqual(result);
  });

  it.each([
    ["a server error", http(503), "http-503"],
    ["its own trouble", refused("fatal_error"), "fatal_error"],
    ["an answer that was lost", noAnswer("ECONNRESET"), "no-answer"],
  ])("before the message was on its way is tried again: %s", (_, cause, reason) => {
    expect(toSlackSendResult(cause, BEFORE)).toEqual({ kind: "failed", reason, retry: true });
  });

  it("is about the person in a direct message, and about the channel in a channel", () => {
    expect(toSlackSendResult(refused("channel_not_found"), SENDING)).toEqual({
      kind: "unreachable",
      reason: "direct-messages-closed",
      code: "channel_not_found",
    });
    const inChannel = toSlackSendResult(refused("channel_not_found"), { stage: "sending", to: "channel" });
    expect(inChannel).toEqual({
      kind: "failed",
      reason: "channel_not_found",
      retry: false,
      trouble: "not-in-channel",
    });
    const restricted = toSlackSendResult(refused("restricted_action"), { stage: "sending", to: "channel" });
    expect(restricted).toMatchObject({ reason: "restricted_action", trouble: "posting-restricted" });
  });

  it.each(["account_inactive", "token_revoked", "token_expired", "invalid_auth", "not_authed", "team_not_found"])(
    "ends the token: %s",
    (code) => {
      expect(isDeadToken(code)).toBe(true);
    },
  );

  it("ends no token otherwise", () => {
    expect([undefined, "not_in_channel", "ratelimited"].map(isDeadToken)).toEqual([false, false, false]);
  });

  it("that stands in no table is a refusal for good, and keeps its code", () => {
    const code = fc.stringMatching(/^[a-z]{3,12}(_[a-z]{2,10}){0,3}$/).filter((each) => !SLACK_REFUSALS.has(each));
    fc.assert(
      fc.property(code, fc.constantFrom("before" as const, "sending" as const), (each, stage) => {
        expect(toSlackSendResult(refused(each), { stage, to: "person" })).toEqual({
          kind: "unreachable",
          reason: "refused",
          code: each,
        });
        expect(toSlackSendResult(refused(each), { stage, to: "channel" })).toEqual({
          kind: "failed",
          reason: each,
          retry: false,
          trouble: "refused",
        });
      }),
    );
  });
});
