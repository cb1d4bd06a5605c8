/**
 * One connection that stays open and carries a request at a time. It does as little as it can for each, so that the load costs
 * a fraction of what it measures: Node's own HTTP client would cost as much as a bare Bolt app.
 */
import { connect, type Socket } from "node:net";
import { signedHeaders } from "../../fakes/slack/client.ts";

export type Connection = {
  /** Resolves to the status when the whole answer was read. Rejects when the connection ends before. */
  readonly send: (body: string) => Promise<number>;
  readonly close: () => void;
};

/** Servers close what was idle for five seconds, which must not happen just as a request is sent. */
const LONGEST_IDLE_MS = 3_000;

type Waiting = { readonly resolve: (status: number) => void; readonly reject: (cause: Error) => void };

/** Requests are signed as Slack signs them. Connects with the first one, and anew after the connection was idle for long. */
export function createConnection(url: string, longestIdleMs = LONGEST_IDLE_MS): Connection {
  const { hostname, port, pathname, host } = new URL(url);
  let socket: Socket | undefined;
  let usedAt = 0;
  let waiting: Waiting | undefined;
  let received = "";

  function open(): Socket {
    const opened = connect({ host: hostname, port: Number(port), noDelay: true });
    opened.setEncoding("latin1");
    opened.on("data", (part: string) => {
      received += part;
      const status = readStatus(received);
      if (status === undefined) return;
      received = "";
      const answered = waiting;
      waiting = undefined;
      usedAt = performance.now();
      answered?.resolve(status);
    });
    const end = (cause: Error) => {
      // One that was left for a new connection has nothing to say any more.
      if (socket !== opened) return;
      socket = undefined;
      received = "";
      waiting?.reject(cause);
      waiting = undefined;
    };
    opened.once("error", end);
    opened.once("close", () => end(new Error("the server closed the connection before it answered")));
    return opened;
  }

  return {
    send: (body) =>
      new Promise((resolve, reject) => {
        if (socket && performance.now() - usedAt > longestIdleMs) {
          socket.destroy();
          socket = undefined;
        }
        socket ??= open();
        waiting = { resolve, reject };
        const headers = Object.entries({ host, ...signedHeaders(body), "content-length": Buffer.byteLength(body) });
        const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
        socket.write(`POST ${pathname} HTTP/1.1\r\n${head}\r\n${body}`);
      }),
    close: () => socket?.destroy(),
  };
}

/** The status of an answer that has come whole, by its length or its last chunk; undefined while more is to come. */
export function readStatus(received: string): number | undefined {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const head = received.slice(0, headEnd).toLowerCase();
  const length = /content-length: (\d+)/.exec(head)?.[1];
  const isWhole = length === undefined ? received.endsWith("0\r\n\r\n") : received.length >= headEnd + 4 + Number(length);
  return isWhole ? Number(head.slice(9, 12)) : undefined;
}
