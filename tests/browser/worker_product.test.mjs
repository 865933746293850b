// The worker as it is shipped, over the engine: demo, live views by party, files, and tabs killed under load (WEB-16).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { kill, launchOnDisk, makeProfile } from './lib/chromium.mjs';
import { randomFrom } from './lib/random.mjs';
import { projectRoot, startServer } from './lib/server.mjs';

const site = process.env.CH_WEB_DIR ?? join(projectRoot, 'build/web');
const profile = makeProfile();
const operations = { user: 'ops', role: 'settlement_operations', party: 0 };

let server;
let own;
let page;

before(async () => {
  server = await startServer(site);
  own = await launchOnDisk(profile.path);
  page = await openPage();
});
after(async () => {
  await own?.kill();
  await server?.close();
  profile.remove();
});

/// A page with window.client, whose worker has opened the database, and window.heard: all that the worker said.
async function openPage() {
  const opened = await own.context.newPage();
  await opened.goto(`${server.url}/blank`);
  await opened.evaluate(async () => {
    const { WorkerClient } = await import('/worker/client.js');
    window.heard = [];
    window.client = await new Promise((resolve) => {
      const client = new WorkerClient('/worker/worker_main.js', {
        onMessage: (message) => {
          window.heard.push(message);
          if (message.kind === 'ready') resolve(client);
        },
      });
    });
    window.client.followPage(window);
  });
  return opened;
}

const request = (kind, fields) =>
  page.evaluate(([each, given]) => window.client.request(each, given), [kind, fields]);
const heard = (kind) => page.evaluate((each) => window.heard.filter((message) => message.kind === each), kind);

let commands = 0;
function commandOf(name, payload) {
  const tail = String(++commands).padStart(12, '0');
  return { id: `019e0000-0000-7000-8000-${tail}`, name, payload };
}

test('WEB-18: a first visit is fresh, its storage is kept', async () => {
  const [ready] = await heard('ready');
  assert.deepEqual([ready.storage, ready.reason, ready.fresh], ['opfs', null, true]);
});

test('WEB-14: the demo shows progress, can be cancelled without a trace, and then be made', async () => {
  const cancelled = await page.evaluate(async () => {
    const { client } = window;
    const begun = new Promise((resolve) => { client.send('start', { data: 'demo' }, resolve); });
    while (!window.heard.some(({ kind }) => kind === 'progress')) await new Promise((resolve) => setTimeout(resolve, 5));
    await client.request('cancel', { request: client.lastId });
    return begun;
  });
  assert.equal(cancelled.code, 'cancelled');
  const made = await request('start', { data: 'demo', params: { merchants: 24, days: 10 } });
  assert.equal(made.kind, 'result', JSON.stringify(made));
  const steps = (await heard('progress')).filter(({ id }) => id === made.id);
  assert.ok(steps.length > 1 && steps.every(({ done, total }) => done <= total));
  assert.equal((await request('start', { data: 'empty', params: {} })).code, 'not_empty');
});

async function twoAccounts() {
  await request('act_as', { actor: operations });
  const { value } = await request('query', { name: 'accounts', params: {} });
  const usable = value.rows.filter(({ blocked, state }) => !blocked && state === 'active');
  assert.ok(usable.length >= 2);
  return usable.map(({ account }) => account);
}

test('WEB-14: a command on one account sends nothing to who watches another', async () => {
  const [mine, other] = await twoAccounts();
  const watch = (account) => page.evaluate((each) => window.client.send('subscribe', { name: 'account', params: { account: each } }), account);
  const ids = [await watch(mine), await watch(other)];
  await request('query', { name: 'users', params: {} });  // by its answer the first views are there
  const before = await heard('view');
  assert.deepEqual(before.map(({ id }) => id), ids);
  const blocked = await request('execute', { command: commandOf('block_account', { account: mine, reason: '核对资料' }) });
  assert.equal(blocked.outcome.code, 'done', JSON.stringify(blocked.outcome));
  await request('query', { name: 'users', params: {} });
  assert.deepEqual((await heard('view')).slice(2).map(({ id }) => id), [ids[0]]);
  for (const id of ids) assert.equal((await request('unsubscribe', { subscription: id })).kind, 'result');
  const unblocked = await request('execute', { command: commandOf('unblock_account', { account: mine, reason: '核对完毕' }) });
  assert.equal(unblocked.outcome.code, 'done', JSON.stringify(unblocked.outcome));
  assert.equal((await heard('view')).length, 3);
});

test('CON-11: the page can be anybody whom the house knows, but not its clock', async () => {
  await request('act_as', { actor: { user: 'clock', role: 'clock', party: 0 } });
  assert.equal((await request('query', { name: 'users', params: {} })).code, 'malformed');
  await request('act_as', { actor: { user: 'nobody', role: 'auditor', party: 0 } });
  assert.equal((await request('query', { name: 'users', params: {} })).code, 'no_such_grant');
  await request('act_as', { actor: operations });
});

test('WEB-19: the house goes out as a file and comes back as it was', async () => {
  const [account] = await twoAccounts();
  const answers = await page.evaluate(async (command) => {
    const out = await window.client.request('export_db');
    const blocked = await window.client.request('execute', { command });
    const back = await window.client.request('import_db', { file: out.file });
    return { out, blocked, back, size: out.file.size };
  }, commandOf('block_account', { account, reason: '核对资料' }));
  assert.ok(answers.size > 100_000);
  assert.equal(answers.blocked.outcome.code, 'done');
  assert.equal(answers.back.kind, 'result', JSON.stringify(answers.back));
  const { value } = await request('query', { name: 'account', params: { account } });
  assert.equal(value.blocked, false);
});

test('WEB-16: 8 tabs killed under load: every acknowledged command answers again with its outcome', async () => {
  const random = randomFrom(1616);
  const [account] = await twoAccounts();
  const acknowledged = [];
  await own.context.exposeBinding('acknowledge', (_source, command) => { acknowledged.push(command); });
  for (let death = 0; death < 8; ++death) {
    const ids = await own.rendererIds();
    const batch = Array.from({ length: 200 }, (_, place) => place % 2 === 0
      ? commandOf('block_account', { account, reason: '核对资料' })
      : commandOf('unblock_account', { account, reason: '核对完毕' }));
    const enough = acknowledged.length + 1 + random.below(25);
    await page.evaluate(async ([actor, all]) => {
      await window.client.request('act_as', { actor });
      for (const command of all) {
        window.client.send('execute', { command }, ({ outcome }) => window.acknowledge({ command, seq: outcome.seq }));
      }
    }, [operations, batch]);
    while (acknowledged.length < enough) await new Promise((resolve) => setTimeout(resolve, 1));
    ids.forEach(kill);
    await page.close().catch(() => {});
    page = await openPage();
    const known = acknowledged.splice(0);
    await request('act_as', { actor: operations });
    const again = await page.evaluate((all) => Promise.all(all.map(({ command }) => window.client.request('execute', { command }))), known);
    assert.deepEqual(again.map(({ outcome }) => [outcome.repeated, outcome.seq]), known.map(({ seq }) => [true, seq]), `death ${death}`);
  }
  const [ready] = await heard('ready');
  assert.equal(ready.fresh, false);
});
