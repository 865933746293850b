// The files behind the VFS: a fixed set of synchronous handles, of the origin private file system or of memory.
//
// C++ reaches them as `Module.chFiles`, by slot number. Here exceptions are plain; vfs/opfs_border.cpp catches them.

/// In the order of the slots of vfs/opfs_vfs.cpp. The spare takes a database on its way in or out.
export const fileNames = Object.freeze(['main.db', 'main.db-wal', 'main.db-journal', 'spare.db']);
export const spareSlot = 3;

const directoryName = 'countinghouse';
const failedCode = -1;
const fullCode = -2;

export class StorageFiles {
  constructor(handles) {
    this.handles = handles;
    this.lastFailure = null;
  }

  read(slot, view, offset) {
    return this.handles[slot].read(view, { at: offset });
  }

  write(slot, view, offset) {
    return this.handles[slot].write(view, { at: offset });
  }

  truncate(slot, bytes) {
    this.handles[slot].truncate(bytes);
  }

  flush(slot) {
    this.handles[slot].flush();
  }

  size(slot) {
    return this.handles[slot].getSize();
  }

  /// The code that the VFS gets for an exception.
  failed(exception) {
    this.lastFailure = exception;
    return isQuotaError(exception) ? fullCode : failedCode;
  }

  close() {
    for (const handle of this.handles) {
      try {
        handle.close();
      } catch {
        // The next handle has to be let go of all the same.
      }
    }
    this.handles = [];
  }
}

export const isQuotaError = (exception) => exception?.name === 'QuotaExceededError';

/// The same five operations as a FileSystemSyncAccessHandle, over memory.
export class MemoryHandle {
  constructor() {
    this.bytes = new Uint8Array(0);
    this.length = 0;
  }

  read(view, { at }) {
    const count = Math.max(0, Math.min(view.byteLength, this.length - at));
    view.set(this.bytes.subarray(at, at + count));
    return count;
  }

  write(view, { at }) {
    this.reserve(at + view.byteLength);
    this.bytes.set(view, at);
    this.length = Math.max(this.length, at + view.byteLength);
    return view.byteLength;
  }

  truncate(length) {
    if (length === 0) this.bytes = new Uint8Array(0);
    this.reserve(length);
    this.bytes.fill(0, length, Math.max(length, this.length));
    this.length = length;
  }

  reserve(length) {
    if (length <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(length, 2 * this.bytes.length));
    grown.set(this.bytes);
    this.bytes = grown;
  }

  getSize() {
    return this.length;
  }

  flush() {}

  close() {}
}

export function memoryFiles() {
  return new StorageFiles(fileNames.map(() => new MemoryHandle()));
}

/// The file system refuses as a whole (private window): memory is all there is.
export class StorageRefused extends Error {}

// After a killed worker the browser takes some milliseconds to let go of its handles; browsers name that
// differently, and anything else than these will not mend itself by waiting.
const isBusy = (exception) =>
  exception?.name === 'NoModificationAllowedError' || exception?.name === 'InvalidStateError';

async function openHandle(directory, name) {
  const file = await directory.getFileHandle(name, { create: true });
  return file.createSyncAccessHandle();
}

/// All or none.
async function openHandles(directory) {
  const opened = await Promise.allSettled(fileNames.map((name) => openHandle(directory, name)));
  const failure = opened.find(({ status }) => status === 'rejected');
  if (!failure) return opened.map(({ value }) => value);
  for (const { value } of opened) value?.close();
  throw failure.reason;
}

/// Opens all handles, waiting with growing pauses as long as they are busy. `onBusy` is called once the wait gets
/// long enough that the user should know.
export async function openOpfsFiles(storage, { pause, onBusy }) {
  let root;
  try {
    root = await storage.getDirectory();
  } catch (exception) {
    throw new StorageRefused(exception.message, { cause: exception });
  }
  const directory = await root.getDirectoryHandle(directoryName, { create: true });
  const told = 8;
  for (let attempt = 0; ; ++attempt) {
    try {
      const files = new StorageFiles(await openHandles(directory));
      files.directory = directory;
      files.truncate(spareSlot, 0);  // what a death left on its way in or out
      return files;
    } catch (exception) {
      if (!isBusy(exception)) throw exception;
      if (attempt === told) onBusy();
      await pause(Math.min(1000, 4 * 2 ** attempt));
    }
  }
}
