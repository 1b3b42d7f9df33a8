// @ts-check
/** The session against a server that fails, forgets and repeats itself. */

import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { test } from 'node:test';

import { Memory } from '../../bot/widget/memory.js';
import { Session } from '../../bot/widget/session.js';
import { backoff, Refused } from '../../bot/widget/transport.js';
import { words } from '../../bot/widget/words.js';

/** A storage as browsers have it. */
class Shelf extends Map {
  getItem = (name) => this.get(name) ?? null;
  setItem = (name, value) => void this.set(name, value);
  removeItem = (name) => void this.delete(name);
}

/** Answers like the server; `refusals` are thrown first, one for each message that is sent. */
class Server {
  sent = [];
  tokens = 0;
  typed = [];
  typing = async (token) => void this.typed.push(token);
  config = async () => ({ clinic: 'A clinic', greeting: 'Hello', privacy: 'Kept', starters: [] });
  begin = async () => `token ${(this.tokens += 1)}`;
  history = async () => this.past;
  follow = ({ onMessage, signal }) => {
    this.tell = onMessage;
    return new Promise((resolve) => signal.addEventListener('abort', resolve));
  };

  constructor(refusals = [], past = []) {
    this.refusals = refusals;
    this.past = past;
  }

  send = async (token, body) => {
    this.sent.push({ token, ...body });
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
  };
}

async function aChat(t, { server = new Server(), local = new Shelf(), tab = new Shelf() } = {}) {
  const life = new AbortController();
  t.after(() => life.abort());
  const chat = { server, local, tab, state: null, session: null };
  const memory = new Memory('here', () => local, () => tab);
  chat.session = new Session(server, memory, (state) => (chat.state = state), life.signal);
  chat.session.show();
  await nextTurn();
  return chat;
}

const delivery = ({ state }) => state.thread.entries.map((entry) => [entry.delivery, entry.trouble]);
const bearing = (token) => new Shelf([['clinic-chat token here', token]]);

test('nothing is stored before the first message', async (t) => {
  const chat = await aChat(t);

  assert.deepEqual([chat.local.size, chat.tab.size], [0, 0]);
  chat.session.hide();
  assert.deepEqual([chat.local.size, chat.tab.size], [0, 0]);
});

test('the first message begins a conversation, which the next page finds again', async (t) => {
  const first = await aChat(t);

  first.session.say(' does it hurt? ');
  await nextTurn();
  const second = await aChat(t, { ...first, server: new Server([], [{ id: '1', from: 'bot', text: 'Hi', at: '' }]) });

  assert.deepEqual(first.server.sent.map(({ token, text }) => [token, text]), [['token 1', 'does it hurt?']]);
  assert.deepEqual(second.state.thread.entries.map(({ text }) => text), ['Hi']);
});

test('messages are sent one after the other, in the order in which they were written', async (t) => {
  const chat = await aChat(t);

  for (const text of ['one', 'two', 'three']) chat.session.say(text);
  await nextTurn();

  assert.deepEqual(chat.server.sent.map(({ text }) => text), ['one', 'two', 'three']);
  assert.equal(chat.server.tokens, 1);
});

test('while an answer is due, the server is told that more is being typed: once a second, and at no other time', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 10_000 });
  const chat = await aChat(t);

  chat.session.write();
  assert.deepEqual(chat.server.typed, [], 'nothing was sent yet, so nothing waits');
  chat.session.say('hi');
  chat.session.write();
  assert.deepEqual(chat.server.typed, [], 'the server does not know of it yet');
  await nextTurn();
  chat.session.write();
  t.mock.timers.tick(900);
  chat.session.write();
  assert.deepEqual(chat.server.typed, ['token 1']);
  t.mock.timers.tick(100);
  chat.session.write();
  assert.deepEqual(chat.server.typed, ['token 1', 'token 1']);

  const { clientId } = chat.state.thread.entries[0];
  chat.server.tell({ id: '1', from: 'visitor', text: 'hi', at: '', client_id: clientId });
  t.mock.timers.tick(2_000);
  chat.session.write();
  assert.equal(chat.server.typed.length, 2, 'it is answered');
});

test('a message that did not reach the server is kept, and sent again under its first id', async (t) => {
  const chat = await aChat(t, { server: new Server([new TypeError('no network')]) });

  chat.session.say('does it hurt?');
  await nextTurn();
  assert.deepEqual(delivery(chat), [['failed', words.unreached]]);
  chat.session.retry(chat.state.thread.entries[0].clientId);
  await nextTurn();

  assert.deepEqual(delivery(chat), [['sent', undefined]]);
  assert.equal(chat.server.sent[0].id, chat.server.sent[1].id);
});

test('what could not be sent is still there after a reload', async (t) => {
  const before = await aChat(t, { server: new Server([new Refused(503, 'x')]) });

  before.session.say('does it hurt?');
  await nextTurn();
  const after = await aChat(t, { ...before, server: new Server() });

  assert.deepEqual(delivery(after), [['failed', words.unreached]]);
});

test("a refused message shows the server's own sentence, and cannot be sent again", async (t) => {
  const chat = await aChat(t, { server: new Server([new Refused(400, 'That is too long.')]) });

  chat.session.say('x');
  await nextTurn();

  assert.deepEqual(delivery(chat), [['refused', 'That is too long.']]);
});

test('a busy server is another matter: its sentence, and another try', async (t) => {
  const chat = await aChat(t, { server: new Server([new Refused(429, 'One moment.')]) });

  chat.session.say('x');
  await nextTurn();

  assert.deepEqual(delivery(chat), [['failed', `One moment. ${words.tryAgain}`]]);
});

test('an expired conversation is replaced, the message sent into the new one, and Dana told', async (t) => {
  const chat = await aChat(t, { server: new Server([new Refused(401, 'x')]), local: bearing('old') });

  chat.session.choose({ id: 't1.0.0', title: 'Is it safe?' });
  await nextTurn();

  const [first, second] = chat.server.sent;
  assert.deepEqual([first.token, first.choice, second.token, second.text], ['old', 't1.0.0', 'token 1', 'Is it safe?']);
  assert.equal(first.id, second.id);
  assert.deepEqual(chat.state.thread.earlier.map(({ text }) => text), [words.startedAfresh]);
  assert.deepEqual(delivery(chat), [['sent', undefined]]);
});

test('a server that knows no token at all is asked twice, not for ever', async (t) => {
  const chat = await aChat(t, { server: new Server([1, 2, 3, 4].map(() => new Refused(401, 'x'))) });

  chat.session.say('x');
  await nextTurn();

  assert.equal(chat.server.sent.length, 2);
  assert.equal(chat.state.thread.entries[0].delivery, 'refused');
});

test('a person is asked for once, however often the button is pressed', async (t) => {
  const chat = await aChat(t);

  chat.session.askForPerson();
  chat.session.askForPerson();
  await nextTurn();

  assert.deepEqual(chat.server.sent.map(({ text }) => text), [words.personMessage]);
});

test('a forgotten conversation leaves nothing behind, in other tabs either', async (t) => {
  const local = new Shelf();
  const chat = await aChat(t, { local });
  chat.session.say('does it hurt?');
  await nextTurn();
  const other = await aChat(t, { local });

  chat.session.forget();
  other.session.tokenChanged();

  for (const { state, tab } of [chat, other]) assert.deepEqual([state.thread.entries.length, tab.size], [0, 0]);
  assert.equal(local.size, 0);
});

test('a tab joins the conversation that another one has begun', async (t) => {
  const local = new Shelf();
  const chat = await aChat(t, { local });
  const other = await aChat(t, { local, server: new Server([], [{ id: '1', from: 'bot', text: 'Hi', at: '' }]) });

  chat.session.say('hello');
  await nextTurn();
  other.session.tokenChanged();
  await nextTurn();

  assert.deepEqual(other.state.thread.entries.map(({ text }) => text), ['Hi']);
});

test('where storage is forbidden, the conversation lasts as long as the page', async (t) => {
  const forbidden = () => {
    throw new Error('SecurityError');
  };
  const memory = new Memory('here', forbidden, forbidden);

  memory.token = 'token 1';
  memory.unsent = [{ clientId: 'c1', text: 'x', at: '' }];

  assert.equal(memory.token, 'token 1');
  assert.equal(memory.unsent.length, 1);
});

test('the pauses between attempts grow, and end at a quarter of a minute', () => {
  for (let failures = 1; failures < 40; failures += 1) {
    const most = Math.min(15_000, 500 * 2 ** failures);
    const pause = backoff(failures);

    assert.ok(pause >= most / 2 && pause <= most, `${failures}: ${pause}`);
  }
});
