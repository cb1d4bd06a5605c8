/** What a team's lead does beside answering: shows value, confirms what is linked, keeps a milestone. */
import { DAY_MS, HOUR_MS, type Instant } from "../core/time.ts";
import type { FormContext } from "../message/form-context.ts";
import { type Actor, listButtons } from "./actor.ts";
import { WRITES } from "./cast.ts";
import { type PlannedAct, type Playing, startOfWeek } from "./planned-act.ts";

const VALUE_IN_WEEK = 3;
const READING_IN_WEEK = 8;
const MILESTONE_IN_WEEK = 5;
const LAST_CONFIRMING_IN_WEEK = 12;
/** More confirmations than a gate ever needs at once. */
const MOST_CONFIRMATIONS = 12;

/**
 * Returns what a team's lead does besides answering: adds a goal with its KPI, reads and confirms it, keeps a milestone and confirms evidence in
 * two of the weeks.
 */
export function planLeadActs(playing: Playing, lead: Actor): readonly PlannedAct[] {
  const confirmingInWeek = playing.course === "regressing" ? 3 : 10;
  const act = (week: number, what: string, run: () => Promise<void>): PlannedAct => {
    const at = startOfWeek(playing.start, week) + 4 * DAY_MS + 14 * HOUR_MS;
    return { at, who: lead.character.name, what, run };
  };
  return [
    act(VALUE_IN_WEEK, "adds a goal and its KPI", () => addValue(playing, lead)),
    act(READING_IN_WEEK, "reads the KPI and records the confirmation", () => proveValue(playing, lead)),
    act(MILESTONE_IN_WEEK, "keeps a milestone", () => keepMilestone(playing, lead)),
    ...[confirmingInWeek, LAST_CONFIRMING_IN_WEEK].map((week) =>
      act(week, "confirms what is linked", () => confirmEvidence(lead)),
    ),
  ];
}

async function keepMilestone({ locale }: Playing, lead: Actor): Promise<void> {
  await lead.says(`milestone ${WRITES[locale].milestone}`);
}

async function addValue({ clock, locale, teamId }: Playing, lead: Actor): Promise<void> {
  const { goal, kpi, owner } = WRITES[locale];
  await lead.submits({ form: "goal", teamId }, { sentence: goal, owner: [], ownerName: owner });
  const add = listButtons((await lead.says("kpi")).notice).find(
    ({ action }) => action.act === "open-form" && isOfKpi(action.form),
  );
  if (add?.action.act !== "open-form" || add.action.form.form !== "kpi") return;
  const points = { baseline: "72", baselineOn: dayOf(clock.now()), target: "4", targetOn: dayOf(clock.now() + 180 * DAY_MS) };
  await lead.submits(add.action.form, {
    goal: add.action.form.goalId ?? "",
    name: kpi,
    unit: "hours",
    wanted: "down",
    ...points,
  });
}

function isOfKpi({ form }: FormContext): boolean {
  return form === "kpi";
}

/** A number better than the baseline, and the owner's word for it as the lead heard it. */
async function proveValue({ clock, locale }: Playing, lead: Actor): Promise<void> {
  const shown = listButtons((await lead.says("kpi")).notice).find(({ action }) => action.act === "show-kpi");
  if (shown?.action.act !== "show-kpi") return;
  const { kpiId } = shown.action;
  const { how, owner } = WRITES[locale];
  const on = dayOf(clock.now());
  await lead.submits({ form: "reading", kpiId }, { value: "9", on, note: "", link: "https://example.com/kpi" });
  await lead.submits({ form: "confirm-value", kpiId }, { how, ownerName: owner, on, link: "" });
}

function dayOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}

async function confirmEvidence(lead: Actor): Promise<void> {
  for (let confirmed = 0; confirmed < MOST_CONFIRMATIONS; confirmed += 1) {
    const confirm = listButtons((await lead.says("gate")).notice).find(
      ({ action }) => action.act === "confirm-evidence" && action.confirm,
    );
    if (!confirm) return;
    await lead.presses(confirm.action);
  }
}
