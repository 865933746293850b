// What people are told: how a command ended where it can end in several ways, what a sum is of, why a list is empty, what a clock says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from './tools/page.mjs';

const done = (args) => ({ id: 'x', band: 'done', code: 'done', rule: '', field: '', args });

test('PRE-9, PRE-13: the shop comes to its own page, and is told where a fee is owed and a message waits', { timeout: 120000 }, () => {
  const refusals = { freeze_order: done({ order: 'O-1', state: 'owed' }), settle_order: done({ order: 'O-1', waiting: '1' }) };
  return withPage({ fake: { refusals } }, async (page, person) => {
    await person.act('shop');
    assert.equal(await page.evaluate(() => location.hash), '#/orders');
    await person.visit('#/orders?account=3');
    const freeze = page.getByRole('region', { name: '订单冻结', exact: true });
    await person.fill('订单号', 'Order', 'O-1', freeze);
    const campaign = freeze.getByLabel('活动', { exact: true });
    await campaign.selectOption({ index: 1 });
    await person.fill('费用', 'Fee', '100000000', freeze);
    await person.press('订单冻结', 'Freeze', freeze);
    await page.getByText('可用余额不足，该订单费用已记为待缴费').first().waitFor();
    const settle = page.getByRole('region', { name: '订单结算', exact: true });
    await person.fill('订单号', 'Order', 'O-1', settle);
    await person.press('订单结算', 'Settle', settle);
    await page.getByText('该订单的冻结消息尚未到达，结算先等待').first().waitFor();
  });
});

test('PRE-5: whoever takes in a wire is told what became of it', { timeout: 120000 }, () => {
  const refusals = { take_wire: done({ wire: '9', number: 'T-000009', state: 'suspense' }) };
  return withPage({ language: 'en-GB', fake: { refusals } }, async (page, person) => {
    await person.act('settlement_operations');
    await person.visit('#/wires');
    await person.press('登记来款', 'Take in a wire');
    await person.answer([['银行流水号', 'Bank reference', 'B-1'], ['金额', 'Amount', '10']], ['登记来款', 'Take in a wire']);
    await page.getByText('The wire is taken in and waits to be matched').first().waitFor();
  });
});

test('LED-8, PRE-22: sums that a filter does not touch say so, and an empty list says that a filter made it so', { timeout: 120000 }, () =>
  withPage({ fake: { order_transactions: { rows: [], next: '' } } }, async (page, person) => {
    await person.act('merchant_user');
    const words = page.getByText('不受类型和单号筛选影响');
    await person.visit('#/statement');
    await page.getByRole('table', { name: '账户流水', exact: true }).waitFor();
    assert.equal(await words.count(), 0);
    await person.visit('#/statement?kind=settled_refund');
    await words.first().waitFor();
    await person.visit('#/account?tab=orders');
    await page.getByText('还没有订单记录').first().waitFor();
    await person.visit('#/account?tab=orders&reference=O-7');
    await page.getByText('没有符合条件的记录').first().waitFor();
    assert.equal(await page.getByText('还没有订单记录').count(), 0);
  }));

test('CON-3: a clock that jumped is confirmed by whoever has read both times', { timeout: 120000 }, () => {
  const home = { clock_halted: true, halted_before: '2026-11-22T10:00:00.000+08:00', halted_at: '2027-01-02T10:00:00.000+08:00' };
  return withPage({ fake: { home } }, async (page, person) => {
    await person.act('administrator');
    const banner = page.getByRole('alert').filter({ hasText: '系统时间' });
    assert.match(await banner.innerText(), /2026-11-22 10:00.*2027-01-02 10:00/s);
    await person.press('确认时钟前跳', 'Confirm the clock');
    await person.dialog().getByText('现在确实是 2027-01-02 10:00').first().waitFor();
    await person.press('时间正确，确认', 'The time is right', person.dialog());
    await person.dialog().waitFor({ state: 'detached' });
  });
});

test('PRE-1: a merchant that was registered and has no account yet is seen by operations', { timeout: 120000 }, () =>
  withPage({ fake: { home: { unopened: [{ party: 77, name: '示例新商家有限公司', supplier: 'SP-77' }] } } }, async (page, person) => {
    await person.act('settlement_operations');
    await page.getByText('示例新商家有限公司').first().waitFor();
    await person.see('已登记、未开户');
  }));
