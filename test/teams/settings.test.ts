/** Which tenants may speak to the bot. */
import { expect, it } from "vitest";
import { allowsTenant, type TeamsSettings } from "../../src/teams/teams-settings.ts";

const OWN = "aaaaaaaa-1111-4111-8111-111111111111";
const OTHER = "bbbbbbbb-2222-4222-8222-222222222222";
const settings = (overrides: Partial<TeamsSettings>): TeamsSettings => ({
  appId: "app",
  appType: "SingleTenant",
  tenantId: OWN,
  allowedTenants: [],
  anonymous: false,
  ...overrides,
});

it.each([
  ["its own alone, where it is of one tenant", {}, [true, false]],
  ["its own alone, with a managed identity", { appType: "UserAssignedMSI" }, [true, false]],
  ["those that are listed, in place of its own", { allowedTenants: [OTHER] }, [false, true]],
  ["those that are listed, however they are written", { allowedTenants: [OWN.toUpperCase()] }, [true, false]],
  ["every tenant, where it is of many and none is listed", { appType: "MultiTenant" }, [true, true]],
  ["those that are listed, where it is of many", { appType: "MultiTenant", allowedTenants: [OTHER] }, [false, true]],
  ["every tenant, where it is tried out", { anonymous: true }, [true, true]],
] as const)("a bot serves %s", (_, overrides, served) => {
  expect([OWN, OTHER].map((tenant) => allowsTenant(settings(overrides), tenant))).toEqual(served);
});
