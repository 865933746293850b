// The dedicated worker: core and SQLite over the origin private file system.
import { serve } from './browser.js';
import { Core } from './core.js';
import { Host } from './host.js';
import createModule from '../worker.js';

serve(self, Host, async () => new Core(await createModule()));
