// Every command and query of chapter 03 is found on the page by role and name, in both languages: the lists come from
// the program itself, so one that is added and forgotten here fails.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectRoot } from './lib/server.mjs';
import { openPage, Person } from './tools/page.mjs';

const program = process.env.CH_COUNTINGHOUSE ?? join(projectRoot, 'build/native/countinghouse');

function fromSource() {
  const text = readFileSync(join(projectRoot, 'core/api/commands.cpp'), 'utf8');
  const read = (pattern) => [...text.matchAll(pattern)].map(([, name, who, zh, en]) => ({ name, who: [{ role: who.includes('the_clock') ? 'clock' : who }], zh, en }));
  return {
    commands: read(/row<\w+>\("(\w+)", \{([^}]*)\}, "[^"]*", "([^"]*)", "([^"]*)"\)/g),
    queries: read(/ask<\w+, \w+>\("(\w+)", ([^"]*), "[^"]*", "([^"]*)", "([^"]*)"\)/g),
  };
}
const table = existsSync(program) ? JSON.parse(execFileSync(program, ['commands', '--json'], { maxBuffer: 1 << 26 })) : fromSource();
// What of procedures is the engineers' is given and taken by the command line: it has no page.
const byCommandLine = ['load_pack', 'move_cases', 'movable_cases'];
const commands = table.commands.filter((command) => !command.who.every(({ role }) => role === 'clock') && !byCommandLine.includes(command.name));
const queries = table.queries.filter((query) => !byCommandLine.includes(query.name));

const ops = 'settlement_operations';
const merchant = 'merchant_user';
const admin = 'administrator';
// Where each command is: who acts, the address, a row that is opened first; `set` changes the picture that the worker gives.
const places = {
  bootstrap: { first: true },
  grant_role: [admin, '#/users'],
  revoke_role: [admin, '#/users', 'auditor'],
  propose_policy: [admin, '#/policies', 'PRE-15'],
  approve_policy: [admin, '#/policies', 'PRE-17'],
  reject_policy: [admin, '#/policies', 'PRE-17'],
  confirm_clock: [admin, '#/policies'],
  retry_delivery: [admin, '#/users?part=outbox', 'campaign.suspended'],
  drop_delivery: [admin, '#/users?part=outbox', 'campaign.suspended'],
  close_period: ['finance', '#/trial'],
  register_merchant: [ops, '#/account'],
  set_settlement_profile: [merchant, '#/account'],
  open_account: { fake: { home: { accounts: [], may_open: true } }, at: [merchant, '#/account'] },
  set_alerts: [merchant, '#/account'],
  block_account: [ops, '#/account/3'],
  unblock_account: { fake: { account: { blocked: true, blocked_reason: '资料核查' } }, at: [ops, '#/account/3'] },
  close_account: [merchant, '#/account'],
  request_recharge: [merchant, '#/account'],
  cancel_recharge: [merchant, '#/account'],
  take_wire: [ops, '#/wires'],
  match_wire: [ops, '#/wires', 'T-000008'],
  return_wire: [ops, '#/wires', 'T-000008'],
  keep_wire: ['finance', '#/wires', 'T-000008'],
  confirm_wire_returned: ['finance', '#/wires?state=return_due', 'T-000008'],
  offer_campaign: [ops, '#/offers'],
  enroll_campaign: [merchant, '#/campaigns'],
  create_campaign: [merchant, '#/campaigns'],
  end_campaign: [merchant, '#/campaigns', 'C-000007'],
  freeze_order: ['shop', '#/orders?account=3'],
  release_order: ['shop', '#/orders?account=3'],
  settle_order: ['shop', '#/orders?account=3'],
  refund_order: ['shop', '#/orders?account=3'],
  retry_exception: [ops, '#/exceptions', 'E-000002'],
  resolve_exception: [ops, '#/exceptions', 'E-000002'],
  request_withdrawal: [merchant, '#/account'],
  approve_withdrawal: [ops, '#/withdrawals?state=requested', 'W-000004'],
  refuse_withdrawal: [ops, '#/withdrawals?state=requested', 'W-000004'],
  pay_withdrawal: ['finance', '#/withdrawals?state=approved', 'W-000004'],
  pay_withdrawal_after_all: ['finance', '#/withdrawals?state=failed', 'W-000004'],
  fail_withdrawal: ['finance', '#/withdrawals?state=approved', 'W-000004'],
  retry_withdrawal: ['finance', '#/withdrawals?state=failed', 'W-000004'],
  return_withdrawal: ['finance', '#/withdrawals?state=failed', 'W-000004'],
  collect_payments: ['finance', '#/payments'],
  take_over_batch: ['finance', '#/payments/7'],
  confirm_payment: ['finance', '#/payments/7', 'PB000007-0001'],
  reject_payment: ['finance', '#/payments/7', 'PB000007-0001'],
  show_in_full: ['finance', '#/withdrawals?state=approved', 'W-000004'],
  file_case: ['reseller_user', '#/verification'],
  step_case: { at: ['value_added_services', '#/case/31'], name: ['提交核查', 'Check'] },
  step_cases: ['value_added_services', '#/work'],
  show_answer: { at: ['value_added_services', '#/case/31'], name: ['查看完整信息', 'Show in full'] },
  write_on_case: ['value_added_services', '#/case/31'],
  hand_on_case: ['risk_supervisor', '#/case/31'],
  claim_case: ['value_added_services', '#/case/31'],
  return_case: ['value_added_services', '#/case/31'],
  pass_case: ['value_added_services', '#/case/31'],
  set_absence: ['operations_manager', '#/work'],
  register_reseller: ['channel', '#/verification?tab=clients'],
  register_client: ['reseller_user', '#/risk?tab=clients'],
  read_notice: [merchant, '#/notices', /站内信|Inbox/],
};
// Where each query is seen, and as what: a role of the mirrored tree with the query's name.
const views = {
  home: { fake: { home: { accounts: [], may_open: true } }, at: [merchant, '#/account'], as: 'region', name: ['开通预存账户', 'Open a prepaid account'] },
  accounts: { at: [ops, '#/account'], as: 'heading' },
  parties: { at: [ops, '#/account?form=set_settlement_profile'], as: 'combobox', name: ['商家', 'Merchant'] },
  account: { at: [merchant, '#/account'], as: 'tablist', name: ['账户内容', 'Of the account'] },
  balance_history: { at: [merchant, '#/account'], as: 'heading' },
  statement: { at: [merchant, '#/account'], as: 'tab' },
  order_transactions: { at: [merchant, '#/account'], as: 'tab' },
  funds_transactions: { at: [merchant, '#/account'], as: 'tab' },
  recharge: { at: [merchant, '#/account'], as: 'region' },
  withdrawal: { at: [ops, '#/withdrawals', 'W-000004'], as: 'region' },
  campaigns: { at: [merchant, '#/campaigns'], as: 'heading' },
  order: { at: ['shop', '#/orders?account=3&order=O-1'], as: 'region' },
  exceptions: { at: [ops, '#/exceptions'], as: 'heading' },
  wires: { at: [ops, '#/wires'], as: 'heading' },
  withdrawals: { at: [ops, '#/withdrawals'], as: 'heading' },
  payment_batches: { at: ['finance', '#/payments'], as: 'heading' },
  payment_batch: { at: ['finance', '#/payments/7'], as: 'table' },
  payment_file: { at: ['finance', '#/payments/7'], as: 'button' },
  bank_file: { at: ['finance', '#/payments'], as: 'button', name: ['导入银行文件', "Take a bank's file"] },
  notices: { at: [merchant, '#/notices'], as: 'heading' },
  policies: { at: [admin, '#/policies'], as: 'tab' },
  users: { at: [admin, '#/users'], as: 'tab' },
  outbox: { at: [admin, '#/users?part=outbox'], as: 'tab' },
  trial_balance: { at: ['auditor', '#/trial'], as: 'heading' },
  procedures: { at: ['information_reviewer', '#/work'], as: 'combobox', name: ['流程', 'Procedure'] },
  inbox: { at: ['information_reviewer', '#/work'], as: 'heading' },
  cases: { at: ['risk_supervisor', '#/risk'], as: 'tab' },
  case: { at: ['risk_supervisor', '#/case/31'], as: 'region', name: ['经过', 'History'] },
  case_figures: { at: ['risk_supervisor', '#/risk?tab=figures'], as: 'table' },
  clients: { at: ['risk_supervisor', '#/risk?tab=clients'], as: 'table' },
  work_figures: { at: ['value_added_services', '#/work'], as: 'group', name: ['本月按时率', 'On time this month'] },
  document: { at: ['value_added_services', '#/case/31'], as: 'button', name: ['下载', 'Download'] },
  message_file: { at: ['value_added_services', '#/case/31?show=5'], as: 'button', name: ['下载邮件（.eml）', 'Download message (.eml)'] },
  case_log: { at: ['risk_supervisor', '#/risk?tab=figures'], as: 'button', name: ['下载流程日志（XES）', 'Download case log (XES)'] },
  periods: { at: ['auditor', '#/trial'], as: 'heading' },
};

test('every command and query has its place in the lists', () => {
  assert.deepEqual(commands.map((c) => c.name).filter((name) => !places[name]), []);
  assert.deepEqual(queries.map((q) => q.name).filter((name) => !views[name]), []);
  assert.ok(commands.length >= 39 && queries.length >= 19);
});

async function walk(language) {
  const pages = new Map();
  const pageFor = async (fake) => {
    const key = JSON.stringify(fake ?? true);
    if (!pages.has(key)) pages.set(key, await openPage({ language: language === 'zh' ? 'zh-CN' : 'en-GB', fake: fake ?? true }));
    return pages.get(key);
  };
  const missing = [];
  const go = async (fake, [role, route, row]) => {
    const { page } = await pageFor(fake);
    page.setDefaultTimeout(20000);
    const person = new Person(page, language);
    await person.act(role);
    await person.visit(route);
    if (row) await page.getByRole('row').filter({ hasText: row }).first().click();
    return { page, person };
  };
  try {
    for (const command of commands) {
      const place = places[command.name];
      try {
        const name = place.name?.[language === 'zh' ? 0 : 1] ?? (language === 'zh' ? command.zh : command.en);
        const { page } = place.first ? await pageFor({ fresh: true }) : await (Array.isArray(place) ? go(true, place) : go(place.fake, place.at));
        // A button that stands there several times says what it is about after its name.
        await page.getByRole('button', { name: new RegExp(`^${name}($|：|: )`) }).first().waitFor();
      } catch (error) {
        missing.push(`${command.name}: ${String(error).split('\n')[0]}`);
      }
    }
    for (const query of queries) {
      const view = views[query.name];
      try {
        const name = view.name?.[language === 'zh' ? 0 : 1] ?? (language === 'zh' ? query.zh : query.en);
        const { page } = await go(view.fake, view.at);
        await page.getByRole(view.as, { name }).first().waitFor();
      } catch (error) {
        missing.push(`query ${query.name}: ${String(error).split('\n')[0]}`);
      }
    }
    assert.deepEqual(missing, []);
    for (const { faults } of pages.values()) assert.deepEqual(faults, []);
  } finally {
    for (const opened of pages.values()) await opened.close();
  }
}

test('every command and query is found by role and name, in Chinese', { timeout: 300000 }, () => walk('zh'));
test('every command and query is found by role and name, in English', { timeout: 300000 }, () => walk('en'));
