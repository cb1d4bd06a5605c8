import { afterEach, expect, test } from "vitest";
import { tellOfLedger } from "../../../src/app/value/tell-of-ledger.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { aValueRecord } from "../../helpers/team.ts";
import { aStandingWorld, type StandingWorld } from "../standing/fixture.ts";

let opened: StandingWorld | undefined;
afterEach(() => opened?.world.close());

test("leads of a team with records in free text are told once, nobody else", async () => {
  opened = await aStandingWorld();
  const { world } = opened;
  await world.stores(({ values }) => values.save(aValueRecord()));
  await world.stores(({ values }) => values.save(aValueRecord({ id: "value-2", removedAt: 5 })));
  for (let start = 0; start < 3; start += 1) await tellOfLedger(world.world);
  const [told, ...more] = await world.queued();
  expect(more).toEqual([]);
  expect(await world.queuedFor("ana")).toHaveLength(1);
  expect(told && toPlainText(told.message)).toContain("Example team has 1 value record in free text.");
});

test("a database without such records tells nobody, also when one comes later", async () => {
  opened = await aStandingWorld();
  await tellOfLedger(opened.world.world);
  await opened.world.stores(({ values }) => values.save(aValueRecord()));
  await tellOfLedger(opened.world.world);
  expect(await opened.world.queued()).toEqual([]);
});
