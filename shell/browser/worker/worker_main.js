// The dedicated worker: core and SQLite over the origin private file system; what writes files comes when it is needed.
import { serve } from './browser.js';
import { Core } from './core.js';
import { Host } from './host.js';
import { StatementWriter } from './statement_writer.js';
import createModule from '../worker.js';

const loadWriter = () => StatementWriter.start(new Worker(new URL('writer_worker.js', import.meta.url), { type: 'module' }));
serve(self, Host, async () => new Core(await createModule()), loadWriter);
