/** Teams' connector on loopback: keeps what the bot posts, and fails as a test wants it to. */
import { asList, type Json, toJson, toText } from "../json.ts";
import { type HttpCall, type Reply, startServer } from "../loopback.ts";
import { createTroubles, type Trouble } from "../trouble.ts";

export type How = "post" | "edit" | "remove";
export type Posted = { readonly conversationId: string; readonly id: string; activity: Json; edits: number };
export type Call = {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  readonly authorization: string | undefined;
};
/** Somebody of the tenant, by directory id. */
export type FakePerson = {
  readonly name: string;
  readonly teamsId: string;
  readonly tenantId?: string;
  readonly userRole?: string;
};
type FakeChannel = { readonly id: string; readonly name?: string };

export type ConnectorOptions = {
  /** False for long runs: what was said is told to `onShown`, and not kept. */
  readonly keeps?: boolean;
  readonly onShown?: (how: How, posted: Posted) => void;
  /** Directory ids of who is in a conversation; everybody without it. */
  readonly membersOf?: (conversationId: string) => readonly string[];
  /** Of a team; without it those of `channels`. */
  readonly channelsOf?: (teamId: string) => readonly FakeChannel[];
};

export type FakeConnector = Awaited<ReturnType<typeof startFakeConnector>>;

/** Members are told so many at a time. */
const PAGE = 2;

export async function startFakeConnector(options: ConnectorOptions = {}) {
  const { keeps = true, onShown = () => {} } = options;
  const calls: Call[] = [];
  const posts = new Map<string, Posted>();
  const removed: Posted[] = [];
  const people = new Map<string, FakePerson>();
  const channels: FakeChannel[] = [];
  /** Conversations that the bot was removed from, and `conversation user` for people who left one. */
  const left = new Set<string>();
  const troubles = createTroubles<Call>();
  const everybodyIn = options.membersOf ?? (() => [...people.keys()]);
  const membersOf = (place: string) => everybodyIn(place).filter((id) => !left.has(`${place} ${id}`));
  const channelsOf = options.channelsOf ?? (() => channels);
  let count = 0;

  function parseCall({ method, path, authorization, contentType, body }: HttpCall): Call {
    const text = body.toString("utf8");
    const said = contentType.includes("json") ? toJson(JSON.parse(text === "" ? "{}" : text)) : { text };
    const call = { method, path, body: said, authorization: authorization === "" ? undefined : authorization };
    if (keeps) calls.push(call);
    return call;
  }

  function perform(call: Call): Reply {
    const [, roster = ""] = /^\/v3\/conversations\/([^/]+)\/(?:paged)?members/.exec(call.path) ?? [];
    if (left.has(roster) || left.has(decodeURIComponent(roster))) return refuse("BotNotInConversationRoster");
    const body = answer(call);
    if (body === undefined) return refuse("NotFound", 404);
    return { status: call.method === "POST" ? 201 : 200, body };
  }

  function answer({ method, path, body }: Call): Json | undefined {
    if (method === "POST" && path === "/v3/conversations") {
      return { id: directIdOf(toText(asList(body.members)[0]?.id)) };
    }
    if (path === "/upload") return {};
    const [, teamId] = /^\/v3\/teams\/([^/]+)\/conversations$/.exec(path) ?? [];
    if (teamId !== undefined) return { conversations: channelsOf(teamId) };
    const [, place] = /^\/v3\/conversations\/([^/]+)\/pagedmembers/.exec(path) ?? [];
    if (place !== undefined) return listMembers(place, Number(/continuationToken=(\d+)/.exec(path)?.[1] ?? 0));
    const [, inPlace, memberId = ""] = /^\/v3\/conversations\/([^/]+)\/members\/([^/?]+)/.exec(path) ?? [];
    if (inPlace !== undefined) return findMember(inPlace, decodeURIComponent(memberId));
    const [, conversationId = "", id] = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/?]+))?/.exec(path) ?? [];
    return method === "POST" ? post(conversationId, body) : change(method, { conversationId, id: id ?? "", activity: body });
  }

  function listMembers(place: string, from: number): Json {
    const members = membersOf(decodeURIComponent(place)).flatMap((id) => {
      const person = people.get(id);
      if (!person) return [];
      const { teamsId, ...said } = person;
      return [{ id: teamsId, aadObjectId: id, objectId: id, ...said }];
    });
    const more = from + PAGE < members.length && { continuationToken: String(from + PAGE) };
    return { members: members.slice(from, from + PAGE), ...more };
  }

  /** Undefined for somebody who is not in the conversation. */
  function findMember(place: string, id: string): Json | undefined {
    const found = membersOf(decodeURIComponent(place)).find((userId) => userId === id || people.get(userId)?.teamsId === id);
    const person = found === undefined ? undefined : people.get(found);
    return found === undefined
      ? undefined
      : { id: person?.teamsId ?? id, aadObjectId: found, objectId: found, name: person?.name ?? id };
  }

  function post(conversationId: string, activity: Json): Json {
    count += 1;
    const posted: Posted = { conversationId, id: `m-${count}`, activity, edits: 0 };
    posts.set(posted.id, keeps ? posted : { ...posted, activity: {} });
    onShown("post", posted);
    return { id: posted.id };
  }

  function change(method: string, { conversationId, id, activity }: Omit<Posted, "edits">): Json | undefined {
    const found = posts.get(id);
    if (!found || found.conversationId !== conversationId) return undefined;
    if (method === "PUT") {
      if (keeps) found.activity = activity;
      found.edits += 1;
      onShown("edit", { ...found, activity });
      return { id };
    }
    posts.delete(id);
    if (keeps) removed.push(found);
    onShown("remove", { ...found, activity: {} });
    return {};
  }

  const { origin, close } = await startServer<Call>({ parse: parseCall, perform, refuse, troubleOf: troubles.take });
  return {
    url: origin,
    calls,
    /** Everything that stands in the chats, oldest first. */
    get posted(): readonly Posted[] {
      return [...posts.values()];
    },
    removed,
    people,
    channels,
    left,
    /** The next `times` calls that match go wrong. Returns what ends it earlier. */
    plan: (when: (call: Call) => boolean, trouble: Trouble, times = 1): (() => void) => troubles.plan(when, trouble, times),
    close,
  };
}

function refuse(code: string, status = 403): Reply {
  return { status, body: { error: { code, message: "refused" } } };
}

/** The conversation in which the bot talks with this person alone; both of a person's ids lead there. */
export function directIdOf(userId: string): string {
  return `a:direct-${userId}`;
}

export function teamsIdOf(userId: string): string {
  return `29:${userId}`;
}
