/** outbox list, show, resend and drop, on a real file. */
import { expect, test } from "vitest";
import type { OutboxItem } from "../../src/app/ports/outbox-store.ts";
import type { Storage } from "../../src/app/ports/world.ts";
import { aMessage, putMessage } from "../helpers/delivery.ts";
import { withStorage } from "../helpers/storage.ts";
import { aPerson, aWorkspace, NOW } from "../helpers/team.ts";
import { runCommand } from "./run-command.ts";

const SECRET = "How Ana answered";

async function plant(storage: Storage): Promise<void> {
  await storage.work(async (stores) => {
    await stores.workspaces.save(aWorkspace({ id: "w-1", name: "Example Ltd" }));
    await stores.people.save(aPerson({ id: "ana", workspaceId: "w-1" }));
    const put = (id: string, about: Partial<OutboxItem>) =>
      putMessage(stores, { personId: "ana", id, message: aMessage({ summary: SECRET }), createdAt: NOW, ...about });
    await put("lost", { status: "ambiguous", failure: "http-503", urgency: "waiting" });
    await put("refused", { status: "failed", failure: "channel\u001b[2J_not_found" });
    await put("waiting", { status: "pending" });
    await put("arrived", { status: "sent", sentAt: NOW });
  });
}

const statusOf = (storage: Storage, id: string) => storage.work((stores) => stores.outbox.statusOf(id));

test("R32: list names what was not sent, with its reason and never its words", () =>
  withStorage(async ({ storage, url }) => {
    await plant(storage);
    const env = { DATABASE_URL: url };
    const { code, out } = await runCommand(["outbox", "list"], { env });
    expect(code).toBe(0);
    const lines = out.trim().split("\n");
    expect(lines.map((line) => line.split(/ +/)[0])).toEqual(["ID", "refused", "lost", "waiting"]);
    expect(lines[2]).toMatch(/ambiguous +waiting +Example Ltd +notice +http-503$/);
    expect(out).not.toContain(SECRET);
    expect(out).not.toContain("\u001b");
    expect((await runCommand(["outbox", "list", "--status", "sent"], { env })).out).toContain("arrived");
    expect((await runCommand(["outbox", "list", "--status", "dropped"], { env })).out).toBe("There's no such message.\n");
    expect(await runCommand(["outbox", "list", "--status", "lost"], { env })).toMatchObject({ code: 2 });
  }));

test("show tells all about one message but its words", () =>
  withStorage(async ({ storage, url }) => {
    await plant(storage);
    const { out } = await runCommand(["outbox", "show", "lost"], { env: { DATABASE_URL: url } });
    for (const line of ["ID: lost", "STATUS: ambiguous", "REASON: http-503", "TO: person:ana", "ATTEMPTS: 0"]) {
      expect(out.split("\n")).toContain(line);
    }
    expect(out).not.toContain(SECRET);
  }));

test("resend queues again what failed or is unclear, and nothing else", () =>
  withStorage(async ({ storage, url }) => {
    await plant(storage);
    const env = { DATABASE_URL: url };
    for (const id of ["lost", "refused"]) {
      expect(await runCommand(["outbox", "resend", id], { env })).toMatchObject({ code: 0 });
      expect(await statusOf(storage, id)).toBe("pending");
    }
    const refused = await runCommand(["outbox", "resend", "arrived"], { env });
    expect(refused.err).toBe("speedboat: arrived is sent, and only failed or ambiguous messages can be sent again.\n");
    expect(await statusOf(storage, "arrived")).toBe("sent");
    const again = await storage.work((stores) => stores.outbox.find("lost"));
    expect(again).toMatchObject({ attempt: 0, message: { summary: SECRET } });
    expect(again?.failure).toBeUndefined();
  }));

test("drop gives up what was not sent, and nothing else", () =>
  withStorage(async ({ storage, url }) => {
    await plant(storage);
    const env = { DATABASE_URL: url };
    expect(await runCommand(["outbox", "drop", "waiting"], { env })).toMatchObject({ code: 0 });
    expect(await statusOf(storage, "waiting")).toBe("dropped");
    expect(await runCommand(["outbox", "drop", "arrived"], { env })).toMatchObject({ code: 1 });
    expect((await runCommand(["outbox", "drop", "nothing"], { env })).err).toContain("there's no message nothing");
  }));
