// In the page: lives of the probe's worker, from start to death, under load.

const inFlight = 4;

function workerOf(settings) {
  const address = `/tests/browser/vfs_probe/probe_main.js?settings=${encodeURIComponent(JSON.stringify(settings))}`;
  return new Worker(address, { type: 'module' });
}

/// A worker with a promise for each request; what it acknowledges goes to `acknowledge` the moment it arrives.
export class Life {
  constructor(settings, acknowledge = () => {}) {
    this.worker = workerOf(settings);
    this.answers = new Map();
    this.lastId = 0;
    this.failure = null;
    this.posted = [];
    this.ready = new Promise((resolve) => { this.isReady = resolve; });
    this.waiting = new Promise((resolve) => { this.isWaiting = resolve; });
    this.worker.onmessage = ({ data }) => {
      this.posted.push(data);
      if (data.kind === 'outcome') acknowledge(data.outcome.command);
      if (data.kind === 'ready' || (data.kind === 'error' && data.id === null)) this.isReady(data);
      if (data.kind === 'waiting') this.isWaiting(data);
      if (data.kind === 'error') this.failure = data;
      if (data.kind === 'progress') return;
      this.answers.get(data.id)?.(data);
      this.answers.delete(data.id);
    };
    this.worker.onerror = (event) => this.isReady({ kind: 'error', code: 'did_not_load', detail: event.message });
  }

  /// Sends a request whose reply nobody waits for, and answers its id.
  send(kind, fields = {}) {
    const id = ++this.lastId;
    this.worker.postMessage({ id, kind, ...fields });
    return id;
  }

  request(kind, fields = {}) {
    return new Promise((resolve) => { this.answers.set(this.send(kind, fields), resolve); });
  }

  execute(command, delta) {
    return this.request('execute', { command: { id: command, name: 'shift', payload: { delta } } });
  }

  async check() {
    return (await this.request('query', { name: 'check' })).value;
  }

  kill() {
    this.worker.onmessage = null;
    this.worker.terminate();
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/// Keeps `inFlight` commands on their way until the life ends.
function load(life, name) {
  let count = 0;
  const one = async () => {
    for (;;) await life.execute(`${name}.${++count}`, (count * 7) % 100);
  };
  for (let each = 0; each < inFlight; ++each) one();
}

/// A life that another ends from outside: answers what the last death left; the load goes on.
export async function live({ settings, name }) {
  const life = new Life(settings, (command) => window.acknowledge(command));
  const ready = await life.ready;
  if (ready.kind !== 'ready') return { check: null, failure: ready };
  const check = await life.check();
  load(life, name);
  return { check, failure: null };
}

/// A life that ends by terminate(), which the browser does between two tasks of the worker. `commandMs` and `startMs`
/// are what the last life measured.
export async function liveAndTerminate({ settings, name, death, startMs, commandMs }) {
  const acknowledged = [];
  let counted = () => {};
  const born = performance.now();
  const life = new Life(settings, (command) => {
    acknowledged.push(command);
    counted();
  });
  const times = { startMs, commandMs };
  if (death.start !== undefined) {
    await pause(death.start * startMs);
    life.kill();
    return { acknowledged, check: null, failure: null, ...times };
  }
  const ready = await life.ready;
  const check = ready.kind === 'ready' ? await life.check() : null;
  if (check) {
    const began = performance.now();
    times.startMs = began - born;
    load(life, name);
    if (death.acks > 0) {
      await new Promise((resolve) => { counted = () => { if (acknowledged.length >= death.acks) resolve(); }; });
      times.commandMs = (performance.now() - began) / death.acks;
    }
    await pause(death.then * times.commandMs);
  }
  life.kill();
  return { acknowledged, check, failure: check ? life.failure : ready, ...times };
}

/// The last life: only looks.
export async function look(settings) {
  const life = new Life(settings);
  const ready = await life.ready;
  const check = ready.kind === 'ready' ? await life.check() : null;
  if (check) await life.request('close');
  life.kill();
  return { check, failure: check ? null : ready };
}
