import { afterEach, describe, expect, test } from "vitest";
import { LOCALES } from "../../../src/core/locale.ts";
import type { MembershipKind, PrivacyMode } from "../../../src/core/team.ts";
import { aStandingWorld, readNotice, type StandingWorld } from "./fixture.ts";

let opened: StandingWorld | undefined;
afterEach(() => opened?.world.close());

const COMMANDS = [
  "status",
  "why",
  "why technology",
  "why tec-03",
  "gate",
  "kpi",
  "digest",
  "milestone",
  "export csv",
  "export md",
];
const FOR_LEADS = ["digest", "milestone"];
const FOR_MEMBERS = ["export csv", "export md"];
const REFUSED = /只有 .+可以用|Only leads of|Only members of/;

type Role = { readonly name: string; readonly userId: string; readonly kind: MembershipKind; readonly lead: boolean };
const ROLES: readonly Role[] = [
  { name: "lead", userId: "ana", kind: "member", lead: true },
  { name: "member", userId: "ben", kind: "member", lead: false },
  { name: "observer", userId: "dee", kind: "observer", lead: false },
  { name: "observing lead", userId: "eve", kind: "observer", lead: true },
];
const CASES = (["private", "open"] as const).flatMap((privacy) =>
  LOCALES.flatMap((locale) => ROLES.map((role) => ({ privacy, locale, role, title: `${role.name}, ${privacy}, ${locale}` }))),
);

async function aTeamOfRoles(privacy: PrivacyMode, locale: (typeof LOCALES)[number]): Promise<StandingWorld> {
  const people = ["ana", "ben", "cem", "dee", "eve"];
  const standing = await aStandingWorld({ people, locales: people.map(() => locale), team: { privacy, locale, name: "T" } });
  await standing.world.stores(async (stores) => {
    for (const { userId, kind, lead } of ROLES) {
      const membership = await stores.memberships.find(`team-1-${userId}`);
      if (membership) await stores.memberships.save({ ...membership, kind, lead });
    }
  });
  await standing.allRate(["ana", "ben", "cem"], 2);
  return standing;
}

describe("every command for every role, privacy and language", () => {
  test.each(CASES)("$title", async ({ privacy, locale, role }) => {
    const standing = await aTeamOfRoles(privacy, locale);
    opened = standing;
    for (const line of COMMANDS) {
      const outcome = await standing.world.actor(role.userId).says(line);
      const text = readNotice(outcome);
      const allowed = role.lead || (!FOR_LEADS.includes(line) && (role.kind === "member" || !FOR_MEMBERS.includes(line)));
      expect([line, REFUSED.test(text)]).toEqual([line, !allowed]);
      expect(outcome.notice?.locale).toBe(locale);
      // Whoever is refused is told whom to ask: a lead, and nobody else.
      const named = allowed ? /(Ana|Ben|Cem) Example/ : /(Ben|Cem|Dee) Example/;
      if (privacy === "private") expect([line, named.test(text)]).toEqual([line, false]);
      if (locale === "zh-CN" && allowed) expect([line, /\b(the|and|your|of)\b/.test(text)]).toEqual([line, false]);
    }
  });

  test("somebody outside the team gets nothing of it", async () => {
    const standing = await aTeamOfRoles("private", "en");
    opened = standing;
    for (const line of COMMANDS) {
      const outcome = await standing.world.actor("zoe").says(line);
      expect([line, readNotice(outcome).includes("67%"), outcome.begins]).toEqual([line, false, undefined]);
    }
  });
});
