/** Makes the first call with a token, and explains its failure to the person at the terminal. */
import { WebAPIPlatformError, WebAPIRequestError } from "@slack/web-api";
import { SpeedboatError } from "../../core/errors.ts";
import { connectionCode } from "../sending/slack-send-result.ts";

type TokenVariable = "SLACK_BOT_TOKEN" | "SLACK_APP_TOKEN";

const WHERE_TO_COPY: Readonly<Record<TokenVariable, string>> = {
  SLACK_BOT_TOKEN: "Copy the Bot User OAuth Token (xoxb-…) under Install App",
  SLACK_APP_TOKEN: "Copy the token (xapp-…) with connections:write under Basic Information, App-Level Tokens",
};

/**
 * Runs the call and returns its result. Throws `config-invalid` when Slack refuses the token, and `platform-unreachable`
 * when it does not answer.
 */
export async function startWith<T>(variable: TokenVariable, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw toRefusal(variable, cause);
  }
}

function toRefusal(variable: TokenVariable, cause: unknown): unknown {
  if (cause instanceof WebAPIPlatformError) {
    const reason = `Slack does not take it (${cause.data.error}). ${WHERE_TO_COPY[variable]}`;
    return new SpeedboatError("config-invalid", { variable, reason }, { cause });
  }
  if (!(cause instanceof WebAPIRequestError)) return cause;
  const detail = connectionCode(cause.original) || cause.original.message;
  return new SpeedboatError("platform-unreachable", { platform: "Slack", detail }, { cause });
}
