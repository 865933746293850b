// SRV-1 to SRV-4, SRV-17: what the server answers at which address, as a client sees it.
import test from 'node:test';
import assert from 'node:assert/strict';
import net from 'node:net';
import {Server, countinghouse, demo, fresh, newId} from './tools/server.mjs';

test('SRV-2, SRV-16: the first start sets up the tenant and its first administrator, who makes a password of his own', async () => {
  const db = fresh('new.db');
  const server = await Server.start(db, ['--platform', '示例平台', '--administrator', 'admin']);
  const first = await server.signIn('admin', server.password);
  assert.equal(first.status, 200);
  assert.equal(first.value.must_change_password, true);
  assert.match(first.headers.get('set-cookie'), /HttpOnly; SameSite=Strict/);
  const refused = await server.ask('GET', '/v1/queries/accounts?as=administrator', {cookie: first.cookie});
  assert.deepEqual([refused.status, refused.value.code], [403, 'password_to_change']);
  for (const [after, code] of [['short', 'password_short'], [server.password, 'password_same']]) {
    const answer = await server.ask('POST', '/v1/password', {cookie: first.cookie, body: {before: server.password, after}});
    assert.equal(answer.value.code, code);
  }
  const cookie = await server.administrator();
  const who = await server.ask('GET', '/v1/session', {cookie});
  assert.deepEqual(who.value.roles, [{user: 'admin', role: 'administrator'}]);
  assert.deepEqual(await server.stop(), {code: 0, signal: null});
  // The second start asks for nothing.
  const again = await Server.start(db);
  assert.equal(again.password, undefined);
  assert.equal((await again.signIn('admin', 'correct horse battery')).status, 200);
  await again.stop();
  assert.equal(countinghouse(['audit', '--db', db]).status, 0);
});

test('SRV-3, CON-7: a command is done once, its outcome comes by its status, and a batch answers each in its place', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  const id = newId();
  const payload = {name: '示例家居（杭州）有限公司', supplier: 'S1'};
  const done = await server.run(ops, 'register_merchant', payload, id);
  assert.deepEqual([done.status, done.value.code, done.value.repeated], [200, 'done', false]);
  const again = await server.run(ops, 'register_merchant', payload, id);
  assert.deepEqual([again.status, again.value.seq, again.value.repeated], [200, done.value.seq, true]);
  const other = await server.run(ops, 'register_merchant', {...payload, supplier: 'S2'}, id);
  assert.deepEqual([other.status, other.value.code], [400, 'id_reused']);
  assert.deepEqual([(await server.run(ops, 'register_merchant', payload)).status, (await server.run(ops, 'nothing', {})).status], [409, 400]);
  const denied = await server.run(ops, 'close_period', {last: '2026-01-31'});
  assert.deepEqual([denied.status, denied.value.code], [403, 'not_allowed']);
  const commands = [
    {id: newId(), name: 'register_merchant', payload: {name: '示例乙', supplier: 'S3'}},
    {id: newId(), name: 'register_merchant', payload: {name: '示例丙'}},
    {id: newId(), name: 'register_merchant', payload},
    {id: 'x', name: 'register_merchant', payload},
    {id: newId(), name: 'register_merchant', payload: {name: '示例丁', supplier: 'S4'}},
  ];
  const batch = await server.ask('POST', '/v1/commands', {token: ops, body: commands});
  assert.equal(batch.status, 200);
  assert.deepEqual(batch.value.map((one) => one.code), ['done', 'malformed_field', 'supplier_taken', 'malformed_field', 'done']);
  assert.deepEqual(batch.value.slice(0, 3).map((one) => one.id), commands.slice(0, 3).map((one) => one.id));
  const named = await server.ask('POST', '/v1/commands/register_merchant', {token: ops, headers: {'idempotency-key': newId()}, body: {name: '示例戊', supplier: 'S5'}});
  assert.equal(named.value.code, 'done');
  const without = await server.ask('POST', '/v1/commands/register_merchant', {token: ops, body: {name: '示例己', supplier: 'S6'}});
  assert.deepEqual([without.status, without.value.field], [400, 'Idempotency-Key']);
  const why = await server.ask('POST', '/v1/why_not', {token: ops, body: commands[2]});
  assert.equal(why.value.code, 'supplier_taken');
  const changes = await server.ask('GET', '/v1/changes?after=0&limit=500', {token: ops});
  assert.equal(changes.value.rows.at(-1).name, 'register_merchant');
  assert.deepEqual(changes.value.rows.map((row) => row.seq), changes.value.rows.map((_, i) => i + 1));
  const rest = await server.ask('GET', `/v1/changes?after=${changes.value.next}`, {token: ops});
  assert.deepEqual(rest.value, {rows: [], next: changes.value.next, more: false});
  await server.stop();
  assert.equal(countinghouse(['audit', '--db', server.db]).status, 0);
});

test('SRV-3: queries answer what the command line answers', async () => {
  const db = demo();
  const said = JSON.parse(countinghouse(['query', '--db', db, 'accounts', '--as', 'ops:settlement_operations', '--json']).out);
  const set = countinghouse(['user', 'password', 'admin', '--db', db]);
  const server = await Server.start(db);
  const first = await server.signIn('admin', set.out.match(/sign-in: (\S+)/)[1]);
  server.password = set.out.match(/sign-in: (\S+)/)[1];
  assert.equal(first.status, 200);
  const cookie = await server.administrator();
  const key = await server.ask('POST', '/v1/keys', {cookie, body: {name: 'desk', user: 'ops', role: 'settlement_operations'}});
  const answer = await server.query(key.value.token, 'accounts');
  assert.deepEqual(answer.value, said);
  const byGet = await server.ask('GET', '/v1/queries/accounts?params=' + encodeURIComponent('{"limit":1}'), {token: key.value.token});
  assert.equal(byGet.value.rows.length, 1);
  await server.stop();
});

test('CON-13: a document is kept, named by a command, and given to who may see its case', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');
  const kept = await server.ask('POST', '/v1/attachments?name=' + encodeURIComponent('截图.png'), {token: ops, body: picture});
  assert.deepEqual([kept.status, kept.value.type, kept.value.name], [200, 'image/png', '截图.png']);
  const text = await server.ask('POST', '/v1/attachments', {token: ops, body: Buffer.from('no picture')});
  assert.deepEqual([text.status, text.value.code], [400, 'document_refused']);
  const risk = await server.key(cookie, 'risk', 'risk_supervisor');
  const reseller = (await server.run(ops, 'register_reseller', {name: '示例代理甲', code: 'D1', emails: ['a@reseller.example']})).value.args.party;
  const client = (await server.run(ops, 'register_client', {name: '示例客户', code: 'K1', reseller: Number(reseller)})).value.args.party;
  const filed = await server.run(risk, 'file_case', {procedure: 'penalty_cpt', party: Number(client), answers: [{name: 'rule', value: '规范'}],
    documents: [{question: 'evidence', ...kept.value}]});
  assert.equal(filed.value.code, 'done', JSON.stringify(filed.value));
  const address = `/v1/attachments/${filed.value.args.process}/${kept.value.hash}`;
  const shown = await fetch(server.url + address, {headers: {authorization: `Bearer ${risk}`}});
  assert.equal(shown.headers.get('content-type'), 'image/png');
  assert.deepEqual(Buffer.from(await shown.arrayBuffer()), picture);
  const other = (await server.run(ops, 'register_reseller', {name: '示例代理乙', code: 'D2', emails: ['b@reseller.example']})).value.args.party;
  const outsider = await server.key(cookie, 'dealer', 'reseller_user', {party: Number(other)});
  assert.equal((await server.ask('GET', address, {token: outsider})).status, 403);
  await server.stop();
});

test('SRV-17: every input is bounded, and bad input is answered with its place and changes nothing', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  const seq = async () => (await server.ask('GET', '/v1/changes?after=0&limit=500', {token: ops})).value.next;
  const before = await seq();
  const raw = (text) => new Promise((resolve) => {
    const socket = net.connect(server.port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.setEncoding('latin1').on('data', (data) => { answer += data; }).on('close', () => resolve(answer)).on('error', () => resolve(answer));
  });
  const status = (answer) => Number(answer.split(' ')[1]);
  assert.equal(status(await raw('NONSENSE\r\n\r\n')), 400);
  assert.equal(status(await raw(`GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`)), 400);
  assert.equal(status(await raw('GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n')), 400);
  assert.equal(status(await raw('POST /v1/commands HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n')), 413);
  const chunked = 'POST /v1/commands HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n' + ('100000\r\n' + 'x'.repeat(0x100000) + '\r\n').repeat(5) + '0\r\n\r\n';
  assert.equal(status(await raw(chunked)), 413);
  const post = async (body) => {
    const answer = await fetch(server.url + '/v1/commands', {method: 'POST', headers: {authorization: `Bearer ${ops}`}, body});
    return [answer.status, (await answer.json()).code];
  };
  assert.deepEqual(await post('{'), [400, 'malformed_json']);
  assert.deepEqual(await post('['.repeat(100)), [400, 'malformed_json']);
  assert.deepEqual(await post('{"id":1,"id":2}'), [400, 'malformed_json']);
  assert.deepEqual(await post('"text"'), [400, 'malformed_field']);
  assert.deepEqual(await post(JSON.stringify(Array(1001).fill({}))), [413, 'too_many']);
  assert.equal((await server.ask('GET', '/nothing', {token: ops})).status, 404);
  assert.equal((await server.ask('PUT', '/v1/commands', {token: ops})).status, 405);
  assert.equal((await server.ask('GET', '/../../etc/passwd')).status, 404);
  assert.equal(await seq(), before);
  const page = await fetch(server.url + '/health/live');
  assert.match(page.headers.get('content-security-policy'), /default-src 'none'; script-src 'self' 'wasm-unsafe-eval'/);
  assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
  await server.stop();
});

test('SRV-19: metrics count what was answered, and SIGTERM ends with exit 0 what was acknowledged', async () => {
  const server = await Server.start(fresh(), ['--log-requests']);
  const cookie = await server.administrator();
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  const running = Array.from({length: 200}, (_, i) => server.run(ops, 'register_merchant', {name: `示例${i}`, supplier: `S${i}`}));
  const outcomes = await Promise.all(running);
  const metrics = (await server.ask('GET', '/metrics')).value;
  assert.match(metrics, /ch_commands_total\{outcome="done"\} 201\n/);  // and the role
  const groups = Number(metrics.match(/ch_group_commands_count (\d+)/)[1]);
  assert.ok(groups < 200, `${groups} groups for 200 commands: those that came together shared a flush (SRV-13)`);
  assert.equal((await server.ask('GET', '/health/ready')).status, 200);
  assert.deepEqual(await server.stop(), {code: 0, signal: null});
  for (const line of server.log.trim().split('\n')) assert.ok(JSON.parse(line).event);
  assert.ok(!server.log.includes(ops) && !server.log.includes('correct horse'), 'no secret is logged');
  const audit = countinghouse(['audit', '--db', server.db, '--json']);
  assert.equal(audit.status, 0);
  const kept = JSON.parse(countinghouse(['query', '--db', server.db, 'parties', '--as', 'ops:settlement_operations', '--json']).out);
  assert.ok(outcomes.every((one) => one.value.code === 'done'));
  assert.ok(kept.rows.length > 0);
});

test('SRV-19, CON-11: metrics are for this machine, and from elsewhere for administrators, auditors and keys of theirs', async () => {
  const server = await Server.start(fresh(), ['--behind-proxy']);
  const cookie = await server.administrator();
  const ops = await server.key(cookie, 'ops', 'settlement_operations');
  const watch = await server.key(cookie, 'watch', 'auditor', {may: ['metrics']});
  const other = await server.key(cookie, 'other', 'auditor', {may: ['users']});
  const from = {'x-forwarded-for': '203.0.113.7'};
  const ask = async (more) => {
    const {status, value} = await server.ask('GET', '/metrics', {headers: from, ...more});
    return [status, value.code ?? value.slice(0, 6)];
  };
  assert.equal((await server.ask('GET', '/metrics')).status, 200);
  assert.deepEqual(await ask({}), [401, 'not_signed_in']);
  assert.deepEqual(await ask({headers: {'x-forwarded-for': '127.0.0.1'}}), [401, 'not_signed_in']);  // whoever says so
  assert.deepEqual(await ask({token: 'chk_nonsense'}), [401, 'not_signed_in']);
  assert.deepEqual(await ask({token: ops}), [403, 'only_administrators']);
  assert.deepEqual(await ask({token: other}), [403, 'not_by_this_key']);
  assert.deepEqual(await ask({token: watch}), [200, '# HELP']);
  assert.deepEqual(await ask({cookie}), [200, '# HELP']);
  assert.equal((await server.query(watch, 'users')).value.code, 'not_by_this_key');
  await server.stop();
  // A proxy that the server was not told of hands on what comes from elsewhere all the same; and whoever opens it has it open.
  const untold = await Server.start(server.db);
  assert.equal((await untold.ask('GET', '/metrics', {headers: from})).status, 401);
  await untold.stop();
  const open = await Server.start(server.db, ['--open-metrics', '--behind-proxy']);
  assert.equal((await open.ask('GET', '/metrics', {headers: from})).status, 200);
  await open.stop();
});
