// The first visit: usable before the worker is, and where it leads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, Person } from './tools/page.mjs';

/// A page whose worker gets its core only when `release` is called.
async function openHeld() {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  const opened = await openPage({
    prepare: (context) => context.route('**/worker.wasm', async (route) => {
      await held;
      await route.continue();
    }),
  });
  opened.page.setDefaultTimeout(120000);
  return { ...opened, release, person: new Person(opened.page, 'zh') };
}

const persistCalls = (page) => page.evaluate(() => globalThis.persistCalls);
const countPersistCalls = (context) => context.addInitScript(() => {
  globalThis.persistCalls = 0;
  navigator.storage.persist = async () => { ++globalThis.persistCalls; return true; };
});

test('WEB-21: what the first visit chooses before the worker is ready happens as soon as it is', async () => {
  const { page, person, release, faults, close } = await openHeld();
  await person.press('建立账套', 'Set up the tenant');
  await page.getByRole('progressbar').waitFor();
  assert.equal(await page.getByRole('combobox', { name: '角色' }).count(), 0, 'nobody acts yet');
  release();
  await page.getByRole('combobox', { name: '角色' }).waitFor();
  await page.reload();
  await page.getByRole('combobox', { name: '角色' }).waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('WEB-21: a choice made too early can be taken back, and is offered again', async () => {
  const { page, person, release, close } = await openHeld();
  await person.press('生成演示数据', 'Make demo data');
  await page.getByRole('button', { name: '取消“生成演示数据”', exact: true }).click();
  release();
  await person.button('生成演示数据', 'Make demo data').waitFor();
  assert.equal(await page.getByRole('combobox', { name: '角色' }).count(), 0);
  await close();
});

test('WEB-18, WEB-21: the demo opens at a merchant with something under way, and asks to keep the data', async () => {
  const { page, faults, close } = await openPage({ prepare: countPersistCalls });
  page.setDefaultTimeout(240000);
  const person = new Person(page, 'zh');
  await person.button('生成演示数据', 'Make demo data').waitFor();
  assert.equal(await persistCalls(page), 0, 'not before there is anything to keep');
  await person.press('生成演示数据', 'Make demo data');
  const frozen = page.getByRole('group', { name: '冻结中', exact: true });
  await frozen.waitFor();
  for (const name of ['可用余额', '冻结中']) {
    assert.doesNotMatch(await page.getByRole('group', { name, exact: true }).innerText(), /[^\d]0\.00/, name);
  }
  assert.equal(await persistCalls(page), 1);
  assert.deepEqual(faults, []);
  await close();
});
