/** Every card that the product can send in Teams: all commands, buttons, forms and rounds, in both languages, with hostile text. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../../fakes/json.ts";
import type { Purpose } from "../../../src/app/ports/post-store.ts";
import { actionSchema } from "../../../src/message/action.ts";
import { formContextSchema } from "../../../src/message/form-context.ts";
import { findBrowser, openBrowser } from "../../helpers/browser.ts";
import { listActions } from "../../helpers/teams/cards.ts";
import { type Curious, liveCuriously } from "../../helpers/teams/curious-team.ts";
import { actionIn, ownOf, toJson } from "../../helpers/teams/explore.ts";
import { listRenderFaults, openRenderer } from "../../helpers/teams/official-renderer.ts";

const executable = findBrowser();
const LANGUAGES = ["en", "zh"] as const;
const PURPOSES = Object.keys({
  ...{ "check-in": 1, reminder: 1, digest: 1, nudge: 1, notice: 1, greeting: 1 },
  ...{ "raised-step": 1, reading: 1, overview: 1, answer: 1 },
  // A file is offered by a card of Teams' own.
} satisfies Record<Exclude<Purpose, "export">, 1>);
/** Groups of users are Slack's, and Teams has no home. */
const ELSEWHERE = ["add-group", "show-home"];

let team: Curious;
let cards: readonly Json[];

beforeAll(async () => {
  team = await liveCuriously();
  cards = [...new Map(team.world.cards().map((card) => [JSON.stringify(card), card])).values()];
}, 240_000);
afterAll(() => team?.world.close());

/** What the cards hold, by language. */
function collect(listOf: (card: Json) => readonly unknown[]): Readonly<Record<string, readonly string[]>> {
  const ofLanguage = (lang: string) => cards.filter((card) => card.lang === lang).flatMap(listOf);
  return Object.fromEntries(LANGUAGES.map((lang) => [lang, [...new Set(ofLanguage(lang).map(String))].sort()]));
}

function inBoth(all: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(LANGUAGES.map((lang) => [lang, all.toSorted()]));
}

describe("among the cards", () => {
  it("every form stands, in each language", () => {
    const forms = formContextSchema.options.map(({ shape }) => shape.form.value);
    const formsOf = (card: Json) =>
      listActions(card).flatMap(({ data }) => (ownOf(data).kind === "submit" ? [toJson(ownOf(data).context).form] : []));
    expect(collect(formsOf)).toEqual(inBoth(forms));
  });

  it("every kind of button stands, in each language", () => {
    const acts = actionSchema.options.map(({ shape }) => shape.act.value).filter((act) => !ELSEWHERE.includes(act));
    const actsOf = (card: Json) => listActions(card).flatMap(({ data }) => actionIn(data)?.act ?? []);
    expect(collect(actsOf)).toEqual(inBoth(acts));
  });

  it("every purpose of a message stands, in each language", () => {
    const reached = Object.fromEntries(
      LANGUAGES.map((lang) => [lang, PURPOSES.filter((purpose) => team.purposes.has(`${purpose} ${lang}`)).sort()]),
    );
    expect(reached).toEqual(inBoth(PURPOSES));
  });
});

it("nothing of all that fails", () => {
  expect(team.world.log.filter(({ level }) => level === "error")).toEqual([]);
});

describe("every card", () => {
  it("is taken by the official parser, fits into a message, and has words for who cannot see it", () => {
    team.world.checkCards();
  });

  describe.skipIf(executable === undefined)("in a browser", () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser(executable ?? "");
    }, 60_000);
    afterAll(() => browser?.close());

    it("is shown by the official renderer as it is meant, without a fallback", async () => {
      const page = await browser.newPage({ viewport: { width: 640, height: 900 } });
      await openRenderer(page);
      expect(await listRenderFaults(page, cards)).toEqual([]);
    }, 120_000);
  });
});
