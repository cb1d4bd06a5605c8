/** The features' handlers as one table, looked up by an action's or a form's name. Knows no handler itself. */
import type { FormValues } from "../message/form.ts";
import type { Actions, Feature, FormContexts, Openings, Presses, Submissions } from "./feature.ts";
import { type Asking, makeReady, type Ready } from "./look-up.ts";

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
export function readyPress<A extends keyof Actions>(
  presses: Presses,
  asking: Asking,
  action: Actions[A] & { readonly act: A },
): Promise<Ready> | undefined {
  const handler = presses[action.act];
  return handler && makeReady(handler, asking, action);
}

/** Undefined where no feature opens the form. */
export function readyOpening<F extends keyof FormContexts>(
  openings: Openings,
  asking: Asking,
  context: FormContexts[F] & { readonly form: F },
): Promise<Ready> | undefined {
  const handler = openings[context.form];
  return handler && makeReady(handler, asking, context);
}

/** Undefined where no feature takes the form. */
export function readySubmission<F extends keyof FormContexts>(
  submissions: Submissions,
  asking: Asking,
  { context, values }: { readonly context: FormContexts[F] & { readonly form: F }; readonly values: FormValues },
): Promise<Ready> | undefined {
  const handler = submissions[context.form];
  return handler && makeReady(handler, asking, context, values);
}
