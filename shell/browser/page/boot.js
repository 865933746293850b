// Starts worker and page side by side: the worker opens the database while the page compiles.
import { WorkerClient } from './worker/client.js';

const early = [];
const client = new WorkerClient(new URL('./worker/worker_main.js', import.meta.url), {
  onMessage: (message) => (globalThis.Module?.ch ? globalThis.Module.ch.received(message) : early.push(message)),
});
client.followPage(globalThis);
globalThis.chWorker = client;

globalThis.Module = { canvas: document.getElementById('canvas') };
const script = document.createElement('script');
script.src = new URL('./page.js', import.meta.url);
script.onload = () => early.splice(0).forEach((message) => globalThis.Module.ch.received(message));
script.onerror = () => {
  const note = document.getElementById('failed');
  note.hidden = false;
  note.textContent = '页面没有加载完整，请检查网络后刷新。 The page did not load; check the network and reload.';
};
document.body.append(script);
