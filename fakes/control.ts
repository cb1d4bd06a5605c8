/**
 * Lets another process have fakes that run in one of their own: over HTTP it tells them who is there and what goes wrong, and reads
 * what they saw.
 */
import { asList, type Json, toJson, toText } from "./json.ts";
import { type HttpCall, type LoopbackServer, startServer } from "./loopback.ts";
import type { FakeSlack } from "./slack/fake-slack.ts";
import { type FakeConnector, teamsIdOf } from "./teams/fake-connector.ts";
import type { Trouble } from "./trouble.ts";

export type Fakes = { readonly slack: FakeSlack; readonly teams: FakeConnector };

/** Calls that go wrong: all, or those of a method or path, and that mention a text (somebody's id, say). */
type TroubleOrder = {
  readonly on: keyof Fakes;
  readonly method?: string;
  readonly mentioning?: string;
  readonly trouble: Trouble;
  readonly times?: number;
};

/** `GET /records`, `POST /people` with a list of `{ on, id, name, zone, locale }`, `POST /troubles` with a list of orders, `POST /calm`. */
export async function startControl(fakes: Fakes): Promise<LoopbackServer> {
  let ends: readonly (() => void)[] = [];

  function plan(order: TroubleOrder): () => void {
    const { on, method, mentioning = "", trouble, times } = order;
    const isMeant = (called: string, call: object) =>
      (method === undefined || method === called) && JSON.stringify(call).includes(mentioning);
    if (on === "slack") return fakes.slack.plan((call) => isMeant(call.method, call.args), trouble, times);
    return fakes.teams.plan((call) => isMeant(call.path, call), trouble, times);
  }

  function addPerson({ on, id, name, zone, locale }: Json): void {
    const person = { id: toText(id), name: toText(name) };
    if (on === "teams") fakes.teams.people.set(person.id, { name: person.name, teamsId: teamsIdOf(person.id) });
    else fakes.slack.users.set(person.id, { ...person, tz: toText(zone), locale: toText(locale) });
  }

  function answer({ method, path, body }: HttpCall): unknown {
    const said: unknown = body.length === 0 ? undefined : JSON.parse(body.toString("utf8"));
    switch (`${method} ${path}`) {
      case "GET /records":
        return recordsOf(fakes);
      case "POST /people":
        return asList(said).forEach(addPerson) ?? {};
      case "POST /troubles":
        ends = [...ends, ...asList(said).map((order) => plan(parseOrder(order)))];
        return {};
      case "POST /calm":
        for (const end of ends) end();
        return {};
      default:
        return undefined;
    }
  }

  return startServer<HttpCall>({
    parse: (call) => call,
    perform(call) {
      const body = answer(call);
      return body === undefined ? { status: 404, body: { error: "unknown" } } : { status: 200, body };
    },
    refuse: (error, status = 500) => ({ status, body: { error } }),
    troubleOf: () => undefined,
  });
}

function recordsOf({ slack, teams }: Fakes) {
  return {
    slack: { calls: slack.calls, messages: slack.messages, answers: slack.answers, problems: slack.problems },
    teams: { calls: teams.calls, posted: teams.posted, removed: teams.removed },
  };
}

const KINDS = ["error", "status", "acceptThen", "drop", "hang", "delayMs"];

function parseOrder(order: Json): TroubleOrder {
  const trouble = toJson(order.trouble);
  if (!KINDS.some((kind) => kind in trouble)) throw new RangeError(`no such trouble: ${JSON.stringify(trouble)}`);
  return order as TroubleOrder;
}
