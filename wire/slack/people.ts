/** People in Slack: their client signs nothing, Slack does; every command, press and form is a real request to the bot. */
import { createHmac } from "node:crypto";
import type { Action } from "../../src/message/action.ts";
import { listActions } from "../actions.ts";
import type { Ask, Crowd, FormEntry, Line } from "../crowd.ts";
import { type Answer, post } from "../http.ts";
import type { Scene } from "../world.ts";
import { SIGNING_SECRET, type SlackServer, slackPlaceOf } from "./server.ts";

export type SlackCrowdParts = { readonly scene: Scene; readonly server: SlackServer; readonly botUrl: () => string };

export function createSlackCrowd({ scene, server, botUrl }: SlackCrowdParts): Crowd {
  const place = slackPlaceOf(scene);
  let count = 0;
  const next = (prefix: string) => {
    count += 1;
    return `${prefix}${count}`;
  };

  function send(form: Readonly<Record<string, string>>): Promise<Answer> {
    const body = new URLSearchParams(form).toString();
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const mac = createHmac("sha256", SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest("hex");
    return post(`${botUrl()}/slack/events`, body, {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${mac}`,
    });
  }

  async function finish({ person, settle }: Ask, answering: Promise<Answer>, about: { did: DeedOf; to?: string }) {
    const answer = await answering;
    const { did, to } = about;
    scene.ledger.add({
      kind: "deed",
      at: scene.clock.now(),
      platform: "slack",
      place,
      person,
      did,
      status: answer.status,
    });
    if (answer.status !== 200) throw new Error(`Slack's request was answered ${answer.status}: ${answer.body}`);
    await settle();
    const direct = answer.body === "" ? undefined : JSON.parse(answer.body);
    return listActions([direct, to === undefined ? undefined : server.takeAnswer(to)]);
  }

  return {
    async says(ask, { line, channel }: Line) {
      const to = next("answer");
      const form = {
        command: "/level2",
        text: line,
        team_id: place,
        user_id: ask.person,
        channel_id: channel ?? `D${ask.person}`,
        trigger_id: next("trigger"),
        response_url: `${server.origin}/respond/${to}`,
        api_app_id: "A1",
      };
      return finish(ask, send(form), { did: { line }, to });
    },
    async presses(ask, action, message) {
      const to = next("answer");
      const payload = {
        type: "block_actions",
        user: { id: ask.person, team_id: place },
        team: { id: place },
        api_app_id: "A1",
        trigger_id: next("trigger"),
        container: { type: "message", message_ts: message },
        channel: { id: `D${ask.person}` },
        response_url: `${server.origin}/respond/${to}`,
        actions: [{ type: "button", block_id: "b", action_id: "post:1", value: JSON.stringify(action), action_ts: next("2.") }],
      };
      return finish(ask, send({ payload: JSON.stringify(payload) }), { did: { action }, to });
    },
    async submits(ask, { context, values }: FormEntry) {
      const state = Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { value: toState(id, value) }]));
      const payload = {
        type: "view_submission",
        user: { id: ask.person, team_id: place },
        team: { id: place },
        api_app_id: "A1",
        trigger_id: next("trigger"),
        view: {
          id: next("V"),
          hash: "h1",
          type: "modal",
          callback_id: "form",
          private_metadata: JSON.stringify(context),
          state: { values: state },
        },
      };
      return finish(ask, send({ payload: JSON.stringify(payload) }), { did: { form: context.form } });
    },
  };
}

type DeedOf = { readonly line: string } | { readonly action: Action } | { readonly form: string };

/** As Slack sends what its inputs hold. */
function toState(id: string, value: string | readonly string[]): object {
  const people = ["members", "leads", "observers"].includes(id);
  if (typeof value === "string") return { type: "plain_text_input", value };
  if (people) return { type: "multi_users_select", selected_users: value };
  return { type: "multi_static_select", selected_options: value.map((each) => ({ value: each })) };
}
