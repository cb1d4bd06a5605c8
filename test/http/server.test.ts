import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { readJson, type Route, replyJson, replyText, HttpRefusal } from "../../src/http/routes.ts";
import { createHttpServer, type HttpServer, type HttpServerOptions } from "../../src/http/server.ts";

const running: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

const echo: Route = {
  method: "POST",
  path: "/echo",
  handle: async (req, res) => replyJson(res, 200, await readJson(req, 1_000)),
};

async function aServer(overrides: Partial<HttpServerOptions> = {}) {
  const errors: unknown[] = [];
  const server = createHttpServer({
    host: "127.0.0.1",
    port: 0,
    routes: [],
    isReady: () => true,
    onError: (error) => `id-${errors.push(error)}`,
    stopWithinMs: 200,
    ...overrides,
  });
  running.push(server);
  const port = await server.listen();
  const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
  const post = (path: string, body: string, type = "application/json") =>
    ask(path, { method: "POST", body, headers: { "content-type": type } });
  return { server, port, errors, ask, post };
}

describe("the HTTP server", () => {
  it("answers health always and readiness as told", async () => {
    let ready = false;
    const { ask } = await aServer({ isReady: () => ready });
    expect((await ask("/healthz")).status).toBe(200);
    expect((await ask("/readyz")).status).toBe(503);
    ready = true;
    expect((await ask("/readyz")).status).toBe(200);
  });

  it("is ready while one platform is connected, and says which is not", async () => {
    let connected = 1;
    const { ask } = await aServer({ platforms: () => ({ connected, troubles: ["Slack cannot be reached."] }) });
    const one = await ask("/readyz");
    expect([one.status, await one.text()]).toEqual([200, "ready\nSlack cannot be reached.\n"]);
    connected = 0;
    const none = await ask("/readyz");
    expect([none.status, await none.text()]).toEqual([503, "not ready\nSlack cannot be reached.\n"]);
  });

  it("serves metrics where there are some and 404 where not", async () => {
    const metrics = async () => ({ contentType: "text/plain; version=0.0.4", body: "up 1\n" });
    const withMetrics = await aServer({ metrics });
    const answer = await withMetrics.ask("/metrics");
    expect(await answer.text()).toBe("up 1\n");
    expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4");
    expect((await (await aServer()).ask("/metrics")).status).toBe(404);
  });

  it("prefers an exact path over a prefix and tells an unknown path from a wrong method", async () => {
    const said =
      (text: string): Route["handle"] =>
      (_req, res) =>
        replyText(res, 200, text);
    const { ask, post } = await aServer({
      routes: [
        { method: "GET", path: "/a/*", handle: said("prefix") },
        { method: "GET", path: "/a/b", handle: said("exact") },
      ],
    });
    expect(await (await ask("/a/b?x=1")).text()).toBe("exact");
    expect(await (await ask("/a/c")).text()).toBe("prefix");
    expect((await ask("/a")).status).toBe(404);
    expect((await post("/a/b", "{}")).status).toBe(405);
    expect((await ask("/a/b", { method: "HEAD" })).status).toBe(200);
  });

  it("refuses to start when two routes claim the same path", () => {
    const options = { host: "127.0.0.1", port: 0, isReady: () => true, onError: () => "" };
    expect(() => createHttpServer({ ...options, routes: [echo, echo] })).toThrow("two routes claim POST /echo");
  });

  it("refuses malformed JSON, another content type and a body beyond the limit", async () => {
    const { post, errors } = await aServer({ routes: [echo], bodyLimitBytes: 2_000 });
    expect(await (await post("/echo", '{"a":1}')).json()).toEqual({ a: 1 });
    expect((await post("/echo", '{"a":')).status).toBe(400);
    expect((await post("/echo", "a=1", "application/x-www-form-urlencoded")).status).toBe(415);
    expect((await post("/echo", JSON.stringify("x".repeat(1_500)))).status).toBe(413);
    expect((await post("/echo", JSON.stringify("x".repeat(2_500)))).status).toBe(413);
    expect(errors).toEqual([]);
  });

  it("refuses a body without declared length once it grows beyond the limit", async () => {
    const { ask } = await aServer({ routes: [echo] });
    const chunk = new TextEncoder().encode("x".repeat(600));
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(chunk),
    });
    const init = { method: "POST", body, duplex: "half" as const, headers: { "content-type": "application/json" } };
    const status = await ask("/echo", init).then(
      (answer) => answer.status,
      () => "connection closed",
    );
    expect([413, "connection closed"]).toContain(status);
  });

  it("answers 500 without the reason when a route throws, and tells the log", async () => {
    const boom = new Error("the secret reason");
    const fail: Route = { method: "GET", path: "/fail", handle: () => Promise.reject(boom) };
    const refuse: Route = {
      method: "GET",
      path: "/refuse",
      handle: () => {
        throw new HttpRefusal(403, "not-yours");
      },
    };
    const { ask, errors } = await aServer({ routes: [fail, refuse] });
    const answer = await ask("/fail");
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ error: "internal", id: "id-1" });
    expect(await (await ask("/refuse")).json()).toEqual({ error: "not-yours" });
    expect(errors).toEqual([boom]);
  });

  it("answers 400 to a target that is no path", async () => {
    const { port } = await aServer();
    const answer = await rawRequest(port, "GET http:/// HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    expect(answer).toContain("400 Bad Request");
  });

  it("lets an answer under way finish before it stops, and takes no new connection", async () => {
    let release = () => undefined as unknown;
    let isAsked = false;
    const slow: Route = {
      method: "GET",
      path: "/slow",
      handle: async (_req, res) => {
        isAsked = true;
        await new Promise((resolve) => {
          release = () => resolve(undefined);
        });
        replyText(res, 200, "done");
      },
    };
    const { server, ask } = await aServer({ routes: [slow], stopWithinMs: 30_000 });
    const under = ask("/slow");
    await expect.poll(() => isAsked).toBe(true);
    const stopped = server.stop();
    await expect(ask("/healthz")).rejects.toThrow();
    release();
    expect(await (await under).text()).toBe("done");
    await stopped;
  });

  it("R19: says that it is not ready for a while before it refuses connections, and answers meanwhile", async () => {
    let release = () => undefined as unknown;
    const slow: Route = {
      method: "GET",
      path: "/slow",
      handle: async (_req, res) => {
        await new Promise((resolve) => {
          release = () => resolve(undefined);
        });
        replyText(res, 200, "done");
      },
    };
    const hello: Route = { method: "GET", path: "/hello", handle: (_req, res) => replyText(res, 200, "hello") };
    const { server, ask } = await aServer({ routes: [slow, hello], drainMs: 1_500, stopWithinMs: 30_000 });
    const under = ask("/slow");
    const stopped = server.stop();
    expect([(await ask("/readyz")).status, await (await ask("/hello")).text()]).toEqual([503, "hello"]);
    const refused = () =>
      ask("/hello").then(
        () => false,
        () => true,
      );
    await expect.poll(refused).toBe(true);
    release();
    expect(await (await under).text()).toBe("done");
    await stopped;
  });

  it("R19: leaves an idle connection open while it drains, so that a request under way on it is answered", async () => {
    const { server, port, ask } = await aServer({ routes: [], drainMs: 1_500 });
    const heard: string[] = [];
    const socket = connect(port, "127.0.0.1");
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    socket.on("data", (bytes) => heard.push(String(bytes)));
    socket.write("GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n");
    await expect.poll(() => heard.join("")).toContain("200 OK");
    const stopped = server.stop();
    // The answer to somebody else while it drains must not cut this connection off.
    expect((await ask("/readyz")).status).toBe(503);
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.write("GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n");
    await expect.poll(() => heard.join("")).toContain("503 Service Unavailable");
    await Promise.all([closed, stopped]);
  });

  it.each([
    ["head", "GET /healthz HTTP/1.1\r\nhost: x\r\n"],
    ["body", "POST /echo HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"],
  ])(
    "cuts off a client that sends its %s too slowly",
    async (_, begin) => {
      const { port } = await aServer({ routes: [echo], requestTimeoutMs: 400 });
      const closed = new Promise<string>((resolve) => {
        const socket = connect(port, "127.0.0.1", () => socket.write(begin));
        const dribble = setInterval(() => socket.write("x"), 50);
        socket.on("error", () => undefined);
        socket.on("close", () => {
          clearInterval(dribble);
          resolve("closed");
        });
      });
      expect(await closed).toBe("closed");
      // Node alone looks for them every 30 s.
    },
    20_000,
  );

  it.each([
    ["heads", "GET /healthz HTTP/1.1\r\nhost: x\r\n"],
    ["bodies", "POST /echo HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"],
  ])("gives those who send %s slowly no more than their places, and serves the others", async (_, begin) => {
    const { port, ask } = await aServer({ routes: [echo], mostWaiting: 20 });
    const sockets = Array.from({ length: 300 }, () => {
      const socket = connect(port, "127.0.0.1", () => socket.write(begin));
      return socket.on("error", () => undefined);
    });
    await expect.poll(() => sockets.filter(({ destroyed }) => !destroyed).length).toBeLessThanOrEqual(20);
    expect((await ask("/healthz")).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  it("ends in time although an answer hangs", async () => {
    let isAsked = false;
    const handle = (): Promise<never> => {
      isAsked = true;
      return new Promise(() => undefined);
    };
    const { server, ask } = await aServer({ routes: [{ method: "GET", path: "/hang", handle }], stopWithinMs: 100 });
    const under = ask("/hang").catch(() => "cut off");
    await expect.poll(() => isAsked).toBe(true);
    const begun = performance.now();
    await server.stop();
    // Longer than asked for, shorter than what holds unasked.
    expect(performance.now() - begun).toBeLessThan(4_000);
    expect(await under).toBe("cut off");
  });

  it("rejects when the port is taken", async () => {
    const { port } = await aServer();
    const second = createHttpServer({ host: "127.0.0.1", port, routes: [], isReady: () => true, onError: () => "" });
    await expect(second.listen()).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});

function rawRequest(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    let heard = "";
    socket.on("data", (data) => {
      heard += data.toString();
    });
    socket.on("end", () => resolve(heard));
    socket.on("error", reject);
  });
}
