/** One team in Slack and in Teams, each over its own wire: linked by a code, asked where they are, counted once, separated. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Stores } from "../../src/app/ports.ts";
import { isActiveAt } from "../../src/core/team.ts";
import { type BothPlatforms, bothPlatforms } from "../helpers/both-platforms.ts";
import type { Shown } from "../helpers/slack/fake-slack.ts";
import { postEvent, readBlocks, type SlackUser } from "../helpers/slack/slack-world.ts";
import { textOf } from "../helpers/teams/cards.ts";
import type { Json, Posted } from "../helpers/teams/fake-connector.ts";
import {
  BOT_ID,
  CHANNEL_ID,
  cardsOf,
  installInTeam,
  postActivity,
  TEAM_ID,
  TENANT,
  type TeamsUser,
} from "../helpers/teams/teams-world.ts";

/** A week after both teams were set up, when nobody's greetings count any more; then when the window of 48 hours is over. */
const FIRST_ROUND = Date.UTC(2026, 10, 9, 8, 1);
const AFTER_THE_WINDOW = Date.UTC(2026, 10, 11, 9, 1);
const SETTINGS = { privacy: "open", zone: "UTC", time: "08:00" };

let both: BothPlatforms;
/** Ana leads Payments in Slack, with Ben; Dee leads Ledger in Teams, with Eli. */
let ana: SlackUser;
let ben: SlackUser;
let dee: TeamsUser;
let eli: TeamsUser;

beforeEach(async () => {
  both = await bothPlatforms();
  const { inSlack, inTeams } = both;
  ana = inSlack.user("UANA", { name: "Ana Example", tz: "UTC" });
  ben = inSlack.user("UBEN", { name: "Ben Example", tz: "UTC" });
  dee = inTeams.user("aad-dee", { name: "Dee Example", zone: "UTC" });
  eli = inTeams.user("aad-eli", { name: "Eli Example", zone: "UTC" });
  await ana.says("setup");
  await ana.submits(ana.modal(), { ...SETTINGS, name: "Payments", members: ["UBEN"], channel: "C1" });
  await dee.installs();
  await eli.installs();
  await installInTeam(inTeams, "aad-dee");
  await dee.says("setup");
  await dee.taps("Set up", { ...SETTINGS, name: "Ledger", members: "aad-eli", channel: CHANNEL_ID });
});

afterEach(async () => {
  expect(both.inSlack.fake.problems).toEqual([]);
  expect(both.inSlack.log.filter(({ level }) => level !== "info")).toEqual([]);
  both.inTeams.checkCards();
  await both.close();
});

const stores = <T>(task: (all: Stores) => Promise<T>): Promise<T> => both.inSlack.storage().work(task);
const readsInSlack = (user: SlackUser) => readBlocks(user.newest().blocks);
const inSlackChannel = () => both.inSlack.fake.messages.filter(({ channel, threadTs }) => channel === "C1" && !threadTs);
const inTeamsChannel = () => both.inTeams.fake.posted.filter(({ conversationId }) => conversationId === CHANNEL_ID);
/** In Slack the details stand in the thread. */
const readWithThread = (message: Shown | undefined) =>
  both.inSlack.fake.messages
    .filter((one) => one === message || (message && one.threadTs === message.ts))
    .map(({ blocks }) => readBlocks(blocks))
    .join("\n");
const read = (message: Posted | undefined) => inOneLine(textOf(cardsOf(message?.activity ?? {})));
const readsInTeams = (user: TeamsUser) => inOneLine(user.reads());
const inOneLine = (text: string) => text.replaceAll(/ ?\n ?/g, " ");

async function passTo(at: number): Promise<void> {
  both.inSlack.clock.set(at);
  await both.inSlack.tick();
}

/** The team of this name as it stands. */
async function teamCalled(wanted: string) {
  const team = await stores(async ({ workspaces, teams }) => {
    const all = await Promise.all((await workspaces.list()).map(({ id }) => teams.listOfWorkspace(id)));
    return all.flat().find(({ name }) => name === wanted);
  });
  if (!team) throw new Error(`no team is called ${wanted}`);
  return team;
}

/** Names of who is in the team now. */
async function rosterOf(name: string): Promise<readonly string[]> {
  const { id } = await teamCalled(name);
  return stores(async ({ memberships, people }) => {
    const active = (await memberships.listOfTeam(id)).filter((one) => isActiveAt(one, both.inSlack.clock.now()));
    const found = await people.findMany(active.map(({ personId }) => personId));
    return found.map((person) => person.name.replace(" Example", "")).sort();
  });
}

async function isLinked(name: string): Promise<boolean> {
  const { id } = await teamCalled(name);
  return (await stores(({ homes }) => homes.listOfTeam(id))).length > 0;
}

function codeIn(text: string): string {
  const [code] = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(text) ?? [];
  if (code === undefined) throw new Error(`no code in: ${text}`);
  return code;
}

/** As Ana gets it in Slack, for nobody else to see. */
async function codeFromAna(line = "link"): Promise<string> {
  return codeIn(readBlocks(await ana.says(line)));
}

async function link(): Promise<void> {
  await dee.says(`link ${await codeFromAna()}`);
  await ana.taps("Make it one team");
}

async function answerInSlack(user: SlackUser, rating: 0 | 1 | 2 | 3): Promise<void> {
  await user.taps("Spread over the rounds");
  for (const _ of [1, 2, 3, 4, 5]) await user.answers(rating);
}

async function answerInTeams(user: TeamsUser, rating: number): Promise<void> {
  await user.taps("Spread over the rounds");
  for (const _ of [1, 2, 3, 4, 5]) await user.answers(rating);
}

/** Every number, and the words that say what it counts, in the order in which they stand. */
function numbersOf(text: string): readonly string[] {
  return text.match(/\d+ of \d+|\d+ ?%|[+−]\d+/g) ?? [];
}

describe("two teams of two platforms", () => {
  it("are linked by a code and a word of the other side, and are one team from then on", async () => {
    await dee.says(`link ${await codeFromAna()}`);
    expect(readsInTeams(dee)).toContain("Ana Example is asked in Example Ltd (Slack)");
    expect(readsInSlack(ana)).toContain("Dee Example used your code");
    expect(await isLinked("Payments")).toBe(false);
    await ana.taps("Make it one team");
    expect(readsInSlack(ana)).toContain("one team on both platforms now");
    expect(dee.readsAll()).toContain("Confirmed.");
    expect(await rosterOf("Payments")).toEqual(["Ana", "Ben", "Dee", "Eli"]);
    expect(readBlocks(inSlackChannel().at(-1)?.blocks ?? [])).toContain("one roster, one score");
    expect(read(inTeamsChannel().at(-1))).toContain("one roster, one score");

    await passTo(FIRST_ROUND);
    for (const user of [ana, ben]) expect(readsInSlack(user)).toContain("Welcome to Payments’s first round");
    for (const user of [dee, eli]) expect(readsInTeams(user)).toContain("Welcome to Payments’s first round");
    await answerInSlack(ana, 3);
    await answerInSlack(ben, 1);
    await answerInTeams(dee, 2);

    await passTo(AFTER_THE_WINDOW);
    const digests = () => [readWithThread(inSlackChannel().at(-1)), read(inTeamsChannel().at(-1))] as const;
    const [inSlack, inTeams] = digests();
    for (const digest of [inSlack, inTeams]) expect(digest).toContain("3 of 4 answered");
    expect(numbersOf(inSlack).length).toBeGreaterThan(5);
    expect(numbersOf(inTeams)).toEqual(numbersOf(inSlack));

    await answerInTeams(eli, 2);
    both.inSlack.clock.advance({ minutes: 5 });
    await both.inSlack.tick();
    const [laterInSlack, laterInTeams] = digests();
    expect(laterInSlack).toContain("4 of 4 answered");
    expect(numbersOf(laterInTeams)).toEqual(numbersOf(laterInSlack));

    const status = readBlocks(await ben.says("status"));
    await eli.says("status");
    expect(numbersOf(status).length).toBeGreaterThan(5);
    expect(numbersOf(readsInTeams(eli))).toEqual(numbersOf(status));
  });

  it("share nothing without a link, whatever id a press carries", async () => {
    await passTo(FIRST_ROUND);
    await ana.taps("Spread over the rounds");
    const anasCard = both.inSlack.fake.messages.findLast(({ channel }) => channel === ana.direct);
    const anasPresses = JSON.stringify(anasCard?.blocks).match(/\{\\"act\\":\\"walk\\".*?\}\}?(?=")/g) ?? [];
    expect(anasPresses.join()).toContain("rating");
    const { id: teamId } = await teamCalled("Payments");
    const card = dee.newest();
    const looked = readsInSlack(ana);
    for (const press of anasPresses) {
      const action: unknown = JSON.parse(`"${press}"`);
      const answer = await dee.resends(card, { speedboat: { kind: "press", action } });
      expect(JSON.stringify(answer)).not.toMatch(/Payments|Ana/);
    }
    for (const { act, ...about } of [
      { act: "command", line: "status", teamId },
      { act: "open-form", form: { form: "members", teamId, revision: 1 } },
    ]) {
      await dee.resends(card, { speedboat: { kind: "press", action: JSON.stringify({ act, ...about }) } });
    }
    expect(readsInSlack(ana)).toBe(looked);
    expect(await stores(({ answers }) => answers.historyOfTeam(teamId))).toEqual([]);
    const said = JSON.stringify(both.inTeams.fake.posted.map(({ activity }) => activity));
    expect(said).toContain("Ledger");
    expect(said).not.toMatch(/Payments|Ana Example|Ben Example/);
    const heard = JSON.stringify(both.inSlack.fake.messages);
    expect(heard).not.toMatch(/Ledger|Dee Example|Eli Example/);
  });
});

describe("a code", () => {
  it("is refused when it was used, when it is older than ten minutes, and to who leads no team there", async () => {
    const late = await codeFromAna();
    both.inSlack.clock.advance({ minutes: 10 });
    await dee.says(`link ${late}`);
    expect(readsInTeams(dee)).toContain("older than 10 minutes");

    await eli.says(`link ${await codeFromAna()}`);
    expect(readsInTeams(eli)).toContain("Only a lead");

    const code = await codeFromAna();
    await dee.says(`link ${code}`);
    await dee.says(`link ${code}`);
    expect(readsInTeams(dee)).toContain("used already");
    expect(await isLinked("Payments")).toBe(false);
    await ana.taps("Make it one team");
    expect(await isLinked("Payments")).toBe(true);
  });

  it("is not given to who leads no team, on either side", async () => {
    expect(readBlocks(await ben.says("link"))).toContain("is for the leads");
    await eli.says("link");
    expect(readsInTeams(eli)).toContain("is for the leads");
  });
});

describe("one person with an account on each side", () => {
  it("is asked and counted once after `link me`", async () => {
    await link();
    const benInTeams = both.inTeams.user("aad-ben", { name: "Ben Example", zone: "UTC" });
    await benInTeams.installs();
    await dee.says("members");
    await dee.taps("Change");
    await dee.taps("Save", { members: "aad-eli,aad-ben", leads: "aad-dee" });
    expect(await rosterOf("Payments")).toEqual(["Ana", "Ben", "Ben", "Dee", "Eli"]);

    await benInTeams.says(`link me ${codeIn(readBlocks(await ben.says("link me")))}`);
    await ben.taps("That is me");
    expect(await rosterOf("Payments")).toEqual(["Ana", "Ben", "Dee", "Eli"]);

    const before = benInTeams.messages().length;
    await passTo(FIRST_ROUND);
    expect(readsInSlack(ben)).toContain("Welcome to Payments’s first round");
    expect(benInTeams.messages()).toHaveLength(before);
    await answerInSlack(ben, 2);
    await passTo(AFTER_THE_WINDOW);
    expect(read(inTeamsChannel().at(-1))).toContain("1 of 4 answered");
    await benInTeams.says("status");
    expect(readsInTeams(benInTeams)).toContain("Payments");
  });
});

describe("a side that removes the app", () => {
  async function removeFromTeams(): Promise<void> {
    const inTeam = {
      conversation: { id: TEAM_ID, conversationType: "channel", isGroup: true, tenantId: TENANT },
      channelData: { tenant: { id: TENANT }, team: { id: TEAM_ID } },
    };
    const gone = { type: "installationUpdate", action: "remove" };
    const activities: readonly Json[] = [
      dee.activity({ ...inTeam, type: "conversationUpdate", membersRemoved: [{ id: BOT_ID }] }),
      dee.activity(gone),
      eli.activity(gone),
    ];
    for (const activity of activities) expect((await postActivity(both.inTeams, activity)).status).toBe(200);
    await both.inSlack.deliver();
  }

  it("ends the link, and the owning side goes on alone: Teams removes it", async () => {
    await link();
    await passTo(FIRST_ROUND);
    await answerInTeams(dee, 2);
    await removeFromTeams();
    expect(await isLinked("Payments")).toBe(false);
    expect(await rosterOf("Payments")).toEqual(["Ana", "Ben"]);
    expect(readBlocks(inSlackChannel().at(-1)?.blocks ?? [])).toContain("no longer linked with the other platform");
    const posts = both.inTeams.fake.posted.length;
    await answerInSlack(ana, 1);
    await passTo(AFTER_THE_WINDOW);
    expect(readBlocks(inSlackChannel().at(-1)?.blocks ?? [])).toContain("Payments · round 1");
    expect(both.inTeams.fake.posted).toHaveLength(posts);
  });

  it("ends the link, and the other side goes on with the team: Slack removes it", async () => {
    await link();
    await passTo(FIRST_ROUND);
    await answerInSlack(ana, 3);
    await answerInTeams(dee, 1);
    expect((await postEvent(both.inSlack, { type: "app_uninstalled" })).status).toBe(200);
    await both.inSlack.deliver();
    expect(await isLinked("Payments")).toBe(false);
    expect((await teamCalled("Payments")).workspaceId).toBe(await dee.workspaceId());
    expect(await rosterOf("Payments")).toEqual(["Dee", "Eli"]);
    expect(read(inTeamsChannel().at(-1))).toContain("The team goes on here");
    const calls = both.inSlack.fake.calls.length;
    await answerInTeams(eli, 1);
    await passTo(AFTER_THE_WINDOW);
    expect(read(inTeamsChannel().at(-1))).toContain("Payments · round 1");
    await dee.says("members");
    await dee.taps("Payments");
    expect(readsInTeams(dee)).toContain("Eli Example");
    expect(readsInTeams(dee)).toContain("Ana Example · left");
    expect(both.inSlack.fake.calls).toHaveLength(calls);
  });
});
