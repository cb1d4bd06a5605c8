/** The table of form fields beside the forms as they are built. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { carriedOr, readChoice, readList, readText, readWhole } from "../../src/app/form-values.ts";
import { parseFilledForm } from "../../src/message/filled-form.ts";
import { FORM_FIELDS, listChosenPeople } from "../../src/message/form-fields.ts";
import type { FieldErrors, FieldOf, Form, FormValues } from "../../src/message/form.ts";
import { buildNotApplicableForm, buildRemarkForm } from "../../src/message/screens/check-in/check-in-forms.ts";
import { buildAwayForm } from "../../src/message/screens/preferences/away-screen.ts";
import { buildImportForm } from "../../src/message/screens/programme/import-screen.ts";
import { buildProgrammeForm } from "../../src/message/screens/programme/members-programme.ts";
import { buildPauseForm, buildScheduleForm } from "../../src/message/screens/schedule/schedule-form.ts";
import { buildMilestoneForm } from "../../src/message/screens/standing/milestone-screen.ts";
import { buildHandOverForm, buildTakeStepForm } from "../../src/message/screens/steps/steps-forms.ts";
import { buildAppointLeadForm } from "../../src/message/screens/team/leaderless-screen.ts";
import { buildFindMemberForm, buildMembersForm, buildTakeOutForm } from "../../src/message/screens/team/members-forms.ts";
import { buildRolesForm } from "../../src/message/screens/team/roles-screen.ts";
import { buildNewTeamForm, buildTeamForm } from "../../src/message/screens/team/setup.ts";
import { buildConfirmForm, buildReadingForm } from "../../src/message/screens/value/reading-forms.ts";
import { buildDetailsForm, buildGoalForm, buildKpiForm, buildMoneyForm } from "../../src/message/screens/value/value-forms.ts";
import { createVoices } from "../../src/message/voice/voices.ts";
import { aCatalogue } from "../helpers/catalogue.ts";
import { aMembership, aPerson, aStep, aTeam } from "../helpers/team.ts";
import { aGoal, aKpi, aKpiRecord } from "../helpers/value.ts";

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
  buildNotApplicableForm(voice, { form: "not-applicable", ...question }, { gateTo: 3 }),
  buildGoalForm(voice, { context: { form: "goal", teamId: team.id } }),
  buildKpiForm(voice, { context: { form: "kpi", teamId: team.id }, goals: [aGoal()], today: "2026-11-02" }),
  buildMoneyForm(voice, aKpi()),
  buildDetailsForm(voice, { kpi: aKpi(), catalogue, steps: [aStep()] }),
  buildReadingForm(voice, { kpi: aKpi(), today: "2026-11-02" }),
  buildConfirmForm(voice, {
    judged: { record: aKpiRecord(), verdict: { shows: false, open: [] } },
    ownerName: "Cleo Example",
    today: "2026-11-02",
  }),
  buildTakeStepForm(voice, {
    context: { form: "take-step", teamId: team.id, questionId: "q-1", fromRating: 1 },
    intro: "",
    due: "2026-11-30",
    choice: { from: "workspace", chosen: "ana" },
  }),
  buildHandOverForm(voice, { context: { form: "hand-over", ...step }, intro: "", choice: { from: "workspace" } }),
  buildTakeStepForm(voice, {
    context: { form: "take-step", teamId: team.id, questionId: "q-1", fromRating: 1 },
    intro: "",
    due: "2026-11-30",
    choice: { from: "team", people: [{ value: person.id, label: "Ana Example" }], chosen: person.id },
  }),
  buildHandOverForm(voice, {
    context: { form: "hand-over", ...step },
    intro: "",
    choice: { from: "team", people: [{ value: person.id, label: "Ana Example" }] },
  }),
  buildScheduleForm(voice, team),
  buildMembersForm(voice, team),
  buildTakeOutForm(voice, { team, active: [{ person, membership: aMembership() }] }),
  buildFindMemberForm(voice, team),
  buildRolesForm(voice, { team, catalogue, person, membership: aMembership() }),
  buildPauseForm(voice, team.id),
  buildAwayForm(voice),
  buildMilestoneForm(voice, team.id),
  buildAppointLeadForm(voice, team),
  buildProgrammeForm(voice, []),
  buildImportForm(voice, { context: { form: "import-teams", workspaceId: "w-1" }, columns: [] }),
];

const carried = <T>(value: T) => ({ kind: "carried", value });

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

describe("what comes back from a front end", () => {
  test("keeps apart what was left empty and what the form did not carry", () => {
    const { values } = parseFilledForm({ form: "setup" }, { name: "", members: [] });
    expect(values).toEqual({ name: "", members: [] });
    expect("channel" in values).toBe(false);
  });

  test("loses what the form has no field for, inherited names included", () => {
    const entered = JSON.parse('{ "until": "2026-11-16", "people": ["ana"], "constructor": "x", "__proto__": "y" }');
    expect(parseFilledForm({ form: "away" }, entered).values).toEqual({ until: "2026-11-16" });
    expect(parseFilledForm({ form: "away" }, Object.create({ until: "2026-11-16" })).values).toEqual({});
  });

  test("has the kind of the field: a list is no text, a word alone is a list of one, a toggle is on or off", () => {
    const remark = { form: "remark", ...question } as const;
    expect(parseFilledForm(remark, { note: ["a"], shared: "on", evidence: "" }).values).toEqual({
      shared: "false",
      evidence: "",
    });
    expect(parseFilledForm(remark, { shared: "true" }).values).toEqual({ shared: "true" });
    expect(parseFilledForm({ form: "programme" }, { people: "ana" }).values).toEqual({ people: ["ana"] });
    expect(parseFilledForm({ form: "programme" }, { people: "" }).values).toEqual({ people: [] });
  });

  test("is read by the field's kind, and is absent where the form did not carry it", () => {
    const values: FormValues<"setup"> = { name: " Payments ", members: ["ana", "", "ana"], observers: [] };
    expect([readText(values, "name"), readText(values, "zone")]).toEqual([carried("Payments"), { kind: "absent" }]);
    expect([readList(values, "members"), readList(values, "leads")]).toEqual([carried(["ana"]), { kind: "absent" }]);
    expect([readList(values, "observers"), readWhole(values, "questions", { min: 1, max: 9 })]).toEqual([
      carried([]),
      { kind: "absent" },
    ]);
    expect(readChoice({ locale: "xx" }, "locale", ["en"])).toEqual(carried(undefined));
  });

  test("that the form did not carry changes nothing, and one that was emptied does", () => {
    const values: FormValues<"setup"> = { channel: "" };
    expect(carriedOr(readText(values, "channel"), "c-1")).toBe("");
    expect(carriedOr(readText(values, "name"), "Payments")).toBe("Payments");
    // @ts-expect-error an absent field is not taken for an empty one
    const missing: readonly string[] = readList(values, "members");
    expect(missing).toEqual({ kind: "absent" });
  });
});

test("a field that a form does not have, or has of another kind, does not compile", () => {
  const field = { label: "Until", required: false } as const;
  // @ts-expect-error no such field
  const unknown: FieldOf<"pause"> = { ...field, id: "till", kind: "date" };
  // @ts-expect-error a field of another form
  const foreign: FieldOf<"pause"> = { ...field, id: "due", kind: "date" };
  // @ts-expect-error another kind
  const other: FieldOf<"pause"> = { ...field, id: "until", kind: "text" };
  // @ts-expect-error an error at no field
  const errors: FieldErrors<"pause"> = { till: "Look again." };
  // @ts-expect-error another kind of value
  const list: FormValues<"pause"> = { until: [] };
  const values: FormValues<"setup"> = { name: "Payments", members: [] };
  // @ts-expect-error a field of another form
  const read = readText(values, "due");
  // @ts-expect-error a list is not read as a text
  const text = readText(values, "members");
  // @ts-expect-error a text is not read as a list
  const people = readList(values, "name");
  expect([unknown.id, foreign.id, other.kind, Object.keys(errors), list.until]).toEqual(["till", "due", "text", ["till"], []]);
  expect([read, text, people].map(({ kind }) => kind)).toEqual(["absent", "absent", "absent"]);
});
