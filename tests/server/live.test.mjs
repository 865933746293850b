// SRV-4: live views and changes over a WebSocket, in the messages that the page and its worker speak.
import test from 'node:test';
import assert from 'node:assert/strict';
import {Server, fresh, newId, postgres} from './tools/server.mjs';
import {hold, sql, until} from './tools/database.mjs';
import {Live} from './tools/live.mjs';

test('SRV-4: a view comes again when what it read has changed, and not otherwise', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  const live = await Live.open(server, ops);
  live.send({id: 1, kind: 'subscribe', name: 'parties', params: {}});
  assert.deepEqual((await live.next()).view.rows, []);
  const outcome = {id: 2, kind: 'execute', command: {id: newId(), name: 'register_merchant', payload: {name: '示例家居', supplier: 'S1'}}};
  live.send(outcome);
  const [first, second] = [await live.next(), await live.next()];
  assert.deepEqual([first.kind, first.outcome.code, second.kind, second.id], ['outcome', 'done', 'view', 1]);
  assert.equal(second.view.rows[0].name, '示例家居');
  live.send({id: 3, kind: 'why_not', command: {...outcome.command, id: newId()}});
  assert.equal((await live.next()).value.code, 'supplier_taken');
  live.send({id: 4, kind: 'unsubscribe', subscription: 1});
  assert.deepEqual(await live.next(), {id: 4, kind: 'result', value: null});
  await server.run(ops, 'register_merchant', {name: '示例乙', supplier: 'S2'});
  live.send({id: 5, kind: 'query', name: 'parties', params: {}});
  assert.equal((await live.next()).value.rows.length, 2);
  live.close();
  await server.stop();
});

test('SRV-4: who follows the changes goes on at his cursor after a break', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  const live = await Live.open(server, ops);
  live.send({id: 1, kind: 'follow', after: 0});
  const first = await live.next();
  assert.equal(first.changes.rows[0].name, 'bootstrap');
  await server.run(ops, 'register_merchant', {name: '示例甲', supplier: 'S1'});
  const next = await live.next();
  assert.deepEqual(next.changes.rows.map((row) => row.name), ['register_merchant']);
  live.close();
  for (const supplier of ['S2', 'S3']) await server.run(ops, 'register_merchant', {name: '示例' + supplier, supplier});
  const again = await Live.open(server, ops);
  again.send({id: 1, kind: 'follow', after: next.changes.next});
  assert.deepEqual((await again.next()).changes.rows.map((row) => row.seq), [next.changes.next + 1, next.changes.next + 2]);
  again.close();
  await server.stop();
});

test('SRV-16, SRV-17: nobody listens without a right, and what is no message ends nothing', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  assert.equal(await Live.refused(server, 'chk_nonsense'), 401);
  const elsewhere = await Live.refusedBy(server, {cookie, origin: 'https://elsewhere.example'});
  assert.equal(elsewhere, 403);
  const own = await Live.open(server, null, {cookie, origin: server.url});
  own.send({id: 1, kind: 'query', name: 'parties', params: {}});
  assert.equal((await own.next()).code, 'malformed');  // in no role yet
  own.send({id: 2, kind: 'act_as', actor: {user: 'somebody', role: 'administrator', party: 0}});
  assert.equal((await own.next()).code, 'malformed');
  own.send({id: 3, kind: 'act_as', actor: {user: 'admin', role: 'finance', party: 0}});
  assert.equal((await own.next()).kind, 'result');
  own.send({id: 4, kind: 'query', name: 'wires', params: {}});
  assert.equal((await own.next()).code, 'no_such_grant');
  for (const text of ['', '{', '[]', '{"id":0}', '{"id":1,"kind":"nothing"}', '{"id":1,"kind":"execute"}', '{"id":1,"kind":"execute","command":{"id":7}}']) {
    own.raw(text);
    assert.equal((await own.next()).kind, 'error', text);
  }
  own.send({id: 9, kind: 'act_as', actor: {user: 'admin', role: 'administrator', party: 0}});
  assert.equal((await own.next()).kind, 'result');
  own.close();
  await server.stop();
});

(postgres ? test : () => {})('SRV-4, SRV-8: a question that the store failed at is answered so, and the next is answered again [postgresql]', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  const live = await Live.open(server, ops);
  const held = await hold('LOCK TABLE party IN ACCESS EXCLUSIVE MODE');
  live.send({id: 1, kind: 'query', name: 'parties', params: {}});
  const waiting = "SELECT pid FROM pg_stat_activity WHERE application_name = 'countinghouse' AND wait_event_type = 'Lock' AND query LIKE '%FROM party%'";
  await until('the question waits', () => sql(waiting).length === 1);
  sql(`SELECT pg_terminate_backend(${sql(waiting)[0]})`);
  const answer = await live.next();
  assert.deepEqual([answer.id, answer.kind, answer.code], [1, 'error', 'store_unwell']);
  await held.end();
  live.send({id: 2, kind: 'query', name: 'parties', params: {}});
  assert.deepEqual([(await live.next()).kind], ['result']);
  live.close();
  await server.stop();
});
