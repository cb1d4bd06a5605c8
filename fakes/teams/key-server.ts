/** An OpenID provider on loopback, and tokens as it signs them. */
import { createPrivateKey, createSign, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type KeyServer = {
  readonly metadataUrl: string;
  readonly issuer: string;
  sign(claims: Readonly<Record<string, unknown>>, options?: { readonly key?: KeyObject; readonly algorithm?: string }): string;
  stop(): Promise<void>;
};

export const ISSUER = "https://issuer.example";

/** Its keys vouch for these channels, Teams alone unless told otherwise. */
export async function startKeyServer(endorsements: readonly string[] = ["msteams"]): Promise<KeyServer> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = randomUUID();
  const jwk = { ...publicKey.export({ format: "jwk" }), kid, use: "sig", endorsements };
  const server = createServer((req, res) => {
    const { port } = server.address() as AddressInfo;
    const body = req.url?.endsWith("/keys")
      ? { keys: [jwk] }
      : { issuer: ISSUER, jwks_uri: `http://127.0.0.1:${port}/keys`, id_token_signing_alg_values_supported: ["RS256"] };
    res.writeHead(200, { "content-type": "application/json" });
    res.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    metadataUrl: `http://127.0.0.1:${port}/openid`,
    issuer: ISSUER,
    sign(claims, { key = privateKey, algorithm = "RS256" } = {}) {
      const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
      const text = `${encode({ alg: algorithm, typ: "JWT", kid })}.${encode(claims)}`;
      if (algorithm === "none") return `${text}.`;
      const hash = algorithm === "RS384" ? "RSA-SHA384" : "RSA-SHA256";
      return `${text}.${createSign(hash).update(text).sign(key).toString("base64url")}`;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function anotherKey(): KeyObject {
  return createPrivateKey(
    generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }),
  );
}
