// The probe's core under node, over files that the test provides.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Core } from '../../../shell/browser/worker/core.js';
import { projectRoot } from './server.mjs';

const folder = join(projectRoot, 'build/wasm/browser_tests');
const script = join(folder, 'vfs_probe.js');
let bytes = null;
let create = null;

/// The module is built for a worker; this is all of one that it asks for.
async function load() {
  if (create) return;
  if (!existsSync(script)) throw new Error(`${script} is not built: cmake --build --preset wasm --target vfs_probe`);
  globalThis.self ??= { location: { href: `file://${script}` } };
  globalThis.WorkerGlobalScope ??= class {};
  bytes = readFileSync(join(folder, 'vfs_probe.wasm'));
  create = (await import(script)).default;
}

/// An opened core with the probe's settings, over `files`; `opened` is what ch_open answered.
export async function openProbe(files, settings = {}) {
  const core = await makeProbe(settings);
  core.attach(files);
  return { core, opened: core.open({ now: 0, storage: 'opfs' }) };
}

export async function makeProbe(settings = {}) {
  await load();
  const module = await create({ wasmBinary: bytes });
  const text = module.stringToNewUTF8(JSON.stringify(settings));
  module._ch_probe_configure(text);
  module._free(text);
  return new Core(module);
}

let lastId = 0;

export function execute(core, command, delta = 7) {
  return core.message({ id: ++lastId, kind: 'execute', command: { id: command, name: 'shift', payload: { delta } } })[0];
}

export function check(core) {
  return core.message({ id: ++lastId, kind: 'query', name: 'check' })[0].value;
}

/// Steps to the end of the long work that `message` begins; answers all messages.
export function runLong(core, message) {
  const replies = core.message({ id: ++lastId, ...message });
  while (core.more()) replies.push(...core.step());
  return replies;
}
