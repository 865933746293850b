// BPMN as others read it (PRO-7): bpmn-moddle without a warning, bpmnlint's recommended rules, the standard's own schemas.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { BpmnModdle } from 'bpmn-moddle';
import { exported, languages } from './lib.mjs';

const require = createRequire(import.meta.url);
const Linter = require('bpmnlint/lib/linter.js');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver.js');
const schema = join(dirname(require.resolve('bpmn-moddle')), '../resources/bpmn/xsd/BPMN20.xsd');

for (const language of languages) {
  const files = exported('bpmn', language);

  test(`PRO-7: bpmn-moddle reads every procedure without a warning (${language})`, async () => {
    assert.ok(files.length > 10);
    for (const { name, text } of files) assert.deepEqual((await new BpmnModdle().fromXML(text)).warnings, [], name);
  });

  test(`PRO-7: bpmnlint's recommended rules find nothing (${language})`, async () => {
    for (const { name, text } of files) {
      const { rootElement } = await new BpmnModdle().fromXML(text);
      // Its rules remember what they have seen, so each file gets its own.
      const linter = new Linter({ resolver: new NodeResolver(), config: { extends: 'bpmnlint:recommended' } });
      assert.deepEqual(await linter.lint(rootElement), {}, name);
    }
  });

  test(`PRO-7: the schemas of BPMN 2.0 hold for every procedure (${language})`, () => {
    for (const { text } of files) execFileSync('xmllint', ['--nonet', '--noout', '--schema', schema, '-'], { input: text, stdio: 'pipe' });
  });
}
