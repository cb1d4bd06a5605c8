/** The card that asks whether a step that fell due is done. */
import { findQuestion } from "../../../core/catalogue/catalogue.ts";
import type { Button, Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { buildNamedExport, type CheckInView, locateItem, nameCheckIn } from "./check-in-view.ts";

/** Asks whether a step that fell due is done. A step that no longer exists is named by its question alone. */
export function buildStepCard(voice: Voice, view: CheckInView, stepId: string): Message {
  const { checkIn, catalogue, steps } = view;
  const item = checkIn.items.find((candidate) => candidate.kind === "step" && candidate.stepId === stepId);
  const step = steps.get(stepId);
  const question = findQuestion(catalogue, item?.questionId ?? step?.questionId ?? "");
  const { position, total } = locateItem(view);
  const code = question?.code ?? "";
  const title = question ? voice.of(question.title) : "";
  const wording = question && step ? question.answers[step.fromRating].nextStep : undefined;
  const report = (what: "done" | "not-yet" | "drop"): Button => ({
    label: voice.say(`check-in.button.${what}`),
    action: {
      act: "walk",
      checkInId: checkIn.id,
      revision: checkIn.revision,
      event: { do: "step-report", stepId, report: what },
    },
  });
  return {
    locale: voice.locale,
    summary: voice.say("check-in.step.summary", { checkin: nameCheckIn(voice, view), code }),
    elements: [
      {
        kind: "progress",
        done: position - 1,
        total,
        label: `${nameCheckIn(voice, view)} · ${voice.say("check-in.progress", { position, total })}`,
      },
      ...buildNamedExport(voice, view),
      { kind: "heading", text: voice.say("check-in.step.title") },
      {
        kind: "paragraph",
        text: step?.due
          ? voice.runs("check-in.step.planned", { code, title, date: voice.localDate(step.due) })
          : voice.runs("check-in.step.planned-no-date", { code, title }),
      },
      ...(wording ? [{ kind: "paragraph" as const, text: [{ text: voice.of(wording), style: "bold" as const }] }] : []),
      {
        kind: "buttons",
        buttons: [{ ...report("done"), style: "primary" }, report("not-yet"), report("drop")],
      },
    ],
  };
}
