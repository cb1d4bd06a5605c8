/** A new version of the catalogue: teams move to it, answers survive, what is open keeps its wording. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { followEdition } from "../../../src/app/upkeep/follow-edition.ts";
import { createBot } from "../../../src/bot/bot.ts";
import { type Catalogue, editionKey } from "../../../src/core/catalogue/catalogue.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { aCatalogue, aDimension, aQuestion, aSection } from "../../helpers/catalogue.ts";
import type { ExampleMember, ExampleTeam } from "../../helpers/example-team.ts";
import { takeExport } from "../../helpers/exports.ts";
import { aStep } from "../../helpers/team.ts";
import { MONDAY_MORNING } from "../../helpers/world.ts";
import { aRoundWorld, type RoundWorld } from "../rounds/round-world.ts";

function aTechnology(...ids: readonly string[]) {
  const questions = ids.map((id, place) =>
    aQuestion({ id, code: `TEC-0${place + 1}`, roles: [], ...(place === 0 && { gate: "implied", proof: ["evidence"] }) }),
  );
  return [aDimension({ id: "technology", sections: [aSection({ id: "observability", questions })] })];
}
const OLD = aCatalogue({ dimensions: aTechnology("old-logs", "metrics") });
const NEW = aCatalogue({
  version: OLD.version + 1,
  dimensions: aTechnology("logs", "metrics", "traces"),
  renamed: { "old-logs": "logs" },
});
const LINK = "https://example.com/logs";

let world: RoundWorld;
let example: ExampleTeam;
beforeEach(async () => {
  world = await aRoundWorld({ start: MONDAY_MORNING, catalogue: OLD });
  example = await world.team(["ana", "ben", "cem"], { privacy: "open" });
});
afterEach(() => world.close());

async function startWith(catalogue: Catalogue): Promise<number> {
  await world.stores((stores) => stores.catalogues.keep(catalogue));
  return followEdition({ storage: world.world.storage, edition: editionKey(catalogue) });
}
const editionOf = () => world.stores(async (stores) => (await stores.teams.find("team-1"))?.edition);
function member(index: number): ExampleMember {
  const found = example.members[index];
  if (!found) throw new Error("no such member");
  return found;
}
const says = async (line: string) => {
  const { notice } = await member(0).actor.says(line);
  return notice ? toPlainText(notice) : "";
};

describe("a team of an older version", () => {
  it("goes on with the newer one, and its answers count for the questions that took another id", async () => {
    await member(0).actor.says("assess");
    await world.answerAll(member(0), 3);
    expect(await startWith(NEW)).toBe(1);
    expect(await editionOf()).toBe(editionKey(NEW));
    expect(await says("why logs")).toContain("3");
    await member(0).actor.says("assess");
    const walk = await world.openOf(member(0));
    expect(walk?.items.map((item) => [item.questionId, "before" in item])).toEqual([
      ["logs", true],
      ["metrics", true],
      ["traces", false],
    ]);
    expect(await startWith(NEW)).toBe(0);
  });

  it("walks what is open to its end in the wording that it began in, also where all of it is asked for now", async () => {
    await world.runUntil(MONDAY_MORNING);
    const open = await world.openOf(member(0));
    if (!open) throw new Error("a check-in");
    expect(open).toMatchObject({ position: { on: "offer" }, edition: editionKey(OLD) });
    await startWith(NEW);
    const event = { do: "choose-baseline", choice: "all" } as const;
    const { card } = await member(0).actor.presses({ act: "walk", checkInId: open.id, revision: open.revision, event });
    expect(card && toPlainText(card)).toContain("1 of 2");
    await world.answerAll(member(0), 1);
    expect(await says("why logs")).toContain("1 of 3");
  });

  it("is asked again what means something else now, without its answer of before, which is old until then", async () => {
    await member(0).actor.says("assess");
    await world.answerAll(member(0), 3);
    const dimensions = aTechnology("logs", "metrics").map((dimension) => ({
      ...dimension,
      sections: dimension.sections.map((section) => ({
        ...section,
        questions: section.questions.map((question, place) => ({ ...question, comparableSince: 1 + place })),
      })),
    }));
    await startWith({ ...NEW, dimensions });
    expect(await says("why metrics")).toContain("1 rating is old");
    await member(0).actor.says("assess");
    const walk = await world.openOf(member(0));
    expect(walk?.items.map((item) => [item.questionId, "before" in item])).toEqual([
      ["logs", true],
      ["metrics", false],
    ]);
    await world.answerAll(member(0), 2);
    expect(await says("why metrics")).not.toContain("is old");
    expect(await says("why logs")).not.toContain("is old");
  });

  it("keeps its steps and the roles that are left", async () => {
    const { person, membership } = member(1);
    await world.stores(async (stores) => {
      await stores.steps.save(aStep({ questionId: "old-logs", ownerId: person.id }));
      await stores.memberships.save({ ...membership, roles: ["platform", "gone"] });
    });
    await startWith(NEW);
    const kept = await world.stores(async (stores) => ({
      steps: (await stores.steps.listOfTeam("team-1")).map(({ questionId, status }) => [questionId, status]),
      roles: (await stores.memberships.find(membership.id))?.roles,
    }));
    expect(kept).toEqual({ steps: [["logs", "taken"]], roles: ["platform"] });
  });

  it("keeps what a lead confirmed: shown, exported, taken back and forgotten like any other", async () => {
    const words = () => world.stores((stores) => stores.confirmations.listOfTeam("team-1"));
    const [ana, ben] = [member(0), member(1)];
    await ben.actor.says("assess");
    const { id: checkInId = "", revision = 0 } = (await world.openOf(ben)) ?? {};
    const form = { form: "remark", checkInId, questionId: "old-logs", revision } as const;
    await ben.actor.submits(form, { note: "", shared: "false", evidence: LINK });
    await world.answerAll(ben, 3);
    const confirm = (questionId: string, word: boolean) =>
      ana.actor.presses({ act: "confirm-evidence", teamId: "team-1", questionId, evidence: LINK, confirm: word });
    await confirm("old-logs", true);
    await startWith(NEW);
    const { notice } = await confirm("logs", true);
    expect(notice && toPlainText(notice)).toContain("was already confirmed");
    await world.stores(async (stores) => {
      const team = await stores.teams.find("team-1");
      if (team) await stores.teams.save({ ...team, privacy: "private", revision: team.revision + 1 });
    });
    expect((await takeExport(world, ana.actor, "export md")).content).toContain("confirmed by a lead");
    await confirm("logs", false);
    expect(await words()).toEqual([]);
    await confirm("logs", true);
    expect(await words()).toHaveLength(1);
    await world.stores((stores) => stores.people.forget(ben.person.id, 1));
    expect(await words()).toEqual([]);
  });

  it("takes a step at a button of before under the question's id of now", async () => {
    await startWith(NEW);
    const press = { teamId: "team-1", questionId: "old-logs", fromRating: 1 } as const;
    await member(0).actor.presses({ act: "snooze-step", ...press });
    await member(0).actor.presses({ act: "take-step", ...press });
    await member(1).actor.presses({ act: "take-step", ...press });
    const steps = await world.stores((stores) => stores.steps.listOfTeam("team-1"));
    expect(steps.map(({ questionId, status, ownerId }) => [questionId, status, ownerId])).toEqual([
      ["logs", "taken", member(0).person.id],
    ]);
  });

  it("moves at the bot's start", async () => {
    const { storage, clock, ids, voice, directory } = world.world;
    const log = { info() {}, warn() {}, error() {} };
    await createBot({ storage, clock, ids, voice, directory, log, catalogue: NEW, senders: () => world.sender });
    expect(await editionOf()).toBe(editionKey(NEW));
  });
});

describe("a team stays where it is", () => {
  it("beside a catalogue of another edition", async () => {
    expect(await startWith({ ...NEW, edition: "another-level-2" })).toBe(0);
    expect(await editionOf()).toBe(editionKey(OLD));
  });

  it("under a start with an older version than its own", async () => {
    await startWith(NEW);
    expect(await startWith(OLD)).toBe(0);
    expect(await editionOf()).toBe(editionKey(NEW));
  });
});
