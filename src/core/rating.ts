/** The values of the four worded answers. */

/** The value of an answer as it is stored: 0 is the lowest of the four worded answers, 3 the highest. People see it as 1 to 4. */
export type Rating = 0 | 1 | 2 | 3;

/** All ratings, ascending. */
export const RATINGS = [0, 1, 2, 3] as const satisfies readonly Rating[];

/** Returns the number under which people see an answer, 1 to 4. It is worth one point less. */
export function toAnswerNumber(rating: Rating): number {
  return rating + 1;
}

/** The highest rating. A score is a mean rating divided by this number. */
export const TOP_RATING = 3;
