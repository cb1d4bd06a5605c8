/** The browser's side of an installation: its routes, and the pages that it shows at the end in the visitor's language. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { HTTPReceiver } from "@slack/bolt";
import { type Locale, nearestLocale } from "../../core/locale.ts";
import { reply, type Route } from "../../http/routes.ts";
import type { Voice } from "../../message/voice/voice.ts";

/** The path that starts an installation. */
export const INSTALL_PATH = "/slack/install";
/** The path that Slack redirects to at the end of an installation. */
export const REDIRECT_PATH = "/slack/oauth_redirect";

/** The pages for a successful and a failed installation. */
export type InstallPages = {
  readonly done: (req: IncomingMessage, res: ServerResponse) => void;
  /** `notAllowed`: the id of a workspace or organisation that the operator did not allow to install the bot. */
  readonly failed: (req: IncomingMessage, res: ServerResponse, notAllowed?: string) => void;
};

/** Creates the pages. The language is the first of the browser's that the bot speaks, else English. */
export function createInstallPages(voice: (locale: Locale) => Voice): InstallPages {
  const show = (res: ServerResponse, status: number, page: string) =>
    reply(res, { status, type: "text/html; charset=utf-8", body: page });
  return {
    done: (req, res) => show(res, 200, buildPage(voice(localeOf(req)), "done")),
    failed: (req, res, notAllowed) =>
      notAllowed === undefined
        ? show(res, 400, buildPage(voice(localeOf(req)), "failed"))
        : show(res, 403, buildPage(voice(localeOf(req)), "not-allowed", notAllowed)),
  };
}

function localeOf(req: IncomingMessage): Locale {
  return nearestLocale(req.headers["accept-language"]?.split(",")[0]?.trim()) ?? "en";
}

function buildPage({ locale, say }: Voice, what: "done" | "failed" | "not-allowed", id = ""): string {
  const title = escapeHtml(say(`slack.install.${what}-title`));
  const again = what === "failed" ? `<p><a href="${INSTALL_PATH}">${escapeHtml(say("slack.install.again"))}</a></p>` : "";
  const text =
    what === "not-allowed"
      ? say("slack.install.not-allowed-text", { id, variable: "SLACK_ALLOWED_WORKSPACES" })
      : say(`slack.install.${what}-text`);
  return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style><main><h1>${title}</h1><p>${escapeHtml(text)}</p>${again}</main></html>`;
}

const STYLE =
  ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;display:grid;place-items:center;min-height:90vh;margin:0 1rem}main{max-width:32rem}";

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Returns the routes of the installation. A request for their headers alone begins none, and uses up nobody's code. */
export function buildInstallRoutes(receiver: HTTPReceiver): readonly Route[] {
  return [INSTALL_PATH, REDIRECT_PATH].map((path) => ({
    method: "GET",
    path,
    handle(req, res) {
      if (req.method === "HEAD") return reply(res, { status: 200, type: "text/html; charset=utf-8", body: "" });
      receiver.requestListener(req, res);
    },
  }));
}
