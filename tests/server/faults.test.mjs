// SRV-13, SRV-19, SRV-20: what no fault may do: lose what was acknowledged, do anything twice, let one client harm another.
import test from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import {spawnSync} from 'node:child_process';
import {Server, allChanges, countinghouse, fresh, newId, postgres} from './tools/server.mjs';
import {until} from './tools/database.mjs';
import {Faults} from './tools/faults.mjs';
import {Random} from './tools/random.mjs';

const soak = process.env.CH_SOAK === '1';

test('SRV-13, CON-7: killed again and again under load, the server has every acknowledged command exactly once', async () => {
  const random = new Random(11);
  const db = fresh();
  let server = await Server.start(db);
  const cookie = await server.administrator();
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  const acknowledged = new Set(), sent = new Map();
  let number = 0;
  for (let kill = 0; kill < (soak ? 200 : 20); ++kill) {
    // Those of the last life that nobody answered are sent again under their ids, beside new ones.
    const again = [...sent.entries()].filter(([id]) => !acknowledged.has(id));
    const after = 5 + random.below(120);
    let answers = 0, dead = null;
    const client = async () => {
      while (!dead) {
        const [id, payload] = again.pop() ?? [newId(), {name: `示例${++number}`, supplier: `S${number}`}];
        sent.set(id, payload);
        try {
          const answer = await server.run(ops, 'register_merchant', payload, id);
          if (answer.value.code === 'done') acknowledged.add(id);
        } catch { /* it was killed meanwhile */ }
        if (++answers === after) dead = server.kill();
      }
    };
    await Promise.all(Array.from({length: 16}, client));
    await dead;
    server = await Server.start(db);
  }
  const done = (await allChanges(server, ops)).filter((row) => row.name === 'register_merchant' && row.code === 'done').map((row) => row.id);
  assert.equal(new Set(done).size, done.length, 'nothing is done twice');
  const kept = new Set(done);
  assert.deepEqual([...acknowledged].filter((id) => !kept.has(id)), [], 'nothing acknowledged is lost');
  assert.ok(acknowledged.size > 100, `${acknowledged.size} acknowledged`);
  await server.stop();
  const audit = countinghouse(['audit', '--db', db]);
  assert.equal(audit.status, 0, audit.out + audit.err);
});

test('SRV-20: clients that send half a request, and such as wait, harm no other', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  const open = (text) => new Promise((resolve) => {
    const socket = net.connect(server.port, '127.0.0.1', () => socket.write(text, () => resolve(socket)));
    socket.on('error', () => {});
  });
  const memory = () => Number(fs.readFileSync(`/proc/${server.child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]);
  const before = memory();
  const count = soak ? 10_000 : 1_000;
  const sockets = [];
  for (let i = 0; i < count; ++i)
    sockets.push(await open(['', 'POST /v1/comm', 'POST /v1/commands HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{"id"'][i % 50 === 1 ? 1 : i % 50 === 2 ? 2 : 0]));
  assert.equal((await server.run(ops, 'register_merchant', {name: '示例', supplier: 'S1'})).status, 200);
  const metrics = (await server.ask('GET', '/metrics')).value;
  assert.ok(Number(metrics.match(/ch_connections (\d+)/)[1]) >= count);
  console.log(`memory for ${count} connections: ${((memory() - before) / count).toFixed(1)} KiB each`);
  for (const socket of sockets) socket.destroy();
  assert.deepEqual(await server.stop(), {code: 0, signal: null});
});

test('SRV-20: under overload some are told to come again, none of the others is late or lost', async () => {
  const server = await Server.start(fresh(), ['--queue', '20']);
  const cookie = await server.administrator();
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  const agent = new http.Agent({keepAlive: true, maxSockets: 400});
  const post = (i) => new Promise((resolve, reject) => {
    const body = JSON.stringify({id: newId(), name: 'register_merchant', payload: {name: `示例${i}`, supplier: `S${i}`}});
    const request = http.request({agent, port: server.port, method: 'POST', path: '/v1/commands', headers: {authorization: `Bearer ${ops}`}}, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (data) => { text += data; }).on('end', () => resolve({status: answer.statusCode, retry: answer.headers['retry-after'], value: JSON.parse(text)}));
    });
    request.on('error', reject).end(body);
  });
  const answers = await Promise.all(Array.from({length: 2_000}, (_, i) => post(i)));
  agent.destroy();
  const done = answers.filter((one) => one.status === 200), turned = answers.filter((one) => one.status === 503);
  assert.equal(done.length + turned.length, answers.length);
  assert.ok(turned.length > 0 && done.length > 0, `${done.length} done, ${turned.length} turned away`);
  assert.ok(turned.every((one) => one.retry === '1' && one.value.code === 'overloaded'));
  const kept = (await allChanges(server, ops)).filter((row) => row.name === 'register_merchant');
  assert.equal(kept.length, done.length);
  // By the server's own clock, from a request's last byte to its answer: twenty wait at most, however many come.
  const steps = [...(await server.ask('GET', '/metrics')).value.matchAll(/ch_request_seconds_bucket\{le="([\d.e+-]+)"\} (\d+)/g)].map(([, le, count]) => [Number(le), Number(count)]);
  const p99 = steps.find(([, count]) => count >= 0.99 * answers.length)?.[0];
  assert.ok(p99 <= 1, `99 of 100 are answered within ${p99} s`);
  assert.deepEqual(await server.stop(), {code: 0, signal: null});
});

(postgres ? () => {} : test)('SRV-19, SRV-13: where no file may grow the server says so and loses nothing, and goes on when there is room [sqlite]', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  const limit = (bytes) => assert.equal(spawnSync('prlimit', ['--pid', String(server.child.pid), `--fsize=${bytes}:`]).status, 0);
  const acknowledged = new Map();
  let number = 0;
  const one = async (id = newId(), name = `示例${++number}`) => {
    const answer = await server.run(ops, 'register_merchant', {name, supplier: name}, id);
    if (answer.status === 200) acknowledged.set(id, name);
    return {id, name, answer};
  };
  await one();
  limit(fs.statSync(`${server.db}-wal`).size + 60_000);
  let failed;
  await until('there is no room', async () => (failed = await one()).answer.status !== 200);
  assert.deepEqual([failed.answer.status, failed.answer.value.band], [503, 'retry'], JSON.stringify(failed.answer.value));
  assert.match(failed.answer.value.code, /^store_(full|failed)$/);
  assert.ok(failed.answer.value.message.zh && failed.answer.headers.get('retry-after'));
  assert.ok(acknowledged.size > 2);
  assert.equal((await server.query(ops, 'parties')).status, 200);  // what is there is still to be read
  limit('unlimited');
  assert.equal((await one(failed.id, failed.name)).answer.status, 200);
  assert.equal((await server.ask('GET', '/health/ready')).status, 200);
  const done = (await allChanges(server, ops)).filter((row) => row.name === 'register_merchant' && row.code === 'done').map((row) => row.id);
  assert.deepEqual([...done].sort(), [...acknowledged.keys()].sort());
  await server.stop();
  const audit = countinghouse(['audit', '--db', server.db]);
  assert.equal(audit.status, 0, audit.out + audit.err);
});

(postgres ? () => {} : test)('SRV-13, SRV-19, SRV-20: on a slow disk answers wait for it, more than the bound are turned away, and what was acknowledged outlives a kill [sqlite]', async () => {
  const faults = new Faults();
  const db = fresh();
  let server = await Server.start(db, ['--queue', '20'], faults.env);
  const cookie = await server.administrator();
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  const acknowledged = new Set();
  let number = 0;
  const one = async () => {
    const id = newId();
    const answer = await server.run(ops, 'register_merchant', {name: `示例${++number}`, supplier: `S${number}`}, id);
    if (answer.status === 200) acknowledged.add(id);
    return answer;
  };
  // Each flush takes 200 ms: no answer comes before its own.
  faults.disk(200);
  for (let i = 0; i < 3; ++i) {
    const began = performance.now(), before = faults.syncs();
    assert.equal((await one()).status, 200);
    assert.ok(faults.syncs() > before && performance.now() - began >= 200, 'it waited for the disk');
  }
  const slow = (await server.ask('GET', '/metrics')).value.match(/ch_group_seconds_bucket\{le="0.1"\} (\d+)[\s\S]*ch_group_seconds_count (\d+)/);
  assert.ok(Number(slow[2]) - Number(slow[1]) >= 3, 'the flushes that were slow are counted so');
  const answers = await Promise.all(Array.from({length: 120}, one));
  const turned = answers.filter((answer) => answer.status === 503);
  assert.ok(turned.length >= 40 && turned.length <= 110, `${turned.length} of 120 turned away`);
  assert.ok(turned.every((answer) => answer.value.code === 'overloaded' && answer.headers.get('retry-after') === '1'));
  assert.equal((await server.ask('GET', '/health/ready')).status, 200);

  // It hangs: who waits is told nothing, who asks how it is hears it, and in time it is not ready.
  faults.disk(3_600_000);
  const hung = faults.syncs();
  const waiting = [one(), one(), one()].map((answer) => answer.catch(() => null));
  await until('a flush hangs', () => faults.syncs() > hung);
  waiting.push(...Array.from({length: 5}, () => one().catch(() => null)));
  await until('it is not ready', async () => (await server.ask('GET', '/health/ready')).status === 503);
  assert.deepEqual((await server.ask('GET', '/health/ready')).value, {ready: false, why: 'store_slow'});
  assert.ok(Number((await server.ask('GET', '/metrics')).value.match(/ch_queue_depth (\d+)/)[1]) > 0);
  faults.disk(0);
  for (const answer of await Promise.all(waiting)) assert.equal(answer.status, 200);
  await until('it is ready', async () => (await server.ask('GET', '/health/ready')).status === 200);

  // Killed while it waits for the disk.
  faults.disk(100);
  for (let kill = 0; kill < 3; ++kill) {
    const kept = acknowledged.size;
    let dead = false;
    const clients = Array.from({length: 8}, async () => {
      while (!dead) await one().catch(() => {});
    });
    await until('some are done', () => acknowledged.size >= kept + 12);
    const flushed = faults.syncs();
    await until('a flush is under way', () => faults.syncs() > flushed);
    dead = true;
    await server.kill();
    await Promise.all(clients);
    server = await Server.start(db, ['--queue', '20'], faults.env);
  }
  faults.disk(0);
  const done = (await allChanges(server, ops)).filter((row) => row.name === 'register_merchant' && row.code === 'done').map((row) => row.id);
  assert.equal(new Set(done).size, done.length);
  assert.deepEqual([...acknowledged].filter((id) => !done.includes(id)), [], 'nothing acknowledged is lost');
  await server.stop();
  const audit = countinghouse(['audit', '--db', db]);
  assert.equal(audit.status, 0, audit.out + audit.err);
});
