/**
 * A thread of its own beside the bot: Slack's Web API, which takes everything, and the load, signed as Slack signs it.
 * Told `Load`, it answers with `Measured`.
 */
import { createHmac } from "node:crypto";
import { Agent, createServer, request } from "node:http";
import { parentPort } from "node:worker_threads";
import { z } from "zod";

export const SIGNING_SECRET = "signing-secret-of-the-bench";

const loadSchema = z.object({ url: z.string(), connections: z.number(), bodies: z.array(z.string()) });
/** Each body is sent once; those of one lane one after another, the lanes at the same time. */
export type Load = z.infer<typeof loadSchema>;
export const measuredSchema = z.object({ tookMs: z.number(), latenciesMs: z.array(z.number()) });
export type Measured = z.infer<typeof measuredSchema>;

const DIRECT = new Set(["conversations.open", "conversations.info"]);

/** Resolves to the API's address. */
async function startApi(): Promise<string> {
  let count = 0;
  const server = createServer((req, res) => {
    const method = (req.url ?? "").replace("/api/", "");
    let body = "";
    req.on("data", (part) => {
      body += part;
    });
    req.on("end", () => {
      count += 1;
      res.setHeader("content-type", "application/json");
      const user = new URLSearchParams(body).get("user") ?? new URLSearchParams(body).get("users") ?? "U0";
      const known = { id: user, real_name: `${user} Example`, tz: "UTC", locale: "en-GB" };
      const channel = DIRECT.has(method) ? { id: `D${user}`, name: "general" } : "D0";
      const self = { team_id: "T1", team: "Example Ltd", user_id: "UBOT", bot_id: "BBOT" };
      res.end(JSON.stringify({ ok: true, ...self, user: known, channel, ts: `${count}.000100` }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/api/`;
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
  const timestamp = Math.floor(Date.now() / 1000);
  const mac = createHmac("sha256", SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest("hex");
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
    "x-slack-request-timestamp": String(timestamp),
    "x-slack-signature": `v0=${mac}`,
  };
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
