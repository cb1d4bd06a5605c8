/** Where a message stands in Slack: `channel:ts`, and behind it the message with the details in its thread. */
export type Ref = { readonly channel: string; readonly ts: string; readonly threadTs?: string };

export function formatRef({ channel, ts, threadTs }: Ref): string {
  return threadTs === undefined ? `${channel}:${ts}` : `${channel}:${ts}:${threadTs}`;
}

/** Undefined when it is none of ours. */
export function parseSlackRef(text: string): Ref | undefined {
  const [channel, ts, threadTs] = text.split(":");
  if (!channel || !ts) return undefined;
  return { channel, ts, ...(threadTs && { threadTs }) };
}
