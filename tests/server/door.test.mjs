// SRV-16 to SRV-18: who comes in, and who does not.
import test from 'node:test';
import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {Server, fresh, newId} from './tools/server.mjs';

const password = 'correct horse battery';

// RFC 6238, by another program than ours.
function totp(secret, step) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const letter of secret) bits += letters.indexOf(letter).toString(2).padStart(5, '0');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const made = createHmac('sha1', key).update(counter).digest();
  const at = made[19] & 15;
  return String((made.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
const now = () => Math.floor(Date.now() / 30_000);

test('SRV-16: nobody comes in without a session or a key, and neither outlives its end', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  for (const [method, address] of [['POST', '/v1/commands'], ['GET', '/v1/changes'], ['GET', '/v1/queries/accounts'], ['GET', '/v1/keys'],
    ['POST', '/v1/attachments'], ['GET', '/v1/access_events']]) {
    assert.equal((await server.ask(method, address)).status, 401, address);
    assert.equal((await server.ask(method, address, {token: 'chk_nonsense'})).status, 401, address);
    assert.equal((await server.ask(method, address, {cookie: 'ch_session=' + 'x'.repeat(43)})).status, 401, address);
  }
  const second = await server.signIn('admin', password, {device: '另一台设备'});
  const devices = await server.ask('GET', '/v1/sessions', {cookie});
  assert.deepEqual(devices.value.map((one) => [one.current, one.device === '另一台设备']), [[true, false], [false, true]]);
  assert.equal((await server.ask('DELETE', `/v1/sessions/${devices.value[1].session}`, {cookie})).status, 200);
  assert.equal((await server.ask('GET', '/v1/session', {cookie: second.cookie})).value, null);
  const token = await server.key(cookie, 'ops', 'settlement_operations');
  const key = (await server.ask('GET', '/v1/keys', {cookie})).value.at(-1).key;
  assert.equal((await server.query(token, 'accounts')).status, 200);
  assert.equal((await server.ask('DELETE', `/v1/keys/${key}`, {cookie})).status, 200);
  assert.equal((await server.query(token, 'accounts')).status, 401);
  assert.equal((await server.ask('DELETE', '/v1/session', {cookie})).status, 200);
  assert.equal((await server.ask('GET', '/v1/session', {cookie})).value, null);
  await server.stop();
});

test('SRV-16: who guesses passwords is locked out, whoever guesses beside him too, and it is told alike for users that there are not', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  await server.ask('POST', '/v1/logins/wang', {cookie, body: {password: 'another long password'}});
  const nobody = await server.signIn('nobody', 'wrong');
  const wrong = await server.signIn('wang', 'wrong');
  assert.deepEqual([nobody.status, nobody.value], [wrong.status, wrong.value]);
  for (let i = 0; i < 5; ++i) await server.signIn('wang', 'wrong');
  const locked = await server.signIn('wang', 'another long password');
  assert.deepEqual([locked.status, locked.value.code], [429, 'locked_out']);
  assert.ok(Number(locked.value.args.seconds) > 50);
  // An administrator sets a new one, and that opens it.
  await server.ask('POST', '/v1/logins/wang', {cookie, body: {password: 'yet another password'}});
  assert.equal((await server.signIn('wang', 'yet another password')).status, 200);
  for (let i = 0; i < 40; ++i) await server.signIn(`guess${i}`, 'wrong');
  assert.equal((await server.signIn('guess', 'wrong')).value.code, 'locked_out');  // the address
  const kinds = (await server.ask('GET', '/v1/access_events', {cookie})).value.map((one) => one.kind);
  for (const kind of ['signed_in', 'sign_in_refused', 'locked_out', 'password_set']) assert.ok(kinds.includes(kind), kind);
  await server.stop();
});

test('SRV-16: a second factor is asked for from its confirmation on, and no code counts twice', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const early = await server.ask('POST', '/v1/second_factor', {cookie, body: {code: '000000'}});
  assert.equal(early.value.code, 'second_factor_not_begun');
  const {value} = await server.ask('POST', '/v1/second_factor', {cookie, body: {}});
  assert.match(value.address, /^otpauth:\/\/totp\/Countinghouse:admin\?secret=[A-Z2-7]{32}&issuer=Countinghouse$/);
  assert.equal((await server.signIn('admin', password)).status, 200);  // not confirmed yet
  const step = now();
  assert.equal((await server.ask('POST', '/v1/second_factor', {cookie, body: {code: totp(value.secret, step)}})).status, 200);
  assert.equal((await server.signIn('admin', password)).value.code, 'second_factor_needed');
  assert.equal((await server.signIn('admin', password, {code: totp(value.secret, step)})).value.code, 'second_factor_wrong');  // used
  assert.equal((await server.signIn('admin', password, {code: totp(value.secret, step + 1)})).status, 200);
  assert.equal((await server.signIn('admin', password, {code: totp(value.secret, step + 1)})).value.code, 'second_factor_wrong');
  await server.stop();
});

test('SRV-16, CON-11: a key does what it was made for and nothing else', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const key = await server.key(cookie, 'desk', 'settlement_operations', {may: ['accounts', 'register_merchant']});
  assert.equal((await server.query(key, 'accounts')).status, 200);
  assert.equal((await server.run(key, 'register_merchant', {name: '示例', supplier: 'S1'})).status, 200);
  for (const answer of [await server.query(key, 'wires'), await server.run(key, 'block_account', {account: 2, reason: 'x'}),
    await server.ask('GET', '/v1/changes', {token: key}), await server.ask('POST', '/v1/commands/close_account', {token: key, headers: {'idempotency-key': newId()}, body: {account: 2}})])
    assert.deepEqual([answer.status, answer.value.code], [403, 'not_by_this_key']);
  for (const [method, address] of [['GET', '/v1/keys'], ['POST', '/v1/keys'], ['GET', '/v1/logins'], ['POST', '/v1/password'], ['DELETE', '/v1/session']])
    assert.equal((await server.ask(method, address, {token: key, body: method === 'POST' ? {} : undefined})).value.code, 'not_for_keys');
  // Nobody is more by saying so.
  const as = await server.ask('POST', '/v1/queries/users?as=administrator', {token: key, body: {}});
  assert.equal(as.status, 403);
  const clock = await server.ask('POST', '/v1/commands?as=clock', {cookie, body: {id: newId(), name: 'end_campaign_due', payload: {campaign: 1}}});
  assert.equal(clock.value.code, 'role_malformed');
  const other = await server.ask('POST', '/v1/queries/accounts?as=finance', {cookie, body: {}});
  assert.equal(other.value.code, 'no_such_grant');
  await server.stop();
});

test('SRV-17: what a cookie vouches for has to come from our own page', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const command = {id: newId(), name: 'grant_role', payload: {user: 'eve', role: 'administrator'}};
  const post = (headers) => fetch(server.url + '/v1/commands?as=administrator', {method: 'POST', headers: {cookie, ...headers}, body: JSON.stringify(command)});
  for (const headers of [{origin: 'https://elsewhere.example'}, {}, {origin: 'null'}, {origin: server.url, 'sec-fetch-site': 'cross-site'}]) {
    const answer = await post(headers);
    assert.deepEqual([answer.status, (await answer.json()).code], [403, 'cross_site']);
  }
  assert.equal((await post({origin: server.url})).status, 200);
  const signIn = await fetch(server.url + '/v1/session', {method: 'POST', headers: {origin: 'https://elsewhere.example'}, body: '{}'});
  assert.equal(signIn.status, 403);
  await server.stop();
});

test('CON-11: only administrators administer the door, and each try of others is on record', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  await server.done(cookie, 'administrator', 'grant_role', {user: 'li', role: 'finance'});
  await server.ask('POST', '/v1/logins/li', {cookie, body: {password: 'a first password'}});
  const first = await server.signIn('li', 'a first password');
  await server.ask('POST', '/v1/password', {cookie: first.cookie, body: {before: 'a first password', after: 'a second password'}});
  for (const [method, address, body] of [['GET', '/v1/logins'], ['POST', '/v1/logins/admin', {password: 'taken over by li'}], ['GET', '/v1/keys'],
    ['POST', '/v1/keys', {name: 'k', user: 'admin', role: 'administrator'}], ['DELETE', '/v1/keys/1'], ['GET', '/v1/access_events']])
    assert.equal((await server.ask(method, address, {cookie: first.cookie, body})).value.code, 'only_administrators', address);
  assert.equal((await server.signIn('admin', password)).status, 200);
  await server.ask('POST', '/v1/logins/li', {cookie, body: {disabled: true}});
  assert.equal((await server.ask('GET', '/v1/session', {cookie: first.cookie})).value, null);
  assert.equal((await server.signIn('li', 'a second password')).value.code, 'login_disabled');
  const events = (await server.ask('GET', '/v1/access_events', {cookie})).value;
  assert.ok(events.some((one) => one.kind === 'refused_at_door' && one.user === 'li'));
  assert.ok(events.some((one) => one.kind === 'login_disabled' && one.user === 'li' && one.by === 'admin'));
  await server.stop();
});
