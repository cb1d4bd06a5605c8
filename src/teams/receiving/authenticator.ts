/** Checks whether a request's bearer token vouches for its activity. Nobody is told why a request was refused. */
import type { ConfigurationBotFrameworkAuthentication } from "botbuilder";
import { BOT_FRAMEWORK, type TeamsSettings } from "../teams-settings.ts";

/** Whether a token was accepted; `unsure` means that the keys could not be fetched. */
export type TokenVerdict = "accepted" | "refused" | "unsure";

type Authenticate = (authorization: string, activity: Readonly<Record<string, unknown>>) => Promise<TokenVerdict>;

/**
 * Creates the check of signature, issuer, audience, expiry, endorsement and service address. Whatever else goes wrong
 * counts as refused.
 */
export function createAuthenticator(
  authentication: ConfigurationBotFrameworkAuthentication,
  { anonymous, tokenIssuer = BOT_FRAMEWORK }: Pick<TeamsSettings, "anonymous" | "tokenIssuer">,
): Authenticate {
  return async (authorization, activity) => {
    // The SDK also takes tokens of other issuers, which an emulator or another bot gets for any audience.
    if (!anonymous && readIssuer(authorization) !== tokenIssuer) return "refused";
    try {
      await authentication.authenticateRequest(toActivity(activity), authorization);
      return "accepted";
    } catch (error) {
      return isOutage(error) ? "unsure" : "refused";
    }
  };
}

/** Whom the token says that it is from, before anybody has checked it; undefined where it says nothing. */
function readIssuer(authorization: string): string | undefined {
  const [, claims = ""] = authorization.split(".");
  try {
    const read: unknown = JSON.parse(Buffer.from(claims, "base64url").toString("utf8"));
    return typeof read === "object" && read !== null && "iss" in read && typeof read.iss === "string" ? read.iss : undefined;
  } catch {
    return undefined;
  }
}

type Activity = Parameters<ConfigurationBotFrameworkAuthentication["authenticateRequest"]>[0];

/** The two facts of an activity that a token speaks about. */
function toActivity({ channelId, serviceUrl }: Readonly<Record<string, unknown>>): Activity {
  return Object.assign(Object.create(null), {
    channelId: typeof channelId === "string" ? channelId : "",
    serviceUrl: typeof serviceUrl === "string" && serviceUrl !== "" ? serviceUrl : "none",
  });
}

function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === "FetchError" || ("statusCode" in error && error.statusCode === 500);
}
