/** Lists that have pages: which part of a list is shown, how many entries there are, and the way to the others. */
import type { Action } from "./action.ts";
import type { Button, Element } from "./message.ts";
import type { Voice } from "./voice/voice.ts";

/** One page of a list. `from` and `to` count from 1; an empty list has one page from 0 to 0. */
export type Page<T> = {
  readonly items: readonly T[];
  /** From 1. */
  readonly number: number;
  readonly pages: number;
  readonly from: number;
  readonly to: number;
  readonly total: number;
};

/** Returns the page of this number (from 1), or the nearest that the list has, with at most `size` entries. */
export function takePage<T>(list: readonly T[], number: number, size: number): Page<T> {
  return pageOf(list, { number, size, total: list.length });
}

/** A list is read only as far as its page reaches: which page, how many entries there are on one, and how many in the list. */
type Reach = { readonly number: number; readonly size: number; readonly total: number };

/** Returns the page of a list of which the entries up to the end of that page are given, and how long the whole of it is. */
export function pageOf<T>(known: readonly T[], { number, size, total }: Reach): Page<T> {
  const pages = Math.max(1, Math.ceil(total / size));
  const shown = Math.min(Math.max(1, Math.trunc(number)), pages);
  const items = known.slice((shown - 1) * size, shown * size);
  const from = items.length === 0 ? 0 : (shown - 1) * size + 1;
  return { items, number: shown, pages, from, to: (shown - 1) * size + items.length, total };
}

/**
 * Builds the line that says which entries of how many are shown, with buttons to the previous and the next page.
 * `toAction` makes what a button does, from a page's number. A list of one page has neither.
 */
export function buildPager(voice: Voice, page: Page<unknown>, toAction: (number: number) => Action): readonly Element[] {
  if (page.pages === 1) return [];
  const { number, pages, from, to, total } = page;
  const buttons: readonly Button[] = [
    ...(number > 1 ? [{ label: voice.say("words.page.previous"), action: toAction(number - 1) }] : []),
    ...(number < pages ? [{ label: voice.say("words.page.next"), action: toAction(number + 1) }] : []),
  ];
  return [
    { kind: "paragraph", text: voice.say("words.page.shown", { from, to, total }), tone: "quiet" },
    { kind: "buttons", buttons },
  ];
}

/** How many names a sentence lists before it counts the others. */
const NAMED = 20;

/** Lists names in a sentence: at most 20, and how many more there are. */
export function nameSome(voice: Voice, names: readonly string[]): string {
  if (names.length <= NAMED) return voice.list(names);
  return voice.say("words.page.and-more", { names: voice.series(names.slice(0, NAMED)), more: names.length - NAMED });
}
