// Writes a statement's file from the pieces that the core hands over: writer_core.h with objects in place of texts. The program behind
// it is loaded for each file and goes with it, and with it the memory that a long sheet took.

const types = Object.freeze({
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

export class StatementWriter {
  constructor(module) {
    this.module = module;
    this.parts = [];
    this.head = null;
    this.format = null;
    this.refusal = null;
    module.chBytes = (bytes) => this.parts.push(new Blob([bytes]));  // a blob may lie on disk, a buffer may not
  }

  take(piece) {
    if (piece.head) {
      this.head = piece.head;
      this.format = piece.ask.format;
    }
    if (this.refusal) return;
    const text = this.module.stringToNewUTF8(JSON.stringify(piece));
    this.note(this.module._ch_take(text));
    this.module._free(text);
  }

  /// The file, or null where it is refused.
  finish() {
    if (!this.refusal) this.note(this.module._ch_finish());
    return this.refusal ? null : new Blob(this.parts, { type: types[this.format] ?? 'text/plain;charset=utf-8' });
  }

  note(address) {
    const answer = this.module.UTF8ToString(address);
    if (answer !== '') this.refusal = JSON.parse(answer);
  }
}
