/** Shows the answers of the use cases: below the command, in a modal, on the Home tab or in the direct message. */
import type { WebClient } from "@slack/web-api";
import { buildNotice } from "../../app/notices.ts";
import type { Outcome } from "../../app/request.ts";
import type { Locale } from "../../core/locale.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { Message } from "../../message/message.ts";
import { hasPictures } from "../../message/message.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { type Rendered, toBlockKit } from "../block-kit/block-kit.ts";
import type { Details } from "../block-kit/block-text.ts";
import { toAnswerView, toDetailsView, toModal, type ViewWords } from "../block-kit/views.ts";
import type { Caller, Clients } from "../clients.ts";
import type { Press } from "../receiving/payloads.ts";
import type { FileOf, Pictures } from "../sending/slack-pictures.ts";
import { platformCode } from "../sending/slack-send-result.ts";
import { type Opener, openView, PICTURE_WAITS_MS, replaceView, showView } from "./open-views.ts";
import { answerAt, ResponseUrlError } from "./response-url.ts";

/** Slack opens a modal within three seconds of the press. */
const CALLER: Caller = { urgency: "waiting", mostWaitMs: 2_500 };

/** The account that asked, with our id of its workspace. */
export type SlackAuthor = { readonly workspaceId: string; readonly userId: string };
/** What is needed to show an answer in Slack. */
export type ShowParts = {
  readonly clients: Clients;
  readonly pictures: Pictures;
  readonly voice: (locale: Locale) => Voice;
  /** Has delivery bring a message to the asker's direct message. */
  readonly deliver: (asker: SlackAuthor, message: Message) => Promise<void>;
};

/** Shows outcomes where the person asked for them. Its functions reject when Slack refuses. */
export interface Shower {
  /** What the acknowledgement of the command did not say itself. */
  afterCommand(
    asker: SlackAuthor,
    outcome: Outcome,
    from: { readonly triggerId: string; readonly responseUrl: string },
  ): Promise<void>;
  afterPress(asker: SlackAuthor, outcome: Outcome, press: Press): Promise<void>;
  details(asker: SlackAuthor, fold: Details, press: Press): Promise<void>;
  answerView(message: Message): ReturnType<typeof toAnswerView>;
  words(locale: Locale): ViewWords & { readonly title: string };
}

/** Creates the part that shows answers in Slack. */
export function createShower({ clients, pictures, voice, deliver }: ShowParts): Shower {
  async function clientOf({ workspaceId }: SlackAuthor): Promise<WebClient> {
    const client = await clients.of(workspaceId, CALLER);
    if (!client) throw new Error("not installed");
    return client;
  }

  function words(locale: Locale) {
    const { say } = voice(locale);
    return { yes: say("words.yes"), close: say("words.close"), title: say("slack.app-name") };
  }

  async function filesOf(asker: SlackAuthor, message: Message): Promise<FileOf | undefined> {
    return hasPictures(message) ? pictures.bring(await clientOf(asker), asker.workspaceId, message) : undefined;
  }

  function answerView(message: Message, fileOf?: FileOf) {
    return toAnswerView(message, { ...words(message.locale), ...(fileOf && { fileOf }) });
  }

  /** Slack takes a moment with a new picture; at last its words are shown instead. */
  async function withPictures(asker: SlackAuthor, message: Message, show: (rendered: Rendered) => Promise<void>): Promise<void> {
    const fileOf = await filesOf(asker, message);
    const worded = toBlockKit(message, { surface: "notice" });
    if (!fileOf) return show(worded);
    for (const ms of PICTURE_WAITS_MS) {
      try {
        return await show(toBlockKit(message, { surface: "notice", fileOf }));
      } catch (cause) {
        const refused = cause instanceof ResponseUrlError || platformCode(cause) === "invalid_blocks";
        if (!refused) throw cause;
        await new Promise((resolve) => setTimeout(resolve, ms));
      }
    }
    return show(worded);
  }

  async function openForm(asker: SlackAuthor, { form }: Outcome, press: Opener): Promise<void> {
    if (!form || !press.triggerId) return;
    try {
      await openView(await clientOf(asker), toModal(form, words(form.locale)), press);
    } catch (cause) {
      await offerAgain(asker, buildLateForm(voice(form.locale), form.context), press);
      throw cause;
    }
  }

  /** Where it was pressed, or in the direct message where that cannot be. */
  async function offerAgain(asker: SlackAuthor, late: Message, { responseUrl }: Opener): Promise<void> {
    if (responseUrl === undefined) return deliver(asker, late);
    try {
      await showAtUrl(asker, late, { url: responseUrl, how: "new" });
    } catch {
      await deliver(asker, late);
    }
  }

  /** In words at once, for Slack opens a modal within three seconds alone; its pictures follow. */
  async function showInModal(asker: SlackAuthor, message: Message, press: Press): Promise<void> {
    const client = await clientOf(asker);
    const shown = await showView(client, answerView(message), press);
    if (!shown) throw new Error("no modal can be opened");
    const fileOf = await filesOf(asker, message);
    if (fileOf && shown) await replaceView(client, answerView(message, fileOf), shown);
  }

  async function showAtUrl(
    asker: SlackAuthor,
    message: Message,
    { url, how }: { readonly url: string; readonly how: "new" | "replace" },
  ) {
    await withPictures(asker, message, (rendered) => answerAt(url, { how, ...rendered }));
  }

  async function afterMessagePress(asker: SlackAuthor, outcome: Outcome, press: Press): Promise<void> {
    const url = press.responseUrl;
    if (url === undefined) {
      if (outcome.notice) throw new Error("no address for an answer");
      return;
    }
    const isAnswer = press.actionId.startsWith("notice:");
    const { card, notice } = outcome;
    // A lasting message is edited by the outbox alone: one update a tap, always the newest.
    if (card && isAnswer) await showAtUrl(asker, card, { url, how: "replace" });
    if (notice) await showAtUrl(asker, notice, { url, how: isAnswer && !card && outcome.settles ? "replace" : "new" });
    if (outcome.settles && !card && !notice && !outcome.form) await answerAt(url, { how: "delete" });
  }

  return {
    words,
    answerView,
    async afterCommand(asker, outcome, { triggerId, responseUrl }) {
      await openForm(asker, outcome, { triggerId, responseUrl, on: "message", viewId: undefined });
      const message = outcome.notice ?? outcome.card;
      if (message) await showAtUrl(asker, message, { url: responseUrl, how: "new" });
    },
    async afterPress(asker, outcome, press) {
      await openForm(asker, outcome, press);
      if (press.on === "message") return afterMessagePress(asker, outcome, press);
      const message = outcome.notice ?? (press.on === "modal" ? outcome.card : undefined);
      if (message && !outcome.form) await showInModal(asker, message, press);
    },
    async details(asker, fold, press) {
      if (!press.triggerId) return;
      await openView(await clientOf(asker), toDetailsView(fold, words(fold.locale).close), press);
    },
  };
}

/** Slack opens a form only within three seconds of the press; another press starts a new three seconds. */
function buildLateForm(voice: Voice, form: FormContext): Message {
  const again = { label: voice.say("slack.open-form"), action: { act: "open-form", form } } as const;
  return buildNotice(voice, voice.runs("slack.form-late"), { tone: "warning", buttons: [again] });
}
