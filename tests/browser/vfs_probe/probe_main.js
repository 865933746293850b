// The worker of these tests: the shipped host over the probe's core, told by its address how to behave and what this
// browser is to lack.
import { serve } from '/shell/browser/worker/browser.js';
import { Core } from '/shell/browser/worker/core.js';
import { Host } from '/shell/browser/worker/host.js';
import createModule from '/build/wasm/browser_tests/vfs_probe.js';

const query = new URL(self.location.href).searchParams;
const settings = query.get('settings') ?? '{}';

const lacking = {
  opfs: () => { delete StorageManager.prototype.getDirectory; },
  syncHandles: () => { delete FileSystemFileHandle.prototype.createSyncAccessHandle; },
  locks: () => Object.defineProperty(self.navigator, 'locks', { value: undefined }),
  permission: () => {
    StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException('not in a private window', 'SecurityError'));
  },
};
lacking[JSON.parse(settings).lacks]?.();

serve(self, Host, async () => {
  const module = await createModule();
  const text = module.stringToNewUTF8(settings);
  module._ch_probe_configure(text);
  module._free(text);
  return new Core(module);
});
