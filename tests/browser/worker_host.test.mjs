// The worker's host and the page's client without a browser: what is let through, when, and what happens when the core
// fails. Under node, with a core that the test plays.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHash } from 'node:crypto';
import { Attachments, MemoryAttachments, OpfsAttachments } from '../../shell/browser/worker/attachments.js';
import { Host } from '../../shell/browser/worker/host.js';
import { requestKinds, whatIsWrong } from '../../shell/browser/worker/protocol.js';
import { MemoryHandle } from '../../shell/browser/worker/storage_files.js';

class PlayedCore {
  constructor() {
    this.asked = [];
    this.steps = [];
    this.due = -1;
    this.closed = false;
    this.reply = (message) => [{ id: message.id, kind: 'result', value: null }];
  }

  attach(files) { this.files = files; }

  open() { return { ok: true, fresh: true }; }

  message(message) {
    this.asked.push(message);
    return this.reply(message);
  }

  step() { return this.steps.shift()(); }

  more() { return this.steps.length > 0; }

  nextDue() { return this.due; }

  close() { this.closed = true; }
}

/// A browser whose time and tasks the test moves.
class PlayedBrowser {
  constructor(parts = {}) {
    this.time = 1_000_000;
    this.timers = [];
    this.tasks = [];
    this.ended = false;
    this.openHandles = 0;
    this.busyTimes = 0;
    this.released = 0;
    this.secure = true;
    this.hasSyncHandles = true;
    this.locks = { request: (_name, options, hold) => this.lock(options, hold) };
    this.taken = false;
    this.waiters = [];
    this.storage = {
      getDirectory: async () => ({ getDirectoryHandle: async () => ({ getFileHandle: async () => this.file() }) }),
      persisted: async () => true,
      estimate: async () => ({ usage: 10, quota: 100 }),
    };
    this.now = () => this.time;
    this.setTimer = (task, ms) => { const timer = { task, ms }; this.timers.push(timer); return timer; };
    this.clearTimer = (timer) => { this.timers = this.timers.filter((each) => each !== timer); };
    this.later = (task) => this.tasks.push(task);
    this.end = () => { this.ended = true; };
    Object.assign(this, parts);
  }

  async lock({ ifAvailable }, hold) {
    if (this.taken && ifAvailable) return hold(null);
    if (this.taken) await new Promise((resolve) => this.waiters.push(resolve));
    this.taken = true;
    await hold({});
    this.taken = false;
    ++this.released;
    this.waiters.shift()?.();
    return undefined;
  }

  file() {
    return {
      createSyncAccessHandle: async () => {
        if (this.busyTimes > 0) {
          --this.busyTimes;
          throw Object.assign(new Error('busy'), { name: 'NoModificationAllowedError' });
        }
        ++this.openHandles;
        const handle = new MemoryHandle();
        handle.close = () => { --this.openHandles; };
        return handle;
      },
    };
  }

  fireTimers() {
    const fired = this.timers;
    this.timers = [];
    fired.forEach(({ task }) => task());
    return fired.map(({ ms }) => ms);
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

async function makeHost(browser = new PlayedBrowser(), core = new PlayedCore(), loadWriter = async () => null) {
  const posted = [];
  const host = new Host({ browser, loadCore: async () => core, loadWriter, post: (message) => posted.push(message) });
  host.begin();
  for (let turn = 0; turn < 10; ++turn) await settle();
  return { host, core, browser, posted };
}

const command = { id: 'c', name: 'n', payload: {} };

test('WEB-21: a cancel never overtakes the start that it is about, whatever the host waits for', async () => {
  const browser = new PlayedBrowser();
  const asked = [];
  browser.storage.persisted = () => new Promise((answer) => asked.push(answer));
  const { host, core, posted } = await makeHost(browser);
  host.receive({ id: 1, kind: 'start', data: 'demo' });
  assert.equal(asked.length, 1, 'the host waits for the browser');
  host.receive({ id: 2, kind: 'cancel', request: 1 });
  asked[0](true);
  for (let turn = 0; turn < 10; ++turn) await settle();
  const replies = posted.filter(({ id }) => id > 0).map(({ id, kind, code }) => [id, kind, code]);
  assert.deepEqual(replies, [[1, 'error', 'cancelled'], [2, 'result', undefined]]);
  assert.equal(posted.at(-1).kind, 'ready');
  assert.deepEqual(core.asked, []);
});

test('CON-7: the page can state neither now nor the actor', async () => {
  const { host, core, posted, browser } = await makeHost();
  for (const extra of [{ now: 1 }, { actor: { user: 'x' } }]) {
    host.receive({ id: 1, kind: 'execute', command, ...extra });
    host.receive({ id: 2, kind: 'execute', command: { ...command, ...extra } });
  }
  assert.equal(core.asked.length, 0);
  assert.deepEqual(posted.slice(1).map(({ code }) => code), Array(4).fill('malformed'));
  host.receive({ id: 3, kind: 'act_as', actor: { user: 'u', role: 'auditor', party: 0 } });
  host.receive({ id: 4, kind: 'execute', command });
  assert.deepEqual(core.asked, [{ id: 4, kind: 'execute', command, actor: { user: 'u', role: 'auditor', party: 0 }, now: browser.time }]);
});

test('CON-9: the set of requests is closed', () => {
  const good = { execute: { command }, why_not: { command }, query: { name: 'q' }, subscribe: { name: 'q', params: {} },
    unsubscribe: { subscription: 1 }, start: { data: 'demo' }, cancel: { request: 1 }, storage: {}, export_db: {},
    import_db: { file: new Blob([]) }, export_statement: { params: {} }, attach: { file: new Blob([]) }, attachment: { params: {} }, close: {}, act_as: { actor: null } };
  assert.deepEqual(Object.keys(good).sort(), Object.values(requestKinds).sort());
  for (const [kind, fields] of Object.entries(good)) {
    assert.equal(whatIsWrong({ id: 1, kind, ...fields }), null, kind);
    assert.equal(whatIsWrong({ id: 1, kind, ...fields, more: 1 }), 'more', kind);
    assert.equal(whatIsWrong({ id: 0, kind, ...fields }), 'id', kind);
    assert.equal(whatIsWrong({ id: 1.5, kind, ...fields }), 'id', kind);
    assert.equal(whatIsWrong({ kind, ...fields }), 'id', kind);
  }
  for (const kind of ['tick', 'constructor', '__proto__', undefined, 7]) assert.equal(whatIsWrong({ id: 1, kind }), 'kind');
  for (const message of [null, 'x', 7, [], undefined]) assert.equal(whatIsWrong(message), 'not an object');
  assert.equal(whatIsWrong({ id: 1, kind: 'execute', command: { id: 'c', name: 'n' } }), 'command');
  assert.equal(whatIsWrong({ id: 1, kind: 'start', data: 'other' }), 'data');
  assert.equal(whatIsWrong({ id: 1, kind: 'query' }), 'name');
});

test('WEB-16: a request before the database is open waits for it', async () => {
  const browser = new PlayedBrowser({ taken: true });
  const { host, core, posted } = await makeHost(browser);
  host.receive({ id: 1, kind: 'execute', command });
  host.receive({ id: 2, kind: 'query', name: 'q' });
  host.receive({ id: 3, kind: 'cancel', request: 2 });
  assert.equal(core.asked.length, 0);
  assert.deepEqual(posted.map(({ id, kind }) => [id, kind]), [[2, 'error'], [3, 'result']]);
  browser.taken = false;
  browser.waiters.shift()();
  for (let turn = 0; turn < 10; ++turn) await settle();
  assert.deepEqual(core.asked.map(({ id }) => id), [1]);
});

test('WEB-17: a second worker says that it waits, but not for the moment that a reload takes', async () => {
  const browser = new PlayedBrowser({ taken: true });
  const { posted } = await makeHost(browser);
  assert.deepEqual(posted, []);
  browser.fireTimers();
  assert.deepEqual(posted, [{ kind: 'waiting', reason: 'other_tab' }]);
  browser.taken = false;
  browser.waiters.shift()();
  for (let turn = 0; turn < 10; ++turn) await settle();
  assert.equal(posted.at(-1).kind, 'ready');
  const quick = new PlayedBrowser({ taken: true });
  const second = await makeHost(quick);
  quick.taken = false;
  quick.waiters.shift()();
  for (let turn = 0; turn < 10; ++turn) await settle();
  quick.fireTimers();
  assert.deepEqual(second.posted.map(({ kind }) => kind), ['ready']);
});

test('WEB-16: busy handles are tried again with growing pauses, all or none, and are never a reason for memory', async () => {
  const browser = new PlayedBrowser({ busyTimes: 14 * 4 });
  const { posted } = await makeHost(browser);
  const pauses = [];
  for (let turn = 0; turn < 40 && posted.at(-1)?.kind !== 'ready'; ++turn) {
    assert.equal(browser.openHandles, 0);
    pauses.push(...browser.fireTimers());
    for (let inner = 0; inner < 10; ++inner) await settle();
  }
  assert.deepEqual(posted.map(({ kind, reason, storage }) => [kind, reason ?? storage]), [['waiting', 'handles_busy'], ['ready', 'opfs']]);
  assert.deepEqual(pauses.slice(0, 5), [4, 8, 16, 32, 64]);
  assert.equal(Math.max(...pauses), 1000);
});

test('WEB-18: each lack has its reason, and memory works', async () => {
  const lacks = {
    insecure_context: { secure: false, storage: undefined, locks: undefined },
    no_opfs: { storage: {} },
    no_sync_handles: { hasSyncHandles: false },
    no_locks: { locks: undefined },
    refused: { storage: { getDirectory: async () => { throw new Error('private'); } } },
  };
  for (const [reason, parts] of Object.entries(lacks)) {
    const { host, posted, browser } = await makeHost(new PlayedBrowser(parts));
    assert.deepEqual(posted, [{ kind: 'ready', storage: 'memory', reason, persisted: false, fresh: true }]);
    host.receive({ id: 1, kind: 'storage' });
    await settle();
    assert.equal(posted[1].value.storage, 'memory');
    assert.equal(posted[1].value.reason, reason);
    assert.equal(browser.taken, false);
  }
});

test('WEB-18: storage reports usage, quota and whether it is persistent', async () => {
  const { host, posted } = await makeHost();
  host.receive({ id: 1, kind: 'storage' });
  host.receive({ id: 2, kind: 'storage', persisted: false });
  for (let turn = 0; turn < 5; ++turn) await settle();
  const value = { storage: 'opfs', reason: null, usage: 10, quota: 100 };
  assert.deepEqual(posted.slice(1).sort((a, b) => a.id - b.id), [
    { id: 1, kind: 'result', value: { ...value, persisted: true } },
    { id: 2, kind: 'result', value: { ...value, persisted: false } },
  ]);
});

test('WEB-14: between two steps other requests are answered and a cancel arrives; one long work at a time', async () => {
  const { host, core, browser, posted } = await makeHost();
  const progress = (done) => () => [{ id: 1, kind: 'progress', phase: 'demo', done, total: 3 }];
  core.reply = ({ id, kind, request }) => {
    if (kind === 'start') {
      core.steps = [progress(1), progress(2), progress(3)];
      return [];
    }
    if (kind !== 'cancel') return [{ id, kind: 'result', value: null }];
    core.steps = [];
    return [{ id: request, kind: 'error', code: 'cancelled', detail: null }];
  };
  host.receive({ id: 1, kind: 'start', data: 'demo' });
  host.receive({ id: 2, kind: 'export_db' });
  browser.tasks.shift()();
  host.receive({ id: 3, kind: 'query', name: 'q' });
  host.receive({ id: 4, kind: 'cancel', request: 1 });
  browser.tasks.shift()?.();
  host.receive({ id: 5, kind: 'start', data: 'demo' });
  assert.deepEqual(posted.slice(1).map(({ id, kind, code }) => [id, code ?? kind]),
    [[2, 'busy'], [1, 'progress'], [3, 'result'], [4, 'result'], [1, 'cancelled']]);
  assert.equal(host.longWork.id, 5);
});

/// A core that makes a statement of three pieces, and a writer that keeps them.
async function statementHost(writer, loadWriter = async () => writer) {
  const made = await makeHost(new PlayedBrowser(), new PlayedCore(), loadWriter);
  const { core } = made;
  const piece = (rows) => () => [{ id: 1, kind: 'piece', piece: { rows } }, { id: 1, kind: 'progress', phase: 'statement', done: 50, total: 100 }];
  core.reply = ({ id, kind, request }) => {
    if (kind === 'export_statement') {
      core.steps = [piece([1]), piece([2]), () => [{ id, kind: 'piece', piece: { rows: [3] } }, { id, kind: 'result', value: null }]];
      return [];
    }
    if (kind !== 'cancel') return [{ id, kind: 'result', value: null }];
    core.steps = [];
    return [{ id: request, kind: 'error', code: 'cancelled', detail: null }];
  };
  made.host.receive({ id: 1, kind: 'export_statement', params: { account: 2 } });
  for (let turn = 0; turn < 10; ++turn) await settle();
  return made;
}

class PlayedWriter {
  constructor(made) { Object.assign(this, { made, taken: [], head: { rows: 3 }, full: false, ended: 0 }); }

  take({ rows }) { this.taken.push(...rows); }

  finish() {
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      if (this.made instanceof Error) reject(this.made);
      else if (this.made) resolve(this.made);
    });
  }

  end() {
    ++this.ended;
    this.answer?.(null);
  }
}

async function allSteps({ browser }) {
  for (let turn = 0; turn < 20; ++turn) {
    browser.tasks.shift()?.();
    await settle();
  }
}

test('LED-8: a statement goes page by page to what writes its file, between other requests; no page sees a piece', async () => {
  const writer = new PlayedWriter({ file: new Blob(['file']) });
  const made = await statementHost(writer);
  const { host, browser, posted } = made;
  browser.tasks.shift()();
  host.receive({ id: 2, kind: 'query', name: 'q' });
  await allSteps(made);
  assert.deepEqual(writer.taken, [1, 2, 3]);
  assert.deepEqual(posted.slice(1).map(({ id, kind }) => [id, kind]), [[1, 'progress'], [2, 'result'], [1, 'progress'], [1, 'result']]);
  assert.deepEqual(posted.at(-1).value, { rows: 3 });
  assert.equal(await posted.at(-1).file.text(), 'file');
  assert.deepEqual([host.longWork, writer.ended], [null, 1]);
});

test('WEB-14: the core waits for what writes the file, and memory does not fill with what it has read', async () => {
  const writer = new PlayedWriter({ file: new Blob([]) });
  const made = await statementHost(writer);
  made.browser.tasks.shift()();
  writer.full = true;
  await allSteps(made);
  assert.deepEqual(writer.taken, [1, 2], 'one step was on its way');
  writer.full = false;
  writer.onRoom();
  await allSteps(made);
  assert.deepEqual(writer.taken, [1, 2, 3]);
  assert.equal(made.posted.at(-1).kind, 'result');
});

test('WEB-14: a statement that is cancelled, refused or cannot be written ends with the reason and no file', async () => {
  const writer = new PlayedWriter({ file: new Blob([]) });
  const cancelled = await statementHost(writer);
  cancelled.browser.tasks.shift()();
  cancelled.host.receive({ id: 2, kind: 'cancel', request: 1 });
  assert.deepEqual([cancelled.posted.at(-1).code, cancelled.host.longWork, writer.ended], ['cancelled', null, 1]);

  const late = await statementHost(new PlayedWriter(null));  // which packs and packs
  await allSteps(late);
  assert.equal(late.host.longWork.id, 1);
  late.host.receive({ id: 2, kind: 'cancel', request: 1 });
  await settle();
  assert.deepEqual([late.posted.at(-1).code, late.host.longWork], ['cancelled', null]);

  const refused = await statementHost(new PlayedWriter({ refusal: { code: 'sheet_too_long' } }));
  await allSteps(refused);
  assert.equal(refused.posted.at(-1).code, 'sheet_too_long');
  assert.deepEqual(refused.posted.at(-1).refusal, { code: 'sheet_too_long' });

  const broken = await statementHost(new PlayedWriter(new Error('out of memory')));
  await allSteps(broken);
  assert.deepEqual([broken.posted.at(-1).id, broken.posted.at(-1).code, broken.host.longWork], [1, 'worker_failed', null]);

  const missing = await statementHost(null, async () => { throw new Error('offline'); });
  assert.deepEqual([missing.posted.at(-1).code, missing.host.longWork, missing.core.asked.length], ['not_loaded', null, 0]);
});

test('CON-3: a deadline rings once it is due, and one that stays is not asked in a busy loop', async () => {
  const core = new PlayedCore();
  core.due = 1_000_500;
  const { browser } = await makeHost(new PlayedBrowser(), core);
  assert.deepEqual(browser.timers.map(({ ms }) => ms), [500]);
  browser.fireTimers();
  assert.equal(core.asked.length, 0, 'the timer came early');
  browser.time = 1_000_500;
  browser.fireTimers();
  assert.deepEqual(core.asked, [{ kind: 'tick', actor: null, now: 1_000_500 }]);
  assert.deepEqual(browser.timers.map(({ ms }) => ms), [1000]);
  core.due = 1_000_500 + 2 ** 40;
  browser.fireTimers();
  assert.deepEqual(browser.timers.map(({ ms }) => ms), [2 ** 31 - 1]);
});

test('WEB-16: a core that throws is asked nothing more, and lets go of files and lock', async () => {
  const { host, core, browser, posted } = await makeHost();
  core.reply = () => { throw new Error('unreachable'); };
  host.receive({ id: 1, kind: 'execute', command });
  host.receive({ id: 2, kind: 'execute', command });
  await settle();
  assert.equal(core.asked.length, 1);
  assert.deepEqual(posted.slice(1).map(({ id, code }) => [id, code]), [[null, 'worker_failed']]);
  assert.equal(browser.openHandles, 0);
  assert.equal(browser.released, 1);
});

test('WEB-16: where the database cannot be opened, every request is told why', async () => {
  const core = new PlayedCore();
  core.open = () => ({ ok: false, code: 'database_unreadable', detail: 'schema' });
  const { host, posted } = await makeHost(new PlayedBrowser(), core);
  host.receive({ id: 1, kind: 'execute', command });
  assert.deepEqual(posted.map(({ id, code, detail }) => [id, code, detail]),
    [[null, 'database_unreadable', 'schema'], [1, 'database_unreadable', 'schema']]);
  assert.equal(core.asked.length, 0);
});

test('WEB-16: close frees database, files and lock', async () => {
  const { host, core, browser, posted } = await makeHost();
  host.receive({ id: 1, kind: 'close' });
  await settle();
  assert.ok(core.closed && browser.ended);
  assert.equal(browser.openHandles, 0);
  assert.equal(browser.released, 1);
  assert.deepEqual(posted.at(-1), { id: 1, kind: 'result', value: null });
});

async function runTasks(browser, until) {
  for (let turn = 0; turn < 200 && !until(); ++turn) {
    browser.tasks.shift()?.();
    await settle();
  }
}

test('WEB-19: a file comes in slice by slice, and a cancel on the way reaches it', async () => {
  const { host, core, browser, posted } = await makeHost();
  const bytes = new Uint8Array(2.5 * 2 ** 20).map((_, place) => place % 251);
  host.receive({ id: 1, kind: 'import_db', file: new Blob([bytes]) });
  await runTasks(browser, () => core.asked.length > 0);
  assert.deepEqual(core.asked.map(({ kind, bytes: size, file }) => [kind, size, file]), [['import_db', bytes.length, undefined]]);
  const spare = browser.openHandles === 4 ? host.files : null;
  assert.equal(posted.filter(({ kind }) => kind === 'progress').length, 3);
  assert.equal(posted.at(-1).kind, 'result');
  assert.equal(spare.size(3), 0, 'the spare is emptied');
  host.receive({ id: 2, kind: 'import_db', file: new Blob([bytes]) });
  await settle();
  host.receive({ id: 3, kind: 'cancel', request: 2 });
  await runTasks(browser, () => posted.at(-1).code === 'cancelled');
  assert.deepEqual(posted.slice(-1).map(({ id, code }) => [id, code]), [[2, 'cancelled']]);
  assert.equal(core.asked.length, 1);
  assert.equal(host.longWork, null);
});

test('WEB-19: an export hands out what lies in the spare', async () => {
  const { host, core, browser, posted } = await makeHost();
  const bytes = Uint8Array.of(5, 6, 7);
  core.reply = ({ id }) => {
    host.files.write(3, bytes, 0);
    return [{ id, kind: 'result', value: null }];
  };
  host.receive({ id: 1, kind: 'export_db' });
  await runTasks(browser, () => posted.at(-1).kind === 'result');
  assert.deepEqual(new Uint8Array(await posted.at(-1).file.arrayBuffer()), bytes);
  assert.equal(host.files.size(3), 0);
});

test('WEB-16: a full disk while a file comes in is storage_full', async () => {
  const { host, browser, posted } = await makeHost();
  host.files.write = () => { throw Object.assign(new Error('full'), { name: 'QuotaExceededError' }); };
  host.receive({ id: 1, kind: 'import_db', file: new Blob([new Uint8Array(10)]) });
  await runTasks(browser, () => posted.at(-1).kind === 'error');
  assert.equal(posted.at(-1).code, 'storage_full');
  assert.equal(host.longWork, null);
});

// ---- CON-13

const look = (bytes) => ({ hash: createHash('sha256').update(bytes).digest('hex'), type: bytes[0] === 1 ? 'image/png' : '' });
const named = (content, name) => Object.assign(new Blob([content]), { name });
const one = new Uint8Array([1, 2, 3]);

/// A directory of files whose writes may be cut short, as by a death.
function playedDirectory() {
  const files = new Map();
  const directory = {
    files,
    cut: null,  // so many bytes are written, then it throws
    getDirectoryHandle: async () => directory,
    async getFileHandle(name, options) {
      if (!files.has(name)) {
        if (!options?.create) throw new DOMException('none', 'NotFoundError');
        files.set(name, new Uint8Array(0));
      }
      return {
        getFile: async () => new Blob([files.get(name)]),
        createSyncAccessHandle: async () => ({
          truncate: () => files.set(name, new Uint8Array(0)),
          write(bytes) {
            files.set(name, bytes.slice(0, directory.cut ?? bytes.byteLength));
            return files.get(name).byteLength;
          },
          flush() {},
          close() {},
        }),
      };
    },
  };
  return directory;
}

for (const [kind, make] of [['memory', () => new MemoryAttachments()], ['opfs', () => new OpfsAttachments(playedDirectory())]]) {
  test(`CON-13: what is kept in ${kind} is found by its hash, whole`, async () => {
    const attachments = new Attachments(make(), { look, loadSample: async () => null });
    const kept = await attachments.keep(named(one, 'a.png'), 100);
    assert.deepEqual(kept, { hash: look(one).hash, size: 3, type: 'image/png', name: 'a.png' });
    assert.deepEqual(new Uint8Array(await (await attachments.find(kept)).arrayBuffer()), one);
    assert.equal((await attachments.find(kept)).type, 'image/png');
    assert.equal(await attachments.find({ hash: '0'.repeat(64), type: 'image/png' }), null);
    assert.deepEqual(await attachments.keep(named(new Uint8Array([9]), 'b.png'), 100), { code: 'not_accepted' });
    assert.deepEqual(await attachments.keep(named(new Uint8Array(101), 'c.png'), 100), { code: 'too_large' });
  });
}

test('CON-13: a content that was half written is not found, and is written anew', async () => {
  const directory = playedDirectory();
  const attachments = new Attachments(new OpfsAttachments(directory), { look, loadSample: async () => null });
  directory.cut = 2;
  assert.equal((await attachments.keep(named(one, 'a.png'), 100)).code, 'storage_full');
  assert.equal(directory.files.get(look(one).hash).byteLength, 2);
  assert.equal(await attachments.find({ hash: look(one).hash, type: 'image/png' }), null);
  directory.cut = null;
  assert.equal((await attachments.keep(named(one, 'a.png'), 100)).hash, look(one).hash);
  assert.ok(await attachments.find({ hash: look(one).hash, type: 'image/png' }));
});

test('CON-13: what lies beside the page is taken where it is what its hash says', async () => {
  const samples = new Map([[look(one).hash, one], ['f'.repeat(64), one]]);
  const attachments = new Attachments(new MemoryAttachments(), { look, loadSample: async (hash) => samples.get(hash) ?? null });
  assert.ok(await attachments.find({ hash: look(one).hash, type: 'image/png' }));
  assert.equal(await attachments.find({ hash: 'f'.repeat(64), type: 'image/png' }), null);
});

test('CON-13: whether an attachment may be seen is the core\'s to say', async () => {
  const core = new PlayedCore();
  core.look = look;
  const { host, posted, browser } = await makeHost(new PlayedBrowser({ loadSample: async () => null, secure: false }), core);
  host.receive({ id: 1, kind: 'act_as', actor: { user: 'u', role: 'reseller_user', party: 3 } });
  host.receive({ id: 2, kind: 'attach', file: named(one, 'a.png') });
  for (let turn = 0; turn < 10; ++turn) await settle();
  assert.equal(posted.at(-1).value.hash, look(one).hash);
  const params = { process: 1, hash: look(one).hash };
  core.reply = ({ id }) => [{ id, kind: 'error', code: 'not_allowed', refusal: {} }];
  host.receive({ id: 3, kind: 'attachment', params });
  for (let turn = 0; turn < 10; ++turn) await settle();
  assert.deepEqual([posted.at(-1).id, posted.at(-1).code, posted.at(-1).file], [3, 'not_allowed', undefined]);
  core.reply = ({ id }) => [{ id, kind: 'result', value: { hash: params.hash, type: 'image/png', name: 'a.png', size: 3 } }];
  host.receive({ id: 4, kind: 'attachment', params });
  for (let turn = 0; turn < 10; ++turn) await settle();
  assert.deepEqual(core.asked.at(-1), { id: 4, kind: 'query', name: 'document', params, actor: { user: 'u', role: 'reseller_user', party: 3 }, now: browser.time });
  assert.equal(posted.at(-1).file.size, 3);
  core.reply = ({ id }) => [{ id, kind: 'result', value: { hash: '0'.repeat(64), type: 'image/png', name: 'b.png', size: 3 } }];
  host.receive({ id: 5, kind: 'attachment', params });
  for (let turn = 0; turn < 10; ++turn) await settle();
  assert.equal(posted.at(-1).code, 'not_here');
});
