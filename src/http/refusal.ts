/** A request that is not served: the status and a short code for the caller, never a reason that helps an attacker. */

/** An error that the server answers with this status and `{"error": code}`. The code is short and must not help an attacker. */
export class HttpRefusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 421 | 422 | 503,
    readonly code: string,
    /** Headers of the answer, beside those that every answer has. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${status} ${code}`);
    this.name = "HttpRefusal";
  }
}
