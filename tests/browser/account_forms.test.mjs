// Forms of the account page: a refusal lands at the field that it names, a draft and the open form survive a reload,
// and no page of the account scrolls sideways on a phone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './page_lib.mjs';
import { openPage, Person } from './tools/page.mjs';

const refusal = {
  id: 'x', band: 'refused', code: 'recharge_below_minimum', rule: 'PRE-4', field: 'amount', args: { least: '3000.00' },
  message: { zh: '单笔充值不低于 3000.00，请调高金额。', en: 'A recharge is 3000.00 at least; raise the amount.' },
};

test('PRE-4, CON-9: a refusal stands at its field, and goes when the field is corrected', { timeout: 120000 }, async () => {
  const { page, faults, close } = await openPage({ fake: { refusals: { request_recharge: refusal } } });
  try {
    const person = new Person(page, 'zh');
    await person.act('merchant_user');
    await person.press('充值', 'Recharge');
    await person.press('提交充值申请', 'File the recharge', person.dialog());
    await person.dialog().getByText('请填写此项').first().waitFor();
    await person.answer([['金额', 'Amount', '2999.99']], ['提交充值申请', 'File the recharge']);
    const amount = person.dialog().getByLabel('金额', { exact: true });
    await person.dialog().getByText('单笔充值不低于').first().waitFor();
    assert.equal(await amount.getAttribute('aria-invalid'), 'true');
    assert.match(await amount.getAttribute('aria-description'), /单笔充值不低于/);
    await amount.fill('5000');
    await page.waitForFunction(() => !document.querySelector('[aria-invalid="true"]'));
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
});

test('CON-9: every field at fault is told at once, in the words of the core, and the first one has the focus', { timeout: 120000 }, async () => {
  const refused = (field, zh) => ({ id: 'x', band: 'refused', code: 'c', rule: 'PRE-2', field, args: {}, message: { zh, en: 'x' } });
  const { page, faults, close } = await openPage({ fake: {
    account: { alerts_set: false, emails: [], phones: [] },
    refusals: { set_alerts: refused('breaker_value', '熔断金额不能低于默认值。') },
    refused_next: { set_alerts: [refused('emails/0', '邮箱格式不正确。'), refused('phones/1', '手机号格式不正确。'), refused('emails', '至少一个联系人。')] },
  } });
  try {
    const person = new Person(page, 'zh');
    await person.act('merchant_user');
    await person.press('预警设置', 'Alert settings');
    await person.press('保存', 'Save', person.dialog());
    await person.dialog().getByText('请填写此项').first().waitFor();
    const focused = (label) => page.waitForFunction((name) => document.activeElement?.getAttribute('aria-label') === name
      || document.activeElement?.labels?.[0]?.textContent.includes(name), label);
    await focused('余额预警值');
    await person.answer([['余额预警值', 'Low-balance alert value', '500'], ['邮箱 1', 'E-mail 1', 'x'], ['手机号 1', 'Phone 1', 'y']], ['保存', 'Save']);
    for (const words of ['熔断金额不能低于默认值。', '邮箱格式不正确。', '手机号格式不正确。']) await person.dialog().getByText(words).first().waitFor();
    assert.equal(await person.dialog().getByText('至少一个联系人').count(), 0);
    await focused('熔断金额（活动中止金额）');
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
});

test('WEB-6: the open form and its draft survive a reload; back closes it', { timeout: 120000 }, async () => {
  const { page, faults, close } = await openPage({ fake: true });
  try {
    const person = new Person(page, 'zh');
    await person.act('merchant_user');
    await person.press('提现', 'Withdraw');
    await person.fill('金额', 'Amount', '1234.5', person.dialog());
    await page.waitForFunction(() => Object.values(sessionStorage).some((text) => text.includes('1234.5')));
    await page.reload({ timeout: 60000 });
    const amount = person.dialog().getByLabel('金额', { exact: true });
    await amount.waitFor();
    assert.equal(await amount.inputValue(), '1234.5');
    await page.goBack();
    await person.dialog().waitFor({ state: 'detached' });
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
});

test('WEB-12: at 390 px nothing scrolls sideways but tabs in their line', { timeout: 120000 }, async () => {
  const { page, faults, close } = await openPage({ fake: true, width: 390, height: 844 });
  try {
    const person = new Person(page, 'zh');
    for (const tab of ['statement', 'orders', 'funds', 'campaigns', 'exceptions', 'notices']) {
      await person.visit(`#/account?tab=${tab}`);
      await page.getByRole('tab', { selected: true }).waitFor();
      const widest = await page.evaluate(() => Math.max(...[...document.querySelectorAll('main *')]
        .filter((e) => !e.parentElement.closest('.slides')).map((e) => e.getBoundingClientRect().right)));
      assert.ok(widest <= 391, `${tab}: ${widest}`);
    }
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
});

test('WEB-7: a date field has its bounds, and shows its value whatever part of it has the focus', { timeout: 120000 }, async () => {
  const { page, faults, close } = await openPage({ fake: true });
  try {
    const person = new Person(page, 'zh');
    await person.act('merchant_user');
    await person.visit('#/statement?from=2026-02-01');
    const field = page.getByLabel('从', { exact: true });
    await field.waitFor();
    assert.equal(await field.getAttribute('min'), '2000-01-01');
    assert.equal(await field.getAttribute('max'), '2199-12-31');
    await page.getByRole('table').first().waitFor();
    await settled(page);
    await field.focus();
    const ink = () => field.evaluate((element) => getComputedStyle(element, '::-webkit-datetime-edit').color);
    const focused = await ink();
    for (let part = 0; part < 3; ++part) {
      await page.keyboard.press('Tab');
      assert.ok(await field.evaluate((element) => document.activeElement === element), 'still within it');
      assert.equal(await ink(), focused);
    }
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
});
