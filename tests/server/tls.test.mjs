// SRV-16: TLS in the server itself.
import test from 'node:test';
import assert from 'node:assert/strict';
import https from 'node:https';
import net from 'node:net';
import path from 'node:path';
import {spawnSync} from 'node:child_process';
import {Server, countinghouse, folder, fresh} from './tools/server.mjs';

test('SRV-16: with a certificate the server speaks TLS alone, and its cookie goes by TLS alone', async () => {
  const made = folder();
  const [key, certificate] = [path.join(made, 'key.pem'), path.join(made, 'certificate.pem')];
  const ran = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', certificate,
    '-days', '2', '-subj', '/CN=localhost'], {encoding: 'utf8'});
  assert.equal(ran.status, 0, ran.stderr);
  const server = await Server.start(fresh(), ['--tls-certificate', certificate, '--tls-key', key]);
  assert.match(server.url, /^https:/);
  const ask = (method, address, body) => new Promise((resolve, reject) => {
    const request = https.request({port: server.port, method, path: address, rejectUnauthorized: false}, (answer) => {
      let text = '';
      answer.on('data', (data) => { text += data; }).on('end', () => resolve({status: answer.statusCode, headers: answer.headers, text}));
    });
    request.on('error', reject).end(body);
  });
  assert.equal((await ask('GET', '/health/live')).status, 200);
  const signed = await ask('POST', '/v1/session', JSON.stringify({user: 'admin', password: server.password}));
  assert.equal(signed.status, 200);
  assert.match(signed.headers['set-cookie'][0], /; Secure$/);
  const plain = await new Promise((resolve) => {
    let text = '';
    const socket = net.connect(server.port, '127.0.0.1', () => socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n'));
    socket.setEncoding('latin1').on('data', (data) => { text += data; }).on('close', () => resolve(text)).on('error', () => {});
  });
  assert.ok(!plain.includes('200 OK'));
  assert.deepEqual(await server.stop(), {code: 0, signal: null});
  const without = countinghouse(['serve', '--db', fresh('b.db'), '--tls-certificate', key, '--tls-key', certificate, '--listen', '127.0.0.1:0']);
  assert.equal(without.status, 4);
  assert.match(without.err, /certificate/);
});
