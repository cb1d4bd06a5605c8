/** The table of rights says the same in the code, in the documentation of both languages, and in what each command declares. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type AccountName,
  ACCOUNTS,
  admits,
  AUDIENCES,
  COMMAND_AUDIENCES,
  FORM_AUDIENCES,
  isFor,
  PRESS_AUDIENCES,
  ROLES,
} from "../../src/app/rights.ts";
import { FEATURES } from "../../src/bot/bot.ts";

const DOCS = join(import.meta.dirname, "../../docs");
/** The command that a typed line begins with; the line itself where it begins with none. */
function wordOf(typed: string): string {
  const words = Object.keys(COMMAND_AUDIENCES).filter((word) => `${typed} `.startsWith(`${word} `));
  return words.sort((left, right) => right.length - left.length)[0] ?? typed;
}

const accounts = Object.keys(ACCOUNTS) as AccountName[];

describe.each(["commands.md", "commands.zh-CN.md"])("docs/%s", (file) => {
  /** The rows of its table, by command, without the padding of the cells. */
  async function readRows(): Promise<ReadonlyMap<string, readonly string[]>> {
    const text = await readFile(join(DOCS, file), "utf8");
    const rows = [...text.matchAll(/^\| `([^`]+)` *\|(.*)\|$/gm)].map(
      ([, typed = "", cells = ""]) => [wordOf(typed), cells.split("|").map((cell) => cell.trim())] as const,
    );
    expect(new Set(rows.map(([word]) => word)).size).toBe(rows.length);
    return new Map(rows);
  }

  test("has a row for each command, with a mark for each role, and says whether guests may", async () => {
    const expected = Object.entries(COMMAND_AUDIENCES).map(([word, audience]) => {
      const roles = ROLES.map((role) => (isFor(audience, { role, account: "full" }) ? "✓" : "–"));
      const guests = ROLES.some((role) => isFor(audience, { role, account: "multi-channel-guest" })) ? "✓" : "–";
      return [word, [...roles, guests]] as const;
    });
    const rows = await readRows();
    expect(Object.fromEntries([...rows].map(([word, cells]) => [word, cells.slice(0, ROLES.length + 1)]))).toEqual(
      Object.fromEntries(expected),
    );
  });

  test("knows no command that is not there", async () => {
    const typed = (await readRows()).keys();
    expect([...typed].sort()).toEqual(Object.keys(COMMAND_AUDIENCES).sort());
  });
});

test("each command of the bot declares the audience of the table, and none is missing", () => {
  const declared = FEATURES.flatMap(({ commands }) => commands).map(({ word, who }) => [word, who] as const);
  expect(Object.fromEntries(declared)).toEqual(COMMAND_AUDIENCES);
});

test("guests and people of other organizations never do what is for leads, for programme leads, or sets up a team", () => {
  const guests = accounts.filter((account) => ACCOUNTS[account] === "guest");
  expect(guests).toEqual(["single-channel-guest", "multi-channel-guest", "external"]);
  const allowed = guests.flatMap((account) =>
    ROLES.flatMap((role) =>
      (["leads", "reporters", "overseers", "programme-leads", "full-accounts"] as const).filter((to) =>
        isFor(to, { role, account }),
      ),
    ),
  );
  expect(allowed).toEqual([]);
});

test("apps and closed accounts do nothing, and whoever is nothing in a team only what needs none", () => {
  const all = [...Object.values(COMMAND_AUDIENCES), ...Object.values(PRESS_AUDIENCES), ...Object.values(FORM_AUDIENCES)];
  for (const account of ["bot", "closed"] as const)
    expect(all.filter((audience) => ROLES.some((role) => isFor(audience, { role, account })))).toEqual([]);
  const open = new Set(all.filter((audience) => isFor(audience, { role: "nobody", account: "full" })));
  expect([...open].sort()).toEqual(["all", "full-accounts"]);
});

test("a programme lead who is in no team sees no team from inside", () => {
  // Whose report somebody gets, the command decides: a programme lead the programme's alone.
  const outside = ["all", "full-accounts", "reporters", "overseers", "programme-leads"];
  const inside = Object.keys(AUDIENCES).filter((audience) => !outside.includes(audience));
  const cell = { role: "programme-lead", account: "full" } as const;
  expect(inside.filter((audience) => isFor(audience as keyof typeof AUDIENCES, cell))).toEqual([]);
});

test("a lead who only observes changes the team and is asked nothing", () => {
  const lead = { kind: "observer", lead: true } as const;
  expect([admits("leads", lead), admits("members", lead), admits("asked", lead)]).toEqual([true, true, false]);
  expect(admits("asked", { kind: "member", lead: true })).toBe(true);
});
