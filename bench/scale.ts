/** How long and how large a run is: the full one is for figures, the short one proves that every row still works. */

export type Scale = {
  readonly isShort: boolean;
  /** Turns of each side that count. */
  readonly turns: number;
  /** Each side runs for so long, in turns as later, before anything counts. */
  readonly warmUpMs: number;
  /** A turn repeats its task until so much time has passed; a task that takes longer runs once. */
  readonly turnMs: number;
};

export const FULL: Scale = { isShort: false, turns: 7, warmUpMs: 5_000, turnMs: 2_000 };
export const SHORT: Scale = { isShort: true, turns: 2, warmUpMs: 100, turnMs: 100 };

/** What a row is given by the command line. */
export type RowOptions = {
  readonly scale: Scale;
  /** The JavaScript file that starts the bot. */
  readonly program: string;
};
