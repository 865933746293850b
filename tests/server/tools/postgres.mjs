// A PostgreSQL of a test's own, to be stopped without a word and started again. It writes for certain, unlike the one that all tests share.
import fs from 'node:fs';
import path from 'node:path';
import {execFileSync, spawn} from 'node:child_process';
import {folder} from './server.mjs';

const programs = fs.readdirSync('/usr/lib/postgresql').map(Number).filter((version) => fs.existsSync(`/usr/lib/postgresql/${version}/bin/postgres`))
  .sort((a, b) => b - a).map((version) => `/usr/lib/postgresql/${version}/bin`)[0];

// Holds the other end of a pipe to the test: however that ends, the server does too, as by `pg_ctl stop -m immediate`.
const watch = 'exec 3<&0; "$@" 3<&- & server=$!; (cat <&3; kill -QUIT $server) 2>/dev/null & wait $server';

export class Postgres {
  static async start() {
    const made = new Postgres();
    made.folder = folder();
    // It refuses to run as root; its package made a user for it.
    const root = process.getuid() === 0;
    const number = (what) => Number(execFileSync('id', [what, 'postgres']));
    made.as = root ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
    const user = root ? 'postgres' : execFileSync('id', ['-un'], {encoding: 'utf8'}).trim();
    if (root) fs.chownSync(made.folder, number('-u'), number('-g'));
    const [first, ...rest] = [...made.as, path.join(programs, 'initdb'), '-D', path.join(made.folder, 'data'), '-U', user, '-E', 'UTF8', '--locale=C',
      '-A', 'trust', '--no-sync', '--no-instructions'];
    execFileSync(first, rest, {stdio: 'ignore', cwd: made.folder});
    made.url = `postgresql://${user}@/postgres?host=${made.folder}`;
    await made.again();
    return made;
  }
  again() {
    const options = ['listen_addresses=', 'max_connections=20'].flatMap((one) => ['-c', one]);
    this.child = spawn('sh', ['-c', watch, 'sh', ...this.as, path.join(programs, 'postgres'), '-D', path.join(this.folder, 'data'), '-k', this.folder, ...options],
      {stdio: ['pipe', 'ignore', 'pipe'], cwd: this.folder});
    this.child.stdin.on('error', () => {});
    this.ended = new Promise((resolve) => this.child.on('exit', resolve));
    return new Promise((resolve, reject) => {
      let said = '';
      this.child.stderr.setEncoding('utf8').on('data', (text) => { if ((said += text).includes('ready to accept connections')) resolve(); });
      this.child.on('exit', () => reject(new Error(said)));
    });
  }
  // At once, whatever it is at: it recovers at its next start.
  stop() { return this.child.stdin.end(), this.ended; }
}
