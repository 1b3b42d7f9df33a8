// @ts-check
/**
 * Keeps one visitor's conversation going: the token, sending in order, the stream. Knows nothing of the page.
 *
 * Nothing is asked of the server before the panel is shown, and nothing is stored before the first message.
 *
 * @import { Memory } from './memory.js'
 * @import { Transport } from './transport.js'
 * @import { Choice, Config, Delivery, Message, State, Thread } from './types'
 */

import {
  emptyThread,
  isWaiting,
  lastId,
  openChoices,
  restarted,
  unsent,
  withDelivery,
  withMessage,
  withOutgoing,
} from './conversation.js';
import { isExpired, Refused } from './transport.js';
import { words } from './words.js';

const SLOW_MILLISECONDS = 12_000;

/** A reply follows its question on the stream, and another reply may follow that. */
const LINGER_MILLISECONDS = 3_000;

/** The server waits a little longer than that for the next sign. */
const TYPING_MILLISECONDS = 1_000;

/** Stands where the token was, so that other tabs can tell an expired conversation from a forgotten one. */
const EXPIRED = '';

export class Session {
  /** @type {Config | null} */
  #config = null;
  /** @type {Thread} */
  #thread = emptyThread;
  /** @type {string | null} */
  #token = null;
  /** @type {AbortController | null} */
  #stream = null;
  /** @type {Promise<void>} */
  #sending = Promise.resolve();
  #shown = false;
  #visible = true;
  #caughtUp = false;
  #slow = false;
  #offline = false;
  #slowTimer = 0;
  #lingerTimer = 0;
  #typedAt = 0;

  /**
   * @param {Transport} transport
   * @param {Memory} memory
   * @param {(state: State) => void} onChange
   * @param {AbortSignal} signal ends everything
   */
  constructor(transport, memory, onChange, signal) {
    this.transport = transport;
    this.memory = memory;
    this.onChange = onChange;
    this.signal = signal;
    signal.addEventListener('abort', () => this.#stop());
  }

  /** The panel was opened. */
  show() {
    this.#shown = true;
    this.#loadConfig();
    this.#adopt();
    if (this.#token) this.memory.open = true;
    this.#follow();
    this.#changed();
  }

  /** The panel was closed; a reply that is still due is waited for. */
  hide() {
    this.#shown = false;
    this.memory.open = false;
    this.#follow();
  }

  /** @param {boolean} visible whether anyone can see this tab: an unseen one holds no connection */
  setVisible(visible) {
    this.#visible = visible;
    this.#follow();
  }

  /** Another tab has begun, outlived or forgotten the conversation. */
  tokenChanged() {
    const { token } = this.memory;
    if ((token || null) === this.#token) return;
    if (token === EXPIRED) return this.#startAfresh(this.#token);
    if (token === null) return this.forget();
    this.#stop();
    this.#token = null;
    this.#caughtUp = false;
    this.#thread = { ...this.#thread, entries: unsent(this.#thread) };
    if (this.#shown) this.#adopt();
    this.#follow();
    this.#changed();
  }

  /**
   * @param {string} text
   * @param {string} [choice] the id of the button that says it
   */
  say(text, choice) {
    const written = { clientId: newId(), text: text.trim(), choice, at: new Date().toISOString() };
    this.#thread = withOutgoing(this.#thread, written);
    this.memory.open = this.#shown;
    this.#queue(written.clientId);
  }

  /** Something is being typed: what was sent may go on. Said only while an answer is due, since nobody else asks. */
  write() {
    if (!this.#token || !isWaiting(this.#thread) || Date.now() - this.#typedAt < TYPING_MILLISECONDS) return;
    this.#typedAt = Date.now();
    this.transport.typing(this.#token, this.signal);
  }

  /** Pressed twice, it is asked once. */
  askForPerson() {
    const due = this.#thread.entries.find(({ text, id }) => !id && text === words.personMessage);
    if (!due) this.say(words.personMessage);
    else if (due.delivery === 'failed') this.retry(due.clientId);
  }

  /** @param {Choice} choice */
  choose({ id, title }) {
    this.say(title, id);
  }

  /**
   * Sends a failed message again, under the id that it had: should it have arrived after all, it counts once.
   * @param {string} clientId
   */
  retry(clientId) {
    this.#settle(clientId, 'sending');
    this.#queue(clientId);
  }

  /** Leaves the conversation for good, on this device. */
  forget() {
    this.#stop();
    this.#thread = emptyThread;
    this.#token = this.memory.token = null;
    this.memory.unsent = [];
    this.memory.open = false;
    this.#changed();
  }

  /** @param {string} clientId */
  #queue(clientId) {
    this.#changed();
    this.#sending = this.#sending.then(() => this.#deliver(clientId));
  }

  /**
   * @param {string} clientId
   * @param {boolean} [again] in the conversation that replaces an expired one
   * @returns {Promise<void>}
   */
  async #deliver(clientId, again) {
    const entry = unsent(this.#thread).find((one) => one.clientId === clientId);
    if (!entry) return;
    const { choice, text } = entry;
    let token = this.#token;
    try {
      token ??= await this.#begin();
      await this.transport.send(token, { id: clientId, ...(choice ? { choice } : { text }) }, this.signal);
      this.#settle(clientId, 'sent');
      if (this.#offline) this.#stop(); // the network is back: no need to sit out the pause
    } catch (error) {
      if (token && !again && isExpired(error)) {
        this.#startAfresh(token);
        return this.#deliver(clientId, true);
      }
      this.#settle(clientId, ...explained(error));
    }
    this.#changed();
    this.#follow();
  }

  /** @type {(clientId: string, delivery: Delivery, trouble?: string) => void} */
  #settle(clientId, delivery, trouble) {
    this.#thread = withDelivery(this.#thread, clientId, delivery, trouble);
  }

  async #begin() {
    const token = await this.transport.begin(this.signal);
    this.#caughtUp = true;
    return (this.#token = this.memory.token = token);
  }

  /** @param {string | null} expired */
  #startAfresh(expired) {
    if (this.#token !== expired) return;
    this.#stop();
    if (this.memory.token === expired) this.memory.token = EXPIRED;
    this.#token = this.memory.token || null; // another tab may have begun the next conversation
    this.#caughtUp = false;
    this.#thread = restarted(this.#thread, words.startedAfresh);
    this.#follow();
    this.#changed();
  }

  /** Takes up what an earlier page or another tab has left. */
  #adopt() {
    this.#token ??= this.memory.token || null;
    for (const left of this.memory.unsent) {
      if (this.#thread.entries.some(({ clientId }) => clientId === left.clientId)) continue;
      this.#thread = withOutgoing(this.#thread, left);
      this.#settle(left.clientId, 'failed', words.unreached);
    }
  }

  async #loadConfig() {
    this.#config ??= await this.transport.config(this.signal).catch(() => null);
    this.#changed();
  }

  /** Opens or closes the stream, whichever is due. */
  #follow() {
    const wanted = (this.#shown && this.#visible) || isWaiting(this.#thread);
    clearTimeout(this.#lingerTimer);
    if (!wanted) this.#lingerTimer = setTimeout(() => this.#stop(), LINGER_MILLISECONDS);
    else if (this.#token && !this.#stream && !this.signal.aborted) this.#stayConnected(this.#token);
  }

  /** @param {string} token */
  async #stayConnected(token) {
    this.#stream = new AbortController();
    const { signal } = this.#stream;
    try {
      if (!this.#caughtUp) await this.#catchUp(token, signal);
      await this.transport.follow({
        token,
        signal,
        after: () => lastId(this.#thread),
        onMessage: (message) => this.#receive([message]),
        onConnection: (failures) => this.#setOffline(failures > 1),
      });
    } catch {
      if (!signal.aborted) this.#startAfresh(token); // an expired token is all that ends it
    }
  }

  /**
   * Fetches the whole conversation. If that fails, the stream will bring what has been answered.
   * @type {(token: string, signal: AbortSignal) => Promise<void>}
   */
  async #catchUp(token, signal) {
    try {
      const messages = await this.transport.history(token, signal);
      if (!signal.aborted) this.#receive(messages);
    } catch (error) {
      if (isExpired(error)) throw error;
    }
    if (signal.aborted) return;
    this.#caughtUp = true;
    this.#changed();
  }

  /** @param {Message[]} messages */
  #receive(messages) {
    this.#thread = messages.reduce(withMessage, this.#thread);
    this.#changed();
    this.#follow();
  }

  /** @param {boolean} offline */
  #setOffline(offline) {
    if (offline === this.#offline) return;
    this.#offline = offline;
    this.#changed();
  }

  #stop() {
    this.#stream?.abort();
    this.#stream = null;
    this.#offline = false;
    clearTimeout(this.#lingerTimer);
    this.#stopWaiting();
  }

  #stopWaiting() {
    clearTimeout(this.#slowTimer);
    this.#slowTimer = 0;
    this.#slow = false;
  }

  /** Where a proxy holds the stream back, a reply that is overdue is asked for. */
  #wait() {
    this.#slowTimer ||= setTimeout(() => {
      this.#slowTimer = 0;
      this.#slow = true;
      this.#changed();
      if (this.#token && this.#stream) this.#catchUp(this.#token, this.#stream.signal).catch(() => {});
    }, SLOW_MILLISECONDS);
  }

  #changed() {
    if (this.signal.aborted) return;
    const waiting = isWaiting(this.#thread);
    if (waiting) this.#wait();
    else this.#stopWaiting();
    this.memory.unsent = unsent(this.#thread).map(({ clientId, text, at }) => ({ clientId, text, at }));
    this.onChange({
      config: this.#config,
      thread: this.#thread,
      choices: openChoices(this.#thread),
      loading: this.#token !== null && !this.#caughtUp,
      waiting,
      slow: this.#slow,
      offline: this.#offline,
    });
  }
}

/**
 * @param {unknown} error
 * @returns {['failed' | 'refused', string]}
 */
const explained = (error) => {
  if (!(error instanceof Refused) || error.status >= 500) return ['failed', words.unreached];
  const { passing, sentence } = error;
  if (!passing) return ['refused', sentence ?? words.refused];
  return ['failed', sentence ? `${sentence} ${words.tryAgain}` : words.unreached];
};

/** A UUID; the browser's own is missing where a page is served without TLS. */
const newId = () => {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-a$4-');
};
