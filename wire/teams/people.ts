/** People in Teams: what their clients and Teams itself send to the bot. */
import type { Action } from "../../src/message/action.ts";
import { listActions } from "../actions.ts";
import type { Ask, Crowd, FormEntry } from "../crowd.ts";
import { type Answer, post } from "../http.ts";
import { type Json, toJson } from "../json.ts";
import type { PersonPlan, TeamPlan } from "../plan.ts";
import type { DeedRecord } from "../record.ts";
import type { Scene } from "../world.ts";
import { directIdOf, teamsIdOf } from "./server.ts";

const BOT_ID = "28:bot";

export type TeamsCrowdParts = { readonly scene: Scene; readonly connectorUrl: string; readonly botUrl: () => string };

export type TeamsCrowd = Crowd & {
  /** The bot is added to the team. */
  installs(team: TeamPlan): Promise<void>;
  /** Somebody adds the bot for themselves: Teams tells their zone and language with it. */
  adds(person: PersonPlan): Promise<void>;
};

export function createTeamsCrowd({ scene, connectorUrl, botUrl }: TeamsCrowdParts): TeamsCrowd {
  const { plan, clock, ledger } = scene;
  let count = 0;

  function planOf(id: string): PersonPlan {
    const person = plan.people.get(id);
    if (!person) throw new RangeError(`nobody is called ${id}`);
    return person;
  }

  function build(person: PersonPlan, what: Json): Json {
    count += 1;
    return {
      type: "message",
      id: `activity-${count}`,
      channelId: "msteams",
      serviceUrl: connectorUrl,
      from: { id: teamsIdOf(person.id), name: person.name, aadObjectId: person.id },
      recipient: { id: BOT_ID, name: "Speedboat" },
      conversation: { id: directIdOf(person.id), conversationType: "personal", tenantId: person.place },
      channelData: { tenant: { id: person.place } },
      locale: person.locale,
      localTimezone: person.zone,
      ...what,
    };
  }

  async function send(activity: Json): Promise<Answer> {
    const answer = await post(`${botUrl()}/api/messages`, JSON.stringify(activity), { "content-type": "application/json" });
    if (answer.status !== 200) throw new Error(`Teams' activity was answered ${answer.status}: ${answer.body}`);
    return answer;
  }

  async function finish({ person, settle }: Ask, activity: Json, did: DeedRecord["did"]): Promise<readonly Action[]> {
    const seen = ledger.records.length;
    const { status, body } = await send(activity);
    ledger.add({ kind: "deed", at: clock.now(), platform: "teams", place: planOf(person).place, person, did, status });
    await settle();
    const answered = ledger.records
      .slice(seen)
      .flatMap((record) =>
        record.kind === "shown" && "person" in record.to && record.to.person === person ? record.actions : [],
      );
    return [...listActions(body === "" ? undefined : JSON.parse(body)), ...answered];
  }

  function invoke(ask: Ask, about: { readonly data: Json; readonly message?: string; readonly did: DeedRecord["did"] }) {
    const { data, message, did } = about;
    const value = { action: { type: "Action.Execute", verb: "speedboat", data }, trigger: "manual" };
    const activity = build(planOf(ask.person), {
      type: "invoke",
      name: "adaptiveCard/action",
      ...(message !== undefined && { replyToId: message }),
      value,
    });
    return finish(ask, activity, did);
  }

  return {
    says: (ask, { line }) => finish(ask, build(planOf(ask.person), { text: line, textFormat: "plain" }), { line }),
    async presses(ask, action, message) {
      const data = { speedboat: { kind: "press", action: JSON.stringify(action) } };
      const actions = await invoke(ask, { data, message, did: { action } });
      // The answer takes the card's place in this client at once.
      if (actions.length > 0) ledger.replaceLocally({ place: planOf(ask.person).place, message }, actions);
      return actions;
    },
    submits(ask, { context, values }: FormEntry) {
      const lists = Object.keys(values).filter((id) => typeof values[id] !== "string");
      const fields = Object.entries(values).map(([id, value]) => [
        `field.${id}`,
        typeof value === "string" ? value : value.join(","),
      ]);
      const data = { speedboat: { kind: "submit", context: toJson(context), lists }, ...Object.fromEntries(fields) };
      return invoke(ask, { data, did: { form: context.form } });
    },
    async installs(team) {
      const place = {
        conversation: { id: team.channel, conversationType: "channel", isGroup: true, tenantId: team.place },
        channelData: { tenant: { id: team.place }, team: { id: team.channel, name: team.name } },
      };
      const added = { type: "conversationUpdate", membersAdded: [{ id: BOT_ID }] };
      await send({ ...build(planOf(team.lead), added), ...place });
    },
    async adds(person) {
      await send(build(person, { type: "installationUpdate", action: "add" }));
    },
  };
}
