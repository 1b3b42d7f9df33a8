/** The numbers of a safety reply can be called; nothing else becomes a link. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { numbersIn, telOf } from '../../bot/widget/calls.js';

test('each number is found once, in the order of the text', () => {
  const text = 'Call or text 988. If it is urgent, call 911 (999 in the UK, 112 in Europe). Again: 911.';

  assert.deepEqual(numbersIn(text), ['988', '911', '999', '112']);
});

test('a number is found however it is printed', () => {
  const printed = ['116 123', '555-0100', '(415) 555-0100', '415.555.0100', '+44 7700 900123', '+1 (415) 555-0100'];

  for (const number of printed) assert.deepEqual(numbersIn(`You can call us on ${number}.`), [number]);
});

test('two numbers are two, also with a full stop or a comma between them', () => {
  assert.deepEqual(numbersIn('Call 988. 911 is for emergencies, 112 for Europe'), ['988', '911', '112']);
});

test('a figure that nobody can call is none', () => {
  for (const text of ['day and night, 24/7', 'for 48 hours', '100mg', 'room B104', '5', '']) {
    assert.deepEqual(numbersIn(text), []);
  }
});

test('a link holds the digits alone, and the plus', () => {
  assert.equal(telOf('911'), 'tel:911');
  assert.equal(telOf('+1 (415) 555-0100'), 'tel:+14155550100');
});
