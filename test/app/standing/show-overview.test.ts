import { afterEach, describe, expect, test } from "vitest";
import { collectOverview } from "../../../src/app/standing/collect-overview.ts";
import { publishStanding } from "../../../src/app/standing/publish.ts";
import { buildOverviewNow } from "../../../src/app/standing/show-overview.ts";
import type { Picture } from "../../../src/message/picture.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { putTeam } from "../../helpers/example-team.ts";
import { aRating } from "../../helpers/team.ts";
import { flatten, listButtons } from "../../helpers/world.ts";
import { aStandingWorld, readNotice, type StandingOptions, type StandingWorld } from "./fixture.ts";

let opened: StandingWorld | undefined;
afterEach(() => opened?.world.close());

/** Ana leads the programme; her own team rates 1, another team of two rates 3. */
async function aProgramme(options?: StandingOptions): Promise<StandingWorld> {
  const standing = await aStandingWorld(options);
  opened = standing;
  await standing.allRate(["ana", "ben", "cem"], 1);
  const other = await putTeam(standing.world, ["eve", "fay"], { id: "team-2", name: "Another team", channelId: "channel-2" });
  await standing.world.stores(async (stores) => {
    for (const { membership, person } of other.members) {
      await stores.checkIns.insert({
        id: `check-in-${membership.id}`,
        teamId: "team-2",
        membershipId: membership.id,
        personId: person.id,
        kind: "short",
        edition: other.team.edition,
        status: "finished",
        items: [],
        position: { on: "summary" },
        revision: 1,
        openedAt: standing.world.clock.now(),
      });
      await stores.answers.append({
        id: `answer-${membership.id}`,
        teamId: "team-2",
        membershipId: membership.id,
        questionId: "logs",
        edition: other.team.edition,
        checkInId: `check-in-${membership.id}`,
        reply: aRating(3),
        at: standing.world.clock.now(),
      });
    }
    const ana = standing.example.members[0]?.person;
    if (ana) await stores.people.save({ ...ana, programmeLead: true });
  });
  // What the day's publication does.
  for (const team of [standing.team, other.team]) await standing.work((work) => publishStanding(work, team));
  return standing;
}

describe("the overview of an observer", () => {
  const observe = (standing: StandingWorld, membershipId: string) =>
    standing.world.stores(async ({ memberships }) => {
      const found = await memberships.find(membershipId);
      if (found) await memberships.save({ ...found, kind: "observer" });
    });

  test("shows the teams that they are in and no other, without what is the programme leads' to do", async () => {
    const standing = await aProgramme();
    const dee = standing.world.actor("dee");
    expect(readNotice(await dee.says("overview"))).toContain(
      "Only programme leads and observers can use overview. Ask Ana Example.",
    );
    await observe(standing, "team-1-dee");
    const { notice } = await dee.says("overview");
    const text = notice ? toPlainText(notice) : "";
    expect(text).toContain("Example team |");
    expect(text).not.toContain("Another team");
    expect(listButtons(notice).map(({ label }) => label)).not.toContain("Import teams");
    expect(readNotice(await dee.says("overview off"))).toContain("Only programme leads");
    const ana = readNotice(await standing.world.actor("ana").says("overview"));
    expect(ana).toContain("Another team");
  });

  test("is over once they left", async () => {
    const standing = await aProgramme();
    await observe(standing, "team-1-dee");
    await standing.world.stores(async ({ memberships }) => {
      const found = await memberships.find("team-1-dee");
      const since = found?.intervals[0]?.since ?? 0;
      if (found) await memberships.save({ ...found, intervals: [{ since, until: standing.world.clock.now() }] });
    });
    standing.world.clock.advance({ minutes: 1 });
    expect(readNotice(await standing.world.actor("dee").says("overview"))).toContain("Only programme leads and observers");
  });
});

describe("the overview", () => {
  test("has a row a team, and hides what a team's privacy hides", async () => {
    const standing = await aProgramme();
    const text = readNotice(await standing.world.actor("ana").says("overview"));
    expect(text).toContain("Team | Score | Change | People counted | Conditions met");
    expect(text).toContain("Another team | hidden | – | 2 of 2 |");
    expect(text).toContain("Example team | 33% (coverage 75%) | – | 3 of 4 | 6 of 26");
    expect(text).not.toContain("100%");
  });

  test("its picture holds no value that is hidden, and its text the same figures", async () => {
    const standing = await aProgramme();
    const elements = flatten((await standing.world.actor("ana").says("overview")).notice);
    const element = elements.find(({ kind }) => kind === "picture");
    if (element?.kind !== "picture") throw new Error("no picture");
    const rows = rowsOf(element.picture);
    expect(rows[0]?.cells.every(({ value }) => value === undefined)).toBe(true);
    expect(rows[1]?.cells.map(({ value, display }) => [value, display.slice(0, 3)])).toEqual([
      [1 / 3, "33%"],
      [1 / 3, "33%"],
      [1 / 3, "33%"],
    ]);
    expect(element.alt).toContain("Example team: Whole level 33% (coverage 75%)");
  });

  test("names the weakest sections over the teams that may show them, and who is nearest to the gate", async () => {
    const standing = await aProgramme();
    const text = readNotice(await standing.world.actor("ana").says("overview"));
    expect(text).toContain("No team is ready for Level 3 yet. Example team is closest, with 6 of 26 conditions.");
    expect(text).toContain("1. business-outcomes dimension · cost section: 33%, coverage 75%, 1 team");
  });

  test("names no person", async () => {
    const standing = await aProgramme();
    const text = readNotice(await standing.world.actor("ana").says("overview"));
    expect(text).not.toMatch(/\b(ana|ben|cem|dee|eve|fay)\b/i);
  });

  test("is for programme leads and observers, and refused to whoever only leads a team", async () => {
    const standing = await aProgramme();
    expect(readNotice(await standing.world.actor("eve").says("overview"))).toContain(
      "Only programme leads and observers can use",
    );
  });

  test("a workspace without teams says how the first one comes to be", async () => {
    const standing = await aStandingWorld({ locales: ["zh-CN"] });
    opened = standing;
    const workspace = { ...standing.world.workspace, id: "w-2" };
    const voice = standing.world.world.voice("zh-CN");
    const collected = await collectOverview(standing.world.world.storage, workspace.id);
    const message = await standing.work((work) => buildOverviewNow(work, { workspace, voice, collected }));
    expect(message.summary).toBe("Example Ltd：还没有团队");
  });
});

function rowsOf(picture: Picture) {
  return picture.kind === "overview" ? picture.rows : [];
}
