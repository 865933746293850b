// WEB-16: nothing acknowledged is lost and nothing torn, at whatever instant worker, tab or browser die: 200 deaths
// at seeded instants, with a cache so small that a transaction spills into the files before its commit.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage, killBrowsers, killTabs, terminateWorkers } from './lib/kills.mjs';
import { randomFrom } from './lib/random.mjs';
import { startServer } from './lib/server.mjs';

const wal = { journal: 'WAL' };
const truncate = { journal: 'TRUNCATE' };
// The fallback's own rounds take minutes more: CH_SOAK=1 runs them.
const soak = { skip: process.env.CH_SOAK ? false : 'a soak: set CH_SOAK=1' };

let server;
before(async () => { server = await startServer(); });
after(async () => { await server?.close(); });

async function rounds(t, how, settings, count, seed) {
  const stage = new Stage(server);
  try {
    const outcome = await how(stage, { settings, count, random: randomFrom(seed) });
    t.diagnostic(`${outcome.deaths} deaths, ${outcome.acknowledged} commands acknowledged`);
    return outcome;
  } finally {
    await stage.close();
  }
}

async function loseNothing(t, how, settings, count, seed) {
  const outcome = await rounds(t, how, settings, count, seed);
  assert.deepEqual(outcome.found, []);
  assert.equal(outcome.deaths, count);
  assert.ok(outcome.acknowledged >= count, 'the load was light');
}

test('WEB-16: 30 terminated workers in WAL mode lose nothing acknowledged', (t) =>
  loseNothing(t, terminateWorkers, wal, 30, 1601));

test('WEB-16: 30 terminated workers in TRUNCATE mode lose nothing acknowledged', (t) =>
  loseNothing(t, terminateWorkers, truncate, 30, 1602));

test('WEB-16: 60 tabs killed in WAL mode lose nothing acknowledged', (t) =>
  loseNothing(t, killTabs, wal, 60, 1603));

test('WEB-16: 60 tabs killed in TRUNCATE mode lose nothing acknowledged', soak, (t) =>
  loseNothing(t, killTabs, truncate, 60, 1604));

test('WEB-16: 10 browsers killed in WAL mode lose nothing acknowledged', (t) =>
  loseNothing(t, killBrowsers, wal, 10, 1605));

test('WEB-16: 10 browsers killed in TRUNCATE mode lose nothing acknowledged', soak, (t) =>
  loseNothing(t, killBrowsers, truncate, 10, 1606));

test('WEB-16: an acknowledgement before its commit is caught by these kills', async (t) => {
  const outcome = await rounds(t, killTabs, { ...wal, earlyAck: true }, 60, 1603);
  assert.match(outcome.found.join('\n'), /acknowledged and lost/);
});

test('WEB-16: a VFS that answers 1 in xCheckReservedLock is caught by these kills', async (t) => {
  const outcome = await rounds(t, killTabs, { ...truncate, reservedLockHeld: true }, 60, 1604);
  assert.match(outcome.found.join('\n'), /corrupt|the sum is|generations/);
});
