/** The fake connector of a run: it has the plan's people, writes down what it is told to show, and refuses whom the plan says. */
import { asList, type Json, readAloud, toText } from "../../fakes/json.ts";
import {
  type Call,
  directIdOf,
  type FakeConnector,
  type How,
  type Posted,
  startFakeConnector,
  teamsIdOf,
} from "../../fakes/teams/fake-connector.ts";
import { listActions } from "../actions.ts";
import type { PersonPlan } from "../plan.ts";
import { isUnreachable, type Scene } from "../world.ts";

const USER_ID = /0{8}-0000-4000-8000-0000000\d{5}/g;

export async function startTeamsServer(scene: Scene): Promise<FakeConnector> {
  const { plan, clock, ledger } = scene;
  const channels = new Map(plan.teams.filter(({ platform }) => platform === "teams").map((team) => [team.channel, team]));
  const inTeams = [...plan.people.values()].filter(({ platform }) => platform === "teams");
  const isInTeams = new Set(inTeams.map(({ id }) => id));
  const byChat = new Map(inTeams.map((person) => [directIdOf(person.id), person]));

  function onShown(how: How, { conversationId, id: message, activity }: Posted): void {
    const person = byChat.get(conversationId);
    const contents = asList(activity.attachments).map(({ content }) => content);
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

  /** Whom this call opens a chat with or writes to. */
  function addresseeOf({ method, path, body }: Call): PersonPlan | undefined {
    if (method !== "POST") return undefined;
    if (path === "/v3/conversations") return plan.people.get(firstMember(body));
    const [, conversationId = ""] = /^\/v3\/conversations\/([^/]+)\/activities$/.exec(path) ?? [];
    return byChat.get(conversationId);
  }

  const fake = await startFakeConnector({
    keeps: false,
    onShown,
    membersOf: (id) => channels.get(id)?.members.filter((member) => isInTeams.has(member)) ?? [byChat.get(id)?.id ?? ""],
    channelsOf: (id) => [{ id }],
  });
  for (const { id, name } of inTeams) fake.people.set(id, { name, teamsId: teamsIdOf(id) });
  fake.plan(
    (call) => {
      const person = addresseeOf(call);
      if (!person || !isUnreachable(scene, person)) return false;
      ledger.add({ kind: "refused", at: clock.now(), platform: "teams", place: person.place, person: person.id });
      return true;
    },
    { error: "BotNotInConversationRoster" },
    Number.POSITIVE_INFINITY,
  );
  return fake;
}

function firstMember(body: Json): string {
  return toText(asList(body.members)[0]?.id);
}
