// The page's line to a server (SRV-4): what otherwise goes to the worker goes over one WebSocket, files and the door by HTTP beside it. It
// stands in a Worker's place (postMessage, terminate, onmessage) and mends itself: `onlost` says that it broke, `onback` that it is whole.
import { errorCodes, replyKinds, requestKinds, serverKinds, waitingReasons } from '../worker/protocol.js';
import { StatementWriter } from '../worker/statement_writer.js';

const firstWaitMs = 500, longestWaitMs = 30000;
const userKey = 'ch.server_user';

// What the list of one's devices calls this one.
function deviceName() {
  const [, name, version] = /(Edg|OPR|Firefox|Chrome|Version)\/(\d+)/.exec(navigator.userAgent) ?? [, 'Browser', ''];
  const known = { Edg: 'Edge', OPR: 'Opera', Version: 'Safari' };
  return `${known[name] ?? name} ${version} · ${navigator.userAgentData?.platform ?? navigator.platform}`;
}

const loadWriter = () => StatementWriter.start(new Worker(new URL('../worker/writer_worker.js', import.meta.url), { type: 'module' }));

export class ServerLine {
  constructor(base = location.href) {
    this.base = base;
    this.socket = null;
    this.actor = null;
    this.asked = new Set();  // ids of what goes by HTTP: the client asks all again that is open, these are on their way already
    this.work = null;        // the statement on its way into a file: {id, writer}
    this.failures = 0;
    this.timer = null;
    this.ended = false;
    this.onmessage = this.onlost = this.onback = () => {};
    this.own = {
      [serverKinds.http]: (message) => this.door(message),
      [requestKinds.attach]: (message) => this.attach(message),
      [requestKinds.attachment]: (message) => this.attachment(message),
      [requestKinds.storage]: async () => ({ value: { storage: 'server', reason: null, persisted: true, usage: null, quota: null } }),
    };
    addEventListener('online', this.atOnce = () => this.timer && this.connect());
    queueMicrotask(() => {
      this.tell({ kind: replyKinds.waiting, reason: waitingReasons.connecting });
      this.connect();
    });
  }

  terminate() {
    this.ended = true;
    clearTimeout(this.timer);
    removeEventListener('online', this.atOnce);
    this.work?.writer.end();
    this.socket?.close();
  }

  postMessage(message) {
    if (message.kind === requestKinds.actAs) this.actor = message.actor;
    const own = this.own[message.kind];
    if (own) this.byHttp(message, own);
    else if (this.socket?.readyState !== WebSocket.OPEN) return;  // asked again when the line is whole
    else if (message.kind === requestKinds.exportStatement) this.beginStatement(message);
    else this.post(message);
  }

  post(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  tell(message) {
    if (!this.ended) this.onmessage({ data: message });
  }

  // --- the connection

  async connect() {
    clearTimeout(this.timer);
    this.timer = null;
    const session = await this.ask('GET', '/v1/session');
    if (this.ended || this.socket) return;
    if (session.code) this.broken();
    else if (session.value === null) this.signedOut();
    else if (session.value.must_change_password) this.tell({ kind: replyKinds.signedOut, must_change: true, user: session.value.user });
    else this.open(session.value);
  }

  open(person) {
    // What somebody else had typed in this tab is not for who comes after him.
    const before = sessionStorage.getItem(userKey);
    if (before !== null && before !== person.user) return this.leave(person.user);
    sessionStorage.setItem(userKey, person.user);
    const socket = new WebSocket(new URL('/v1/live', this.base.replace(/^http/, 'ws')));
    this.socket = socket;
    socket.onmessage = (event) => this.hear(JSON.parse(event.data));
    socket.onopen = () => {
      this.failures = 0;
      this.tell({ kind: replyKinds.ready, storage: 'server', reason: null, persisted: true, fresh: false, person });
      this.onback();
    };
    socket.onclose = () => {
      this.socket = null;
      this.work?.writer.end();
      this.work = null;
      if (this.ended) return;
      this.onlost();
      this.broken();
    };
  }

  broken() {
    this.tell({ kind: replyKinds.waiting, reason: waitingReasons.connectionLost });
    const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** this.failures++);
    this.timer = setTimeout(() => this.connect(), wait * (0.5 + Math.random() / 2));
  }

  signedOut() {
    const { socket } = this;
    this.socket = null;
    if (socket) {
      socket.onclose = null;
      socket.close();
      this.onlost();
    }
    this.tell({ kind: replyKinds.signedOut, must_change: false, user: sessionStorage.getItem(userKey) ?? '' });
  }

  /// Another begins: nothing of the one before stays in this tab.
  leave(user = null) {
    this.terminate();
    sessionStorage.clear();
    if (user !== null) sessionStorage.setItem(userKey, user);
    location.replace(location.pathname);
    if (location.hash) location.reload();
  }

  // --- by HTTP

  /// {value, file?} or {code, refusal}.
  async ask(method, path, body, type) {
    let answer;
    try {
      answer = await fetch(new URL(path, this.base), { method, body, headers: type ? { 'Content-Type': type } : {} });
      const text = answer.headers.get('Content-Type')?.startsWith('application/json');
      if (answer.ok) return text ? { value: await answer.json() } : { value: null, file: await answer.blob() };
      const refusal = await answer.json();
      return { code: refusal.code, refusal };
    } catch {
      return { code: answer ? errorCodes.serverFailed : errorCodes.connectionLost };
    }
  }

  async byHttp(message, own) {
    const { id } = message;
    if (this.asked.has(id)) return;
    this.asked.add(id);
    const made = await own(message);
    this.asked.delete(id);
    if (made.code === 'not_signed_in') this.signedOut();
    if (made.code) this.tell({ id, kind: replyKinds.error, detail: '', ...made });
    else this.tell({ id, kind: replyKinds.result, ...made });
  }

  /// The door and what administers it; who comes in or goes out begins anew.
  async door({ method, path, body }) {
    if (path === '/v1/session' && method === 'POST') body.device = deviceName();
    const made = await this.ask(method, path, body === undefined ? undefined : JSON.stringify(body), 'application/json');
    if (made.file) made.value = await made.file.text();
    if (!made.code && path === '/v1/session' && method === 'DELETE') this.leave();
    else if (!made.code && (path === '/v1/session' || path === '/v1/password') && method === 'POST') this.connect();
    return made;
  }

  attach({ file }) {
    return this.ask('POST', `/v1/attachments?name=${encodeURIComponent(file.name)}`, file, 'application/octet-stream');
  }

  attachment({ params }) {
    const { role, party } = this.actor;
    const as = party ? `${role}:${party}` : role;
    return this.ask('GET', `/v1/attachments/${params.process}/${params.hash}?as=${as}`);
  }

  // --- statements: the server reads the books, a worker of the page's writes the file

  async beginStatement(message) {
    const { id } = message;
    if (this.work) return void this.tell({ id, kind: replyKinds.error, code: errorCodes.busy, detail: '' });
    try {
      this.work = { id, writer: await loadWriter() };
      this.work.writer.onRoom = () => this.more();
      this.post(message);
    } catch (exception) {
      this.tell({ id, kind: replyKinds.error, code: errorCodes.notLoaded, detail: String(exception) });
    }
  }

  /// The next piece is asked for when there is room for it.
  more() {
    if (!this.work?.waits || this.work.writer.full) return;
    this.work.waits = false;
    this.post({ id: this.work.id, kind: serverKinds.more });
  }

  async hear(message) {
    const { work } = this;
    if (message.id !== work?.id || message.kind === replyKinds.view) return this.tell(message);
    if (message.kind === replyKinds.piece) {
      if (message.piece) work.writer.take(message.piece);
      this.tell({ id: work.id, kind: replyKinds.progress, phase: 'statement', done: message.done, total: 100 });
      work.waits = true;
      return this.more();
    }
    let end = message;
    try {
      const made = message.kind === replyKinds.result ? await work.writer.finish() : null;
      if (made?.refusal) end = { id: work.id, kind: replyKinds.error, code: made.refusal.code, detail: '', refusal: made.refusal };
      else if (made) end = { ...message, value: work.writer.head, file: made.file };
    } catch (exception) {
      end = { id: work.id, kind: replyKinds.error, code: errorCodes.notLoaded, detail: String(exception) };
    }
    work.writer.end();
    this.work = null;
    this.tell(end);
  }
}
