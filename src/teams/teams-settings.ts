/** Turns the environment's Teams settings into Bot Framework's own, and says which tenants may talk to the bot. */

/** What the environment says about Teams. */
export type TeamsSettings = {
  readonly appId: string;
  readonly password?: string;
  readonly tenantId?: string;
  readonly appType: "SingleTenant" | "MultiTenant" | "UserAssignedMSI";
  readonly allowedTenants: readonly string[];
  readonly openIdMetadataUrl?: string;
  readonly loginUrl?: string;
  readonly tokenIssuer?: string;
  /** The scope of the bot's own tokens; the public cloud's unless given. */
  readonly tokenScope?: string;
  /** Hosts of service addresses beside those of Microsoft's that this program knows. */
  readonly serviceHosts?: readonly string[];
  readonly anonymous: boolean;
};

/** The issuer of the public cloud's tokens, and the scope of the bot's own. */
export const BOT_FRAMEWORK = "https://api.botframework.com";
const PUBLIC_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration";
const PUBLIC_EMULATOR_METADATA = "https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration";
const PUBLIC_LOGIN = "https://login.microsoftonline.com/botframework.com";

/** Returns the SDK's settings. The SDK accepts its overrides all together or not at all. */
export function toSettings(settings: TeamsSettings): Readonly<Record<string, string>> {
  const { openIdMetadataUrl, loginUrl, tokenIssuer, tokenScope } = settings;
  return {
    MicrosoftAppId: settings.appId,
    MicrosoftAppType: settings.appType,
    ...(settings.password && { MicrosoftAppPassword: settings.password }),
    ...(settings.tenantId && { MicrosoftAppTenantId: settings.tenantId }),
    ...((openIdMetadataUrl ?? loginUrl ?? tokenIssuer ?? tokenScope) && {
      ToBotFromChannelTokenIssuer: tokenIssuer ?? BOT_FRAMEWORK,
      ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl ?? PUBLIC_METADATA,
      ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl ?? PUBLIC_EMULATOR_METADATA,
      ToChannelFromBotLoginUrl: loginUrl ?? PUBLIC_LOGIN,
      ToChannelFromBotOAuthScope: tokenScope ?? BOT_FRAMEWORK,
      OAuthUrl: tokenScope ?? BOT_FRAMEWORK,
    }),
  };
}

/**
 * True when people of this tenant may talk to the bot. A bot of a single tenant serves only that one unless others are
 * listed.
 */
export function allowsTenant({ allowedTenants, appType, tenantId, anonymous }: TeamsSettings, tenant: string): boolean {
  const own = appType !== "MultiTenant" && tenantId && !anonymous ? [tenantId] : [];
  const allowed = allowedTenants.length > 0 ? allowedTenants : own;
  return allowed.length === 0 || allowed.some((one) => one.toLowerCase() === tenant.toLowerCase());
}

/** Where Teams' own connector answers: the public cloud, and the clouds of the government of the United States. */
const MICROSOFT_HOSTS = [
  "smba.trafficmanager.net",
  "smba.infra.gcc.teams.microsoft.com",
  "smba.infra.gov.teams.microsoft.us",
  "smba.infra.dod.teams.microsoft.us",
] as const;
const LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"] as const;

/**
 * True when the bot may send its token and its messages to this service address: over https to a host of Microsoft's or to one
 * that the operator listed. Without tokens only this machine is spoken to.
 */
export function allowsService({ anonymous, serviceHosts = [] }: TeamsSettings, serviceUrl: string): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, hostname } = new URL(serviceUrl);
  const isLoopback = LOOPBACK_HOSTS.some((host) => host === hostname);
  if (anonymous) return isLoopback;
  if (protocol !== "https:" && !isLoopback) return false;
  return [...MICROSOFT_HOSTS, ...serviceHosts].some((host) => host.toLowerCase() === hostname);
}
