/** Adaptive Cards as plain data, version 1.5: the newest that every Teams client renders. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };
export type CardNode = { readonly type: string; readonly [key: string]: Json | undefined };
export type Card = CardNode & { readonly type: "AdaptiveCard"; readonly body: readonly CardNode[] };

export const CARD_CONTENT_TYPE = "application/vnd.microsoft.card.adaptive";
export const CARD_VERSION = "1.5";
