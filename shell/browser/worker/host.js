// The worker's host: takes ownership, opens the files, starts the core, and carries messages between page and core.
//
// All that touches the browser comes in by the constructor, so the tests run this file under node as it is.
import { Attachments, MemoryAttachments, OpfsAttachments } from './attachments.js';
import { becomeOwner } from './owner_lock.js';
import { errorCodes, memoryReasons, replyKinds, requestKinds, waitingReasons, whatIsWrong } from './protocol.js';
import { StorageRefused, isQuotaError, memoryFiles, openOpfsFiles, spareSlot } from './storage_files.js';

const sliceBytes = 1 << 20;
const mostAttachmentBytes = 32 << 20;  // what the core takes is a policy of the tenant, and less
const longestTimer = 2 ** 31 - 1;
const waitingAfterMs = 150;  // a reload finds its old self still dying; that is not worth a message
const sameDeadlineAgainMs = 1000;

const longKinds = new Set([requestKinds.start, requestKinds.exportDb, requestKinds.importDb, requestKinds.exportStatement]);
const spareKinds = new Set([requestKinds.exportDb, requestKinds.importDb]);
const finalKinds = new Set([replyKinds.result, replyKinds.error]);

/// Why this browser keeps nothing, or null.
export function whyMemory({ secure, storage, locks, hasSyncHandles }) {
  if (!secure) return memoryReasons.insecureContext;
  if (typeof storage?.getDirectory !== 'function') return memoryReasons.noOpfs;
  if (!hasSyncHandles) return memoryReasons.noSyncHandles;
  if (typeof locks?.request !== 'function') return memoryReasons.noLocks;
  return null;
}

export class Host {
  /// `browser`: {secure, storage, locks, hasSyncHandles, now, setTimer, clearTimer, later, loadSample, end}
  /// `loadCore`: answers a Core; `loadWriter`: a StatementWriter, each time another; `post`: sends one message to the page.
  constructor({ browser, loadCore, loadWriter, post }) {
    this.browser = browser;
    this.loadCore = loadCore;
    this.loadWriter = loadWriter;
    this.post = post;
    this.core = null;
    this.files = null;
    this.attachments = null;
    this.releaseOwnership = () => {};
    this.storageKind = null;
    this.reason = null;
    this.actor = null;
    this.queue = [];
    this.refusal = null;   // why the database was not opened
    this.longWork = null;  // {id, kind, cancelled}; of a statement its writer too
    this.stepping = false;
    this.alarm = null;
    this.lastDue = -1;
    this.ended = false;
  }

  async begin() {
    try {
      const loading = this.loadCore();  // compiles while the lock and the handles are waited for
      loading.catch(() => {});
      await this.openStorage();
      const core = await loading;
      const persisted = await this.isPersisted();
      if (this.ended) return;
      // From here on to the last of the queue nothing is waited for, or what arrives in between would overtake what is
      // queued: a cancel its start.
      core.attach(this.files);
      const opened = core.open({ now: this.browser.now(), storage: this.storageKind });
      if (!opened.ok) {
        this.refuse(opened.code ?? errorCodes.databaseUnreadable, opened.detail);
        return;
      }
      this.core = core;
      const { directory } = this.files;
      this.attachments = new Attachments(directory ? new OpfsAttachments(directory) : new MemoryAttachments(),
        { look: (bytes) => core.look(bytes), loadSample: this.browser.loadSample });
      this.announce(opened.fresh, persisted);
    } catch (exception) {
      this.fail(exception, isQuotaError(exception) ? errorCodes.storageFull : errorCodes.workerFailed);
    }
  }

  /// The database is there and cannot be opened: everything is answered with the reason, nothing is touched.
  refuse(code, detail) {
    this.refusal = { code, detail };
    this.error(null, code, detail);
    for (const { id } of this.queue.splice(0)) this.error(id, code, detail);
  }

  announce(fresh, persisted) {
    this.post({ kind: replyKinds.ready, storage: this.storageKind, reason: this.reason, persisted, fresh });
    const queued = this.queue;
    this.queue = [];
    for (const message of queued) this.handle(message);
    this.afterCore();
  }

  // --- storage

  async openStorage() {
    this.reason = whyMemory(this.browser);
    if (this.reason === null) {
      try {
        await this.openOwnFiles();
        return;
      } catch (exception) {
        if (!(exception instanceof StorageRefused)) throw exception;
        this.releaseOwnership();
        this.reason = memoryReasons.refused;
      }
    }
    this.storageKind = 'memory';
    this.files = memoryFiles();
  }

  async openOwnFiles() {
    const { browser } = this;
    let soon = null;
    const onWaiting = () => {
      soon = browser.setTimer(() => this.waiting(waitingReasons.otherTab), waitingAfterMs);
    };
    this.releaseOwnership = await becomeOwner(browser.locks, { onWaiting });
    if (soon !== null) browser.clearTimer(soon);
    const pause = (ms) => new Promise((resolve) => browser.setTimer(resolve, ms));
    const onBusy = () => this.waiting(waitingReasons.handlesBusy);
    this.files = await openOpfsFiles(browser.storage, { pause, onBusy });
    this.storageKind = 'opfs';
    if (this.ended) this.letGo();
  }

  waiting(reason) {
    if (!this.ended) this.post({ kind: replyKinds.waiting, reason });
  }

  async isPersisted() {
    try {
      return this.storageKind === 'opfs' && (await this.browser.storage.persisted());
    } catch {
      return false;
    }
  }

  async reportStorage({ id, persisted }) {
    let estimate = {};
    try {
      estimate = (await this.browser.storage?.estimate()) ?? {};
    } catch {
      // Some private windows refuse even this; the page then shows no figures.
    }
    this.result(id, {
      storage: this.storageKind,
      reason: this.reason,
      persisted: persisted ?? (await this.isPersisted()),
      usage: estimate.usage ?? null,
      quota: estimate.quota ?? null,
    });
  }

  // --- messages

  receive(message) {
    if (this.ended) return;
    const wrong = whatIsWrong(message);
    if (wrong !== null) {
      const id = Number.isSafeInteger(message?.id) ? message.id : null;
      this.error(id, errorCodes.malformed, wrong);
    } else if (message.kind === requestKinds.storage) {
      this.reportStorage(message);
    } else if (message.kind === requestKinds.close) {
      this.close(message.id);
    } else if (this.refusal) {
      this.error(message.id, this.refusal.code, this.refusal.detail);
    } else if (this.core) {
      this.handle(message);
    } else if (message.kind === requestKinds.cancel) {
      this.cancelQueued(message);
    } else {
      this.queue.push(message);
    }
  }

  cancelQueued({ id, request }) {
    const place = this.queue.findIndex((message) => message.id === request);
    if (place < 0) {
      this.error(id, errorCodes.unknown, 'request');
      return;
    }
    this.queue.splice(place, 1);
    this.error(request, errorCodes.cancelled);
    this.result(id, null);
  }

  handle(message) {
    if (this.ended || !this.core) return;
    if (longKinds.has(message.kind)) {
      if (this.longWork) {
        this.error(message.id, errorCodes.busy);
        return;
      }
      this.longWork = { id: message.id, kind: message.kind, cancelled: false };
    }
    switch (message.kind) {
      case requestKinds.actAs:
        this.actor = message.actor;
        this.result(message.id, null);
        break;
      case requestKinds.importDb:
        this.takeFile(message);
        break;
      case requestKinds.cancel:
        this.cancel(message);
        break;
      case requestKinds.exportStatement:
        this.beginStatement(message);
        break;
      case requestKinds.attach:
        this.attach(message);
        break;
      case requestKinds.attachment:
        this.giveAttachment(message);
        break;
      default:
        this.toCore(message);
    }
  }

  cancel({ id, request }) {
    if (this.longWork?.id !== request) {
      this.error(id, errorCodes.unknown, 'request');
      return;
    }
    this.longWork.cancelled = true;
    this.result(id, null);
    // While a file is on its way the core does not know of the work; what carries it looks at the flag.
    if (this.longWork.carrying) this.longWork.writer?.end();
    else this.toCore({ kind: requestKinds.cancel, request });
  }

  /// The page never states `now` or the actor: they are put in here, after the page's own fields.
  toCore(message) {
    try {
      this.deliver(this.core.message({ ...message, actor: this.actor, now: this.browser.now() }));
      this.afterCore();
    } catch (exception) {
      this.fail(exception);
    }
  }

  deliver(replies) {
    for (const reply of replies) {
      const ends = this.longWork !== null && reply.id === this.longWork.id && finalKinds.has(reply.kind);
      if (reply.kind === replyKinds.piece) {
        this.longWork.writer.take(reply.piece);
      } else if (!ends) {
        this.post(reply);
      } else if (this.longWork.kind === requestKinds.exportDb && reply.kind === replyKinds.result) {
        this.giveFile(reply);
      } else if (this.longWork.kind === requestKinds.exportStatement && reply.kind === replyKinds.result) {
        this.giveStatement(reply);
      } else {
        this.endLongWork(reply);
      }
    }
  }

  afterCore() {
    if (this.ended || !this.core) return;
    if (!this.stepping && this.core.more() && !this.longWork?.writer?.full) {
      this.stepping = true;
      this.browser.later(() => this.step());
    }
    this.setAlarm();
  }

  step() {
    this.stepping = false;
    if (this.ended || !this.core) return;
    try {
      if (this.core.more()) this.deliver(this.core.step());  // it may have been cancelled meanwhile
      this.afterCore();
    } catch (exception) {
      this.fail(exception);
    }
  }

  // --- deadlines

  setAlarm() {
    const { browser } = this;
    if (this.alarm !== null) browser.clearTimer(this.alarm);
    this.alarm = null;
    const due = this.core.nextDue();
    if (due < 0) return;
    // A deadline that a tick did not move is asked again, but never in a busy loop.
    const least = due === this.lastDue ? sameDeadlineAgainMs : 0;
    const wait = Math.min(Math.max(due - browser.now(), least), longestTimer);
    this.alarm = browser.setTimer(() => this.ring(due), wait);
  }

  ring(due) {
    this.alarm = null;
    if (this.ended || !this.core) return;
    if (this.browser.now() < due) {
      this.setAlarm();
      return;
    }
    this.lastDue = due;
    this.toCore({ kind: 'tick' });
  }

  // --- files in and out

  endLongWork(reply) {
    const { kind, writer } = this.longWork;
    this.longWork = null;
    writer?.end();
    if (spareKinds.has(kind)) this.clearSpare();
    this.post(reply);
  }

  clearSpare() {
    try {
      this.files.truncate(spareSlot, 0);
    } catch {
      // The next start empties it; room is all that it costs until then.
    }
  }

  /// Carries `total` bytes slice by slice, turning to the event loop in between.
  async carry(phase, total, moveSlice) {
    const work = this.longWork;
    work.carrying = true;
    try {
      for (let offset = 0; offset < total && !work.cancelled; offset += sliceBytes) {
        await moveSlice(offset, Math.min(sliceBytes, total - offset));
        if (this.ended) return false;
        this.post({ id: work.id, kind: replyKinds.progress, phase, done: Math.min(offset + sliceBytes, total), total });
        await new Promise((resolve) => this.browser.later(resolve));
      }
    } catch (exception) {
      const code = isQuotaError(exception) ? errorCodes.storageFull : errorCodes.storageFailed;
      this.endLongWork({ id: work.id, kind: replyKinds.error, code, detail: String(exception) });
      return false;
    } finally {
      work.carrying = false;
    }
    if (this.ended) return false;
    if (work.cancelled) this.endLongWork({ id: work.id, kind: replyKinds.error, code: errorCodes.cancelled });
    return !work.cancelled;
  }

  async takeFile({ id, kind, file }) {
    const arrived = await this.carry('receive', file.size, async (offset, count) => {
      const slice = new Uint8Array(await file.slice(offset, offset + count).arrayBuffer());
      const put = this.files.write(spareSlot, slice, offset);
      if (put < slice.byteLength) throw new DOMException('short write', 'QuotaExceededError');
    });
    if (arrived) this.toCore({ id, kind, bytes: file.size });
  }

  async giveFile(reply) {
    const parts = [];
    const size = this.files.size(spareSlot);
    const gone = await this.carry('send', size, async (offset, count) => {
      const slice = new Uint8Array(count);
      this.files.read(spareSlot, slice, offset);
      parts.push(new Blob([slice]));  // a blob may lie on disk, a buffer may not
    });
    if (gone) this.endLongWork({ ...reply, file: new Blob(parts, { type: 'application/vnd.sqlite3' }) });
  }

  /// CON-13: what a command will name is kept before it is sent.
  async attach({ id, file }) {
    const kept = await this.attachments.keep(file, mostAttachmentBytes);
    if (this.ended) return;
    if (kept.code) this.error(id, kept.code, kept.detail);
    else this.result(id, kept);
  }

  /// Whether he may see it is the core's to say.
  async giveAttachment({ id, params }) {
    let reply;
    try {
      [reply] = this.core.message({ id, kind: requestKinds.query, name: 'document', params, actor: this.actor, now: this.browser.now() });
    } catch (exception) {
      this.fail(exception);
      return;
    }
    if (reply.kind !== replyKinds.result) {
      this.post(reply);
      return;
    }
    const file = await this.attachments.find(reply.value).catch(() => null);
    if (this.ended) return;
    if (file) this.post({ ...reply, file });
    else this.error(id, errorCodes.notHere);
  }

  /// What writes the file is there before the core begins, so that no piece waits.
  async beginStatement(message) {
    const work = this.longWork;
    work.carrying = true;
    try {
      work.writer = await this.loadWriter();
    } catch (exception) {
      this.endLongWork({ id: work.id, kind: replyKinds.error, code: errorCodes.notLoaded, detail: String(exception) });
      return;
    } finally {
      work.carrying = false;
    }
    if (this.ended) return;
    work.writer.onRoom = () => this.afterCore();
    if (work.cancelled) this.endLongWork({ id: work.id, kind: replyKinds.error, code: errorCodes.cancelled });
    else this.toCore(message);
  }

  async giveStatement(reply) {
    const work = this.longWork;
    work.carrying = true;
    const end = (ending) => this.endLongWork({ id: work.id, kind: replyKinds.error, detail: '', ...ending });
    try {
      const made = await work.writer.finish();
      if (this.ended) return;
      if (work.cancelled) end({ code: errorCodes.cancelled });
      else if (made.refusal) end({ code: made.refusal.code, refusal: made.refusal });
      else this.endLongWork({ ...reply, value: work.writer.head, file: made.file });
    } catch (exception) {
      if (!this.ended) end({ code: errorCodes.workerFailed, detail: String(exception) });
    }
  }

  // --- ends

  close(id) {
    if (this.ended) return;
    this.ended = true;
    if (this.alarm !== null) this.browser.clearTimer(this.alarm);
    try {
      this.core?.close();
    } finally {
      this.letGo();
      this.result(id, null);
      this.browser.end();
    }
  }

  letGo() {
    this.files?.close();
    this.releaseOwnership();
  }

  /// What the core holds in memory cannot be trusted after it threw; what lies in the database can. So nothing more
  /// is asked of this core, the files are let go of, and the page's client starts another worker.
  fail(exception, code = errorCodes.workerFailed) {
    if (this.ended) return;
    this.ended = true;
    this.core = null;
    this.letGo();
    this.error(null, code, String(exception?.stack ?? exception));
  }

  result(id, value) {
    this.post({ id, kind: replyKinds.result, value });
  }

  error(id, code, detail = null) {
    this.post({ id, kind: replyKinds.error, code, detail });
  }
}
