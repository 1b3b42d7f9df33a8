// @ts-check
/**
 * What makes the staff pages quick: keys, and news that appear by themselves. Every page works without it.
 */

const KEYS_OFF = 'staff-keys-off';
const $ = (/** @type {string} */ selector) => /** @type {HTMLElement | null} */ (document.querySelector(selector));

// ---- keys

const rows = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll('a.row, .who a, a.permalink')]);

/** Moves along the rows, or to the nearest end. */
const move = (/** @type {number} */ step) => {
  const all = rows();
  const here = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), all.length - 1);
  all[next]?.focus();
  all[next]?.scrollIntoView({ block: 'nearest' });
};

const back = () => {
  const link = /** @type {HTMLAnchorElement | null} */ ($('[data-back]'));
  if (!link) return;
  if (document.referrer.startsWith(link.href)) history.back(); // to the list as it was filtered
  else location.assign(link.href);
};

/** @type {Record<string, () => void>} */
const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  u: back,
  r: () => $('#review-button')?.click(),
  n: () => $('#note')?.focus(),
  '/': () => $('#search')?.focus(),
  '?': () => /** @type {HTMLDialogElement | null} */ ($('#keys'))?.showModal(),
};

addEventListener('keydown', (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === 'Escape' && target.matches('#search, #note')) {
    event.preventDefault(); // it would empty the search, too
    target.blur();
  }
  if (target.closest('input:not([type=checkbox]), textarea, select, dialog') || localStorage[KEYS_OFF]) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener('click', (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (!target.closest('[data-back]') || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  back();
});

const keysOn = /** @type {HTMLInputElement | null} */ ($('#keys-on'));
if (keysOn) {
  keysOn.checked = !localStorage[KEYS_OFF];
  keysOn.addEventListener('change', () => {
    if (keysOn.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, '1');
  });
}

// ---- news

const live = () => $('#live[data-live="news"]');
const known = () => new Set([...document.querySelectorAll('#live a.row')].map(({ id }) => id));
let shown = '';

/** Asks for the page's changing part anew, and puts it in place of the old one if it is another. */
const renew = async () => {
  if (!live()) return;
  const address = location.href;
  const response = await fetch(address, { headers: { 'HX-Request': 'true', 'HX-Current-URL': address } });
  if (response.status === 401) return location.reload();
  const part = await response.text();
  if (isPressed) {
    due = true;
    return;
  }
  if (!response.ok || part === shown || address !== location.href || !live() || isAtWork()) return;
  shown = part;
  const before = known();
  const open = [...document.querySelectorAll('#live details[open]')].map(({ id }) => id);
  const refocus = focusKeeper();
  const restorePlace = placeKeeper();
  // @ts-ignore: htmx is a script of its own
  htmx.swap('#live', part, { swapStyle: 'outerHTML' });
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  refocus();
  restorePlace();
  announce([...known()].filter((id) => !before.has(id)));
};

const CAN_FOCUS = 'a[href], button, summary, input';

/** Remembers where the keyboard is, and brings it back there: to the same place in the same message, row or request. */
const focusKeeper = () => {
  const active = document.activeElement;
  if (!active || !live()?.contains(active)) return () => {};
  const { id } = /** @type {Element} */ (active.closest('[id]'));
  const place = [...(document.getElementById(id)?.querySelectorAll(CAN_FOCUS) ?? [])].indexOf(active);
  return () => {
    if (document.activeElement !== document.body) return; // htmx has found it by its id
    const again = id === 'live' ? undefined : document.getElementById(id)?.querySelectorAll(CAN_FOCUS)[place];
    /** @type {HTMLElement | null | undefined} */ (again ?? $('#main'))?.focus({ preventScroll: true });
  };
};

/**
 * Remembers what is in the window, and scrolls so that it is in its place again. The browser's own anchoring would follow
 * the new part, which htmx puts above the old one. Of rows that change places most stay: the least that one has moved
 * is what the page has. Somebody at the top of the page stays there, and sees what is new.
 */
const placeKeeper = () => {
  const top = (/** @type {Element | null} */ element) => element?.getBoundingClientRect().top ?? NaN;
  const inWindow = (/** @type {Element} */ part) => top(part) >= 0 && top(part) < innerHeight;
  const parts = scrollY ? [...document.querySelectorAll('#live [id]')].filter(inWindow) : [];
  const places = parts.map((part) => ({ id: part.id, before: top(part) }));
  const from = scrollY;
  return () => {
    const moved = places.map(({ id, before }) => top(document.getElementById(id)) - before).filter(Number.isFinite);
    if (moved.length) scrollBy(0, moved.reduce((least, by) => (Math.abs(by) < Math.abs(least) ? by : least)));
    else scrollTo(0, from);
  };
};

let isPressed = false; // a click needs its link from the press to the release
addEventListener('pointerdown', ({ target, button }) => {
  isPressed = button === 0 && !!live()?.contains(/** @type {Element} */ (target));
});
const release = () => {
  isPressed = false;
  if (due) setTimeout(onNews); // the click itself goes first
};
addEventListener('pointerup', release);
addEventListener('pointercancel', release);

/** Whether somebody is in the middle of what would be taken away under their hands. */
const isAtWork = () => !!document.querySelector('#live .htmx-request');

/** @param {string[]} fresh the rows that were not there before */
const announce = (fresh) => {
  if (!fresh.length) return;
  for (const id of fresh) document.getElementById(id)?.classList.add('arrived');
  say(fresh.length === 1 ? '1 new entry' : `${fresh.length} new entries`);
};

/** Tells those who do not see the page. */
const say = (/** @type {string} */ text) => {
  const announcer = $('#announcer');
  if (announcer) announcer.textContent = text;
};

/** @type {EventSource | undefined} */
let source;
let due = false; // news have come while an earlier renewal was under way, or the mouse was pressed
let renewing = false;

const onNews = async () => {
  due = true;
  if (renewing) return;
  renewing = true;
  try {
    do {
      due = false;
      await renew();
    } while (due && !isPressed);
  } catch {
    // the network is away; the stream begins again with news when it is back
  } finally {
    renewing = false;
  }
};

/** A browser has few connections to a server: pages that nobody looks at hold none. */
const listen = () => {
  if (document.hidden || !live()) {
    source?.close();
    source = undefined;
  } else if (!source) {
    source = new EventSource('/staff/events');
    source.addEventListener('news', onNews);
  }
};

// ---- what became of an action

/** @param {'toast' | 'trouble'} id @param {...(Node | string)} words none of them takes it away */
const tell = (id, ...words) => $(`#${id}`)?.replaceChildren(...words);

document.addEventListener('htmx:beforeRequest', () => {
  tell('toast');
  tell('trouble');
});

/** A request may leave the list as soon as its status is another: the way back to it stays. */
document.addEventListener('htmx:afterRequest', (event) => {
  const { successful, target, requestConfig } = /** @type {CustomEvent} */ (event).detail;
  const status = requestConfig.parameters?.get?.('status') ?? requestConfig.parameters?.status;
  const card = document.getElementById(target?.id);
  const link = /** @type {HTMLAnchorElement | null} */ (card?.querySelector('.who a') ?? null);
  const set = card?.querySelector('[aria-pressed="true"]');
  if (!successful || !status || !link || /** @type {HTMLButtonElement} */ (set)?.value !== status) return;
  const again = document.createElement('a');
  again.href = link.href;
  again.textContent = link.textContent;
  tell('toast', again, ` is now: ${set?.textContent}`);
});

document.addEventListener('htmx:responseError', (event) => {
  const answer = new DOMParser().parseFromString(/** @type {CustomEvent} */ (event).detail.xhr.response, 'text/html');
  const heading = answer.querySelector('[data-problem] h1')?.textContent ?? 'That did not work';
  tell('trouble', `${heading}. ${answer.querySelector('[data-advice]')?.textContent ?? 'Load the page again.'}`);
});

document.addEventListener('htmx:sendError', () =>
  tell('trouble', 'There is no connection at the moment. Nothing was changed; try again when it is back.'),
);

/** What a search has found. */
document.addEventListener('htmx:afterSettle', (event) => {
  const found = /** @type {HTMLElement | null} */ ($('#live[data-found]'))?.dataset.found;
  if (found && /** @type {CustomEvent} */ (event).detail.requestConfig) say(found);
});

addEventListener('pagehide', () => source?.close());
document.addEventListener('visibilitychange', listen);
document.addEventListener('htmx:afterSettle', listen);
listen();
