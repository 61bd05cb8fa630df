import {
  asSallyportError,
  type Clock,
  ERROR_CATALOGUE,
  type ErrorCode,
  SallyportError,
  systemClock,
} from '@sallyport/core';
import type { IdentityToken, TokenSource } from '@sallyport/identity';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';

/** The companion's short-lived access token for one connection. */
export interface Grant {
  readonly token: string;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

/** What the companion client needs. */
export interface CompanionClientOptions {
  readonly companion: URL;
  readonly connection: string;
  readonly tokenSource: TokenSource;
  readonly clock?: Clock;
}

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const EXCHANGE_TIMEOUT_MS = 10_000;
const EARLY_REFRESH_MS = 30_000;

/** Control calls to the companion: exchanges identity tokens for grants, and keeps the current grant. */
export class CompanionClient {
  readonly #options: CompanionClientOptions;
  readonly #clock: Clock;
  readonly #http: AxiosInstance;
  #current: Grant | undefined;
  #pending: Promise<Grant> | undefined;

  constructor(options: CompanionClientOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#http = axios.create({
      baseURL: options.companion.href.replace(/\/$/, ''),
      timeout: EXCHANGE_TIMEOUT_MS,
      maxRedirects: 0,
      maxContentLength: 65_536,
      proxy: false,
      responseType: 'text',
      transformResponse: (data: string) => data,
      validateStatus: () => true,
    });
  }

  /** The grant in force; a new one shortly before it expires. Concurrent callers share one exchange. */
  async grant(): Promise<Grant> {
    if (this.#current !== undefined && this.#current.expiresAt - EARLY_REFRESH_MS > this.#clock.now())
      return this.#current;
    this.#pending ??= this.#exchange().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  /** Drops a grant the companion no longer takes, so that the next call exchanges again. */
  drop(grant: Grant): void {
    if (this.#current?.token === grant.token) this.#current = undefined;
  }

  async #exchange(): Promise<Grant> {
    const subject = await this.#options.tokenSource.getToken().catch((cause: unknown) => {
      throw asSallyportError(cause, 'identity_unavailable');
    });
    const response = await this.#post(subject);
    if (response.status !== 200) throw refusedExchange(response.data);
    this.#current = readGrant(response.data, this.#clock);
    return this.#current;
  }

  async #post(subject: IdentityToken): Promise<AxiosResponse<string>> {
    const form = new URLSearchParams({
      grant_type: TOKEN_EXCHANGE,
      subject_token: subject.token,
      subject_token_type: subject.type,
      audience: this.#options.connection,
    });
    // An axios error holds the whole request, with the token in it: none of it goes on.
    return this.#http.post<string>('/oauth/token', form).catch(() => {
      throw new SallyportError('companion_unreachable');
    });
  }
}

/** Reads an RFC 8693 §2.2.1 answer. Raises `companion_invalid`. */
function readGrant(data: string, clock: Clock): Grant {
  const answer = parseObject(data);
  const { access_token: token, expires_in: expiresIn, token_type: type } = answer;
  if (typeof token !== 'string' || typeof expiresIn !== 'number' || String(type).toLowerCase() !== 'bearer') {
    throw new SallyportError('companion_invalid');
  }
  return Object.freeze({ token, expiresAt: clock.now() + expiresIn * 1000 });
}

/** The companion puts its own code beside RFC 6749 §5.2's `error`; only codes of the catalogue are believed. */
function refusedExchange(data: string): SallyportError {
  const { code } = parseObject(data);
  return new SallyportError(
    typeof code === 'string' && Object.hasOwn(ERROR_CATALOGUE, code) ? (code as ErrorCode) : 'companion_invalid',
  );
}

function parseObject(data: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
