// The VFS over files that misbehave: power that goes, quotas, short reads, exceptions (WEB-16). Under node, with the
// wasm of the kill tests; a power loss here forgets what was not flushed, which no killed process can show.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryHandle, StorageFiles, fileNames, memoryFiles, spareSlot } from '../../shell/browser/worker/storage_files.js';
import { findings } from './lib/kills.mjs';
import { check, execute, openProbe, runLong } from './lib/probe.mjs';
import { randomFrom } from './lib/random.mjs';

/// Keeps beside its bytes what has reached the disk; `lose` leaves that and, of what has not, what chance kept.
class LossyHandle extends MemoryHandle {
  constructor() {
    super();
    this.pending = [];
    this.durable = new MemoryHandle();
  }

  write(view, at) {
    this.pending.push({ bytes: view.slice(), at });
    return super.write(view, at);
  }

  truncate(length) {
    this.pending.push({ length });
    super.truncate(length);
  }

  flush() {
    this.pending.forEach((change) => LossyHandle.apply(this.durable, change));
    this.pending = [];
  }

  static apply(handle, { bytes, at, length }) {
    if (bytes) handle.write(bytes, at);
    else handle.truncate(length);
  }

  lose(random) {
    const kept = this.pending.filter(() => random.below(2) === 0);
    const after = new LossyHandle();
    for (const handle of [after, after.durable]) {
      handle.write(this.durable.bytes.slice(0, this.durable.length), { at: 0 });
      kept.forEach((change) => LossyHandle.apply(handle, change));
    }
    after.pending = [];
    return after;
  }
}

const powerGone = new Error('the power is gone');

/// The files of a machine whose power goes at the `limit`-th operation that changes something.
class Machine {
  constructor(handles = fileNames.map(() => new LossyHandle())) {
    this.handles = handles;
    this.left = Infinity;
    this.files = new StorageFiles(handles);
    for (const name of ['write', 'truncate', 'flush']) {
      const plain = this.files[name].bind(this.files);
      this.files[name] = (...given) => {
        if (--this.left < 0) throw powerGone;
        return plain(...given);
      };
    }
  }

  afterPowerLoss(random) {
    return new Machine(this.handles.map((handle) => handle.lose(random)));
  }
}

async function powerLosses(settings, count, seed) {
  const random = randomFrom(seed);
  let machine = new Machine();
  const acknowledged = [];
  for (let loss = 0; loss < count; ++loss) {
    const { core, opened } = await openProbe(machine.files, settings);
    assert.ok(opened.ok || loss > 0, opened.detail);
    const found = opened.ok ? findings({ check: check(core) }, acknowledged) : [`not opened: ${opened.detail}`];
    if (found.length > 0) return { found, loss };
    machine.left = random.below(900);
    for (let number = 0; machine.left >= 0; ++number) {
      const reply = execute(core, `p${loss}.${number}`, random.below(50));
      if (reply.kind === 'outcome') acknowledged.push(reply.outcome.command);
    }
    machine = machine.afterPowerLoss(random);
  }
  assert.ok(acknowledged.length > count / 2, 'the load was light');
  return { found: [], loss: count };
}

for (const journal of ['WAL', 'TRUNCATE']) {
  test(`WEB-16: 60 power losses in ${journal} mode lose nothing acknowledged`, async () => {
    assert.deepEqual((await powerLosses({ journal }, 60, 11)).found, []);
  });

  test(`WEB-16: a ${journal} commit that is not flushed is caught by these losses`, async () => {
    const { found } = await powerLosses({ journal, unsynced: true }, 60, 11);
    assert.notDeepEqual(found, []);
  });
}

test('WEB-16: a quota that is used up is storage_full, and the database stays whole', async () => {
  for (const journal of ['WAL', 'TRUNCATE']) {
    const files = memoryFiles();
    const { core } = await openProbe(files, { journal });
    assert.equal(execute(core, 'before').kind, 'outcome');
    const plain = files.write.bind(files);
    let left = 40;
    files.write = (...given) => {
      if (--left < 0) throw Object.assign(new Error('no room'), { name: 'QuotaExceededError' });
      return plain(...given);
    };
    const refused = execute(core, 'refused');
    assert.equal(refused.kind, 'error');
    assert.equal(refused.code, 'storage_full');
    files.write = plain;
    assert.equal(execute(core, 'after').kind, 'outcome');
    const after = check(core);
    assert.deepEqual(findings({ check: after }, ['before', 'after']), []);
    assert.deepEqual(after.log, ['before', 'after']);
  }
});

test('WEB-16: a write that is cut short is storage_full as well', async () => {
  const files = memoryFiles();
  const { core } = await openProbe(files);
  const plain = files.write.bind(files);
  files.write = (slot, view, offset) => plain(slot, view.subarray(0, view.byteLength / 2), offset);
  assert.equal(execute(core, 'cut').code, 'storage_full');
  files.write = plain;
  assert.deepEqual(findings({ check: check(core) }, []), []);
});

test('WEB-16: exceptions of every file operation end at the border', async () => {
  for (const name of ['read', 'write', 'truncate', 'flush', 'size']) {
    const files = memoryFiles();
    const { core } = await openProbe(files, { journal: 'TRUNCATE' });
    assert.equal(execute(core, 'before').kind, 'outcome');
    const plain = files[name].bind(files);
    files[name] = () => { throw new TypeError('broken'); };
    execute(core, 'during');
    files[name] = plain;
    const again = await openProbe(files, { journal: 'TRUNCATE' });
    assert.ok(again.opened.ok, `${name}: ${again.opened.detail}`);
    assert.deepEqual(findings({ check: check(again.core) }, ['before']), [], name);
  }
});

test('WEB-16: full synchronisation, and WAL where it is asked for', async () => {
  const { core } = await openProbe(memoryFiles(), { journal: 'WAL' });
  assert.equal(check(core).synchronous, 2);
  assert.equal(check(core).journal, 1);
});

const contents = (handle) => Buffer.from(handle.bytes.slice(0, handle.length));

test('WEB-19: an exported file is one moment of the database, and comes back by an import', async () => {
  const files = memoryFiles();
  const { core } = await openProbe(files);
  execute(core, 'one');
  const exported = runLong(core, { kind: 'export_db' });
  assert.equal(exported.at(-1).kind, 'result');
  const copy = contents(files.handles[spareSlot]);
  execute(core, 'two');
  files.truncate(spareSlot, 0);
  files.write(spareSlot, copy, 0);
  const imported = runLong(core, { kind: 'import_db', bytes: copy.length });
  assert.equal(imported.at(-1).kind, 'result', JSON.stringify(imported.at(-1)));
  assert.deepEqual(check(core).log, ['one']);
  assert.deepEqual(findings({ check: check(core) }, ['one']), []);
});

test('WEB-19: a file that is damaged, foreign or none is not taken, and what was there stays', async () => {
  const files = memoryFiles();
  const { core } = await openProbe(files);
  execute(core, 'kept');
  runLong(core, { kind: 'export_db' });
  const whole = contents(files.handles[spareSlot]);
  const damaged = Buffer.from(whole);
  damaged.fill(0x55, 4096 * 3, 4096 * 20);
  const foreign = Buffer.from(whole);
  foreign.writeUInt32BE(1, 68);
  const cases = [[damaged, 'damaged'], [foreign, 'other_version'], [Buffer.from('no database at all'.repeat(400)), 'not_a_database'],
    [Buffer.alloc(0), 'not_a_database']];
  for (const [file, code] of cases) {
    files.truncate(spareSlot, 0);
    files.write(spareSlot, file, 0);
    const last = runLong(core, { kind: 'import_db', bytes: file.length }).at(-1);
    assert.equal(last.kind, 'error');
    assert.equal(last.code, code, last.detail);
    assert.deepEqual(findings({ check: check(core) }, ['kept']), []);
  }
});

test('WEB-19: an import that is cancelled while it replaces leaves what was there', async () => {
  const files = memoryFiles();
  const { core } = await openProbe(files);
  execute(core, 'kept');
  runLong(core, { kind: 'export_db' });
  execute(core, 'later');
  core.message({ id: 900, kind: 'import_db', bytes: 1 });
  for (let step = 0; step < 3; ++step) core.step();
  const [answer] = core.message({ kind: 'cancel', request: 900 });
  assert.equal(answer.code, 'cancelled');
  assert.equal(core.more(), false);
  assert.deepEqual(check(core).log, ['kept', 'later']);
});

test('WEB-16: the memory files behave like a file', () => {
  const handle = new MemoryHandle();
  assert.equal(handle.read(new Uint8Array(4), { at: 10 }), 0);
  handle.write(Uint8Array.of(1, 2, 3, 4), { at: 2 });
  assert.equal(handle.getSize(), 6);
  const seen = new Uint8Array(8).fill(9);
  assert.equal(handle.read(seen, { at: 0 }), 6);
  assert.deepEqual([...seen], [0, 0, 1, 2, 3, 4, 9, 9]);
  handle.truncate(3);
  handle.truncate(6);
  assert.equal(handle.read(seen, { at: 0 }), 6);
  assert.deepEqual([...seen.subarray(0, 6)], [0, 0, 1, 0, 0, 0]);
});
