/** Gives suggestions that somebody declined an end, because one person's word is not the team's for ever. */
import type { Migration } from "./migrate.ts";

/** Sets the day on which a declined step is suggested again: 90 days after it was suggested first. */
export const declinedStepsRest: Migration = {
  number: 91,
  name: "declined-steps-rest",
  sql: `
    UPDATE steps SET snoozed_until = date(created_at / 1000, 'unixepoch', '+90 days')
      WHERE status = 'declined' AND snoozed_until IS NULL;
  `,
};
