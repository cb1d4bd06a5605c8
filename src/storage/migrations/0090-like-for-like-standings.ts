/** Lets each team's standing in short be written again, with its change like for like and how far the baseline has come. */
import type { Migration } from "./migrate.ts";

/** Makes every team's standing due. What was written before is shown until then. */
export const likeForLikeStandings: Migration = {
  number: 90,
  name: "like-for-like-standings",
  sql: "UPDATE team_standings SET due_at = 0;",
};
