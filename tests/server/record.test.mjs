// CON-12, SRV-18: what is sensitive is masked in every view, and what was looked at, granted, tried and refused is on record.
import test from 'node:test';
import assert from 'node:assert/strict';
import {Server, countinghouse, fresh, newId} from './tools/server.mjs';
import {Live} from './tools/live.mjs';
import {tenant} from './tools/tenant.mjs';
import {outside, queries, roles} from './matrix.mjs';

const events = async (server, cookie) => {
  const rows = [];
  for (let before = '', more = true; more;) {
    const page = (await server.ask('GET', `/v1/access_events${before && `?before=${before}`}`, {cookie})).value;
    rows.push(...page);
    before = page.at(-1)?.event;
    more = page.length === 200;
  }
  return rows;
};

test('CON-12: no view shows a bank account or a contact in full to who is not its own, and each look at one is in the journal', async () => {
  const {server, keys, x, all, run} = await tenant();
  // What there is to hide, as its own party and those who asked for it by name are shown it.
  const own = (await server.query(keys.M, 'account', {account: x.account})).value;
  const withdrawal = (await server.query(keys.M, 'withdrawal', {withdrawal: x.withdrawal})).value;
  const shown = [['O', 'show_in_full', {what: 'withdrawal_account', id: x.withdrawal}, 'bank_account'], ['F', 'show_in_full', {what: 'payer_account', id: x.wire}, 'payer_account'],
    ['O', 'show_in_full', {what: 'contacts', id: x.account}, 'emails'], ['E', 'show_answer', {process: x.paying, name: 'account_number'}, 'answer'],
    ['F', 'show_answer', {process: x.unpaid, name: 'account_number'}, 'answer']];
  const secrets = [...own.emails, ...own.phones, withdrawal.bank_account];
  const before = (await server.ask('GET', '/v1/changes?after=0&limit=500', {token: keys.U})).value;
  let seq = before.next;
  for (let page = before; page.more;) ({value: page} = await server.ask('GET', `/v1/changes?after=${seq}&limit=500`, {token: keys.U})), seq = page.next;
  for (const [who, name, payload, arg] of shown) secrets.push(...(await run(who, name, payload))[arg].split(', '));
  assert.ok(new Set(secrets).size >= 6 && secrets.every((one) => one.length > 5 && !one.includes('*')), JSON.stringify(secrets));
  const looks = (await server.ask('GET', `/v1/changes?after=${seq}`, {token: keys.U})).value.rows.filter((row) => row.role !== 'clock');
  assert.deepEqual(looks.map((row) => [row.role, row.name, row.code]), shown.map(([who, name]) => [roles[who], name, 'done']));
  // Every query of every role, and the one question about each of many things.
  const many = [];
  for (const row of (await all('cases', {limit: 500}))) many.push(['case', {process: row.process}]);
  for (const row of (await all('withdrawals', {limit: 500}))) many.push(['withdrawal', {withdrawal: row.withdrawal}]);
  for (const row of (await all('accounts', {limit: 500}))) many.push(['account', {account: row.account}], ['notices', {account: row.account, limit: 500}], ['campaigns', {account: row.account}]);
  for (const row of (await all('payment_batches', {limit: 500}))) many.push(['payment_batch', {batch: row.batch}]);
  for (const name of ['wires', 'withdrawals', 'outbox', 'inbox', 'exceptions']) many.push([name, {limit: 500}]);
  const asked = [...many, ...queries.filter(([name]) => name !== 'payment_file').map(([name, , , params]) => [name, params(x)])];
  let answered = 0;
  for (const letter of Object.keys(roles)) {
    if (letter === 'C' || outside.includes(letter)) continue;
    for (const [name, params] of asked) {
      const answer = await server.query(keys[letter], name, params);
      if (answer.status !== 200) continue;
      ++answered;
      const text = JSON.stringify(answer.value);
      for (const secret of secrets) assert.ok(!text.includes(secret), `${name} ${JSON.stringify(params)} shows ${secret} to ${roles[letter]}`);
    }
  }
  assert.ok(answered > 500, `${answered} views`);
  // The one file that has them goes to one person of finance, who took it over by a command.
  const file = (who) => server.query(keys[who], 'payment_file', {batch: x.batch, format: 'csv', language: 'zh'});
  assert.deepEqual([(await file('U')).value.code, (await file('O')).value.code], ['batch_held', 'not_allowed']);
  await server.stop();
});

test('SRV-18: every refusal for want of a right is on record, of commands, queries, documents and live views', async () => {
  const {server, cookie, keys, x} = await tenant();
  await server.run(keys.O, 'close_period', {last: '2020-01-31'});
  await server.ask('POST', '/v1/commands/close_period', {token: keys.O, headers: {'idempotency-key': newId()}, body: {last: '2020-01-31'}});
  await server.ask('POST', '/v1/commands', {token: keys.U, body: [{id: newId(), name: 'block_account', payload: {account: x.account, reason: '试'}}, {id: newId(), name: 'confirm_clock', payload: {}}]});
  await server.query(keys.M2, 'account', {account: x.account});
  await server.ask('GET', '/v1/queries/users', {token: keys.S});
  await server.run(keys.V, 'claim_case', {process: x.passed});  // another team's
  await server.ask('GET', `/v1/attachments/${x.penalty}/${x.document.hash}`, {token: keys.R2});
  await server.ask('POST', '/v1/attachments', {token: keys.U, body: new Uint8Array([1])});
  await server.ask('GET', '/v1/keys', {token: keys.A});
  await server.query('chk_nonsense', 'accounts');
  const live = await Live.open(server, keys.R2);
  for (const message of [{kind: 'subscribe', name: 'case', params: {process: x.review}}, {kind: 'query', name: 'users', params: {}}, {kind: 'export_statement', params: {account: x.account, format: 'csv', language: 'zh'}},
    {kind: 'execute', command: {id: newId(), name: 'confirm_clock', payload: {}}}]) {
    live.send({id: 1, ...message});
    await live.next();
  }
  live.close();
  const record = (await events(server, cookie)).filter((row) => row.kind === 'refused_at_door').map((row) => `${row.user} ${row.detail}`).reverse();
  assert.deepEqual(record, [
    'ops POST /v1/commands: close_period not_allowed', 'ops POST /v1/commands/close_period: close_period not_allowed',
    'audit POST /v1/commands: block_account not_allowed', 'audit POST /v1/commands: confirm_clock not_allowed',
    `${(await server.query(keys.U, 'users')).value.rows.find((row) => row.role === 'merchant_user' && row.party === Number(x.twoParty)).user} POST /v1/queries/account: not_allowed`,
    'shop GET /v1/queries/users: not_allowed', 'xu POST /v1/commands: claim_case not_your_step',
    `dealer-0002 GET /v1/attachments/${x.penalty}/${x.document.hash}: not_allowed`, 'audit POST /v1/attachments: not_allowed', 'admin GET /v1/keys: not_for_keys',
    ' POST /v1/queries/accounts: not_signed_in',
    'dealer-0002 live: case not_allowed', 'dealer-0002 live: users not_allowed', 'dealer-0002 live: statement not_allowed', 'dealer-0002 live: confirm_clock not_allowed',
  ]);
  await server.stop();
});

test('SRV-18: nobody fills the disk by being refused: beyond fifty in an hour his refusals are counted', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const shop = await server.key(cookie, 'shop', 'shop');
  for (let i = 0; i < 300; ++i) assert.equal((await server.query(shop, 'users')).status, 403);
  const his = (await events(server, cookie)).filter((row) => row.user === 'shop' && row.kind === 'refused_at_door');
  assert.equal(his.length, 51);
  assert.equal(his[0].detail, 'others within the hour: 250');
  for (let i = 0; i < 3; ++i) await server.query(shop, 'users');
  assert.equal((await events(server, cookie))[0].detail, 'others within the hour: 253');
  const other = await server.key(cookie, 'fin', 'finance');
  await server.query(other, 'users');
  assert.equal((await events(server, cookie))[0].user, 'fin');  // whose refusals stand for themselves
  await server.stop();
});

test('SRV-18: each sign-in that is refused is on record, also while locked out or disabled; what a stranger sends is kept short and readable', async () => {
  const server = await Server.start(fresh(), ['--behind-proxy']);
  const cookie = await server.administrator();
  await server.ask('POST', '/v1/logins/wang', {cookie, body: {password: 'another long password'}});
  const device = '设备'.repeat(200);
  const first = await server.ask('POST', '/v1/session', {body: {user: 'wang', password: 'another long password', device}, headers: {'x-forwarded-for': '10.0.0.1, 10.0.0.2'}});
  assert.equal(first.status, 200);
  for (let i = 0; i < 7; ++i) await server.signIn('wang', 'wrong');
  await server.ask('POST', '/v1/logins/wang', {cookie, body: {password: 'another long password', disabled: true}});
  await server.signIn('wang', 'another long password');
  const strange = Buffer.from('{"user":"x","password":"wrong"}');
  await server.ask('POST', '/v1/session', {body: strange, headers: {'user-agent': '\xff\xfe', 'x-forwarded-for': '\xff\xfe'}});
  await server.signIn('y'.repeat(5_000), 'wrong');
  const rows = await events(server, cookie);
  const of = (user) => rows.filter((row) => row.user === user).map((row) => `${row.kind} ${row.detail}`).reverse();
  assert.deepEqual(of('wang').slice(2), [...Array(5).fill('sign_in_refused sign_in_failed'), 'locked_out ', 'sign_in_refused sign_in_failed', 'sign_in_refused locked_out',
    'password_set ', 'login_disabled ', 'sign_in_refused login_disabled']);
  const signedIn = rows.find((row) => row.kind === 'signed_in' && row.user === 'wang');
  assert.deepEqual([signedIn.address, signedIn.detail], ['10.0.0.2', device.slice(0, 66)]);
  assert.equal(rows.find((row) => row.user === 'x').address, '??');
  assert.ok(rows.every((row) => row.user.length <= 200));
  await server.stop();
  assert.equal(countinghouse(['audit', '--db', server.db]).status, 0);
});
