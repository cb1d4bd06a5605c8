/** Something breaks inside the bot: one line in the log, and the same id for whoever pressed or wrote on Teams. */
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { invokeOf, postActivity } from "../../fakes/teams/client.ts";
import { encodeAction } from "../../src/message/action.ts";
import { DATA_KEY } from "../../src/teams/card/actions.ts";
import { aTeamsWorld, type TeamsUser, type TeamsWorld } from "../helpers/teams/teams-world.ts";

let world: TeamsWorld;
let ana: TeamsUser;
beforeEach(async () => {
  world = await aTeamsWorld();
  ana = world.user("aad-ana", { locale: "en-GB" });
  await ana.says("privacy");
});
afterEach(() => world.close());

function breakTheStore(): void {
  const file = new Database(world.storage().path);
  file.pragma("foreign_keys = OFF");
  file.exec("ALTER TABLE memberships RENAME TO memberships_taken_away");
  file.close();
}

const errors = () => world.log.filter(({ level }) => level === "error").map(({ values }) => values);

describe("a failure of ours is logged once and told with its id", () => {
  it("after words in the direct chat", async () => {
    breakTheStore();
    expect((await ana.send(ana.activity({ text: "status", textFormat: "plain" }))).status).toBe(500);
    expect(errors()).toEqual([expect.objectContaining({ event: "text", name: "status" })]);
    expect(ana.newest().activity.text).toContain(`Something went wrong on my end (id ${String(errors()[0]?.id)})`);
  });

  it("after a pressed button, in Chinese to a client in Chinese", async () => {
    breakTheStore();
    const data = { [DATA_KEY]: { kind: "press", action: encodeAction({ act: "command", line: "status" }) } };
    const press = invokeOf(data, { message: "1", verb: "speedboat" });
    expect((await ana.send({ ...ana.activity(press), locale: "zh-CN" })).status).toBe(500);
    expect(errors()).toEqual([expect.objectContaining({ event: "press", name: "command status" })]);
    expect(ana.newest().activity.text).toContain(`我这边出错了（编号 ${String(errors()[0]?.id)}）`);
  });

  it("in both languages where Teams does not tell which", async () => {
    await world.storage().close();
    const { locale: _, entities: __, ...activity } = ana.activity({ text: "status" });
    expect((await postActivity(world, activity)).status).toBe(500);
    await world.teams().settle();
    expect(errors()).toHaveLength(1);
    expect(ana.newest().activity.text).toMatch(/Something went wrong on my end[^]*我这边出错了/);
  });
});
