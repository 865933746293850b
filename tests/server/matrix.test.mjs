// CON-11, SRV-16: the matrix of matrix.mjs, cell by cell, over HTTP against the real server. What it allows is not refused for want of a right;
// all else is, and changes nothing; and the program has nothing that it does not name.
import test from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {Server, countinghouse, newId} from './tools/server.mjs';
import {tenant} from './tools/tenant.mjs';
import {addresses, clock, commands, outside, queries, roles} from './matrix.mjs';

const letters = (text) => text.replaceAll(' ', '').split('');
const staff = Object.keys(roles).filter((letter) => letter !== 'C' && !outside.includes(letter));
const wantOfRight = ['not_allowed', 'no_such_grant', 'not_your_step', 'not_by_this_key', 'batch_held', 'only_administrators', 'not_for_keys'];
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');

// Whoever asks in a line, and whether he may: [key, may].
function cellsOf(may, lists) {
  const allowed = letters(may);
  const cells = staff.map((letter) => [letter, allowed.includes(letter)]);
  for (const letter of outside) cells.push([letter, allowed.includes(letter)], [letter + '2', allowed.includes(letter) && Boolean(lists)]);
  return cells.sort((a, b) => a[1] - b[1]);  // those that are refused first: the tenant is as it was made
}

// Where the journal ends, but for what time has done meanwhile.
async function lastSeq({server, keys}, after) {
  let next = after, seq = after;
  for (let more = true; more;) {
    const {value} = await server.ask('GET', `/v1/changes?after=${next}&limit=500`, {token: keys.U});
    for (const row of value.rows) if (row.role !== 'clock') seq = row.seq;
    ({next, more} = value);
  }
  return seq;
}

// A payload of the clock's that can be read, whatever it is about.
function sound(table, name, x) {
  const values = {integer: 1, text: 'O-1', boolean: true, money: '1.00', instant: '2026-01-05T00:00:00.000+08:00', 'list of text': []};
  const fields = table.find((row) => row.name === name).fields.filter((field) => !field.optional);
  return Object.fromEntries(fields.map((field) => [field.name, field.name === 'account' ? x.account : field.values ? field.values[0] : values[field.kind]]));
}

function denied(answer, what) {
  assert.equal(answer.status, 403, `${what}: ${JSON.stringify(answer.value)}`);
  assert.ok(wantOfRight.includes(answer.value.code), `${what}: ${answer.value.code}`);
}
function allowed(answer, what) {
  assert.ok(!wantOfRight.includes(answer.value?.code), `${what}: ${JSON.stringify(answer.value)}`);
  assert.notEqual(answer.value?.band, 'malformed', `${what}: the payload is not sound: ${JSON.stringify(answer.value)}`);
  assert.ok(answer.status < 500, what);
}

test('CON-11: the matrix names every command, query, role and address that the program has, and no other', async () => {
  const table = JSON.parse(countinghouse(['commands', '--json']).out);
  const named = (rows) => [...new Set(rows.map(([name]) => name))].sort();
  assert.deepEqual([...named(commands), ...clock].sort(), table.commands.map((row) => row.name).sort());
  assert.deepEqual(named(queries), table.queries.map((row) => row.name).sort());
  const held = table.commands.find((row) => row.name === 'grant_role').fields.find((field) => field.name === 'role').values;
  assert.deepEqual(Object.values(roles).sort(), [...held].sort());
});

test('CON-11: every command in every role, of one\'s own party and of another, over HTTP', async () => {
  const t = await tenant();
  let seq = await lastSeq(t, 0), cells = 0, done = 0;
  for (const [name, may, rule, payload] of commands)
    for (const [who, right] of cellsOf(may)) {
      const what = `${rule} ${name} by ${who}`;
      ++cells;
      if (right) {
        // Of the tenant as it was made; a dry run goes to the end.
        const why = await t.server.ask('POST', '/v1/why_not', {token: t.keys[who], body: {id: newId(), name, payload: payload(t.x)}});
        allowed(why, what);
        if (name === 'step_case') assert.notEqual(why.value?.code, 'wrong_step', what);
        continue;
      }
      denied(await t.server.run(t.keys[who], name, payload(t.x)), what);
      assert.equal(await lastSeq(t, seq), seq, `${what} changed something`);
    }
  for (const [name, may, rule, payload] of commands)
    for (const [who] of cellsOf(may).filter(([, right]) => right)) {
      const answer = await t.server.run(t.keys[who], name, payload(t.x));
      allowed(answer, `${rule} ${name} by ${who}`);
      done += answer.status === 200 ? 1 : 0;
    }
  // The lines above have changed much by now; what is nobody's changes nothing more.
  const table = JSON.parse(countinghouse(['commands', '--json']).out).commands;
  seq = await lastSeq(t, seq);
  for (const name of clock)
    for (const who of staff) {
      const answer = await t.server.run(t.keys[who], name, sound(table, name, t.x));
      denied(answer, `CON-3 ${name} by ${who}`);
      ++cells;
    }
  assert.equal(await lastSeq(t, seq), seq);
  console.log(`${cells} cells of commands, ${done} done`);
  await t.server.stop();
  const audit = countinghouse(['audit', '--db', t.server.db]);
  assert.equal(audit.status, 0, audit.out + audit.err);
});

test('CON-11: every query in every role, of one\'s own party and of another, over HTTP; what is listed has nothing of another party', async () => {
  const t = await tenant();
  const seq = await lastSeq(t, 0);
  let cells = 0;
  for (const [name, may, rule, params, {lists, none} = {}] of queries)
    for (const [who, right] of cellsOf(may, lists)) {
      const what = `${rule} ${name} by ${who}`;
      const answer = await t.server.query(t.keys[who], name, params(t.x));
      ++cells;
      if (!right) {
        denied(answer, what);
        continue;
      }
      allowed(answer, what);
      if (!none) assert.equal(answer.status, 200, `${what}: ${JSON.stringify(answer.value)}`);
      for (const word of t.x.ofOthers[who] ?? []) assert.ok(!JSON.stringify(answer.value).includes(word), `${what} shows ${word}`);
    }
  // Who names another's in a list gets nothing of it either.
  for (const [name, params] of [['cases', {party: t.x.client}], ['clients', {reseller: t.x.reseller}], ['clients', {search: t.x.ofOthers.R2[0]}], ['cases', {number: t.x.ofOthers.R2[1]}]]) {
    const answer = await t.server.query(t.keys.R2, name, params);
    for (const word of t.x.ofOthers.R2) assert.ok(!JSON.stringify(answer.value).includes(word), `${name}: ${JSON.stringify(answer.value)}`);
    assert.ok((await t.server.query(t.keys.R, name, params)).value.rows.length > 0, `${name}: the question finds something for whose it is`);
  }
  const own = await t.server.ask('GET', '/v1/changes?after=0&limit=500', {token: t.keys.R2});
  assert.ok(own.value.rows.length > 0 && own.value.rows.every((row) => row.user === 'dealer-0002'));
  // A document of a case, by its own address.
  const address = `/v1/attachments/${t.x.penalty}/${t.x.document.hash}`;
  assert.equal((await t.server.ask('GET', address, {token: t.keys.R})).status, 200);
  denied(await t.server.ask('GET', address, {token: t.keys.R2}), 'a document');
  denied(await t.server.ask('GET', address, {token: t.keys.M}), 'a document');
  assert.equal(await lastSeq(t, seq), seq, 'nothing was changed by asking');
  console.log(`${cells} cells of queries`);
  await t.server.stop();
});

test('SRV-16: a key held to some names does those and no other, whatever its role may', async () => {
  const t = await tenant();
  const made = await t.server.ask('POST', '/v1/keys', {cookie: t.cookie, body: {name: 'k', user: 'ops', role: 'settlement_operations', may: ['accounts', 'block_account']}});
  const key = made.value.token;
  const seq = await lastSeq(t, 0);
  for (const [name, may, , payload] of commands) {
    if (name === 'block_account' || !letters(may).includes('O')) continue;
    const body = {id: newId(), name, payload: payload(t.x)};
    for (const answer of [await t.server.ask('POST', '/v1/commands', {token: key, body}),
      await t.server.ask('POST', `/v1/commands/${name}`, {token: key, headers: {'idempotency-key': newId()}, body: body.payload}),
      await t.server.ask('POST', '/v1/why_not', {token: key, body})])
      assert.deepEqual([answer.status, answer.value.code], [403, 'not_by_this_key'], name);
    const batch = await t.server.ask('POST', '/v1/commands', {token: key, body: [body]});
    assert.deepEqual(batch.value.map((one) => one.band), ['not_allowed'], name);
  }
  for (const [name, , , params] of queries) {
    if (name === 'accounts') continue;
    const answer = await t.server.query(key, name, params(t.x));
    assert.deepEqual([answer.status, answer.value.code], [403, 'not_by_this_key'], name);
  }
  for (const [method, address, body] of [['GET', '/v1/changes'], ['POST', '/v1/attachments', picture], ['GET', `/v1/attachments/${t.x.penalty}/${t.x.document.hash}`]])
    assert.equal((await t.server.ask(method, address, {token: key, body})).value.code, 'not_by_this_key', address);
  assert.equal(await lastSeq(t, seq), seq);
  assert.equal((await t.server.query(key, 'accounts')).status, 200);
  assert.equal((await t.server.run(key, 'block_account', {account: t.x.account, reason: '试'})).status, 200);
  // What is misspelt makes no key that may all.
  for (const [body, field] of [[{may: 'accounts'}, 'may'], [{may: ['acounts']}, 'may/acounts'], [{may: []}, 'may'], [{mai: ['accounts']}, 'mai'], [{party: '1'}, 'party']]) {
    const answer = await t.server.ask('POST', '/v1/keys', {cookie: t.cookie, body: {name: 'k', user: 'ops', role: 'settlement_operations', ...body}});
    assert.deepEqual([answer.status, answer.value.code, answer.value.field], [400, 'malformed_field', field]);
  }
  await t.server.stop();
});

test('CON-11, SRV-16: the server\'s own addresses in every role, by people signed in', async () => {
  const t = await tenant(['--backups', fs.mkdtempSync(path.join(os.tmpdir(), 'ch-matrix-'))]);
  const cookies = {};
  const parties = (await t.server.query(t.keys.U, 'users')).value.rows;
  for (const [letter, role] of Object.entries(roles)) {
    if (letter === 'C') continue;
    const user = {A: 'admin2', M: 'merchant-0001', R: 'dealer-0001'}[letter] ?? parties.find((row) => row.role === role).user;
    await t.server.ask('POST', `/v1/logins/${user}`, {cookie: t.cookie, body: {password: 'made by somebody'}});
    const first = await t.server.signIn(user, 'made by somebody');
    const changed = await t.server.ask('POST', '/v1/password', {cookie: first.cookie, body: {before: 'made by somebody', after: 'a password of his own'}});
    assert.equal(changed.status, 200);
    cookies[letter] = {cookie: first.cookie, as: roles[letter] + (outside.includes(letter) ? `:${parties.find((row) => row.user === user).party}` : '')};
  }
  const nobody = await t.server.ask('POST', '/v1/logins/stranger', {cookie: t.cookie, body: {password: 'made by somebody'}});
  assert.equal(nobody.status, 200);
  const stranger = await t.server.signIn('stranger', 'made by somebody');
  await t.server.ask('POST', '/v1/password', {cookie: stranger.cookie, body: {before: 'made by somebody', after: 'a password of his own'}});
  cookies.stranger = {cookie: stranger.cookie, as: 'auditor'};  // signed in, in no role
  const open = new Set(['all', 'any']);
  for (const [method, address, may, rule, given] of addresses) {
    const body = address === '/v1/attachments' ? picture : given;
    const none = await t.server.ask(method, address, {body});
    const whole = may === 'all' || (method === 'GET' && address === '/v1/session');
    assert.equal(none.status, whole ? 200 : 401, `${rule} ${method} ${address} by nobody`);
    for (const [letter, {cookie, as}] of Object.entries(cookies)) {
      const what = `${rule} ${method} ${address} by ${letter}`;
      const answer = await t.server.ask(method, `${address}${address.includes('?') ? '&' : '?'}as=${as}`, {cookie, body});
      if (open.has(may) || letters(may).includes(letter)) allowed(answer, what); else denied(answer, what);
    }
  }
  // Nobody ends another's session; a key administers nothing.
  const others = (await t.server.ask('GET', '/v1/sessions', {cookie: cookies.F.cookie})).value;
  const ended = await t.server.ask('DELETE', `/v1/sessions/${others[0].session}`, {cookie: cookies.A.cookie});
  assert.deepEqual([ended.status, ended.value.code], [404, 'no_such_session']);
  for (const [method, address, may, , body] of addresses) {
    if (may === 'all' || address === '/v1/session' || address.startsWith('/v1/changes') || /backups|attachments/.test(address)) continue;
    const answer = await t.server.ask(method, address, {token: t.keys.A, body});
    assert.deepEqual([answer.status, answer.value.code], [403, 'not_for_keys'], address);
  }
  denied(await t.server.ask('POST', '/v1/backups', {token: t.keys.O}), 'a backup by a key of operations');
  await t.server.stop();
});

test('SRV-16: a user who is disabled is out with his keys too, and in again with them', async () => {
  const t = await tenant();
  const disabled = (value) => t.server.ask('POST', '/v1/logins/fin', {cookie: t.cookie, body: value});
  await disabled({password: 'made by somebody'});
  assert.equal((await t.server.query(t.keys.F, 'wires')).status, 200);
  await disabled({disabled: true});
  assert.equal((await t.server.query(t.keys.F, 'wires')).status, 401);
  const later = (await t.server.ask('POST', '/v1/keys', {cookie: t.cookie, body: {name: 'k', user: 'fin', role: 'finance'}})).value.token;
  assert.equal((await t.server.query(later, 'wires')).status, 401);
  await t.server.stop();
  const again = await Server.start(t.server.db);
  const first = await again.signIn('admin', 'correct horse battery');
  assert.equal((await again.query(t.keys.F, 'wires')).status, 401);
  await again.ask('POST', '/v1/logins/fin', {cookie: first.cookie, body: {disabled: false}});
  assert.deepEqual([(await again.query(t.keys.F, 'wires')).status, (await again.query(later, 'wires')).status], [200, 200]);
  await again.stop();
});
