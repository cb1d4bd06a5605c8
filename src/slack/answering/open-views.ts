/** Opens modals, on top of another one or in its place. */
import type { types } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Press } from "../receiving/payloads.ts";
import { platformCode } from "../sending/slack-send-result.ts";

/** How long to wait before each new try, in milliseconds, because Slack needs a moment for a new picture. */
export const PICTURE_WAITS_MS = [400, 1_000] as const;

/** What was pressed to open a modal. */
export type Opener = Pick<Press, "triggerId" | "responseUrl" | "on" | "viewId">;

/**
 * Opens the modal on top of the one that was pressed, or in its place when Slack allows no more on top. Rejects as
 * Slack's call does.
 */
export async function openView(client: WebClient, view: types.ModalView, { triggerId = "", on, viewId }: Opener): Promise<void> {
  if (on !== "modal") return void (await client.views.open({ trigger_id: triggerId, view }));
  try {
    await client.views.push({ trigger_id: triggerId, view });
  } catch (cause) {
    if (viewId === undefined || platformCode(cause) !== "push_limit_reached") throw cause;
    await client.views.update({ view_id: viewId, view });
  }
}

type ShownView = { readonly id: string; readonly hash: string | undefined };

/** Opens the modal, or puts it in the place of the one that was pressed. Returns undefined when Slack gave no way to open it. */
export async function showView(
  client: WebClient,
  view: types.ModalView,
  { on, viewId, triggerId }: Press,
): Promise<ShownView | undefined> {
  if (on === "modal" && viewId) return toShownView(await client.views.update({ view_id: viewId, view }));
  return triggerId ? toShownView(await client.views.open({ trigger_id: triggerId, view })) : undefined;
}

function toShownView({ view }: { readonly view?: { readonly id?: string; readonly hash?: string } }): ShownView | undefined {
  return view?.id === undefined ? undefined : { id: view.id, hash: view.hash };
}

/** Updates a modal unless its reader has moved on. Rejects when Slack still refuses it after the last try. */
export async function replaceView(client: WebClient, view: types.ModalView, { id, hash }: ShownView): Promise<void> {
  for (const ms of [...PICTURE_WAITS_MS, undefined]) {
    try {
      return void (await client.views.update({ view_id: id, view, ...(hash !== undefined && { hash }) }));
    } catch (cause) {
      const code = platformCode(cause);
      if (code === "hash_conflict" || code === "not_found") return;
      if (code === undefined || ms === undefined) throw cause;
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }
}
