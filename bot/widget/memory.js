// @ts-check
/**
 * What the browser keeps for the visitor: the token (for all tabs), and for this tab whether the panel is open and
 * what could not be sent yet. Where the browser forbids storage, it is kept until the page is left.
 *
 * It stores only what it is told to; that nothing is stored before the first message is the session's promise.
 *
 * @import { Written } from './types'
 */

/**
 * @param {string} name
 * @param {() => Storage} storage a function, since the very look at it may throw
 */
const slot = (name, storage) => {
  /** @type {string | null} */
  let own = null;
  return {
    get() {
      try {
        return storage().getItem(name) ?? own;
      } catch {
        return own;
      }
    },
    /** @param {string | null} value null removes it */
    set(value) {
      own = null;
      try {
        if (value === null) storage().removeItem(name);
        else storage().setItem(name, value);
      } catch {
        own = value;
      }
    },
  };
};

export class Memory {
  #token;
  #open;
  #unsent;

  /**
   * @param {string} scope tells the conversations with several servers apart
   * @param {() => Storage} shared
   * @param {() => Storage} tab
   */
  constructor(scope, shared, tab) {
    this.tokenName = `clinic-chat token ${scope}`;
    this.#token = slot(this.tokenName, shared);
    this.#open = slot(`clinic-chat open ${scope}`, tab);
    this.#unsent = slot(`clinic-chat unsent ${scope}`, tab);
  }

  get token() {
    return this.#token.get();
  }

  set token(token) {
    this.#token.set(token);
  }

  get open() {
    return this.#open.get() !== null;
  }

  set open(open) {
    this.#open.set(open ? 'yes' : null);
  }

  /** @returns {Written[]} */
  get unsent() {
    return JSON.parse(this.#unsent.get() ?? '[]');
  }

  set unsent(messages) {
    this.#unsent.set(messages.length ? JSON.stringify(messages) : null);
  }
}
