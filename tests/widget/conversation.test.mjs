// @ts-check
/** What Dana sees of her conversation, whatever the network does. Run by `node --test tests/widget`. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  emptyThread,
  isWaiting,
  lastId,
  measured,
  openChoices,
  restarted,
  unsent,
  withDelivery,
  withMessage,
  withOutgoing,
} from '../../bot/widget/conversation.js';

const AT = '2026-05-06T10:20:00+00:00';
const written = (clientId = 'c1', text = 'does it hurt?', rest = {}) => ({ clientId, text, at: AT, ...rest });
const fromDana = (id, client_id = 'c1', text = 'does it hurt?') => ({ id, from: 'visitor', text, at: AT, client_id });
const fromBot = (id, rest = {}) => ({ id, from: 'bot', text: `reply ${id}`, at: AT, ...rest });
const told = (messages, thread = emptyThread) => messages.reduce((all, one) => withMessage(all, one), thread);
const texts = ({ entries }) => entries.map(({ text }) => text);

test('a message that is delivered twice is shown once', () => {
  const thread = told([fromDana('1'), fromBot('2'), fromDana('1'), fromBot('2')]);

  assert.deepEqual(texts(thread), ['does it hurt?', 'reply 2']);
});

test('taking in what is known changes nothing, so that nothing is drawn again', () => {
  const thread = told([fromDana('1'), fromBot('2')]);

  assert.equal(withMessage(thread, fromBot('2')), thread);
  assert.equal(withMessage(thread, fromDana(null)), thread);
});

test('replies stand in the order of the server, however they arrive', () => {
  const thread = told([fromBot('10'), fromBot('9'), fromBot('11'), fromBot('2')]);

  assert.deepEqual(thread.entries.map(({ id }) => id), ['2', '9', '10', '11']);
  assert.equal(lastId(thread), '11');
});

test('what was just written is there at once, and still there once when the server tells it', () => {
  const thread = withOutgoing(emptyThread, written());
  const after = told([fromDana('7')], thread);

  assert.equal(thread.entries[0].delivery, 'sending');
  assert.deepEqual(after.entries.map(({ key, id, delivery }) => [key, id, delivery]), [['c1', '7', 'sent']]);
});

test('a second question waits below the answer to the first', () => {
  let thread = withOutgoing(withOutgoing(emptyThread, written('c1', 'first')), written('c2', 'second'));

  thread = told([fromDana('1', 'c1', 'first'), fromBot('2')], thread);

  assert.deepEqual(texts(thread), ['first', 'reply 2', 'second']);
});

test('a reply is due from the moment the server has the message until it is answered', () => {
  const sending = withOutgoing(emptyThread, written());
  const sent = withDelivery(sending, 'c1', 'sent');

  assert.deepEqual([sending, sent, told([fromDana('1')], sent)].map(isWaiting), [false, true, false]);
});

test('a message whose sending failed counts as arrived when the stream brings it', () => {
  let thread = withDelivery(withOutgoing(emptyThread, written()), 'c1', 'failed', 'kept');

  assert.equal(unsent(thread).length, 1);
  thread = told([fromDana('1'), fromBot('2')], thread);

  assert.equal(unsent(thread).length, 0);
  assert.equal(thread.entries[0].trouble, undefined);
});

test('a late failure does not undo a message that has come back from the server', () => {
  const thread = told([fromDana('1')], withOutgoing(emptyThread, written()));

  assert.equal(withDelivery(thread, 'c1', 'failed', 'kept').entries[0].delivery, 'sent');
});

test('the buttons under the latest reply can be pressed until Dana says something', () => {
  const choices = [{ id: 't2.0.0', title: 'Is it safe?' }];
  const thread = told([fromDana('1'), fromBot('2', { choices }), fromBot('3')]);

  assert.deepEqual(openChoices(thread), choices);
  assert.deepEqual(openChoices(withOutgoing(thread, written('c2', 'Is it safe?', { choice: 't2.0.0' }))), []);
});

test('the buttons of an older reply do not come back', () => {
  const older = [{ id: 't2.0.0', title: 'Is it safe?' }];
  const thread = told([fromDana('1'), fromBot('2', { choices: older }), fromDana('3', 'c2'), fromBot('4')]);

  assert.deepEqual(openChoices(thread), []);
});

test('after an expired conversation the past stays above the note and the unsent moves below it', () => {
  let thread = told([fromDana('1'), fromBot('2')]);
  thread = withOutgoing(thread, written('c2', 'Is it safe?', { choice: 't2.0.0' }));

  thread = restarted(thread, 'a fresh start');

  assert.deepEqual(thread.earlier.map(({ text }) => text), ['does it hurt?', 'reply 2', 'a fresh start']);
  assert.deepEqual(thread.entries.map(({ text, choice }) => [text, choice]), [['Is it safe?', undefined]]);
});

test('the next conversation may use the same ids again', () => {
  let thread = restarted(told([fromDana('1'), fromBot('2')]), 'a fresh start');

  assert.equal(lastId(thread), '');
  thread = told([fromDana('1', 'c9', 'hello'), fromBot('2')], thread);

  assert.deepEqual(texts(thread), ['hello', 'reply 2']);
  const keys = [...thread.earlier, ...thread.entries].map(({ key }) => key);
  assert.equal(new Set(keys).size, keys.length);
});

test('only a web address becomes a link', () => {
  const link = (address) => told([fromBot('1', { source: { title: 'Cupping', link: address } })]).entries[0].source?.link;

  assert.equal(link('https://example.com/cupping'), 'https://example.com/cupping');
  for (const bad of ['javascript:alert(1)', 'data:text/html,x', '/cupping', 'https:///', null]) {
    assert.equal(link(bad), null, String(bad));
  }
});

test('length is counted as the server does it: in whole characters, without the space around', () => {
  assert.deepEqual(measured('  ', 10), { left: 10, sendable: false });
  assert.deepEqual(measured(' 🙂🙂 ', 10), { left: 8, sendable: true });
  assert.deepEqual(measured('x'.repeat(11), 10), { left: -1, sendable: false });
});
