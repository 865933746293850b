// The real server as a process of its own: started, asked, stopped, killed.
import {spawn, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {randomBytes} from 'node:crypto';

process.setMaxListeners(0);  // each folder and each server goes when the test's process does
export const program = process.env.CH_COUNTINGHOUSE;

export function folder() {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'ch-server-'));
  process.on('exit', () => fs.rmSync(made, {recursive: true, force: true}));
  return made;
}

// Where a fresh tenant lies that a test is to have: a file, or a number of its own in the database that CH_POSTGRES names. tests/run has
// every test here on both, but for those whose names end in the one that they are of.
export const postgres = process.env.CH_POSTGRES ?? '';
const places = new Map();  // what else a database's tenant is found by
let tenants = 0;
export function fresh(name = 'a.db', url = postgres) {
  if (!url) return path.join(folder(), name);
  const place = `${url}#${process.pid}-${++tenants}`;
  places.set(place, ['--db', url, '--tenant', String(process.pid * 1_000 + tenants), '--attachments', path.join(folder(), 'attachments')]);
  return place;
}
// Without --db: for words that take a place by itself.
export const at = (place) => (places.get(place) ?? ['--db', place]).slice(1);
export const tenantOf = (place) => places.get(place)[3];
export function placed(args) {
  return args.flatMap((word, at) => (word === '--db' ? [] : args[at - 1] === '--db' ? places.get(word) ?? ['--db', word] : [word]));
}

export function countinghouse(args, input) {
  const ran = spawnSync(program, placed(args), {input, encoding: 'utf8', maxBuffer: 1 << 28});
  return {status: ran.status, out: ran.stdout, err: ran.stderr};
}

// UUIDv7, as clients make them.
export function newId() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 15);
  bytes[8] = 0x80 | (bytes[8] & 63);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export class Server {
  static start(db, args = [], env = {}) { return Server.launch(db, args, env).started; }
  // Not waited for: `server.started` is kept once it serves, and broken where it ends instead.
  static launch(db, args = [], env = {}) {
    // A killed one's lease has to run out before the next may write.
    const lease = postgres && !args.includes('--lease') ? ['--lease', '2'] : [];
    const listen = args.includes('--listen') ? [] : ['--listen', '127.0.0.1:0'];
    const child = spawn(program, placed(['serve', '--db', db, ...listen, ...lease, ...args]), {stdio: ['ignore', 'pipe', 'pipe'], env: {...process.env, ...env}});
    const server = new Server(child, db);
    process.on('exit', () => child.kill('SIGKILL'));  // a test that failed stops nothing
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => { server.log += text; });
    server.started = new Promise((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (text) => {
        said += text;
        if (said.includes('Serving ')) resolve();
      });
      child.on('exit', (code) => reject(new Error(`the server ended (${code}): ${said}${server.log}`)));
    }).then(() => {
      server.url = said.match(/https?:\/\/\S+/)[0];
      server.port = Number(new URL(server.url).port);
      server.password = said.match(/first sign-in: (\S+)/)?.[1];
      return server;
    });
    server.started.catch(() => {});  // whoever waits for it hears of it
    return server;
  }
  constructor(child, db) {
    this.child = child;
    this.db = db;
    this.log = '';
    this.ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({code, signal})));
  }
  stop() { return this.child.kill('SIGTERM'), this.ended; }
  kill() { return this.child.kill('SIGKILL'), this.ended; }

  async ask(method, address, {token, cookie, body, headers = {}} = {}) {
    const given = {...headers};
    if (token) given.authorization = `Bearer ${token}`;
    if (cookie) Object.assign(given, {cookie, origin: this.url});
    if (body !== undefined && !(body instanceof Uint8Array)) given['content-type'] = 'application/json';
    const answer = await fetch(this.url + address, {
      method, headers: given, body: body === undefined ? undefined : body instanceof Uint8Array ? body : JSON.stringify(body)});
    const text = await answer.text();
    let value = text;
    try { value = JSON.parse(text); } catch { /* a page or a picture */ }
    return {status: answer.status, value, headers: answer.headers};
  }
  async signIn(user, password, more = {}) {
    const answer = await this.ask('POST', '/v1/session', {body: {user, password, ...more}});
    return {...answer, cookie: answer.headers.get('set-cookie')?.split(';')[0]};
  }
  // The first administrator, with a password of his own: his cookie.
  async administrator(password = 'correct horse battery') {
    const first = await this.signIn('admin', this.password);
    await this.ask('POST', '/v1/password', {cookie: first.cookie, body: {before: this.password, after: password}});
    return first.cookie;
  }
  // A user with a role, and a key that acts as him.
  async key(cookie, user, role, {party, may} = {}) {
    const grant = {user, role, ...(party ? {party} : {})};
    await this.done(cookie, 'administrator', 'grant_role', grant);
    const made = await this.ask('POST', '/v1/keys', {cookie, body: {name: user, ...grant, ...(may ? {may} : {})}});
    return made.value.token;
  }
  async run(by, name, payload, id = newId()) {
    const who = by.startsWith('ch_session=') ? {cookie: by} : {token: by};
    return this.ask('POST', '/v1/commands', {...who, body: {id, name, payload}});
  }
  async done(cookie, as, name, payload) {
    const answer = await this.ask('POST', `/v1/commands?as=${as}`, {cookie, body: {id: newId(), name, payload}});
    if (answer.status !== 200) throw new Error(`${name}: ${JSON.stringify(answer.value)}`);
    return answer.value.args;
  }
  query(token, name, params = {}) { return this.ask('POST', `/v1/queries/${name}`, {token, body: params}); }
}

// What a key may see of all that has happened.
export async function allChanges(server, token) {
  const rows = [];
  for (let after = 0, more = true; more;) {
    const {value} = await server.ask('GET', `/v1/changes?after=${after}&limit=500`, {token});
    rows.push(...value.rows);
    ({next: after, more} = value);
  }
  return rows;
}

// A demo of the command line's, with a login for its administrator: {db, password}.
export function demo(merchants = 5, days = 3) {
  const db = fresh('demo.db');
  const made = countinghouse(['demo', '--db', db, '--merchants', String(merchants), '--days', String(days), '--seed', '7', '--ends-today', '--quiet']);
  if (made.status !== 0) throw new Error(made.err);
  return db;
}
