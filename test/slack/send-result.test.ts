/** What each of Slack's failures means for a message. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { type Failing, isDeadToken, toSlackSendResult } from "../../src/slack/sending/slack-send-result.ts";

const SENDING: Failing = { stage: "sending", to: "person" };
const BEFORE: Failing = { stage: "before", to: "person" };
const refused = (error: string) => new WebAPIPlatformError({ ok: false, error });
const noAnswer = (code: string) => new WebAPIRequestError(new Error("fetch failed", { cause: { code } }));
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
    ["a refusal of the message", refused("msg_too_long"), { kind: "failed", reason: "msg_too_long", retry: false }],
    ["a client error", http(404), { kind: "failed", reason: "http-404", retry: false }],
    ["a server error", http(500), { kind: "unclear", reason: "http-500" }],
    ["its own trouble", refused("internal_error"), { kind: "unclear", reason: "internal_error" }],
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
    });
    const inChannel = toSlackSendResult(refused("channel_not_found"), { stage: "sending", to: "channel" });
    expect(inChannel).toEqual({ kind: "failed", reason: "channel_not_found", retry: false });
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
});
