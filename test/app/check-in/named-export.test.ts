/** The operator's export with names is told once to whom it concerns, inside the next card, and shown by `privacy`. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkInFeature } from "../../../src/app/check-in/check-in-feature.ts";
import { preferencesFeature } from "../../../src/app/preferences/preferences-feature.ts";
import type { Message } from "../../../src/message/message.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { type ExampleTeam, putTeam } from "../../helpers/example-team.ts";
import { type Actor, aWorld, listButtons, type TestWorld } from "../../helpers/world.ts";

const EXPORTED = "whoever runs this bot exported your team's answers";

let world: TestWorld;
let example: ExampleTeam;
beforeEach(async () => {
  world = await aWorld({ features: [checkInFeature, preferencesFeature] });
  example = await putTeam(world, ["ana", "wang"], { locales: ["en", "zh-CN"] });
});
afterEach(() => world.close());

function memberOf(index: number) {
  const found = example.members[index];
  if (!found) throw new Error(`no member ${index}`);
  return found;
}

const actorOf = (index: number): Actor => memberOf(index).actor;

/** As when the next round opens. */
async function closeOpen(index: number): Promise<void> {
  const { id } = memberOf(index).membership;
  await world.stores(async ({ checkIns }) => {
    const open = await checkIns.findOpen(id);
    if (open) await checkIns.update({ ...open, status: "closed", revision: open.revision + 1 });
  });
}

async function exportWithNames(privateNotes: boolean): Promise<void> {
  world.clock.advance({ days: 1 });
  await world.stores(({ audit }) =>
    audit.add({
      id: world.world.ids.next(),
      at: world.clock.now(),
      workspaceId: world.workspace.id,
      teamId: example.team.id,
      by: { kind: "operator" },
      through: "export",
      act: "exported-with-names",
      details: { format: "csv", privateNotes },
    }),
  );
  world.clock.advance({ days: 1 });
}

/** Opens a check-in and returns its card. */
async function openCard({ says, userId }: Actor): Promise<Message> {
  await says("assess");
  const card = (await world.queuedFor(userId)).at(-1)?.message;
  if (!card) throw new Error("no card");
  return card;
}

/** Presses the first answer and returns the card that follows. */
async function answerFirst(actor: Actor, card: Message): Promise<Message> {
  const [first] = listButtons(card);
  const next = first && (await actor.presses(first)).card;
  if (!next) throw new Error("the card stayed");
  return next;
}

test("the next card says it, no card after an answer does, and nothing is sent for it alone", async () => {
  const ana = actorOf(0);
  await exportWithNames(false);
  expect(await world.queued()).toEqual([]);

  const card = await openCard(ana);
  expect(toPlainText(card)).toContain(EXPORTED);
  expect(toPlainText(card)).not.toContain("private notes");
  expect(toPlainText(await answerFirst(ana, card))).not.toContain(EXPORTED);

  world.clock.advance({ days: 1 });
  await ana.says("checkin");
  const again = (await world.queuedFor("ana")).at(-1)?.message;
  expect(again && toPlainText(again)).not.toContain(EXPORTED);
});

test("whoever did nothing with the card is told again in the next, in their language", async () => {
  await exportWithNames(true);
  const wang = actorOf(1);
  expect(toPlainText(await openCard(wang))).toContain("带姓名的回答和备注");
  world.clock.advance({ days: 7 });
  await closeOpen(1);
  expect(toPlainText(await openCard(wang))).toContain("带姓名的回答和备注");
});

test("an export while a card is open is told in the one after it", async () => {
  const ana = actorOf(0);
  const card = await openCard(ana);
  await exportWithNames(false);
  await answerFirst(ana, card);
  await closeOpen(0);
  expect(toPlainText(await openCard(ana))).toContain(EXPORTED);
});

test("whoever joined later is not told, and privacy shows it to whom it concerns", async () => {
  await exportWithNames(true);
  const ana = actorOf(0);
  const privacy = async () => toPlainText((await ana.says("privacy")).notice ?? { locale: "en", summary: "", elements: [] });
  expect(await privacy()).toContain("Exported with names: 3 Nov 2026, by the operator, private notes included");
  const membership = memberOf(0).membership;
  await world.stores(({ memberships }) => memberships.save({ ...membership, intervals: [{ since: world.clock.now() }] }));
  expect(toPlainText(await openCard(ana))).not.toContain(EXPORTED);
  expect(await privacy()).toContain("Exported with names: not in the past year");
});
