// @ts-check
/**
 * <clinic-chat>: the assistant, on any page of the clinic's. One line loads it, one places it:
 *
 *   <script type="module" src="https://assistant.example.com/widget/clinic-chat.js"></script>
 *   <clinic-chat></clinic-chat>
 *
 * Attribute `server`: where the assistant runs; left out, it is where this script came from.
 * Methods `show()` and `hide()`. Any link or button of the page with `data-clinic-chat` opens the panel; a value,
 * as in data-clinic-chat="Do the needles hurt?", is put into the field, for the visitor to send.
 * The colours and measures that a page may set stand at the top of clinic-chat.css.
 */

import { Memory } from './memory.js';
import { Session } from './session.js';
import { Transport } from './transport.js';
import { View } from './view.js';

const HERE = new URL('..', import.meta.url).href;
const STYLES = new URL('clinic-chat.css', import.meta.url).href;

class ClinicChat extends HTMLElement {
  /** @type {AbortController | null} */
  #life = null;
  /** @type {View | null} */
  #view = null;

  connectedCallback() {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const server = new URL(this.getAttribute('server') ?? HERE, document.baseURI).href.replace(/\/*$/, '/');
    const memory = new Memory(
      server,
      () => localStorage,
      () => sessionStorage,
    );
    /** @type {Session} */
    const session = new Session(new Transport(server), memory, (state) => view.draw(state), signal);
    const view = new View(this, this.#emptyRoot(), session, signal);
    this.#view = view;
    this.#listen(session, memory, signal);
    if (memory.open) view.show(false);
  }

  disconnectedCallback() {
    this.#life?.abort();
    this.#view = null;
  }

  show() {
    this.#view?.show(true);
  }

  hide() {
    this.#view?.hide();
  }

  /** A root that shows nothing before its styles have come. */
  #emptyRoot() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const styles = document.createElement('link');
    styles.rel = 'stylesheet';
    styles.href = STYLES;
    this.style.visibility = 'hidden';
    styles.onload = styles.onerror = () => {
      this.style.removeProperty('visibility');
      this.#view?.settle();
    };
    root.replaceChildren(styles);
    return root;
  }

  /**
   * @param {Session} session
   * @param {Memory} memory
   * @param {AbortSignal} signal
   */
  #listen(session, memory, signal) {
    const look = () => session.setVisible(!document.hidden);
    look();
    document.addEventListener('visibilitychange', look, { signal });
    window.addEventListener(
      'storage',
      ({ key }) => (key === memory.tokenName || key === null) && session.tokenChanged(),
      { signal },
    );
    document.addEventListener('click', (event) => this.#onPageClick(event), { signal });
  }

  /** @param {MouseEvent} event */
  #onPageClick(event) {
    const opener = event.target instanceof Element && event.target.closest('[data-clinic-chat]');
    if (!opener) return;
    event.preventDefault();
    const question = opener.getAttribute('data-clinic-chat');
    if (question) this.#view?.propose(question);
    this.show();
  }
}

// the page may load the script twice, for instance from a template and from a plug-in
if (!customElements.get('clinic-chat')) customElements.define('clinic-chat', ClinicChat);
