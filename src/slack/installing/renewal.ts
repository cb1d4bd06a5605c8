/** Renews tokens before they expire, with the refresh token that came with them. */
import type { Logger } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Clock } from "../../app/ports/clock.ts";
import { nameFailure, platformCode } from "../sending/slack-send-result.ts";
import type { Installations, KeptInstallation } from "./installations.ts";

/** A token lives twelve hours; as long as this an outage of Slack does no harm. */
const AHEAD_MS = 2 * 3_600_000;
/** After these no other try helps: the app has to be installed again. */
const FOR_GOOD = new Set(["invalid_refresh_token", "token_expired", "token_revoked", "account_inactive"]);

/** What renewing tokens needs. */
export type RenewalParts = {
  /** Without a token. */
  readonly client: WebClient;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly installations: Pick<Installations, "find" | "renew">;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** Returns valid tokens, and renews them when needed. */
export type Renewal = {
  /**
   * A token that holds for now. Slack's refusal to renew leaves the old one, which Slack then calls expired; rejects where it
   * ended and Slack did not answer.
   */
  freshToken(id: string, installation: KeptInstallation): Promise<string>;
  /** Whether another token stands or comes in the place of one that Slack refused; also where the next try may bring it. */
  replaces(id: string, refused: RefusedTokenOf): Promise<boolean>;
};

type RefusedTokenOf = {
  readonly installation: KeptInstallation;
  readonly token: string | undefined;
  readonly code: string;
};

/** Creates the renewal. It runs once at a time for each installation, because a refresh token works once. */
export function createRenewal({ client, clientId, clientSecret, installations, clock, logger }: RenewalParts): Renewal {
  const underWay = new Map<string, Promise<string | undefined>>();

  async function ask(id: string, spent: string): Promise<string | undefined> {
    const answer = await client.oauth.v2.access({
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: "refresh_token",
      refresh_token: spent,
    });
    const { access_token: token, refresh_token: refreshToken, expires_in: lastsS } = answer;
    if (token === undefined) return undefined;
    const expiresAt = lastsS === undefined ? undefined : Math.floor(clock.now() / 1_000) + lastsS;
    const kept = await installations.renew(id, { spent, bot: { token, refreshToken, expiresAt } });
    return kept ? token : undefined;
  }

  /** One at a time for each installation: a refresh token works once. */
  function renewOnce(id: string, spent: string): Promise<string | undefined> {
    const known = underWay.get(id);
    if (known) return known;
    const asked = ask(id, spent).finally(() => underWay.delete(id));
    underWay.set(id, asked);
    return asked;
  }

  /** Undefined where it cannot be renewed for good; rejects where another try may help. */
  async function renewNow(id: string, { bot }: KeptInstallation): Promise<string | undefined> {
    if (bot.refreshToken === undefined) return undefined;
    try {
      return (await renewOnce(id, bot.refreshToken)) ?? (await findAnother(id, bot.token));
    } catch (cause) {
      const code = platformCode(cause);
      logger.error(`the token of ${id} could not be renewed: ${code ?? nameFailure(cause)}`);
      if (code === undefined || !FOR_GOOD.has(code)) throw cause;
      return findAnother(id, bot.token);
    }
  }

  /** What another process renewed, or a new installation brought, in the meantime. */
  async function findAnother(id: string, old: string): Promise<string | undefined> {
    const token = (await installations.find(id))?.bot.token;
    return token === old ? undefined : token;
  }

  return {
    async replaces(id, { installation, token, code }) {
      if (installation.bot.token !== token) return true;
      if (code !== "token_expired") return false;
      try {
        return (await renewNow(id, installation)) !== undefined;
      } catch {
        return true;
      }
    },
    async freshToken(id, installation) {
      const { token, refreshToken, expiresAt } = installation.bot;
      if (refreshToken === undefined || expiresAt === undefined) return token;
      const leftMs = expiresAt * 1_000 - clock.now();
      if (leftMs > AHEAD_MS) return token;
      try {
        return (await renewNow(id, installation)) ?? token;
      } catch (cause) {
        if (leftMs > 0) return token;
        throw cause;
      }
    },
  };
}
