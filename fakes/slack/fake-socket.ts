/** The other end of Socket Mode: one WebSocket connection, spoken frame by frame, as far as the bot needs it. */
import { createHash } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Json } from "../json.ts";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

export type FakeSocket = {
  /** Sends an envelope, and resolves with the bot's acknowledgement; undefined when none came in time. */
  send(envelope: Json & { readonly envelope_id: string }, withinMs?: number): Promise<Json | undefined>;
  close(): void;
};

export function acceptSockets(server: Server): FakeSocket {
  let connection: Duplex | undefined;
  const acknowledged = new Map<string, (ack: Json) => void>();
  server.on("upgrade", (req: IncomingMessage, socket: Duplex) => {
    const accept = createHash("sha1").update(`${req.headers["sec-websocket-key"]}${GUID}`).digest("base64");
    const head = [
      "HTTP/1.1 101 Switching Protocols",
      "Upgrade: websocket",
      "Connection: Upgrade",
      `Sec-WebSocket-Accept: ${accept}`,
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n`);
    connection = socket;
    socket.on("error", () => undefined);
    let pending = Buffer.alloc(0);
    socket.on("data", (bytes: Buffer) => {
      const { texts, rest } = readFrames(Buffer.concat([pending, bytes]));
      pending = Buffer.from(rest);
      for (const text of texts) {
        const ack: Json = JSON.parse(text);
        acknowledged.get(String(ack.envelope_id))?.(ack);
      }
    });
    socket.write(toFrame(JSON.stringify({ type: "hello", num_connections: 1, connection_info: { app_id: "A1" } })));
  });
  return {
    close: () => connection?.destroy(),
    send(envelope, withinMs = 20_000) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(undefined), withinMs);
        acknowledged.set(envelope.envelope_id, (ack) => {
          clearTimeout(timer);
          resolve(ack);
        });
        connection?.write(toFrame(JSON.stringify(envelope)));
      });
    },
  };
}

function toFrame(text: string): Buffer {
  const body = Buffer.from(text);
  const length = body.length < 126 ? Buffer.from([body.length]) : Buffer.from([126, body.length >> 8, body.length & 255]);
  return Buffer.concat([Buffer.from([0x81]), length, body]);
}

/** The texts of whole masked frames, and what is left of the next. */
function readFrames(bytes: Buffer): { readonly texts: readonly string[]; readonly rest: Buffer } {
  const texts: string[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const kind = (bytes[at] ?? 0) & 15;
    const short = (bytes[at + 1] ?? 0) & 127;
    const wide = short === 126;
    const length = wide ? bytes.readUInt16BE(at + 2) : short;
    const maskAt = at + (wide ? 4 : 2);
    const end = maskAt + 4 + length;
    if (end > bytes.length) break;
    const mask = bytes.subarray(maskAt, maskAt + 4);
    const body = bytes.subarray(maskAt + 4, end).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
    if (kind === 1) texts.push(Buffer.from(body).toString("utf8"));
    at = end;
  }
  return { texts, rest: bytes.subarray(at) };
}
