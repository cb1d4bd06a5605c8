/** Tells open pages through server-sent events that something changed; they then fetch what they need. */
import type { ServerResponse } from "node:http";
import type { Route } from "../http/routes.ts";
import type { PageEvent } from "./page-api.ts";

const MAX_PAGES = 32;
/** Keeps the connection from being taken for dead. */
const HEARTBEAT_MS = 20_000;
/** Changes within this time are told together. */
const TOGETHER_MS = 50;

/** The stream of events to all open pages. */
export interface Events {
  readonly handle: Route["handle"];
  /** Tells every open page. */
  changed(): void;
  /** Ends all streams; pages try again by themselves. */
  close(): void;
}

/** Creates the stream. More than 32 open pages are refused with 503, and changes within 50 ms are told together. */
export function createEvents(): Events {
  const pages = new Set<ServerResponse>();
  let closed = false;
  let telling: NodeJS.Timeout | undefined;
  const send = (text: string) => {
    for (const page of pages) page.write(text);
  };
  const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    handle(_req, res) {
      if (closed || pages.size >= MAX_PAGES) {
        res.writeHead(503).end();
        return;
      }
      res.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      res.write(`retry: 1000\n${toLine("hello")}`);
      pages.add(res);
      res.on("close", () => pages.delete(res));
    },
    changed() {
      telling ??= setTimeout(() => {
        telling = undefined;
        send(toLine("changed"));
      }, TOGETHER_MS);
    },
    close() {
      closed = true;
      clearTimeout(telling);
      clearInterval(heartbeat);
      for (const page of pages) page.end();
    },
  };
}

function toLine(event: PageEvent): string {
  return `data: ${event}\n\n`;
}
