// @ts-check
/**
 * Draws the log: the greeting, the messages, the dots of a reply that is due, the buttons under the latest one.
 * An entry that has not changed keeps its element, so that neither focus nor a selection is lost.
 *
 * @import { Actions, Choice, Entry, Source, State } from './types'
 */

import { callLinks } from './calls.js';
import { button, el, hidden, icon } from './elements.js';
import { words } from './words.js';

const NEAR_PIXELS = 48;

export class ThreadView {
  /** @type {Map<string, { entry: Entry, row: HTMLElement }>} */
  #rows = new Map();
  #latest = 0; // where the log was last scrolled to by itself
  #wasLoading = true;

  greeting = el('p', { class: 'greeting', dir: 'auto' });
  privacy = el('p', { dir: 'auto' });
  starters = el('ul', { class: 'starters', role: 'list', 'aria-label': words.starters });
  loading = el('p', { class: 'note', hidden: true }, words.loading);
  list = el('ol', { class: 'thread', role: 'list' });
  typing = el('p', { class: 'typing', hidden: true }, hidden(words.typing), el('i'), el('i'), el('i'));
  choices = el('ul', { class: 'choices', role: 'list', 'aria-label': words.suggestions });
  jump = button({ class: 'jump', hidden: true }, () => this.scrollToLatest(), icon('down'), words.latest);

  // not live: the region in the page announces (see view.js), and all would be read out twice
  log = el(
    'div',
    { class: 'log', role: 'log', 'aria-live': 'off', 'aria-label': words.log, tabindex: '0' },
    this.greeting,
    el('div', { class: 'terms' }, this.privacy, el('p', {}, words.emergency)),
    this.starters,
    this.loading,
    this.list,
    this.typing,
    this.choices,
  );

  /** @param {Pick<Actions, 'say' | 'choose' | 'retry'>} actions */
  constructor(actions) {
    this.actions = actions;
    this.log.addEventListener('scroll', () => (this.jump.hidden ||= this.#isNearLatest()), { passive: true });
  }

  /**
   * @param {State} state
   * @returns {Entry[]} what is new, and worth telling to someone who does not see it
   */
  draw(state) {
    const { config, thread, choices, loading, waiting } = state;
    const near = this.#isNearLatest();
    this.greeting.textContent = config?.greeting ?? words.greeting;
    this.privacy.textContent = config?.privacy ?? words.privacy;
    this.loading.hidden = !loading;
    this.typing.hidden = !waiting;

    const entries = [...thread.earlier, ...thread.entries];
    const starters = entries.length || loading ? [] : (config?.starters ?? []);
    refill(this.starters, starters, (text) => chip(text, () => this.actions.say(text)));
    refill(this.choices, choices, (choice) => chip(choice.title, () => this.actions.choose(choice), choice.id));

    const before = new Map(this.#rows);
    this.#drawRows(entries);
    const added = entries.filter(({ key }) => !before.has(key));
    const news = entries.filter(({ key, from, trouble }) => {
      const known = before.get(key)?.entry;
      return from === 'visitor' ? trouble && trouble !== known?.trouble : !known;
    });
    if (near || added.some(({ from }) => from === 'visitor')) this.scrollToLatest();
    else if (added.length) this.jump.hidden = false;

    const untold = this.#wasLoading ? [] : news;
    this.#wasLoading = loading;
    return untold;
  }

  /** The room has changed: who was at the latest message stays there. */
  settle() {
    if (this.#isNearLatest()) this.scrollToLatest();
  }

  /** Down to the end, but with replies no further than lets the question above them be seen. */
  scrollToLatest() {
    const rows = /** @type {HTMLElement[]} */ ([...this.list.children]);
    const question = rows.findLast(({ dataset }) => dataset.from === 'visitor');
    const end = this.log.scrollHeight - this.log.clientHeight;
    this.#latest = question?.nextElementSibling ? Math.min(end, question.offsetTop - 12) : end;
    this.log.scrollTop = this.#latest;
    this.jump.hidden = true;
  }

  #isNearLatest() {
    const { scrollTop, scrollHeight, clientHeight } = this.log;
    return scrollTop >= Math.min(this.#latest, scrollHeight - clientHeight) - NEAR_PIXELS;
  }

  /** @param {Entry[]} entries */
  #drawRows(entries) {
    const kept = new Set(entries.map(({ key }) => key));
    for (const [key, { row }] of this.#rows) {
      if (kept.has(key)) continue;
      row.remove();
      this.#rows.delete(key);
    }
    entries.forEach((entry, place) => {
      const row = this.#rowOf(entry);
      if (this.list.children[place] !== row) this.list.insertBefore(row, this.list.children[place] ?? null);
    });
  }

  /** @param {Entry} entry */
  #rowOf(entry) {
    const known = this.#rows.get(entry.key);
    if (known?.entry === entry) return known.row;
    const row = entry.from === 'note' ? el('li', { class: 'note' }, entry.text) : this.#message(entry);
    if (known) known.row.replaceWith(row);
    else row.classList.add('arriving');
    this.#rows.set(entry.key, { entry, row });
    return row;
  }

  /** @param {Entry} entry */
  #message({ id, clientId, from, text, at, action, source, delivery, trouble }) {
    const paragraphs = text.split(/\n\s*\n/).map((paragraph) => el('p', {}, paragraph));
    const bubble = el('div', { class: 'bubble', dir: 'auto' }, ...paragraphs);
    if (source) bubble.append(sourceLine(source));
    if (from === 'bot') bubble.append(...callLinks(action, text));
    const own = from === 'visitor';
    const row = el(
      'li',
      {
        class: 'message',
        'data-from': from,
        'data-id': id ?? false,
        'data-action': action,
        'data-delivery': own && delivery,
      },
      hidden(`${own ? words.you : words.assistant}: `),
      bubble,
      el('time', { datetime: at }, clock(at)),
    );
    const retry = () => this.actions.retry(clientId);
    if (delivery === 'sending') row.append(el('p', { class: 'delivery pending' }, words.sending));
    if (delivery === 'refused') row.append(el('p', { class: 'delivery trouble' }, trouble ?? ''));
    if (delivery === 'failed') row.append(button({ class: 'delivery trouble' }, retry, icon('retry'), trouble ?? ''));
    return row;
  }
}

/** @param {Source} source */
const sourceLine = ({ title, link }) => {
  const to = { href: link ?? '', target: '_blank', rel: 'noopener noreferrer' };
  const name = link ? el('a', to, title, hidden(` ${words.newTab}`)) : title;
  return el('p', { class: 'source' }, `${words.source} `, name);
};

/** @type {(title: string, onClick: () => void, id?: string) => HTMLElement} */
const chip = (title, onClick, id) =>
  el('li', {}, button({ class: 'chip', 'data-choice': id, dir: 'auto' }, onClick, title));

/**
 * Draws a list anew only when its items are others.
 * @template Item
 * @param {HTMLElement & { drawn?: string }} list
 * @param {readonly Item[]} items
 * @param {(item: Item) => HTMLElement} make
 */
const refill = (list, items, make) => {
  const drawn = JSON.stringify(items);
  if (list.drawn === drawn) return;
  list.drawn = drawn;
  list.replaceChildren(...items.map(make));
  list.hidden = !items.length;
};

/**
 * The time, with its day unless that is today.
 * @param {string} at
 */
const clock = (at) => {
  const moment = new Date(at);
  const today = moment.toDateString() === new Date().toDateString();
  return moment.toLocaleString([], { dateStyle: today ? undefined : 'medium', timeStyle: 'short' });
};
