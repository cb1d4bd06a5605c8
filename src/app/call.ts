/** One request inside its unit of work: who asks, in which language, with which stores. */
import type { Acting } from "../core/audit-entry.ts";
import type { Catalogue } from "../core/catalogue/catalogue.ts";
import { SpeedboatError } from "../core/errors.ts";
import type { Locale } from "../core/locale.ts";
import type { AccountKind, Membership, Person, Team, Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import type { Voice } from "../message/voice/voice.ts";
import type { Stores, World } from "./ports/world.ts";
import type { Author } from "./request.ts";

/** What every part of a unit of work can use, even when nobody asked for it, as in rounds and delivery. */
export type Work = {
  readonly stores: Stores;
  readonly world: World;
  readonly now: Instant;
  /** The person whose press or words are being answered: they look at the screen. Absent where nobody asked. */
  readonly askedBy?: string;
  /** Whose act the audit log records. Absent where nobody asked. */
  readonly acting?: Acting;
};

/** A request by a person, inside its unit of work. */
export type Call = Work & {
  readonly workspace: Workspace;
  readonly person: Person;
  readonly from: Author;
  readonly account: AskedAccount;
  /** In the person's language; where they chose none and the platform knows none, the workspace's. */
  readonly voice: Voice;
};

/** The account that the author acts with: its kind, undefined where the platform has not told it even when it was asked. */
type AskedAccount = { readonly kind: AccountKind | undefined; readonly isAsked: boolean };

/** A call about one team, by somebody who may see it. */
export type TeamCall = Call & {
  readonly team: Team;
  readonly membership: Membership;
  readonly catalogue: Catalogue;
};

/** Returns the language that the person chose, otherwise their platform's, otherwise that of the team or workspace. */
export function localeOf(person: Person | undefined, fallback: { readonly locale: Locale }): Locale {
  return person?.chosenLocale ?? person?.platformLocale ?? fallback.locale;
}

/** Returns the edition that a team or a check-in was started with. Throws `catalogue-invalid` when it was never stored. */
export async function catalogueOf(work: Work, key: string): Promise<Catalogue> {
  const catalogue = await work.stores.catalogues.find(key);
  if (!catalogue) throw new SpeedboatError("catalogue-invalid", { edition: key });
  return catalogue;
}
