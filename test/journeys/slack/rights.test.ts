/** R27 over Slack's wire: each command, and each forged button and form, by every role with every kind of account. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { toJson } from "../../../fakes/json.ts";
import { nextId, post, postEvent, postPayload, pressOf, commandOf } from "../../../fakes/slack/client.ts";
import type { FakeUser } from "../../../fakes/slack/workspace.ts";
import { type AccountName, ACCOUNTS } from "../../../src/app/rights.ts";
import { encodeAction } from "../../../src/message/action.ts";
import { nameInCast } from "../../../src/simulation/cast.ts";
import { describeRights } from "../../helpers/rights-walk.ts";
import { type Cell, idOf, listCells, seedCells, type Try } from "../../helpers/rights.ts";
import { aSlackWorld, type SlackWorld } from "../../helpers/slack/slack-world.ts";

const FLAGS: Readonly<Record<AccountName, Partial<FakeUser>>> = {
  full: {},
  "multi-channel-guest": { is_restricted: true },
  "single-channel-guest": { is_restricted: true, is_ultra_restricted: true },
  external: { is_stranger: true },
  bot: { is_bot: true },
  closed: { deleted: true },
};
const CELLS = listCells(Object.keys(ACCOUNTS) as AccountName[]);

let world: SlackWorld;
beforeAll(async () => {
  world = await aSlackWorld();
  for (const cell of CELLS) {
    const id = idOf(cell);
    world.fake.users.set(id, { id, name: nameInCast(id), tz: "UTC", locale: "en-US", ...FLAGS[cell.account] });
  }
  const [workspace] = await world.storage().work(({ workspaces }) => workspaces.list());
  await world.storage().work((stores) => seedCells(stores, { workspaceId: workspace?.id ?? "", cells: CELLS }));
  for (const cell of CELLS.filter(({ account }) => account === "closed")) {
    await postEvent(world, { type: "user_change", user: { id: idOf(cell), deleted: true } });
  }
});
afterAll(() => world.close());

/** Everything that reaches them because of it, wherever Slack shows it. */
async function hear(cell: Cell, { does }: Try): Promise<string> {
  const { fake } = world;
  const id = idOf(cell);
  const before = { answers: fake.answers.length, opened: fake.opened.length };
  const said = new Set(fake.messages.map(({ ts }) => ts));
  const to = `${fake.origin}/respond/${nextId("rights-")}`;
  const direct = `D${id}`;
  const button = (action: Parameters<typeof encodeAction>[0]) => ({ action_id: "press:1", value: encodeAction(action) });
  const got =
    "says" in does
      ? await post(
          world,
          commandOf({ id, teamId: "T1", line: does.says, to, channel: direct }, { channel_name: "directmessage" }),
        )
      : await postPayload(
          world,
          pressOf(button(does.presses(cell)), { id, teamId: "T1", to, where: { channel: { id: direct } } }),
        );
  expect(got.status, got.body).toBe(200);
  await world.slack().settle();
  // What is a message of its own, such as the card of a check-in, waits in the outbox.
  if (got.body === "" && fake.answers.length === before.answers && fake.opened.length === before.opened) await world.deliver();
  const shown = [
    fake.answers.slice(before.answers),
    fake.opened.slice(before.opened),
    fake.messages.filter(({ ts }) => !said.has(ts)),
  ];
  return plain(`${got.body} ${JSON.stringify(shown)}`);
}

/** Words stand in runs of their own where they are bold. */
function plain(json: string): string {
  const texts = [...json.matchAll(/"text":("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) => String(JSON.parse(text)));
  return texts.join("") + (json.includes('"view"') ? " a form" : "");
}

describeRights(
  CELLS.filter(({ account, role }) => account !== "bot" || role === "nobody"),
  hear,
);

test("nothing that was refused changed who leads, and guests who led lead no more", async () => {
  const memberships = await world.storage().work((stores) => stores.memberships.listOfTeam("team-speed"));
  const leads = memberships.filter(({ lead }) => lead).map(({ personId }) => personId);
  expect(leads.sort()).toEqual(["lead-closed", "lead-full"]);
  expect(toJson(world.fake.problems)).toEqual(toJson([]));
});
