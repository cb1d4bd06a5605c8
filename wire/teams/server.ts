/** Teams' connector on loopback, as lean as it can be: it writes down what it is told to show, and refuses whom the plan says. */
import { listActions } from "../actions.ts";
import { type LoopbackServer, startServer } from "../http.ts";
import { type Json, readAloud, toJson, toList, toText } from "../json.ts";
import type { PersonPlan, TeamPlan } from "../plan.ts";
import type { ShownRecord } from "../record.ts";
import { isUnreachable, type Scene } from "../world.ts";

const ACTIVITIES = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/?]+))?/;
const MEMBERS = /^\/v3\/conversations\/([^/]+)\/pagedmembers/;
const CHANNELS = /^\/v3\/teams\/([^/]+)\/conversations$/;
const USER_ID = /0{8}-0000-4000-8000-0000000\d{5}/g;
const FORBIDDEN = { status: 403, body: { error: { code: "BotNotInConversationRoster", message: "refused" } } };
const NOT_FOUND = { status: 404, body: { error: { code: "NotFound", message: "not found" } } };

export function directIdOf(userId: string): string {
  return `a:${userId}`;
}

export function teamsIdOf(userId: string): string {
  return `29:${userId}`;
}

export async function startTeamsServer(scene: Scene): Promise<LoopbackServer> {
  const { plan, clock, ledger } = scene;
  const channels = new Map(plan.teams.filter(({ platform }) => platform === "teams").map((team) => [team.channel, team]));
  let count = 0;

  const personAt = (conversationId: string): PersonPlan | undefined =>
    conversationId.startsWith("a:") ? plan.people.get(conversationId.slice(2)) : undefined;

  function shown(
    how: ShownRecord["how"],
    conversationId: string,
    about: { readonly message: string; readonly activity: Json },
  ): void {
    const { message, activity } = about;
    const person = personAt(conversationId);
    const contents = toList(activity.attachments).map((attachment) => toJson(attachment).content);
    const text = `${toText(activity.text)}\n${readAloud(contents)}`;
    const mentioned = person ? [] : (JSON.stringify(activity).match(USER_ID) ?? []);
    ledger.add({
      kind: "shown",
      at: clock.now(),
      platform: "teams",
      place: person?.place ?? channels.get(conversationId)?.place ?? "",
      how,
      to: person ? { person: person.id } : { channel: conversationId },
      message,
      thread: false,
      text: person ? text.slice(0, 400) : [text, ...mentioned].join("\n"),
      actions: listActions(contents),
    });
  }

  function refuses(person: PersonPlan | undefined): boolean {
    if (!person || !isUnreachable(scene, person)) return false;
    ledger.add({ kind: "refused", at: clock.now(), platform: "teams", place: person.place, person: person.id });
    return true;
  }

  function open(body: Json) {
    const userId = toText(toJson(toList(body.members)[0]).id);
    if (refuses(plan.people.get(userId))) return FORBIDDEN;
    return { status: 201, body: { id: directIdOf(userId) } };
  }

  function act(method: string, conversationId: string, about: { readonly message: string | undefined; readonly activity: Json }) {
    const { message, activity } = about;
    if (method === "POST") {
      if (refuses(personAt(conversationId))) return FORBIDDEN;
      count += 1;
      shown("post", conversationId, { message: `m-${count}`, activity });
      return { status: 201, body: { id: `m-${count}` } };
    }
    if (message === undefined) return NOT_FOUND;
    shown(method === "PUT" ? "edit" : "remove", conversationId, { message, activity });
    return { status: 200, body: { id: message } };
  }

  return startServer(({ method, path, body: bytes }) => {
    const body = bytes.length === 0 ? {} : toJson(JSON.parse(bytes.toString("utf8")));
    if (method === "POST" && path === "/v3/conversations") return open(body);
    const [, teamId] = CHANNELS.exec(path) ?? [];
    if (teamId !== undefined) return { status: 200, body: { conversations: [{ id: teamId }] } };
    const [, place] = MEMBERS.exec(path) ?? [];
    if (place !== undefined) return { status: 200, body: { members: listMembers(scene, channels.get(place), personAt(place)) } };
    const [, conversationId, message] = ACTIVITIES.exec(path) ?? [];
    return conversationId === undefined ? NOT_FOUND : act(method, conversationId, { message, activity: body });
  });
}

function listMembers({ plan }: Scene, team: TeamPlan | undefined, person: PersonPlan | undefined): readonly Json[] {
  const ids = team ? team.members : person ? [person.id] : [];
  return ids.map((id) => ({ id: teamsIdOf(id), aadObjectId: id, objectId: id, name: plan.people.get(id)?.name ?? id }));
}
