/** Connects Slack's payloads to the use cases. Every listener commits first; what it shows comes beside the answer. */
import { type AckFn, App, type AppOptions, type Context, type ReceiverEvent } from "@slack/bolt";
import type { App as Bot } from "../../app/app.ts";
import type { World } from "../../app/ports/world.ts";
import { settleAnswer } from "../../app/posting.ts";
import type { Author, Outcome } from "../../app/request.ts";
import { parseAction } from "../../message/action.ts";
import { SLASH_COMMAND } from "../../message/slash-command.ts";
import type { Background } from "../answering/after-answer.ts";
import type { HomeTabs } from "../answering/home-tabs.ts";
import type { Shower, SlackAuthor } from "../answering/show.ts";
import { toBlockKit } from "../block-kit/block-kit.ts";
import { parseDetails } from "../block-kit/block-text.ts";
import { FORM_CALLBACK } from "../block-kit/views.ts";
import { hasPictures } from "../sending/slack-pictures.ts";
import { type FailedEvent, parsePress, parseSaid, parseSubmission, toPlace } from "./payloads.ts";
import { answerSubmission, createFormMemory } from "./submissions.ts";
import { nameMentions, readTypedText } from "./typed-text.ts";

const LONGEST_LINE = 3_000;

/** What handling people's commands, presses and texts needs. */
export type ListenParts = {
  readonly world: World;
  readonly handle: Bot["handle"];
  readonly show: Shower;
  readonly homeTabs: HomeTabs;
  readonly background: Background;
  /** Our id of the workspace that an event belongs to; undefined where the bot is not installed. */
  readonly workspaceOf: (context: Context, teamId: string | undefined) => Promise<string | undefined>;
  readonly nameOf: (workspaceId: string, userId: string) => Promise<string | undefined>;
};

/** Registers the listeners for commands, buttons, forms, direct messages and the Home tab. */
export function listenToPeople(app: CommitFirstApp, parts: ListenParts): void {
  const { world, handle, show, homeTabs, background, workspaceOf, nameOf } = parts;
  const forms = createFormMemory();

  function after(asker: SlackAuthor, outcome: Outcome, showing: () => Promise<void>): void {
    background.run("answer", () => showOrSend(outcome, showing));
    if (outcome.file) background.run("file", () => show.file(asker, outcome));
    homeTabs.changed(asker.workspaceId, asker.userId);
  }

  /** What cannot be shown is sent by delivery instead. */
  async function showOrSend({ notice, answerId }: Outcome, showing: () => Promise<void>): Promise<void> {
    const settle = async (how: "shown" | "not-shown") =>
      notice && answerId !== undefined ? settleAnswer(world, answerId, how) : undefined;
    try {
      await showing();
    } catch (cause) {
      await settle("not-shown");
      throw cause;
    }
    await settle("shown");
  }

  app.command(SLASH_COMMAND, async ({ command, ack, context }) => {
    const workspaceId = await workspaceOf(context, command.team_id);
    if (workspaceId === undefined) return ack();
    const asker = { workspaceId, userId: command.user_id };
    const from = toSender(asker, toPlace(command.channel_id, command.channel_name), `command ${command.trigger_id}`);
    const answers = { by: "front-end", ifPictures: true } as const;
    const outcome = await handle({
      kind: "command",
      from: { ...from, answers },
      line: readTypedText(command.text ?? "").slice(0, LONGEST_LINE),
    });
    const { notice, card: _, ...rest } = outcome;
    const urls = { triggerId: command.trigger_id, responseUrl: command.response_url };
    if (notice && !hasPictures(notice)) {
      const { text, blocks } = toBlockKit(notice, { surface: "notice" });
      await ack({ response_type: "ephemeral", text, blocks });
      return after(asker, outcome, () => show.afterCommand(asker, rest, urls));
    }
    await ack();
    after(asker, outcome, () => show.afterCommand(asker, outcome, urls));
  });

  app.action({ type: "block_actions" }, async ({ body, ack, context }) => {
    const press = parsePress(body);
    const workspaceId = await workspaceOf(context, press.teamId);
    const asker = { workspaceId: workspaceId ?? "", userId: press.userId };
    const details = press.actionId.startsWith("details:") ? parseDetails(press.value) : undefined;
    const action = parseAction(press.value);
    if (workspaceId === undefined) return ack();
    if (details) {
      await ack();
      return background.run("details", () => show.details(asker, details, press));
    }
    if (!action) return ack();
    const from = { ...toSender(asker, press.place, press.eventKey), answers: { by: "front-end" } } as const;
    const outcome = await handle({ kind: "press", from, action });
    await ack();
    if (press.on === "home") homeTabs.pressed(workspaceId, press.userId);
    after(asker, outcome, () => show.afterPress(asker, outcome, press));
  });

  app.view({ callback_id: FORM_CALLBACK, type: "view_submission" }, async ({ body, ack, context }) => {
    const submission = parseSubmission(body);
    const workspaceId = await workspaceOf(context, submission.teamId);
    if (workspaceId === undefined) return ack();
    const asker = { workspaceId, userId: submission.userId };
    const { response, outcome } = await answerSubmission({ asker, submission, handle, show, forms });
    await (response ? ack(response) : ack());
    after(asker, outcome, async () => {});
  });

  app.event("message", async ({ event, body, context }) => {
    const said = parseSaid(event);
    if (!said) return;
    const workspaceId = await workspaceOf(context, body.team_id);
    if (workspaceId === undefined) return;
    const asker = { workspaceId, userId: said.userId };
    const thread = said.threadTs === undefined ? {} : { thread: said.threadTs };
    const from = { ...toSender(asker, { in: "direct" }, body.event_id), answers: { by: "delivery", ...thread } } as const;
    const text = readTypedText(await nameMentions(said.text, (userId) => nameOf(workspaceId, userId)));
    const outcome = await handle({ kind: "text", from, text, hasFiles: said.hasFiles });
    after(asker, outcome, async () => {});
  });

  app.event("app_home_opened", async ({ event, body, context }) => {
    if (event.tab !== "home") return;
    const workspaceId = await workspaceOf(context, body.team_id);
    if (workspaceId !== undefined) homeTabs.opened(workspaceId, event.user);
  });
}

function toSender(asker: SlackAuthor, place: Author["place"], eventKey: string | undefined): Author {
  return { workspaceId: asker.workspaceId, platformUserId: asker.userId, place, ...(eventKey !== undefined && { eventKey }) };
}

/**
 * Bolt's app, except that Slack is answered only after the listener has ended, so that nothing is acknowledged before it
 * is stored.
 */
export class CommitFirstApp extends App {
  readonly #onFailed: (failed: FailedEvent) => void;

  /** `onFailed` hears of everything that is thrown on, over HTTP and Socket Mode. */
  constructor({ onFailed, ...options }: AppOptions & { readonly onFailed: (failed: FailedEvent) => void }) {
    super(options);
    this.#onFailed = onFailed;
    // Bolt's own handler would log the error as well, with its message.
    this.error(async (error) => {
      throw error;
    });
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    const held: unknown[] = [];
    const hold: AckFn<unknown> = async (response) => void held.push(response);
    try {
      await super.processEvent({ ...event, ack: hold });
    } catch (cause) {
      this.#onFailed({ cause, event });
      throw cause;
    }
    if (held.length > 0) await event.ack(held[0]);
  }
}
