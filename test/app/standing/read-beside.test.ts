/** Commands about a large team: what they show is read beside the program, and is the same as what the program would show. */
import { afterEach, describe, expect, it } from "vitest";
import type { Outcome } from "../../../src/app/request.ts";
import { FEATURES } from "../../../src/bot/bot.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { aFakeTeamReader, readAsThread } from "../../helpers/team-reader.ts";
import type { Actor } from "../../helpers/world.ts";
import { aStandingWorld, readNotice, type StandingWorld } from "./fixture.ts";

let opened: StandingWorld | undefined;
afterEach(() => opened?.world.close());

const ANSWERING = ["ana", "ben", "cem", "dee"];

async function aLargeTeam({ people = 50, locale = "en" as "en" | "zh-CN" } = {}) {
  const reader = aFakeTeamReader();
  const others = Array.from({ length: people - ANSWERING.length }, (_, number) => `p${number}`);
  const standing = await aStandingWorld({
    features: FEATURES,
    people: [...ANSWERING, ...others],
    locales: [locale],
    team: { privacy: "open", channelId: "C-home" },
    teamReader: reader,
  });
  opened = standing;
  await standing.allRate(ANSWERING, 2);
  await standing.answers("ben", { logs: 0 });
  const [ana, ben] = standing.actors;
  if (!ana || !ben) throw new Error("nobody is in the team");
  return { standing, reader, ana, ben };
}

const COMMANDS = ["status", "why", "why technology", "why nothing like it", "gate", "next"];

describe("R34: a team of fifty people and more", () => {
  it.each(COMMANDS)("“%s” shows what was read beside the program", async (line) => {
    const { reader, ana } = await aLargeTeam();
    reader.find = async (reading) => {
      if (reading.read !== "command") return undefined;
      const person = await ana.person();
      const message = { locale: "en", summary: "read beside", elements: [] } as const;
      return { personId: person.id, teamId: reading.teamId, locale: "en", message };
    };
    expect((await ana.says(line)).notice?.summary).toBe("read beside");
    expect(reader.asked.map((reading) => reading.read === "command" && [reading.word, ...reading.args].join(" "))).toEqual([
      line,
    ]);
  });

  it.each(["en", "zh-CN"] as const)("what is read beside is what the program itself shows (%s)", async (locale) => {
    const { standing, reader, ana, ben } = await aLargeTeam({ locale });
    for (const actor of [ana, ben]) {
      for (const line of COMMANDS) {
        reader.find = async () => undefined;
        const own = await actor.says(line);
        reader.find = readAsThread(standing.world);
        expect(await actor.says(line)).toEqual(own);
        expect(readNotice(own).length).toBeGreaterThan(20);
      }
    }
  });

  it("a digest is posted as it was read, the next round's date included", async () => {
    const { standing, reader, ana } = await aLargeTeam();
    const digests = async () => (await standing.world.queued()).filter(({ lane }) => lane.startsWith("channel:"));
    await ana.says("digest");
    standing.world.clock.advance({ minutes: 2 });
    reader.find = readAsThread(standing.world);
    await ana.says("digest");
    const [own, read] = (await digests()).map(({ message }) => message);
    expect(read).toEqual(own);
    expect(reader.asked.map(({ read: kind }) => kind)).toEqual(["digest", "digest"]);
  });

  it("what was read for somebody else, another team or in another language is not shown", async () => {
    const { reader, ana, ben } = await aLargeTeam();
    const person = await ana.person();
    const message = { locale: "en", summary: "read beside", elements: [] } as const;
    const right = { personId: person.id, teamId: "team-1", locale: "en", message } as const;
    const wrong = [
      { ...right, personId: (await ben.person()).id },
      { ...right, teamId: "team-2" },
      { ...right, locale: "zh-CN" },
    ] as const;
    for (const found of wrong) {
      reader.find = async () => found;
      expect((await ana.says("status")).notice?.summary).not.toBe("read beside");
    }
  });

  it("a reading that fails leaves the answer to the program itself", async () => {
    const { reader, ana } = await aLargeTeam();
    expect(readNotice(await ana.says("status"))).toContain("Example team");
    expect(reader.asked).toHaveLength(1);
  });

  it("nobody reads it for a stranger, and a member is told of leads' commands as ever", async () => {
    const { standing, reader, ben } = await aLargeTeam();
    reader.find = readAsThread(standing.world);
    const stranger: Actor = standing.world.actor("eve");
    await stranger.says("status");
    expect(reader.asked).toEqual([]);
    expect(readNotice(await ben.says("digest"))).toContain("lead");
    expect((await standing.world.queued()).filter(({ lane }) => lane.startsWith("channel:"))).toEqual([]);
  });
});

it("a team of fewer than fifty is read in the unit of work itself", async () => {
  const { reader, ana } = await aLargeTeam({ people: 49 });
  const outcome: Outcome = await ana.says("status");
  expect(outcome.notice && toPlainText(outcome.notice)).toContain("Example team");
  expect(reader.asked).toEqual([]);
});
