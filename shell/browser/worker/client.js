// The page's side of the protocol: numbers requests, remembers which are unanswered, starts another worker when one
// fails, lets go on `pagehide`.
import { errorCodes, replyKinds, requestKinds } from './protocol.js';

const answers = new Set([replyKinds.outcome, replyKinds.result, replyKinds.error]);
// Half of these may have happened; only the user can say whether to begin again.
const notRepeated = new Set([requestKinds.start, requestKinds.importDb, requestKinds.exportDb, requestKinds.exportStatement,
  requestKinds.cancel]);
const mostAttempts = 3;

export class WorkerClient {
  /// `onMessage` gets every message of the worker, `ready` and `waiting` among them. `held`: the worker starts when
  /// `go` is called; what is sent before waits for it. `open`: what stands in the worker's place, such as a line to a server.
  constructor(url, { onMessage = () => {}, held = false, open = (from) => new Worker(from, { type: 'module' }) } = {}) {
    this.url = url;
    this.open = open;
    this.onMessage = onMessage;
    this.lastId = 0;
    this.unanswered = new Map();     // id -> {message, actor, suspected, settle}
    this.subscriptions = new Map();  // id -> {message, actor}
    this.actor = null;               // of the last act_as
    this.failures = 0;               // since the last answer
    this.worker = null;
    if (!held) this.start();
  }

  /// Starts the worker, if it was held or let go of, and asks it all that is open.
  go() {
    if (this.worker) return;
    this.start();
    this.repeat();
  }

  start() {
    const worker = this.open(this.url);
    this.worker = worker;
    worker.onlost = () => this.lost();
    worker.onback = () => this.repeat();
    worker.onmessage = (event) => {
      if (worker === this.worker) this.receive(event.data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.worker) this.replace(event.message ?? 'worker did not load');
    };
  }

  /// Sends a request and answers its id; replies come to `onMessage`.
  send(kind, fields = {}, settle = null) {
    const message = { id: ++this.lastId, kind, ...fields };
    const request = { message, actor: this.actor, suspected: 0, settle };
    if (kind === requestKinds.actAs) this.actor = fields.actor;
    if (kind === requestKinds.unsubscribe) this.subscriptions.delete(fields.subscription);
    if (kind === requestKinds.subscribe) this.subscriptions.set(message.id, request);
    else this.unanswered.set(message.id, request);
    if (this.worker) this.worker.postMessage(message);
    else if (this.failures > mostAttempts) queueMicrotask(() => this.giveUp(message.id, 'no worker'));
    return message.id;
  }

  /// The same with a promise of the final reply, be it an error or not.
  request(kind, fields = {}) {
    return new Promise((settle) => this.send(kind, fields, settle));
  }

  receive(message) {
    if (message.kind === replyKinds.error && message.id === null && message.code === errorCodes.workerFailed) {
      this.onMessage(message);
      this.replace(message.detail);
      return;
    }
    if (message.kind === replyKinds.error) this.subscriptions.delete(message.id);
    this.onMessage(message);
    if (answers.has(message.kind)) this.settle(message);
  }

  settle(message) {
    const request = this.unanswered.get(message.id);
    this.unanswered.delete(message.id);
    if (message.code !== errorCodes.workerFailed) this.failures = 0;
    request?.settle?.(message);
  }

  giveUp(id, detail, code = errorCodes.workerFailed) {
    this.receive({ id, kind: replyKinds.error, code, detail });
  }

  /// The line broke and mends itself: what is not asked twice has an unknown end, all else is asked again when it is back.
  lost() {
    for (const { message } of [...this.unanswered.values()])
      if (notRepeated.has(message.kind)) this.giveUp(message.id, '', errorCodes.connectionLost);
  }

  /// Another worker in place of one that failed. What was not answered is asked again: commands carry an id of their
  /// own, so one that did happen answers as it did.
  replace(detail) {
    this.worker?.terminate();
    this.worker = null;
    const lasting = ++this.failures > mostAttempts;  // it fails as soon as it starts, and would for ever
    const open = [...this.unanswered.values()];
    const given = open.filter(({ message }) => lasting || notRepeated.has(message.kind));
    // Requests are answered in their order, so the first that is open is the one that it may have died of.
    const [suspect] = open;
    if (suspect && ++suspect.suspected >= mostAttempts && !given.includes(suspect)) {
      given.push(suspect);
      this.failures = 0;
    }
    for (const { message } of given) this.giveUp(message.id, detail);
    if (lasting) return;
    this.start();
    this.repeat();
  }

  /// Asks again all that is open, in its order and each by whom it was asked.
  repeat() {
    const requests = [...this.subscriptions.values(), ...this.unanswered.values()];
    requests.sort((a, b) => a.message.id - b.message.id);
    let actor = null;
    const actAs = (wanted) => {
      if (wanted !== actor) this.worker.postMessage({ id: ++this.lastId, kind: requestKinds.actAs, actor: wanted });
      actor = wanted;
    };
    for (const request of requests) {
      actAs(request.actor);
      this.worker.postMessage(request.message);
      if (request.message.kind === requestKinds.actAs) actor = request.message.actor;
    }
    actAs(this.actor);
  }

  /// Lets go of database, handles and lock when the page is put away, and starts again if it comes back. By
  /// terminate(): the browser may freeze a page that it keeps for "back", with its worker, before that worker could
  /// read a request to close, and then another tab would wait for a frozen owner.
  followPage(page) {
    page.addEventListener('pagehide', () => {
      this.worker?.terminate();
      this.worker = null;
    });
    page.addEventListener('pageshow', (event) => {
      if (event.persisted) this.go();
    });
  }

  /// Asks for persistent storage, which only a page can, and answers the storage report (WEB-18).
  async askPersistent(storage = navigator.storage) {
    let persisted = false;
    try {
      persisted = (await storage?.persist?.()) ?? false;
    } catch {
      // A refusal; the report says "not persistent".
    }
    return this.request(requestKinds.storage, { persisted });
  }
}
