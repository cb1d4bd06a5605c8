/** The whole bot behind its real HTTP endpoint, Teams' connector on loopback behind it, and people with a client each. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Json } from "../../../fakes/json.ts";
import {
  type Answer,
  activityOf,
  addedToTeam,
  BOT_ID,
  invokeOf,
  nextActivityId,
  postActivity,
} from "../../../fakes/teams/client.ts";
import {
  directIdOf,
  type FakeConnector,
  type Posted,
  startFakeConnector,
  teamsIdOf,
} from "../../../fakes/teams/fake-connector.ts";
import type { Catalogue } from "../../../src/core/catalogue/catalogue.ts";
import { nameInCast } from "../../../src/simulation/cast.ts";
import type { TeamsSettings } from "../../../src/teams/teams-settings.ts";
import { createTeams, type Teams } from "../../../src/teams/teams.ts";
import type { OnPlatforms } from "../../../wire/start-bot.ts";
import { aBotWorld, type BotWorld, sameClock } from "../bot-world.ts";
import { actionOf, checkCard, inputsOf, listActions, textOf } from "./cards.ts";

export const TENANT = "11111111-1111-4111-8111-111111111111";
export const TEAM_ID = "19:general@thread.tacv2";
export const CHANNEL_ID = "19:platform@thread.tacv2";

export type TeamsWorldOptions = {
  readonly settings?: Partial<TeamsSettings>;
  readonly catalogue?: Catalogue;
  readonly start?: number;
};

type OnTeams = { readonly teams: Teams };

export type TeamsWorld<F extends OnPlatforms = OnTeams> = BotWorld<F> & {
  readonly fake: FakeConnector;
  teams(): Teams;
  url(): string;
  user(id: string, about?: UserAbout): TeamsUser;
  /** Every card that was ever shown to anybody, as it was then. */
  cards(): readonly Json[];
  /** Holds all of them to the rules; `KEEP_CARDS=folder` keeps them for a look. */
  checkCards(): void;
};

type UserAbout = { readonly name?: string; readonly locale?: string; readonly zone?: string };

export const ANONYMOUS: TeamsSettings = { appId: "", appType: "MultiTenant", allowedTenants: [], anonymous: true };

export async function aTeamsWorld(options: TeamsWorldOptions = {}): Promise<TeamsWorld> {
  const fake = await startFakeConnector();
  const base = await aBotWorld({
    clockOver: sameClock,
    open: async ({ bot, log }) => ({
      teams: await createTeams({ config: { ...ANONYMOUS, ...options.settings }, app: bot.app, world: bot.world, log }),
    }),
    ...(options.catalogue && { catalogue: options.catalogue }),
    ...(options.start !== undefined && { start: options.start }),
  });
  return withTeamsClients(base, { fake, teams: () => base.frontEnds().teams });
}

export type TeamsSide = { readonly fake: FakeConnector; readonly teams: () => Teams };

/** The bot as Teams sees it, and people with a client each. */
export function withTeamsClients<F extends OnPlatforms>(base: BotWorld<F>, { fake, teams }: TeamsSide): TeamsWorld<F> {
  const shown: Json[] = [];
  const world: TeamsWorld<F> = {
    ...base,
    fake,
    teams,
    url: () => `${base.origin()}/api/messages`,
    user(id, about = {}) {
      const known = fake.people.get(id);
      fake.people.set(id, { name: about.name ?? known?.name ?? nameInCast(id), teamsId: teamsIdOf(id) });
      return aTeamsUser(world, id, { about, shown });
    },
    cards: () => [...fake.calls.flatMap(({ body }) => cardsOf(body)), ...shown],
    checkCards() {
      expect(world.cards().length).toBeGreaterThan(0);
      for (const card of world.cards()) checkCard(card);
      keepCards(world.cards());
    },
    async close() {
      await base.close();
      await fake.close();
    },
  };
  return world;
}

let kept = 0;
function keepCards(cards: readonly Json[]): void {
  const folder = process.env.KEEP_CARDS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  for (const card of cards) {
    kept += 1;
    writeFileSync(join(folder, `${process.pid}-${kept}.json`), JSON.stringify(card));
  }
}

export function cardsOf(activity: Json): readonly Json[] {
  const attachments = (activity.attachments ?? []) as { contentType: string; content: Json }[];
  return attachments.filter(({ contentType }) => contentType.endsWith("card.adaptive")).map(({ content }) => content);
}

/** An activity as Teams sends it from somebody's direct chat. */
export function anActivity(world: Pick<TeamsWorld<OnPlatforms>, "fake">, id: string, overrides: Json = {}): Json {
  const { people, url: serviceUrl } = world.fake;
  return activityOf({ id, name: people.get(id)?.name, tenant: TENANT, serviceUrl }, overrides);
}

/** The same in the channel, in a thread. */
export function inChannel(activity: Json): Json {
  return {
    ...activity,
    conversation: { id: `${CHANNEL_ID};messageid=77`, conversationType: "channel", isGroup: true, tenantId: TENANT },
    channelData: { tenant: { id: TENANT }, team: { id: TEAM_ID }, channel: { id: CHANNEL_ID } },
  };
}

export type TeamsUser = ReturnType<typeof aTeamsUser>;

type Client = { readonly about: UserAbout; readonly shown: Json[] };

function aTeamsUser<F extends OnPlatforms>(world: TeamsWorld<F>, id: string, { about, shown }: Client) {
  const { fake } = world;
  const direct = directIdOf(id);
  /** What this client shows instead of a message after a universal action. */
  const local = new Map<string, Json>();
  const told = { ...(about.locale && { locale: about.locale }), ...(about.zone && { localTimezone: about.zone }) };

  async function send(activity: Json): Promise<Answer> {
    const answer = await postActivity(world, activity);
    await world.teams().settle();
    return answer;
  }

  const user = {
    id,
    direct,
    activity: (overrides: Json = {}) => anActivity(world, id, { ...told, ...overrides }),
    send,
    async installs(): Promise<void> {
      const added = { membersAdded: [{ id: BOT_ID }, { id: teamsIdOf(id), aadObjectId: id }] };
      const [one, two] = await Promise.all([
        postActivity(world, user.activity({ type: "installationUpdate", action: "add" })),
        postActivity(world, user.activity({ type: "conversationUpdate", ...added })),
      ]);
      expect([one?.status, two?.status]).toEqual([200, 200]);
      await world.teams().settle();
    },
    workspaceId: async (): Promise<string | undefined> =>
      (await world.storage().work((stores) => stores.workspaces.findByPlatform("teams", TENANT)))?.id,
    /** Writes in the direct chat. */
    async says(text: string): Promise<void> {
      const answer = await send(user.activity({ text, textFormat: "plain" }));
      expect(answer.status).toBe(200);
      await world.deliver();
    },
    /** Mentions the bot in the channel. */
    async mentions(text: string): Promise<void> {
      const mention = { type: "mention", mentioned: { id: BOT_ID, name: "Speedboat" }, text: "<at>Speedboat</at>" };
      const activity = inChannel(user.activity({ text: `<at>Speedboat</at> ${text}`, entities: [mention] }));
      expect((await send(activity)).status).toBe(200);
      await world.deliver();
    },
    messages: (): readonly Posted[] => fake.posted.filter(({ conversationId }) => conversationId === direct),
    newest(): Posted {
      const message = user.messages().at(-1);
      if (!message) throw new Error(`nothing was said to ${id}`);
      return message;
    },
    /** The card of a message as this client shows it. */
    cardOf(message: Posted): Json {
      const [card] = cardsOf(message.activity);
      const card2 = local.get(message.id) ?? card;
      if (!card2) throw new Error(`no card: ${JSON.stringify(message.activity).slice(0, 300)}`);
      return card2;
    },
    card: (): Json => user.cardOf(user.newest()),
    reads: (): string => textOf(user.card()),
    readsAll: (): string =>
      user
        .messages()
        .map((message) => (cardsOf(message.activity).length > 0 ? textOf(user.cardOf(message)) : String(message.activity.text)))
        .join("\n"),
    /** Sends a universal action of a message, with the inputs as given; answers the invoke's response. */
    async invokes(message: Posted, title: string, inputs: Readonly<Record<string, string>> = {}): Promise<Json> {
      const card = user.cardOf(message);
      const action = actionOf(card, title);
      const typed = action.associatedInputs === "none" ? {} : { ...inputsOf(card), ...prefix(inputs) };
      return user.resends(message, { ...(action.data as Json), ...typed }, action.verb);
    },
    async resends(message: Posted, data: Json, verb: unknown = "speedboat"): Promise<Json> {
      const invoke = user.activity(invokeOf(data, { message: message.id, verb }));
      const place = message.conversationId === direct ? invoke : inChannel(invoke);
      const answer = await send(place);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      const body = answer.body ?? {};
      if (String(body.type).endsWith("card.adaptive")) {
        local.set(message.id, body.value as Json);
        shown.push(body.value as Json);
      }
      await world.deliver();
      return body;
    },
    /** Presses a button of the newest message in the direct chat. */
    taps: (title: string, inputs: Readonly<Record<string, string>> = {}): Promise<Json> =>
      user.invokes(user.newest(), title, inputs),
    /** Rates the open question. */
    answers: (rating: number): Promise<Json> => user.taps(titleOfRating(user.card(), rating)),
    /** A host without universal actions: the fallback's data comes as a message. */
    async submits(message: Posted, title: string, inputs: Readonly<Record<string, string>> = {}): Promise<void> {
      const card = cardsOf(message.activity)[0];
      const action = actionOf(card, title);
      const { data } = action.fallback as { data: Json };
      const value = { ...data, ...inputsOf(card), ...prefix(inputs) };
      expect((await send(user.activity({ value, replyToId: message.id }))).status).toBe(200);
      await world.deliver();
    },
    /** The client looks at a message again, as when it comes back into view. */
    forgetsLocal: () => local.clear(),
  };
  return user;
}

/** The title of the button that saves this rating. */
export function titleOfRating(card: Json, rating: number): string {
  const found = listActions(card).find(({ data }) =>
    JSON.stringify(data).includes(`\\"kind\\":\\"rating\\",\\"rating\\":${rating}`),
  );
  if (!found) throw new Error(`no question on the card: ${textOf(card)}`);
  return String(found.title).replace(/^[●○] /, "");
}

function prefix(inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [key.startsWith("emails.") ? key : `field.${key}`, value]),
  );
}

/** The bot is added to the team, by somebody of it. */
export async function installInTeam<F extends OnPlatforms>(world: TeamsWorld<F>, byUserId: string): Promise<void> {
  world.fake.channels.splice(0, world.fake.channels.length, { id: TEAM_ID }, { id: CHANNEL_ID, name: "platform" });
  const base = anActivity(world, byUserId, addedToTeam({ id: TEAM_ID, name: "Platform", tenant: TENANT }));
  const answers = [
    await postActivity(world, base),
    await postActivity(world, {
      ...base,
      id: nextActivityId(),
      type: "installationUpdate",
      action: "add",
      membersAdded: undefined,
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  await world.teams().settle();
}
