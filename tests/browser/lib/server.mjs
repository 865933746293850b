// A static file server on loopback for the browser tests. It sends no header for cross-origin isolation, because
// none may be needed (WEB-20).
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = resolve(fileURLToPath(import.meta.url), '../../../..');

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

function answer(root, request, response) {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  if (path === '/blank') {
    response.writeHead(200, { 'content-type': types['.html'] });
    response.end('<!doctype html><html lang="en"><title>test</title><link rel="icon" href="data:,"><body></body></html>');
    return;
  }
  const file = join(root, normalize(path.endsWith('/') ? `${path}index.html` : path));
  if (!file.startsWith(root) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}

/// Serves `root` on a free port of loopback. It keeps no process alive, so a test that fails still ends.
export async function startServer(root = projectRoot) {
  const server = createServer((request, response) => answer(root, request, response));
  await new Promise((ready, failed) => server.once('error', failed).listen(0, '127.0.0.1', ready));
  server.unref();
  const { port } = server.address();
  return {
    port,
    url: `http://localhost:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}
