/** Translates Slack's failures: one table of its error codes, and what is known when there was no answer. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import type { SendResult } from "../../app/ports/sender.ts";
import { CallTurnedAway } from "../../pace/call-budget.ts";
import { findSlackRefusal, SLACK_REFUSALS } from "./slack-refusals.ts";

/** Whether the failing call was the one that shows the message: then a lost answer leaves its outcome unknown. */
export type Stage = "before" | "sending";

const REFUSED_CONNECTION = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);
const WITHOUT_TIME_MS = 30_000;

/** The call that failed. */
export type Failing = { readonly stage: Stage; readonly to: "person" | "channel" };

/**
 * Returns what a failure means for the message. It never throws; a failure that is not Slack's is unclear once the
 * message was being sent.
 */
export function toSlackSendResult(cause: unknown, { stage, to }: Failing): SendResult {
  if (cause instanceof CallTurnedAway) return { kind: "rate-limited", retryAfterMs: cause.waitMs, scope: "call" };
  if (cause instanceof WebAPIRateLimitedError) return wait(cause.retryAfter * 1_000);
  const code = refusalCode(cause);
  if (code !== undefined) return judgeCode(code, { stage, to });
  if (cause instanceof WebAPIHTTPError) return inTrouble(`http-${cause.statusCode}`, stage);
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
  return code !== undefined && SLACK_REFUSALS.get(code)?.means === "dead-token";
}

/** Whether Slack would take fewer words. */
export function isTooLargeForSlack(cause: unknown): boolean {
  const code = refusalCode(cause);
  return code !== undefined && SLACK_REFUSALS.get(code)?.means === "too-large";
}

/** Slack's word, or the status that says that it understood and refused. */
function refusalCode(cause: unknown): string | undefined {
  const isRefusal = cause instanceof WebAPIHTTPError && cause.statusCode >= 400 && cause.statusCode < 500;
  return isRefusal ? `http-${cause.statusCode}` : platformCode(cause);
}

function judgeCode(code: string, { stage, to }: Failing): SendResult {
  const refusal = findSlackRefusal(code);
  switch (refusal.means) {
    case "refused":
      return to === "person"
        ? { kind: "unreachable", reason: refusal.person, code }
        : { kind: "failed", reason: code, retry: false, trouble: refusal.channel };
    case "wait":
      return wait(WITHOUT_TIME_MS);
    case "again":
      return failed(code, true);
    case "unclear":
      return inTrouble(code, stage);
    case "gone":
      return { kind: "gone", reason: code };
    // Shortened as far as it goes, or sent under a token that nothing took the place of.
    case "too-large":
    case "dead-token":
      return failed(code, false);
    default:
      return refusal satisfies never;
  }
}

/** Slack answered, and says that it is in trouble. */
function inTrouble(reason: string, stage: Stage): SendResult {
  const result = lost(reason, stage);
  return result.kind === "unclear" ? { ...result, answered: true } : result;
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

/** Returns the name and code of a failure. Its message is left out, because it may quote what was sent. */
export function nameFailure(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  return code === undefined ? cause.name : `${cause.name} ${code}`;
}
