// @ts-check
/**
 * What a conversation looks like after each thing that can happen to it. Pure: every function takes a thread and
 * gives back another; nothing here waits, stores or draws.
 *
 * @import { Choice, Delivery, Entry, Message, Source, Thread, Written } from './types'
 */

/** @type {Thread} */
export const emptyThread = { number: 0, earlier: [], entries: [] };

/** @type {Omit<Entry, 'key' | 'from' | 'text'>} */
const blank = { id: null, clientId: '', at: '', choices: [], delivery: 'sent' };

const byNumber = new Intl.Collator('en', { numeric: true });

/**
 * Answered messages stand in the server's order; what awaits an answer stands below them, as it was written.
 * @param {Entry[]} entries
 */
const inOrder = (entries) =>
  entries.sort((a, b) =>
    a.id && b.id ? byNumber.compare(a.id, b.id) : Number(a.id === null) - Number(b.id === null),
  );

/**
 * A link is kept only if it leads to a web page: no other scheme may hide behind a title.
 * @param {Source | null} [source]
 */
const checked = (source) =>
  source && { title: source.title, link: /^https?:\/\/[^/]/i.test(source.link ?? '') ? source.link : null };

/** @type {(thread: Thread, message: Message) => Entry} */
const asEntry = ({ number }, { id, from, text, at, client_id, metadata, source, choices }) => ({
  ...blank,
  key: client_id ?? `${number}.${id}`,
  id,
  clientId: client_id ?? '',
  from,
  text,
  at,
  action: metadata?.utter_action,
  source: checked(source),
  choices: choices ?? [],
});

/**
 * Takes in a message of the server's once, however often it is delivered. The visitor's own is recognised by the
 * id that this client gave it; having come back, it has arrived.
 * @type {(thread: Thread, message: Message) => Thread}
 */
export const withMessage = (thread, message) => {
  const arrived = asEntry(thread, message);
  const known = thread.entries.find(({ key, id }) => key === arrived.key || (id && id === arrived.id));
  if (known?.delivery === 'sent' && (known.id || !arrived.id)) return thread;
  const others = thread.entries.filter((entry) => entry !== known);
  return { ...thread, entries: inOrder([...others, arrived]) };
};

/**
 * Adds what the visitor has just written or pressed, before the server knows of it.
 * @type {(thread: Thread, written: Written) => Thread}
 */
export const withOutgoing = (thread, written) => ({
  ...thread,
  entries: [...thread.entries, { ...blank, ...written, key: written.clientId, from: 'visitor', delivery: 'sending' }],
});

/**
 * Notes how sending went. A message that has come back from the server meanwhile stays sent.
 * @type {(thread: Thread, clientId: string, delivery: Delivery, trouble?: string) => Thread}
 */
export const withDelivery = (thread, clientId, delivery, trouble) => ({
  ...thread,
  entries: thread.entries.map((entry) =>
    entry.clientId === clientId && entry.delivery !== 'sent' ? { ...entry, delivery, trouble } : entry,
  ),
});

/** @param {Entry} entry */
const isUnsent = ({ delivery }) => delivery === 'sending' || delivery === 'failed';

/**
 * What the visitor wrote and the server is not known to have.
 * @param {Thread} thread
 */
export const unsent = ({ entries }) => entries.filter(isUnsent);

/**
 * The next conversation takes over: what was said stays on the screen above the note, what was not sent moves
 * below it. A pressed button becomes its words, since the new conversation does not know the button.
 * @type {(thread: Thread, note: string) => Thread}
 */
export const restarted = (thread, note) => {
  const number = thread.number + 1;
  const said = thread.entries.filter((entry) => !isUnsent(entry));
  return {
    number,
    earlier: [...thread.earlier, ...said, { ...blank, key: `note.${number}`, from: 'note', text: note }],
    entries: unsent(thread).map((entry) => ({ ...entry, choice: undefined })),
  };
};

/**
 * The id after which the stream goes on.
 * @param {Thread} thread
 */
export const lastId = ({ entries }) => entries.findLast(({ id }) => id)?.id ?? '';

/**
 * True while the server has a message that it has not answered.
 * @param {Thread} thread
 */
export const isWaiting = ({ entries }) => entries.some(({ id, delivery }) => !id && delivery === 'sent');

/**
 * The buttons that may be pressed now: the latest reply's, until the visitor says something.
 * @type {(thread: Thread) => readonly Choice[]}
 */
export const openChoices = ({ entries }) => {
  const replies = entries.slice(entries.findLastIndex(({ from }) => from === 'visitor') + 1);
  return replies.findLast(({ choices }) => choices.length)?.choices ?? [];
};

/**
 * Whether a draft may be sent, and how many characters it has left; counted as the server counts them.
 * @type {(text: string, limit: number) => { left: number, sendable: boolean }}
 */
export const measured = (text, limit) => {
  const { length } = [...text.trim()];
  return { left: limit - length, sendable: length > 0 && length <= limit };
};
