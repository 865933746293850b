// The contents of attachments (CON-13): each once, in a file that bears its hash, in the origin private file system or in memory.
import { isQuotaError } from './storage_files.js';

const directoryName = 'attachments';

export class OpfsAttachments {
  constructor(parent) {
    this.parent = parent;
  }

  get directory() {
    return this.parent.getDirectoryHandle(directoryName, { create: true });
  }

  /// On disk when it resolves. What a death left half written is not whole, and is written anew.
  async keep(hash, bytes) {
    const file = await (await this.directory).getFileHandle(hash, { create: true });
    const handle = await file.createSyncAccessHandle();
    try {
      handle.truncate(0);
      if (handle.write(bytes, { at: 0 }) < bytes.byteLength) throw new DOMException('short write', 'QuotaExceededError');
      handle.flush();
    } finally {
      handle.close();
    }
  }

  /// Null where it is not there.
  async read(hash) {
    try {
      return new Uint8Array(await (await (await (await this.directory).getFileHandle(hash)).getFile()).arrayBuffer());
    } catch (exception) {
      if (exception?.name === 'NotFoundError') return null;
      throw exception;
    }
  }
}

export class MemoryAttachments {
  constructor() {
    this.contents = new Map();
  }

  async keep(hash, bytes) {
    this.contents.set(hash, bytes);
  }

  async read(hash) {
    return this.contents.get(hash) ?? null;
  }
}

/// Keeps what is given and finds what is asked for; `look` is the core's: {hash, type} of a content.
export class Attachments {
  /// `loadSample(hash)`: bytes that lie beside the page, which the demo's cases name; null where there are none.
  constructor(store, { look, loadSample }) {
    this.store = store;
    this.look = look;
    this.loadSample = loadSample;
  }

  /// {hash, size, type, name}, or {code}: too_large, not_accepted, storage_full, storage_failed.
  async keep(file, most) {
    if (file.size > most) return { code: 'too_large' };
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { hash, type } = this.look(bytes);
      if (type === '') return { code: 'not_accepted' };
      await this.store.keep(hash, bytes);
      return { hash, size: bytes.byteLength, type, name: file.name ?? '' };
    } catch (exception) {
      return { code: isQuotaError(exception) ? 'storage_full' : 'storage_failed', detail: String(exception) };
    }
  }

  /// A Blob, or null where its content is not here, whole.
  async find({ hash, type }) {
    for (const from of [() => this.store.read(hash), () => this.loadSample(hash)]) {
      const bytes = await from();
      if (bytes && this.look(bytes).hash === hash) return new Blob([bytes], { type });
    }
    return null;
  }
}
