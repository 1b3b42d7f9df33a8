// @ts-check
/**
 * Speaks the web channel's protocol over fetch. It remembers nothing: who calls holds the token and the last id.
 *
 * @import { Config, Following, Message } from './types'
 * @typedef {{ token?: string, body?: object, signal: AbortSignal }} Asking
 */

import { readEvents } from './event-stream.js';

const TIMEOUT_MILLISECONDS = 15_000;
const STEADY_MILLISECONDS = 5_000;
const LONGEST_PAUSE_MILLISECONDS = 15_000;

/** The server answered, and said no; `sentence` is for the visitor, where it sent one. */
export class Refused extends Error {
  /** @param {number} status @param {string} [sentence] */
  constructor(status, sentence) {
    super(`The server answered ${status}.`);
    this.status = status;
    this.sentence = sentence;
  }

  /** Another try with the same message could be accepted. */
  get passing() {
    return this.status >= 500 || [408, 425, 429].includes(this.status);
  }
}

/**
 * The token is unknown or too old: only a new conversation helps.
 * @param {unknown} error
 */
export const isExpired = (error) => error instanceof Refused && error.status === 401;

/**
 * Ends early when the network returns.
 * @type {(milliseconds: number, signal: AbortSignal) => Promise<void>}
 */
const pause = (milliseconds, signal) =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    globalThis.addEventListener?.('online', end);
    signal.addEventListener('abort', end);
  });

/**
 * Milliseconds after so many failures in a row; spread, so that not everyone meets a restarted server at once.
 * @param {number} failures
 */
export const backoff = (failures) =>
  Math.min(LONGEST_PAUSE_MILLISECONDS, 500 * 2 ** failures) * (0.5 + Math.random() / 2);

export class Transport {
  /** @param {string} server the address under which chat/ is found */
  constructor(server) {
    this.server = server;
  }

  /** @type {(signal: AbortSignal) => Promise<Config>} */
  config = (signal) => this.#json('config', { signal });

  /**
   * The token of a new conversation.
   * @type {(signal: AbortSignal) => Promise<string>}
   */
  begin = async (signal) => (await this.#json('conversation', { body: {}, signal })).token;

  /**
   * Returns once the server has stored the message. The same id may be sent again without harm.
   * @type {(token: string, body: object, signal: AbortSignal) => Promise<unknown>}
   */
  send = (token, body, signal) => this.#json('messages', { token, body, signal });

  /**
   * Says that the visitor is writing; lost, it does no harm.
   * @type {(token: string, signal: AbortSignal) => Promise<unknown>}
   */
  typing = (token, signal) => this.#fetch('typing', { token, body: {}, signal }).catch(() => {});

  /** @type {(token: string, signal: AbortSignal) => Promise<Message[]>} */
  history = async (token, signal) => (await this.#json('messages', { token, signal })).messages;

  /**
   * Delivers messages as they come, and connects again for as long as it takes. Ends by the signal, or throws
   * when the token is no longer taken.
   * @param {Following} following
   */
  async follow({ token, after, onMessage, onConnection, signal }) {
    for (let failures = 0; !signal.aborted; ) {
      const began = Date.now();
      try {
        const { body } = await this.#fetch(`stream?after=${encodeURIComponent(after())}`, { token, signal });
        onConnection(0);
        await readEvents(body, ({ event, data }) => event === 'message' && onMessage(JSON.parse(data)), signal);
      } catch (error) {
        if (isExpired(error)) throw error;
      }
      if (signal.aborted) return;
      failures = Date.now() - began > STEADY_MILLISECONDS ? 1 : failures + 1;
      onConnection(failures);
      await pause(backoff(failures), signal);
    }
  }

  /** @type {(path: string, asking: Asking) => Promise<any>} */
  async #json(path, { signal, ...asking }) {
    const patience = new AbortController();
    const giveUp = () => patience.abort();
    const timer = setTimeout(giveUp, TIMEOUT_MILLISECONDS);
    signal.addEventListener('abort', giveUp);
    try {
      return await (await this.#fetch(path, { ...asking, signal: patience.signal })).json();
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** @type {(path: string, asking: Asking) => Promise<Response>} */
  async #fetch(path, { token, body, signal }) {
    const response = await fetch(`${this.server}chat/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      signal,
    });
    if (response.ok) return response;
    const { error } = await response.json().catch(() => ({}));
    throw new Refused(response.status, error);
  }
}
