// minify.mjs <Emscripten's folder> <from> <to>: a script as the first visit loads it, without comments and with short names. Properties
// keep theirs, and so does what a module exports; of a classic script the global `Module` stays, by which page and program know each other.
//
// By the parser and the printer that Emscripten brings along and has its own scripts printed by.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [emscripten, from, to] = process.argv.slice(2);
const require = createRequire(join(emscripten, 'tools/'));
const acorn = require('acorn');
const { AST_Node } = require('../third_party/terser/terser.js');

const script = readFileSync(from, 'utf8');

function parsed(sourceType) {
  return acorn.parse(script, { ecmaVersion: 'latest', sourceType });
}

let module = false;
let tree;
try {
  tree = parsed('script');
} catch {  // a classic script has neither `import` nor `export`
  module = true;
  tree = parsed('module');
}

const mangle = { module, toplevel: true, reserved: ['Module'] };
const made = AST_Node.from_mozilla_ast(tree);
made.figure_out_scope(mangle);
made.compute_char_frequency(mangle);
made.mangle_names(mangle);
writeFileSync(to, made.print_to_string({}) + '\n');
