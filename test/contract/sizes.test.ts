/**
 * Every form and list about people for a team of any size, in both languages: small enough for Slack and for Teams, and
 * with nothing left out. Names are as long and as awkward as platforms allow.
 */
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateBlocks, validateView } from "../../fakes/slack/validate-blocks.ts";
import { LOCALES } from "../../src/core/locale.ts";
import type { AnyForm } from "../../src/message/form.ts";
import type { Message } from "../../src/message/message.ts";
import { buildProgrammeForm } from "../../src/message/screens/programme/members-programme.ts";
import { buildHandOverForm, buildTakeStepForm } from "../../src/message/screens/steps/steps-forms.ts";
import { buildFindMemberForm, buildMembersForm, buildTakeOutForm } from "../../src/message/screens/team/members-forms.ts";
import {
  buildFormer,
  buildMember,
  buildRoster,
  buildRosterChanges,
  buildUnreached,
  type RosterRow,
} from "../../src/message/screens/team/members.ts";
import { buildRoles, buildRolesForm } from "../../src/message/screens/team/roles-screen.ts";
import { buildNewTeamForm, buildTeamForm, MAX_PEOPLE_AT_ONCE } from "../../src/message/screens/team/setup.ts";
import type { Voice } from "../../src/message/voice/voice.ts";
import { createVoices } from "../../src/message/voice/voices.ts";
import { toBlockKit } from "../../src/slack/block-kit/block-kit.ts";
import { toModal } from "../../src/slack/block-kit/views.ts";
import { measureCard } from "../../src/teams/card/card-limits.ts";
import { toAdaptiveCard } from "../../src/teams/card/to-adaptive-card.ts";
import { toFormCard } from "../../src/teams/card/to-form-card.ts";
import { aCatalogue } from "../helpers/catalogue.ts";
import { aMembership, aPerson, aTeam, NOW } from "../helpers/team.ts";
import { checkCard, listNodes } from "../helpers/teams/cards.ts";

const voices = await createVoices(join(import.meta.dirname, "../../prompts"));
const catalogue = aCatalogue();
const team = aTeam({
  name: "极限编程与平台工程团队极限编程与平台工程团队极限编程与平台工程团队极限编程与平台工程团队极限编程与平台",
});
const SIZES = [1, 200, 1_000] as const;
/** What Teams takes at most, in bytes as UTF-16; we aim below 80,000. */
const HARD_LIMIT = 100_000;
const objectId = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;

type Wishes = { readonly name: string; readonly lost: boolean; readonly roles: number };

function peopleOf(count: number, { name, lost, roles }: Wishes): readonly RosterRow[] {
  return Array.from({ length: count }, (_, index) => ({
    person: {
      ...aPerson({ id: objectId(index), name: `${name}${index}` }),
      ...(lost && { unreachable: "not-installed" as const }),
    },
    membership: aMembership({ id: `m${index}`, roles: catalogue.roles.slice(0, roles).map(({ id }) => id) }),
  }));
}

function formsAbout(voice: Voice, rows: readonly RosterRow[]): readonly AnyForm[] {
  const [first] = rows;
  if (!first) throw new Error("nobody");
  const step = { form: "hand-over", stepId: objectId(1), revision: 1 } as const;
  const take = { form: "take-step", teamId: team.id, questionId: "q-1", fromRating: 1 } as const;
  return [
    buildNewTeamForm(voice, { context: { form: "setup" }, locale: "en", schedule: team.schedule, questions: 63 }),
    buildTeamForm(voice, { team, questions: 63 }),
    buildMembersForm(voice, team),
    buildTakeOutForm(voice, { team, active: rows }),
    buildFindMemberForm(voice, team),
    buildRolesForm(voice, { team, catalogue, ...first }),
    buildHandOverForm(voice, { context: step, intro: "", choice: { from: "workspace" } }),
    buildTakeStepForm(voice, {
      context: take,
      intro: "",
      due: "2026-12-01",
      choice: { from: "team", people: rows.slice(0, 100).map(({ person }) => ({ value: person.id, label: person.name })) },
    }),
    buildProgrammeForm(
      voice,
      rows.slice(0, 50).map(({ person }) => person),
    ),
  ];
}

function messagesAbout(voice: Voice, rows: readonly RosterRow[], page: number): readonly Message[] {
  const former = rows.map((row) => ({ ...row, leftAt: NOW }));
  const names = rows.map(({ person }) => person.name);
  const [first] = rows;
  return [
    buildRoster(voice, { team, catalogue, active: rows, former, page }),
    buildUnreached(voice, { team, active: rows, page }),
    buildFormer(voice, { team, former, page }),
    buildRoles(voice, { team, catalogue, members: rows, page }),
    buildRosterChanges(voice, { team, added: names, returned: names, removed: names, changed: names, later: 3, few: false }),
    ...(first ? [buildMember(voice, { team, catalogue, row: first })] : []),
  ];
}

const WORDS = {
  required: "Please fill this in.",
  wrong: "Some fields need another look.",
  channelHint: "",
  byEmail: "E-mail",
  emailsOf: (label: string) => label,
  between: " ",
};
const CHANNELS = Array.from({ length: 200 }, (_, index) => ({
  value: `19:${String(index).padStart(32, "0")}@thread.tacv2`,
  label: `Platform engineering › Home of the team number ${index}`,
}));

function formCard(form: AnyForm, chosen: readonly string[] = []): ReturnType<typeof toFormCard> {
  const filled = form.fields.filter(({ kind }) => kind === "people");
  // All that a form takes at once stands in one field, as it does when the form comes back.
  const values = Object.fromEntries(filled.slice(0, 1).map(({ id }) => [id, chosen]));
  const people = chosen.map((value, index) => ({ value, label: `Person with quite a long name ${index}` }));
  const errors = Object.fromEntries(form.fields.map(({ id }) => [id, "This needs another look, so that it can be saved."]));
  return toFormCard(form, { people, channels: CHANNELS, words: WORDS, ...(chosen.length > 0 && { values, errors }) });
}

const NAMES = ["Ana Example ", "欧阳示例".repeat(10), "W".repeat(70), `"\\<&>&amp;${"'".repeat(40)}`, "👩‍👩‍👧‍👦".repeat(6)];
const wishes = fc.record({ name: fc.constantFrom(...NAMES), lost: fc.boolean(), roles: fc.integer({ min: 0, max: 5 }) });

describe.each(LOCALES)("in %s", (locale) => {
  const voice = voices(locale);
  const cases = fc.tuple(fc.constantFrom(...SIZES), wishes, fc.integer({ min: 1, max: 70 }));

  it("every form about people fits, whatever the team's size, and all its fields are there", () => {
    fc.assert(
      fc.property(cases, ([size, wish]) => {
        for (const form of formsAbout(voice, peopleOf(size, wish))) {
          expect(validateView(toModal(form, { yes: "Yes" }))).toEqual([]);
          const card = formCard(form);
          checkCard(card);
          const inputs = listNodes(card).map(({ id }) => id);
          expect(inputs).toEqual(expect.arrayContaining(form.fields.map(({ id }) => `field.${id}`)));
        }
      }),
      { numRuns: 12 },
    );
  });

  it("a form's size does not depend on how many people there are", () => {
    const sizeOf = (count: number) =>
      formsAbout(voice, peopleOf(count, { name: "A", lost: false, roles: 1 }))
        .filter(({ context }) => !["take-out", "programme", "take-step"].includes(context.form))
        .map((form) => measureCard(formCard(form)));
    expect(sizeOf(1_000)).toEqual(sizeOf(1));
  });

  it("a form that comes back with as many people as it takes at once keeps them all", () => {
    const chosen = Array.from({ length: MAX_PEOPLE_AT_ONCE }, (_, index) => objectId(index));
    for (const form of formsAbout(voice, peopleOf(1, { name: "A", lost: false, roles: 1 }))) {
      const card = formCard(form, chosen);
      checkCard(card);
      const picker = listNodes(card).find((node) => node["choices.data"] !== undefined);
      if (picker) expect(picker.value).toBe(chosen.join(","));
    }
  });

  it("every page of every list fits, whatever its people are called, and nothing of it is cut", () => {
    fc.assert(
      fc.property(cases, ([size, wish, page]) => {
        for (const message of messagesAbout(voice, peopleOf(size, wish), page)) {
          for (const surface of ["post", "notice"] as const) {
            const { blocks } = toBlockKit(message, { surface });
            expect(validateBlocks(blocks, "message")).toEqual([]);
            expect(blocks.at(-1)).not.toMatchObject({ type: "context", elements: [{ text: "…" }] });
          }
          const card = toAdaptiveCard(message);
          checkCard(card);
          expect(card.body.filter(({ type, text }) => type === "TextBlock" && text === "…")).toEqual([]);
          expect(measureCard(card)).toBeLessThan(HARD_LIMIT);
        }
      }),
      { numRuns: 12 },
    );
  });
});
