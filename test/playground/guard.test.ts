import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requireLoopback } from "../../src/playground/guard.ts";
import { createPlayground } from "../../src/playground/playground.ts";
import { aPlayground } from "./a-playground.ts";

let playground: Awaited<ReturnType<typeof aPlayground>>;
beforeAll(async () => {
  playground = await aPlayground();
});
afterAll(() => playground.stop());

/** `fetch` does not let a test lie about the host. */
function send(options: { method?: string; path?: string; headers?: Record<string, string>; body?: string }): Promise<number> {
  const { method = "GET", path = "/playground/api/state", headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port: playground.port, method, path, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const OWN = { "content-type": "application/json", "x-speedboat-page": "1" };
const PERSON = JSON.stringify({ name: "Eve Example", zone: "UTC", locale: "en" });
const countPeople = async () => (await playground.read("state")).people.length;

describe("the playground's door", () => {
  it.each(["127.0.0.1", "localhost", "[::1]"])("lets the loopback name %s in", async (name) => {
    expect(await send({ headers: { host: `${name}:${playground.port}` } })).toBe(200);
  });

  it.each(["speedboat.example", "127.0.0.1.example", "192.168.1.5", "localhost.example", "user@127.0.0.1.example", "0.0.0.0"])(
    "refuses the host %s, to which a foreign name may have been rebound",
    async (name) => {
      expect(await send({ headers: { host: `${name}:${playground.port}` } })).toBe(421);
      expect(await send({ path: "/playground", headers: { host: name } })).toBe(421);
    },
  );

  it("refuses a change from a foreign origin and makes none", async () => {
    const before = await countPeople();
    const host = `127.0.0.1:${playground.port}`;
    for (const origin of ["https://evil.example", "null", `https://${host}`, "http://localhost:1", "http://127.0.0.1"]) {
      const status = await send({
        method: "POST",
        path: "/playground/api/people",
        headers: { ...OWN, host, origin },
        body: PERSON,
      });
      expect([origin, status]).toEqual([origin, 403]);
    }
    expect(await countPeople()).toBe(before);
  });

  it("refuses a change that a plain form or an old-fashioned request can send", async () => {
    const before = await countPeople();
    const path = "/playground/api/people";
    const plain = { "content-type": "text/plain" };
    expect(await send({ method: "POST", path, headers: plain, body: PERSON })).toBe(403);
    expect(await send({ method: "POST", path, headers: { "content-type": "application/json" }, body: PERSON })).toBe(403);
    expect(await send({ method: "POST", path, headers: { ...plain, "x-speedboat-page": "1" }, body: PERSON })).toBe(415);
    expect(await countPeople()).toBe(before);
  });

  it("refuses to be embedded or fetched by another site, and opens for a link from there", async () => {
    const foreign = { "sec-fetch-site": "cross-site" };
    expect(await send({ headers: { ...foreign, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" } })).toBe(403);
    expect(
      await send({ path: "/playground", headers: { ...foreign, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" } }),
    ).toBe(403);
    expect(
      await send({ path: "/playground", headers: { ...foreign, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" } }),
    ).toBe(200);
  });

  it("lets its own page make a change", async () => {
    const before = await countPeople();
    const host = `127.0.0.1:${playground.port}`;
    const headers = { ...OWN, host, origin: `http://${host}`, "sec-fetch-site": "same-origin" };
    expect(await send({ method: "POST", path: "/playground/api/people", headers, body: PERSON })).toBe(200);
    expect(await countPeople()).toBe(before + 1);
  });

  it("sends a policy that runs nothing but the page's own files, with every answer", async () => {
    for (const path of ["/playground", "/playground/page/page.js", "/playground/api/state", "/playground/page/none.js"]) {
      const { headers } = await fetch(`${playground.origin}${path}`);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
    }
  });

  it.each(["0.0.0.0", "::", "192.168.1.5", "example.com", ""])("refuses to start on %j", async (host) => {
    expect(() => requireLoopback(host)).toThrow(expect.objectContaining({ code: "config-invalid" }));
  });

  it.each(["127.0.0.1", "localhost", "::1"])("starts on %s", (host) => {
    expect(() => requireLoopback(host)).not.toThrow();
  });

  it("asks for the host before it builds anything", async () => {
    const parts = { host: "0.0.0.0" };
    // @ts-expect-error nothing else may be touched
    await expect(createPlayground(parts)).rejects.toMatchObject({ code: "config-invalid", values: { variable: "HOST" } });
  });
});
