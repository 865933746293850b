// A WebSocket client of a page of code (RFC 6455), so that every header and every frame is in the tests' own hands.
import net from 'node:net';
import {randomBytes} from 'node:crypto';

function frame(text) {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const head = payload.length < 126 ? Buffer.from([0x81, 0x80 | payload.length])
    : payload.length < 65_536 ? Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 255])
      : Buffer.concat([Buffer.from([0x81, 0xff, 0, 0, 0, 0]), Buffer.from(new Uint32Array([payload.length]).buffer).reverse()]);
  return Buffer.concat([head, mask, payload.map((byte, i) => byte ^ mask[i & 3])]);
}

export class Live {
  static connect(server, headers) {
    return new Promise((resolve, reject) => {
      const socket = net.connect(server.port, '127.0.0.1', () => {
        const lines = ['GET /v1/live HTTP/1.1', `Host: 127.0.0.1:${server.port}`, 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13',
          `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
        socket.write(lines.join('\r\n') + '\r\n\r\n');
      });
      let head = Buffer.alloc(0);
      const read = (data) => {
        head = Buffer.concat([head, data]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        socket.off('data', read);
        resolve({socket, status: Number(head.subarray(9, 12).toString()), rest: head.subarray(end + 4)});
      };
      socket.on('data', read).on('error', reject);
    });
  }
  static async open(server, token, headers = {}) {
    const {socket, status, rest} = await Live.connect(server, token ? {authorization: `Bearer ${token}`, ...headers} : headers);
    if (status !== 101) throw new Error(`the socket was refused: ${status}`);
    return new Live(socket, rest);
  }
  static refused(server, token) { return Live.refusedBy(server, {authorization: `Bearer ${token}`}); }
  static async refusedBy(server, headers) {
    const {socket, status} = await Live.connect(server, headers);
    socket.destroy();
    return status;
  }
  constructor(socket, rest) {
    this.socket = socket;
    this.bytes = rest;
    this.messages = [];
    this.waiting = [];
    socket.on('data', (data) => { this.bytes = Buffer.concat([this.bytes, data]); this.take(); }).on('error', () => {});
    this.take();
  }
  take() {
    for (;;) {
      if (this.bytes.length < 2) return;
      const short = this.bytes[1] & 127;
      const head = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (this.bytes.length < head) return;
      const length = short < 126 ? short : short === 126 ? this.bytes.readUInt16BE(2) : Number(this.bytes.readBigUInt64BE(2));
      if (this.bytes.length < head + length) return;
      const text = this.bytes.subarray(head, head + length).toString();
      const kind = this.bytes[0] & 15;
      this.bytes = this.bytes.subarray(head + length);
      if (kind !== 1) continue;
      const message = JSON.parse(text);
      const waiting = this.waiting.shift();
      if (waiting) waiting(message); else this.messages.push(message);
    }
  }
  next() { return this.messages.length > 0 ? Promise.resolve(this.messages.shift()) : new Promise((resolve) => this.waiting.push(resolve)); }
  raw(text) { this.socket.write(frame(text)); }
  send(message) { this.raw(JSON.stringify(message)); }
  close() { this.socket.destroy(); }
}
