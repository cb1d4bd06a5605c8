/** What a team's lead does beside answering: records value, confirms what is linked, keeps a milestone. */
import { DAY_MS, HOUR_MS } from "../core/time.ts";
import { type Actor, listButtons } from "./actor.ts";
import { WRITES } from "./cast.ts";
import { type PlannedAct, type Playing, startOfWeek } from "./planned-act.ts";

const VALUE_IN_WEEK = 3;
const MILESTONE_IN_WEEK = 5;
const LAST_CONFIRMING_IN_WEEK = 12;
/** More confirmations than a gate ever needs at once. */
const MOST_CONFIRMATIONS = 12;

/**
 * Returns what a team's lead does besides answering: adds a value record, keeps a milestone and confirms evidence in
 * two of the weeks.
 */
export function planLeadActs(playing: Playing, lead: Actor): readonly PlannedAct[] {
  const confirmingInWeek = playing.course === "regressing" ? 3 : 10;
  const act = (week: number, what: string, run: () => Promise<void>): PlannedAct => {
    const at = startOfWeek(playing.start, week) + 4 * DAY_MS + 14 * HOUR_MS;
    return { at, who: lead.character.name, what, run };
  };
  return [
    act(VALUE_IN_WEEK, "adds a value record", () => addValue(playing, lead)),
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
  const { goal, kpi } = WRITES[locale];
  const measuredOn = new Date(clock.now()).toISOString().slice(0, 10);
  const change = { before: "72", after: "5", measuredOn };
  const value = { goal, kpi, ...change, link: "https://example.com/kpi", questionId: "any" };
  await lead.submits({ form: "kpi", teamId }, value);
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
