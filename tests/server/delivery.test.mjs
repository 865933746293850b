// SRV-5: what goes out, delivered for certain: webhooks to a receiver that fails and hangs, letters to a real SMTP server, and the server
// killed in between.
import test from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import {once} from 'node:events';
import {createHmac} from 'node:crypto';
import {spawnSync} from 'node:child_process';
import {countinghouse, demo, folder, postgres, Server} from './tools/server.mjs';
import {Receiver} from './tools/receiver.mjs';
import {Smtp} from './tools/smtp.mjs';

const secret = 'a secret of the shop, long enough';

function secretFile(text = secret) {
  const file = path.join(folder(), 'secret');
  fs.writeFileSync(file, text + '\n');
  return file;
}

// The demo's books, in which everything that ever went out waits, with a login for its administrator and another beside him.
async function withDemo(args = []) {
  const db = demo();
  const password = countinghouse(['user', 'password', 'admin', '--db', db]).out.match(/sign-in: (\S+)/)[1];
  const server = await Server.start(db, args);
  server.password = password;
  const cookie = await server.administrator();
  return {db, server, cookie, token: await server.key(cookie, 'second', 'administrator')};
}

// As the policy has it from now on: proposed by one administrator, approved by another.
async function policy(server, cookie, token, values) {
  const effective = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  for (const [name, value] of Object.entries(values)) {
    const {version} = await server.done(cookie, 'administrator', 'propose_policy', {name: `core.delivery_${name}`, value, effective});
    const approved = await server.run(token, 'approve_policy', {name: `core.delivery_${name}`, version: Number(version)});
    assert.equal(approved.value.code, 'done', JSON.stringify(approved.value));
  }
}

async function outbox(server, token, ask = {}) {
  const rows = [];
  for (let cursor = ''; ;) {
    const {value} = await server.query(token, 'outbox', {...ask, limit: 500, ...(cursor ? {cursor} : {})});
    rows.push(...value.rows);
    if (!value.next) return rows;
    cursor = value.next;
  }
}

// Asked again and again, each time after an answer, until it holds.
async function until(what, look) {
  const ends = Date.now() + 60_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    assert.ok(Date.now() < ends, `it never came to be: ${what}`);
  }
}
const message = async (server, token, id) => (await outbox(server, token)).find((row) => row.id === id);
const allSent = (server, token, kind) => until(`every ${kind} is delivered`, async () => {
  const open = (await outbox(server, token)).filter((row) => row.kind === kind && row.state !== 'delivered');
  return open.length === 0;
});

// Each subject's first arrivals in order without gaps; whatever came again was still the subject's last.
function assertOrder(arrived) {
  const last = new Map();
  for (const {subject, sequence, id} of arrived) {
    const before = last.get(subject) ?? 0;
    assert.ok(sequence === before || sequence === before + 1, `${subject}: ${sequence} after ${before} (${id})`);
    last.set(subject, sequence);
  }
}

test('SRV-5: unconfigured, everything waits, and nothing is tried', async () => {
  const {server, token} = await withDemo();
  const rows = await outbox(server, token);
  assert.ok(rows.filter((row) => row.kind === 'event').length > 3 && rows.some((row) => row.kind === 'mail') && rows.some((row) => row.kind === 'short_message'));
  assert.ok(rows.every((row) => ['waiting', 'behind', 'no_address'].includes(row.state) && row.attempts === 0));
  assert.ok(rows.some((row) => row.state === 'behind' && rows.some((other) => other.id === row.blocked_by && other.state === 'waiting')));
  const metrics = (await server.ask('GET', '/metrics')).value;
  assert.ok(Number(metrics.match(/ch_outbox\{state="waiting"\} (\d+)/)[1]) > 0);
  assert.match(metrics, /ch_deliveries_total\{kind="event",outcome="delivered"\} 0/);
  await server.stop();
});

test('SRV-5: killed in mid-delivery again and again, each event arrives, signed and in order per subject, and none is lost', async () => {
  const {db, server: first, cookie, token} = await withDemo();
  await policy(first, cookie, token, {first_wait_seconds: '1', longest_wait_seconds: '1', attempts: '100'});
  await first.stop();
  const receiver = await Receiver.start(secret);
  const args = ['--webhook', receiver.url, '--webhook-secret-file', secretFile()];
  let server, kills = 0;
  receiver.onRequest = (count) => {
    if (count % 3 === 2 && kills < 4) {  // it has it, and the server never learns
      ++kills;
      server.kill();
      return null;
    }
    return count % 3 === 0 ? 503 : 204;
  };
  for (;;) {
    server = await Server.start(db, args);
    const dead = await Promise.race([server.ended, allSent(server, token, 'event').then(() => null, (error) => {
      if (!server.child.killed) throw error;
      return server.ended;
    })]);
    if (!dead) break;
    assert.equal(dead.signal, 'SIGKILL');
  }
  assert.equal(kills, 4);
  const sent = (await outbox(server, token)).filter((row) => row.kind === 'event');
  const ids = new Set(receiver.arrived.map((one) => one.id));
  assert.equal(ids.size, sent.length);
  assert.ok(sent.every((row) => [...ids].some((id) => id.endsWith(`-${row.id}`))));
  assert.ok(receiver.arrived.length >= sent.length + 4);
  assertOrder(receiver.arrived);
  assert.ok(receiver.arrived.some((one) => one.sequence > 1), 'some subject has several');
  assert.ok(sent.some((row) => row.attempts > 0));
  const event = receiver.arrived.find((one) => one.type === 'campaign.suspended');
  assert.equal(event.data.event, 'campaign.suspended');
  assert.match(server.log, /"event":"delivery_failed"|"event":"listening"/);
  assert.ok(!server.log.includes(secret));
  await server.stop();
  await receiver.stop();
  const audit = countinghouse(['audit', '--db', db]);
  assert.equal(audit.status, 0, audit.out + audit.err);
  if (!postgres) assert.ok(!fs.readFileSync(db).includes(secret));  // a database has no file of its own to look through
});

test('SRV-5: dead after the last attempt, it holds its subject up until it is retried or dropped by hand', async () => {
  const receiver = await Receiver.start(secret);
  receiver.onRequest = () => 500;
  const {server, cookie, token} = await withDemo();
  await policy(server, cookie, token, {attempts: '2', first_wait_seconds: '1'});
  const waiting = (await outbox(server, token)).filter((row) => row.kind === 'event');
  await server.stop();
  const again = await Server.start(server.db, ['--webhook', receiver.url, '--webhook-secret-file', secretFile(`whsec_${Buffer.from(secret).toString('base64')}`)]);
  await until('all that could be tried is dead', async () => (await outbox(again, token)).every((row) => row.kind !== 'event' || ['dead', 'behind'].includes(row.state)));
  const rows = (await outbox(again, token)).filter((row) => row.kind === 'event');
  assert.equal(rows.length, waiting.length);
  const behind = rows.filter((row) => row.state === 'behind');
  const dead = rows.filter((row) => row.state === 'dead');
  assert.ok(behind.length > 0 && dead.every((row) => row.attempts === 2 && row.error === 'HTTP 500' && row.may_retry));
  assert.deepEqual([...new Set(behind.map((row) => row.blocked_by))].filter((id) => !dead.some((row) => row.id === id)), []);
  assert.match(again.log, /"event":"delivery_failed","kind":"event","message":\d+,"attempt":2,"error":"HTTP 500"/);
  assert.equal((await again.run(token, 'retry_delivery', {message: behind[0].id})).value.code, 'delivery_behind');
  receiver.onRequest = () => 200;
  receiver.arrived.length = 0;
  const [retried, ...others] = dead.sort((a, b) => (a.id === behind[0].blocked_by ? -1 : b.id === behind[0].blocked_by ? 1 : a.id - b.id));
  assert.equal((await again.run(token, 'retry_delivery', {message: retried.id})).value.code, 'done');
  await until('the next one of the subject has gone', async () => (await message(again, token, behind[0].id)).state === 'delivered');
  assertOrder(receiver.arrived);
  assert.ok(receiver.arrived.every((one) => one.subject === receiver.arrived[0].subject), 'the others stay where they are');
  for (const row of others) assert.equal((await again.run(token, 'drop_delivery', {message: row.id, reason: '已人工同步'})).value.code, 'done');
  await until('all is over', async () => (await outbox(again, token)).every((row) => row.kind !== 'event' || ['delivered', 'dropped'].includes(row.state)));
  const metrics = (await again.ask('GET', '/metrics')).value;
  assert.ok(Number(metrics.match(/ch_deliveries_total\{kind="event",outcome="failed"\} (\d+)/)[1]) >= 2 * dead.length);
  await again.stop();
  await receiver.stop();
});

test('SRV-5, SRV-19: a redirect is not followed, and a receiver that never answers holds up no orderly end', async () => {
  const receiver = await Receiver.start(secret);
  let asked;
  const hanging = new Promise((resolve) => { asked = resolve; });
  receiver.onRequest = (count) => count === 1 ? 302 : (asked(), null);
  const {server, token} = await withDemo(['--webhook', receiver.url, '--webhook-secret-file', secretFile()]);
  await hanging;
  const [redirected] = await until('the first is in the books', async () => {
    const failed = (await outbox(server, token)).filter((row) => row.error);
    return failed.length > 0 ? failed : null;
  });
  assert.deepEqual([redirected.error, redirected.attempts, redirected.state], ['HTTP 302', 1, 'waiting']);
  assert.ok(Date.parse(redirected.next_try) > Date.parse(redirected.at));
  assert.deepEqual(await server.stop(), {code: 0, signal: null});
  const again = await Server.start(server.db);
  assert.ok((await outbox(again, token)).every((row) => row.id === redirected.id || row.attempts === 0), 'what was broken off does not count as an attempt');
  await again.stop();
  await receiver.stop();
});

test('SRV-5: a receiver that never answers about one subject holds up no other, whose events go out in order meanwhile', async () => {
  const receiver = await Receiver.start(secret);
  let hung;
  receiver.onRequest = (count, {subject}) => (hung ??= subject) === subject ? null : 204;
  const {server, token} = await withDemo(['--webhook', receiver.url, '--webhook-secret-file', secretFile()]);
  const isHung = (row) => `case/${row.process}` === hung;
  const rows = await until('all others are delivered', async () => {
    const events = (await outbox(server, token)).filter((row) => row.kind === 'event');
    return events.every((row) => row.state === 'delivered' || isHung(row)) ? events : null;
  });
  assert.ok(rows.some((row) => !isHung(row)));
  assert.deepEqual(rows.filter(isHung).map((row) => row.state).filter((state) => state !== 'behind'), ['waiting']);
  assert.ok(receiver.arrived.every((one) => one.subject !== hung || one.sequence === 1), 'nothing overtakes it');
  assertOrder(receiver.arrived);
  assert.deepEqual(await server.stop(), {code: 0, signal: null});
  await receiver.stop();
});

test('SRV-5: short messages go out by a webhook of their own, and their numbers are shown to nobody else', async () => {
  const receiver = await Receiver.start(secret);
  const {server, token} = await withDemo(['--sms-webhook', receiver.url, '--webhook-secret-file', secretFile(), '--mail-language', 'en']);
  await allSent(server, token, 'short_message');
  const [one] = receiver.arrived;
  assert.equal(one.type, 'short_message');
  assert.match(one.data.to[0], /^\+?[\d-]{6,}$/);
  assert.match(one.data.text, /[a-z]{3}/);
  const row = (await outbox(server, token)).find((each) => one.id.endsWith(`-${each.id}`));
  assert.ok(row.recipients[0].startsWith('*') && row.recipients[0] !== one.data.to[0]);
  assert.equal(row.body_en, one.data.text);
  assert.ok((await outbox(server, token)).every((each) => each.kind === 'short_message' || each.attempts === 0), 'the other ways wait');
  assertOrder(receiver.arrived);
  await server.stop();
  await receiver.stop();
});

// A reseller's client, whose verification is refused: a letter to the reseller and nobody else.
async function letters(server, cookie) {
  const ops = await server.key(cookie, 'ops', 'settlement_operations'), reviewer = await server.key(cookie, 'review', 'information_reviewer');
  const party = Number((await server.run(ops, 'register_reseller', {name: '示例代理甲', code: 'D1', emails: ['业务@reseller.example', 'owner@reseller.example']})).value.args.party);
  const client = Number((await server.run(ops, 'register_client', {name: '示例科技（上海）有限公司', code: 'K1', reseller: party})).value.args.party);
  const dealer = await server.key(cookie, 'dealer', 'reseller_user', {party});
  return async (by) => {
    const filed = await by.run(dealer, 'file_case', {procedure: 'corporate_verification', party: client, answers: [{name: 'order_no', value: 'SO-1'}], documents: []});
    assert.equal(filed.value.code, 'done', JSON.stringify(filed.value));
    const process = Number(filed.value.args.process);
    const refused = await by.run(reviewer, 'step_case', {process, step: 'review', on: 'refuse', answers: [{name: 'reason', value: 'no_bank_account'}], documents: []});
    assert.equal(refused.value.code, 'done', JSON.stringify(refused.value));
    return process;
  };
}

test('SRV-5: a letter goes to a mail server that is away, refuses for now, and takes it at last, as the file that the page downloads', async () => {
  const db = path.join(folder(), 'a.db');
  let server = await Server.start(db);
  const cookie = await server.administrator();
  const token = await server.key(cookie, 'second', 'administrator');
  await policy(server, cookie, token, {first_wait_seconds: '1', longest_wait_seconds: '1', attempts: '50'});
  const write = await letters(server, cookie);
  const process = await write(server);
  const [unsent] = await outbox(server, token);
  assert.deepEqual([unsent.kind, unsent.state, unsent.attempts], ['mail', 'waiting', 0]);
  await server.stop();

  let smtp = await Smtp.start();
  await smtp.stop();  // its port stays
  server = await Server.start(db, ['--smtp', `smtp://127.0.0.1:${smtp.port}`, '--mail-from', 'books@platform.example']);
  await until('it was tried in vain', async () => (await message(server, token, unsent.id)).attempts >= 2);
  assert.match((await message(server, token, unsent.id)).error, /connect/i);
  smtp = await Smtp.start({port: smtp.port, answers: '451 4.3.0 later'});
  await smtp.next((line) => line.refused);
  await until('the refusal is in the books', async () => (await message(server, token, unsent.id)).error.includes('451'));
  assert.equal((await message(server, token, unsent.id)).state, 'waiting');
  await smtp.say('take');
  const mail = await smtp.next((line) => line.mail);
  await until('it is delivered', async () => (await message(server, token, unsent.id)).state === 'delivered');
  assert.deepEqual([mail.sender, mail.recipients], ['books@platform.example', unsent.recipients]);
  assert.deepEqual([mail.subject, mail.to, mail.defects], [unsent.subject, unsent.recipients.join(', '), []]);
  assert.equal(mail.body.trim().replaceAll('\r\n', '\n'), unsent.body.replaceAll('\r\n', '\n').trim());
  const file = (await server.query(token, 'message_file', {process, message: unsent.id, language: 'zh'})).value.content;
  assert.ok(file.includes(`Message-ID: ${mail.id}\r\n`));
  assert.equal(Buffer.from(mail.raw, 'base64').toString().replace('From: books@platform.example\r\n', ''), file.replace('X-Unsent: 1\r\n', ''));

  // What will never be taken is not tried again by itself; sent again to where it is taken, it has the same id.
  await smtp.say('550 5.1.1 no such user');
  await write(server);
  const dead = await until('it is dead', async () => (await outbox(server, token, {state: 'dead'}))[0]);
  assert.equal(dead.attempts, 1);
  assert.match(dead.error, /550/);
  await smtp.say('take');
  assert.equal((await server.run(token, 'retry_delivery', {message: dead.id, recipients: ['new@reseller.example']})).value.code, 'done');
  const second = await smtp.next((line) => line.mail);
  assert.deepEqual(second.recipients, ['new@reseller.example']);
  assert.notEqual(second.id, mail.id);
  await until('it is delivered', async () => (await message(server, token, dead.id)).state === 'delivered');
  await server.stop();
  await smtp.stop();
});

test('SRV-5, SRV-19: at most eight are under way at once, each about something else, and all of them together hold up no orderly end', async () => {
  const db = path.join(folder(), 'a.db');
  const first = await Server.start(db);
  const cookie = await first.administrator();
  const token = await first.key(cookie, 'second', 'administrator');
  const write = await letters(first, cookie);
  for (let i = 0; i < 11; ++i) await write(first);
  await first.stop();
  const connections = [];
  const silent = net.createServer((connection) => {  // a mail server without a word
    connections.push(connection.on('error', () => {}));
    if (connections.length === 8) silent.emit('eight');
  }).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const server = await Server.start(db, ['--smtp', `smtp://127.0.0.1:${silent.address().port}`, '--mail-from', 'books@platform.example']);
  await once(silent, 'eight');
  assert.equal((await outbox(server, token, {state: 'waiting'})).length, 11);
  assert.deepEqual(await server.stop(), {code: 0, signal: null});  // seconds, in which a ninth could have come
  assert.equal(connections.length, 8);
  silent.close();
});

test('SRV-5, SRV-16: a password goes over an encrypted connection to a server that is known, or not at all, and stands nowhere', async () => {
  const made = folder();
  const [key, certificate] = [path.join(made, 'key.pem'), path.join(made, 'certificate.pem')];
  const ran = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', certificate,
    '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'], {encoding: 'utf8'});
  assert.equal(ran.status, 0, ran.stderr);
  const password = 'p455-of-the-mail-server';
  const db = path.join(made, 'a.db');
  let server = await Server.start(db);
  const cookie = await server.administrator();
  const token = await server.key(cookie, 'second', 'administrator');
  await policy(server, cookie, token, {first_wait_seconds: '1', longest_wait_seconds: '1', attempts: '50'});
  await (await letters(server, cookie))(server);
  await server.stop();
  const log = [];
  const restarted = async (smtp, more = []) => {
    if (server.child.exitCode === null) await server.stop();
    log.push(server.log);
    server = await Server.start(db, ['--smtp', `smtp://127.0.0.1:${smtp.port}`, '--mail-from', 'books@platform.example', '--smtp-user', 'books',
      '--smtp-password-file', secretFile(password), ...more]);
  };
  const plain = await Smtp.start();
  await restarted(plain);
  const [letter] = await until('it was tried in vain', async () => ((await outbox(server, token))[0].attempts > 0 ? outbox(server, token) : null));
  assert.match(letter.error, /STARTTLS|SSL/i);
  const encrypted = await Smtp.start({certificate, key, user: 'books', password});
  await restarted(encrypted);
  const before = letter.attempts;
  await until('a stranger\'s certificate is refused', async () => { const now = await message(server, token, letter.id); return now.attempts > before + 1 && /certificate/i.test(now.error); });
  await restarted(encrypted, ['--delivery-certificates', certificate]);
  const mail = await encrypted.next((line) => line.mail);
  assert.deepEqual([mail.encrypted, mail.signed_in], [true, true]);
  await until('it is delivered', async () => (await message(server, token, letter.id)).state === 'delivered');
  assert.equal(plain.lines.filter((line) => line.mail).length, 0);
  await server.stop();
  assert.ok(![...log, server.log].join('').includes(password));
  for (const name of fs.readdirSync(made)) if (name.startsWith('a.db') && fs.statSync(path.join(made, name)).isFile()) assert.ok(!fs.readFileSync(path.join(made, name)).includes(password), name);
  await plain.stop();
  await encrypted.stop();
});

test('SRV-5: an address that is none, a secret that is missing or short, end the program with words', () => {
  const db = path.join(folder(), 'a.db');
  const tried = (...args) => countinghouse(['serve', '--db', db, '--listen', '127.0.0.1:0', ...args]);
  for (const args of [['--webhook', 'ftp://a.example', '--webhook-secret-file', secretFile()], ['--webhook', 'https://user:pass@a.example/', '--webhook-secret-file', secretFile()],
    ['--webhook', 'https://a.example/'], ['--webhook', 'https://a.example/', '--webhook-secret-file', secretFile('short')],
    ['--sms-webhook', 'https://a.example/', '--webhook-secret-file', secretFile('whsec_!!')], ['--smtp', 'smtp://a.example:25'],
    ['--smtp', 'smtp://a.example:25', '--mail-from', 'a@b.example', '--smtp-user', 'a'], ['--smtp', 'http://a.example', '--mail-from', 'a@b.example']]) {
    const ran = tried(...args);
    assert.equal(ran.status, 2, args.join(' ') + ran.out + ran.err);
  }
  assert.ok(!fs.existsSync(db), 'nothing was set up');
});

test('SRV-5: the signature is the one that the documentation shows how to verify', () => {
  const documented = fs.readFileSync(path.join(import.meta.dirname, '../../docs/server.md'), 'utf8').match(/```js\n([\s\S]*?)```/)[1];
  const verify = new Function('createHmac', 'timingSafeEqual', `${documented.replace(/^import .*$/gm, '').replace('export ', '')}; return verified;`)(
    createHmac, (a, b) => a.equals(b));
  const seconds = Math.floor(Date.now() / 1_000);
  const body = '{"id":"x"}';
  const made = createHmac('sha256', secret).update(`x.${seconds}.${body}`).digest('base64');
  const headers = {'webhook-id': 'x', 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,AAAA v1,${made}`};
  assert.equal(verify(secret, headers, body), true);
  assert.equal(verify(secret, headers, body + ' '), false);
  assert.equal(verify(secret, {...headers, 'webhook-timestamp': String(seconds - 600)}, body), false);
});
