/** What front ends pass to the use cases, and what the use cases answer. */
import type { Locale } from "../core/locale.ts";
import type { Instant } from "../core/time.ts";
import type { Action } from "../message/action.ts";
import type { FilledForm } from "../message/filled-form.ts";
import type { FormName } from "../message/form-fields.ts";
import type { FieldErrors, Form } from "../message/form.ts";
import type { Message } from "../message/message.ts";

/** Where somebody wrote or pressed: in a direct message or in a channel. */
export type Place = { readonly in: "direct" } | { readonly in: "channel"; readonly channelId: string };

/** Who acts and where, and the key by which a repeated delivery of the same event is recognised. */
export type Author = {
  readonly workspaceId: string;
  readonly platformUserId: string;
  readonly place: Place;
  readonly eventKey?: string;
  /** When the platform says that it happened; a late event of somebody who was forgotten since has no effect. */
  readonly sentAt?: Instant;
  /** What the event itself tells of the person (Teams); Slack's comes from the directory. */
  readonly locale?: Locale;
  readonly zone?: string;
  readonly name?: string;
  /** Where they pressed shows no conversation, as Slack's Home tab and a form's window do: they are told where a card went. */
  readonly isElsewhere?: true;
  /** An address that opens their direct message with the bot, where the platform has one. */
  readonly chatLink?: string;
  /** How the answer gets to them; without it the front end shows it, and nobody else. */
  readonly answers?: AnswerRoute;
};

/** How an answer to one person gets to them. */
type AnswerRoute =
  /** Delivery sends it to their direct message, in the thread named in the platform's own words. */
  | { readonly by: "delivery"; readonly thread?: string }
  /**
   * The front end shows it at once and calls `settleAnswer`; delivery sends it where that failed, or where the program ended
   * before. With `ifPictures` only an answer with pictures is kept for that, since the front end shows others before it
   * acknowledges the event.
   */
  | { readonly by: "front-end"; readonly ifPictures?: true };

/** What somebody did, as any front end reports it. */
export type Request =
  /** After the slash command, or a whole message that is one: `why technology`. */
  | { readonly kind: "command"; readonly from: Author; readonly line: string }
  /** Any text in a direct message: a whole command is one, other text is offered as a note. */
  | { readonly kind: "text"; readonly from: Author; readonly text: string; readonly hasFiles?: boolean }
  | { readonly kind: "press"; readonly from: Author; readonly action: Action }
  | ({ readonly kind: "submit"; readonly from: Author } & FilledForm)
  /** Slack's Home tab, the playground's overview of one person. */
  | { readonly kind: "home"; readonly from: Author };

/**
 * The answer to a request; all parts are optional and are shown together. Messages to other people and lasting cards go
 * through the outbox. `card` is the pressed message as it is now, for front ends that can replace it at once.
 */
export type Outcome = {
  /** To the author alone. */
  readonly notice?: Message;
  /** The post under which the notice waits in the outbox. Without `notice` delivery alone brings it. */
  readonly answerId?: string;
  readonly card?: Message;
  /**
   * The pressed message asked something, and that is settled: the notice takes its place, and where nothing is shown it goes.
   * Otherwise it stays, with the notice beside it. A message that delivery brought makes room for no notice.
   */
  readonly settles?: true;
  readonly form?: Form;
  /** Work was queued that goes on beside the program: it is begun once this is committed. */
  readonly begins?: "export";
};

/** What a submitted form leads to. When it has errors, there is a sentence for each wrong field, and nothing was done. */
export type FormOutcome<F extends FormName = FormName> = Outcome & { readonly errors?: FieldErrors<F> };

/** The use cases as a front end sees them. */
export interface App {
  /** Commits before it answers. Throws only when the store is down; then nothing was done and the event may come again. */
  handle(request: Request): Promise<FormOutcome>;
}
