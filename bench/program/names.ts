/** What the bot, the fake Slack and the load all call alike. */

export const SLACK_TEAM_ID = "T1";
export const BOT_TOKEN = "xoxb-bench";

/** The time stamp of the one message that stands in each person's direct messages from the beginning. */
export const FIRST_TS = "1700000000.000100";

export const userIdOf = (person: number): string => `U${String(person).padStart(6, "0")}`;
export const directChannelOf = (userId: string): string => `D${userId}`;
