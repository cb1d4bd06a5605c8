/**
 * A thread of its own beside the bot: the fake Slack, and the load, signed as Slack signs it.
 * Told `Load`, it answers with `Measured`.
 */
import { Agent, request } from "node:http";
import { parentPort } from "node:worker_threads";
import { z } from "zod";
import { signedHeaders } from "../fakes/slack/client.ts";
import { startFakeSlack } from "../fakes/slack/fake-slack.ts";

const loadSchema = z.object({ url: z.string(), connections: z.number(), bodies: z.array(z.string()) });
/** Each body is sent once; those of one lane one after another, the lanes at the same time. */
export type Load = z.infer<typeof loadSchema>;
export const measuredSchema = z.object({ tookMs: z.number(), latenciesMs: z.array(z.number()) });
export type Measured = z.infer<typeof measuredSchema>;

export const BOT_TOKEN = "xoxb-bench";
export const userId = (member: number): string => `U${member}`;
/** So many people are in the workspace. */
const PEOPLE = 1_000;

/** Resolves to the API's address. */
async function startApi(): Promise<string> {
  const { users, apiUrl } = await startFakeSlack({ teams: [{ id: "T1", name: "Example Ltd", token: BOT_TOKEN }], keeps: false });
  for (let member = 0; member < PEOPLE; member += 1) {
    const id = userId(member);
    users.set(id, { id, name: `${id} Example`, tz: "UTC", locale: "en-GB" });
  }
  return apiUrl;
}

async function run({ url, connections, bodies }: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async (_, lane) => {
      for (let index = lane; index < bodies.length; index += connections) {
        const sentAt = performance.now();
        await send(url, bodies[index] ?? "", agent);
        latenciesMs.push(performance.now() - sentAt);
      }
    }),
  );
  const tookMs = performance.now() - startedAt;
  agent.destroy();
  return { tookMs, latenciesMs };
}

function send(url: string, body: string, agent: Agent): Promise<void> {
  const headers = { ...signedHeaders(body), "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: "POST", headers, agent }, (res) => {
      res.resume();
      res.on("end", () => (res.statusCode === 200 ? resolve() : reject(new Error(`answered ${res.statusCode}`))));
    });
    sending.on("error", reject);
    sending.end(body);
  });
}

if (parentPort) {
  const port = parentPort;
  port.on("message", (told: unknown) => {
    run(loadSchema.parse(told)).then(
      (measured) => port.postMessage(measured),
      (error: unknown) => port.postMessage({ error: String(error) }),
    );
  });
  port.postMessage(await startApi());
}
