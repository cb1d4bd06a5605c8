/**
 * The few calls that Speedboat makes to Bot Framework. Only this file and those beside it name the SDK, so that its
 * successor can take its place.
 */
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, TeamsInfo, type TurnContext } from "botbuilder";
import type { Urgency } from "../../app/ports/outbox-store.ts";
import type { AccountKind } from "../../core/team.ts";
import { type CallBudget, CallTurnedAway } from "../../pace/call-budget.ts";
import { createAuthenticator, type TokenVerdict } from "../receiving/authenticator.ts";
import type { TeamsMethod } from "../teams-call-limits.ts";
import { BOT_FRAMEWORK, type TeamsSettings, toSettings } from "../teams-settings.ts";
import { ConnectorFailure, TURNED_AWAY } from "./connector-failure.ts";
import { createConnectorHttp, runTargeted } from "./connector-http.ts";
import { type Address, type Outgoing, parseConversation, toReference } from "./outgoing.ts";

type Member = {
  /** The directory's object id; Teams' own id where there is none. */
  readonly userId: string;
  readonly teamsId: string;
  readonly name: string;
  readonly email?: string;
  /** The tenant that the account belongs to; undefined where Teams does not say. */
  readonly tenantId?: string;
  /** `user`, `guest` or `anonymous`, where Teams says it. */
  readonly userRole?: string;
};
type Channel = { readonly channelId: string; readonly name?: string };

/**
 * Calls Bot Framework. Every call waits for its turn under the tenant's rates, people who look at the screen first; it is sent once,
 * and throws a `ConnectorFailure` when it fails.
 */
export interface Connector {
  /** Whether the bearer token of a request vouches for its activity. */
  authenticate(authorization: string, activity: Readonly<Record<string, unknown>>): Promise<TokenVerdict>;
  /** Returns the new activity's id. */
  post(to: Address, activity: Outgoing, urgency: Urgency): Promise<string>;
  /** Shows an activity in a shared conversation to one person alone, by Teams' own id of theirs; returns its id. */
  postTo(recipientId: string, to: Address, activity: Outgoing): Promise<string>;
  edit(to: Address, activityId: string, activity: Outgoing, urgency: Urgency): Promise<void>;
  remove(to: Address, activityId: string, urgency: Urgency): Promise<void>;
  /** The id of the direct conversation with somebody; the same for each call. Nothing is shown. */
  openDirect(person: Unopened, urgency: Urgency): Promise<string>;
  /** Everybody in the conversation. */
  listMembers(of: Address, urgency: Urgency): Promise<readonly Member[]>;
  /** Whether somebody is in the conversation, by the directory's id or Teams' own. */
  hasMember(of: Address, userId: string, urgency: Urgency): Promise<boolean>;
  listChannels(of: Address, teamId: string, urgency: Urgency): Promise<readonly Channel[]>;
}

/** Somebody whose direct conversation is not known yet. */
type Unopened = Omit<Address, "conversationId"> & { readonly userId: string; readonly tenantId: string };

const MOST_MEMBERS = 2_000;
const TIMEOUT_MS = 8_000;
/** Delivery gives a send up after ten seconds. */
const MOST_WAIT_MS = 2_000;
const WITHOUT_TIME_MS = 5_000;

/** Creates the connector. It calls nothing before it is used. */
export function createConnector(config: TeamsSettings, budget: CallBudget): Connector {
  const connectorOptions = { httpClient: createConnectorHttp({ timeoutMs: TIMEOUT_MS }) };
  const authentication = new ConfigurationBotFrameworkAuthentication(
    toSettings(config),
    undefined,
    undefined,
    undefined,
    connectorOptions,
  );
  const adapter = new CloudAdapter(authentication);

  async function within<T>(to: Address, task: (context: TurnContext) => Promise<T>): Promise<T> {
    const results: T[] = [];
    await known(() =>
      adapter.continueConversationAsync(config.appId, toReference(to), async (context) => {
        results.push(await task(context));
      }),
    );
    const [result] = results;
    if (result === undefined) throw new ConnectorFailure(undefined, "no-answer", { mayHaveArrived: true });
    return result;
  }

  /** One call in its turn. What Teams says of waiting counts for all that do the same in the tenant, but for posts. */
  async function inTurn<T>({ workspaceId, method, urgency }: Turn, call: () => Promise<T>): Promise<T> {
    try {
      return await budget.run({ workspaceId, method, urgency, mostWaitMs: MOST_WAIT_MS }, call);
    } catch (cause) {
      if (cause instanceof CallTurnedAway) throw turnedAway(cause.waitMs);
      if (!(cause instanceof ConnectorFailure) || cause.status !== 429 || OF_ITS_CONVERSATION.has(method)) throw cause;
      const toldMs = cause.about.retryAfterMs ?? WITHOUT_TIME_MS;
      budget.hold({ workspaceId, method }, toldMs);
      throw turnedAway(toldMs);
    }
  }

  return {
    authenticate: createAuthenticator(authentication, config),
    post: (to, activity, urgency) =>
      inTurn({ ...to, method: "post", urgency }, () =>
        within(to, async (context) => {
          const [sent] = await adapter.sendActivities(context, [toSdkActivity(to, activity)]);
          return sent?.id ?? "";
        }),
      ),
    postTo: (recipientId, to, activity) =>
      inTurn({ ...to, method: "post", urgency: "waiting" }, () =>
        within(to, async (context) => {
          const targeted = { ...toSdkActivity(to, activity), recipient: { id: recipientId, name: "" } };
          const [sent] = await runTargeted(() => adapter.sendActivities(context, [targeted]));
          return sent?.id ?? "";
        }),
      ),
    async edit(to, id, activity, urgency) {
      await inTurn({ ...to, method: "edit", urgency }, () =>
        within(to, async (context) => {
          await adapter.updateActivity(context, { ...toSdkActivity(to, activity), id });
          return true;
        }),
      );
    },
    async remove(to, activityId, urgency) {
      await inTurn({ ...to, method: "remove", urgency }, () =>
        within(to, async (context) => {
          await adapter.deleteActivity(context, { ...toReference(to), activityId });
          return true;
        }),
      );
    },
    async openDirect({ serviceUrl, botId, workspaceId, userId, tenantId }, urgency) {
      const ids: string[] = [];
      const parameters = {
        isGroup: false,
        bot: { id: botId, name: "" },
        members: [{ id: userId, name: "" }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      };
      await inTurn({ workspaceId, method: "open-direct", urgency }, () =>
        known(() =>
          adapter.createConversationAsync(config.appId, "msteams", serviceUrl, BOT_FRAMEWORK, parameters, async (context) => {
            ids.push(context.activity.conversation.id);
          }),
        ),
      );
      const [id] = ids;
      if (!id) throw new ConnectorFailure(undefined, "no-conversation", { mayHaveArrived: false });
      return id;
    },
    async listMembers(of, urgency) {
      const members: Member[] = [];
      let token: string | undefined;
      do {
        const from = token;
        const page = await inTurn({ ...of, method: "list-members", urgency }, () =>
          within(of, (context) => TeamsInfo.getPagedMembers(context, 500, from)),
        );
        members.push(...page.members.map(toMember));
        token = page.continuationToken || undefined;
      } while (token !== undefined && members.length < MOST_MEMBERS);
      return members;
    },
    async hasMember(of, userId, urgency) {
      try {
        const ask = (): Promise<boolean> => within(of, async (context) => (await TeamsInfo.getMember(context, userId)).id !== "");
        return await inTurn({ ...of, method: "list-members", urgency }, ask);
      } catch (cause) {
        if (cause instanceof ConnectorFailure && cause.status === 404) return false;
        throw cause;
      }
    },
    listChannels: (of, teamId, urgency) =>
      inTurn({ ...of, method: "list-channels", urgency }, () =>
        within(of, async (context) => {
          const channels = await TeamsInfo.getTeamChannels(context, teamId);
          return channels.flatMap(({ id, name }) => (id ? [{ channelId: id, ...(name && { name }) }] : []));
        }),
      ),
  };
}

type Turn = { readonly workspaceId: string; readonly method: TeamsMethod; readonly urgency: Urgency };

/** Their rates count a conversation by itself. */
const OF_ITS_CONVERSATION: ReadonlySet<TeamsMethod> = new Set(["post", "edit", "remove"]);

function turnedAway(waitMs: number): ConnectorFailure {
  return new ConnectorFailure(429, TURNED_AWAY, { retryAfterMs: waitMs, mayHaveArrived: false });
}

function toSdkActivity(to: Address, activity: Outgoing) {
  return { ...activity, from: { id: to.botId, name: "" }, conversation: parseConversation(to) };
}

type Account = {
  readonly id: string;
  readonly name?: string;
  readonly aadObjectId?: string;
  readonly email?: string;
  readonly tenantId?: string;
  readonly userRole?: string;
};

function toMember({ id, name, aadObjectId, email, tenantId, userRole }: Account): Member {
  return {
    userId: aadObjectId || id,
    teamsId: id,
    name: name || id,
    ...(email && { email }),
    ...(tenantId && { tenantId }),
    ...(userRole && { userRole }),
  };
}

/** Returns what a member's account is in this tenant: a guest's where Teams says so, or where it belongs to another tenant. */
export function kindOfMember({ tenantId, userRole = "user" }: Pick<Member, "tenantId" | "userRole">, home: string): AccountKind {
  const isElsewhere = tenantId !== undefined && tenantId.toLowerCase() !== home.toLowerCase();
  return isElsewhere || userRole.toLowerCase() !== "user" ? "guest" : "full";
}

/** Errors that the SDK throws itself, such as for a missing token, happen before anything was sent. */
async function known(task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (cause) {
    if (cause instanceof ConnectorFailure) throw cause;
    throw new ConnectorFailure(undefined, cause instanceof Error ? cause.name : "unknown", { mayHaveArrived: false });
  }
}
