// The core as JavaScript sees it: worker_core.h with objects in place of texts.

export class Core {
  constructor(module) {
    this.module = module;
  }

  /// Puts the files where the VFS finds them; before `open`.
  attach(files) {
    this.module.chFiles = files;
  }

  open(options) {
    return this.call('_ch_open', options);
  }

  message(message) {
    return this.call('_ch_message', message);
  }

  /// {hash, type} of a content; no type: none that is taken.
  look(bytes) {
    const { module } = this;
    const address = module._malloc(Math.max(1, bytes.byteLength));
    try {
      module.HEAPU8.set(bytes, address);
      return this.read(module._ch_look(address, bytes.byteLength));
    } finally {
      module._free(address);
    }
  }

  step() {
    return this.read(this.module._ch_step());
  }

  more() {
    return this.module._ch_more() !== 0;
  }

  nextDue() {
    return this.module._ch_next_due();
  }

  close() {
    this.module._ch_close();
  }

  call(name, argument) {
    const text = this.module.stringToNewUTF8(JSON.stringify(argument));
    try {
      return this.read(this.module[name](text));
    } finally {
      this.module._free(text);
    }
  }

  read(address) {
    return JSON.parse(this.module.UTF8ToString(address));
  }
}
