/** Adaptive Cards as plain data, version 1.5: the newest that every Teams client renders. */

/** A value that can be sent as JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };
/** An element of an Adaptive Card. */
export type CardNode = { readonly type: string; readonly [key: string]: Json | undefined };
/** A whole Adaptive Card. */
export type Card = CardNode & { readonly type: "AdaptiveCard"; readonly body: readonly CardNode[] };

/** The content type of an attachment that is an Adaptive Card. */
export const CARD_CONTENT_TYPE = "application/vnd.microsoft.card.adaptive";
/** The newest version of Adaptive Cards that every Teams client renders. */
export const CARD_VERSION = "1.5";
