// The database that CH_POSTGRES names, looked at and held up beside the server.
import {spawn, spawnSync} from 'node:child_process';
import {postgres} from './server.mjs';

// Lines of an answer.
export function sql(text) {
  const ran = spawnSync('psql', [postgres, '-XAtqc', text], {encoding: 'utf8'});
  if (ran.status !== 0) throw new Error(ran.stderr);
  return ran.stdout.split('\n').filter((line) => line !== '');
}

// Asks again until it is so.
export async function until(what, is) {
  for (const end = Date.now() + 120_000; !(await is());) {
    if (Date.now() > end) throw new Error(`it never came to be: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

// A transaction that stays open; end() takes it back.
export async function hold(text) {
  const child = spawn('psql', [postgres, '-XAtq'], {stdio: ['pipe', 'pipe', 'inherit']});
  process.on('exit', () => child.kill('SIGKILL'));
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (said) => said.includes('held') && resolve());
    child.stdin.write(`BEGIN; ${text};\n\\echo held\n`);
  });
  return {end: () => (child.stdin.end('ROLLBACK;\n'), ended)};
}
