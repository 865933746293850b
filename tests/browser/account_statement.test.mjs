// LED-8: the statement is downloaded in every format, and what the files say is what the page says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { openPage, Person } from './tools/page.mjs';

let opened;
let person;
before(async () => {
  opened = await openPage();
  opened.page.setDefaultTimeout(60000);
  person = new Person(opened.page, 'zh');
  await person.press('生成演示数据', 'Make demo data');
  await person.act('merchant_user');
  await person.visit('#/account?tab=statement');
}, { timeout: 240000 });
after(() => opened.close());

/// The parts of a zip, by name.
function unzip(bytes) {
  const parts = new Map();
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; --left) {
    const [packed, nameLength, extra, comment] = [bytes.readUInt32LE(at + 20), ...[28, 30, 32].map((place) => bytes.readUInt16LE(at + place))];
    const local = bytes.readUInt32LE(at + 42);
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    parts.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), inflateRawSync(bytes.subarray(data, data + packed)).toString('utf8'));
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}

/// The rows of its sheet: a cell is {number} or {text}, by column.
function sheetRows(bytes) {
  const xml = unzip(bytes).get('xl/worksheets/sheet1.xml');
  return [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) => Object.fromEntries(
    [...row.matchAll(/<c r="([A-Z]+)\d+"([^>]*)>(.*?)<\/c>/gs)].map(([, column, about, cell]) => [column,
      about.includes('inlineStr') ? { text: /<t[^>]*>(.*)<\/t>/s.exec(cell)[1] } : { number: Number(/<v>(.*)<\/v>/.exec(cell)[1]) }])));
}

async function downloaded(format) {
  await person.press('下载', 'Download');
  const [download] = await Promise.all([
    opened.page.waitForEvent('download'), person.dialog().getByRole('button', { name: format, exact: true }).click()]);
  await person.dialog().waitFor({ state: 'detached' });
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const fen = (amount) => Math.round(Number(amount) * 100);

test('LED-8: the sheet has the numbers of the CSV, and its sums', { timeout: 120000 }, async () => {
  const csv = await downloaded('CSV');
  const sheet = await downloaded('Excel（XLSX）');
  assert.match(csv.name, /账户流水 \d{4}-\d\d-\d\d 至 \d{4}-\d\d-\d\d\.csv$/);
  assert.equal(sheet.name, csv.name.replace('.csv', '.xlsx'));
  const lines = csv.bytes.toString('utf8').trimEnd().split('\r\n').map((line) => line.replace('\uFEFF', '').split(','));
  const rows = sheetRows(sheet.bytes);
  assert.ok(lines.length > 5);
  assert.equal(rows.length, lines.length + 4);
  assert.deepEqual('ABCDEFGHI'.split('').map((column) => rows[0][column].text), lines[0]);
  lines.slice(1).forEach((line, i) => {
    const row = rows[i + 2];
    assert.deepEqual(['F', 'G', 'H', 'I'].map((column) => fen(row[column].number)), line.slice(5).map(fen));
    assert.equal(row.C.text, line[2]);
    assert.equal(row.D.text, line[3]);
  });
  const [income, expense, closing] = rows.slice(-3);
  const sum = lines.slice(1).reduce((all, line) => all + fen(line[5]), 0);
  assert.equal(fen(rows[1].G.number) + sum, fen(closing.G.number));
  assert.equal(fen(income.F.number) + fen(expense.F.number), sum);
});

test('LED-8: each journal ends with the closing balance that the page shows', { timeout: 120000 }, async () => {
  const csv = await downloaded('CSV');
  const closing = csv.bytes.toString('utf8').trimEnd().split('\r\n').at(-1).split(',')[6];
  await opened.page.getByText('期末', { exact: true }).waitFor();
  await person.see(Number(closing).toLocaleString('en-US', { minimumFractionDigits: 2 }));
  const hledger = await downloaded('hledger');
  assert.match(hledger.name, /\.journal$/);
  assert.ok(hledger.bytes.toString('utf8').endsWith(`CNY 0.00 = CNY ${closing}\n`));
  const ledger = await downloaded('ledger');
  assert.match(ledger.name, /\.ledger$/);
  assert.ok(ledger.bytes.toString('utf8').endsWith(`CNY 0.00 = CNY ${closing}\n`));
  const beancount = await downloaded('beancount');
  assert.match(beancount.name, /\.beancount$/);
  assert.match(beancount.bytes.toString('utf8'), new RegExp(`balance Assets:Prepaid:\\w+  ${closing} CNY\\n$`));
});

/// What stands in the statement's rows, cell by cell.
const shown = () => opened.page.getByRole('table', { name: '账户流水' }).getByRole('row').evaluateAll((rows) =>
  rows.map((row) => [...row.querySelectorAll('[role=columnheader], [role=cell]')].map((cell) => cell.textContent)));

test('LED-8: a book is chosen, its rows and its balance stand there, and the address and the file say which', { timeout: 120000 }, async () => {
  await person.visit('#/account?tab=statement&filter=1');
  const book = opened.page.getByRole('combobox', { name: '账本', exact: true });
  await book.waitFor();
  assert.deepEqual(await book.locator('option').allTextContents(), ['全部账本', '可用余额', '冻结金额', '待缴费', '提现处理中', '保证金', '预付款']);
  await book.selectOption('frozen');
  await opened.page.getByText('账本余额', { exact: true }).first().waitFor();
  await opened.page.waitForFunction(() => location.hash.includes('book=frozen'));
  const [heads, newest] = await shown();
  assert.deepEqual(heads.slice(4, 7), ['变动金额', '账本余额', '状态']);
  assert.match(newest[1], /冻结|解冻|结算/);
  await opened.page.getByText('期末', { exact: true }).waitFor();
  assert.equal(await opened.page.getByText('收入', { exact: true }).count(), 0);
  const csv = await downloaded('CSV');
  assert.match(csv.name, / 冻结金额 \d{4}-\d\d-\d\d 至 \d{4}-\d\d-\d\d\.csv$/);
  const last = csv.bytes.toString('utf8').trimEnd().split('\r\n').at(-1).split(',');
  assert.equal(fen(last.at(-1)), fen(newest[5].replaceAll(',', '')));
  await opened.page.getByRole('combobox', { name: '类型', exact: true }).selectOption('hold');
  await opened.page.waitForFunction(() => location.hash.includes('kind=hold'));
  await book.selectOption('');  // all books together have no freezes
  await opened.page.getByText('总余额', { exact: true }).first().waitFor();
  assert.ok(!(await opened.page.evaluate(() => location.hash)).includes('kind'));
  assert.deepEqual(opened.faults, []);
});

test('LED-8: a line of the trial balance opens the statement of the platform\'s book', { timeout: 120000 }, async () => {
  await person.act('finance');
  await person.visit('#/trial');
  const table = opened.page.getByRole('table', { name: '试算平衡' });
  const line = table.getByRole('row').filter({ hasText: '银行存款' });
  const held = (await line.getByRole('cell').nth(1).textContent()).trim();
  assert.equal(await table.getByRole('link', { name: '可用余额' }).count(), 0);  // of all merchants together there is none
  await line.getByRole('link', { name: '银行存款' }).click();
  await opened.page.getByRole('heading', { name: '银行存款' }).waitFor();
  assert.equal(await opened.page.evaluate(() => location.hash), '#/trial?book=cash_at_bank');
  await person.see('充值入账');
  assert.equal((await shown())[1].includes(held), true);  // the balance after the newest entry
  await person.press('筛选', 'Filter');
  await opened.page.getByRole('combobox', { name: '账本', exact: true }).selectOption('returns_due');
  await opened.page.getByRole('heading', { name: '待退回来款' }).waitFor();
  await person.see('来款待退回');
  await opened.page.getByRole('link', { name: '试算平衡', exact: true }).last().click();
  await table.waitFor();
  await person.act('merchant_user');
  await person.visit('#/account?tab=statement');
  assert.deepEqual(opened.faults, []);
});

test('LED-8: formats are chosen by keyboard, and Escape leaves it', { timeout: 60000 }, async () => {
  const button = person.button('下载', 'Download');
  await button.click({ trial: true });  // until the download before has ended: what is disabled takes no focus
  await button.focus();
  await opened.page.keyboard.press('Enter');
  const dialog = person.dialog();
  await dialog.waitFor();
  await opened.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await button.focus();
  await opened.page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'CSV', exact: true }).focus();
  const [download] = await Promise.all([opened.page.waitForEvent('download'), opened.page.keyboard.press('Enter')]);
  assert.match(download.suggestedFilename(), /\.csv$/);
  assert.deepEqual(opened.faults, []);
});
