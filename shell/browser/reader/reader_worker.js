// Takes a bank's file for the page: reads it whole, asks the books what they have of it, and gives a command for each of its lines. All
// that goes to the books goes through the page, as whoever sits there; so it is the same with a server behind it. A worker of its own: it
// ends with its file.
import createModule from '../reader.js';

const atOnce = 16;        // commands under way: enough to keep the disk busy, few enough to stop soon
const mostAttempts = 64;  // attempts_most
const mostBytes = 8 << 20;

const module = await createModule();
const waiting = new Map();
let cancelled = false;
let lastQuestion = 0;

const request = (kind, fields) => new Promise((resolve) => {
  waiting.set(++lastQuestion, resolve);
  self.postMessage({ n: lastQuestion, kind, fields });
});

function call(name, ...values) {
  const texts = values.map((value) => (typeof value === 'number' ? value : module.stringToNewUTF8(JSON.stringify(value))));
  try {
    return module.UTF8ToString(module[name](...texts));
  } finally {
    texts.forEach((text, i) => typeof values[i] === 'number' || module._free(text));
  }
}
const ask = (...call_) => JSON.parse(call(...call_));

/// What the file could not be taken for.
class Refused extends Error {
  constructor(told) { super(); this.told = told; }
}

async function books(params) {
  const answer = await request('query', { name: 'bank_file', params });
  if (answer.kind === 'error') throw new Refused({ code: answer.code, why: answer.refusal });
  return answer.value;
}

async function read(file, { user, role }) {
  if (file.size > mostBytes) throw new Refused({ code: 'too_large' });
  const known = await books({ payments: [], messages: [], alike: [] });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const address = module._malloc(Math.max(1, bytes.byteLength));
  module.HEAPU8.set(bytes, address);
  const content = ask('_ch_read', address, bytes.byteLength, { user, role, books: known });
  module._free(address);
  if (!content.questions) throw new Refused({ code: content.code, why: content });
  for (const question of content.questions) ask('_ch_facts', await books(question));
  return ask('_ch_items');
}

/// Ids are walked in their order, so that nothing that was done is done again: the first that is done, or new, is the answer.
async function execute(item, place) {
  for (let attempt = 0; ; ++attempt) {
    const id = call('_ch_id', place, attempt);
    const answer = await request('execute', { command: { id, name: item.command, payload: item.payload } });
    if (answer.kind === 'error') throw new Refused({ code: answer.code, why: answer.refusal });
    const { outcome } = answer;
    if (outcome.band === 'done') return { result: outcome.repeated || outcome.args?.repeated !== undefined ? 'known' : 'taken' };
    if (!outcome.repeated || attempt + 1 === mostAttempts) return { result: 'refused', message: outcome.message };
  }
}

const order = ['refused', 'pending', 'not_taken', 'known', 'taken'];  // what a person has to look at stands first

function summed(name, lines, withoutAmount) {
  const sums = Object.fromEntries(order.map((result) => [result, lines.filter((line) => line.result === result).length]));
  lines.sort((a, b) => order.indexOf(a.result) - order.indexOf(b.result) || a.place - b.place);
  return { file: name, sums: { ...sums, without_amount: withoutAmount }, lines };
}

async function take(file, actor) {
  const lines = [];
  let withoutAmount = 0;
  const tell = (state, more = {}) => self.postMessage({ told: { state, ...summed(file.name, lines, withoutAmount), ...more } });
  try {
    const { items, without_amount } = await read(file, actor);
    withoutAmount = without_amount;
    const note = (item, place, came) => {
      const { what, value, amount, line, more } = item;
      lines.push({ what, value, amount, line, ...more, ...came, place });
    };
    items.forEach((item, place) => item.why && note(item, place, { result: item.kind, message: item.why.message }));
    const commands = items.map((item, place) => ({ item, place })).filter(({ item }) => item.command);
    for (let from = 0; from < commands.length && !cancelled; from += atOnce) {
      self.postMessage({ told: { state: 'running', file: file.name, done: from, total: commands.length } });
      const some = commands.slice(from, from + atOnce);
      const came = await Promise.allSettled(some.map(({ item, place }) => execute(item, place)));
      came.forEach(({ value }, i) => value && note(some[i].item, some[i].place, value));
      const failed = came.find(({ status }) => status === 'rejected');
      if (failed) throw failed.reason;
    }
    tell(cancelled ? 'cancelled' : 'done');
  } catch (exception) {
    tell('failed', exception instanceof Refused ? exception.told : { code: 'worker_failed' });
  }
}

self.onmessage = ({ data }) => {
  if (data.file) take(data.file, data.actor);
  else if (data.cancel) cancelled = true;
  else {
    waiting.get(data.n)(data.answer);
    waiting.delete(data.n);
  }
};
self.postMessage({ ready: true });
