/** People in Teams: what their clients and Teams itself send to the bot. */
import { type Json, toJson } from "../../fakes/json.ts";
import { type Answer, activityOf, addedToTeam, invokeOf, postActivity } from "../../fakes/teams/client.ts";
import type { Action } from "../../src/message/action.ts";
import { listActions } from "../actions.ts";
import type { Ask, Crowd, FormEntry } from "../crowd.ts";
import { isTo } from "../ledger.ts";
import type { PersonPlan, TeamPlan } from "../plan.ts";
import type { DeedRecord } from "../record.ts";
import type { Scene } from "../world.ts";

export type TeamsCrowdParts = { readonly scene: Scene; readonly connectorUrl: string; readonly botUrl: () => string };

export type TeamsCrowd = Crowd & {
  /** The bot is added to the team. */
  installs(team: TeamPlan): Promise<void>;
  /** Somebody adds the bot for themselves: Teams tells their zone and language with it. */
  adds(person: PersonPlan): Promise<void>;
};

export function createTeamsCrowd({ scene, connectorUrl, botUrl }: TeamsCrowdParts): TeamsCrowd {
  const { plan, clock, ledger } = scene;
  function planOf(id: string): PersonPlan {
    const person = plan.people.get(id);
    if (!person) throw new RangeError(`nobody is called ${id}`);
    return person;
  }

  function build({ id, name, place, locale, zone }: PersonPlan, what: Json): Json {
    return activityOf({ id, name, tenant: place, serviceUrl: connectorUrl, locale, zone }, what);
  }

  async function send(activity: Json): Promise<Answer> {
    const answer = await postActivity({ url: () => `${botUrl()}/api/messages` }, activity);
    if (answer.status !== 200) throw new Error(`Teams' activity was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer;
  }

  async function finish({ person, settle }: Ask, activity: Json, did: DeedRecord["did"]): Promise<readonly Action[]> {
    const seen = ledger.records.length;
    const { status, body } = await send(activity);
    ledger.add({ kind: "act", at: clock.now(), platform: "teams", place: planOf(person).place, person, did, status });
    await settle();
    const answered = ledger.records
      .slice(seen)
      .flatMap((record) => (record.kind === "shown" && isTo(record, person) ? record.actions : []));
    return [...listActions(body), ...answered];
  }

  function invoke(ask: Ask, about: { readonly data: Json; readonly message?: string; readonly did: DeedRecord["did"] }) {
    const { data, message, did } = about;
    const activity = build(planOf(ask.person), invokeOf(data, { ...(message !== undefined && { message }) }));
    return finish(ask, activity, did);
  }

  return {
    says: (ask, { line }) => finish(ask, build(planOf(ask.person), { text: line, textFormat: "plain" }), { line }),
    async presses(ask, action, message = ledger.newestTo(ask.person) ?? "") {
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
      await send(build(planOf(team.lead), addedToTeam({ id: team.channel, name: team.name, tenant: team.place })));
    },
    async adds(person) {
      await send(build(person, { type: "installationUpdate", action: "add" }));
    },
  };
}
