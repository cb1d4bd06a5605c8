/**
 * Connects Slack's payloads to the use cases. Every listener commits first; what it shows comes beside the answer. A
 * submitted modal has its effect once, and Slack shows the answer in it.
 */
import { createHash } from "node:crypto";
import type { Context, ViewResponseAction } from "@slack/bolt";
import type { World } from "../../app/ports/world.ts";
import { settleAnswer } from "../../app/posting.ts";
import type { App as Bot, Author, Outcome, FormOutcome } from "../../app/request.ts";
import { parseAction } from "../../message/action.ts";
import { parseFilledForm } from "../../message/filled-form.ts";
import type { EnteredValues } from "../../message/form-fields.ts";
import type { AnyFieldErrors } from "../../message/form.ts";
import { hasPictures } from "../../message/message.ts";
import { SLASH_COMMAND } from "../../message/slash-command.ts";
import type { Background, HomeTabs } from "../answering/after-answer.ts";
import type { Shower, SlackAuthor } from "../answering/show.ts";
import { toBlockKit } from "../block-kit/block-kit.ts";
import { parseDetails } from "../block-kit/block-text.ts";
import { FORM_CALLBACK, toModal } from "../block-kit/views.ts";
import type { CommitFirstApp } from "./event-receiver.ts";
import { happenedAt, parsePress, parseSaid, parseSubmission, toPlace, type Press, type Submission } from "./payloads.ts";
import { nameMentions, readTypedText } from "./typed-text.ts";
import { parseFormContext, parseViewState } from "./view-state.ts";

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
      from: { ...from, ...toChat({ appId: command.api_app_id, teamId: command.team_id }), answers },
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
    const from = {
      ...toSender(asker, press.place, press.eventKey),
      ...toChat(press),
      ...(press.on !== "message" && { isElsewhere: true as const }),
      answers: { by: "front-end" },
    } as const;
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
    const sentAt = happenedAt(body);
    const sender = { ...toSender(asker, { in: "direct" }, body.event_id), ...(sentAt !== undefined && { sentAt }) };
    const from = { ...sender, answers: { by: "delivery", ...thread } } as const;
    const text = readTypedText(await nameMentions(said.text, (userId) => nameOf(workspaceId, userId)));
    const outcome = await handle({ kind: "text", from, text, hasFiles: said.hasFiles });
    after(asker, outcome, async () => {});
  });

  app.event("app_home_opened", async ({ event, body, context }) => {
    if (event.tab !== "home") return;
    const workspaceId = await workspaceOf(context, body.team_id);
    if (workspaceId !== undefined) homeTabs.opened(workspaceId, event.user, happenedAt(body));
  });
}

function toSender(asker: SlackAuthor, place: Author["place"], eventKey: string | undefined): Author {
  return { workspaceId: asker.workspaceId, platformUserId: asker.userId, place, ...(eventKey !== undefined && { eventKey }) };
}

/** Slack's address of the app's own messages. */
function toChat({ appId, teamId }: Pick<Press, "appId" | "teamId">): Pick<Author, "chatLink"> {
  if (!appId || !teamId) return {};
  return { chatLink: `https://slack.com/app_redirect?${new URLSearchParams({ app: appId, team: teamId, tab: "messages" })}` };
}

const MOST_REMEMBERED = 500;

/** Remembers what a submitted form was answered, so that a repeated delivery gets the same answer. */
interface FormMemory {
  find(key: string): ViewResponseAction | undefined;
  keep(key: string, response: ViewResponseAction): void;
}

/** Creates a memory of the last 500 answers. */
function createFormMemory(): FormMemory {
  const kept = new Map<string, ViewResponseAction>();
  return {
    find: (key) => kept.get(key),
    keep(key, response) {
      kept.set(key, response);
      const oldest = kept.keys().next();
      if (kept.size > MOST_REMEMBERED && !oldest.done) kept.delete(oldest.value);
    },
  };
}

/** A submission with what is needed to answer it. */
type Answering = {
  readonly asker: SlackAuthor;
  readonly submission: Submission;
  readonly handle: Bot["handle"];
  readonly show: Shower;
  readonly forms: FormMemory;
};

/** Passes the submission to the use cases and returns what Slack should show. Without a response, the modal closes. */
async function answerSubmission(answering: Answering): Promise<{ response?: ViewResponseAction; outcome: Outcome }> {
  const { asker, submission, handle, forms } = answering;
  const context = parseFormContext(submission.metadata);
  if (!context) return { outcome: {} };
  const values = parseViewState(submission.values);
  const eventKey = keyOf(submission, values);
  const outcome = await handle({
    kind: "submit",
    from: { workspaceId: asker.workspaceId, platformUserId: asker.userId, place: { in: "direct" }, eventKey },
    ...parseFilledForm(context, values),
  });
  const response = toResponse(answering, outcome, values) ?? forms.find(eventKey);
  if (response) forms.keep(eventKey, response);
  return { outcome, ...(response && { response }) };
}

function toResponse(
  { show }: Answering,
  { errors, form, notice }: FormOutcome,
  values: EnteredValues,
): ViewResponseAction | undefined {
  if (errors && Object.keys(errors).length > 0) return { response_action: "errors", errors: placeErrors(errors, values) };
  if (form) return { response_action: "update", view: toModal(form, show.words(form.locale)) };
  if (notice) return { response_action: "update", view: show.answerView(notice) };
  return undefined;
}

/** Slack ignores an error at a field that the form does not have: it is said at the first. */
function placeErrors(errors: AnyFieldErrors, values: EnteredValues): Record<string, string> {
  const [first = "name"] = Object.keys(values);
  return Object.fromEntries(Object.entries(errors).map(([id, sentence]) => [id in values ? id : first, sentence]));
}

/** The same values in the same opened form are one submission, whatever Slack calls the second. */
function keyOf({ viewId }: Submission, values: EnteredValues): string {
  return `form ${viewId} ${createHash("sha256").update(JSON.stringify(values)).digest("base64url")}`;
}
