// A bank's file taken in the page (LED-10, LED-11): a statement by CSV and by MT940, a report on payments, and what is not taken.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { businessDay, collectedBatch, rowsOf, withPage } from './tools/page.mjs';

const result = (page) => page.getByRole('region', { name: /^银行文件 / });

async function take(page, name, text) {
  const close = page.getByRole('button', { name: '收起结果', exact: true });
  if (await close.count() > 0) {
    await close.click();
    await close.waitFor({ state: 'detached' });
  }
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '导入银行文件', exact: true }).click()]);
  await chooser.setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await close.waitFor();
}
const lines = async (page) => (await rowsOf(page, '逐行结果').allInnerTexts()).slice(1).map((text) => text.replace(/\s+/g, ' '));

test('LED-10: a statement is taken by file, line by line, and taken again nothing is booked twice', { timeout: 240000 }, () =>
  withPage({}, async (page, person) => {
    await person.press('生成演示数据', 'Make demo data');
    await person.act('settlement_operations');
    await person.visit('#/wires?state=all');
    const day = businessDay();
    const csv = (rows) => ['银行流水,2026', '交易流水号,交易日期,贷方金额,借方金额,对方户名,对方账号,摘要', ...rows, '合计,,,,,,'].join('\n');
    const statement = csv([`NB-1,${day},"1,234.50",,示例远方（昆明）有限公司,622288880001,货款`, `NB-2,${day},,30.00,示例银行,,手续费`,
      'NB-3,1999-01-01,5.00,,示例旧账有限公司,622288880002,']);
    await take(page, '三月.csv', statement);
    const first = await lines(page);
    assert.equal(first.length, 3);
    assert.match(first[0], /^5 来款 NB-3 .*被拒绝.*银行记账日期/);  // what a person has to look at stands first, with its place
    assert.match(first[1], /^4 支出 NB-2 .*须人工处理/);
    assert.match(first[2], /^3 来款 NB-1 .*1,234\.50.*已入账/);
    await rowsOf(page, '来款').filter({ hasText: '示例远方（昆明）有限公司' }).first().waitFor();

    await take(page, '三月.csv', statement);
    assert.match((await lines(page)).find((line) => line.includes('NB-1')), /此前已入账/);
    assert.match((await lines(page)).find((line) => line.includes('NB-3')), /被拒绝/);

    // The same reference with another amount is no repetition.
    await take(page, '三月.csv', csv([`NB-1,${day},1.00,,示例远方（昆明）有限公司,622288880001,货款`]));
    assert.match((await lines(page))[0], /NB-1 .*被拒绝/);

    const short = day.slice(2).replaceAll('-', '');
    await take(page, 'day.sta', `:20:S\n:25:\n:28C:1\n:60F:C${short}CNY0,\n:61:${short}${short.slice(2)}C88,NTRFX//NB-9\n:86:hello\n:62F:C${short}CNY88,\n-`);
    assert.match((await lines(page))[0], /来款 NB-9 .*已入账/);
  }));

test('LED-10, CON-9: a file that cannot be read changes nothing and says where it is wrong', { timeout: 240000 }, () =>
  withPage({}, async (page, person) => {
    await person.press('生成演示数据', 'Make demo data');
    await person.act('finance');
    await person.visit('#/wires?state=all');
    const day = businessDay();
    // The second line is at fault, so the first is not taken either.
    await take(page, 'bad.csv', `流水号,交易日期,金额\nNB-1,${day},5.00\nNB-2,${day},five\n`);
    assert.match(await result(page).innerText(), /第 3 行/);
    await person.see('文件未被采用，账目没有变化。');
    assert.equal(await rowsOf(page, '逐行结果').count(), 0);
    await take(page, 'headings.csv', `甲,乙,丙\n1,${day},5.00\n`);
    assert.match(await result(page).innerText(), /bank_reference/);
    await take(page, 'bad.xml', '<Document>');
    await person.see('文件未被采用，账目没有变化。');
    await take(page, 'large.csv', 'x'.repeat((8 << 20) + 1));
    await person.see('文件太大，未保存。请压缩后重试。');
    await take(page, 'good.csv', `流水号,交易日期,金额\nNB-1,${day},5.00\n`);
    assert.match((await lines(page))[0], /NB-1 .*已入账/);  // and not known already
  }));

test('LED-11: the bank\'s report on payments is taken by file: paid, not paid, and not of this batch', { timeout: 240000 }, () =>
  withPage({}, async (page, person) => {
    await person.press('生成演示数据', 'Make demo data');
    await person.act('value_added_services');
    await person.visit('#/work');
    await rowsOf(page, '我的工作').filter({ hasText: '筛查成批' }).first().click();
    const batch = await collectedBatch(page, person);
    const [file] = await Promise.all([page.waitForEvent('download'), person.press('付款文件')]);
    const order = readFileSync(await file.path(), 'utf8');
    const [, message] = /<MsgId>(.*?)<\/MsgId>/.exec(order);
    const names = [...order.matchAll(/<EndToEndId>(.*?)<\/EndToEndId>/g)].map(([, name]) => name);
    assert.ok(names.length >= 2);
    const told = (name, status) => `<TxInfAndSts>\n<OrgnlEndToEndId>${name}</OrgnlEndToEndId><TxSts>${status}</TxSts></TxInfAndSts>\n`;
    const report = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>R-1</MsgId><CreDtTm>${businessDay()}T10:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>${message}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>${message}</OrgnlPmtInfId>
${told(names[0], 'ACSC')}${told(names[1], 'RJCT')}${told('PB000001-0001', 'ACSC')}</OrgnlPmtInfAndSts>
</CstmrPmtStsRpt></Document>`;
    await person.visit('#/payments');
    await take(page, 'report.xml', report);
    const came = await lines(page);
    assert.match(came[0], /付款结果 PB000001-0001 被拒绝/);
    assert.match(came.find((line) => line.includes(names[0])), /已入账/);
    assert.match(came.find((line) => line.includes(names[1])), /已入账/);
    await person.visit(batch);
    const payments = rowsOf(page, '付款批次明细');
    await payments.filter({ hasText: names[0] }).filter({ hasText: '已付款' }).waitFor();
    await payments.filter({ hasText: names[1] }).filter({ hasText: '银行拒付' }).waitFor();
  }));
