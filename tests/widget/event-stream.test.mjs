// @ts-check
/** Server-sent events, in whatever pieces the network cuts them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventReader, readEvents } from '../../bot/widget/event-stream.js';

const STREAM = ': ping\r\n\r\nevent: message\r\nid: 1\r\ndata: {"text":\r\ndata: "hé"}\r\n\r\ndata:bare\n\nevent: other\n\n';
const EVENTS = [
  { event: 'message', data: '{"text":\n"hé"}' },
  { event: 'message', data: 'bare' },
];

test('a stream reads the same wherever it is cut', () => {
  for (let cut = 0; cut <= STREAM.length; cut += 1) {
    const events = [];
    const take = eventReader((event) => events.push(event));

    take(STREAM.slice(0, cut));
    take(STREAM.slice(cut));

    assert.deepEqual(events, EVENTS, `cut at ${cut}`);
  }
});

test('a letter that is cut in two arrives whole', async () => {
  const bytes = new TextEncoder().encode(STREAM);
  const events = [];

  const body = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  await readEvents(body, (event) => events.push(event), new AbortController().signal);

  assert.deepEqual(events, EVENTS);
});

test('lines may end in a carriage return alone', () => {
  const events = [];

  eventReader((event) => events.push(event))('data: a\r\rdata: b\r\r\n');

  assert.deepEqual(events.map(({ data }) => data), ['a', 'b']);
});
