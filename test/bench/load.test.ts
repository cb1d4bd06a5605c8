/** The load itself: what it sends, when, and how it counts the time. */
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createConnection, readStatus } from "../../bench/load/connection.ts";
import { createDeck, type Deck } from "../../bench/load/deck.ts";
import { toPercentiles } from "../../bench/load/percentiles.ts";
import { runClosed, runOpen } from "../../bench/load/run-load.ts";
import { toFigure } from "../../bench/report/result.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(answer: (res: ServerResponse, count: number, body: string) => void): Promise<string> {
  let count = 0;
  const opened = createServer((req, res) => {
    count += 1;
    const mine = count;
    let body = "";
    req.on("data", (part) => (body += String(part))).on("end", () => answer(res, mine, body));
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(opened.address() as AddressInfo).port}/slack/events`;
}

function aDeck(bodies: number): Deck {
  let left = bodies;
  return {
    people: 50,
    take() {
      left -= 1;
      return left < 0 ? undefined : "payload=1";
    },
  };
}

describe("an open load", () => {
  it("sends the next request while nobody has been answered, and charges the wait to each from its own instant", async () => {
    const held: ServerResponse[] = [];
    const url = await serve((res) => {
      held.push(res);
      if (held.length === 10) for (const each of held) each.end();
    });
    const { requests, latencyMs } = await runOpen({ deck: aDeck(10), url, perSecond: 100, forMs: 100 });
    expect(requests).toBe(10);
    // The first was meant 90 ms before the tenth, and none was answered earlier than the tenth was sent.
    expect(latencyMs.max).toBeGreaterThanOrEqual(89);
    expect(latencyMs.p50).toBeLessThanOrEqual(latencyMs.max);
  });

  it("lets nobody press again before they were answered, and counts what that took", async () => {
    const underWay = new Set<string>();
    const twice: string[] = [];
    const deck: Deck = { people: 2, take: (lane) => `payload=${lane}` };
    const url = await serve((res, _count, body) => {
      if (underWay.has(body)) twice.push(body);
      underWay.add(body);
      setTimeout(() => {
        underWay.delete(body);
        res.end();
      }, 30);
    });
    const { requests, lateMs } = await runOpen({ deck, url, perSecond: 1_000, forMs: 10 });
    expect(requests).toBe(10);
    expect(twice).toEqual([]);
    expect(lateMs.max).toBeGreaterThanOrEqual(4 * 29 - 10);
  });

  it("refuses to measure fewer requests than were ordered", async () => {
    const url = await serve((res) => res.end());
    await expect(runOpen({ deck: aDeck(3), url, perSecond: 100, forMs: 100 })).rejects.toThrow(
      /not enough presses for 10 requests/,
    );
  });

  it("refuses to measure refusals", async () => {
    const url = await serve((res, count) => res.writeHead(count === 2 ? 401 : 200).end());
    await expect(runOpen({ deck: aDeck(10), url, perSecond: 100, forMs: 100 })).rejects.toThrow(/answered 401/);
  });
});

describe("a closed load", () => {
  it("has one request under way on each connection, and ends with its deck", async () => {
    let underWay = 0;
    let most = 0;
    const url = await serve((res) => {
      underWay += 1;
      most = Math.max(most, underWay);
      setImmediate(() => {
        underWay -= 1;
        res.end("said");
      });
    });
    const report = await runClosed({ deck: aDeck(40), url, forMs: 30_000, connections: 4 });
    expect(report.requests).toBe(40);
    expect(most).toBeLessThanOrEqual(4);
  });

  it("refuses a server that closes the connection unanswered", async () => {
    const url = await serve((res) => void res.socket?.destroy());
    await expect(runClosed({ deck: aDeck(1), url, forMs: 30_000, connections: 1 })).rejects.toThrow(/closed the connection/);
  });
});

describe("a connection", () => {
  it("that was idle for long is left for a new one, whose request the end of the old one does not touch", async () => {
    const url = await serve((res) => res.end());
    const connection = createConnection(url, 0);
    for (let request = 0; request < 20; request += 1) {
      expect(await connection.send("payload=1")).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    connection.close();
  });
});

describe("an answer on the wire", () => {
  it("is whole at its length or at its last chunk, and not before", () => {
    const byLength = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsaid";
    const byChunks = "HTTP/1.1 401 Unauthorized\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nsaid\r\n0\r\n\r\n";
    for (const [whole, status] of [
      [byLength, 200],
      [byChunks, 401],
    ] as const) {
      expect(readStatus(whole)).toBe(status);
      for (let end = 0; end < whole.length; end += 1) expect(readStatus(whole.slice(0, end))).toBeUndefined();
    }
  });
});

describe("a deck of presses", () => {
  const walkers = ["UANA", "UBEN"].map((userId) => ({ userId, checkInId: `c-${userId}`, revision: 7 }));
  const read = (body: string | undefined) => {
    const payload = JSON.parse(new URLSearchParams(body).get("payload") ?? "{}");
    return `${payload.user.id} ${JSON.parse(payload.actions[0].value).revision} ${JSON.parse(payload.actions[0].value).event.questionId}`;
  };

  it("gives each lane one person's presses in their order, then the next person's, and ends", () => {
    const deck = createDeck({ kind: "presses", walkers, questionIds: ["a", "b"] }, false);
    expect([deck.take(0), deck.take(1), deck.take(0), deck.take(1)].map(read)).toEqual([
      ...["UANA 7 a", "UBEN 7 a", "UANA 8 b", "UBEN 8 b"],
    ]);
    expect(deck.take(0)).toBeUndefined();
  });

  it("begins anew for a program that keeps nothing", () => {
    const deck = createDeck({ kind: "presses", walkers, questionIds: ["a"] }, true);
    expect([deck.take(0), deck.take(0), deck.take(0)].map(read)).toEqual(["UANA 7 a", "UBEN 7 a", "UANA 7 a"]);
  });
});

describe("figures", () => {
  it("are exact percentiles by nearest rank", () => {
    const samples = Array.from({ length: 1_000 }, (_, index) => 1_000 - index);
    expect(toPercentiles(samples)).toEqual({ p50: 500, p90: 900, p99: 990, p999: 999, max: 1_000 });
    expect(toPercentiles([3])).toEqual({ p50: 3, p90: 3, p99: 3, p999: 3, max: 3 });
  });

  it("have the median and the spread of their turns, and are refused where nothing was measured", () => {
    expect(toFigure("a", "ms", [4, 1, 3, 10])).toMatchObject({ median: 3.5, least: 1, most: 10 });
    expect(() => toFigure("a", "ms", [1, Number.NaN])).toThrow(/“a” is no figure/);
    expect(() => toFigure("a", "ms", [])).toThrow(/no figure/);
  });
});
