// What the host needs of the browser, from the worker's global scope.

/// Runs a task after the messages that have arrived by now: timers would be throttled, promises would let none in.
function makeLater() {
  const channel = new MessageChannel();
  const tasks = [];
  channel.port1.onmessage = () => tasks.shift()();
  return (task) => {
    tasks.push(task);
    channel.port2.postMessage(null);
  };
}

export function browserOf(scope) {
  return {
    secure: scope.isSecureContext,
    storage: scope.navigator.storage,
    locks: scope.navigator.locks,
    hasSyncHandles: typeof scope.FileSystemFileHandle?.prototype?.createSyncAccessHandle === 'function',
    now: () => Date.now(),
    setTimer: (task, ms) => scope.setTimeout(task, ms),
    clearTimer: (timer) => scope.clearTimeout(timer),
    later: makeLater(),
    loadSample: async (hash) => {
      const answer = await scope.fetch(new URL(`../samples/${hash}`, import.meta.url)).catch(() => null);
      return answer?.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
    },
    end: () => scope.close(),
  };
}

/// Starts a host in this worker and listens for the page.
export function serve(scope, Host, loadCore, loadWriter) {
  const host = new Host({ browser: browserOf(scope), loadCore, loadWriter, post: (message) => scope.postMessage(message) });
  scope.onmessage = (event) => host.receive(event.data);
  host.begin();
}
