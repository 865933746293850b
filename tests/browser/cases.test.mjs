// The pages of the case engine: my work, one case, the desks; on demo data with the real worker, and alone with the fake one.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './lib/server.mjs';
import { businessDay, rowsOf, withPage } from './tools/page.mjs';

const inbox = '我的工作';

/// What the next command of this name sends, with the fake worker.
async function sentBy(page, name, act) {
  const said = page.waitForEvent('console', { predicate: (message) => message.text().startsWith(`command {"name":"${name}"`) });
  await act();
  return JSON.parse((await said).text().slice('command '.length)).payload;
}

/// Opens the first task that says this, and answers the case's number.
async function openTask(page, person, words) {
  await person.visit('#/work');
  const row = rowsOf(page, inbox).filter({ hasText: words }).first();
  await row.waitFor();
  const number = /[A-Z]+-\d+/.exec(await row.innerText())[0];
  await row.click();
  await page.getByRole('heading', { name: new RegExp(`^${number}`), level: 1 }).waitFor();
  assert.match(new URL(page.url()).hash, /^#\/case\/\d+$/);
  return number;
}

test('PRO-4, PRO-5, VER-5: work is found, opened and taken on by each side, and the case says all of it', { timeout: 240000 }, () =>
  withPage({}, async (page, person) => {
    await person.press('生成演示数据', 'Make demo data');
    await person.act('value_added_services');
    await page.waitForFunction(() => location.hash === '#/work');
    await page.getByRole('heading', { name: inbox, level: 1 }).waitFor();
    await rowsOf(page, inbox).nth(1).waitFor();
    const waiting = (await rowsOf(page, inbox).count()) - 1;
    await page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${inbox} ${waiting}$`) }).waitFor();

    const number = await openTask(page, person, '筛查成批');
    await rowsOf(page, '经过').filter({ hasText: '审核通过' }).waitFor();
    await person.press('认领', 'Claim a task');
    await person.see('认领人');
    await person.press('筛查并成批', 'Screen and batch');
    await person.answer([['备注', 'Note', '已核对']], ['筛查并成批', 'Screen and batch']);
    await person.dialog().waitFor({ state: 'detached' });
    await rowsOf(page, '经过').filter({ hasText: '筛查并成批 → 打款 0.01' }).filter({ hasText: '已核对' }).waitFor();
    assert.ok(!page.url().includes('form='), 'the form is gone from the address');

    await page.keyboard.press('/');
    await person.dialog().getByLabel('名称或编号', { exact: true }).fill(number.toLowerCase());
    await person.dialog().getByRole('link', { name: new RegExp(`^${number}`) }).waitFor();
    await page.keyboard.press('Escape');

    // A reseller files one about a client found by its name, and comes to its page; each side takes it on there.
    await person.act('reseller_user');
    await person.visit('#/verification');
    await person.press('发起工单', 'File a case');
    await person.answer([['对象', 'About', 'K0001'], ['客户订单号', "Client's order", 'SO-NEW'], ['开户银行', 'Bank', '示例银行'],
      ['银行账号', 'Bank account', '6222000000008888']], ['发起工单', 'File a case']);
    await page.waitForFunction(() => /^#\/case\/\d+$/.test(location.hash));
    const address = new URL(page.url()).hash;
    const at = (words) => page.getByRole('listitem', { name: `${words} (进行中)` }).waitFor();
    await at('信息审核');
    await person.see('SO-NEW');
    const step = async (role, name, fields, then) => {
      await person.act(role);
      await person.visit(address);
      await person.press(name);
      await person.answer(fields, [name, name]);
      await person.dialog().waitFor({ state: 'detached' });
      await at(then);
    };
    await step('information_reviewer', '审核通过', [], '筛查成批');
    await step('value_added_services', '筛查并成批', [], '打款 0.01');
    await step('finance', '登记付款失败', [['失败原因', '', '户名不符']], '重新提交账号');

    // He gives the account anew: what he left out is said at its question.
    await person.act('reseller_user');
    await openTask(page, person, '重新提交账号');
    assert.equal(new URL(page.url()).hash, address);
    await person.press('提交账号', 'File the account');
    await person.answer([['开户银行', 'Bank', '示例银行上海分行']], ['提交账号', 'File the account']);
    await page.waitForFunction(() => document.querySelector('[role=dialog] [aria-invalid=true]'));
    const account = person.dialog().getByLabel('银行账号', { exact: true });
    assert.equal(await account.getAttribute('aria-invalid'), 'true');
    await person.answer([['银行账号', 'Bank account', '6222000000007777']], ['提交账号', 'File the account']);
    await person.dialog().waitFor({ state: 'detached' });
    await at('打款 0.01');
    const pay = person.button('登记已付款', 'Paid');
    assert.equal(await pay.getAttribute('aria-disabled'), 'true');
    assert.match(await pay.getAttribute('aria-description'), /财务/);
    await page.setViewportSize({ width: 1280, height: 2000 });
    await rowsOf(page, '消息').nth(1).click();
    await page.getByRole('region', { name: /重新提交|账号/ }).first().waitFor();
    const [saved] = await Promise.all([page.waitForEvent('download'), person.press('下载邮件（.eml）', '')]);
    assert.match(readFileSync(await saved.path(), 'utf8'), /^X-Unsent: 1\r\n[\s\S]*\r\nSubject: =\?UTF-8\?B\?/);

    // CON-13: the receipt's content is kept, survives a reload, is shown with zoom beside the five points, and can be had again.
    await step('finance', '登记已付款', [['银行流水号', '', 'B-77'], ['付款日期', '', businessDay()]], '提交回单');
    await person.act('reseller_user');
    await person.visit(address);
    await person.press('提交回单');
    const picture = join(projectRoot, 'assets', 'demo', 'receipt.png');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), person.dialog().getByRole('button', { name: /^选择文件/ }).click()]);
    await chooser.setFiles(picture);
    await person.dialog().getByText(/^receipt\.png/).waitFor();
    await person.press('提交回单', '', person.dialog());
    await person.dialog().waitFor({ state: 'detached' });
    await at('核查回单');
    await page.reload();
    await person.act('value_added_services');
    await person.visit(address);
    const wide = (before) => document.querySelector('[role=img][aria-label="receipt.png"]')?.getBoundingClientRect().width > before * 1.4;
    await page.waitForFunction(wide, 100);
    const fits = await page.evaluate(() => document.querySelector('[role=img][aria-label="receipt.png"]').getBoundingClientRect().width);
    await person.press('放大', '');
    await page.waitForFunction(wide, fits);
    await person.press('适应窗口', '');
    await page.getByRole('button', { name: '缩小', disabled: true }).waitFor();
    assert.match(await person.button('缩小', '').getAttribute('aria-description'), /已完整显示/);
    const [again] = await Promise.all([page.waitForEvent('download'), person.press('下载', '')]);
    assert.deepEqual(readFileSync(await again.path()), readFileSync(picture));
    await person.press('提交核查');
    await person.dialog().getByRole('img', { name: 'receipt.png' }).waitFor();
    await person.press('关闭', '', person.dialog());
    await person.dialog().waitFor({ state: 'detached' });

    // CON-12: a look at the whole account number is asked for.
    await person.press('查看完整信息：银行账号', '');
    await person.see('6222000000007777');
  }));

test('CON-13: what is neither picture nor PDF is not kept, and the field says so', { timeout: 120000 }, () =>
  withPage({}, async (page, person) => {
    await person.press('生成演示数据', 'Make demo data');
    await person.act('value_added_services');
    await openTask(page, person, '筛查成批');
    await person.press('在工单上留言', '');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), person.dialog().getByRole('button', { name: /^选择文件/ }).click()]);
    await chooser.setFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await page.getByText('只接受 PNG、JPEG、WebP 图片和 PDF').first().waitFor();
  }));

test('PRO-9: the log of a procedure is one XES file', { timeout: 120000 }, () =>
  withPage({}, async (page, person) => {
    await person.press('生成演示数据', 'Make demo data');
    await person.act('risk_supervisor');
    await person.visit('#/risk?tab=figures');
    const [saved] = await Promise.all([page.waitForEvent('download'), person.press('下载流程日志（XES）', '')]);
    assert.match(saved.suggestedFilename(), /\.xes$/);
    const traces = await page.evaluate((text) => {
      const log = new DOMParser().parseFromString(text, 'application/xml');
      return log.querySelector('parsererror') ? -1 : log.querySelectorAll('log > trace > event > date').length;
    }, readFileSync(await saved.path(), 'utf8'));
    assert.ok(traces > 0);
  }));

test('PRO-5: what may be taken on together is, but for what was left out; none is refused', { timeout: 120000 }, () => {
  const rows = [31, 34].map((process) => ({ process, number: `VER-0000${process}`, procedure: 'corporate_verification', zh: '对公认证', en: 'Corporate verification',
    name: '示例客户', step: 'passed', step_zh: '筛查成批', step_en: 'Screening', who_zh: '增值服务组', who_en: '', open: true, claimed_by: '' }));
  return withPage({ fake: { inbox: { rows } } }, async (page, person) => {
    await person.act('value_added_services');
    const name = '批量办理：筛查并成批';
    await person.press(name);
    await person.dialog().getByRole('checkbox', { name: /31/ }).click();
    assert.deepEqual((await sentBy(page, 'step_cases', () => person.press(name, '', person.dialog()))).processes, ['34']);
    await person.dialog().waitFor({ state: 'detached' });
    await person.press(name);
    for (const which of [/31/, /34/]) await person.dialog().getByRole('checkbox', { name: which }).click();
    await person.press(name, '', person.dialog());
    await person.dialog().getByText('请至少勾选一项').first().waitFor();
  });
});

test('PRO-5, WEB-14: many are taken on a part at a time, each once', { timeout: 120000 }, () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({ process: 100 + i, number: `VER-000${100 + i}`, procedure: 'corporate_verification', zh: '对公认证',
    en: 'Corporate verification', name: '示例客户', step: 'passed', step_zh: '筛查成批', step_en: 'Screening', who_zh: '增值服务组', who_en: '', open: true, claimed_by: '' }));
  return withPage({ fake: { inbox: { rows } } }, async (page, person) => {
    await person.act('value_added_services');
    const name = '批量办理：筛查并成批';
    await person.press(name);
    const given = [];
    page.on('console', (message) => {
      const [, json] = /^command (.*"step_cases".*)$/.exec(message.text()) ?? [];
      if (json) given.push(JSON.parse(json).payload.processes);
    });
    await person.dialog().getByRole('checkbox', { name: /VER-000107/ }).click();
    await person.press(name, '', person.dialog());
    await person.dialog().waitFor({ state: 'detached' });
    assert.deepEqual(given.map((part) => part.length), [25, 25, 9]);
    assert.deepEqual(given.flat(), rows.map(({ process }) => String(process)).filter((process) => process !== '107'));
  });
});

test('VER-7, CON-13: a form asks every kind of question, with what the system knows beside it; a file goes by its hash', { timeout: 120000 }, () =>
  withPage({ fake: {} }, async (page, person) => {
    await person.act('value_added_services');
    await person.visit('#/case/31');
    await person.press('提交核查', 'Check');
    const dialog = person.dialog();
    await dialog.getByText('系统记录：示例平台（杭州）有限公司').waitFor();
    await dialog.getByLabel('① 窗口完整', { exact: true }).selectOption('yes');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), dialog.getByRole('button', { name: /^选择文件/ }).click()]);
    const content = Buffer.from('receipt');
    await chooser.setFiles({ name: '回单.png', mimeType: 'image/png', buffer: content });
    await dialog.getByText(/^回单\.png/).waitFor();
    const payload = await sentBy(page, 'step_case', () => person.answer(
      [['② 付款方名称', '', '示例平台'], ['④ 金额', '', '0.01'], ['⑤ 收款日期', '', '2026-11-14']], ['提交核查', 'Check']));
    assert.deepEqual(payload, {
      process: 31, step: 'passed', on: 'check',
      answers: [{ name: 'point_1', value: 'yes' }, { name: 'payer_name', value: '示例平台' }, { name: 'receipt_amount', value: '0.01' },
        { name: 'receipt_date', value: '2026-11-14' }],
      documents: [{ question: 'proof', hash: createHash('sha256').update(content).digest('hex'), size: content.length, type: 'image/png', name: '回单.png' }],
    });
  }));

test('CON-9: what the core refuses of an answer is said at its question', { timeout: 120000 }, () => {
  const refusal = { id: '1', band: 'refused', code: 'answer_malformed', rule: 'PRO-1', field: 'payer_name', message: { zh: '“付款方名称”应为全称', en: 'The full name' }, args: {} };
  return withPage({ fake: { refusals: { step_case: refusal } } }, async (page, person) => {
    await person.act('value_added_services');
    await person.visit('#/case/31');
    await person.press('提交核查', 'Check');
    await person.dialog().getByLabel('① 窗口完整', { exact: true }).selectOption('no');
    await person.answer([['② 付款方名称', '', 'x'], ['④ 金额', '', '0.01'], ['⑤ 收款日期', '', '2026-11-14']], ['提交核查', 'Check']);
    await person.dialog().getByText('应为全称').first().waitFor();
    assert.equal(await person.dialog().getByLabel('② 付款方名称', { exact: true }).getAttribute('aria-invalid'), 'true');
  });
});

test('WEB-12, PRO-3: at 390 px what explains a deadline stays on the screen', { timeout: 120000 }, () =>
  withPage({ fake: {}, width: 390, height: 844 }, async (page, person) => {
    await person.act('value_added_services');
    await person.visit('#/case/31');
    await person.see('期限说明');
    const widest = await page.evaluate(() => Math.max(...[...document.querySelectorAll('main *')]
      .filter((e) => !e.closest('.slides')).map((e) => e.getBoundingClientRect().right)));
    assert.ok(widest <= 391, String(widest));
  }));

const chooser = (page, name) => page.getByRole('combobox', { name, exact: true });

test('RSK-11, PRO-5: a promised answer is a task of who promised it, and the case says since when it is broken', { timeout: 120000 }, () =>
  withPage({}, async (page, person) => {
    await person.press('生成演示数据', 'Make demo data');
    await person.act('risk_supervisor');
    await person.visit('#/risk');
    const risk = rowsOf(page, '工单');
    await risk.filter({ hasText: /逾期 \d+ 天/ }).first().waitFor();  // of the promise: that case has no deadline
    await risk.filter({ hasText: '10,000.00' }).first().waitFor();
    const waits = await openTask(page, person, '答复留言');
    await page.getByText(/答复承诺自 .* 起逾期/).waitFor();
    await person.give('在工单上留言', '', [['留言', '', '见附件第 3.2 条']]);
    await page.getByText(/答复承诺自/).waitFor({ state: 'detached' });
    await person.visit('#/work');
    await page.getByRole('heading', { name: inbox, level: 1 }).waitFor();
    await rowsOf(page, inbox).filter({ hasText: waits }).filter({ hasText: '答复留言' }).waitFor({ state: 'detached' });
  }));

test('RSK-4, RSK-8: where there is no appeal the case of the penalty says that', { timeout: 120000 }, () =>
  withPage({}, async (page, person) => {
    await person.press('生成演示数据', 'Make demo data');
    await person.act('reseller_user');
    await person.visit('#/risk');
    await rowsOf(page, '工单').filter({ hasText: '网购先赔判罚' }).first().click();
    await page.waitForFunction(() => /^#\/case\/\d+$/.test(location.hash));
    await page.getByRole('region', { name: '办理' }).waitFor();
    assert.match(await person.button('违规判罚申诉', 'Appeal').getAttribute('aria-description'), /不可申诉/);
  }));

test('PRO-5: whose role does not claim is told so; filters are kept under a name, each user\'s his own', { timeout: 120000 }, () =>
  withPage({}, async (page, person) => {
    await person.press('生成演示数据', 'Make demo data');
    await person.act('operations_manager');
    await person.visit('#/work');
    await rowsOf(page, inbox).nth(1).waitFor();
    const claim = person.button('认领下一件', '');
    assert.equal(await claim.getAttribute('aria-disabled'), 'true');
    assert.match(await claim.getAttribute('aria-description'), /不由您的岗位办理/);

    const toRisk = async () => {
      await person.visit('#/risk');
      await page.getByRole('heading', { name: '风险判罚', level: 1 }).waitFor();
    };
    await person.act('risk_supervisor');
    await toRisk();
    await chooser(page, '流程').selectOption({ label: '风险保证金缴纳' });
    await chooser(page, '步骤').selectOption({ label: '已缴纳' });
    await chooser(page, '已存筛选').selectOption({ label: '保存筛选' });
    await person.answer([['筛选名称', '', '到账的']], ['保存筛选', '']);
    await person.dialog().waitFor({ state: 'detached' });
    const kept = new URL(page.url()).hash;
    await toRisk();
    await page.reload();
    await chooser(page, '已存筛选').selectOption({ label: '到账的' });
    await page.waitForFunction((hash) => location.hash === hash, kept);
    await rowsOf(page, '工单').filter({ hasText: '财务登记到账' }).first().waitFor({ state: 'detached' });

    await person.act('channel');
    await toRisk();
    await chooser(page, '流程').waitFor();
    await chooser(page, '已存筛选').waitFor({ state: 'detached' });  // another user has his own
    await person.act('risk_supervisor');
    await person.visit(kept);
    await chooser(page, '已存筛选').selectOption({ label: '删除“到账的”' });
    await page.waitForFunction(() => ![...document.querySelectorAll('option')].some((option) => option.label === '到账的'));
  }));

test('VER-3, VER-4, VER-7: the desk counts what is held and what waits for payment, pairs lead to each other, the picture stays in sight', { timeout: 120000 }, () =>
  withPage({ height: 720 }, async (page, person) => {
    await person.press('生成演示数据', 'Make demo data');
    await person.act('value_added_services');
    await person.visit('#/verification');
    await page.getByRole('link', { name: /^打款 0\.01：\d+$/ }).waitFor();
    await page.getByRole('link', { name: /^账号相同待处理：2$/ }).click();
    await page.waitForFunction(() => location.hash === '#/verification?step=held');
    const pair = rowsOf(page, '工单').getByRole('link', { name: /^VER-/ }).first();
    const number = await pair.innerText();
    await pair.click();
    await page.getByRole('heading', { name: new RegExp(`^${number}`), level: 1 }).waitFor();
    const back = page.getByRole('region', { name: '相关工单' }).getByRole('link').first();
    assert.ok(!(await back.innerText()).startsWith(number));

    await openTask(page, person, '核查回单');
    await person.press('提交核查');
    const seen = () => page.evaluate(() => {
      const box = document.querySelector('[role=dialog] [role=img]')?.getBoundingClientRect();
      return box && box.top >= 32 && box.bottom <= innerHeight - 32;
    });
    await person.dialog().getByRole('img', { name: 'receipt.png' }).waitFor();
    assert.ok(await seen());
    await person.dialog().evaluate((dialog) => { dialog.scrollTop = dialog.scrollHeight; });
    await person.button('提交核查', '', person.dialog()).click({ trial: true });
    await page.waitForFunction(() => document.querySelector('[role=dialog]').scrollTop > 100);
    assert.ok(await seen(), 'beside the last question too');
  }));

test('RSK-8, PRO-3: a penalty in its time is appealed against by its own case, which says from then on whom it waits for', { timeout: 240000 }, () =>
  withPage({}, async (page, person) => {
    await person.press('生成演示数据', 'Make demo data');
    await person.act('reseller_user');
    await person.visit('#/risk?procedure=penalty_cpt&step=taken');
    await page.getByRole('table', { name: '工单', exact: true }).getByRole('row').filter({ hasText: '已记账，申诉期内' }).first().click();
    await page.waitForFunction(() => location.hash.startsWith('#/case/'));
    await person.see('前可发起');
    await person.press('违规判罚申诉');
    await person.answer([['申诉理由', '', '素材已于前一日下线']], ['违规判罚申诉', '']);
    await person.dialog().waitFor({ state: 'detached' });
    const link = page.getByRole('link', { name: /^等待 [A-Z]+-\d+ 办结$/ }).first();
    const [, number] = /等待 ([A-Z]+-\d+) 办结/.exec(await link.innerText());
    await person.act('risk_supervisor');
    await person.visit('#/risk?procedure=penalty_cpt&step=appealed');
    await page.getByRole('table', { name: '工单', exact: true }).getByRole('row').filter({ hasText: '申诉中' }).first().click();
    await page.getByText(`等待 ${number} 办结，由风险监察组办理；此处暂无可办事项。`).first().waitFor();
    // The chart tells two ways to one step apart: who confirmed, and not the clock.
    await person.see('流程图中的编号');
    await page.getByText(/\d+ ✓ .*确认/).first().waitFor();
    await page.getByRole('link', { name: `等待 ${number} 办结`, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: new RegExp(`^${number}`) }).waitFor();
  }));
