// A real SMTP server as a process of its own (smtp_server.py): started, told what to answer, stopped.
import path from 'node:path';
import {spawn} from 'node:child_process';

export class Smtp {
  static async start({port = 0, answers = 'take', certificate, key, user, password} = {}) {
    const args = [path.join(import.meta.dirname, 'smtp_server.py'), String(port), answers, ...[certificate, key, user, password].filter(Boolean)];
    const smtp = new Smtp();
    smtp.lines = [];
    smtp.waiting = [];
    smtp.child = spawn('/usr/bin/python3', args, {stdio: ['pipe', 'pipe', 'inherit']});  // Debian's, which has Debian's packages
    process.on('exit', () => smtp.child.kill('SIGKILL'));
    smtp.ended = new Promise((resolve) => smtp.child.on('exit', resolve));
    let rest = '';
    smtp.child.stdout.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      smtp.lines.push(...lines.map((line) => JSON.parse(line)));
      smtp.waiting.splice(0).forEach((look) => look());
    });
    smtp.from = 0;
    smtp.port = (await smtp.next((line) => line.port)).port;
    return smtp;
  }
  // The next line like this after the last one that was waited for.
  async next(fits) {
    for (;;) {
      const at = this.lines.findIndex((line, i) => i >= this.from && fits(line));
      if (at >= 0) {
        this.from = at + 1;
        return this.lines[at];
      }
      await Promise.race([new Promise((resolve) => this.waiting.push(resolve)),
        this.ended.then(() => { throw new Error('the SMTP server has ended'); })]);
    }
  }
  async say(answers) {
    this.child.stdin.write(answers + '\n');
    await this.next((line) => line.answers === answers);
  }
  async stop() {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
