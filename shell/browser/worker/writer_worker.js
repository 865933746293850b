// Writes a statement's file from the pieces that the core hands over: writer_core.h with objects in place of texts. A worker of its own,
// so that packing a long sheet keeps nobody waiting; it ends with its file, and with it goes the memory that the sheet took.
import createModule from '../writer.js';

const types = Object.freeze({
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

const parts = [];
let format = null;
let refusal = null;  // what comes after it is passed over

const module = await createModule();
module.chBytes = (bytes) => parts.push(new Blob([bytes]));  // a blob may lie on disk, a buffer may not

function note(address) {
  const answer = module.UTF8ToString(address);
  if (answer !== '') refusal = JSON.parse(answer);
}

function take(piece) {
  format ??= piece.ask?.format;
  if (refusal) return;
  const text = module.stringToNewUTF8(JSON.stringify(piece));
  note(module._ch_take(text));
  module._free(text);
}

function finish() {
  if (!refusal) note(module._ch_finish());
  return refusal ? { refusal } : { file: new Blob(parts, { type: types[format] ?? 'text/plain;charset=utf-8' }) };
}

self.onmessage = ({ data }) => {
  if (data.piece) take(data.piece);
  self.postMessage(data.piece ? { read: true } : finish());
};
self.postMessage({ ready: true });
