/** What a person on Slack is told when something went wrong on our side: a sentence with the id that the log has, too. */
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { localeOf } from "../../app/call.ts";
import { buildNotice } from "../../app/notices.ts";
import type { Log } from "../../app/ports/log.ts";
import { reportTrouble, type UnderWayThen } from "../../app/ports/report-trouble.ts";
import type { World } from "../../app/ports/world.ts";
import { LOCALES, type Locale } from "../../core/locale.ts";
import type { Message } from "../../message/message.ts";
import { toBlockKit } from "../block-kit/block-kit.ts";
import { toAnswerView, toHomeView } from "../block-kit/views.ts";
import type { Caller, Clients, SlackPlaces } from "../clients.ts";
import { NotInstalledError } from "../installing/installations.ts";
import { type FailedEvent, findInside, UnreadablePayload } from "../receiving/payloads.ts";
import type { Background } from "./after-answer.ts";
import { openView } from "./open-views.ts";
import { answerAt } from "./response-url.ts";

/** What telling people about trouble needs. */
export type TroubleParts = {
  readonly world: World;
  readonly clients: Clients;
  readonly places: SlackPlaces;
  readonly background: Background;
  readonly log: Log;
};

/** Tells people on Slack that something went wrong, with the id of the log's line. */
export interface TroubleTeller {
  /** Logs what a request of Slack's ended with, once, and tells the person who caused it, as far as Slack can be reached. */
  failed(failed: FailedEvent): void;
  /** Shows the sentence on somebody's Home tab. Rejects where Slack does not take it. */
  onHome(workspaceId: string, userId: string, id: string): Promise<void>;
}

const CALLER: Caller = { urgency: "waiting", mostWaitMs: 2_500 };

const failedSchema = z.looseObject({
  type: z.string().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
  response_url: z.string().optional().catch(undefined),
  trigger_id: z.string().optional().catch(undefined),
  team_id: z.string().optional().catch(undefined),
  team: z.looseObject({ id: z.string() }).optional().catch(undefined),
  user_id: z.string().optional().catch(undefined),
  user: z.looseObject({ id: z.string() }).optional().catch(undefined),
  view: z.looseObject({ id: z.string(), type: z.string() }).optional().catch(undefined),
  event: z
    .looseObject({
      type: z.string(),
      user: z.string().optional().catch(undefined),
      channel: z.string().optional().catch(undefined),
      channel_type: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
type Failed = z.infer<typeof failedSchema>;

/** Creates the teller. Telling goes on in the background and never rejects. */
export function createTroubleTeller({ world, clients, places, background, log }: TroubleParts): TroubleTeller {
  /** In the person's language; in both where the store cannot say which it is. */
  async function localesOf(workspaceId: string | undefined, userId: string | undefined): Promise<readonly Locale[]> {
    if (workspaceId === undefined || userId === undefined) return LOCALES;
    try {
      return await world.storage.work(async ({ people, workspaces: kept }) => {
        const workspace = await kept.find(workspaceId);
        return workspace ? [localeOf(await people.findByAccount(workspaceId, userId), workspace)] : LOCALES;
      });
    } catch {
      return LOCALES;
    }
  }

  async function buildMessage(at: { workspaceId: string | undefined; userId: string | undefined }, id: string): Promise<Message> {
    const [first, ...others] = (await localesOf(at.workspaceId, at.userId)).map((locale) => {
      const voice = world.voice(locale);
      return buildNotice(voice, voice.runs("errors.my-side", { id }), { tone: "warning" });
    });
    if (!first) throw new Error("there is no language");
    return { ...first, elements: [first, ...others].flatMap(({ elements }) => elements) };
  }

  async function clientOf(workspaceId: string | undefined): Promise<WebClient | undefined> {
    return workspaceId === undefined ? undefined : clients.of(workspaceId, CALLER);
  }

  async function tell(body: Failed, id: string): Promise<void> {
    const teamId = body.team_id ?? body.team?.id;
    const workspaceId = teamId === undefined ? undefined : await places.idOf(teamId).catch(() => undefined);
    const userId = body.user_id ?? body.user?.id ?? body.event?.user;
    const message = await buildMessage({ workspaceId, userId }, id);
    const rendered = toBlockKit(message, { surface: "notice" });
    if (body.response_url !== undefined) return answerAt(body.response_url, { how: "new", ...rendered });
    const client = await clientOf(workspaceId);
    if (!client) return;
    if (body.view && body.trigger_id !== undefined) {
      const { say } = world.voice(message.locale);
      const view = toAnswerView(message, { title: say("slack.app-name"), close: say("words.close") });
      const on = body.view.type === "home" ? "home" : "modal";
      return openView(client, view, { on, triggerId: body.trigger_id, viewId: undefined, responseUrl: undefined });
    }
    if (body.event?.type === "message" && body.event.channel_type === "im" && body.event.channel !== undefined)
      await client.chat.postMessage({ channel: body.event.channel, ...rendered });
  }

  return {
    failed({ cause, event: { body, retryNum } }) {
      if (findInside(cause, UnreadablePayload) || findInside(cause, NotInstalledError)) return;
      const { data: failed = {} } = failedSchema.safeParse(body);
      const id = reportTrouble(log, cause, describe(failed));
      // Slack sends an event again that failed; whoever caused it is told once.
      if (retryNum === undefined || retryNum === 0) background.run("trouble", () => tell(failed, id));
    },
    async onHome(workspaceId, userId, id) {
      const client = await clientOf(workspaceId);
      await client?.views.publish({ user_id: userId, view: toHomeView(await buildMessage({ workspaceId, userId }, id)) });
    },
  };
}

function describe({ type, command, event, team_id, team }: Failed): UnderWayThen {
  return { event: event?.type ?? (command === undefined ? (type ?? "unknown") : "command"), of: team_id ?? team?.id };
}
