// A machine whose clock jumps and whose disk is slow, for programs that are started with `env` (faults.c).
import fs from 'node:fs';
import path from 'node:path';
import {folder, program} from './server.mjs';

const library = path.join(path.dirname(program), 'libch_faults.so');

export class Faults {
  constructor() {
    if (!fs.existsSync(library)) throw new Error(`${library} is not built`);
    const file = path.join(folder(), 'faults');
    fs.writeFileSync(file, Buffer.alloc(24));
    this.file = fs.openSync(file, 'r+');
    this.env = {LD_PRELOAD: library, CH_TEST_FAULTS: file};
  }
  put(at, value) { fs.writeSync(this.file, new BigInt64Array([BigInt(value)]), 0, 8, at); }
  // From now on the program's time of day is so far from ours.
  clock(ms) { this.put(0, ms); }
  disk(ms) { this.put(8, ms); }
  syncs() {
    const read = new BigInt64Array(1);
    fs.readSync(this.file, read, 0, 8, 16);
    return Number(read[0]);
  }
}
export const hour = 3_600_000, day = 24 * hour;
