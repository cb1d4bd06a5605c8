import { describeFrontEnd } from "../contract/front-ends.ts";
import { openSlackFrontEnd } from "../helpers/slack/slack-front-end.ts";

describeFrontEnd("Slack", openSlackFrontEnd);
