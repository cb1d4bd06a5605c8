/** Makes the first call with a token, and explains its failure to the person at the terminal. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRequestError } from "@slack/web-api";
import { SpeedboatError } from "../../core/errors.ts";
import { SLACK_REFUSALS } from "../sending/slack-refusals.ts";
import { connectionCode } from "../sending/slack-send-result.ts";

type TokenVariable = "SLACK_BOT_TOKEN" | "SLACK_APP_TOKEN";

const WHERE_TO_COPY: Readonly<Record<TokenVariable, string>> = {
  SLACK_BOT_TOKEN: "Copy the Bot User OAuth Token (xoxb-…) under Install App",
  SLACK_APP_TOKEN: "Copy the token (xapp-…) with connections:write under Basic Information, App-Level Tokens",
};

/**
 * Runs the call and returns its result. Throws `config-invalid` when Slack refuses the token, and `platform-unreachable`
 * when it does not answer, or is in trouble itself.
 */
export async function startWith<T>(variable: TokenVariable, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw toRefusal(variable, cause);
  }
}

function toRefusal(variable: TokenVariable, cause: unknown): unknown {
  if (cause instanceof WebAPIPlatformError && !isSlacksTrouble(cause.data.error)) {
    const reason = `Slack does not take it (${cause.data.error}). ${WHERE_TO_COPY[variable]}`;
    return new SpeedboatError("config-invalid", { variable, reason }, { cause });
  }
  return new SpeedboatError("platform-unreachable", { platform: "Slack", detail: describeSilence(cause) }, { cause });
}

/** Slack answered, and what it says is not about the token. */
function isSlacksTrouble(code: string): boolean {
  const means = SLACK_REFUSALS.get(code)?.means;
  return means === "unclear" || means === "again" || means === "wait";
}

function describeSilence(cause: unknown): string {
  if (cause instanceof WebAPIRequestError) return connectionCode(cause.original) || cause.original.message;
  if (cause instanceof WebAPIHTTPError) return `HTTP ${cause.statusCode}`;
  if (cause instanceof WebAPIPlatformError) return cause.data.error;
  return cause instanceof Error ? cause.message : "no answer";
}
