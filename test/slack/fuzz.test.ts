/** Raw requests to Slack's endpoint: whatever comes, signed or not, nothing ends, and nothing counts as handled. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { post, SIGNING_SECRET } from "../../fakes/slack/client.ts";
import { aSlackWorld, type SlackWorld } from "../helpers/slack/slack-world.ts";

const JSON_TYPE = { type: "application/json" };
const FORM_TYPE = { type: "application/x-www-form-urlencoded" };

let world: SlackWorld;
const rejections: unknown[] = [];
const keep = (cause: unknown) => void rejections.push(cause);
beforeAll(async () => {
  process.on("unhandledRejection", keep);
  world = await aSlackWorld();
});
afterAll(async () => {
  process.off("unhandledRejection", keep);
  await world.close();
});

const people = () => world.storage().work((stores) => stores.people.listOfWorkspace("id-00000001"));

/** Neither acknowledged nor a trouble of ours: nothing happened, nothing is shouted, and the bot lives on. */
async function expectRefused(body: string, options: Parameters<typeof post>[2]): Promise<void> {
  const { status } = await post(world, body, options);
  await world.slack().settle();
  expect([body, status]).toEqual([body, options?.secret === undefined ? 400 : 401]);
  expect([rejections, world.log.filter(({ level }) => level === "error"), await people()]).toEqual([[], [], []]);
}

const person = { user: { id: "UANA" }, team: { id: "T1" } };
const NOT_SLACKS: readonly unknown[] = [
  ...[null, true, 1, "text", [], [null], {}, { type: 1 }, { type: "event_callback" }, { event: null }, { event: "message" }],
  ...[
    { type: "event_callback", event: null },
    { type: "event_callback", event: {} },
    { type: "event_callback", event: [] },
  ],
  { type: "event_callback", event: { type: "message" }, team_id: 7 },
  { type: "event_callback", event: { type: "message" }, authorizations: [null] },
];
const NOT_PAYLOADS: readonly unknown[] = [
  ...[null, 0, "", [], {}, person, { type: "block_actions" }, { type: "view_submission", ...person }, { name: "x" }],
  ...[
    { type: "block_actions", ...person },
    { type: "block_actions", ...person, actions: [] },
    { actions: 1, ...person },
  ],
  ...[
    { type: "block_actions", ...person, actions: [null] },
    { type: "block_actions", actions: [{ action_id: "a" }] },
  ],
  ...[
    { type: "view_submission", ...person, view: null },
    { type: "view_submission", ...person, view: { id: "V" } },
  ],
  { type: "dialog_submission", ...person },
  { type: "block_actions", ...person, user: null, actions: [{ action_id: "a" }] },
];

describe("R24: a signed body that is none of Slack's is refused without effect", () => {
  it.each(NOT_SLACKS.map((body) => [JSON.stringify(body)]))("as JSON: %s", (body) => expectRefused(body, JSON_TYPE));

  it.each(NOT_PAYLOADS.map((payload) => [JSON.stringify(payload)]))("as a form's payload: %s", (payload) =>
    expectRefused(new URLSearchParams({ payload }).toString(), FORM_TYPE),
  );

  it.each(["", "payload", "payload=", "payload=1&payload=2", "command=/level2", "command=a&command=b&user_id=U", "a[b]=c", "%"])(
    "as a form: %s",
    (body) => expectRefused(body, FORM_TYPE),
  );

  it.each(["", "{", "nul", "\u0000", '{"type":'])("as what is no JSON: %j", (body) => expectRefused(body, JSON_TYPE));

  it("as any JSON value at all, in either form", () =>
    fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const body = JSON.stringify(value);
        await expectRefused(body, JSON_TYPE);
        await expectRefused(new URLSearchParams({ payload: body }).toString(), FORM_TYPE);
      }),
      { numRuns: 60, seed: Number(process.env.SEED) },
    ));
});

describe("R24: a request without a right signature", () => {
  const wrong = { secret: `not ${SIGNING_SECRET}` };
  it("is refused before anything of it is read, and nothing is logged", () =>
    fc.assert(
      fc.asyncProperty(fc.string(), fc.constantFrom(JSON_TYPE, FORM_TYPE), async (body, type) => {
        if (!body.includes("ssl_check")) await expectRefused(body, { ...type, ...wrong });
      }),
      { numRuns: 60, seed: Number(process.env.SEED) },
    ));

  it.each([
    ["no timestamp", { "x-slack-signature": "v0=0" }],
    ["a timestamp that is no number", { "x-slack-request-timestamp": "soon", "x-slack-signature": "v0=0" }],
    ["a signature without its version", { "x-slack-request-timestamp": "1", "x-slack-signature": "0" }],
    ["nothing at all", {}],
  ])("is refused with %s", async (_, headers) => {
    const answer = await fetch(`${world.url()}/slack/events`, { method: "POST", body: "{}", headers });
    expect(answer.status).toBe(401);
  });
});

describe("R24: a signed request of Slack's with a part that is damaged", () => {
  it("is taken, refused or passed over, and never breaks the bot", () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom("event", "command", "press", "form"),
        fc.nat(40),
        fc.jsonValue(),
        async (kind, at, value) => {
          const { status } = await postDamaged(kind, at, value);
          expect([200, 400, 401, 404]).toContain(status);
          expect([rejections, world.log.filter(({ level }) => level === "error")]).toEqual([[], []]);
        },
      ),
      { numRuns: 120, seed: Number(process.env.SEED) },
    ));
});

const WHOLE = {
  event: {
    type: "event_callback",
    ...{ event_id: "Ev1", team_id: "T1", api_app_id: "A1" },
    authorizations: [{ team_id: "T1", enterprise_id: null, user_id: "UBOT", is_bot: true }],
    event: { type: "member_left_channel", channel: "C1", user: { id: "UANA", profile: {} }, subteam: { id: "S1" } },
  },
  press: { ...person, type: "block_actions", trigger_id: "t1", actions: [{ action_id: "x", value: "{}", action_ts: "1" }] },
  form: { ...person, type: "view_submission", view: { id: "V", type: "modal", callback_id: "form", state: { values: {} } } },
} as const;

/** The request with one of its parts, counted through, replaced by the value. */
function postDamaged(kind: "event" | "command" | "press" | "form", at: number, value: unknown) {
  if (kind === "command") {
    const whole = { command: "/level2", text: "help", team_id: "T1", user_id: "U9", channel_id: "C1", trigger_id: "t" };
    const names = Object.keys(whole);
    return post(world, new URLSearchParams({ ...whole, [names[at % names.length] ?? ""]: JSON.stringify(value) }).toString());
  }
  let count = 0;
  const damage = (part: unknown): unknown => {
    count += 1;
    if (count - 1 === at) return value;
    if (Array.isArray(part)) return part.map(damage);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, damage(inner)]));
  };
  const body = JSON.stringify(damage(WHOLE[kind]));
  return kind === "event" ? post(world, body, JSON_TYPE) : post(world, new URLSearchParams({ payload: body }).toString());
}
