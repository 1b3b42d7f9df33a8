// @ts-check
/** The telephone numbers of a safety reply, to be called by a tap. In any other reply a figure stays a figure. */

import { el } from './elements.js';
import { words } from './words.js';

const SAFETY = 'utter_safety/';
// As bot/content/profile.py has it.
const NUMBER = /(?<!\w)\+?(?:\d{1,3}[ .-]?)?(?:\(\d{1,5}\)[ .-]?)?\d(?:[ .-]?\d){2,11}(?!\w)/g;

/** @type {(text: string) => string[]} each once, in the order of the text */
export const numbersIn = (text) => [...new Set(text.match(NUMBER) ?? [])];

/** @param {string} number */
export const telOf = (number) => `tel:${number.replace(/[^+\d]/g, '')}`;

/**
 * @param {string | undefined} action the response that a reply came from
 * @param {string} text
 * @returns {HTMLElement[]} a list of links, if there is anything to call
 */
export const callLinks = (action, text) => {
  const numbers = action?.startsWith(SAFETY) ? numbersIn(text) : [];
  if (!numbers.length) return [];
  const links = numbers.map((number) => el('a', { class: 'call', href: telOf(number) }, words.call(number)));
  const items = links.map((link) => el('li', {}, link));
  return [el('ul', { class: 'calls', role: 'list', 'aria-label': words.calls }, ...items)];
};
