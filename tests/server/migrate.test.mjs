// SRV-11: a tenant goes from one store to another whole, or not at all.
import test from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {spawn, spawnSync} from 'node:child_process';
import {Server, at, countinghouse, demo, folder, fresh, postgres, program, tenantOf} from './tools/server.mjs';
import {sql, until} from './tools/database.mjs';
import {Postgres} from './tools/postgres.mjs';

const only = postgres ? test : () => {};

// The words that name where a tenant goes to, in place of those that name where it lies.
const to = (db) => at(db).map((word) => ({'--tenant': '--to-tenant', '--attachments': '--to-attachments'})[word] ?? word);
const migrate = (from, into) => countinghouse(['migrate', ...at(from), ...to(into), '--json']);
const digest = (db) => JSON.parse(countinghouse(['digest', '--db', db, '--json']).out);
const file = () => path.join(folder(), 'copy.db');

test('SRV-11: a tenant with its sign-ins and attachments is copied, and both are equal', async () => {
  const from = demo();
  const first = await Server.start(from);
  const cookie = await first.administrator();
  const ops = await first.key(cookie, 'desk', 'settlement_operations');
  await first.stop();
  const between = file(), back = fresh();
  for (const [source, copy] of [[from, between], [between, back]]) {
    const ran = migrate(source, copy);
    assert.equal(ran.status, 0, ran.out + ran.err);
    const told = JSON.parse(ran.out);
    assert.ok(told.attachments > 0 && told.sign_ins === 1 && told.commands > 100, ran.out);
    assert.deepEqual(digest(copy), digest(source));
    assert.equal(told.tables, digest(source).tables);
    const audit = countinghouse(['audit', '--db', copy, '--json']);
    assert.equal(JSON.parse(audit.out).attachments, told.attachments, audit.out);
  }
  const server = await Server.start(back);
  assert.equal((await server.query(ops, 'accounts')).status, 200);
  assert.equal((await server.signIn('admin', 'correct horse battery')).status, 200);
  await server.stop();
});

test('SRV-11: nothing is copied over what is there, nor from what does not pass the audit', () => {
  const from = demo(2, 1), other = demo(2, 1);
  const before = digest(other);
  const over = migrate(from, other);
  assert.deepEqual([over.status, JSON.parse(over.err).error], [1, 'not_empty'], over.err);
  assert.deepEqual(digest(other), before);
  const source = file();
  assert.equal(migrate(from, source).status, 0);
  const attachments = fs.readdirSync(`${source}.attachments`, {recursive: true}).map((name) => path.join(`${source}.attachments`, name)).filter((name) => fs.statSync(name).isFile());
  fs.appendFileSync(attachments[0], 'x');
  const target = fresh();
  const damaged = migrate(source, target);
  assert.deepEqual([damaged.status, JSON.parse(damaged.err).error], [5, 'audit_differs'], damaged.err);
  assert.notEqual(countinghouse(['audit', '--db', target]).status, 0);
});

test('SRV-11: a copy that was killed on its way is no tenant for anybody, and is made again by the same words', async () => {
  const from = demo(10, 10), target = fresh();
  const words = ['migrate', ...at(from), ...to(target), '--json'];
  const under = spawn(program, words, {stdio: 'ignore'});
  const ended = new Promise((resolve) => under.on('exit', (code, signal) => resolve(signal)));
  const rows = () => (postgres ? Number(sql(`SELECT COUNT(*) FROM posting WHERE tenant = ${tenantOf(target)}`)[0]) : fs.existsSync(`${target}.part`) ? fs.statSync(`${target}.part`).size : 0);
  await until('a part of it is there', () => rows() > 0);
  under.kill('SIGKILL');
  assert.equal(await ended, 'SIGKILL');
  for (const look of [['query', '--db', target, 'accounts', '--as', 'ops:settlement_operations'], ['audit', '--db', target], ['digest', '--db', target]])
    assert.equal(countinghouse(look).status, 4, look[0]);
  if (postgres) assert.match(countinghouse(['tick', '--db', target]).err, /is incomplete: a copy into it broke off/);
  const again = countinghouse(words);
  assert.equal(again.status, 0, again.err);
  assert.deepEqual(digest(target), digest(from));
});

only('SRV-11, SRV-12: what a server writes is not copied beside it [postgresql]', async () => {
  const server = await Server.start(fresh());
  const ran = migrate(server.db, file());
  assert.deepEqual([ran.status, JSON.parse(ran.err).error], [6, 'tenant_is_written']);
  await server.stop();
});

only('SRV-11, SRV-12, SRV-14: a copy that needs a newer schema waits for nobody and changes nothing while another tenant is written [postgresql]', async () => {
  const database = await Postgres.start();
  const server = await Server.start(fresh('', database.url));
  const statement = (text) => spawnSync('psql', [database.url, '-XAtqc', text], {encoding: 'utf8'}).stdout.trim();
  // As a program of before left it: the newest migration is not there yet.
  const newest = statement('DELETE FROM schema_migration WHERE number = (SELECT MAX(number) FROM schema_migration) RETURNING number, name').split('|');
  const before = statement('SELECT COUNT(*) FROM schema_migration');
  const from = file();
  assert.equal(countinghouse(['demo', '--db', from, '--merchants', '2', '--days', '1', '--seed', '7', '--quiet']).status, 0);
  const ran = migrate(from, fresh('', database.url));
  assert.deepEqual([ran.status, JSON.parse(ran.err).error], [6, 'others_write'], ran.err);
  assert.match(JSON.parse(ran.err).message.en, new RegExp(`tenant ${tenantOf(server.db)} \\(\\S+:${server.child.pid}\\)`));
  assert.equal(statement('SELECT COUNT(*) FROM schema_migration'), before);
  statement(`INSERT INTO schema_migration VALUES (${newest[0]}, '${newest[1]}')`);
  const other = fresh('', database.url);
  assert.equal(migrate(from, other).status, 0);  // of the same schema it harms nobody
  await server.stop();
  assert.equal(countinghouse(['audit', '--db', other]).status, 0);
  await database.stop();
});
