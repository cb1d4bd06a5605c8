/** Teams for the suite that every front end passes. */

import type { Json } from "../../../fakes/json.ts";
import { nextActivityId, postActivity } from "../../../fakes/teams/client.ts";
import type { Posted } from "../../../fakes/teams/fake-connector.ts";
import type { About, FrontEndUser, FrontEndWorld, Shown } from "../../contract/front-ends/harness.ts";
import { listActions, listNodes, type Node, textOf } from "./cards.ts";
import { aTeamsWorld, CHANNEL_ID, cardsOf, installInTeam, type TeamsUser, type TeamsWorld } from "./teams-world.ts";

/** What a press of something shown needs: the message, and its card as it was. */
type Source = { readonly message: Posted; readonly card: Json | undefined };

export async function openTeamsFrontEnd(): Promise<FrontEndWorld> {
  const world = await aTeamsWorld();
  const sources = new WeakMap<Shown, Source>();
  const faults: string[] = [];
  let people = 0;

  function show(message: Posted, card: Json | undefined = cardsOf(message.activity)[0]): Shown {
    faults.push(...listLive(card), ...listLive(message.activity));
    const shown: Shown = {
      id: message.id,
      text: card ? textOf(card) : String(message.activity.text ?? "a file"),
      buttons: listActions(card).map(titleOf),
      pictures: listNodes(card)
        .filter(({ type }) => type === "Image")
        .map(({ altText }) => String(altText)),
    };
    sources.set(shown, { message: { ...message }, card });
    return shown;
  }

  return {
    channelId: CHANNEL_ID,
    async user({ name, locale }: About) {
      people += 1;
      const client = world.user(`aad-${people}`, { name, locale: locale === "en" ? "en-US" : "zh-CN", zone: "UTC" });
      await client.installs();
      if (people === 1) await installInTeam(world, client.id);
      return aFrontEndUser(client, { world, show, sources });
    },
    channel: async () =>
      world.fake.posted.filter(({ conversationId }) => conversationId === CHANNEL_ID).map((message) => show(message)),
    async passTo(at) {
      world.clock.set(at);
      await world.tick();
    },
    restart: world.restart,
    breakStore: () => world.storage().close(),
    stores: (task) => world.storage().work(task),
    async listFaults() {
      world.checkCards();
      return faults;
    },
    close: world.close,
  };
}

type Client = {
  readonly world: TeamsWorld;
  readonly show: (message: Posted, card?: Json) => Shown;
  readonly sources: WeakMap<Shown, Source>;
};

function aFrontEndUser(client: TeamsUser, { world, show, sources }: Client): FrontEndUser {
  /** A card that came in another's place is what this client shows from then on. */
  const look = (message: Posted): Shown =>
    cardsOf(message.activity).length > 0 ? show(message, client.cardOf(message)) : show(message);
  const sees = (): readonly Shown[] => client.messages().map(look);
  const formOf = (message: Posted): Node | undefined =>
    cardsOf(message.activity).length > 0 ? listActions(client.cardOf(message)).find(isSubmit) : undefined;

  return {
    id: client.id,
    async says(line) {
      const before = new Set(client.messages().map(({ id }) => id));
      await client.says(line);
      return sees().findLast(({ id }) => !before.has(id));
    },
    async presses(shown, label) {
      const source = sources.get(shown);
      const action = listActions(source?.card).find((candidate) => titleOf(candidate) === label);
      if (!source || !action) throw new Error(`no button “${label}” among ${shown.buttons.join(" · ")}`);
      await client.resends(source.message, toJson(action.data), action.verb);
    },
    async submits(values) {
      const message = client.messages().findLast((candidate) => formOf(candidate) !== undefined);
      const form = message && formOf(message);
      if (!message || !form) throw new Error("no form is open");
      const inputs = Object.entries(values).map(([id, value]) => [id, typeof value === "string" ? value : value.join(",")]);
      await client.invokes(message, titleOf(form), Object.fromEntries(inputs));
      const stays = client.messages().includes(message) && formOf(message) !== undefined;
      return stays ? errorsOf(client.cardOf(message)) : {};
    },
    sees: async () => sees(),
    async takes(line) {
      await client.says(line);
      await world.deliver();
      const offer = client.newest();
      const [consent] = toList(offer.activity.attachments);
      const uploadInfo = {
        ...{ name: "a.csv", uploadUrl: `${world.fake.url}/upload`, contentUrl: "https://files.example/a.csv" },
        ...{ uniqueId: "1", fileType: "csv" },
      };
      const value = { type: "fileUpload", action: "accept", context: toJson(consent?.content).acceptContext, uploadInfo };
      await client.send(client.activity({ type: "invoke", name: "fileConsent/invoke", replyToId: offer.id, value }));
      return String(world.fake.calls.findLast(({ path }) => path === "/upload")?.body.text ?? "");
    },
    types(line) {
      const activity = client.activity({ id: nextActivityId(), text: line, textFormat: "plain" });
      return async () => {
        const { status } = await postActivity(world, activity);
        await world.teams().settle();
        return status;
      };
    },
  };
}

function titleOf({ title }: Json): string {
  return String(title ?? "").replace(/^[●○] /, "");
}

function isSubmit({ data }: Json): boolean {
  return toJson(toJson(data).speedboat).kind === "submit";
}

/** The words in red right below an input. */
function errorsOf(card: Json): Readonly<Record<string, string>> {
  const body = toList(card.body);
  const errors = body.flatMap((node, index) => {
    const below = body[index + 1];
    const [first] = toList(below?.inlines);
    const isError = String(node.type).startsWith("Input.") && first?.color === "Attention";
    return isError ? [[String(node.id).replace("field.", ""), String(first.text)]] : [];
  });
  return Object.fromEntries(errors);
}

/** Markdown and mentions are alive in a TextBlock and in a message's own text; nothing else than https opens anywhere. */
function listLive(value: unknown): readonly string[] {
  return listNodes(value).flatMap((node) => {
    const markdown = node.type === "TextBlock" || (node.type === "message" && node.textFormat !== "plain");
    const text = String(node.text ?? "");
    return [
      ...(markdown && /\]\(|<!?[a-z@]|\*\*/.test(text) ? [`comes to life: ${text}`] : []),
      ...(/[\u202a-\u202e]|\{\{DATE/.test(text) ? [`turns around or computes: ${text}`] : []),
      ...(node.type === "Action.OpenUrl" && !String(node.url).startsWith("https://") ? [`links to ${String(node.url)}`] : []),
    ];
  });
}

function toJson(value: unknown): Json {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function toList(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(toJson) : [];
}
