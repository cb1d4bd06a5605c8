/** The people whom somebody chose in a form: the platform is asked about them, and the bot meets them before the form is read. */
import type { FormContext } from "../message/form-context.ts";
import { listChosenPeople } from "../message/form-fields.ts";
import type { FormValues } from "../message/form.ts";
import type { Call } from "./call.ts";
import { lookUpProfiles, meetAll } from "./known-people.ts";
import { type Asking, type AskingHandler, lookingUp } from "./look-up.ts";
import type { Profile } from "./ports/directory.ts";
import type { Outcome } from "./request.ts";

/** What the platform calls chosen accounts that are nobody, such as an app's, by platform user id. */
export type Strangers = ReadonlyMap<string, string>;

type Submit<C extends FormContext> = (call: Call, context: C, values: FormValues, strangers: Strangers) => Promise<Outcome>;

/** For a form with fields for people: whoever is chosen there is known to the bot when `submit` runs, except strangers. */
export function meetingChosenPeople<C extends FormContext>(
  submit: Submit<C>,
): AskingHandler<readonly [context: C, values: FormValues]> {
  return lookingUp(lookUpChosenPeople, async (call: Call, { profiles, strangers }: Chosen, context: C, values: FormValues) => {
    await meetAll(call, profiles);
    return submit(call, context, values, strangers);
  });
}

/** As the platform calls them; what was entered where it does not say. */
export function nameStranger(strangers: Strangers, id: string): string {
  return (strangers.get(id) ?? id).slice(0, 60);
}

type Chosen = { readonly profiles: readonly Profile[]; readonly strangers: Strangers };

async function lookUpChosenPeople(asking: Asking, context: FormContext, values: FormValues): Promise<Chosen> {
  const chosen = listChosenPeople(context.form, values);
  const profiles = await lookUpProfiles(asking, chosen);
  const others = chosen.filter((id) => !profiles.has(id));
  const { directory } = asking.world;
  const names = await Promise.all(others.map(async (id) => [id, await directory.nameOf?.(asking.workspaceId, id)] as const));
  return {
    profiles: [...profiles.values()],
    strangers: new Map(names.flatMap(([id, name]) => (name === undefined ? [] : [[id, name]]))),
  };
}
