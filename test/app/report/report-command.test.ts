/** The report in the chat: whose it is, in which format and language, every month for whom, and who is refused. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sendOverviews } from "../../../src/app/programme/send-overviews.ts";
import { reportFeature } from "../../../src/app/report/report-feature.ts";
import { standingFeature } from "../../../src/app/standing/standing-feature.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { takeExport, writeExports } from "../../helpers/exports.ts";
import { aStep, aTeam } from "../../helpers/team.ts";
import { aGoal, aKpi, aReading, aValueConfirmation } from "../../helpers/value.ts";
import { buttonOf, listButtons } from "../../helpers/world.ts";
import { aStandingWorld, readNotice, type StandingWorld } from "../standing/fixture.ts";

let standing: StandingWorld;
beforeEach(async () => {
  standing = await aStandingWorld({ features: [standingFeature, reportFeature], people: ["ana", "ben", "cem", "dee"] });
  await standing.allRate(["ana", "ben", "cem"], 2);
});
afterEach(() => standing.world.close());

const actor = (userId: string) => standing.world.actor(userId);
const take = (line: string, userId = "ana") => takeExport(standing.world, actor(userId), line);
const labels = (outcome: Parameters<typeof readNotice>[0]) => listButtons(outcome.notice).map(({ label }) => label);

/** Dee only observes. */
async function deeObserves(): Promise<void> {
  await standing.world.stores(async ({ memberships }) => {
    const found = (await memberships.listOfTeam("team-1")).find(({ id }) => id === "team-1-dee");
    if (found) await memberships.save({ ...found, kind: "observer" });
  });
}

/** Eli leads the programme and is in no team. */
async function eliLeads(): Promise<string> {
  await actor("eli").says("status");
  const eli = await actor("eli").person();
  await standing.world.stores(({ people }) => people.save({ ...eli, programmeLead: true }));
  return eli.id;
}

describe("a team's report", () => {
  test("comes as a file in the format and language asked for, to leads and observers, and stands in the audit log", async () => {
    await deeObserves();
    const page = await take("report html");
    expect(page.name).toBe("speedboat-report-Example-team-2026-11-02.html");
    expect(page.content).toContain("Example team: where we stand on Level 2");
    expect((await take("report html zh-CN", "dee")).content).toContain("先说结论");
    expect((await take("report pdf 中文", "dee")).content.slice(0, 5)).toBe("%PDF-");
    const acts = await standing.world.stores(({ audit }) => audit.list({ limit: 99 }));
    expect(acts.map(({ act, teamId, details }) => ({ act, teamId, details }))).toEqual(
      ["html", "html", "pdf"].map((format) => ({ act: "exported", teamId: "team-1", details: { format, scope: "report" } })),
    );
    const [sent] = await standing.world.queuedFor("ana", "file:");
    expect(sent && toPlainText(sent.message)).toContain("published numbers only, so you can pass it on");
  });

  test("holds nothing of one person's answers", async () => {
    await standing.answers("ben", { logs: 0 }, { note: "canary-note" });
    const { content } = await take("report html");
    expect(content).not.toContain("canary-note");
    expect(content).not.toMatch(/\b(Ben|Cem) Example\b/);
  });

  test("is asked for once at a time, and by buttons where no format is named", async () => {
    const outcome = await actor("ana").says("report");
    expect(labels(outcome)).toEqual(["PDF", "Web page", "PDF in 简体中文"]);
    expect(readNotice(await actor("ana").presses(buttonOf(outcome.notice, "PDF")))).toContain(
      "I'm preparing the report about Example team",
    );
    expect(readNotice(await actor("ana").says("report pdf"))).toContain("I'm still preparing the report");
    expect(readNotice(await actor("ana").says("report docx"))).toContain("I don't recognize “docx” here.");
  });

  test("goes when somebody is forgotten whom it names, also one who is in no team", async () => {
    await actor("zoe").says("help");
    const zoe = await actor("zoe").person();
    await standing.world.stores(async ({ goals, kpis }) => {
      const { ownerName: _, ...owned } = aGoal({ ownerId: zoe.id, addedAt: 0 });
      await goals.save(owned);
      await kpis.save(aKpi({ addedAt: 0 }));
    });
    expect((await take("report html")).content).toContain(zoe.name);
    const ready = await standing.world.world.exportFiles?.list();
    expect(ready).toHaveLength(1);
    await standing.world.stores(({ people }) => people.forget(zoe.id, 1));
    expect(await standing.world.stores(({ exports }) => exports.find(ready?.[0] ?? ""))).toBeUndefined();
    expect((await take("report html")).content).not.toContain(zoe.name);
  });

  test("isn't for members, nor for whoever lost the right before it was written", async () => {
    expect(readNotice(await actor("ben").says("report pdf"))).toBe(
      "Only team leads, observers and programme leads can use report.",
    );
    await actor("ana").says("report pdf");
    await standing.world.stores(async ({ memberships }) => {
      const found = (await memberships.listOfTeam("team-1")).find(({ id }) => id === "team-1-ana");
      if (found) await memberships.save({ ...found, lead: false });
    });
    await writeExports(standing.world);
    expect(await standing.world.queuedFor("ana", "file:")).toEqual([]);
  });
});

describe("the programme's report", () => {
  test("is offered beside the teams that one leads, and is refused to whoever doesn't lead the programme", async () => {
    const ana = await actor("ana").person();
    await standing.world.stores(({ people }) => people.save({ ...ana, programmeLead: true }));
    const asked = await actor("ana").says("report html");
    expect(labels(asked)).toEqual([`All teams of ${standing.world.workspace.name}`, "Example team"]);
    expect(readNotice(await actor("ana").says("report team html"))).toContain("I'm preparing the report about Example team");
    await actor("ana").presses(buttonOf(asked.notice, `All teams of ${standing.world.workspace.name}`));
    await writeExports(standing.world);
    const sent = await standing.world.queuedFor("ana", "file:");
    expect(sent.map(({ message }) => message.summary)).toEqual(
      ["Example team", standing.world.workspace.name].map((about) => `The report about ${about}`),
    );
    await deeObserves();
    expect(readNotice(await actor("dee").says("report programme pdf"))).toContain(
      "Only team leads, observers and programme leads",
    );
  });

  test("comes every month to whoever turned it on, once, also where the overview is off, and to nobody else", async () => {
    const eliId = await eliLeads();
    const ana = await actor("ana").person();
    await standing.world.stores(({ people }) => people.save({ ...ana, programmeLead: true }));
    const offered = await actor("eli").says("report");
    await actor("eli").presses(buttonOf(offered.notice, "Send it every month"));
    await actor("eli").says("overview off");
    for (let hour = 0; hour < 24 * 40; hour += 1) {
      standing.world.clock.advance({ hours: 1 });
      await sendOverviews(standing.world.world);
      if (hour % 24 === 0) await writeExports(standing.world);
    }
    const files = await standing.world.queuedFor("eli", "file:");
    expect(files.map(({ unsolicited }) => unsolicited)).toEqual([false, false]);
    expect(await standing.world.queuedFor("ana", "file:")).toEqual([]);
    const acts = await standing.world.stores(({ audit }) => audit.list({ limit: 99 }));
    const entry = { subjectId: eliId, by: { kind: "platform" }, details: { format: "pdf", scope: "programme" } };
    expect(acts.filter(({ act }) => act === "exported")).toMatchObject([entry, entry]);
    const off = await actor("eli").says("report off");
    expect(readNotice(off)).toContain("You won't get the programme's report every month anymore");
    expect(labels(off)).toEqual(["Send it every month"]);
  });

  test("adds up by hand: what teams bring, what is late, and what a team without proof doesn't add", async () => {
    const ownerId = await eliLeads();
    await standing.world.stores(async (stores) => {
      await stores.teams.save(
        aTeam({ id: "team-2", name: "Beta team", workspaceId: standing.world.workspace.id, edition: standing.team.edition }),
      );
      // 21 − 12 = 9 days, each worth €5,000 a year: €45,000; less €5,000 running costs: €40,000 a year.
      const money = { currency: "EUR", worthOfOne: "5000", oneOff: "10000", runningPerYear: "5000" };
      // 30 − 20 = 10 hours at €1,000: €10,000 a year. The third has no confirmation and adds nothing.
      const kpis = [
        aKpi({ money }),
        aKpi({
          id: "kpi-2",
          teamId: "team-2",
          goalId: "goal-2",
          unit: "hours",
          baseline: { value: "30", on: "2026-09-01" },
          money: { ...money, worthOfOne: "1000", runningPerYear: "0" },
        }),
        aKpi({ id: "kpi-3", teamId: "team-2", goalId: "goal-2", money }),
      ];
      await stores.goals.save(aGoal({ addedAt: 0 }));
      await stores.goals.save(aGoal({ id: "goal-2", teamId: "team-2", addedAt: 0 }));
      for (const kpi of kpis) await stores.kpis.save({ ...kpi, addedAt: 0 });
      await stores.readings.add("team-1", aReading({ addedAt: 0 }));
      await stores.readings.add("team-2", aReading({ id: "reading-2", kpiId: "kpi-2", value: "20", addedAt: 0 }));
      await stores.readings.add("team-2", aReading({ id: "reading-3", kpiId: "kpi-3", addedAt: 0 }));
      await stores.valueConfirmations.add("team-1", aValueConfirmation({ at: 0 }));
      await stores.valueConfirmations.add(
        "team-2",
        aValueConfirmation({ id: "confirmation-2", kpiId: "kpi-2", readingId: "reading-2", at: 0 }),
      );
      await stores.steps.save(aStep({ teamId: "team-2", ownerId, status: "taken", due: "2026-10-01" }));
    });
    const { content } = await take("report html", "eli");
    expect(content).toContain("2 KPIs in 2 teams show value, worth €50,000 a year.");
    expect(content).toContain("steps are late in Beta team (1)");
  });
});
