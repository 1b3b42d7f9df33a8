// @ts-check
/** The field in which a visitor writes: it grows with the text, counts near the limit, and sends on Enter. */

import { el, icon } from './elements.js';
import { measured } from './conversation.js';
import { MESSAGE_LIMIT, words } from './words.js';

const COUNTER_FROM = 100; // characters left

export class Composer {
  #proposed = '';

  field = el('textarea', {
    rows: '1',
    placeholder: words.placeholder,
    'aria-label': words.field,
    'aria-describedby': 'counter',
    enterkeyhint: 'send',
    dir: 'auto',
  });
  send = el('button', { class: 'send', 'aria-label': words.send }, icon('send'));
  form = el('form', { class: 'composer' }, this.field, this.send);
  counter = el('p', { id: 'counter', class: 'counter', hidden: true });

  /**
   * @param {(text: string) => void} onSend
   * @param {() => void} onWriting something was typed, and there are words in the field
   */
  constructor(onSend, onWriting) {
    this.onSend = onSend;
    this.field.addEventListener('input', () => {
      this.#measure();
      if (this.field.value.trim()) onWriting();
    });
    this.field.addEventListener('keydown', (event) => this.#onKey(event));
    // the field keeps the focus, and a phone its keyboard
    this.send.addEventListener('pointerdown', (event) => event.preventDefault());
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#measure();
  }

  /** @param {string} text a proposal, for the visitor to send; what they have begun to write stays */
  propose(text) {
    if (this.field.value.trim() && this.field.value !== this.#proposed) return;
    this.#proposed = text;
    this.#fill(text);
  }

  /** @param {string} text */
  #fill(text) {
    this.field.value = text;
    this.#measure();
  }

  /** Makes the field as high as its text; in a closed panel it has no measure. */
  settle() {
    this.field.style.height = '';
    if (this.field.scrollHeight) this.field.style.height = `${this.field.scrollHeight}px`;
  }

  #submit() {
    const text = this.field.value;
    if (!measured(text, MESSAGE_LIMIT).sendable) return;
    this.#fill('');
    this.onSend(text);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    // Safari ends a composition with an Enter that says it isn't composing; only its code 229 tells
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    this.#submit();
  }

  #measure() {
    const { left, sendable } = measured(this.field.value, MESSAGE_LIMIT);
    this.send.disabled = !sendable;
    this.counter.hidden = left > COUNTER_FROM;
    this.counter.textContent = left < 0 ? words.over(-left) : words.left(left);
    this.counter.classList.toggle('over', left < 0);
    this.field.setAttribute('aria-invalid', String(left < 0));
    this.settle();
  }
}
