/** What a failed call to the connector means for what was to be sent: one table. */
import type { SendResult } from "../../app/ports/sender.ts";
import { ConnectorFailure } from "./connector-failure.ts";

export type Attempt = {
  readonly to: "person" | "channel";
  readonly doing: "post" | "edit" | "remove" | "open-direct";
};

const DEFAULT_WAIT_MS = 5_000;

export function toTeamsSendResult(error: unknown, attempt: Attempt): SendResult {
  if (!(error instanceof ConnectorFailure)) return { kind: "unclear", reason: "unknown" };
  const { status, code, about } = error;
  const reason = status === undefined ? code : `${status} ${code}`;
  switch (status) {
    case 429:
      return { kind: "rate-limited", retryAfterMs: about.retryAfterMs ?? DEFAULT_WAIT_MS, scope: "lane" };
    // Teams asks for these to be sent again: nothing was accepted.
    case 412:
    case 408:
      return { kind: "failed", reason, retry: true };
    case 401:
      return { kind: "failed", reason, retry: true };
    case 403:
      return refuse(code, reason, attempt);
    case 404:
      return attempt.doing === "open-direct"
        ? { kind: "unreachable", reason: "left-workspace" }
        : { kind: "failed", reason, retry: false };
    default:
      return judgeOther(error, reason, attempt);
  }
}

/** The person blocked the bot, or never installed it. */
function refuse(code: string, reason: string, { to, doing }: Attempt): SendResult {
  if (to === "channel" || doing === "edit" || doing === "remove") return { kind: "failed", reason, retry: false };
  return { kind: "unreachable", reason: code === "MessageWritesBlocked" ? "direct-messages-closed" : "not-installed" };
}

/** Opening a conversation twice shows nothing; a post that may have arrived is never repeated. */
function judgeOther({ status, about }: ConnectorFailure, reason: string, { doing }: Attempt): SendResult {
  if (status !== undefined && (status < 500 || status === 501)) return { kind: "failed", reason, retry: false };
  if (!about.mayHaveArrived || doing === "open-direct") return { kind: "failed", reason, retry: true };
  return { kind: "unclear", reason };
}
