/** The forms of a question: a note or link, and "not applicable". */
import { MAX_NOTE_LENGTH, type Remark } from "../../../core/answer.ts";
import { NOT_APPLICABLE_REASONS } from "../../../core/reply.ts";
import type { FormContext } from "../../form-context.ts";
import type { Form } from "../../form.ts";
import type { Voice } from "../../voice/voice.ts";

/** Asks for a note, whether to share it, and an evidence link, filled in with what is stored. Every field may remain empty. */
export function buildRemarkForm(voice: Voice, context: Extract<FormContext, { form: "remark" }>, remark: Remark): Form<"remark"> {
  return {
    locale: voice.locale,
    context,
    title: voice.say("check-in.remark.title"),
    submit: voice.say("check-in.remark.submit"),
    cancel: voice.say("check-in.remark.cancel"),
    fields: [
      {
        kind: "long-text",
        id: "note",
        label: voice.say("check-in.remark.note"),
        hint: voice.say("check-in.remark.note-hint"),
        required: false,
        maxLength: MAX_NOTE_LENGTH,
        ...(remark.note && { value: remark.note }),
      },
      {
        kind: "toggle",
        id: "shared",
        label: voice.say("check-in.remark.shared"),
        required: false,
        value: remark.noteShared ?? false,
      },
      {
        kind: "text",
        id: "evidence",
        label: voice.say("check-in.remark.evidence"),
        hint: voice.say("check-in.remark.evidence-hint"),
        required: false,
        placeholder: "https://",
        ...(remark.evidence && { value: remark.evidence }),
      },
    ],
  };
}

/**
 * Asks why a question does not apply, which is required, and for an optional note. Of a gate question it says first that one
 * such answer keeps the whole team from Level 3.
 */
export function buildNotApplicableForm(
  voice: Voice,
  context: Extract<FormContext, { form: "not-applicable" }>,
  { gateTo }: { readonly gateTo?: number | undefined },
): Form<"not-applicable"> {
  return {
    locale: voice.locale,
    context,
    title: voice.say("check-in.not-applicable.title"),
    ...(gateTo !== undefined && { intro: voice.say("check-in.not-applicable.gate", { level: gateTo }) }),
    submit: voice.say("check-in.not-applicable.submit"),
    cancel: voice.say("check-in.remark.cancel"),
    fields: [
      {
        kind: "select",
        id: "reason",
        label: voice.say("check-in.not-applicable.reason"),
        required: true,
        options: NOT_APPLICABLE_REASONS.map((reason) => ({ value: reason, label: voice.say(`words.reason.${reason}`) })),
      },
      {
        kind: "long-text",
        id: "note",
        label: voice.say("check-in.remark.note"),
        hint: voice.say("check-in.not-applicable.note-hint"),
        required: false,
        maxLength: MAX_NOTE_LENGTH,
      },
    ],
  };
}
