/** The environment's Teams settings as Bot Framework's own, and which tenants may speak to the bot. */

/** What this room needs of the configuration. */
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

/** Issues the tokens of the public cloud, and is what the bot's own tokens are for. */
export const BOT_FRAMEWORK = "https://api.botframework.com";
const PUBLIC_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration";
const PUBLIC_EMULATOR_METADATA = "https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration";
const PUBLIC_LOGIN = "https://login.microsoftonline.com/botframework.com";

/** The SDK takes its own overrides all together or not at all. */
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

/** Whether people of this tenant may speak to the bot. A bot of one tenant serves that one unless others are listed. */
export function allowsTenant({ allowedTenants, appType, tenantId, anonymous }: TeamsSettings, tenant: string): boolean {
  const own = appType !== "MultiTenant" && tenantId && !anonymous ? [tenantId] : [];
  const allowed = allowedTenants.length > 0 ? allowedTenants : own;
  return allowed.length === 0 || allowed.some((one) => one.toLowerCase() === tenant.toLowerCase());
}
