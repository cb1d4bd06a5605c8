/** The forms of a question: note, evidence link, and "not applicable". */
import { MAX_NOTE_LENGTH, type Remark } from "../../core/answer.ts";
import { findQuestion } from "../../core/catalogue/catalogue.ts";
import type { CheckIn, QuestionItem } from "../../core/check-in/check-in.ts";
import { NOT_APPLICABLE_REASONS } from "../../core/reply.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FieldErrors, FormValues } from "../../message/form.ts";
import { buildNotApplicableForm, buildRemarkForm } from "../../message/screens/check-in/check-in-forms.ts";
import { type Call, catalogueOf } from "../call.ts";
import { carriedOr, readChoice, readText, readToggle } from "../form-values.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { findOwnCheckIn, walk } from "./walk-check-in.ts";

type RemarkContext = Extract<FormContext, { form: "remark" }>;
type NotApplicableContext = Extract<FormContext, { form: "not-applicable" }>;

const MAX_LINK_LENGTH = 1000;

/**
 * Opens the form for a note and an evidence link, filled in with what is kept. Refuses a check-in that belongs to
 * somebody else or is gone.
 */
export async function openRemarkForm(call: Call, context: RemarkContext): Promise<Outcome> {
  const found = await findOwnCheckIn(call, context.checkInId);
  if (found.kind === "refused") return found.outcome;
  return { form: buildRemarkForm(call.voice, context, findRemark(found.checkIn, context)) };
}

/**
 * Keeps the note and the evidence link. A note that is too long, or a link that is not https or is longer than 1,000
 * characters, is refused at its field, and then nothing is kept.
 */
export async function submitRemark(
  call: Call,
  context: RemarkContext,
  values: FormValues<"remark">,
): Promise<FormOutcome<"remark">> {
  const found = await findOwnCheckIn(call, context.checkInId);
  if (found.kind === "refused") return found.outcome;
  const kept = findRemark(found.checkIn, context);
  const note = carriedOr(readText(values, "note"), kept.note ?? "");
  const evidence = carriedOr(readText(values, "evidence"), kept.evidence ?? "");
  const errors: FieldErrors<"remark"> = { ...checkNote(call, note), ...checkLink(call, evidence) };
  if (Object.keys(errors).length > 0) return { errors };
  const remark: Remark = {
    ...(note && { note, noteShared: carriedOr(readToggle(values, "shared"), kept.noteShared ?? false) }),
    ...(evidence && { evidence }),
  };
  return walk(call, {
    checkInId: context.checkInId,
    revision: context.revision,
    event: { do: "remark", questionId: context.questionId, remark },
  });
}

/**
 * Opens the form that asks why a question does not apply; of a gate question it says what that means for the team. Refuses a
 * check-in that belongs to somebody else or is gone.
 */
export async function openNotApplicableForm(call: Call, context: NotApplicableContext): Promise<Outcome> {
  const found = await findOwnCheckIn(call, context.checkInId);
  if (found.kind === "refused") return found.outcome;
  const catalogue = await catalogueOf(call, found.checkIn.edition);
  const gateTo = findQuestion(catalogue, context.questionId)?.gate === undefined ? undefined : catalogue.level + 1;
  return { form: buildNotApplicableForm(call.voice, context, { gateTo }) };
}

/**
 * Answers the question with "not applicable" and keeps the note, if there is one, privately. A missing reason or a note
 * that is too long is refused at its field, and then nothing is kept.
 */
export async function submitNotApplicable(
  call: Call,
  context: NotApplicableContext,
  values: FormValues<"not-applicable">,
): Promise<FormOutcome<"not-applicable">> {
  const { checkInId, questionId, revision } = context;
  const reason = carriedOr(readChoice(values, "reason", NOT_APPLICABLE_REASONS), undefined);
  const note = carriedOr(readText(values, "note"), "");
  const errors: FieldErrors<"not-applicable"> = {
    ...(reason ? {} : { reason: call.voice.say("errors.required") }),
    ...checkNote(call, note),
  };
  if (!reason || Object.keys(errors).length > 0) return { errors };
  if (!note)
    return walk(call, { checkInId, revision, event: { do: "answer", questionId, reply: { kind: "not-applicable", reason } } });
  const kept = await walk(call, {
    checkInId,
    revision,
    event: { do: "remark", questionId, remark: { note, noteShared: false } },
  });
  const current = await call.stores.checkIns.find(checkInId);
  if (kept.notice || !current) return kept;
  return walk(call, {
    checkInId,
    revision: current.revision,
    event: { do: "answer", questionId, reply: { kind: "not-applicable", reason } },
  });
}

/** What is kept with the question now, as far as the form is about it. */
function findRemark({ items }: CheckIn, { questionId }: RemarkContext): Remark {
  return items.find((candidate): candidate is QuestionItem => isQuestion(candidate, questionId)) ?? {};
}

function checkNote(call: Call, note: string): { readonly note?: string } {
  if (note.length <= MAX_NOTE_LENGTH) return {};
  return { note: call.voice.say("errors.text-too-long", { length: note.length, max: MAX_NOTE_LENGTH }) };
}

function checkLink(call: Call, link: string): { readonly evidence?: string } {
  if (link === "" || isHttps(link)) return {};
  return { evidence: call.voice.say("errors.link-not-https") };
}

function isHttps(link: string): boolean {
  return link.length <= MAX_LINK_LENGTH && URL.canParse(link) && new URL(link).protocol === "https:" && /^https:\/\//i.test(link);
}

function isQuestion(item: { readonly kind: string; readonly questionId: string }, questionId: string): boolean {
  return item.kind === "question" && item.questionId === questionId;
}
