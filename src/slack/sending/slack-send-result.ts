/** Translates Slack's failures: one table of its error codes, and what is known when there was no answer. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import type { SendResult } from "../../app/ports/sender.ts";
import type { UnreachableReason } from "../../core/team.ts";

/** Whether the failing call was the one that shows the message: then a lost answer leaves its outcome unknown. */
export type Stage = "before" | "sending";

const PERSON_TROUBLE: Readonly<Record<string, UnreachableReason>> = {
  cannot_dm_bot: "direct-messages-closed",
  messages_tab_disabled: "direct-messages-closed",
  channel_not_found: "direct-messages-closed",
  not_in_channel: "direct-messages-closed",
  is_archived: "direct-messages-closed",
  user_disabled: "deactivated",
  user_not_found: "left-workspace",
  users_not_found: "left-workspace",
  user_not_visible: "left-workspace",
  not_in_team: "left-workspace",
};

/** The workspace's token is dead: until it is installed again nothing goes out. */
const DEAD_TOKEN = new Set([
  "account_inactive",
  "token_revoked",
  "token_expired",
  "invalid_auth",
  "not_authed",
  "team_not_found",
]);
/** Slack's own trouble: it may have acted all the same. */
const SLACK_TROUBLE = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout"]);
const TOO_FAST = new Set(["ratelimited", "rate_limited", "message_limit_exceeded"]);
const REFUSED_CONNECTION = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);
const WITHOUT_TIME_MS = 30_000;

/** The call that failed. */
export type Failing = { readonly stage: Stage; readonly to: "person" | "channel" };

/**
 * Returns what a failure means for the message. It never throws; a failure that is not Slack's is unclear once the
 * message was being sent.
 */
export function toSlackSendResult(cause: unknown, { stage, to }: Failing): SendResult {
  if (cause instanceof WebAPIRateLimitedError) return wait(cause.retryAfter * 1_000);
  if (cause instanceof WebAPIPlatformError) return judgeCode(cause.data.error, { stage, to });
  if (cause instanceof WebAPIHTTPError) {
    if (cause.statusCode >= 400 && cause.statusCode < 500) return failed(`http-${cause.statusCode}`, false);
    return lost(`http-${cause.statusCode}`, stage);
  }
  if (cause instanceof WebAPIRequestError) {
    const refused = REFUSED_CONNECTION.has(connectionCode(cause.original));
    return refused ? failed("no-connection", true) : lost("no-answer", stage);
  }
  // The SDK's answer to a 429 that does not say how long.
  if (cause instanceof Error && cause.message.startsWith("Retry header")) return wait(WITHOUT_TIME_MS);
  return lost(cause instanceof Error ? cause.name : "thrown", stage);
}

/** Returns Slack's error code; undefined when the failure has none. */
export function platformCode(cause: unknown): string | undefined {
  return cause instanceof WebAPIPlatformError ? cause.data.error : undefined;
}

/** True when the code means that the workspace's token no longer works. */
export function isDeadToken(code: string | undefined): boolean {
  return code !== undefined && DEAD_TOKEN.has(code);
}

function judgeCode(code: string, { stage, to }: Failing): SendResult {
  const trouble = to === "person" ? PERSON_TROUBLE[code] : undefined;
  if (trouble) return { kind: "unreachable", reason: trouble };
  if (TOO_FAST.has(code)) return wait(WITHOUT_TIME_MS);
  if (SLACK_TROUBLE.has(code)) return lost(code, stage);
  return failed(code, false);
}

function lost(reason: string, stage: Stage): SendResult {
  return stage === "before" ? failed(reason, true) : { kind: "unclear", reason };
}

function failed(reason: string, retry: boolean): SendResult {
  return { kind: "failed", reason, retry };
}

/** Of this conversation alone: Slack does not say whether the whole workspace is meant, and others show it soon enough. */
function wait(retryAfterMs: number): SendResult {
  return { kind: "rate-limited", retryAfterMs, scope: "lane" };
}

/** Returns the system's error code of a request that did not get through; empty when there is none. */
export function connectionCode(original: Error): string {
  const { cause } = original;
  return typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
}
