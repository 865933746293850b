// Language, theme, addresses, drafts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openGallery, settled } from './page_lib.mjs';

let gallery;
before(async () => { gallery = await openGallery(); });
after(() => gallery.close());

test('WEB-1: Chinese and English are switched at once and kept', async () => {
  const page = await gallery.page('#/account');
  await page.getByRole('button', { name: 'Switch to English' }).click();
  await settled(page);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Sample Home (Hangzhou) Co., Ltd.');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  assert.equal(await page.getByText('20 Nov 2026').count(), 0);
  assert.ok(await page.getByRole('cell', { name: '21 Nov 06:02' }).count() === 1);
  assert.equal(await page.evaluate(() => /[\u4e00-\u9fff]/.test(document.querySelector('main').innerText)), false);
  await page.reload();
  await page.locator('html.ready').waitFor({ state: 'attached' });
  await settled(page);
  assert.equal(await page.getByRole('button', { name: '切换到中文' }).count(), 1);
  await page.context().close();
});

test('WEB-12: theme and density are switched and kept', async () => {
  const page = await gallery.page('#/account');
  const height = () => page.getByRole('row').nth(2).evaluate((element) => element.getBoundingClientRect().height);
  assert.equal(await height(), 36);
  await page.getByRole('button', { name: '切换到深色' }).click();
  await page.getByRole('button', { name: '切换到紧凑行距' }).click();
  await settled(page);
  assert.equal(await height(), 28);
  await page.reload();
  await page.locator('html.ready').waitFor({ state: 'attached' });
  await settled(page);
  assert.equal(await height(), 28);
  assert.equal(await page.getByRole('button', { name: '切换到浅色' }).count(), 1);
  assert.equal((await page.evaluate(() => getComputedStyle(document.body).backgroundColor)), 'rgb(18, 22, 31)');
  await page.context().close();
});

test('WEB-6: each place has an address; back, forward and reload lead where they should', async () => {
  const page = await gallery.page('#/account');
  await page.getByRole('tab', { name: '营销活动' }).click();
  await settled(page);
  assert.match(page.url(), /#\/account\?tab=3$/);
  await page.getByRole('link', { name: '表单' }).click();
  await settled(page);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), '表单');
  await page.goBack();
  await settled(page);
  assert.equal(await page.getByRole('tab', { selected: true }).textContent(), '营销活动');
  await page.reload();
  await page.locator('html.ready').waitFor({ state: 'attached' });
  await settled(page);
  assert.equal(await page.getByRole('tab', { selected: true }).textContent(), '营销活动');
  await page.goForward();
  await settled(page);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), '表单');
  await page.goto(`${gallery.url}/gallery.html#/nowhere`);
  await settled(page);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), '没有这个页面');
  await page.context().close();
});

test('WEB-6: a draft in a form survives a reload until it is cleared', async () => {
  const page = await gallery.page('#/forms');
  await page.getByRole('textbox', { name: '户名' }).fill('示例家居（杭州）有限公司');
  await page.getByRole('combobox', { name: '类型' }).selectOption({ label: '解冻' });
  await page.getByLabel('起始日期').fill('2026-11-21');
  await settled(page);
  const reload = async () => {
    await page.reload();
    await page.locator('html.ready').waitFor({ state: 'attached' });
    await settled(page);
  };
  await reload();
  assert.equal(await page.getByRole('textbox', { name: '户名' }).inputValue(), '示例家居（杭州）有限公司');
  assert.equal(await page.getByRole('combobox', { name: '类型' }).inputValue(), 'release');
  assert.equal(await page.getByLabel('起始日期').inputValue(), '2026-11-21');
  await page.getByRole('button', { name: '清空' }).click();
  await settled(page);
  await reload();
  assert.equal(await page.getByRole('textbox', { name: '户名' }).inputValue(), '');
  await page.context().close();
});

test('WEB-6: reload keeps the place on the page', async () => {
  const page = await gallery.page('#/account', { height: 500 });
  await page.evaluate(() => document.querySelector('main').scrollTo(0, 260));
  await settled(page);
  await page.reload();
  await page.locator('html.ready').waitFor({ state: 'attached' });
  await settled(page);
  assert.equal(await page.evaluate(() => document.querySelector('main').scrollTop), 260);
  await page.context().close();
});
