/** Declares the value ledger: goals, KPIs, readings and confirmations. */
import type { Action } from "../../message/action.ts";
import type { Call } from "../call.ts";
import { meetingChosenPeople } from "../chosen-people.ts";
import type { Feature } from "../feature.ts";
import { answerWith, buildNotice } from "../notices.ts";
import type { Outcome } from "../request.ts";
import { enterAsLead } from "../standing/enter-as-lead.ts";
import { askOwner, openConfirmForm, submitConfirmForm } from "./confirm-value.ts";
import { openDetailsForm, openMoneyForm, submitDetailsForm, submitMoneyForm } from "./connections-form.ts";
import { openGoalForm, submitGoalForm } from "./goal-form.ts";
import { openKpiForm, retireKpi, submitKpiForm } from "./kpi-form.ts";
import { buildValues, showKpi, showValuePage, showValues } from "./show-values.ts";
import { keepReading, openReadingForm, submitReadingForm, undoReading } from "./take-reading.ts";

/** Declares `kpi`, with the buttons and forms of the value ledger. */
export const valueFeature: Feature = {
  commands: [{ word: "kpi", who: "viewers", run: showValues }],
  presses: {
    "show-values": showValuePage,
    "show-kpi": showKpi,
    "retire-kpi": retireKpi,
    "keep-reading": keepReading,
    "undo-reading": undoReading,
    "ask-owner": askOwner,
    "remove-value": removeEarlier,
  },
  openings: {
    goal: openGoalForm,
    kpi: openKpiForm,
    "kpi-money": openMoneyForm,
    "kpi-details": openDetailsForm,
    reading: openReadingForm,
    "confirm-value": openConfirmForm,
  },
  submissions: {
    goal: meetingChosenPeople(submitGoalForm),
    kpi: meetingChosenPeople(submitKpiForm),
    "kpi-money": submitMoneyForm,
    "kpi-details": submitDetailsForm,
    reading: submitReadingForm,
    "confirm-value": submitConfirmForm,
  },
};

/** Removes a record of the earlier kind. Refuses people who don't lead the team; a second press is told that it is gone. */
async function removeEarlier(call: Call, action: Extract<Action, { act: "remove-value" }>): Promise<Outcome> {
  const record = await call.stores.values.find(action.valueId);
  if (!record) return answerWith(call.voice, call.voice.runs("kpi.gone"));
  const entered = await enterAsLead(call, record.teamId, "kpi");
  if (entered.kind === "refused") return entered.outcome;
  const { voice } = entered.call;
  if (record.removedAt !== undefined) return answerWith(voice, voice.runs("kpi.gone"));
  await call.stores.values.save({ ...record, removedAt: call.now });
  return {
    notice: buildNotice(voice, voice.runs("kpi.removed", { goal: record.goal })),
    card: await buildValues(entered.call, 0),
  };
}
