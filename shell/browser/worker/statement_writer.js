// The host's line to the worker that writes a statement's file (writer_worker.js).

const mostUnread = 4;  // pieces on their way: what reads the books waits for what writes, or a long statement would lie in memory

export class StatementWriter {
  constructor(worker) {
    this.worker = worker;
    this.head = null;
    this.unread = 0;
    this.onRoom = () => {};
    this.answers = [];  // {resolve, reject} of what is waited for
    worker.onmessage = ({ data }) => this.hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.answers.splice(0).forEach(({ reject }) => reject(new Error(event.message ?? 'it did not load')));
    };
  }

  /// Rejects where it does not load.
  static async start(worker) {
    const writer = new StatementWriter(worker);
    await writer.answer();
    return writer;
  }

  get full() { return this.unread >= mostUnread; }

  take(piece) {
    this.head ??= piece.head ?? null;
    ++this.unread;
    this.worker.postMessage({ piece });
  }

  /// {file} or {refusal}; null where it was ended meanwhile; rejects where it broke down.
  finish() {
    this.worker.postMessage({});
    return this.answer();
  }

  end() {
    this.worker.terminate();
    this.answers.splice(0).forEach(({ resolve }) => resolve(null));
  }

  answer() {
    return new Promise((resolve, reject) => this.answers.push({ resolve, reject }));
  }

  hear(data) {
    if (!data.read) {
      this.answers.splice(0).forEach(({ resolve }) => resolve(data));
      return;
    }
    --this.unread;
    this.onRoom();
  }
}
