/** Reads the environment as typed configuration. A wrong value stops the start and names its variable. */
import { z } from "zod";
import { type ListedLead, TEAM_CREATIONS, type TeamCreation } from "./app/ports/world.ts";
import { SpeedboatError } from "./core/errors.ts";
import type { SlackSettings } from "./slack/slack-settings.ts";
import type { TeamsSettings } from "./teams/teams-settings.ts";

const PORT_RANGE = "a whole number from 0 to 65535";
const LOOPBACK_HOSTS = new Set(["127.0.0.1", "localhost", "::1"]);
const text = z.string().trim().min(1).optional();
const flag = oneOf(["true", "false"]).optional();
const port = z.coerce.number(PORT_RANGE).int(PORT_RANGE).min(0, PORT_RANGE).max(65535, PORT_RANGE);
const DRAIN_RANGE = "a number of seconds from 0 to 300";
const drain = z.coerce.number(DRAIN_RANGE).min(0, DRAIN_RANGE).max(300, DRAIN_RANGE);
const MONTHS_RANGE = "a whole number of months from 6 to 240";
const months = z.coerce.number(MONTHS_RANGE).int(MONTHS_RANGE).min(6, MONTHS_RANGE).max(240, MONTHS_RANGE);
const url = z.url("an address such as https://example.com/").optional();

const environmentSchema = z.object({
  DATABASE_URL: z.string().trim().min(1).default("sqlite:speedboat.db"),
  CATALOGUE_DIR: text,
  PORT: port.default(3978),
  HOST: text,
  DRAIN_SECONDS: drain.default(2),
  LOG_LEVEL: oneOf(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).optional(),
  PROGRAMME_LEADS: text,
  TEAM_CREATION: oneOf(TEAM_CREATIONS).optional(),
  RETENTION_ANSWERS_MONTHS: months.optional(),
  SLACK_BOT_TOKEN: text,
  SLACK_SIGNING_SECRET: text,
  SLACK_APP_TOKEN: text,
  SLACK_CLIENT_ID: text,
  SLACK_CLIENT_SECRET: text,
  SLACK_STATE_SECRET: text,
  ENCRYPTION_KEY: text,
  ENCRYPTION_KEY_BEFORE: text,
  SLACK_ALLOWED_WORKSPACES: text,
  SLACK_API_URL: url,
  MICROSOFT_APP_ID: text,
  MICROSOFT_APP_PASSWORD: text,
  MICROSOFT_APP_TENANT_ID: text,
  MICROSOFT_APP_TYPE: oneOf(["SingleTenant", "MultiTenant", "UserAssignedMSI"]).optional(),
  TEAMS_ALLOWED_TENANTS: text,
  TEAMS_OPENID_METADATA_URL: url,
  TEAMS_LOGIN_URL: url,
  TEAMS_TOKEN_ISSUER: text,
  TEAMS_TOKEN_SCOPE: text,
  TEAMS_SERVICE_HOSTS: text,
  TEAMS_ANONYMOUS: flag,
});

function oneOf<const W extends readonly [string, ...string[]]>(words: W) {
  return z.enum(words, `one of ${words.join(", ")}`);
}

type Environment = z.infer<typeof environmentSchema>;

/** What the environment says about this installation. Without Slack and Teams, the playground runs. */
export type Config = {
  readonly databaseUrl: string;
  readonly catalogueDir?: string;
  readonly port: number;
  /** How long `/readyz` says 503 before a stop takes no new connections, in milliseconds; 0 for the playground. */
  readonly drainMs: number;
  readonly host: string;
  /** Unless set, the playground tells of trouble alone: its reader looks at the page. */
  readonly logLevel: NonNullable<Environment["LOG_LEVEL"]>;
  /** Whom `PROGRAMME_LEADS` lists. */
  readonly programmeLeads?: readonly ListedLead[];
  readonly teamCreation?: TeamCreation;
  /** From `RETENTION_ANSWERS_MONTHS`; answers are kept for ever without it. */
  readonly answersKeptMonths?: number;
  readonly slack?: SlackSettings;
  readonly teams?: TeamsSettings;
};

function isLoopback(host: string): boolean {
  return LOOPBACK_HOSTS.has(host);
}

/**
 * Reads the environment's variables; an empty one counts as unset. Throws `config-invalid` with the variable's name and
 * what it accepts.
 */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ""));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(issue?.path.join(".") ?? "?", issue?.message ?? "");
  }
  const env = parsed.data;
  const slack = parseSlack(env);
  const teams = parseTeams(env);
  const host = env.HOST ?? (slack || teams ? "0.0.0.0" : "127.0.0.1");
  if (!(slack || teams) && !isLoopback(host))
    throw invalid("HOST", "the playground runs on loopback alone: 127.0.0.1, localhost or ::1");
  if (teams?.anonymous && !isLoopback(host))
    throw invalid("TEAMS_ANONYMOUS", "unsigned calls are accepted on loopback alone: set HOST=127.0.0.1");
  return {
    databaseUrl: env.DATABASE_URL,
    ...(env.CATALOGUE_DIR && { catalogueDir: env.CATALOGUE_DIR }),
    port: env.PORT,
    drainMs: slack || teams ? env.DRAIN_SECONDS * 1_000 : 0,
    host,
    logLevel: env.LOG_LEVEL ?? (slack || teams ? "info" : "warn"),
    ...(env.PROGRAMME_LEADS && { programmeLeads: parseListedLeads(env.PROGRAMME_LEADS) }),
    ...(env.TEAM_CREATION && { teamCreation: env.TEAM_CREATION }),
    ...(env.RETENTION_ANSWERS_MONTHS && { answersKeptMonths: env.RETENTION_ANSWERS_MONTHS }),
    ...(slack && { slack }),
    ...(teams && { teams }),
  };
}

/** Entries with commas or spaces between: WORKSPACE/USER-ID, or an e-mail address. */
function parseListedLeads(list: string): readonly ListedLead[] {
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((entry): ListedLead => {
      const [, workspace, userId] = /^([^/@]+)\/([^/@]+)$/.exec(entry) ?? [];
      if (workspace !== undefined && userId !== undefined) return { kind: "account", workspace, userId };
      if (/^[^/@]+@[^/@]+$/.test(entry)) return { kind: "email", email: entry.toLowerCase() };
      throw invalid("PROGRAMME_LEADS", `“${entry}” is neither WORKSPACE/USER-ID nor an e-mail address`);
    });
}

function parseSlack(env: Environment): SlackSettings | undefined {
  const oauth = parseOAuth(env);
  const asked = env.SLACK_BOT_TOKEN ?? env.SLACK_SIGNING_SECRET ?? env.SLACK_APP_TOKEN ?? oauth;
  if (!asked) return undefined;
  if (!env.SLACK_BOT_TOKEN && !oauth)
    throw invalid("SLACK_BOT_TOKEN", "set it, or the four variables of the installation by OAuth");
  if (env.SLACK_BOT_TOKEN?.startsWith("xapp-"))
    throw invalid("SLACK_BOT_TOKEN", "that is an app-level token (xapp-…), which belongs into SLACK_APP_TOKEN");
  if (env.SLACK_APP_TOKEN?.startsWith("xox"))
    throw invalid("SLACK_APP_TOKEN", "that is no app-level token (xapp-…); a bot token (xoxb-…) belongs into SLACK_BOT_TOKEN");
  if (env.SLACK_BOT_TOKEN && oauth) throw invalid("SLACK_BOT_TOKEN", "one workspace by token or many by OAuth, not both");
  if (!env.SLACK_SIGNING_SECRET && !env.SLACK_APP_TOKEN)
    throw invalid("SLACK_SIGNING_SECRET", "needed over HTTP; or set SLACK_APP_TOKEN");
  return {
    ...(env.SLACK_SIGNING_SECRET && { signingSecret: env.SLACK_SIGNING_SECRET }),
    ...(env.SLACK_BOT_TOKEN && { botToken: env.SLACK_BOT_TOKEN }),
    ...(env.SLACK_APP_TOKEN && { appToken: env.SLACK_APP_TOKEN }),
    ...(oauth && { oauth }),
    ...(env.SLACK_API_URL && { apiUrl: env.SLACK_API_URL }),
  };
}

function parseOAuth(env: Environment): SlackSettings["oauth"] {
  const parts = {
    SLACK_CLIENT_ID: env.SLACK_CLIENT_ID,
    SLACK_CLIENT_SECRET: env.SLACK_CLIENT_SECRET,
    SLACK_STATE_SECRET: env.SLACK_STATE_SECRET,
    ENCRYPTION_KEY: env.ENCRYPTION_KEY,
  };
  const {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: stateSecret,
    ENCRYPTION_KEY: encryptionKey,
  } = parts;
  if (!clientId && !clientSecret && !stateSecret) return undefined;
  const missing = Object.entries(parts).find(([, value]) => !value)?.[0];
  if (missing) throw invalid(missing, "installation by OAuth needs all four of its variables");
  if (!clientId || !clientSecret || !stateSecret || !encryptionKey) return undefined;
  const keys = parseKeys(env);
  const allowedWorkspaces = (env.SLACK_ALLOWED_WORKSPACES ?? "").split(/[\s,]+/).filter(Boolean);
  const wrong = allowedWorkspaces.find((id) => !/^(?:\*|[TE][A-Z0-9]+)$/.test(id));
  if (wrong !== undefined)
    throw invalid("SLACK_ALLOWED_WORKSPACES", `“${wrong}” is no id of a workspace (T…) or an organisation (E…), and not *`);
  return { clientId, clientSecret, stateSecret, ...keys, encryptionKey, allowedWorkspaces };
}

const KEY_BYTES = 32;

/** The current key and the one before it, which opens what was sealed before the key was changed. */
export type EncryptionKeys = { readonly encryptionKey?: string; readonly encryptionKeyBefore?: string };

/** Reads `ENCRYPTION_KEY` and `ENCRYPTION_KEY_BEFORE`. Throws `config-invalid` with the variable that is no key. */
export function parseKeys(env: {
  readonly ENCRYPTION_KEY?: string | undefined;
  readonly ENCRYPTION_KEY_BEFORE?: string | undefined;
}): EncryptionKeys {
  const { ENCRYPTION_KEY: encryptionKey, ENCRYPTION_KEY_BEFORE: encryptionKeyBefore } = env;
  for (const [variable, key] of Object.entries({ ENCRYPTION_KEY: encryptionKey, ENCRYPTION_KEY_BEFORE: encryptionKeyBefore })) {
    if (key && Buffer.from(key, "base64").length !== KEY_BYTES)
      throw invalid(variable, `${KEY_BYTES} bytes in base64: openssl rand -base64 ${KEY_BYTES}`);
  }
  return { ...(encryptionKey && { encryptionKey }), ...(encryptionKeyBefore && { encryptionKeyBefore }) };
}

function parseTeams(env: Environment): TeamsSettings | undefined {
  const anonymous = env.TEAMS_ANONYMOUS === "true";
  if (!env.MICROSOFT_APP_ID && !anonymous) {
    const stray = (["MICROSOFT_APP_PASSWORD", "MICROSOFT_APP_TENANT_ID", "MICROSOFT_APP_TYPE"] as const).find(
      (name) => env[name],
    );
    if (stray) throw invalid("MICROSOFT_APP_ID", `needed beside ${stray}; without it anybody could call the bot`);
    return undefined;
  }
  if (anonymous && env.MICROSOFT_APP_ID) throw invalid("TEAMS_ANONYMOUS", "leave MICROSOFT_APP_ID out to accept unsigned calls");
  const appType = env.MICROSOFT_APP_TYPE ?? (env.MICROSOFT_APP_TENANT_ID ? "SingleTenant" : "MultiTenant");
  if (!anonymous && appType !== "MultiTenant" && !env.MICROSOFT_APP_TENANT_ID)
    throw invalid("MICROSOFT_APP_TENANT_ID", `needed for ${appType}`);
  if (!anonymous && appType !== "UserAssignedMSI" && !env.MICROSOFT_APP_PASSWORD)
    throw invalid("MICROSOFT_APP_PASSWORD", `needed for ${appType}`);
  return {
    appId: env.MICROSOFT_APP_ID ?? "",
    ...(env.MICROSOFT_APP_PASSWORD && { password: env.MICROSOFT_APP_PASSWORD }),
    ...(env.MICROSOFT_APP_TENANT_ID && { tenantId: env.MICROSOFT_APP_TENANT_ID }),
    appType,
    allowedTenants: (env.TEAMS_ALLOWED_TENANTS ?? "").split(/[\s,]+/).filter(Boolean),
    ...(env.TEAMS_OPENID_METADATA_URL && { openIdMetadataUrl: env.TEAMS_OPENID_METADATA_URL }),
    ...(env.TEAMS_LOGIN_URL && { loginUrl: env.TEAMS_LOGIN_URL }),
    ...(env.TEAMS_TOKEN_ISSUER && { tokenIssuer: env.TEAMS_TOKEN_ISSUER }),
    ...(env.TEAMS_TOKEN_SCOPE && { tokenScope: env.TEAMS_TOKEN_SCOPE }),
    serviceHosts: parseServiceHosts(env.TEAMS_SERVICE_HOSTS ?? ""),
    anonymous,
  };
}

function parseServiceHosts(listed: string): readonly string[] {
  const hosts = listed.split(/[\s,]+/).filter(Boolean);
  const wrong = hosts.find((host) => !/^[a-z0-9.-]+$/i.test(host));
  if (wrong !== undefined)
    throw invalid("TEAMS_SERVICE_HOSTS", "names of hosts alone, with commas between them: smba.example.com");
  return hosts;
}

function invalid(variable: string, reason: string): SpeedboatError {
  return new SpeedboatError("config-invalid", { variable, reason });
}
