/**
 * The local front end: the page's files and a small JSON interface, on loopback alone. It knows the use cases only as
 * `handle`; messages to people and channels come through the outbox.
 */
import type { Route } from "../http/routes.ts";
import { buildAssetRoutes, findPageDirectories } from "./assets.ts";
import { createEvents } from "./events.ts";
import { guard, requireLoopback } from "./guard.ts";
import { createInTurn } from "./in-turn.ts";
import { loadPageWords } from "./page-words.ts";
import { type ApiParts, buildApiRoutes } from "./playground-api.ts";

/** What the playground needs of the bot and of this installation. */
export type PlaygroundParts = Omit<ApiParts, "words" | "inTurn"> & {
  /** Where the server will listen: refused with `config-invalid` unless it is loopback. */
  readonly host: string;
  /** `prompts/` of the package. */
  readonly promptsDirectory: string;
};

/** The playground's routes, and how to close its event streams. */
export type Playground = {
  readonly routes: readonly Route[];
  /** Ends the open event streams, so that the server can stop. */
  readonly close: () => void;
};

/** Creates the playground. Throws `config-invalid` unless `host` is loopback. */
export async function createPlayground(parts: PlaygroundParts): Promise<Playground> {
  requireLoopback(parts.host);
  const words = await loadPageWords(parts.promptsDirectory);
  const assets = await buildAssetRoutes(findPageDirectories());
  const events = createEvents();
  parts.signal.listen(events.changed);
  const api = buildApiRoutes({ ...parts, words, inTurn: createInTurn() });
  const stream: Route = { method: "GET", path: "/playground/events", handle: events.handle };
  return { routes: [...assets, ...api, stream].map(guard), close: events.close };
}
