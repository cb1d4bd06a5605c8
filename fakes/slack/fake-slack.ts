/**
 * Slack on loopback: its Web API, Socket Mode, uploads and the addresses of answers. It answers what the bot calls, keeps what it
 * was told to show, checks every block, and fails as a test wants it to.
 */
import { parse } from "node:querystring";
import { type Json, toJson } from "../json.ts";
import { type HttpCall, type Reply, startServer } from "../loopback.ts";
import { createTroubles, type Trouble } from "../trouble.ts";
import { acceptSockets } from "./fake-socket.ts";
import { validateBlocks } from "./validate-blocks.ts";
import { createWebApi } from "./web-api.ts";
import { type Call, createWorkspace, type Shown, type WorkspaceOptions } from "./workspace.ts";

export type FakeSlack = Awaited<ReturnType<typeof startFakeSlack>>;

export async function startFakeSlack(options: WorkspaceOptions = {}) {
  const workspace = createWorkspace(options);
  const { keeps, files, problems } = workspace;
  const answerCall = createWebApi(workspace, () => origin);
  const troubles = createTroubles<Call>();
  const calls: Call[] = [];
  const answers: { readonly to: string; readonly body: Json }[] = [];

  /** Uploads and answers are calls of the methods `upload` and `respond`. */
  function parseCall({ path, authorization, body }: HttpCall): Call {
    const token = authorization === "" ? undefined : authorization.replace("Bearer ", "");
    const [, kind, to] = /^\/(upload|respond)\/(.+)$/.exec(path) ?? [];
    if (kind === "upload") return { method: kind, args: { to, content: body.toString("utf8"), bytes: body.length }, token };
    if (kind === "respond") return { method: kind, args: { to, body: toJson(JSON.parse(body.toString("utf8"))) }, token };
    const call = { method: path.replace("/api/", ""), args: decode(parse(body.toString("utf8"))), token };
    if (keeps) calls.push(call);
    return call;
  }

  function perform(call: Call): Reply {
    const { method, args } = call;
    if (method === "upload") {
      const { content, bytes } = args;
      const file = files.get(String(args.to));
      if (file) Object.assign(file, { bytes, content: keeps ? content : "" });
      return { status: 200, body: "OK" };
    }
    if (method === "respond") {
      const body = toJson(args.body);
      if (body.blocks !== undefined) {
        problems.push(...validateBlocks(body.blocks, "message").map((problem) => `response_url: ${problem}`));
      }
      answers.push({ to: String(args.to), body });
      return { status: 200, body: { ok: true } };
    }
    return { status: 200, body: answerCall(call) };
  }

  const { server, origin, close } = await startServer<Call>({
    parse: parseCall,
    perform,
    refuse: (error, status = 200) => ({ status, body: status === 200 ? { ok: false, error } : {} }),
    troubleOf: troubles.take,
  });
  const socket = acceptSockets(server);

  return {
    ...workspace,
    apiUrl: `${origin}/api/`,
    origin,
    socket,
    calls,
    answers,
    callsOf: (method: string) => calls.filter((call) => call.method === method),
    /** As they stand now, oldest first. */
    get messages(): readonly Shown[] {
      return [...workspace.messages.values()];
    },
    clearMessages: () => workspace.messages.clear(),
    /** Puts there what others wrote. */
    place(...placed: readonly Shown[]): void {
      for (const message of placed) workspace.messages.set(`${message.channel} ${message.ts}`, message);
    },
    /** What was said at the address of a command or press, by its last part; taken once. */
    takeAnswer(to: string): Json | undefined {
      const index = answers.findIndex((answer) => answer.to === to);
      return index < 0 ? undefined : answers.splice(index, 1)[0]?.body;
    },
    /** The next `times` calls that match go wrong. Returns what ends it earlier. */
    plan(when: string | ((call: Call) => boolean), trouble: Trouble, times = 1): () => void {
      return troubles.plan(typeof when === "string" ? ({ method }) => method === when : when, trouble, times);
    },
    async close() {
      socket.close();
      await close();
    },
  };
}

/** Structured arguments travel as JSON in a form field. */
function decode(form: Readonly<Record<string, string | string[] | undefined>>): Json {
  return Object.fromEntries(
    Object.entries(form).map(([key, value]) => [
      key,
      typeof value === "string" && /^[[{]/.test(value) ? JSON.parse(value) : value,
    ]),
  );
}
