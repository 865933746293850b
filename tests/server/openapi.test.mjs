// SRV-3: the description of the server is sound by somebody else's rules, has every address that is answered, and each that it has is answered.
import test from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {spawnSync} from 'node:child_process';
import {Server, folder, fresh} from './tools/server.mjs';
import {addresses, clock, commands, queries} from './matrix.mjs';

// Redocly's recommended rules; what is switched off says why.
const rules = {
  extends: ['recommended'],
  rules: {
    'no-server-example.com': 'off',  // the address is wherever somebody serves it: "/"
  },
  telemetry: 'off',
};
// A WebSocket is answered by 101, and by no 2XX ever.
const ignored = {'openapi.json': {'operation-2xx-response': ['#/paths/~1v1~1live/get/responses']}};

test('SRV-3: the description of a running server passes the linter\'s recommended rules without an error or a warning', async () => {
  const server = await Server.start(fresh());
  const described = await server.ask('GET', '/openapi.json');
  const at = folder();
  fs.writeFileSync(path.join(at, 'openapi.json'), JSON.stringify(described.value));
  fs.writeFileSync(path.join(at, 'redocly.yaml'), JSON.stringify(rules));
  fs.writeFileSync(path.join(at, '.redocly.lint-ignore.yaml'), JSON.stringify(ignored));
  const cli = path.join(process.env.CH_ROOT, '.deps/node_modules/@redocly/cli/bin/cli.js');
  const ran = spawnSync(process.execPath, [cli, 'lint', 'openapi.json', '--format=json'], {cwd: at, encoding: 'utf8', maxBuffer: 1 << 28,
    env: {...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', CI: 'true'}});
  const found = JSON.parse(ran.stdout);
  const told = [...new Set(found.problems.filter((one) => !one.ignored).map((one) => `${one.severity} ${one.ruleId}: ${one.message} at ${one.location[0]?.pointer}`))];
  assert.deepEqual(told.slice(0, 20), []);
  assert.deepEqual(found.totals, {errors: 0, warnings: 0, ignored: 1});
  assert.equal(ran.status, 0, ran.stderr);
  await server.stop();
});

test('SRV-3: every address that is answered is described, and every described one is answered', async () => {
  const server = await Server.start(fresh());
  const cookie = await server.administrator();
  const {paths} = (await server.ask('GET', '/openapi.json')).value;
  const described = new Set();
  for (const [address, operations] of Object.entries(paths)) {
    for (const method of Object.keys(operations)) described.add(`${method.toUpperCase()} ${address}`);
    const real = address.replace(/\{[^}]*\}/g, '999999');
    for (const [method, operation] of Object.entries(operations)) {
      if (method === 'delete' && address === '/v1/session') continue;  // it ends what the others need
      const answer = await server.ask(method.toUpperCase(), real, {cookie, body: method === 'post' ? {} : undefined});
      const code = answer.value?.code;
      assert.ok(!['not_found', 'wrong_method', 'unknown_command', 'unknown_query'].includes(code) && answer.status < 500, `${method} ${address}: ${JSON.stringify(answer.value)}`);
      if (operation.security?.length === 0 || address === '/v1/live') continue;
      const none = await server.ask(method.toUpperCase(), real, {body: method === 'post' ? {} : undefined});
      assert.ok(none.status === 401 || (none.status === 200 && none.value === null), `${method} ${address} by nobody: ${none.status}`);
    }
  }
  // As the matrix has them, which was written by hand; numbers and names of what there is not stand for any.
  const named = addresses.map(([method, address]) => `${method} ${address.split('?')[0].replace('/999999', '/{number}').replace('/nobody', '/{user}')}`);
  const all = [...named, ...commands.map(([name]) => `POST /v1/commands/${name}`), ...queries.map(([name]) => `POST /v1/queries/${name}`),
    ...queries.map(([name]) => `GET /v1/queries/${name}`), 'POST /v1/session', 'DELETE /v1/session', 'POST /v1/commands', 'POST /v1/why_not',
    'GET /v1/live', 'GET /v1/attachments/{case}/{hash}'];
  assert.deepEqual([...new Set(all)].filter((one) => !described.has(one)), [], 'answered and not described');
  assert.deepEqual([...described].filter((one) => !all.includes(one)), [], 'described and not named in the matrix');
  for (const name of clock) assert.ok(!described.has(`POST /v1/commands/${name}`), name);
  await server.stop();
});
