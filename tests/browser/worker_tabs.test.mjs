// WEB-17, WEB-18 and WEB-20 in the browser: one tab owns the database and the next takes over; without the private file
// system it works in memory and says so; no cross-origin isolation is needed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchOnDisk, makeProfile } from './lib/chromium.mjs';
import { findings } from './lib/kills.mjs';
import { startServer } from './lib/server.mjs';

let server;
let own;
const profile = makeProfile();
const elsewhere = 'books.example';

before(async () => {
  server = await startServer();
  own = await launchOnDisk(profile.path, [`--host-resolver-rules=MAP ${elsewhere} 127.0.0.1`]);
});
after(async () => {
  await own?.kill();
  await server?.close();
  profile.remove();
});

async function openPage(url = `${server.url}/blank`) {
  const page = await own.context.newPage();
  await page.goto(url);
  return page;
}

/// A life of the probe in a page, kept there as window.life.
function startLife(page, settings = {}) {
  return page.evaluate(async (given) => {
    const { Life } = await import('/tests/browser/vfs_probe/load_page.js');
    window.life = new Life(given);
  }, settings);
}

const ready = (page) => page.evaluate(() => window.life.ready);
const execute = (page, command) => page.evaluate((each) => window.life.execute(each, 3), command);
const check = (page) => page.evaluate(() => window.life.check());
const waiting = (page) => page.evaluate(() => window.life.waiting);

test('WEB-17: a second tab waits, says so, and takes over when the first closes', async () => {
  const first = await openPage();
  await startLife(first);
  assert.equal((await ready(first)).storage, 'opfs');
  assert.equal((await execute(first, 'tab.1')).kind, 'outcome');
  const second = await openPage();
  await startLife(second);
  assert.equal((await waiting(second)).reason, 'other_tab');
  const early = execute(second, 'tab.2');  // asked while it waits, answered when it owns
  assert.equal((await execute(first, 'tab.3')).kind, 'outcome');
  await first.close();
  assert.equal((await ready(second)).storage, 'opfs');
  assert.equal((await early).kind, 'outcome');
  const found = await check(second);
  assert.deepEqual(findings({ check: found }, ['tab.1', 'tab.2', 'tab.3']), []);
  await second.close();
});

test('WEB-17: a waiting tab takes over when the process of the first is killed', async () => {
  const first = await openPage();
  await startLife(first);
  await ready(first);
  assert.equal((await execute(first, 'kill.1')).kind, 'outcome');
  const second = await openPage();
  await startLife(second);
  await waiting(second);
  const crash = await own.context.newCDPSession(first);
  crash.send('Page.crash').catch(() => {});
  assert.equal((await ready(second)).storage, 'opfs');
  assert.deepEqual(findings({ check: await check(second) }, ['kill.1']), []);
  await Promise.all([first.close().catch(() => {}), second.close()]);
});

test('WEB-17: a page that is left lets go at once', async () => {
  const first = await openPage();
  await first.evaluate(async () => {
    const { WorkerClient } = await import('/shell/browser/worker/client.js');
    await new Promise((resolve) => {
      window.client = new WorkerClient('/tests/browser/vfs_probe/probe_main.js', { onMessage: ({ kind }) => kind === 'ready' && resolve() });
    });
    window.client.followPage(window);
  });
  const second = await openPage();
  await startLife(second);
  await waiting(second);
  await first.goto(`${server.url}/blank?left`);
  assert.equal((await ready(second)).storage, 'opfs');
  await Promise.all([first.close(), second.close()]);
});

test('WEB-16: the client starts another worker when one fails, and asks again', async () => {
  const page = await openPage();
  const answers = await page.evaluate(async () => {
    const { WorkerClient } = await import('/shell/browser/worker/client.js');
    const client = new WorkerClient('/tests/browser/vfs_probe/probe_main.js');
    const poison = client.request('query', { name: 'trap' });
    const command = { id: 'again.1', name: 'shift', payload: { delta: 1 } };
    const outcome = client.request('execute', { command });
    const all = await Promise.all([poison, outcome]);
    await client.request('close');
    return all;
  });
  assert.deepEqual(answers.map(({ kind, code }) => code ?? kind), ['worker_failed', 'outcome']);
  await page.close();
});

test('WEB-18: without each part it works in memory, with the reason, and keeps nothing', async () => {
  const page = await openPage();
  const lacks = { opfs: 'no_opfs', syncHandles: 'no_sync_handles', locks: 'no_locks', permission: 'refused' };
  for (const [lack, reason] of Object.entries(lacks)) {
    for (let life = 0; life < 2; ++life) {
      await startLife(page, { lacks: lack });
      const said = await ready(page);
      assert.deepEqual([said.kind, said.storage, said.reason, said.fresh], ['ready', 'memory', reason, true]);
      assert.equal((await execute(page, 'memory.1')).kind, 'outcome');
      assert.deepEqual(findings({ check: await check(page) }, ['memory.1']), []);
      await page.evaluate(() => window.life.kill());
    }
  }
  await page.close();
});

test('WEB-18: the page asks to keep the data, and usage and quota are known', async () => {
  const page = await openPage();
  const { value } = await page.evaluate(async () => {
    const { WorkerClient } = await import('/shell/browser/worker/client.js');
    const client = await new Promise((resolve) => {
      const made = new WorkerClient('/tests/browser/vfs_probe/probe_main.js', { onMessage: ({ kind }) => kind === 'ready' && resolve(made) });
    });
    const report = await client.askPersistent();
    await client.request('close');
    return report;
  });
  assert.equal(value.storage, 'opfs');
  assert.equal(typeof value.persisted, 'boolean');
  assert.ok(value.usage > 0 && value.quota > value.usage);
  await page.close();
});

test('WEB-20: no cross-origin isolation is needed', async () => {
  const page = await openPage();
  assert.equal(await page.evaluate(() => crossOriginIsolated), false);
  await startLife(page);
  assert.equal((await ready(page)).storage, 'opfs');
  await page.close();
});

test('WEB-20: on an address that is no secure context it says so, and works in memory', async () => {
  const page = await openPage(`http://${elsewhere}:${server.port}/blank`);
  assert.equal(await page.evaluate(() => isSecureContext), false);
  await startLife(page);
  const said = await ready(page);
  assert.deepEqual([said.storage, said.reason], ['memory', 'insecure_context']);
  assert.equal((await execute(page, 'insecure.1')).kind, 'outcome');
  await page.close();
});

test('WEB-19: a database goes out as a file and comes back', async () => {
  const page = await openPage();
  await startLife(page);
  await ready(page);
  await execute(page, 'file.1');
  const answers = await page.evaluate(async () => {
    const out = await window.life.request('export_db');
    await window.life.execute('file.2', 1);
    const back = await window.life.request('import_db', { file: out.file });
    const none = await window.life.request('import_db', { file: new Blob(['no database']) });
    return { size: out.file.size, back, none };
  });
  assert.ok(answers.size > 100_000);
  assert.equal(answers.back.kind, 'result', JSON.stringify(answers.back));
  assert.equal(answers.none.code, 'not_a_database');
  const found = await check(page);
  assert.deepEqual(findings({ check: found }, ['file.1']), []);
  assert.ok(!found.log.includes('file.2'));
  await page.close();
});
