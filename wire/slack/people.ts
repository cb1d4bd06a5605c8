/** People in Slack: every command, press and form is a real request to the bot, and what they did is written down. */
import type { Json } from "../../fakes/json.ts";
import type { Answer } from "../../fakes/loopback.ts";
import { commandOf, nextId, post, postPayload, pressOf, submissionOf } from "../../fakes/slack/client.ts";
import type { FakeSlack } from "../../fakes/slack/fake-slack.ts";
import { listActions } from "../actions.ts";
import type { Ask, Crowd } from "../crowd.ts";
import type { DeedRecord } from "../record.ts";
import type { Scene } from "../world.ts";
import { slackPlaceOf } from "./server.ts";

export type SlackCrowdParts = {
  readonly scene: Scene;
  readonly server: FakeSlack;
  readonly botUrl: () => string;
  /** The clock that requests are signed by; the machine's own without it. */
  readonly now?: () => number;
};

export function createSlackCrowd({ scene, server, botUrl, now = Date.now }: SlackCrowdParts): Crowd {
  const place = slackPlaceOf(scene);
  const bot = { url: botUrl, now };
  const addressOf = (to: string) => `${server.origin}/respond/${to}`;

  async function finish({ person, settle }: Ask, answering: Promise<Answer>, about: { did: DeedRecord["did"]; to?: string }) {
    const { status, body } = await answering;
    const { did, to } = about;
    scene.ledger.add({ kind: "act", at: scene.clock.now(), platform: "slack", place, person, did, status });
    if (status !== 200) throw new Error(`Slack's request was answered ${status}: ${body}`);
    await settle();
    const direct = body === "" ? undefined : JSON.parse(body);
    return listActions([direct, to === undefined ? undefined : server.takeAnswer(to)]);
  }

  return {
    says(ask, { line, channel = `D${ask.person}` }) {
      const to = nextId("answer");
      const body = commandOf({ id: ask.person, teamId: place, line, to: addressOf(to), channel });
      return finish(ask, post(bot, body), { did: { line }, to });
    },
    presses(ask, action, message) {
      const to = nextId("answer");
      const where = {
        container: { type: "message", ...(message !== undefined && { message_ts: message }) },
        channel: { id: `D${ask.person}` },
      };
      const button = { action_id: "post:1", value: JSON.stringify(action) };
      const press = pressOf(button, { id: ask.person, teamId: place, to: addressOf(to), where });
      return finish(ask, postPayload(bot, press), { did: { action }, to });
    },
    submits(ask, { context, values }) {
      const blocks = Object.entries(values).map(([id, value]) => toInput(id, value));
      const view = { callback_id: "form", private_metadata: JSON.stringify(context), blocks };
      const sent = submissionOf({ id: nextId("V"), view }, values, { id: ask.person, teamId: place });
      return finish(ask, postPayload(bot, sent), { did: { form: context.form } });
    },
  };
}

/** A modal's input that holds such a value. */
function toInput(id: string, value: string | readonly string[]): Json {
  const people = ["members", "leads", "observers", "remove", "person"].includes(id);
  const list = people ? "multi_users_select" : "multi_static_select";
  const type = typeof value === "string" ? "plain_text_input" : list;
  return { type: "input", block_id: id, element: { type, action_id: "value" } };
}
