/** Translates failed calls to the connector into what they mean for the message: one table. */
import type { SendResult } from "../../app/ports/sender.ts";
import { ConnectorFailure, TURNED_AWAY } from "./connector-failure.ts";
import { type Doing, findTeamsRefusal } from "./teams-refusals.ts";

/** The call that failed: what it did, and to whom. */
export type Attempt = { readonly to: "person" | "channel"; readonly doing: Doing };

const DEFAULT_WAIT_MS = 5_000;

/** Returns what a failure means for the message. A post that may have arrived is unclear and never repeated. */
export function toTeamsSendResult(error: unknown, attempt: Attempt): SendResult {
  if (!(error instanceof ConnectorFailure)) return { kind: "unclear", reason: "unknown" };
  const { status, code, about } = error;
  const reason = status === undefined ? code : `${status} ${code}`;
  const refusal = status === undefined ? undefined : findTeamsRefusal({ status, code, doing: attempt.doing });
  switch (refusal?.means) {
    case undefined:
      return judgeSilence(error, reason, attempt);
    case "wait":
      return {
        kind: "rate-limited",
        retryAfterMs: about.retryAfterMs ?? DEFAULT_WAIT_MS,
        scope: code === TURNED_AWAY ? "call" : "lane",
      };
    case "again":
      return { kind: "failed", reason, retry: true };
    // Shortened as far as it goes.
    case "too-large":
      return { kind: "failed", reason, retry: false };
    case "gone":
      return { kind: "gone", reason };
    case "refused":
      return refuse(refusal, reason, attempt);
    default:
      return refusal satisfies never;
  }
}

/** Whether Teams would take fewer words. */
export function isTooLargeForTeams(error: unknown): boolean {
  if (!(error instanceof ConnectorFailure) || error.status === undefined) return false;
  return findTeamsRefusal({ status: error.status, code: error.code, doing: "post" })?.means === "too-large";
}

function refuse(
  { person, channel }: Extract<ReturnType<typeof findTeamsRefusal>, { means: "refused" }>,
  reason: string,
  { to, doing }: Attempt,
): SendResult {
  const isChange = doing === "edit" || doing === "remove";
  if (to === "channel") return { kind: "failed", reason, retry: false, ...(!isChange && { trouble: channel }) };
  return isChange ? { kind: "failed", reason, retry: false } : { kind: "unreachable", reason: person, code: reason };
}

/** Opening a conversation twice shows nothing; a post that may have arrived is never repeated. */
function judgeSilence({ about, status }: ConnectorFailure, reason: string, { doing }: Attempt): SendResult {
  if (!about.mayHaveArrived || doing === "open-direct") return { kind: "failed", reason, retry: true };
  return { kind: "unclear", reason, ...(status !== undefined && { answered: true }) };
}
