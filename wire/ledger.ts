/** Keeps the records of all servers in one order, and the messages as their readers see them now. */
import type { Action } from "../src/message/action.ts";
import type { ShownRecord, WireRecord } from "./record.ts";

type Message = { readonly to: ShownRecord["to"]; readonly actions: readonly Action[] };

export type Ledger = {
  readonly records: WireRecord[];
  add(record: WireRecord): void;
  /** The message as it stands; undefined once it was removed. */
  messageOf(key: Pick<ShownRecord, "place" | "message">): Message | undefined;
  /** The id of what was shown last to this person alone. */
  newestTo(person: string): string | undefined;
  /** The reader's own client put this in its place. */
  replaceLocally(key: Pick<ShownRecord, "place" | "message">, actions: readonly Action[]): void;
  /** What was shown since the last call. */
  takeShown(): readonly ShownRecord[];
};

export function createLedger(): Ledger {
  const records: WireRecord[] = [];
  const messages = new Map<string, Message>();
  let fresh: ShownRecord[] = [];
  const keyOf = ({ place, message }: Pick<ShownRecord, "place" | "message">) => `${place} ${message}`;
  return {
    records,
    add(record) {
      records.push(record);
      if (record.kind !== "shown") return;
      fresh.push(record);
      if (record.how === "remove") messages.delete(keyOf(record));
      else messages.set(keyOf(record), { to: record.to, actions: record.actions });
    },
    messageOf: (key) => messages.get(keyOf(key)),
    newestTo: (person) =>
      records.findLast((record): record is ShownRecord => record.kind === "shown" && isTo(record, person))?.message,
    replaceLocally(key, actions) {
      const known = messages.get(keyOf(key));
      if (known) messages.set(keyOf(key), { ...known, actions });
    },
    takeShown() {
      const taken = fresh;
      fresh = [];
      return taken;
    },
  };
}

export function isTo({ to }: Pick<ShownRecord, "to">, person: string): boolean {
  return "person" in to && to.person === person;
}
