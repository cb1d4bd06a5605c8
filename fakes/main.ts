/** Both fakes in a process of their own. Prints one line of JSON with their addresses, and ends with its standard input. */
import { startControl } from "./control.ts";
import { startFakeSlack } from "./slack/fake-slack.ts";
import { startFakeConnector } from "./teams/fake-connector.ts";

const [slack, teams] = [await startFakeSlack(), await startFakeConnector()];
const control = await startControl({ slack, teams });
console.log(JSON.stringify({ slackApiUrl: slack.apiUrl, teamsUrl: teams.url, controlUrl: control.origin }));
process.stdin.resume().once("end", () => process.exit());
