/** Gets to know the people whom somebody chose in a form before the form is read. */
import type { FormContext } from "../message/form-context.ts";
import { type EnteredValues, listChosenPeople } from "../message/form-fields.ts";
import type { Call } from "./call.ts";
import { type Asking, type AskingHandler, lookingUp } from "./feature.ts";
import { lookUpProfiles, meetAll } from "./known-people.ts";
import type { Profile } from "./ports/directory.ts";
import type { Outcome } from "./request.ts";

/** Chosen accounts that are no people, such as an app's: the platform's name for each, by platform user id. */
export type Strangers = ReadonlyMap<string, string>;

type Submit<C extends FormContext, V extends EnteredValues, O extends Outcome> = (
  call: Call,
  context: C,
  values: V,
  strangers: Strangers,
) => Promise<O>;

/**
 * Wraps a form's handler so that everybody who is chosen in the form is known to the bot when it runs, except accounts
 * that are no people.
 */
export function meetingChosenPeople<C extends FormContext, V extends EnteredValues, O extends Outcome>(
  submit: Submit<C, V, O>,
): AskingHandler<readonly [context: C, values: V], Call, O> {
  return lookingUp(lookUpChosenPeople, async (call: Call, { profiles, strangers }: Chosen, context: C, values: V) => {
    await meetAll(call, profiles);
    return submit(call, context, values, strangers);
  });
}

/** Returns the platform's name for an account that is no person, or what was entered when there is none. */
export function nameStranger(strangers: Strangers, id: string): string {
  return (strangers.get(id) ?? id).slice(0, 60);
}

type Chosen = { readonly profiles: readonly Profile[]; readonly strangers: Strangers };

async function lookUpChosenPeople(asking: Asking, context: FormContext, values: EnteredValues): Promise<Chosen> {
  const chosen = listChosenPeople(context.form, values);
  const profiles = await lookUpProfiles(asking, chosen);
  const { directory } = asking.world;
  // Who could not be asked about is nobody's name yet, and the time for questions is over.
  const others = chosen.filter((id) => !profiles.has(id) && !directory.couldNotAsk?.(asking.workspaceId, id));
  const names = await Promise.all(others.map(async (id) => [id, await directory.nameOf?.(asking.workspaceId, id)] as const));
  return {
    profiles: [...profiles.values()],
    strangers: new Map(names.flatMap(([id, name]) => (name === undefined ? [] : [[id, name]]))),
  };
}
