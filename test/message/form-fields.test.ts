/** The table of form fields beside the forms as they are built. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FORM_FIELDS, listChosenPeople } from "../../src/message/form-fields.ts";
import type { Form } from "../../src/message/form.ts";
import { buildNotApplicableForm, buildRemarkForm } from "../../src/message/screens/check-in/check-in-forms.ts";
import { buildAwayForm } from "../../src/message/screens/preferences/personal.ts";
import { buildImportForm } from "../../src/message/screens/programme/import-screen.ts";
import { buildProgrammeForm } from "../../src/message/screens/programme/members-programme.ts";
import { buildPauseForm, buildScheduleForm } from "../../src/message/screens/schedule/schedule-form.ts";
import { buildMilestoneForm } from "../../src/message/screens/standing/milestone-screen.ts";
import { buildKpiForm } from "../../src/message/screens/standing/value-screen.ts";
import { buildHandOverForm, buildTakeStepForm } from "../../src/message/screens/steps/steps-forms.ts";
import { buildMembersForm } from "../../src/message/screens/team/members.ts";
import { buildRolesForm } from "../../src/message/screens/team/roles-screen.ts";
import { buildNewTeamForm, buildTeamForm } from "../../src/message/screens/team/setup.ts";
import { createVoices } from "../../src/message/voice/voices.ts";
import { aCatalogue } from "../helpers/catalogue.ts";
import { aMembership, aPerson, aTeam } from "../helpers/team.ts";

const voice = (await createVoices(join(import.meta.dirname, "../../prompts")))("en");
const team = aTeam();
const catalogue = aCatalogue();
const person = aPerson();
const question = { checkInId: "c-1", questionId: "q-1", revision: 1 };
const step = { stepId: "s-1", revision: 1 };

const FORMS: readonly Form[] = [
  buildNewTeamForm(voice, { context: { form: "setup" }, locale: "en", schedule: team.schedule, questions: 55 }),
  buildTeamForm(voice, { team, questions: 55 }),
  buildRemarkForm(voice, { form: "remark", ...question }, {}),
  buildNotApplicableForm(voice, { form: "not-applicable", ...question }),
  buildKpiForm(voice, { teamId: team.id, catalogue, today: "2026-11-02" }),
  buildTakeStepForm(voice, {
    context: { form: "take-step", teamId: team.id, questionId: "q-1", fromRating: 1 },
    intro: "",
    due: "2026-11-30",
    person: "ana",
  }),
  buildHandOverForm(voice, { context: { form: "hand-over", ...step }, intro: "" }),
  buildScheduleForm(voice, team),
  buildMembersForm(voice, { team, values: { members: ["ana"], leads: [], observers: [] } }),
  buildRolesForm(voice, { team, catalogue, person, membership: aMembership() }),
  buildPauseForm(voice, team.id),
  buildAwayForm(voice),
  buildMilestoneForm(voice, team.id),
  buildProgrammeForm(voice, []),
  buildImportForm(voice, { context: { form: "import-teams", workspaceId: "w-1" }, columns: [] }),
];

describe("the table of form fields", () => {
  test("is about every form that is built here, and about no other", () => {
    expect(new Set(FORMS.map(({ context }) => context.form))).toEqual(new Set(Object.keys(FORM_FIELDS)));
  });

  test.each(FORMS.map((form) => [form.context.form, form] as const))("names the fields of %s with their kinds", (name, form) => {
    const shown = Object.fromEntries(form.fields.map(({ id, kind }) => [id, kind]));
    expect({ ...FORM_FIELDS[name] }).toMatchObject(shown);
  });

  test("holds no field that no form shows", () => {
    const shown = new Set(FORMS.flatMap(({ context, fields }) => fields.map(({ id }) => `${context.form} ${id}`)));
    const named = Object.entries(FORM_FIELDS).flatMap(([form, fields]) => Object.keys(fields).map((id) => `${form} ${id}`));
    expect(named.filter((each) => !shown.has(each))).toEqual([]);
  });
});

describe("whom a form chooses", () => {
  test("is everybody in its fields for people, once each", () => {
    const values = { name: "people", members: ["ana", "ben"], leads: ["ana"], observers: [] };
    expect(listChosenPeople("setup", values)).toEqual(["ana", "ben"]);
  });

  test("is found by the field's kind, whatever else is called so", () => {
    expect(listChosenPeople("roles", { people: ["ana"], roles: ["ops"] })).toEqual([]);
    expect(listChosenPeople("programme", { people: "ana" })).toEqual(["ana"]);
  });
});
