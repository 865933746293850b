// SRV-12: one writer for each tenant, by a lease in the store; whoever lost it writes nothing.
import test from 'node:test';
import assert from 'node:assert/strict';
import {Server, allChanges, countinghouse, fresh, newId, postgres, tenantOf} from './tools/server.mjs';
import {hold, sql, until} from './tools/database.mjs';
import {Postgres} from './tools/postgres.mjs';

const only = postgres ? test : () => {};  // a file lets in one program alone: its lock is SQLite's

const merchant = (number) => ({name: `示例${number}`, supplier: `S${number}`});
const backend = (state) => sql(`SELECT pid FROM pg_stat_activity WHERE application_name = 'countinghouse' AND ${state}`);

test('SRV-12: a second server on a tenant ends with words and its own exit code, and the first goes on', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  const second = Server.launch(server.db);
  const {code} = await second.ended;
  assert.equal(code, postgres ? 6 : 4, second.log);
  assert.match(second.log, postgres ? /is written by another program \(\S+:\d+\)/ : /is in use by another program/);
  if (postgres) assert.equal(countinghouse(['tick', '--db', server.db]).status, 6);
  assert.equal((await server.run(ops, 'register_merchant', merchant(1))).status, 200);
  await server.stop();
  assert.equal(countinghouse(['audit', '--db', server.db]).status, 0);
});

only('SRV-12: a server on standby serves once the other has ended or was killed, with all that was acknowledged [postgresql]', async () => {
  const first = await Server.start(fresh());
  const cookie = await first.administrator();
  const ops = await first.key(cookie, 'ops', 'settlement_operations');
  let last = first;
  for (const end of ['stop', 'kill']) {
    assert.equal((await last.run(ops, 'register_merchant', merchant(end))).status, 200);
    const next = Server.launch(first.db, ['--standby']);
    await until('it waits', () => next.log.includes('waiting for the lease'));
    assert.equal((await last.run(ops, 'register_merchant', merchant(`${end} 2`))).status, 200);
    await last[end]();
    last = await next.started;
  }
  assert.equal((await allChanges(last, ops)).filter((row) => row.name === 'register_merchant').length, 4);
  assert.deepEqual(await last.stop(), {code: 0, signal: null});
  assert.equal(countinghouse(['audit', '--db', first.db]).status, 0);
});

only('SRV-12, SRV-8: an owner that sleeps in the middle of a commit beyond its lease has written nothing of it when it wakes [postgresql]', async () => {
  const owner = await Server.start(fresh());
  const cookie = await owner.administrator();
  const ops = await owner.key(cookie, 'ops', 'settlement_operations');
  const acknowledged = [];
  for (let i = 0; i < 5; ++i) {
    const id = newId();
    assert.equal((await owner.run(ops, 'register_merchant', merchant(i), id)).status, 200);
    acknowledged.push(id);
  }
  // Its statements wait for the table; when they may go on, nobody is there who would say COMMIT.
  const held = await hold('LOCK TABLE journal IN SHARE MODE');
  const waiting = Array.from({length: 5}, (_, i) => ({id: newId(), payload: merchant(`late ${i}`)}));
  const answers = waiting.map(({id, payload}) => owner.run(ops, 'register_merchant', payload, id).catch(() => ({status: 0})));
  await until('the commit is on its way', () => backend("wait_event_type = 'Lock' AND query LIKE 'INSERT INTO journal%'").length === 1);
  const [stuck] = backend("wait_event_type = 'Lock' AND query LIKE 'INSERT INTO journal%'");
  // So is a renewal, which is done once that is over, and shows nothing of whether the owner lives.
  await until('a renewal is on its way', () => backend("wait_event_type = 'Lock' AND query LIKE 'UPDATE%writer_lease%'").length === 1);
  owner.child.kill('SIGSTOP');
  await held.end();
  const taker = await Server.start(owner.db);
  assert.deepEqual(sql(`SELECT pid FROM pg_stat_activity WHERE pid = ${stuck}`), [], 'the sleeper\'s transaction is taken back');
  assert.deepEqual((await allChanges(taker, ops)).filter((row) => waiting.some(({id}) => id === row.id)), []);
  for (const {id, payload} of waiting.slice(0, 3)) {
    const answer = await taker.run(ops, 'register_merchant', payload, id);
    assert.deepEqual([answer.status, answer.value.repeated], [200, false]);
    acknowledged.push(id);
  }
  // It wakes: whom it answers hears nothing that is not in the books.
  owner.child.kill('SIGCONT');
  const late = owner.run(ops, 'register_merchant', merchant('after'), newId()).catch(() => ({status: 0}));
  const told = await Promise.all([...answers, late]);
  const rows = (await allChanges(taker, ops)).filter((row) => row.name === 'register_merchant' && row.code === 'done');
  for (const [i, {id}] of waiting.entries())
    if (told[i].status === 200) assert.ok(rows.some((row) => row.id === id && row.seq === told[i].value.seq), 'acknowledged, so it is in the books');
  assert.notEqual(told.at(-1).status, 200);
  assert.deepEqual(await owner.ended, {code: 6, signal: null}, owner.log);
  assert.match(owner.log, /"event":"lease_lost"/);
  assert.match(owner.log, /another program has taken over/);
  const ids = rows.map((row) => row.id);
  assert.equal(new Set(ids).size, ids.length, 'nothing twice');
  assert.deepEqual([...ids].sort(), [...acknowledged].sort(), 'all that was acknowledged, and nothing else');
  await taker.stop();
  const audit = countinghouse(['audit', '--db', owner.db]);
  assert.equal(audit.status, 0, audit.out + audit.err);
});

only('SRV-12: once another has the lease, a flush writes nothing, into the books as into the sign-ins, and the server ends [postgresql]', async () => {
  for (const what of ['command', 'sign-in']) {
    const server = await Server.start(fresh());
    const cookie = await server.administrator();
    const ops = await server.key(cookie, 'ops', 'settlement_operations');
    const tenant = tenantOf(server.db);
    const kept = () => sql(`SELECT (SELECT MAX(seq) FROM journal WHERE tenant = ${tenant}), (SELECT MAX(id) FROM public_server.access_event WHERE tenant = ${tenant})`)[0];
    const before = kept();
    sql(`UPDATE public_server.writer_lease SET fence = fence + 1 WHERE tenant = ${tenant}`);
    const answer = await (what === 'command' ? server.run(ops, 'register_merchant', merchant(1)) : server.signIn('admin', 'correct horse battery'));
    assert.equal(answer.status, 503, JSON.stringify(answer.value));
    assert.deepEqual(await server.ended, {code: 6, signal: null}, server.log);
    assert.equal(kept(), before);
  }
});

only('SRV-12, SRV-19: while it cannot renew its lease the server is not ready and answers nothing of the books; then it goes on [postgresql]', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  assert.deepEqual((await server.ask('GET', '/health/ready')).value, {ready: true});
  const held = await hold(`SELECT 1 FROM public_server.writer_lease WHERE tenant = ${tenantOf(server.db)} FOR UPDATE`);
  await until('it is not ready', async () => (await server.ask('GET', '/health/ready')).status === 503);
  assert.deepEqual((await server.ask('GET', '/health/ready')).value, {ready: false, why: 'lease_uncertain'});
  const asked = await server.query(ops, 'parties');
  assert.deepEqual([asked.status, asked.value.code, asked.headers.get('retry-after')], [503, 'lease_uncertain', '1']);
  await held.end();
  await until('it is ready', async () => (await server.ask('GET', '/health/ready')).status === 200);
  assert.equal((await server.run(ops, 'register_merchant', merchant(1))).status, 200);
  assert.deepEqual(await server.stop(), {code: 0, signal: null});
});

only('SRV-12: tenants of one database are written by servers of their own, and neither sees the other [postgresql]', async () => {
  const [one, other] = await Promise.all([Server.start(fresh()), Server.start(fresh())]);
  const keys = [];
  for (const server of [one, other]) keys.push(await server.key(await server.administrator(), 'ops', 'settlement_operations'));
  assert.equal((await one.run(keys[0], 'register_merchant', merchant(1))).status, 200);
  assert.equal((await other.query(keys[0], 'parties')).status, 401);
  assert.equal((await other.query(keys[1], 'parties')).value.rows.length, 0);
  assert.equal((await one.query(keys[0], 'parties')).value.rows.length, 1);
  await Promise.all([one.stop(), other.stop()]);
  for (const server of [one, other]) assert.equal(countinghouse(['audit', '--db', server.db]).status, 0);
});

// Eight at a time register merchants; what is not acknowledged is sent again under its id.
class Load {
  acknowledged = new Set();
  sent = new Map();
  turned = 0;
  #number = 0;
  constructor(server, ops, otherwise = () => {}) { Object.assign(this, {server, ops, otherwise}); }
  async #one(id, payload) {
    this.sent.set(id, payload);
    const answer = await this.server.run(this.ops, 'register_merchant', payload, id);
    if (answer.status === 200) this.acknowledged.add(id);
    else this.otherwise(answer);
    this.turned += Number(answer.status === 503);
    return answer.status;
  }
  async during(fall) {
    let stop = false;
    const clients = Array.from({length: 8}, async () => {
      while (!stop) await this.#one(newId(), merchant(++this.#number));
    });
    const before = this.acknowledged.size;
    await until('it is under load', () => this.acknowledged.size > before + 20);
    await fall();
    const kept = this.acknowledged.size;
    await until('it is well again', async () => this.acknowledged.size > kept + 20 && (await this.server.ask('GET', '/health/ready')).status === 200);
    stop = true;
    await Promise.all(clients);
  }
  async someAreTurnedAway() {
    const failed = this.turned;
    await until('some are told to come again', () => this.turned > failed);
  }
  async isThereOnce() {
    for (const [id, payload] of this.sent)
      if (!this.acknowledged.has(id)) await until('it is done', async () => (await this.#one(id, payload)) === 200);
    const done = (await allChanges(this.server, this.ops)).filter((row) => row.name === 'register_merchant' && row.code === 'done').map((row) => row.id);
    assert.equal(new Set(done).size, done.length, 'nothing twice');
    assert.deepEqual([...this.acknowledged].filter((id) => !done.includes(id)), [], 'nothing acknowledged is lost');
    assert.deepEqual([...done].sort(), [...this.sent.keys()].sort());
  }
}

only('SRV-12, SRV-13: the database falls over again and again under load, the server answers 503 and comes back by itself [postgresql]', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const load = new Load(server, await server.key(cookie, 'ops', 'settlement_operations'));
  for (let fall = 0; fall < 3; ++fall)
    await load.during(async () => {
      // PostgreSQL takes down every connection, and recovers as after a crash.
      process.kill(Number(sql('SELECT pid FROM pg_stat_activity WHERE application_name = \'countinghouse\' LIMIT 1')[0]), 'SIGKILL');
      await load.someAreTurnedAway();
    });
  await load.isThereOnce();
  await server.stop();
  const audit = countinghouse(['audit', '--db', server.db]);
  assert.equal(audit.status, 0, audit.out + audit.err);
});

only('SRV-12, SRV-13: PostgreSQL is stopped at once and started again under load: the server says so, outlives it, and has every command once [postgresql]', async () => {
  const database = await Postgres.start();
  const server = await Server.start(fresh('', database.url));
  const cookie = await server.administrator();
  const load = new Load(server, await server.key(cookie, 'ops', 'settlement_operations'), (answer) =>
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '1'], JSON.stringify(answer.value)));
  for (let fall = 0; fall < 3; ++fall)
    await load.during(async () => {
      await database.stop();
      await load.someAreTurnedAway();
      await until('it is not ready', async () => (await server.ask('GET', '/health/ready')).status === 503);
      // The second time for longer than the lease is: nobody could have taken it meanwhile.
      if (fall === 1) await until('it is not sure of its lease', async () => (await server.ask('GET', '/health/ready')).value.why === 'lease_uncertain');
      // Who begins now ends with words and the exit code of a store that cannot be opened.
      const other = Server.launch(server.db);
      assert.equal((await other.ended).code, 4, other.log);
      assert.match(other.log, /cannot be opened \[postgresql: connect/);
      await database.again();
    });
  await load.isThereOnce();
  assert.deepEqual(await server.stop(), {code: 0, signal: null});
  const audit = countinghouse(['audit', '--db', server.db]);
  assert.equal(audit.status, 0, audit.out + audit.err);
  await database.stop();
});

only('SRV-12: who waits for the lease of a program that was killed is told whose it is and how long [postgresql]', async () => {
  const server = await Server.start(fresh(), ['--lease', '6']);
  await server.kill();
  const next = countinghouse(['tick', '--db', server.db]);
  assert.equal(next.status, 0, next.err);
  assert.match(next.err, new RegExp(`waiting for the lease of \\S+:${server.child.pid}, which runs out in [1-4] s unless it is renewed`));
});
