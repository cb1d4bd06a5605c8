/** A Bolt app that verifies, parses and dispatches as every Bolt app does, acknowledges, and keeps nothing. Listens on the port given. */
import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import { SIGNING_SECRET } from "../../fakes/slack/client.ts";
import { BOT_TOKEN } from "./names.ts";

const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, endpoints: ["/slack/events"], logLevel: LogLevel.ERROR });
const authorize = async () => ({ botToken: BOT_TOKEN, botId: "BBOT", botUserId: "UBOT" });
const app = new App({ receiver, authorize, logLevel: LogLevel.ERROR });
app.command("/level2", async ({ ack }) => ack());
app.action({ type: "block_actions" }, async ({ ack }) => ack());
await receiver.start({ port: Number(process.argv[2]), host: "127.0.0.1" });
process.on("SIGTERM", () => process.exit(0));
