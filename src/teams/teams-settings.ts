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
  readonly anonymous: boolean;
};

/** The issuer of the public cloud's tokens, and the scope of the bot's own. */
export const BOT_FRAMEWORK = "https://api.botframework.com";
const PUBLIC_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration";
const PUBLIC_EMULATOR_METADATA = "https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration";
const PUBLIC_LOGIN = "https://login.microsoftonline.com/botframework.com";

/** Returns the SDK's settings. The SDK accepts its overrides all together or not at all. */
export function toSettings(settings: TeamsSettings): Readonly<Record<string, string>> {
  const { openIdMetadataUrl, loginUrl, tokenIssuer } = settings;
  return {
    MicrosoftAppId: settings.appId,
    MicrosoftAppType: settings.appType,
    ...(settings.password && { MicrosoftAppPassword: settings.password }),
    ...(settings.tenantId && { MicrosoftAppTenantId: settings.tenantId }),
    ...((openIdMetadataUrl ?? loginUrl ?? tokenIssuer) && {
      ToBotFromChannelTokenIssuer: tokenIssuer ?? BOT_FRAMEWORK,
      ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl ?? PUBLIC_METADATA,
      ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl ?? PUBLIC_EMULATOR_METADATA,
      ToChannelFromBotLoginUrl: loginUrl ?? PUBLIC_LOGIN,
      ToChannelFromBotOAuthScope: BOT_FRAMEWORK,
      OAuthUrl: BOT_FRAMEWORK,
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
