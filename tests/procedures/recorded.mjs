// The ways that cases went in the golden histories: the program does each history again, and is asked for its cases.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const golden = join(process.env.CH_ROOT, 'tests/golden');
const lines = (text) => text.split('\n').filter(Boolean).map((line) => JSON.parse(line));

function answers(db, asked, ...options) {
  const command = ['exec', '--db', db, '--as', 'admin:administrator', ...options];
  const input = asked.map((one) => `${JSON.stringify(one)}\n`).join('');
  return lines(spawnSync(process.env.CH_COUNTINGHOUSE, command, { input, encoding: 'utf8', maxBuffer: 1 << 28 }).stdout);
}

// Time that only passes is a command that is refused: what is due by then runs before it, and it stands in the journal, so that quiet days
// are no jump of the clock.
const passed = (tick) => ({ name: 'reject_policy', payload: { name: 'none', version: 1 }, now: tick });

const asBefore = (outcome, said) => isDeepStrictEqual([outcome.code, Object.fromEntries(outcome.args)], [said.code, said.args]);

// A case's way: the steps of its table that it took, in their order.
function wayOf(table, history) {
  const way = [];
  let at = '';
  for (const { happened, to_step: to } of history) {
    const taken = table.transitions.find((one) => one.from === at && one.on === happened && one.to === (to || at));
    if (!taken) continue;  // a comment, a claim
    way.push(taken);
    at = taken.to;
  }
  return way;
}

// { name, differs, cases: [{ procedure, step, open, way }] }; `differs`: which commands were answered otherwise than they were then.
function replayed(tables, name, db) {
  const history = lines(readFileSync(join(golden, name), 'utf8')).filter((line) => !line.end);
  const commands = history.map(({ tick, outcome, ...command }) => (tick ? passed(tick) : command));
  const said = answers(db, [...commands, { name: 'cases', payload: { limit: 100 } }], '--create', '--allow-future', '--no-attachments');
  const { rows, next } = said.at(-1).view;
  const differs = history.flatMap(({ outcome }, i) => (!outcome || asBefore(outcome, said[i]) ? [] : [said[i]]));
  if (next) differs.push('there are more cases than were asked for');
  const views = answers(db, rows.map(({ process }) => ({ name: 'case', payload: { process } }))).map((answer) => answer.view);
  const cases = rows.map(({ procedure, step, open }, i) => ({ procedure, step, open, way: wayOf(tables[procedure], views[i].history) }));
  return { name, differs, cases };
}

export function recorded(tables) {
  const folder = mkdtempSync(join(tmpdir(), 'recorded-'));
  try {
    const names = readdirSync(golden).filter((file) => file.endsWith('.jsonl')).sort();
    return names.map((name) => replayed(tables, name, join(folder, `${name}.db`)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
