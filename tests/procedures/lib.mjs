// The program's procedures as files, for tests.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const languages = ['zh', 'en'];

// [{ name, path, text }], and the folder goes again.
export function exported(format, language) {
  const folder = mkdtempSync(join(tmpdir(), 'procedures-'));
  try {
    execFileSync(process.env.CH_COUNTINGHOUSE, ['procedures', 'export', '--format', format, '--language', language, '--out', folder]);
    return readdirSync(folder).sort().map((file) => ({ name: file.replace(`.${format}`, ''), text: readFileSync(join(folder, file), 'utf8') }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const procedures = (...words) =>
  execFileSync(process.env.CH_COUNTINGHOUSE, ['procedures', ...words, '--json'], { encoding: 'utf8' });

// A procedure's table as data; and all of them by their ids.
export const shown = (id) => JSON.parse(procedures('show', id));
export const tables = () =>
  Object.fromEntries(procedures('list').trim().split('\n').map((line) => JSON.parse(line).id).map((id) => [id, shown(id)]));

// Points in which a piece that goes across and one that goes down cross; those that meet at an end do not.
export function crossings(lines) {
  const across = [];
  const down = [];
  for (const line of lines) {
    for (let i = 1; i < line.length; ++i) {
      const [a, b] = [line[i - 1], line[i]];
      if (a.y === b.y) across.push({ at: a.y, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) });
      else down.push({ at: a.x, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y) });
    }
  }
  const found = new Set();
  for (const one of across) {
    for (const other of down) {
      if (other.at > one.from && other.at < one.to && one.at > other.from && one.at < other.to) found.add(`${other.at} ${one.at}`);
    }
  }
  return found.size;
}
