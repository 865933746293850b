// Where webhooks go: verifies each signature by itself, and answers as the test says.
import assert from 'node:assert/strict';
import http from 'node:http';
import {createHmac, timingSafeEqual} from 'node:crypto';

export class Receiver {
  static async start(secret) {
    const receiver = new Receiver();
    receiver.arrived = [];
    receiver.count = 0;
    receiver.onRequest = () => 204;  // a status; null: it never answers
    receiver.server = http.createServer((request, answer) => {
      const parts = [];
      request.on('data', (part) => parts.push(part)).on('end', () => {
        const body = Buffer.concat(parts).toString(), {headers} = request;
        const [id, seconds] = [headers['webhook-id'], headers['webhook-timestamp']];
        const wanted = createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest();
        const given = Buffer.from(headers['webhook-signature'].replace('v1,', ''), 'base64');
        assert.ok(timingSafeEqual(wanted, given), 'the signature holds');
        assert.ok(Math.abs(Date.now() / 1_000 - Number(seconds)) < 60);
        const said = JSON.parse(body);
        assert.equal(said.id, id);
        const status = receiver.onRequest(++receiver.count, said);
        // What was refused does not count as arrived: the receiver took no note of it.
        if (status === null || status < 300) receiver.arrived.push(said);
        if (status !== null) answer.writeHead(status, status === 302 ? {location: receiver.url} : {}).end('thank you');
      });
    });
    await new Promise((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    receiver.url = `http://127.0.0.1:${receiver.server.address().port}/hooks`;
    return receiver;
  }
  stop() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}
