/** The features' handlers as one table, looked up by an action's or a form's name. Knows no handler itself. */
import type { FormValues } from "../message/form.ts";
import type { Call } from "./call.ts";
import type { Actions, Feature, FormContexts, Openings, Presses, Submissions } from "./feature.ts";
import type { Outcome } from "./request.ts";

export type Handlers = Pick<Feature, "presses" | "openings" | "submissions">;

/** Where two features name the same action or form, the later one handles it. */
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

/** Undefined where no feature handles the action. */
export function runPress<A extends keyof Actions>(
  presses: Presses,
  call: Call,
  action: Actions[A] & { readonly act: A },
): Promise<Outcome> | undefined {
  return presses[action.act]?.(call, action);
}

/** Undefined where no feature opens the form. */
export function runOpening<F extends keyof FormContexts>(
  openings: Openings,
  call: Call,
  context: FormContexts[F] & { readonly form: F },
): Promise<Outcome> | undefined {
  return openings[context.form]?.(call, context);
}

/** Undefined where no feature takes the form. */
export function runSubmission<F extends keyof FormContexts>(
  submissions: Submissions,
  submitted: { readonly call: Call; readonly context: FormContexts[F] & { readonly form: F }; readonly values: FormValues },
): Promise<Outcome> | undefined {
  return submissions[submitted.context.form]?.(submitted.call, submitted.context, submitted.values);
}
