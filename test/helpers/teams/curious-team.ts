/** Ten weeks of a team in Teams whose two leads, an English one and a Chinese one, try every command, button and form. */
import type { Json } from "../../../fakes/json.ts";
import { postActivity } from "../../../fakes/teams/client.ts";
import { FEATURES } from "../../../src/bot/bot.ts";
import { DEFAULT_CATALOGUE_DIRECTORY } from "../../../src/bot/package-root.ts";
import { DAY_MS } from "../../../src/core/time.ts";
import { readCatalogue } from "../../../src/storage/catalogue/catalogue-files.ts";
import { aValueRecord } from "../team.ts";
import { explore, HOSTILE, press, send, toJson } from "./explore.ts";
import {
  aTeamsWorld,
  CHANNEL_ID,
  cardsOf,
  installInTeam,
  TEAM_ID,
  TENANT,
  type TeamsUser,
  type TeamsWorld,
} from "./teams-world.ts";

export type Curious = {
  readonly world: TeamsWorld;
  /** Of each message that came through the outbox its purpose and language: `digest en`. */
  readonly purposes: ReadonlySet<string>;
};

type Play = Curious & {
  readonly purposes: Set<string>;
  readonly leads: readonly TeamsUser[];
  /** What each of them pressed. */
  readonly pressed: Map<string, Set<string>>;
};

const WEEKS = 10;
/** More than a form's list holds. */
const COLLEAGUES = 205;
/** Presses that would end what comes after them. */
const SPARED =
  /^(confirm-leave|confirm-forget|confirm-link|remove-member|command (pause|link off)|submit (pause|away)|set-language|set-reminders|set-nudges)/;
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  assess: ["technology", "nothing"],
  why: ["technology", "TEC-01", "nothing"],
  milestone: ["First light"],
  overview: ["on"],
  export: ["csv", "xml"],
  pause: ["2020-01-01", "soon"],
  away: ["2020-01-01", "soon"],
  reminders: ["standard", "often"],
  language: ["tlh"],
  link: ["ABCDE-12345", "nothing", "off"],
};

export async function liveCuriously(): Promise<Curious> {
  const world = await aTeamsWorld({ catalogue: await readCatalogue(DEFAULT_CATALOGUE_DIRECTORY) });
  const ana = world.user("aad-ana", { name: "Ana [Example](https://x.example)", zone: "UTC" });
  const wang = world.user("aad-wang", { name: "王示例 **b**", locale: "zh-CN", zone: "UTC" });
  for (let index = 0; index < COLLEAGUES; index += 1) world.user(`aad-${index}`, { name: `Person ${index} Example` });
  const play: Play = { world, purposes: new Set(), leads: [ana, wang], pressed: new Map() };
  await meetStrangers(play);
  await setUp(play, ana, wang);
  for (let week = 0; week < WEEKS; week += 1) {
    await liveThroughAWeek(play, week);
    if (week === 4) await changeTheTeam(play, ana);
  }
  await askInTrouble(play);
  await leaveTheChannel(play);
  await meetAnotherPlatform(play);
  await notePurposes(play);
  await loseTheLead(play);
  await growTheTeam(play);
  for (const user of play.leads) {
    await sayEverything(play.world, user);
    await look(play, user, SPARED);
  }
  await endEverything(play);
  await notePurposes(play);
  return play;
}

async function meetStrangers({ world }: Play): Promise<void> {
  for (const locale of ["en-US", "zh-CN"]) await sayEverything(world, world.user(`aad-${locale}`, { name: "林示例", locale }));
}

async function setUp({ world }: Play, ana: TeamsUser, wang: TeamsUser): Promise<void> {
  for (const user of [ana, wang]) await user.installs();
  await installInTeam(world, ana.id);
  await ana.says("setup");
  const values = {
    members: wang.id,
    leads: `${ana.id},${wang.id}`,
    channel: CHANNEL_ID,
    privacy: "open",
    zone: "UTC",
    // Hours away, so that a greeting does not wait for the first check-in.
    time: "15:00",
  };
  await send(ana, { ...values, name: "**Pay** <at>ments</at> 长" });
  await wang.says("language zh-CN");
  await appoint(world, ana.id);
  await ana.says("help");
  await press(ana, ({ form }) => toJson(form).form === "programme");
  await send(ana, { people: wang.id });
}

/** The operator's word makes somebody a programme lead. */
async function appoint(world: TeamsWorld, userId: string): Promise<void> {
  await world.storage().work(async ({ people, workspaces }) => {
    const [workspace] = await workspaces.list();
    const person = workspace && (await people.findByAccount(workspace.id, userId));
    if (person) await people.save({ ...person, programmeLead: true, programmeLeadBy: "operator" });
  });
}

/** Slowly enough for the budget of commands. */
async function sayEverything({ clock }: TeamsWorld, user: TeamsUser): Promise<void> {
  const words = FEATURES.flatMap(({ commands }) => commands.map(({ word }) => word));
  for (const word of words.filter((one) => one !== "resume")) {
    for (const rest of ["", ...(ARGUMENTS[word] ?? [])]) {
      clock.advance({ minutes: 1 });
      await user.says(`${word} ${rest}`.trim());
    }
  }
  for (const line of ["resume", "statos", HOSTILE]) await user.says(line);
}

/** In odd weeks they wait for a reminder. In one they look around, in one they take a step that they never do. */
async function liveThroughAWeek(play: Play, week: number): Promise<void> {
  const { world, leads } = play;
  const end = world.clock.now() + 7 * DAY_MS;
  for (let next = await world.bot().nextDueAt(); next !== undefined && next < end; next = await world.bot().nextDueAt()) {
    world.clock.set(Math.max(next, world.clock.now() + 60_000));
    await world.tick();
    await notePurposes(play);
    for (const user of leads) {
      if (week % 2 === 0 || isReminded(user)) await answerAll(user, week);
    }
  }
  world.clock.set(Math.max(end, world.clock.now()));
  for (const user of leads) {
    if (week === 2) await fillIn(play, user);
    if (week === 2) await look(play, user, SPARED);
    if (week === 3) await planAStep(play, user);
  }
}

/** One that is offered to the other lead, and one that is never done. Without nudges there is room to hear of it. */
async function planAStep({ leads }: Play, user: TeamsUser): Promise<void> {
  const other = leads.find(({ id }) => id !== user.id)?.id ?? "";
  await user.says("next");
  await press(user, ({ act }) => act === "take-step");
  await press(user, ({ form }) => toJson(form).form === "hand-over");
  await send(user, { person: other });
  await user.says("next");
  await press(user, ({ act }) => act === "take-step");
  await user.says("reminders");
  await press(user, ({ act, on }) => act === "set-nudges" && on === false);
}

function isReminded(user: TeamsUser): boolean {
  const [card] = cardsOf(user.newest().activity);
  return JSON.stringify(card ?? {}).includes('\\"act\\":\\"show-check-in\\"');
}

async function answerAll(user: TeamsUser, week: number): Promise<void> {
  const begun = await press(user, ({ event }) => toJson(event).choice === "spread");
  if (begun && (await press(user, ({ form }) => toJson(form).form === "remark"))) {
    await send(user, { note: HOSTILE.repeat(8), shared: "true", evidence: "https://wiki.example/a?b=[c](d)" });
  }
  if (begun) await user.says("*we* <at>measure</at> this");
  const rating = week === 0 ? 3 : week % 2;
  const isNext = (event: Json) => event.report === "not-yet" || toJson(event.reply).rating === rating;
  for (let answers = 0; answers < 12; answers += 1) {
    if (!(await press(user, ({ event }) => isNext(toJson(event))))) return;
  }
}

/** The team speaks Chinese from now on, and somebody joins it. */
async function changeTheTeam({ world }: Play, lead: TeamsUser): Promise<void> {
  const eli = world.user("aad-eli", { zone: "UTC" });
  await eli.installs();
  await lead.says("setup");
  await press(lead, ({ form }) => toJson(form).form === "setup");
  await send(lead, { locale: "zh-CN" });
  await lead.says("members");
  await press(lead, ({ form }) => toJson(form).form === "members");
  await send(lead, { members: "aad-eli" });
}

/** A goal with more KPIs than a page holds, numbers that look wrong, and a word for them. */
async function proveValue({ world, leads }: Play, user: TeamsUser): Promise<void> {
  const other = leads.find(({ id }) => id !== user.id)?.id ?? "";
  const fills = async (form: string, values: Readonly<Record<string, string>>) => {
    await press(user, (action) => toJson(action.form).form === form);
    await send(user, values);
  };
  await keepEarlierRecord(world);
  const day = (daysAgo: number) => new Date(world.clock.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  await user.says("kpi");
  await press(user, ({ act }) => act === "show-values");
  await user.says("kpi");
  await fills("goal", { sentence: "**Ship** <at>it</at> 长", owner: other });
  for (let number = 1; number <= 6; number += 1) {
    await user.says("kpi");
    const name = `[Lead time](https://x.example) ${number}`;
    const points = { baseline: "12", baselineOn: day(91), target: "3", targetOn: day(-90) };
    await fills("kpi", {
      name,
      ...points,
      reader: number === 1 ? user.id : "",
      rhythm: "quarterly",
      unit: "days",
      wanted: "down",
    });
  }
  await user.says("kpi");
  await press(user, ({ act }) => act === "show-values");
  await press(user, ({ act }) => act === "show-kpi");
  await fills("kpi-money", { currency: "EUR", worthOfOne: "100", oneOff: "10", runningPerYear: "1" });
  await fills("kpi-details", { questionId: "any" });
  await fills("reading", { value: "600", on: day(1) });
  await press(user, ({ act }) => act === "keep-reading");
  await press(user, ({ act }) => act === "undo-reading");
  await press(user, ({ act }) => act === "show-kpi");
  await fills("reading", { value: "9", on: day(1), note: HOSTILE });
  await fills("confirm-value", { how: HOSTILE, ownerName: "Cleo Example", on: day(0) });
  await press(user, ({ act }) => act === "ask-owner");
}

async function keepEarlierRecord(world: TeamsWorld): Promise<void> {
  await world.storage().work(async ({ teams, values, workspaces }) => {
    const [workspace] = await workspaces.list();
    const [team] = workspace ? await teams.listAtHome(workspace.id) : [];
    if (team) await values.save(aValueRecord({ id: `earlier-${world.clock.now()}`, teamId: team.id }));
  });
}

/** The only lead is forgotten, and whoever leads the programme is asked to appoint another. */
async function loseTheLead(play: Play): Promise<void> {
  const { world, leads } = play;
  const eli = world.user("aad-eli", { zone: "UTC" });
  await setLeads(world, [eli.id]);
  await eli.says("forget me");
  await press(eli, ({ act }) => act === "confirm-forget");
  await world.deliver();
  await notePurposes(play);
  for (const user of leads) await press(user, ({ form }) => toJson(form).form === "appoint-lead");
  await setLeads(
    world,
    leads.map(({ id }) => id),
  );
}

async function setLeads(world: TeamsWorld, userIds: readonly string[]): Promise<void> {
  await world.storage().work(async ({ memberships, people, teams, workspaces }) => {
    const workspace = (await workspaces.list()).find(({ platform }) => platform === "teams");
    const [team] = workspace ? await teams.listAtHome(workspace.id) : [];
    if (!workspace || !team) throw new Error("there is no team");
    const found = await Promise.all(userIds.map((userId) => people.findByAccount(workspace.id, userId)));
    for (const membership of await memberships.listOfTeam(team.id)) {
      await memberships.save({ ...membership, lead: found.some((person) => person?.id === membership.personId) });
    }
  });
}

/** More people than a page of the roster shows. */
async function growTheTeam({ leads }: Play): Promise<void> {
  const [lead] = leads;
  if (!lead) throw new Error("nobody leads");
  await lead.says("members");
  await press(lead, ({ form }) => toJson(form).form === "members");
  await send(lead, { members: Array.from({ length: 20 }, (_, index) => `aad-${index}`).join(",") });
  for (const user of leads) {
    await user.says("members");
    await press(user, ({ form }) => toJson(form).form === "take-out");
  }
}

/** What only a form that was filled in well leads to. */
async function fillIn(play: Play, user: TeamsUser): Promise<void> {
  await proveValue(play, user);
  await user.says("schedule");
  await press(user, ({ form }) => toJson(form).form === "schedule");
  await send(user, {});
  await user.says("members");
  await press(user, ({ form }) => toJson(form).form === "find-member");
  await send(user, { person: user.id });
}

/** Each of the two is missed in the home channel once, so that the leads are asked. */
async function leaveTheChannel({ world, leads }: Play): Promise<void> {
  for (const user of leads) {
    const left = {
      type: "conversationUpdate",
      membersRemoved: [{ id: `29:${user.id}` }],
      conversation: { id: TEAM_ID, conversationType: "channel", isGroup: true, tenantId: TENANT },
      channelData: { tenant: { id: TENANT }, team: { id: TEAM_ID }, eventType: "teamMemberRemoved" },
    };
    world.fake.left.add(`${TEAM_ID} ${user.id}`);
    await postActivity(world, user.activity(left));
    await world.teams().settle();
    await world.deliver();
    world.fake.left.delete(`${TEAM_ID} ${user.id}`);
  }
}

/** Somebody in Slack uses the codes of the two; one of them agrees. */
async function meetAnotherPlatform({ world, leads }: Play): Promise<void> {
  const workspaceId = "slack-workspace";
  const workspace = {
    id: workspaceId,
    platform: "slack",
    platformId: "T1",
    name: "Example Ltd",
    locale: "en",
    installedAt: 0,
  } as const;
  await world.storage().work(({ workspaces }) => workspaces.save(workspace));
  for (const [index, user] of leads.entries()) {
    const from = { workspaceId, platformUserId: `U${index}`, place: { in: "direct" }, name: "Gus Example" } as const;
    for (const line of ["link me", "link"]) {
      await user.says(line);
      const [code] = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(user.reads()) ?? [];
      await world.bot().app.handle({ kind: "command", from, line: `${line} ${code}` });
      await world.deliver();
      await press(user, ({ act, accept }) => act === "confirm-link" && accept === (index === leads.length - 1));
    }
  }
}

async function endEverything(play: Play): Promise<void> {
  for (const user of play.leads.toReversed()) {
    for (const line of ["away 20 Dec – 4 Jan", "leave", "forget me", "link off", "pause", "away", "language", "reminders"])
      await user.says(line);
    await look(play, user);
  }
}

async function look({ world, pressed }: Play, user: TeamsUser, spared?: RegExp): Promise<void> {
  const own = pressed.get(user.id) ?? new Set<string>();
  pressed.set(user.id, own);
  const inChannel = () => world.fake.posted.filter(({ conversationId }) => conversationId === CHANNEL_ID);
  await explore(user, { inChannel, pressed: own, ...(spared && { spared }) });
}

/** Teams refuses an answer for now, so that it comes through the outbox. */
async function askInTrouble(play: Play): Promise<void> {
  const { world } = play;
  for (const lead of play.leads) {
    world.fake.plan(({ method, path }) => method === "POST" && path.endsWith("/activities"), { status: 503 }, 2);
    await lead.says("status");
    world.clock.advance({ minutes: 5 });
    await world.deliver();
  }
  await notePurposes(play);
}

async function notePurposes({ world, purposes, leads }: Play): Promise<void> {
  const workspaceId = (await leads[0]?.workspaceId()) ?? "";
  const languages = new Map(
    world.fake.posted.flatMap(({ conversationId, id, activity }) =>
      cardsOf(activity).map(({ lang }) => [`${conversationId} ${id}`, String(lang)] as const),
    ),
  );
  await world.storage().work(async ({ posts }) => {
    for (const [ref, lang] of languages) {
      const post = await posts.findByPlatformRef(workspaceId, ref);
      if (post) purposes.add(`${post.purpose} ${lang}`);
    }
  });
}
