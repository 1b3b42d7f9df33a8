// @ts-check
/** Makes elements and icons. Text goes in as text, never as markup. */

const SVG = 'http://www.w3.org/2000/svg';

/** Paths on a grid of 24, drawn with a line of 1.75. */
const ICONS = {
  chat: 'M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z',
  close: 'M6 9l6 6 6-6',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  send: 'M12 19V5M6 11l6-6 6 6',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.8-3.6 3.7-5.5 7.5-5.5s6.7 1.9 7.5 5.5',
  retry: 'M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4v4.5h4.5',
  down: 'M12 5v14M6 13l6 6 6-6',
};

/** @typedef {Record<string, string | boolean | undefined>} Attributes false and undefined leave one out */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | string)} children
 */
export const el = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value || value === '') element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
};

/** @type {(attributes: Attributes, onClick: () => void, ...children: (Node | string)[]) => HTMLButtonElement} */
export const button = (attributes, onClick, ...children) => {
  const element = el('button', { type: 'button', ...attributes }, ...children);
  element.addEventListener('click', onClick);
  return element;
};

/**
 * Text for screen readers.
 * @param {string} text
 */
export const hidden = (text) => el('span', { class: 'hidden' }, text);

/** @param {keyof typeof ICONS} name */
export const icon = (name) => {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
};
