// @ts-check
/**
 * Reads server-sent events from the body of a fetch: the browser's EventSource can't send an Authorization header.
 *
 * @typedef {(event: { event: string, data: string }) => void} OnEvent
 */

const SILENCE_MILLISECONDS = 60_000;

/**
 * Takes text in any pieces and calls back for each whole event. Comments, such as pings, say nothing; the id is left
 * out, since each message carries its own.
 * @type {(onEvent: OnEvent) => (text: string) => void}
 */
export const eventReader = (onEvent) => {
  let rest = '';
  let event = '';
  /** @type {string[]} */
  let data = [];

  /** @param {string} line */
  const take = (line) => {
    const [, name, value] = /** @type {RegExpMatchArray} */ (line.match(/^([^:]*):? ?(.*)$/));
    if (name === 'event') event = value;
    if (name === 'data') data.push(value);
    if (line) return;
    if (data.length) onEvent({ event: event || 'message', data: data.join('\n') });
    event = '';
    data = [];
  };

  return (text) => {
    // a carriage return at the very end may be half of a line's end: it waits for what follows
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = /** @type {string} */ (lines.pop());
    lines.forEach(take);
  };
};

/**
 * Reads until the server closes, the signal aborts, or nothing (not even a ping) has come for too long: a
 * connection that died silently looks like one on which nobody speaks.
 * @type {(body: ReadableStream<Uint8Array> | null, onEvent: OnEvent, signal: AbortSignal) => Promise<void>}
 */
export const readEvents = async (body, onEvent, signal) => {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (body).getReader();
  const decoder = new TextDecoder();
  const take = eventReader(onEvent);
  while (!signal.aborted) {
    const silence = setTimeout(() => reader.cancel(), SILENCE_MILLISECONDS);
    const { done, value } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    if (!signal.aborted) take(decoder.decode(value, { stream: true }));
  }
};
