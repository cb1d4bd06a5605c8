/** What brings a KPI nearer to showing value: the act that closes the first open link of its chain. */
import type { ValueLink } from "../../../core/value/judge-kpi.ts";
import type { Button } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import type { JudgedKpi } from "./value-words.ts";

/** Who would do it: whether they lead the team, and their person id. */
export type ActingPerson = { readonly lead: boolean; readonly personId: string };

/**
 * Returns the button of the act that closes the first open link, for somebody who may do it. Returns undefined where nothing is
 * open, where only time or better numbers close it, and where somebody else has to act.
 */
export function buildNextAct(voice: Voice, judged: JudgedKpi, person: ActingPerson): Button | undefined {
  const [first] = judged.verdict.open;
  const act = first && actFor(voice, judged, { link: first.link, person });
  return act && { ...act, style: "primary" };
}

function actFor(
  voice: Voice,
  { record: { kpi, goal } }: JudgedKpi,
  { link, person: { lead, personId } }: { readonly link: ValueLink; readonly person: ActingPerson },
): Button | undefined {
  const { id: kpiId, teamId } = kpi;
  const open = (label: string, form: Extract<Button["action"], { act: "open-form" }>["form"]): Button => ({
    label,
    action: { act: "open-form", form },
  });
  switch (link) {
    case "goal":
      return lead ? open(voice.say("kpi.button.edit"), { form: "kpi", teamId, kpiId }) : undefined;
    case "owner":
      return lead && goal ? open(voice.say("kpi.button.name-owner"), { form: "goal", teamId, goalId: goal.id }) : undefined;
    case "baseline":
      return lead ? open(voice.say("nudge.add-baseline"), { form: "kpi", teamId, kpiId }) : undefined;
    case "reading":
      return lead || kpi.readerId === personId ? open(voice.say("kpi.button.reading"), { form: "reading", kpiId }) : undefined;
    case "direction":
      return undefined;
    case "confirmation": {
      if (goal?.ownerId === personId) return open(voice.say("kpi.button.confirm"), { form: "confirm-value", kpiId });
      if (!lead) return undefined;
      return goal?.ownerId === undefined
        ? open(voice.say("kpi.button.record"), { form: "confirm-value", kpiId })
        : { label: voice.say("kpi.button.ask-owner"), action: { act: "ask-owner", kpiId } };
    }
    default:
      return link satisfies never;
  }
}
