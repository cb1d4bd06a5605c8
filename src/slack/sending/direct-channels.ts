/** Where in Slack a message goes: the channel itself, or the direct message of a person. */
import type { WebClient } from "@slack/web-api";
import type { Sending } from "../../app/ports/sender.ts";
import type { Storage } from "../../app/ports/world.ts";

/** `user`: whose direct message it is. */
type Whereabouts = { readonly channel: string; readonly user?: string };

export interface DirectChannels {
  /** Undefined for a channel, and for a person without an account in the workspace. */
  userOf(sending: Sending): Promise<string | undefined>;
  /** Undefined for a person without an account in the workspace. Rejects as Slack's call does. */
  find(client: WebClient, sending: Sending): Promise<Whereabouts | undefined>;
}

/** A direct message is opened once; Slack never gives the pair another. */
export function createDirectChannels(storage: Storage): DirectChannels {
  const opened = new Map<string, string>();

  async function userOf({ workspaceId, target }: Sending): Promise<string | undefined> {
    if (target.to !== "person") return undefined;
    const accounts = await storage.work((stores) => stores.people.accountsOf(target.personId));
    return accounts.find((account) => account.workspaceId === workspaceId)?.platformUserId;
  }

  async function open(client: WebClient, workspaceId: string, user: string): Promise<string | undefined> {
    const key = `${workspaceId} ${user}`;
    const known = opened.get(key);
    if (known !== undefined) return known;
    const { channel } = await client.conversations.open({ users: user });
    if (channel?.id) opened.set(key, channel.id);
    return channel?.id;
  }

  return {
    userOf,
    async find(client, sending) {
      if (sending.target.to === "channel") return { channel: sending.target.channelId };
      const user = await userOf(sending);
      const channel = user === undefined ? undefined : await open(client, sending.workspaceId, user);
      return channel === undefined || user === undefined ? undefined : { channel, user };
    },
  };
}
