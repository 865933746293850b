// The worker of the kill tests: the shipped host over the probe's core, told by its address how to behave.
import { serve } from '/shell/browser/worker/browser.js';
import { Core } from '/shell/browser/worker/core.js';
import { Host } from '/shell/browser/worker/host.js';
import createModule from '/build/wasm/browser_tests/vfs_probe.js';

serve(self, Host, async () => {
  const module = await createModule();
  const settings = new URL(self.location.href).searchParams.get('settings') ?? '{}';
  const text = module.stringToNewUTF8(settings);
  module._ch_probe_configure(text);
  module._free(text);
  return new Core(module);
});
