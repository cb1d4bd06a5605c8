/** What every handler of an activity can use, and what reaches it. */
import type { Log } from "../../app/ports/log.ts";
import type { World } from "../../app/ports/world.ts";
import type { App, Author } from "../../app/request.ts";
import type { Workspace } from "../../core/team.ts";
import type { Connector } from "../sending/connector.ts";
import type { Conversations } from "../sending/conversations.ts";
import type { Address } from "../sending/outgoing.ts";
import type { CardPictures } from "../sending/teams-pictures.ts";
import type { TeamsSettings } from "../teams-settings.ts";
import type { Activity } from "./activity.ts";

/** Everything that a handler of an activity needs. */
export type Room = {
  readonly app: App;
  readonly world: World;
  readonly connector: Connector;
  readonly conversations: Conversations;
  readonly settings: TeamsSettings;
  readonly pictures: CardPictures;
  readonly log: Log;
  /** Who was found to be in which conversation, and until when that is believed. For what forms offer alone. */
  readonly presences: Map<string, { readonly isIn: boolean; readonly until: number }>;
  /** Work that goes on after the answer; waited for when the bot stops. */
  readonly later: (task: () => Promise<void>) => void;
};

/** The HTTP answer to an activity. */
export type TeamsReply = { readonly status: number; readonly body?: unknown };

/** The answer to an activity that needs no content. */
export const OK: TeamsReply = { status: 200 };

/** An activity with our workspace, the address to answer to and its author. */
export type Arrival = {
  readonly activity: Activity;
  readonly workspace: Workspace;
  readonly from: Author;
  /** Where it was said; in a channel the thread. */
  readonly here: Address;
};

/**
 * What an activity tells of its author: they do something; their client looks at a card again by itself; or it is news of a
 * conversation.
 */
export type ArrivalCause = "act" | "look" | "news";
