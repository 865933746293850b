// Starts worker and page side by side: the worker opens the database while the page compiles. On a first visit there is
// no database yet, so the picture to choose from comes first and the worker after it.
import { WorkerClient } from './worker/client.js';

// The server that the page came from says so in it, if it keeps the books itself; then it is asked and no worker.
const { books } = document.documentElement.dataset;
const online = books === 'server' ? await import('./online/server_line.js') : null;

const begun = () => {
  try {
    return localStorage.getItem('ch.administrator') !== null;
  } catch {
    return false;
  }
};

const whenIdle = globalThis.requestIdleCallback
  ? (then) => requestIdleCallback(then, { timeout: 1000 })
  : (then) => setTimeout(then, 100);

const early = [];
const client = new WorkerClient(new URL('./worker/worker_main.js', import.meta.url), {
  onMessage: (message) => (globalThis.Module?.ch ? globalThis.Module.ch.received(message) : early.push(message)),
  held: !online && !begun(),
  ...(online && { open: () => new online.ServerLine() }),
});
client.followPage(globalThis);
globalThis.chWorker = client;

globalThis.Module = {
  canvas: document.getElementById('canvas'),
  // Once the picture stands: compiling the worker takes the processor that drawing it needs.
  afterFirstPicture: () => requestAnimationFrame(() => whenIdle(() => client.go())),
};
const script = document.createElement('script');
script.src = new URL('./page.js', import.meta.url);
script.onload = () => early.splice(0).forEach((message) => globalThis.Module.ch.received(message));
script.onerror = () => {
  const note = document.getElementById('failed');
  note.hidden = false;
  note.textContent = '页面没有加载完整，请检查网络后刷新。 The page did not load; check the network and reload.';
};
document.body.append(script);
