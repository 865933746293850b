// The page's client: what it sends again, and to whom, when a worker fails. Under node, with workers that the test plays.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { WorkerClient } from '../../shell/browser/worker/client.js';

class PlayedWorker {
  static all = [];

  constructor() {
    this.got = [];
    this.terminated = false;
    PlayedWorker.all.push(this);
  }

  postMessage(message) { this.got.push(message); }

  terminate() { this.terminated = true; }

  say(message) { this.onmessage({ data: message }); }

  fail() { this.say({ id: null, kind: 'error', code: 'worker_failed', detail: 'gone' }); }
}

beforeEach(() => {
  PlayedWorker.all = [];
  globalThis.Worker = PlayedWorker;
});
afterEach(() => { delete globalThis.Worker; });

const command = { id: 'c', name: 'n', payload: {} };
const kinds = (worker) => worker.got.map(({ id, kind }) => `${kind} ${id}`);

test('WEB-16: what was not answered is asked again of the next worker, by the one who asked', () => {
  const client = new WorkerClient('w');
  const alice = { user: 'alice' };
  const bob = { user: 'bob' };
  client.send('act_as', { actor: alice });                       // 1
  client.send('subscribe', { name: 'q' });                       // 2
  const execute = client.send('execute', { command });           // 3
  client.send('act_as', { actor: bob });                         // 4
  client.send('query', { name: 'r' });                           // 5
  const [first] = PlayedWorker.all;
  for (const id of [1, 4]) first.say({ id, kind: 'result', value: null });
  first.fail();
  const [, second] = PlayedWorker.all;
  assert.ok(first.terminated);
  const sent = second.got.map(({ kind, id, actor }) => (kind === 'act_as' ? actor.user : `${kind} ${id}`));
  assert.deepEqual(sent, ['alice', 'subscribe 2', 'execute 3', 'bob', 'query 5']);
  assert.deepEqual(second.got.find(({ id }) => id === execute).command, command);
});

test('WEB-16: an answered request is not asked again, and a late word of the old worker is not heard', async () => {
  const heard = [];
  const client = new WorkerClient('w', { onMessage: (message) => heard.push(message) });
  const answered = client.request('execute', { command });
  const [first] = PlayedWorker.all;
  first.say({ id: 1, kind: 'outcome', outcome: { code: 'done' } });
  assert.equal((await answered).outcome.code, 'done');
  first.fail();
  first.say({ id: 1, kind: 'outcome', outcome: {} });
  assert.deepEqual(PlayedWorker.all[1].got, []);
  assert.deepEqual(heard.map(({ kind }) => kind), ['outcome', 'error']);
});

test('WEB-14: long work is not begun again behind the back of who began it', async () => {
  const client = new WorkerClient('w');
  const answered = client.request('start', { data: 'demo' });
  PlayedWorker.all[0].fail();
  assert.equal((await answered).code, 'worker_failed');
  assert.deepEqual(PlayedWorker.all[1].got, []);
});

test('WEB-16: a request that kills every worker is given up, the others are answered', async () => {
  const client = new WorkerClient('w');
  const poison = client.request('query', { name: 'poison' });
  PlayedWorker.all[0].fail();
  const other = client.request('query', { name: 'other' });
  PlayedWorker.all[1].fail();
  PlayedWorker.all[2].fail();
  assert.equal((await poison).code, 'worker_failed');
  assert.deepEqual(kinds(PlayedWorker.all[3]), ['query 2']);
  PlayedWorker.all[3].say({ id: 2, kind: 'result', value: 1 });
  assert.equal((await other).value, 1);
});

test('WEB-16: a worker that never starts is not tried for ever, and requests are told', async () => {
  const client = new WorkerClient('w');
  for (let each = 0; each < 4; ++each) PlayedWorker.all[each].fail();
  assert.equal(PlayedWorker.all.length, 4);
  assert.equal((await client.request('query', { name: 'q' })).code, 'worker_failed');
});

test('WEB-17: a page that is put away ends its worker, and one that comes back starts another', () => {
  const page = new EventTarget();
  const client = new WorkerClient('w');
  client.followPage(page);
  client.send('subscribe', { name: 'q' });
  page.dispatchEvent(new Event('pagehide'));
  assert.ok(PlayedWorker.all[0].terminated);
  client.send('query', { name: 'r' });
  page.dispatchEvent(new Event('pageshow'));
  assert.equal(PlayedWorker.all.length, 1);
  page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  assert.deepEqual(kinds(PlayedWorker.all[1]), ['subscribe 1', 'query 2']);
});

test('WEB-18: the page asks for persistent storage and hands the answer on', async () => {
  const client = new WorkerClient('w');
  const report = client.askPersistent({ persist: async () => true });
  await new Promise((resolve) => setImmediate(resolve));
  const [worker] = PlayedWorker.all;
  assert.deepEqual(worker.got, [{ id: 1, kind: 'storage', persisted: true }]);
  worker.say({ id: 1, kind: 'result', value: { persisted: true } });
  assert.equal((await report).value.persisted, true);
});
