// Payments out in the browser (LED-11): from a verification that passed to a batch, its file, and what became of each payment by hand.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { businessDay, collectedBatch, rowsOf, withPage } from './tools/page.mjs';

test('LED-11, VER-4: what passed is collected into a batch, whose file is its holder\'s, and one is paid and one rejected by hand', { timeout: 240000 }, () =>
  withPage({}, async (page, person) => {
    await person.press('生成演示数据', 'Make demo data');
    await person.act('value_added_services');
    await person.visit('#/work');
    await rowsOf(page, '我的工作').filter({ hasText: '筛查成批' }).first().click();
    const number = /VER-\d+/.exec(await page.getByRole('heading', { name: /^VER-/, level: 1 }).innerText())[0];
    const address = new URL(page.url()).hash;
    const batch = await collectedBatch(page, person);
    const payments = rowsOf(page, '付款批次明细');
    await payments.filter({ hasText: number }).waitFor();
    const names = await payments.allInnerTexts().then((all) => all.map((text) => /PB\d+-\d+/.exec(text)?.[0]).filter(Boolean));
    assert.ok(names.length >= 2, 'another waits for its cent already');
    const mine = /PB\d+-\d+/.exec(await payments.filter({ hasText: number }).innerText())[0];
    const other = names.find((name) => name !== mine);

    const saved = async (name) => {
      const [file] = await Promise.all([page.waitForEvent('download'), person.press(name)]);
      return [file.suggestedFilename(), readFileSync(await file.path(), 'utf8')];
    };
    const [xml, order] = await saved('付款文件');
    assert.match(xml, /^PB\d+\.xml$/);
    assert.deepEqual([...order.matchAll(/<EndToEndId>(.*?)<\/EndToEndId>/g)].map(([, name]) => name), names);
    const [csv, lines] = await saved('付款文件：CSV');
    assert.match(csv, /^PB\d+\.csv$/);
    for (const name of names) assert.ok(lines.includes(name));
    await person.visit('#/payments');
    await person.press('生成付款批次');
    await page.getByText('没有可付款的款项').first().waitFor();  // nothing waits any more

    await person.visit(batch);
    const open = async (name) => {
      await payments.filter({ hasText: name }).click();
      await page.waitForFunction((shown) => location.hash.endsWith(`show=${shown}`), name);
    };
    const decided = async (name, state) => payments.filter({ hasText: name }).filter({ hasText: state }).waitFor();
    await open(mine);
    await person.give('登记银行已付款', '', [['银行流水号', '', 'B-4711'], ['付款日期', '', businessDay()]]);
    await decided(mine, '已付款');
    await open(other);
    await person.give('登记银行拒付', '', [['原因', '', '账户已销户']]);
    await decided(other, '银行拒付');
    await person.see('账户已销户');

    // Each case has moved on by that, and what is over is offered nobody again.
    assert.equal(await page.getByRole('button', { name: '登记银行已付款' }).count(), 0);
    await payments.filter({ hasText: mine }).getByRole('link', { name: number }).click();
    await page.waitForFunction((hash) => location.hash === hash, address);
    await rowsOf(page, '经过').filter({ hasText: '提交回单' }).first().waitFor();
    await person.visit(batch);
    await payments.filter({ hasText: other }).getByRole('link').click();
    await rowsOf(page, '经过').filter({ hasText: '重新提交账号' }).filter({ hasText: '账户已销户' }).first().waitFor();

    // CON-12: whose batch it is not has no file of it, and is told why, until he takes it over.
    await person.visit('#/payments');
    await rowsOf(page, '付款批次').filter({ hasText: 'PB000001' }).click();
    const file = person.button('付款文件', '');
    assert.equal(await file.getAttribute('aria-disabled'), 'true');
    assert.match(await file.getAttribute('aria-description'), /fin2/);
    await person.press('接手付款批次');
    await page.waitForFunction(() => [...document.querySelectorAll('#mirror button')].some((each) => each.textContent === '付款文件' && !each.ariaDisabled));
  }));
