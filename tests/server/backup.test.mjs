// SRV-15: a backup is made while the server runs, and proven when it is restored.
import test from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {Server, allChanges, countinghouse, demo, folder, fresh, newId} from './tools/server.mjs';
import {until} from './tools/database.mjs';

const merchant = (number) => ({name: `示例${number}`, supplier: `S${number}`});
const backup = (db, out) => countinghouse(['backup', '--db', db, '--out', out, '--json']);
const restore = (from, db) => countinghouse(['restore', from, '--db', db, '--json']);
const digest = (db) => JSON.parse(countinghouse(['digest', '--db', db, '--json']).out);

test('SRV-15: a backup under load is sound, and has every command that was acknowledged before it began', async () => {
  const backups = path.join(folder(), 'backups');
  const db = demo(40, 20);
  const server = await Server.start(db, ['--backups', backups]);
  const cookie = await server.administrator();
  const desk = await server.key(cookie, 'desk', 'settlement_operations');
  const machine = await server.key(cookie, 'machine', 'administrator', {may: ['backup']});
  assert.equal((await server.ask('POST', '/v1/backups', {token: desk})).value.code, 'only_administrators');
  const acknowledged = new Set();
  let number = 0, stop = false;
  const clients = Array.from({length: 8}, async () => {
    while (!stop) {
      const id = newId();
      const answer = await server.run(desk, 'register_merchant', merchant(++number), id);
      assert.equal(answer.status, 200, JSON.stringify(answer.value));
      acknowledged.add(id);
    }
  });
  await until('it is under load', () => acknowledged.size > 50);
  const before = new Set(acknowledged);
  const begun = await server.ask('POST', '/v1/backups', {token: machine});
  assert.equal(begun.status, 202, JSON.stringify(begun.value));
  const again = await server.ask('POST', '/v1/backups', {cookie});
  assert.ok(again.status === 202 || again.value.code === 'backup_under_way', JSON.stringify(again.value));
  const newest = async () => (await server.ask('GET', '/v1/backups', {token: machine})).value.find((one) => one.file === begun.value.file);
  await until('it is made', async () => (await newest()).state !== 'making');
  const during = acknowledged.size - before.size;
  stop = true;
  await Promise.all(clients);
  const made = await newest();
  assert.equal(made.state, 'done', made.detail);
  console.log(`a backup of ${(made.bytes / 1e6).toFixed(1)} MB held the engine for ${(made.longest_hold_us / 1000).toFixed(1)} ms at most; ${during} commands meanwhile`);
  assert.ok(during > 0 && made.attachments > 0);
  await server.stop();

  const copy = fresh('restored.db');
  const ran = restore(path.join(backups, made.file), copy);
  assert.equal(ran.status, 0, ran.err);
  const audit = countinghouse(['audit', '--db', copy, '--json']);
  assert.equal(audit.status, 0, audit.out + audit.err);
  assert.equal(JSON.parse(audit.out).commands, made.commands);
  const restored = await Server.start(copy);
  const done = new Set((await allChanges(restored, desk)).filter((row) => row.code === 'done').map((row) => row.id));
  assert.deepEqual([...before].filter((id) => !done.has(id)), []);
  assert.equal((await restored.signIn('admin', 'correct horse battery')).status, 200);
  assert.equal((await restored.run(desk, 'register_merchant', merchant('after'))).status, 200);
  await restored.stop();
  // Nothing is left of its making.
  assert.deepEqual(fs.readdirSync(backups).filter((name) => name.includes('work')), []);
});

test('SRV-15, SRV-19: a server that ends while it makes a backup ends well, and half a backup bears no name', async () => {
  const backups = path.join(folder(), 'backups');
  const server = await Server.start(demo(20, 10), ['--backups', backups]);
  const cookie = await server.administrator();
  const begun = await server.ask('POST', '/v1/backups', {cookie});
  assert.equal(begun.status, 202);
  assert.deepEqual(await server.stop(), {code: 0, signal: null});
  const left = fs.readdirSync(backups);
  assert.ok(left.length === 0 || (left.length === 1 && left[0] === begun.value.file && restore(path.join(backups, left[0]), fresh('again.db')).status === 0), left.join());
  assert.equal(countinghouse(['audit', '--db', server.db]).status, 0);
});

test('SRV-15: a server without a folder for backups says so, and nobody but administrators may ask', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  assert.equal((await server.ask('POST', '/v1/backups', {cookie})).value.code, 'no_backups');
  assert.deepEqual((await server.ask('GET', '/v1/backups', {cookie})).value, []);
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  assert.equal((await server.ask('GET', '/v1/backups', {token: ops})).value.code, 'only_administrators');
  await server.stop();
});

test('SRV-15: a backup that is cut short or changed anywhere is refused, and nothing is made of it', () => {
  const db = demo(2, 1);
  const out = path.join(folder(), 'a.ch');
  const made = backup(db, out);
  assert.equal(made.status, 0, made.err);
  assert.equal(JSON.parse(backup(db, out).err).error, 'not_empty');  // it is not written over
  const whole = fs.readFileSync(out);
  assert.equal(whole.length, JSON.parse(made.out).bytes);
  const bad = path.join(folder(), 'bad.ch');
  const refused = (bytes, why) => {
    fs.writeFileSync(bad, bytes);
    const target = fresh('new.db');
    const ran = restore(bad, target);
    assert.deepEqual([ran.status, JSON.parse(ran.err).error], [3, 'backup_damaged'], ran.err);
    assert.match(JSON.parse(ran.err).message.en, why);
    assert.equal(countinghouse(['audit', '--db', target]).status, 4);
  };
  for (const length of [0, 5, 24, 60, 5_000, whole.length >> 1, whole.length - 66, whole.length - 1]) refused(whole.subarray(0, length), /cut short|none of this program/);
  for (const place of [30, 200, 20_000, whole.length >> 1, whole.length - 70, whole.length - 20]) {
    const changed = Buffer.from(whole);
    changed[place] ^= 1;
    refused(changed, /changed since|cut short/);
  }
  refused(Buffer.concat([whole, Buffer.from('x')]), /behind its end/);
  const copy = fresh('copy.db');
  const ran = restore(out, copy);
  assert.equal(ran.status, 0, ran.err);
  assert.deepEqual(digest(copy), digest(db));
  assert.equal(countinghouse(['audit', '--db', copy]).status, 0);
  const over = restore(out, copy);
  assert.deepEqual([over.status, JSON.parse(over.err).error], [1, 'not_empty'], over.err);
});

test('SRV-15: what a server that was killed left of a backup is gone when the next one starts', async () => {
  const backups = path.join(folder(), 'backups');
  const db = demo(20, 10);
  const server = await Server.start(db, ['--backups', backups]);
  const cookie = await server.administrator();
  assert.equal((await server.ask('POST', '/v1/backups', {cookie})).status, 202);
  await until('it is being made', () => fs.readdirSync(backups).length > 0);
  await server.kill();
  assert.match(fs.readdirSync(backups)[0], /^backup-.*\.ch\.work$/);
  fs.writeFileSync(path.join(backups, 'other.ch.work'), 'somebody else');
  const again = await Server.start(db, ['--backups', backups]);
  assert.deepEqual(fs.readdirSync(backups), ['other.ch.work']);
  await again.stop();
});
