/** Keeps those who open connections and send little from taking the place of those who send. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * Watches the connections from which bytes of a request are still awaited: its head, its body, or the next one. When there
 * are more than `most`, the one that has been awaited longest is cut off.
 */
export function limitWaitingSockets(server: Server, most: number): void {
  const waiting = new Set<Socket>();

  function wait(socket: Socket): void {
    if (socket.destroyed) return;
    waiting.delete(socket);
    waiting.add(socket);
    const [oldest] = waiting;
    if (waiting.size > most && oldest) {
      waiting.delete(oldest);
      oldest.destroy();
    }
  }

  server.on("connection", (socket: Socket) => {
    socket.once("close", () => waiting.delete(socket));
    wait(socket);
  });
  server.on("request", (req: IncomingMessage, res: ServerResponse) => {
    const { socket } = req;
    if (hasBody(req)) req.once("end", () => waiting.delete(socket));
    else waiting.delete(socket);
    res.once("close", () => wait(socket));
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
