// Filters typed by keyboard: the list under them changes, and neither focus nor a key is lost (WEB-6, WEB-11).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './page_lib.mjs';
import { openPage, Person } from './tools/page.mjs';

async function statement(route, use, options = {}) {
  const opened = await openPage({ fake: true, ...options });
  opened.page.setDefaultTimeout(40000);
  try {
    const person = new Person(opened.page, (options.language ?? 'zh-CN').slice(0, 2));
    await person.act('merchant_user');
    await person.visit(route);
    await opened.page.getByRole('table').first().waitFor();
    await settled(opened.page);
    await use(opened.page, person);
    assert.deepEqual(opened.faults, []);
  } finally {
    await opened.close();
  }
}

const parameter = (page, name) => page.evaluate((key) => new URLSearchParams(location.hash.split('?')[1]).get(key), name);

for (const route of ['#/statement?filter=1', '#/account?tab=statement&filter=1', '#/account?tab=orders']) {
  test(`WEB-6: a filter is typed letter by letter, and keeps the focus to its end (${route})`, { timeout: 120000 }, () =>
    statement(route, async (page) => {
      const field = page.getByLabel(route.endsWith('orders') ? '订单号' : '单号', { exact: true });
      await field.click();
      for (const key of '2026111900') {
        await page.keyboard.press(key);
        await settled(page);  // each letter has had its answer
        assert.ok(await field.evaluate((element) => document.activeElement === element), `the focus after ${key}`);
      }
      assert.equal(await field.inputValue(), '2026111900');
      assert.equal(await parameter(page, 'reference'), '2026111900');
    }));
}

test('WEB-6: a day typed by keyboard changes the address once, when it is whole', { timeout: 120000 }, () =>
  statement('#/statement?filter=1&from=2026-01-20', async (page) => {
    await page.evaluate(() => {
      globalThis.places = [];
      const replace = history.replaceState.bind(history);
      history.replaceState = (state, title, url) => {
        globalThis.places.push(url);
        replace(state, title, url);
      };
    });
    const field = page.getByLabel('From', { exact: true });
    await field.focus();
    for (const key of '11112026') {  // whichever of day and month comes first
      await page.keyboard.press(key);
      await settled(page);
    }
    await page.waitForFunction(() => location.hash.includes('from=2026-11-11'));
    assert.ok(await field.evaluate((element) => document.activeElement === element));
    assert.deepEqual(await page.evaluate(() => [...new Set(globalThis.places)]), ['#/statement?filter=1&from=2026-11-11']);
    await page.getByLabel('To', { exact: true }).fill('2026-11-30');
    await page.waitForFunction(() => location.hash.includes('to=2026-11-30'));
  }, { language: 'en-GB' }));

test('WEB-11: while a filter is answered, the list of before stands and says that it is not yet the new one', { timeout: 120000 }, () =>
  statement('#/statement?filter=1', async (page) => {
    // The answers wait until the test lets them through.
    await page.evaluate(() => {
      const { ch } = Module;
      const { received } = ch;
      globalThis.waiting = [];
      ch.received = (message) => globalThis.waiting.push(message);
      globalThis.letThrough = () => {
        ch.received = received;
        globalThis.waiting.splice(0).forEach(received);
      };
    });
    const table = page.getByRole('table', { name: '账户流水' });
    const rows = await table.getByRole('row').count();
    const before = await table.boundingBox();
    await page.getByLabel('单号', { exact: true }).pressSequentially('O');
    await page.waitForFunction(() => document.querySelector('[role=table]').getAttribute('aria-busy') === 'true');
    assert.equal(await table.getByRole('row').count(), rows);
    assert.deepEqual(await table.boundingBox(), before, 'nothing jumps');
    await page.evaluate(() => globalThis.letThrough());
    await page.waitForFunction(() => !document.querySelector('[role=table]').hasAttribute('aria-busy'));
  }));

test('WEB-11: what has the focus is not moved when others come and go around it', { timeout: 120000 }, () =>
  statement('#/statement?filter=1', async (page) => {
    const field = page.getByLabel('单号', { exact: true });
    await field.focus();
    // Every order of the elements around it is told to the tree, with one that is new and one that goes.
    const lost = await page.evaluate(() => {
      const parent = document.activeElement.parentElement.closest('[data-id]');
      const own = document.activeElement;
      const ids = [...own.parentElement.children].map((element) => Number(element.dataset.id));
      const fails = [];
      for (let turn = 0; turn < ids.length; ++turn) {
        const order = [...ids.slice(turn), ...ids.slice(0, turn)].reverse();
        Module.ch.children(Number(parent.dataset.id), JSON.stringify(order));
        const now = [...own.parentElement.children].map((element) => Number(element.dataset.id));
        if (document.activeElement !== own || JSON.stringify(now) !== JSON.stringify(order)) fails.push(turn);
      }
      Module.ch.children(Number(parent.dataset.id), JSON.stringify(ids));
      return fails;
    });
    assert.deepEqual(lost, []);
  }));
