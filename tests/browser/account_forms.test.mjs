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

/// Payloads of the commands that the page gave, as the stand-in for the worker notes them.
function given(page) {
  const commands = [];
  page.on('console', (message) => message.text().startsWith('command ') && commands.push(JSON.parse(message.text().slice(8))));
  return commands;
}

const merchants = async (options, use) => {
  const opened = await openPage({ fake: true, ...options });
  opened.page.setDefaultTimeout(40000);
  const commands = given(opened.page);
  try {
    const person = new Person(opened.page, 'zh');
    await person.act('merchant_user');
    await use(opened.page, person, commands);
    assert.deepEqual(opened.faults, []);
  } finally {
    await opened.close();
  }
};

test('CON-1: an amount that is none is refused at its field for what is wrong with it, never read as a larger one', { timeout: 120000 }, () =>
  merchants({}, async (page, person, commands) => {
    await person.press('提现', 'Withdraw');
    const amount = person.dialog().getByLabel('金额', { exact: true });
    const groups = '逗号和空格只能按每三位分隔，如 5,000.00；小数请用点号。';
    const none = '这不是金额。请只填写数字和小数点，如 5,000.00。';
    for (const [typed, words] of [['1,50', groups], ['1,000,0', groups], ['3,00,5', groups], ['1,0000', groups], ['3004\u200b', none],
      ['3.001', '最多两位小数，如 5,000.00。'], ['99999999999999999999', '金额过大，请核对。']]) {
      await amount.fill(typed);
      await page.waitForFunction(() => !document.querySelector('[aria-invalid="true"]'));
      await person.press('提交提现申请', 'File the withdrawal', person.dialog());
      await page.waitForFunction((said) => document.querySelector('[aria-invalid="true"]')?.getAttribute('aria-description') === said, words);
    }
    assert.deepEqual(commands, []);
    await amount.fill('１，２３４．５');
    await person.press('提交提现申请', 'File the withdrawal', person.dialog());
    await person.dialog().waitFor({ state: 'detached' });
    assert.deepEqual(commands.map((command) => command.payload.amount), ['1234.50']);
  }));

test('CON-1, WEB-4: two cells pasted into an amount are two amounts, and refused', { timeout: 120000 }, () =>
  merchants({ prepare: (context) => context.grantPermissions(['clipboard-read', 'clipboard-write']) }, async (page, person, commands) => {
    await person.press('提现', 'Withdraw');
    const amount = person.dialog().getByLabel('金额', { exact: true });
    const paste = async (text) => {
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
      await amount.fill('');
      await page.keyboard.press('Control+v');
    };
    for (const cells of ['3000\n4000', '300\r\n400\r\n', '3000\t4000']) {
      await paste(cells);
      await page.keyboard.press('Enter');
      await person.dialog().getByText('这里有不止一个金额，请只填写一个。').first().waitFor();
    }
    assert.deepEqual(commands, []);
    await paste('3000\r\n');  // one cell, as a spreadsheet copies it
    await page.keyboard.press('Enter');
    await person.dialog().waitFor({ state: 'detached' });
    assert.deepEqual(commands.map((command) => command.payload.amount), ['3000.00']);
  }));

test('PRE-1: a bank account number is taken in groups and in full width, and sent bare', { timeout: 120000 }, () =>
  merchants({}, async (page, person, commands) => {
    await person.press('维护结算账户', 'Set the settlement profile');
    await person.answer([['开户银行', 'Bank', '示例银行'], ['银行账号', 'Bank account number', '6222 0000　１１１１ 2222']], ['保存', 'Save']);
    await person.dialog().waitFor({ state: 'detached' });
    assert.deepEqual(commands.map((command) => command.payload.account_number), ['6222000011112222']);
  }));

test('WEB-4: Enter in a field of one line sends its dialog once; not from a text area, and not what is still being composed', { timeout: 120000 }, () =>
  merchants({}, async (page, person, commands) => {
    await person.press('提现', 'Withdraw');
    const amount = person.dialog().getByLabel('金额', { exact: true });
    await amount.fill('5');
    const press = (init) => amount.evaluate((element, how) => element.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...how })), init);
    await press({ isComposing: true });
    await press({ keyCode: 229 });
    await press({ repeat: true });
    await settled(page);
    assert.deepEqual(commands, []);
    await page.keyboard.press('Enter');
    await person.dialog().waitFor({ state: 'detached' });
    assert.deepEqual(commands.map((command) => command.payload.amount), ['5.00']);
    await person.act('settlement_operations');
    await person.visit('#/exceptions?show=2&form=resolve_exception&of=2');
    const note = person.dialog().getByRole('textbox');
    await note.focus();
    await page.keyboard.type('a');
    await page.keyboard.press('Enter');
    await page.keyboard.type('b');
    await settled(page);
    assert.equal(await note.inputValue(), 'a\nb');
    assert.equal(commands.length, 1);
  }));

test('CON-9: what the core calls by its name in the command has the label of its field on the form', { timeout: 120000 }, () => {
  const refused = { id: 'x', band: 'malformed', code: 'malformed_field', rule: 'CON-9', field: 'name', args: {},
    message: { zh: 'name：内容过长。请修正后重发。', en: 'name: it is too long. Correct it and send it again.' } };
  return merchants({ fake: { refusals: { register_merchant: refused } } }, async (page, person) => {
    await person.act('settlement_operations');
    await person.press('登记商家', 'Register a merchant');
    await person.answer([['公司注册名称', 'Registered company name', '长'], ['供应商编号', 'Supplier', 'S']], ['登记商家', 'Register a merchant']);
    await person.dialog().getByText('公司注册名称：内容过长。请修正后重发。').first().waitFor();
  });
});

test('WEB-11: what was said of a field goes with its form, its page and whoever acted', { timeout: 120000 }, () =>
  merchants({}, async (page, person) => {
    const said = () => page.waitForFunction(() => document.getElementById('urgent').textContent !== '');
    const silent = () => page.waitForFunction(() => document.getElementById('urgent').textContent === '');
    const refused = async () => {
      await person.press('提现', 'Withdraw');
      await person.press('提交提现申请', 'File the withdrawal', person.dialog());
      await said();
    };
    await refused();
    await page.keyboard.press('Escape');
    await silent();
    await refused();
    await page.getByRole('combobox', { name: '角色' }).evaluate((element) => {
      element.value = [...element.options].find((option) => option.value.includes('|finance|')).value;
      element.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await silent();
  }));
