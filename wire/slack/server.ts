/** The fake Slack of a run: it has the plan's people, writes down what it is told to show, and refuses whom the plan says. */
import { readAloud } from "../../fakes/json.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import type { How, Shown } from "../../fakes/slack/workspace.ts";
import { listActions } from "../actions.ts";
import { isUnreachable, type Scene } from "../world.ts";

export const BOT_TOKEN = "xoxb-wire";
const USER_ID = /\bU\d{5}\b/g;

/** A bot with the one token of its environment is in one workspace. */
export function slackPlaceOf({ plan }: Scene): string {
  return plan.teams.find(({ platform }) => platform === "slack")?.place ?? "T1";
}

export async function startSlackServer(scene: Scene): Promise<FakeSlack> {
  const { plan, clock, ledger } = scene;
  const place = slackPlaceOf(scene);
  const seen = () => ({ at: clock.now(), platform: "slack" as const, place });

  function onShown(how: How, { channel, ts, text: summary, blocks, threadTs }: Shown): void {
    const text = `${summary}\n${readAloud(blocks)}`;
    const isDirect = channel.startsWith("D");
    const mentioned = isDirect ? [] : (JSON.stringify(blocks).match(USER_ID) ?? []);
    ledger.add({
      ...seen(),
      kind: "shown",
      how,
      to: isDirect ? { person: channel.slice(1) } : { channel },
      message: ts,
      thread: threadTs !== undefined,
      text: isDirect ? text.slice(0, 400) : [text, ...mentioned].join("\n"),
      actions: listActions(blocks),
    });
  }

  const teams = [{ id: place, name: "Example Ltd", token: BOT_TOKEN }];
  const fake = await startFakeSlack({ teams, now: clock.now, keeps: false, onShown });
  for (const { id, name, zone, locale } of plan.people.values()) fake.users.set(id, { id, name, tz: zone, locale });
  fake.plan(
    ({ method, args }) => {
      const person = method === "chat.postMessage" ? plan.people.get(String(args.channel).slice(1)) : undefined;
      if (!person || !isUnreachable(scene, person)) return false;
      ledger.add({ ...seen(), kind: "refused", person: person.id });
      return true;
    },
    { error: "cannot_dm_bot" },
    Number.POSITIVE_INFINITY,
  );
  return fake;
}
