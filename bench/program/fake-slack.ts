/**
 * The fake Slack in a process of its own. Told how many people there are, each with one message of the bot in their direct
 * messages, it answers with its address; asked later, with how much it was told to show.
 */
import { z } from "zod";
import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import { nameInCast } from "../../src/simulation/cast.ts";
import { answerParent } from "./child.ts";
import { BOT_TOKEN, directChannelOf, FIRST_TS, SLACK_TEAM_ID, userIdOf } from "./names.ts";

const peopleSchema = z.object({ people: z.number() });
const shown = { posted: 0, edited: 0 };

const slack = await startFakeSlack({
  teams: [{ id: SLACK_TEAM_ID, name: "Example Ltd", token: BOT_TOKEN }],
  keeps: false,
  onShown(how) {
    if (how === "post") shown.posted += 1;
    if (how === "edit") shown.edited += 1;
  },
});

answerParent((told) => {
  const order = peopleSchema.safeParse(told);
  if (!order.success) return { ...shown, problems: slack.problems.slice(0, 3) };
  for (let person = 0; person < order.data.people; person += 1) {
    const id = userIdOf(person);
    slack.users.set(id, { id, name: nameInCast(id), tz: "UTC", locale: "en-GB" });
    slack.place({ channel: directChannelOf(id), ts: FIRST_TS, text: "", blocks: [], edits: 0 });
  }
  return { apiUrl: slack.apiUrl };
});
