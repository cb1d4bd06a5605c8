/**
 * The few calls that Speedboat makes to Bot Framework. Only this file and those beside it name the SDK, so that its
 * successor can take its place.
 */
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, TeamsInfo, type TurnContext } from "botbuilder";
import { createAuthenticator, type TokenVerdict } from "../receiving/authenticator.ts";
import { BOT_FRAMEWORK, type TeamsSettings, toSettings } from "../teams-settings.ts";
import { ConnectorFailure } from "./connector-failure.ts";
import { createConnectorHttp } from "./connector-http.ts";
import { type Address, type Outgoing, parseConversation, toReference } from "./outgoing.ts";

type Member = {
  /** The directory's object id; Teams' own id where there is none. */
  readonly userId: string;
  readonly teamsId: string;
  readonly name: string;
  readonly email?: string;
};
type Channel = { readonly channelId: string; readonly name?: string };

/** Calls Bot Framework. Every call is sent once and throws a `ConnectorFailure` when it fails. */
export interface Connector {
  /** Whether the bearer token of a request vouches for its activity. */
  authenticate(authorization: string, activity: Readonly<Record<string, unknown>>): Promise<TokenVerdict>;
  /** Returns the new activity's id. */
  post(to: Address, activity: Outgoing): Promise<string>;
  edit(to: Address, activityId: string, activity: Outgoing): Promise<void>;
  remove(to: Address, activityId: string): Promise<void>;
  /** The id of the direct conversation with somebody; the same for each call. Nothing is shown. */
  openDirect(person: Omit<Address, "conversationId"> & { readonly userId: string; readonly tenantId: string }): Promise<string>;
  /** Everybody in the conversation. */
  listMembers(of: Address): Promise<readonly Member[]>;
  listChannels(of: Address, teamId: string): Promise<readonly Channel[]>;
}

const MOST_MEMBERS = 2_000;

/** Creates the connector. It calls nothing before it is used. */
export function createConnector(config: TeamsSettings, options: { readonly timeoutMs?: number } = {}): Connector {
  const connectorOptions = { httpClient: createConnectorHttp({ timeoutMs: options.timeoutMs ?? 8_000 }) };
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

  return {
    authenticate: createAuthenticator(authentication),
    post: (to, activity) =>
      within(to, async (context) => {
        const [sent] = await adapter.sendActivities(context, [toSdkActivity(to, activity)]);
        return sent?.id ?? "";
      }),
    async edit(to, id, activity) {
      await within(to, async (context) => {
        await adapter.updateActivity(context, { ...toSdkActivity(to, activity), id });
        return true;
      });
    },
    async remove(to, activityId) {
      await within(to, async (context) => {
        await adapter.deleteActivity(context, { ...toReference(to), activityId });
        return true;
      });
    },
    async openDirect({ serviceUrl, botId, userId, tenantId }) {
      const ids: string[] = [];
      const parameters = {
        isGroup: false,
        bot: { id: botId, name: "" },
        members: [{ id: userId, name: "" }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      };
      await known(() =>
        adapter.createConversationAsync(config.appId, "msteams", serviceUrl, BOT_FRAMEWORK, parameters, async (context) => {
          ids.push(context.activity.conversation.id);
        }),
      );
      const [id] = ids;
      if (!id) throw new ConnectorFailure(undefined, "no-conversation", { mayHaveArrived: false });
      return id;
    },
    listMembers: (of) =>
      within(of, async (context) => {
        const members: Member[] = [];
        let token: string | undefined;
        do {
          const page = await TeamsInfo.getPagedMembers(context, 500, token);
          members.push(...page.members.map(toMember));
          token = page.continuationToken || undefined;
        } while (token !== undefined && members.length < MOST_MEMBERS);
        return members;
      }),
    listChannels: (of, teamId) =>
      within(of, async (context) => {
        const channels = await TeamsInfo.getTeamChannels(context, teamId);
        return channels.flatMap(({ id, name }) => (id ? [{ channelId: id, ...(name && { name }) }] : []));
      }),
  };
}

function toSdkActivity(to: Address, activity: Outgoing) {
  return { ...activity, from: { id: to.botId, name: "" }, conversation: parseConversation(to) };
}

type Account = { readonly id: string; readonly name?: string; readonly aadObjectId?: string; readonly email?: string };

function toMember({ id, name, aadObjectId, email }: Account): Member {
  return { userId: aadObjectId || id, teamsId: id, name: name || id, ...(email && { email }) };
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
