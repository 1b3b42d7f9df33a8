// @ts-check
/**
 * The launcher and the panel. This module and the three it uses (thread-view, composer, elements) are alone in
 * touching the page; they decide nothing about the conversation.
 *
 * @import { Actions, Entry, State } from './types'
 */

import { Composer } from './composer.js';
import { button, el, hidden, icon } from './elements.js';
import { ThreadView } from './thread-view.js';
import { words } from './words.js';

const PHONE = '(max-width: 520px), (max-height: 460px)';
const ANNOUNCED_MILLISECONDS = 10_000;

export class View {
  #phone = matchMedia(PHONE);
  #unread = 0;
  #pageLocked = false;

  launcher = button({ class: 'launcher', 'aria-haspopup': 'dialog' }, () => this.show(true));
  title = el('h2', { id: 'title', dir: 'auto' });
  restart = button({ class: 'item' }, () => this.#ask(true), words.restart);
  menu = el('details', { class: 'menu' }, el('summary', { 'aria-label': words.menu }, icon('more')), this.restart);
  notice = el('p', { class: 'notice', hidden: true });
  keep = button({ class: 'keep' }, () => this.#ask(false), words.restartNo);

  // live regions in a shadow tree stay unheard with VoiceOver on iOS: this one stands in the page and is slotted in
  announcer = el('div', { slot: 'announcer', 'aria-live': 'polite', 'aria-relevant': 'additions' });

  /**
   * @param {HTMLElement} host
   * @param {ShadowRoot} root
   * @param {Actions} actions
   * @param {AbortSignal} signal
   */
  constructor(host, root, actions, signal) {
    this.actions = actions;
    this.thread = new ThreadView({
      say: (text) => this.#act(() => actions.say(text)),
      choose: (choice) => this.#act(() => actions.choose(choice)),
      retry: (clientId) => this.#act(() => actions.retry(clientId)),
    });
    this.composer = new Composer(
      (text) => actions.say(text),
      () => actions.write(),
    );
    this.main = this.#main();
    this.question = this.#question();
    this.panel = el(
      'dialog',
      { class: 'panel', 'aria-labelledby': 'title', tabindex: '-1' },
      this.main,
      this.question,
      el('slot', { name: 'announcer' }),
    );
    this.#setUnread(0);
    host.append(this.announcer);
    root.append(this.launcher, this.panel);
    this.#listen(signal);
  }

  get isOpen() {
    return this.panel.open;
  }

  /** @param {boolean} takeFocus false when the panel opens by itself, after a reload */
  show(takeFocus) {
    if (!this.isOpen) {
      this.#open();
      this.#setUnread(0);
      this.actions.show();
      this.thread.scrollToLatest();
    }
    if (takeFocus) this.#focus();
  }

  hide() {
    if (!this.isOpen) return;
    this.menu.open = false;
    this.#ask(false);
    this.#close();
    this.launcher.hidden = false;
    this.launcher.focus();
    this.actions.hide();
  }

  /** @param {State} state */
  draw(state) {
    const { config, thread, loading, offline, slow } = state;
    this.title.textContent = config?.clinic ?? words.clinic;
    this.restart.disabled = thread.entries.length + thread.earlier.length === 0 && !loading;
    const news = this.thread.draw(state);
    for (const entry of news) this.#announce(spoken(entry));
    if (!this.isOpen) this.#setUnread(this.#unread + news.filter(({ from }) => from !== 'visitor').length);
    this.#setNotice((offline && words.offline) || (slow && words.slow) || '');
  }

  /** @param {string} text waits in the field: only the visitor sends */
  propose(text) {
    this.composer.propose(text);
  }

  /** Fits everything to the room there is; an on-screen keyboard's share of it no CSS unit tells on iOS. */
  settle() {
    if (!this.isOpen) return;
    const { height, offsetTop } = /** @type {VisualViewport} */ (visualViewport);
    this.panel.style.setProperty('--_visible-height', `${height}px`);
    this.panel.style.setProperty('--_visible-top', `${offsetTop}px`);
    this.composer.settle();
    this.thread.settle();
  }

  #main() {
    const close = button({ class: 'icon', 'aria-label': words.close }, () => this.hide(), icon('close'));
    const ask = () => this.#act(() => this.actions.askForPerson());
    const person = button({ class: 'person' }, ask, icon('person'), words.person);
    return el(
      'div',
      { class: 'main' },
      el('div', { class: 'head' }, el('div', {}, this.title, el('p', {}, words.role)), this.menu, close),
      this.thread.log,
      this.thread.jump,
      this.notice,
      this.composer.form,
      el('div', { class: 'foot' }, person, this.composer.counter),
    );
  }

  /** The question before a conversation is forgotten. */
  #question() {
    const yes = () => {
      this.#ask(false);
      this.#act(() => this.actions.forget());
    };
    return el(
      'div',
      { class: 'question', role: 'alertdialog', 'aria-labelledby': 'ask', 'aria-describedby': 'then', hidden: true },
      el('h3', { id: 'ask' }, words.restartTitle),
      el('p', { id: 'then' }, words.restartText),
      button({ class: 'restart' }, yes, words.restartYes),
      this.keep,
    );
  }

  /** @param {AbortSignal} signal */
  #listen(signal) {
    this.panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      this.#back();
    });
    this.panel.addEventListener('cancel', (event) => {
      event.preventDefault(); // Android's back gesture
      this.#back();
    });
    this.panel.addEventListener('click', ({ target }) => {
      if (!this.menu.contains(/** @type {Node} */ (target))) this.menu.open = false;
    });
    this.#phone.addEventListener('change', () => this.#reopen(), { signal });
    visualViewport?.addEventListener('resize', () => this.settle(), { signal });
    visualViewport?.addEventListener('scroll', () => this.settle(), { signal });
    signal.addEventListener('abort', () => {
      this.#lockPage(false);
      this.announcer.remove();
    });
  }

  /** @param {boolean} asking */
  #ask(asking) {
    if (this.question.hidden !== asking) return;
    this.menu.open = false;
    this.question.hidden = !asking;
    this.main.inert = asking;
    if (asking) this.keep.focus();
    else this.#focus();
  }

  /** One step back: from the question, the menu, or the panel. */
  #back() {
    if (!this.question.hidden) this.#ask(false);
    else if (this.menu.open) this.menu.open = false;
    else this.hide();
  }

  /**
   * What was pressed may vanish by it, and would take the focus along.
   * @param {() => void} action
   */
  #act(action) {
    action();
    this.#focus();
  }

  /** A phone's keyboard comes only when the visitor asks for it. */
  #focus() {
    const target = matchMedia('(hover: hover)').matches ? this.composer.field : this.thread.log;
    target.focus({ preventScroll: true });
  }

  #open() {
    const phone = this.#phone.matches;
    if (phone) this.panel.showModal();
    else this.panel.setAttribute('open', ''); // unlike show(), leaves the focus where it is
    this.#lockPage(phone);
    this.launcher.hidden = true;
    this.settle();
  }

  #close() {
    this.panel.close();
    this.#lockPage(false);
  }

  /** The window has become a phone's, or ceased to be one: full screen and modal, or beside the page. */
  #reopen() {
    if (!this.isOpen) return;
    this.#close();
    this.#open();
  }

  /** @param {boolean} locked */
  #lockPage(locked) {
    if (locked === this.#pageLocked) return;
    this.#pageLocked = locked;
    document.documentElement.style.overflow = locked ? 'hidden' : '';
  }

  /** @param {number} count */
  #setUnread(count) {
    if (count && count === this.#unread) return;
    this.#unread = count;
    const badge = el('span', { class: 'badge' }, String(count), hidden(` ${words.newReply(count)}`));
    this.launcher.replaceChildren(icon('chat'), words.launcher, ...(count ? [badge] : []));
  }

  /** @param {string} text */
  #setNotice(text) {
    if (text === this.notice.textContent) return;
    this.notice.textContent = text;
    this.notice.hidden = !text;
    if (text) this.#announce(text);
  }

  /** @param {string} text */
  #announce(text) {
    if (!this.isOpen) return;
    const line = el('p', {}, text);
    this.announcer.append(line);
    setTimeout(() => line.remove(), ANNOUNCED_MILLISECONDS);
  }
}

/** @param {Entry} entry */
const spoken = ({ from, text, trouble, source }) => {
  if (trouble) return trouble;
  if (from === 'note') return text;
  return `${words.assistant}: ${text}${source ? ` ${words.source} ${source.title}` : ''}`;
};
