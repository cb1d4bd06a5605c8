/** Handles submitted modals: each has its effect once, and Slack shows the answer in it. */
import { createHash } from "node:crypto";
import type { ViewResponseAction } from "@slack/bolt";
import type { App as Bot } from "../../app/app.ts";
import type { FormOutcome, Outcome } from "../../app/request.ts";
import { parseFilledForm } from "../../message/filled-form.ts";
import type { EnteredValues } from "../../message/form-fields.ts";
import type { AnyFieldErrors } from "../../message/form.ts";
import type { SlackAuthor, Shower } from "../answering/show.ts";
import { toModal } from "../block-kit/views.ts";
import type { Submission } from "./payloads.ts";
import { parseFormContext, parseViewState } from "./view-state.ts";

const MOST_REMEMBERED = 500;

/** Remembers what a submitted form was answered, so that a repeated delivery gets the same answer. */
export interface FormMemory {
  find(key: string): ViewResponseAction | undefined;
  keep(key: string, response: ViewResponseAction): void;
}

/** Creates a memory of the last 500 answers. */
export function createFormMemory(): FormMemory {
  const kept = new Map<string, ViewResponseAction>();
  return {
    find: (key) => kept.get(key),
    keep(key, response) {
      kept.set(key, response);
      const oldest = kept.keys().next();
      if (kept.size > MOST_REMEMBERED && !oldest.done) kept.delete(oldest.value);
    },
  };
}

/** A submission with what is needed to answer it. */
export type Answering = {
  readonly asker: SlackAuthor;
  readonly submission: Submission;
  readonly handle: Bot["handle"];
  readonly show: Shower;
  readonly forms: FormMemory;
};

/** Passes the submission to the use cases and returns what Slack should show. Without a response, the modal closes. */
export async function answerSubmission(answering: Answering): Promise<{ response?: ViewResponseAction; outcome: Outcome }> {
  const { asker, submission, handle, forms } = answering;
  const context = parseFormContext(submission.metadata);
  if (!context) return { outcome: {} };
  const values = parseViewState(submission.values);
  const eventKey = keyOf(submission, values);
  const outcome = await handle({
    kind: "submit",
    from: { workspaceId: asker.workspaceId, platformUserId: asker.userId, place: { in: "direct" }, eventKey },
    ...parseFilledForm(context, values),
  });
  const response = toResponse(answering, outcome, values) ?? forms.find(eventKey);
  if (response) forms.keep(eventKey, response);
  return { outcome, ...(response && { response }) };
}

function toResponse(
  { show }: Answering,
  { errors, form, notice }: FormOutcome,
  values: EnteredValues,
): ViewResponseAction | undefined {
  if (errors && Object.keys(errors).length > 0) return { response_action: "errors", errors: placeErrors(errors, values) };
  if (form) return { response_action: "update", view: toModal(form, show.words(form.locale)) };
  if (notice) return { response_action: "update", view: show.answerView(notice) };
  return undefined;
}

/** Slack ignores an error at a field that the form does not have: it is said at the first. */
function placeErrors(errors: AnyFieldErrors, values: EnteredValues): Record<string, string> {
  const [first = "name"] = Object.keys(values);
  return Object.fromEntries(Object.entries(errors).map(([id, sentence]) => [id in values ? id : first, sentence]));
}

/** The same values in the same opened form are one submission, whatever Slack calls the second. */
function keyOf({ viewId }: Submission, values: EnteredValues): string {
  return `form ${viewId} ${createHash("sha256").update(JSON.stringify(values)).digest("base64url")}`;
}
