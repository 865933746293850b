// The acceptance example of chapter 03, as people of each role do it on the page, by role and name, in both languages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { businessDay, openPage, Person } from './tools/page.mjs';

const company = '示例家居（杭州）有限公司';

class Story extends Person {
  constructor(page, language) {
    super(page, language);
    this.wires = 0;
  }

  async merchant() {
    await this.act('merchant_user');
  }

  async openTab(zh, en) {
    await this.page.getByRole('tab', { name: new RegExp(`^${this.t(zh, en)}`) }).click();
  }

  async recharge(amount) {
    await this.give('充值', 'Recharge', [['金额', 'Amount', amount]], ['提交充值申请', 'File the recharge']);
  }

  /// Finance takes the wire in from the bank statement.
  async wire(amount) {
    await this.act('finance');
    await this.visit('#/wires');
    await this.give('登记来款', 'Take in a wire', [
      ['银行流水号', 'Bank reference', `B-${++this.wires}`], ['到账日期', 'Date booked', businessDay()], ['金额', 'Amount', amount],
      ['付款户名', "Payer's name", company], ['付款账号', "Payer's account", '6222000011112222'],
    ]);
    await this.merchant();
  }

  /// Messages of the shop, each in its card.
  async shop(zh, en, fields) {
    await this.act('shop');
    await this.visit('#/orders');
    const card = this.page.getByRole('region', { name: this.t(zh, en), exact: true });
    for (const [fieldZh, fieldEn, value] of fields) {
      const field = card.getByLabel(this.t(fieldZh, fieldEn), { exact: true });
      await field.waitFor();
      if (await field.evaluate((e) => e.tagName === 'SELECT')) await field.selectOption(value);
      else await this.fill(fieldZh, fieldEn, value, card);
    }
    await this.press(zh, en, card);
    await this.page.waitForFunction(([name, label]) => {
      const region = [...document.querySelectorAll('section')].find((s) => s.getAttribute('aria-label') === name || s.textContent.includes(name));
      const input = region && [...region.querySelectorAll('input')].find((i) => i.getAttribute('aria-label') === label);
      return input && input.value === '';
    }, [this.t(zh, en), this.t('订单号', 'Order')]);
  }

  async freeze(order, fee) {
    await this.shop('订单冻结', "Freeze an order's fee", [['订单号', 'Order', order], ['活动', 'Campaign', { index: 1 }], ['费用', 'Fee', fee]]);
    await this.merchant();
  }

  async figures(available, frozen, owed) {
    await this.figure('可用余额', 'Available', available);
    await this.figure('冻结中', 'Frozen', frozen);
    await this.figure('待缴费', 'Owed', owed);
  }

  async campaignIs(zh, en) {
    await this.visit('#/account?tab=campaigns');
    await this.page.getByRole('cell', { name: this.t(zh, en), exact: true }).first().waitFor();
  }

  async revenueIs(amount) {
    await this.act('auditor');
    await this.visit('#/trial');
    await this.page.getByRole('row').filter({ hasText: this.t('平台收入', 'Revenue') }).getByText(amount, { exact: true }).waitFor();
    await this.merchant();
  }
}

async function play(language) {
  const opened = await openPage({ language: language === 'zh' ? 'zh-CN' : 'en-GB' });
  const { page } = opened;
  page.setDefaultTimeout(30000);
  const s = new Story(page, language);
  try {
    await s.press('建立账套', 'Set up the tenant');

    // Operations register the merchant; the administrator gives it a user.
    await s.act('settlement_operations');
    await s.give('登记商家', 'Register a merchant', [['公司注册名称', 'Registered company name', company], ['供应商编号', 'Supplier', 'S-20418']]);
    await s.act('administrator');
    await s.visit('#/users');
    await s.press('授予角色', 'Grant a role');
    await s.dialog().getByLabel(s.t('角色', 'Role'), { exact: true }).selectOption('merchant_user');
    await s.answer([['用户', 'User', 'merchant-1']], ['授予角色', 'Grant a role']);
    await s.dialog().waitFor({ state: 'detached' });

    // PRE-1: refused with both ways to get a profile; then opened.
    await s.act('merchant_user');
    await s.see(s.t('商家中心', 'Merchant centre'));
    await s.give('维护结算账户', 'Set the settlement profile', [['开户银行', 'Bank', '示例银行杭州分行'], ['银行户名', 'Account name', company], ['银行账号', 'Bank account number', '6222000011112222']], ['保存', 'Save']);
    await s.press('立即开通', 'Open now');
    await s.see(s.t('下一步：完成预警设置', 'Next: set the alerts'));
    await s.give('预警设置', 'Alert settings', [
      ['余额预警值', 'Low-balance alert value', '500'], ['熔断金额（活动中止金额）', 'Circuit-breaker value', '1000'], ['邮箱 1', 'E-mail 1', 'finance@example.com'],
    ], ['保存', 'Save']);

    // 2,999.99 is refused at its field; 5,000.00 is wired and credited.
    await s.press('充值', 'Recharge');
    await s.answer([['金额', 'Amount', '2999.99']], ['提交充值申请', 'File the recharge']);
    await s.dialog().getByText(s.t('单笔充值不低于', 'A recharge is')).first().waitFor();
    assert.equal(await s.dialog().getByLabel(s.t('金额', 'Amount'), { exact: true }).getAttribute('aria-invalid'), 'true');
    await s.answer([['金额', 'Amount', '5000']], ['提交充值申请', 'File the recharge']);
    await s.dialog().waitFor({ state: 'detached' });
    await s.wire('5000');
    await s.figures('5,000.00', '0.00', '0.00');
    await s.see(s.t('已激活', 'Active'));

    await s.visit('#/account?tab=campaigns');
    await s.give('创建活动', 'Create a campaign', [['活动名称', 'Title', '双11 白条免息'], ['开始日期', 'First day', businessDay()], ['结束日期', 'Last day', businessDay(20)]]);
    await s.freeze('O-1', '1200');
    await s.freeze('O-2', '2900');
    await s.figures('900.00', '4,100.00', '0.00');
    await s.campaignIs('已中止', 'Suspended');
    await s.visit('#/notices');
    const suspended = page.getByRole('row').filter({ hasText: s.t('活动中止通知', 'Campaigns suspended') }).filter({ hasText: s.t('站内信', 'Inbox') });
    await suspended.first().waitFor();
    assert.equal(await suspended.count(), 1);

    await s.shop('订单解冻', "Release an order's fee", [['订单号', 'Order', 'O-1'], ['金额', 'Amount', '150']]);
    await s.merchant();
    await s.figures('1,050.00', '3,950.00', '0.00');
    await s.campaignIs('进行中', 'Running');
    await s.shop('订单结算', 'Settle an order', [['订单号', 'Order', 'O-1']]);
    await s.shop('订单结算', 'Settle an order', [['订单号', 'Order', 'O-2']]);
    await s.merchant();
    await s.figures('1,050.00', '0.00', '0.00');
    await s.revenueIs('3,950.00');
    await s.shop('结算退款', 'Refund a settled order', [['订单号', 'Order', 'O-1'], ['金额', 'Amount', '100']]);
    await s.revenueIs('3,850.00');

    // A fee of 1,300.00 becomes owed, and nothing may be withdrawn.
    await s.freeze('O-3', '1300');
    await s.figures('1,150.00', '0.00', '1,300.00');
    const withdraw = s.button('提现', 'Withdraw');
    assert.equal(await withdraw.getAttribute('aria-disabled'), 'true');
    assert.match(await withdraw.getAttribute('aria-description'), /1,?300\.00/);

    await s.recharge('3000');
    await s.wire('3000');
    await s.figures('2,850.00', '0.00', '0.00');
    await s.revenueIs('5,150.00');

    // The bank fails; a person returns the money.
    await s.give('提现', 'Withdraw', [['金额', 'Amount', '2850']], ['提交提现申请', 'File the withdrawal']);
    await s.figures('0.00', '0.00', '0.00');
    await s.campaignIs('已中止', 'Suspended');
    await s.act('settlement_operations');
    await s.visit('#/withdrawals');
    await page.getByRole('row').filter({ hasText: company }).click();
    await s.press('批准提现', 'Approve the withdrawal');
    await s.act('finance');
    await s.visit('#/withdrawals?state=approved');
    await page.getByRole('row').filter({ hasText: company }).click();
    await s.give('登记付款失败', 'Record a failed payment', [['原因', 'Reason', '收款账户状态异常']]);
    await s.visit('#/withdrawals?state=failed');
    await page.getByRole('row').filter({ hasText: company }).click();
    await s.give('退回提现', 'Return the money', [['原因', 'Reason', '银行退票']]);
    await s.merchant();
    await s.figures('2,850.00', '0.00', '0.00');
    await s.campaignIs('进行中', 'Running');

    // PRE-22: the whole statement as one file, signed, oldest first.
    await s.visit('#/account?tab=statement');
    await s.press('下载', 'Download');
    const [download] = await Promise.all([page.waitForEvent('download'), s.press('CSV', 'CSV', s.dialog())]);
    assert.equal(download.suggestedFilename(), s.t(`${company} 账户流水 ${businessDay()} 至 ${businessDay()}.csv`, `${company} statement ${businessDay()} to ${businessDay()}.csv`));
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
    assert.ok(lines[0].startsWith(s.t('\uFEFF时间,业务日期,类型,单号,活动,收支金额', '\uFEFFTime,Business date,Kind,Reference,Campaign,Amount')), lines[0]);
    assert.ok(lines.at(-2).endsWith(',2850.00,2850.00,2850.00,0.00'), lines.at(-2));
    assert.equal(lines.length, 10, lines.join('\n'));

    // Cash in 8,000.00 = available 2,850.00 + revenue 5,150.00.
    await s.act('auditor');
    await s.visit('#/trial');
    for (const amount of ['8,000.00', '2,850.00', '5,150.00']) await page.getByRole('cell', { name: amount, exact: true }).first().waitFor();
    assert.deepEqual(opened.faults, []);
  } finally {
    await opened.close();
  }
}

test('chapter 03, acceptance example on the page, in Chinese', { timeout: 480000 }, () => play('zh'));
test('chapter 03, acceptance example on the page, in English', { timeout: 480000 }, () => play('en'));
