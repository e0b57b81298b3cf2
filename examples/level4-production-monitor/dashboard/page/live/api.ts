export interface Problem {
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly field?: string;
}

/** What the API refused, in its own words. Status 0: nobody answered. */
export class ApiFailure extends Error {
  override name = 'ApiFailure';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export interface Tokens {
  token(): Promise<string>;
  replace(refused: string): Promise<string>;
}

type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** The monitor's API as this page uses it. A refused token holds a request up, it does not fail it. */
export class Api {
  readonly #fetch: Fetch;
  readonly #tokens: Tokens;

  constructor(fetch: Fetch, tokens: Tokens) {
    this.#fetch = fetch;
    this.#tokens = tokens;
  }

  async get<T>(path: string): Promise<T> {
    return answerOf<T>(await this.request(path));
  }

  /** Under a key, so that a request which got lost on the way back is not carried out twice. */
  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const headers = {
      'idempotency-key': randomKey(),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    return answerOf<T>(
      await this.request(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }),
    );
  }

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    let token = await this.#tokens.token();
    for (;;) {
      const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` };
      const response = await this.#fetch(path, { ...init, headers }).catch((error) => {
        if (init.signal?.aborted) throw error;
        throw new ApiFailure({ status: 0, code: 'unreachable', detail: 'The monitor does not answer.' });
      });
      if (response.status !== 401) return response;
      token = await this.#tokens.replace(token);
    }
  }
}

async function answerOf<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body as T;
  const detail = body.detail ?? `The monitor answered ${response.status}.`;
  throw new ApiFailure({ code: 'error', ...body, status: response.status, detail });
}

/** `randomUUID` exists only on secure origins, and a monitor may be reached over plain http. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
}
