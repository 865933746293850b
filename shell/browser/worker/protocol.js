// The closed set of messages between page and worker; protocol.md says what each means.

export const requestKinds = Object.freeze({
  actAs: 'act_as',
  execute: 'execute',
  whyNot: 'why_not',
  query: 'query',
  subscribe: 'subscribe',
  unsubscribe: 'unsubscribe',
  start: 'start',
  cancel: 'cancel',
  storage: 'storage',
  exportDb: 'export_db',
  importDb: 'import_db',
  exportStatement: 'export_statement',
  attach: 'attach',
  attachment: 'attachment',
  close: 'close',
});

/// What goes to a server and never to a worker.
export const serverKinds = Object.freeze({ http: 'http', more: 'more' });

export const replyKinds = Object.freeze({
  waiting: 'waiting',
  ready: 'ready',
  outcome: 'outcome',
  result: 'result',
  view: 'view',
  progress: 'progress',
  error: 'error',
  piece: 'piece',  // to whoever has a statement written
  signedOut: 'signed_out',  // by a server alone
});

export const memoryReasons = Object.freeze({
  insecureContext: 'insecure_context',
  noOpfs: 'no_opfs',
  noSyncHandles: 'no_sync_handles',
  noLocks: 'no_locks',
  refused: 'refused',
});

export const waitingReasons = Object.freeze({
  otherTab: 'other_tab',
  handlesBusy: 'handles_busy',
  connecting: 'connecting',
  connectionLost: 'connection_lost',
});

export const errorCodes = Object.freeze({
  malformed: 'malformed',
  busy: 'busy',
  cancelled: 'cancelled',
  notEmpty: 'not_empty',
  demoFailed: 'demo_failed',
  unknown: 'unknown',
  storageFull: 'storage_full',
  storageFailed: 'storage_failed',
  notADatabase: 'not_a_database',
  damaged: 'damaged',
  otherVersion: 'other_version',
  notLoaded: 'not_loaded',
  tooLarge: 'too_large',
  notAccepted: 'not_accepted',
  notHere: 'not_here',
  databaseUnreadable: 'database_unreadable',
  workerFailed: 'worker_failed',
  connectionLost: 'connection_lost',
  serverFailed: 'server_failed',
});

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === 'string' && value.length > 0;
const isId = (value) => Number.isSafeInteger(value) && value > 0;
const isBlob = (value) => value instanceof Blob;
const isCommand = (value) =>
  isObject(value) && isText(value.id) && isText(value.name) && isObject(value.payload) &&
  Object.keys(value).length === 3;

const optional = (test) => Object.assign((value) => value === undefined || test(value), { optional: true });

/// The fields of each kind besides `id` and `kind`, each with what it must be.
const requestFields = {
  act_as: { actor: (value) => value === null || isObject(value) },
  execute: { command: isCommand },
  why_not: { command: isCommand },
  query: { name: isText, params: optional(isObject) },
  subscribe: { name: isText, params: optional(isObject) },
  unsubscribe: { subscription: isId },
  start: { data: (value) => value === 'demo' || value === 'empty', params: optional(isObject) },
  cancel: { request: isId },
  storage: { persisted: optional((value) => typeof value === 'boolean') },
  export_db: {},
  import_db: { file: isBlob },
  export_statement: { params: isObject },
  attach: { file: isBlob },
  attachment: { params: isObject },
  close: {},
};

/// What is wrong with a request, or null. Closed on purpose: a page that states `now` or `actor` inside a
/// request is turned away here, before the core sees anything.
export function whatIsWrong(message) {
  if (!isObject(message)) return 'not an object';
  if (!isId(message.id)) return 'id';
  const fields = Object.hasOwn(requestFields, message.kind) ? requestFields[message.kind] : null;
  if (!fields) return 'kind';
  for (const name of Object.keys(message)) {
    if (name !== 'id' && name !== 'kind' && !Object.hasOwn(fields, name)) return name;
  }
  for (const [name, test] of Object.entries(fields)) {
    if (!test(message[name])) return name;
  }
  return null;
}
