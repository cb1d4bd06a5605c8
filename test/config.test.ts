/** From the environment to configuration: what starts, and which variable is named when it does not. */
import { describe, expect, it } from "vitest";
import { parseConfig } from "../src/config.ts";
import { SpeedboatError } from "../src/core/errors.ts";

const SLACK = { SLACK_BOT_TOKEN: "xoxb-example", SLACK_SIGNING_SECRET: "example" };
const KEY = Buffer.alloc(32, 1).toString("base64");
const OAUTH = {
  SLACK_SIGNING_SECRET: "example",
  SLACK_CLIENT_ID: "1.2",
  SLACK_CLIENT_SECRET: "example",
  SLACK_STATE_SECRET: "example",
  ENCRYPTION_KEY: KEY,
};
const TEAMS = { MICROSOFT_APP_ID: "00000000-0000-4000-8000-000000000000", MICROSOFT_APP_PASSWORD: "example" };

function namedBy(environment: Readonly<Record<string, string>>): unknown {
  try {
    parseConfig(environment);
    return "started";
  } catch (error) {
    return error instanceof SpeedboatError && error.code === "config-invalid" ? error.values.variable : error;
  }
}

describe("without a platform", () => {
  it("is the playground on loopback", () => {
    expect(parseConfig({})).toMatchObject({ host: "127.0.0.1", port: 3978, databaseUrl: "sqlite:speedboat.db" });
  });

  it("logs trouble alone, unless asked for more", () => {
    expect(parseConfig({}).logLevel).toBe("warn");
    expect(parseConfig({ LOG_LEVEL: "info" }).logLevel).toBe("info");
    expect(parseConfig(SLACK).logLevel).toBe("info");
  });

  it.each(["0.0.0.0", "192.168.0.10", "example.com"])("refuses to listen on %s", (HOST) => {
    expect(namedBy({ HOST })).toBe("HOST");
  });

  it("reads programme leads by account and by e-mail address", () => {
    expect(parseConfig({ PROGRAMME_LEADS: "T1/U1, Ana@Example.com", TEAM_CREATION: "programme" })).toMatchObject({
      programmeLeads: [
        { kind: "account", workspace: "T1", userId: "U1" },
        { kind: "email", email: "ana@example.com" },
      ],
      teamCreation: "programme",
    });
  });

  it("treats an empty variable as not set", () => {
    expect(parseConfig({ SLACK_BOT_TOKEN: " ", PORT: "" })).toMatchObject({ port: 3978 });
  });
});

describe("with a platform", () => {
  it("listens on every interface unless told otherwise", () => {
    expect(parseConfig(SLACK).host).toBe("0.0.0.0");
    expect(parseConfig({ ...TEAMS, HOST: "127.0.0.1" }).host).toBe("127.0.0.1");
  });

  it("takes Socket Mode without a signing secret", () => {
    expect(parseConfig({ SLACK_BOT_TOKEN: "xoxb-example", SLACK_APP_TOKEN: "xapp-example" }).slack).toEqual({
      botToken: "xoxb-example",
      appToken: "xapp-example",
    });
  });

  it("reads a single tenant from its id, and the tenants that may speak", () => {
    const { teams } = parseConfig({ ...TEAMS, MICROSOFT_APP_TENANT_ID: "tenant-1", TEAMS_ALLOWED_TENANTS: "tenant-1, tenant-2" });
    expect(teams).toMatchObject({ appType: "SingleTenant", allowedTenants: ["tenant-1", "tenant-2"], anonymous: false });
  });

  it("accepts unsigned calls of Teams on loopback alone", () => {
    expect(parseConfig({ TEAMS_ANONYMOUS: "true", HOST: "127.0.0.1" }).teams).toMatchObject({ anonymous: true, appId: "" });
  });
});

describe("a wrong value", () => {
  it.each([
    ["PORT", { PORT: "http" }],
    ["PORT", { PORT: "70000" }],
    ["LOG_LEVEL", { LOG_LEVEL: "loud" }],
    ["TEAM_CREATION", { TEAM_CREATION: "nobody" }],
    ["RETENTION_ANSWERS_MONTHS", { RETENTION_ANSWERS_MONTHS: "5" }],
    ["RETENTION_ANSWERS_MONTHS", { RETENTION_ANSWERS_MONTHS: "12.5" }],
    ["RETENTION_ANSWERS_MONTHS", { RETENTION_ANSWERS_MONTHS: "241" }],
    ["PROGRAMME_LEADS", { PROGRAMME_LEADS: "T1/U1, Ana Example" }],
    ["SLACK_SIGNING_SECRET", { SLACK_BOT_TOKEN: "xoxb-example" }],
    ["SLACK_BOT_TOKEN", { SLACK_SIGNING_SECRET: "example" }],
    ["SLACK_BOT_TOKEN", { ...OAUTH, SLACK_BOT_TOKEN: "xoxb-example" }],
    ["SLACK_STATE_SECRET", { ...OAUTH, SLACK_STATE_SECRET: "" }],
    ["SLACK_ALLOWED_WORKSPACES", { ...OAUTH, SLACK_ALLOWED_WORKSPACES: "T1 Example" }],
    ["ENCRYPTION_KEY", { ...OAUTH, ENCRYPTION_KEY: "" }],
    ["ENCRYPTION_KEY", { ...OAUTH, ENCRYPTION_KEY: "c2hvcnQ=" }],
    ["ENCRYPTION_KEY_BEFORE", { ...OAUTH, ENCRYPTION_KEY_BEFORE: "c2hvcnQ=" }],
    ["SLACK_API_URL", { ...SLACK, SLACK_API_URL: "not a url" }],
    ["MICROSOFT_APP_ID", { MICROSOFT_APP_PASSWORD: "example" }],
    ["MICROSOFT_APP_PASSWORD", { MICROSOFT_APP_ID: "app" }],
    ["MICROSOFT_APP_TENANT_ID", { ...TEAMS, MICROSOFT_APP_TYPE: "SingleTenant" }],
    ["MICROSOFT_APP_TYPE", { ...TEAMS, MICROSOFT_APP_TYPE: "Both" }],
    ["TEAMS_ANONYMOUS", { TEAMS_ANONYMOUS: "true" }],
    ["TEAMS_ANONYMOUS", { TEAMS_ANONYMOUS: "true", HOST: "0.0.0.0" }],
    ["TEAMS_ANONYMOUS", { ...TEAMS, TEAMS_ANONYMOUS: "true", HOST: "127.0.0.1" }],
  ] as const)("names %s", (variable, environment) => {
    expect(namedBy(environment)).toBe(variable);
  });
});
