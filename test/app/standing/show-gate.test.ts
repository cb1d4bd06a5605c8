import { afterEach, describe, expect, test } from "vitest";
import { closeStanding } from "../../../src/app/standing/publish.ts";
import type { Action } from "../../../src/message/action.ts";
import { buttonOf, listButtons } from "../../helpers/world.ts";
import { aStandingWorld, readCard, readNotice, type StandingOptions, type StandingWorld } from "./fixture.ts";

let opened: StandingWorld | undefined;
const open = async (options?: StandingOptions): Promise<StandingWorld> => {
  opened = await aStandingWorld(options);
  return opened;
};
afterEach(() => opened?.world.close());

const LINK = "https://example.com/run/7";
const confirm = (overrides: Partial<Extract<Action, { act: "confirm-evidence" }>> = {}): Action => ({
  act: "confirm-evidence",
  teamId: "team-1",
  questionId: "kpi-language",
  evidence: LINK,
  confirm: true,
  ...overrides,
});
const readGate = async (standing: StandingWorld, userId: string) => readNotice(await standing.world.actor(userId).says("gate"));
const countConfirmations = (standing: StandingWorld) =>
  standing.world.stores(async (stores) => (await stores.confirmations.listOfTeam("team-1")).length);

describe("the verdict", () => {
  test("what is not met stands first, by question, with whose condition it is", async () => {
    const people = ["ana", "ben", "cem", "dee", "eve"];
    const standing = await open({ people });
    const round = await standing.round();
    await standing.allRate(people, 2);
    await standing.answers("dee", { "kpi-language": 1 });
    const closed = await standing.closeRound(round);
    await standing.work((work) => closeStanding(work, standing.team, closed));
    const text = await readGate(standing, "ben");
    expect(text).toContain("18 of 26 conditions for Level 3 are met");
    const [model, ours, met] = ["What the model asks for", "What we read into the model", "What is met"].map((part) =>
      text.indexOf(part),
    );
    expect(model).toBeGreaterThan(0);
    expect(ours).toBeGreaterThan(model ?? 0);
    expect(met).toBeGreaterThan(ours ?? 0);
    expect(text).toContain(
      "BUS-01 business-value title: score 67%, needs at least 83%; no evidence link yet, and no KPI shows value",
    );
    expect(text).toContain(
      "BUS-02 kpi-language title: lowest answer 2, needs at least 3; score 60%, needs at least 83%; no evidence link yet",
    );
  });

  test("a team that meets everything is told so", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem", "dee"], 3, { evidence: LINK });
    for (const questionId of ["business-value", "kpi-language", "production-app"]) {
      await standing.world.actor("ana").presses(confirm({ questionId }));
    }
    const text = await readGate(standing, "ben");
    expect(text).toContain("All 26 conditions are met. You can show that you're ready for Level 3.");
    expect(text).not.toContain("What the model asks for");
  });

  test("a team that has not answered meets nothing, in open mode too", async () => {
    for (const privacy of ["private", "open"] as const) {
      const standing = await open({ team: { privacy } });
      const text = await readGate(standing, "ana");
      expect(text).toContain("0 of 26 conditions for Level 3 are met");
      expect(text).not.toContain("What is met");
      await standing.world.close();
    }
  });

  test("of three raters the outcome of the lowest rating is withheld, and counted as withheld", async () => {
    const standing = await open();
    for (const userId of ["ana", "ben", "cem"]) await standing.answers(userId, { "kpi-language": 0 });
    const text = await readGate(standing, "ana");
    expect(text).not.toMatch(/lowest answer \d/);
    expect(text).toMatch(
      /One condition is hidden until all of them are met, because too few people rated them to show the lowest answer\./,
    );
  });

  test("the same in Chinese", async () => {
    const standing = await open({ locales: ["zh-CN", "zh-CN", "zh-CN", "zh-CN"] });
    await standing.allRate(["ana", "ben", "cem", "dee"], 2);
    const text = await readGate(standing, "ben");
    expect(text).toContain("Example team · 可以进入第 3 级了吗？");
    expect(text).toContain("BUS-02 kpi-language title（中）：得分 67%，至少要 83%；还没有佐证链接");
  });
});

describe("a lead's word on evidence", () => {
  test("a lead is shown the link and confirms it, and the gate counts it", async () => {
    const standing = await open();
    await standing.answers("ben", { "kpi-language": 3 }, { evidence: LINK });
    const lead = standing.world.actor("ana");
    const gate = await lead.says("gate");
    expect(readNotice(gate)).toContain("One link needs your confirmation.");
    const pressed = await lead.presses(buttonOf(gate.notice, "Confirm"));
    expect(readNotice(pressed)).toBe("Confirmed. The link now counts for BUS-02 kpi-language title.");
    expect(readCard(pressed)).toContain("1 confirmed link");
    expect(await countConfirmations(standing)).toBe(1);
  });

  test("pressed twice it counts once, and says that it stands", async () => {
    const standing = await open();
    await standing.answers("ben", { "kpi-language": 3 }, { evidence: LINK });
    const lead = standing.world.actor("ana");
    await lead.presses(confirm());
    expect(readNotice(await lead.presses(confirm()))).toBe("BUS-02 kpi-language title was already confirmed.");
    expect(await countConfirmations(standing)).toBe(1);
  });

  test("the word can be taken back, once", async () => {
    const standing = await open();
    await standing.answers("ben", { "kpi-language": 3 }, { evidence: LINK });
    const lead = standing.world.actor("ana");
    await lead.presses(confirm());
    expect(readNotice(await lead.presses(confirm({ confirm: false })))).toContain("Withdrawn.");
    expect(await countConfirmations(standing)).toBe(0);
    expect(readNotice(await lead.presses(confirm({ confirm: false })))).toContain("there's nothing to withdraw");
  });

  test("a link that no current answer carries is not confirmed", async () => {
    const standing = await open();
    await standing.answers("ben", { "kpi-language": 3 }, { evidence: LINK });
    await standing.answers("ben", { "kpi-language": 3 });
    const pressed = await standing.world.actor("ana").presses(confirm());
    expect(readNotice(pressed)).toContain("That link isn't attached to BUS-02 kpi-language title anymore.");
    expect(await countConfirmations(standing)).toBe(0);
  });

  test("a member has no such button, and pressing a lead's changes nothing", async () => {
    const standing = await open();
    await standing.answers("ben", { "kpi-language": 3 }, { evidence: LINK });
    const gate = await standing.world.actor("ben").says("gate");
    expect(listButtons(gate.notice).map(({ label }) => label)).not.toContain("Confirm");
    expect(readNotice(await standing.world.actor("ben").presses(confirm()))).toContain("Only leads of Example team can use");
    expect(await countConfirmations(standing)).toBe(0);
  });

  test("somebody of no team is told so", async () => {
    const standing = await open();
    await standing.answers("ben", { "kpi-language": 3 }, { evidence: LINK });
    expect(readNotice(await standing.world.actor("zoe").presses(confirm()))).toBe("You're not on that team.");
    expect(await countConfirmations(standing)).toBe(0);
  });
});
