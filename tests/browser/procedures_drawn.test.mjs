// bpmn-js draws what we write as BPMN, every element and every flow, without a word of complaint (PRO-7).
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { exported, languages } from '../procedures/lib.mjs';
import { launch } from './lib/chromium.mjs';

const require = createRequire(import.meta.url);
const viewer = join(dirname(require.resolve('bpmn-js/package.json')), 'dist/bpmn-viewer.production.min.js');

async function drawn(xml) {
  document.getElementById('sheet').replaceChildren();
  const shown = new BpmnJS({ container: '#sheet' });
  const { warnings } = await shown.importXML(xml);
  return { warnings: warnings.map(String), drawn: shown.get('elementRegistry').getAll().map((one) => one.id) };
}

for (const language of languages) {
  test(`PRO-7: bpmn-js draws every procedure (${language})`, { timeout: 120000 }, async () => {
    const browser = await launch();
    try {
      const page = await browser.newPage();
      const faults = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      await page.setContent('<div id="sheet" style="width:1600px;height:900px"></div>');
      await page.addScriptTag({ path: viewer });
      for (const { name, text } of exported('bpmn', language)) {
        const result = await page.evaluate(drawn, text);
        assert.deepEqual(result.warnings, [], name);
        const elements = [...text.matchAll(/bpmnElement="(\w+)"/g)].map(([, id]) => id);
        assert.ok(elements.length > 8, name);
        for (const id of elements) assert.ok(result.drawn.includes(id), `${name}: ${id} is not drawn`);
      }
      assert.deepEqual(faults, []);
    } finally {
      await browser.close();
    }
  });
}
