/** The handlers of all features in one table, found by the name of an action or a form. */
import type { FormContexts } from "../message/form-context.ts";
import type { FormName } from "../message/form-fields.ts";
import type { FormValues } from "../message/form.ts";
import type { Call } from "./call.ts";
import {
  type Actions,
  type Asking,
  type Feature,
  makeReady,
  type Openings,
  type Presses,
  type Ready,
  type Submissions,
} from "./feature.ts";
import type { FormOutcome } from "./request.ts";

/** The buttons and forms of one or several features. */
export type Handlers = Pick<Feature, "presses" | "openings" | "submissions">;

/** Merges the handlers of several features. If two handle the same action or form, the later one wins. */
export function mergeFeatures(features: readonly Feature[]): Handlers {
  const none: Handlers = { presses: {}, openings: {}, submissions: {} };
  return features.reduce(
    (all, { presses, openings, submissions }) => ({
      presses: { ...all.presses, ...presses },
      openings: { ...all.openings, ...openings },
      submissions: { ...all.submissions, ...submissions },
    }),
    none,
  );
}

/** Prepares the handler of a button. Returns undefined when no feature handles the action. */
export function readyPress<A extends keyof Actions>(
  presses: Presses,
  asking: Asking,
  action: Actions[A] & { readonly act: A },
): Promise<Ready> | undefined {
  const handler = presses[action.act];
  return handler && makeReady(handler, asking, action);
}

/** Prepares the handler that opens a form. Returns undefined when no feature opens it. */
export function readyOpening<F extends FormName>(
  openings: Openings,
  asking: Asking,
  context: FormContexts[F] & { readonly form: F },
): Promise<Ready> | undefined {
  const handler = openings[context.form];
  return handler && makeReady(handler, asking, context);
}

/** Prepares the handler of a submitted form. Returns undefined when no feature takes it. */
export function readySubmission<F extends FormName>(
  submissions: Submissions,
  asking: Asking,
  { context, values }: { readonly context: FormContexts[F] & { readonly form: F }; readonly values: FormValues<F> },
): Promise<Ready<Call, FormOutcome<F>>> | undefined {
  const handler = submissions[context.form];
  return handler && makeReady(handler, asking, context, values);
}
