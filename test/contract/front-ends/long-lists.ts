/** Lists that are longer than a message: every entry stands on one of their pages, and what can be done stays in reach. */
import { describe, expect, it } from "vitest";
import type { Locale } from "../../../src/core/locale.ts";
import { aMembership, aStep, aTeam, aValueRecord } from "../../helpers/team.ts";
import {
  answer,
  type FrontEndUser,
  type FrontEndWorld,
  listTeams,
  type OpenFrontEnd,
  offering,
  say,
  setUp,
  type Shown,
  useFrontEnd,
} from "./harness.ts";

const numbered = (count: number, word: string) =>
  Array.from({ length: count }, (_, index) => `${word} ${String(index + 1).padStart(2, "0")}`);
const SQUADS = numbered(44, "Squad");

/** A list's pages, from the first on. */
async function readPages(user: FrontEndUser, line: string, locale: Locale = "en"): Promise<readonly Shown[]> {
  const first = await user.says(line);
  if (!first) throw new Error(`nothing came of ${line}`);
  const [next, previous] = [say(locale, "words.page.next"), say(locale, "words.page.previous")];
  const pages = [first];
  for (let shown = first; shown.buttons.includes(next); pages.push(shown)) {
    await user.presses(shown, next);
    shown = await offering(user, previous);
    if (pages.length > 30) throw new Error("the list has no end");
  }
  return pages;
}

async function findTeam(world: FrontEndWorld) {
  const [team] = await listTeams(world);
  if (!team) throw new Error("there is no team");
  return team;
}

/** Wang has 18 steps in the only team, which keeps 12 records of the earlier kind. */
async function fillTheTeam(world: FrontEndWorld): Promise<void> {
  const team = await findTeam(world);
  await world.stores(async ({ memberships, steps, values }) => {
    const ownerId = (await memberships.listOfTeam(team.id)).find(({ lead }) => !lead)?.personId ?? "";
    for (let day = 1; day <= 18; day += 1) {
      const id = String(day).padStart(2, "0");
      await steps.save(aStep({ id: `step-${id}`, teamId: team.id, ownerId, due: `2027-01-${id}` }));
    }
    for (const goal of numbered(12, "Goal"))
      await values.save(aValueRecord({ id: goal, teamId: team.id, goal, addedBy: ownerId }));
  });
}

/** The lead of the only team leads 44 more, and the programme. */
async function addTeams(world: FrontEndWorld): Promise<void> {
  const first = await findTeam(world);
  await world.stores(async ({ memberships, people, teams, teamStandings }) => {
    const lead = (await memberships.listOfTeam(first.id)).find((membership) => membership.lead);
    const person = await people.find(lead?.personId ?? "");
    const standing = await teamStandings.find(first.id);
    if (!person || !standing) throw new Error("nothing is known of the team");
    await people.save({ ...person, programmeLead: true, programmeLeadBy: "operator" });
    // Otherwise a command in its home channel means this team.
    await teams.save({ ...first, channelId: "elsewhere", revision: first.revision + 1 });
    for (const name of SQUADS) {
      await teams.save(aTeam({ ...first, id: name, name, channelId: name, revision: 1 }));
      await memberships.save(aMembership({ id: name, teamId: name, personId: person.id, lead: true }));
      await teamStandings.save({ ...standing, teamId: name });
    }
  });
}

export function describeLongLists(open: OpenFrontEnd): void {
  describe("long lists", () => {
    const stage = useFrontEnd(open);
    const { world, ana, wang } = stage;

    it("show each of eighteen steps with its buttons", async () => {
      await setUp(stage);
      await fillTheTeam(world());
      const pages = await readPages(wang(), "steps", "zh-CN");
      const done = say("zh-CN", "steps.button.done");
      expect(pages.map(({ buttons }) => buttons.filter((label) => label === done).length)).toEqual([8, 8, 2]);
      expect(pages.map(({ text }) => /第 .* 条，共 .* 条/.exec(text)?.[0])).toEqual([
        "第 1–8 条，共 18 条",
        "第 9–16 条，共 18 条",
        "第 17–18 条，共 18 条",
      ]);
      expect(pages.every(({ buttons }) => buttons.includes(say("zh-CN", "steps.button.more")))).toBe(true);
    });

    it("keep “Add a goal” below a ledger of twelve records, each of which can be completed", async () => {
      await setUp(stage);
      await fillTheTeam(world());
      const pages = await readPages(ana(), "kpi");
      const all = pages.map(({ text }) => text).join("\n");
      expect(numbered(12, "Goal").filter((goal) => !all.includes(goal))).toEqual([]);
      expect(pages.flatMap(({ buttons }) => buttons.filter((label) => label === say("en", "kpi.button.complete")))).toHaveLength(
        12,
      );
      expect(pages.every(({ buttons }) => buttons.includes(say("en", "kpi.button.add-goal")))).toBe(true);
    });

    it("let a lead of forty-five teams choose any of them, and see all of them in the overview", async () => {
      await setUp(stage);
      await ana().says("assess");
      await answer(ana(), 2);
      await addTeams(world());
      const all = ["Payments", ...SQUADS];
      const offered = (await readPages(ana(), "gate")).flatMap(({ buttons }) => buttons);
      expect(all.filter((name) => !offered.includes(name))).toEqual([]);

      const overview = await readPages(ana(), "overview");
      const told = overview.map(({ text }) => text).join("\n");
      expect(all.filter((name) => !told.includes(name))).toEqual([]);
      expect(overview.map(({ text }) => /\d+–\d+ of 45/.exec(text)?.[0])).toEqual(["1–20 of 45", "21–40 of 45", "41–45 of 45"]);
      expect(overview.every(({ buttons }) => buttons.includes(say("en", "programme.import.button")))).toBe(true);
    });
  });
}
