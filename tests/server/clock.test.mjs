// CON-3, SRV-8, SRV-12, SRV-16: the server's clock jumps, forwards and back, while it runs: nothing happens twice, nothing is lost, and nobody
// is locked out for it. The tenant's own time never goes back.
import test from 'node:test';
import assert from 'node:assert/strict';
import {Server, allChanges, countinghouse, demo, fresh, newId} from './tools/server.mjs';
import {until} from './tools/database.mjs';
import {Live} from './tools/live.mjs';
import {Faults, day, hour} from './tools/faults.mjs';

const merchant = (number) => ({name: `示例${number}`, supplier: `S-${number}`});
const password = 'correct horse battery';

async function demoServed(faults) {
  const db = demo(30, 12);
  const first = countinghouse(['user', 'password', 'admin', '--db', db]).out.match(/sign-in: (\S+)/)[1];
  const server = await Server.start(db, [], faults.env);
  server.password = first;
  const cookie = await server.administrator();
  return {server, cookie, key: await server.key(cookie, 'ops-2', 'settlement_operations'), admin: await server.key(cookie, 'admin-2', 'administrator')};
}

test('CON-3, PRO-3, CON-7: the clock jumps ahead and back by hours and days: each deadline comes once, and time in the books never goes back', async () => {
  const faults = new Faults();
  const {server, key, admin} = await demoServed(faults);
  const sent = [];
  const one = async () => {
    const [id, payload] = [newId(), merchant(sent.length)];
    const answer = await server.run(key, 'register_merchant', payload, id);
    assert.equal(answer.value.code, 'done', JSON.stringify(answer.value));
    sent.push({id, payload, seq: answer.value.seq});
  };
  const changes = () => allChanges(server, admin);
  const before = (await changes()).length;
  for (const ahead of [0, 3 * day, 2 * hour, -5 * day, 3 * day, 4 * day, -30 * hour, 0, 4 * day + 5 * hour]) {
    faults.clock(ahead);
    await one();
    const again = sent[sent.length >> 1];  // whatever the clock says meanwhile
    const answer = await server.run(key, 'register_merchant', again.payload, again.id);
    assert.deepEqual([answer.value.code, answer.value.repeated, answer.value.seq], ['done', true, again.seq]);
    assert.equal((await server.ask('GET', '/health/ready')).status, 200);
  }
  const rows = await changes();
  rows.forEach((row, i) => assert.ok(i === 0 || Date.parse(row.at) >= Date.parse(rows[i - 1].at), `${row.at} after ${rows[i - 1]?.at}`));
  assert.deepEqual(rows.map((row) => row.seq), rows.map((_, i) => i + 1));
  assert.equal(new Set(rows.map((row) => row.id)).size, rows.length);
  const fired = rows.slice(before).filter((row) => row.role === 'clock');
  assert.ok(fired.length > 3, `${fired.length} deadlines came`);
  const halts = (all) => all.slice(before).filter((row) => row.name === 'halt_clock').length;
  assert.equal(halts(rows), 0);

  // Beyond the bound of the policy nothing falls due until a person has said that it is so late.
  const due = () => changes().then((all) => all.filter((row) => row.role === 'clock' && row.name !== 'halt_clock').length);
  const halted = await due();
  faults.clock(40 * day);
  await until('it halts', async () => halts(await changes()) === 1);
  await one();
  assert.equal(await due(), halted);
  faults.clock(0);
  await one();
  faults.clock(40 * day);
  assert.equal((await server.run(admin, 'confirm_clock', {})).value.code, 'done');
  await until('what was due comes', async () => await due() > halted);
  assert.equal(halts(await changes()), 1);
  await server.stop();
  const audit = countinghouse(['audit', '--db', server.db]);
  assert.equal(audit.status, 0, audit.out + audit.err);
});

test('SRV-16: a session ends at its time by whatever the clock says then, its socket with it, and a clock put back locks nobody out', async () => {
  const faults = new Faults();
  const server = await Server.start(fresh(), [], faults.env);
  const cookie = await server.administrator();
  const key = await server.key(cookie, 'ops', 'settlement_operations');
  await server.ask('POST', '/v1/logins/wang', {cookie, body: {password: 'a first password'}});
  const live = await Live.open(server, null, {cookie, origin: server.url});
  const byKey = await Live.open(server, key);
  const closed = new Promise((resolve) => live.socket.on('close', resolve));
  faults.clock(6 * day);
  assert.equal((await server.ask('GET', '/v1/session', {cookie})).value.user, 'admin');
  faults.clock(8 * day);
  await closed;  // by itself: nobody asks anything
  assert.equal((await server.ask('GET', '/v1/session', {cookie})).value, null);
  byKey.send({id: 1, kind: 'query', name: 'parties', params: {}});
  assert.equal((await byKey.next()).kind, 'result');
  byKey.close();
  // Locked out on a day that was a mistake.
  for (let i = 0; i < 7; ++i) await server.signIn('wang', 'wrong');
  assert.equal((await server.signIn('wang', 'a first password')).value.code, 'locked_out');
  for (let i = 0; i < 40; ++i) await server.signIn(`guess${i}`, 'wrong');
  assert.equal((await server.signIn('admin', password)).value.code, 'locked_out');
  faults.clock(0);
  assert.equal((await server.signIn('admin', password)).status, 200);
  assert.equal((await server.signIn('wang', 'a first password')).status, 200);
  assert.deepEqual(await server.stop(), {code: 0, signal: null});
});

test('SRV-12: a jump of the clock loses no lease, and gives none', async () => {
  const faults = new Faults();
  const server = await Server.start(fresh(), [], faults.env);
  const cookie = await server.administrator();
  const key = await server.key(cookie, 'ops', 'settlement_operations');
  const other = new Faults();
  for (const [ours, theirs] of [[5 * day, 0], [-5 * day, 5 * day], [0, 300 * day]]) {
    faults.clock(ours);
    other.clock(theirs);
    const second = Server.launch(server.db, [], other.env);
    assert.ok([4, 6].includes((await second.ended).code), second.log);
    assert.equal((await server.ask('GET', '/health/ready')).status, 200);
    assert.equal((await server.run(key, 'register_merchant', merchant(ours))).status, 200);
  }
  await server.stop();
  const audit = countinghouse(['audit', '--db', server.db]);
  assert.equal(audit.status, 0, audit.out + audit.err);
});
