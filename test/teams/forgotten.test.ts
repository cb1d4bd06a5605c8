/** In Teams, clients look at old cards again by themselves and rosters come again: none of it stores who was forgotten. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "../../fakes/json.ts";
import { aTeamsWorld, cardsOf, inChannel, installInTeam, type TeamsUser, type TeamsWorld } from "../helpers/teams/teams-world.ts";

let world: TeamsWorld;
let ana: TeamsUser;
let ben: TeamsUser;
let refresh: Json;
let card: ReturnType<TeamsUser["newest"]>;

beforeEach(async () => {
  world = await aTeamsWorld();
  ana = world.user("aad-ana", { name: "Ana Canary" });
  ben = world.user("aad-ben");
  for (const user of [ana, ben]) await user.installs();
  await installInTeam(world, ben.id);
  await ana.says("setup");
  await ana.taps("Set up", { name: "Speed", privacy: "open" });
  await ana.says("assess");
  card = ana.newest();
  const shown = cardsOf(card.activity)[0]?.refresh as { action: { data: Json } } | undefined;
  refresh = shown?.action.data ?? {};
  expect(findInFiles(["Ana Canary", "aad-ana"])).toEqual(["Ana Canary", "aad-ana"]);
  await ana.says("forget me");
  await ana.taps("Forget me");
  await world.deliver();
});
afterEach(() => world.close());

function findInFiles(texts: readonly string[]): readonly string[] {
  const { path } = world.storage();
  const files = readdirSync(dirname(path)).filter((name) => name.startsWith(basename(path)));
  const content = files.map((name) => readFileSync(join(dirname(path), name)));
  return texts.filter((text) => content.some((bytes) => bytes.includes(text)));
}

const TRACES = ["Ana Canary", "aad-ana"];

describe("R37: after forget me in Teams", () => {
  it("nothing is left, and the cards in the chat are gone", () => {
    expect(findInFiles(TRACES)).toEqual([]);
    expect(ana.messages().map(({ id }) => id)).not.toContain(card.id);
  });

  it("an old card that the client looks at again brings nothing back", async () => {
    await ana.resends(card, refresh);
    expect(findInFiles(TRACES)).toEqual([]);
  });

  it("a member who joins brings back nobody who is in the roster", async () => {
    world.user("aad-cem");
    const joined = { type: "conversationUpdate", membersAdded: [{ id: "29:aad-cem", aadObjectId: "aad-cem" }] };
    await ben.send(inChannel(ben.activity(joined)));
    expect(findInFiles(["Cem Example"])).toEqual(["Cem Example"]);
    expect(findInFiles(TRACES)).toEqual([]);
  });

  it("a message from before that comes late has no effect, and one from after starts anew", async () => {
    const at = world.clock.now();
    await ana.send(ana.activity({ text: "language en", timestamp: new Date(at - 60_000).toISOString() }));
    expect(findInFiles(TRACES)).toEqual([]);
    await ana.send(ana.activity({ text: "language en", timestamp: new Date(at + 60_000).toISOString() }));
    expect(findInFiles(TRACES)).toEqual(TRACES);
  });
});

it("privacy lists what Teams told of the person, and says that the operator can read it", async () => {
  await ben.says("privacy");
  const told = ben.reads();
  expect(told).toContain("Account id");
  expect(told).toContain("aad-ben");
  expect(told).toContain("Whoever runs this bot for your organization can read its database");
});
