// Lists as they are read: figures beside their names on a phone, counts that are true, dates and amounts in sentences,
// and what was said to one person and not to the next.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apart, pixels, settled } from './page_lib.mjs';
import { rowsOf, withPage } from './tools/page.mjs';

const cellsOf = async (page, name, column) => (await rowsOf(page, name).all()).slice(1)
  .reduce(async (before, row) => [...await before, await row.getByRole('cell').nth(column).innerText()], []);

const policy = {
  name: 'credit.contact.en', kind: 'text', value: 'prepaid settlement operations (telephone 0571-00000000, settlement@example.com), weekdays',
  version: 12, low: '', high: '', rule: 'PRE-5, open', next_value: 'x', next_effective: '2026-12-01', next_approved: false, next_version: 13,
};

const shortPolicy = { ...policy, name: 'credit.hard_floor', kind: 'money', value: '200.00', next_value: '' };

for (const width of [390, 1280]) {
  test(`WEB-12: in a row no cell lies on another or out of its row, and no row is higher than what stands in it (${width} px)`, { timeout: 120000 }, () =>
    withPage({ fake: { policies: { rows: [policy, shortPolicy] } }, width }, async (page, person) => {
      for (const [role, route, table] of [['merchant_user', '#/statement', '账户流水'], ['administrator', '#/policies', '参数'],
        ['settlement_operations', '#/account', '商家账户'], ['settlement_operations', '#/withdrawals', '提现审批']]) {
        await person.act(role);
        await person.visit(route);
        await rowsOf(page, table).nth(1).waitFor();
        await settled(page);
        const wrong = await page.getByRole('table', { name: table, exact: true }).evaluate((element) => {
          const found = [];
          for (const row of [...element.querySelectorAll('[role=row]')].slice(1)) {
            const around = row.getBoundingClientRect();
            const cells = [...row.querySelectorAll('[role=cell]')].filter((cell) => cell.textContent !== '');
            const boxes = cells.map((cell) => cell.getBoundingClientRect());
            if (around.bottom - Math.max(...boxes.map((box) => box.bottom)) > 16) found.push(`${cells[0].textContent} has room to spare`);
            boxes.forEach((a, i) => {
              if (a.left < around.left - 1 || a.right > around.right + 1 || a.top < around.top - 1 || a.bottom > around.bottom + 1) {
                found.push(`${cells[i].textContent} is out of its row`);
              }
              boxes.slice(0, i).forEach((b, j) => {
                if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) {
                  found.push(`${cells[i].textContent} lies on ${cells[j].textContent}`);
                }
              });
            });
          }
          return found;
        });
        assert.deepEqual(wrong, [], route);
      }
    }));
}

test('WEB-15: a list that is not loaded to its end does not say how many rows there are', { timeout: 120000 }, () =>
  withPage({ fake: { statement: { next: 'cursor' } } }, async (page, person) => {
    await person.act('merchant_user');
    await person.visit('#/statement');
    await person.see('已载入 6 行，还有更多');
    await person.button('加载更多', 'Load more').waitFor();
    assert.equal(await page.getByRole('table', { name: '账户流水' }).getAttribute('aria-rowcount'), '-1');
    await person.act('auditor');
    await person.visit('#/trial');
    await person.see('共 2 行');  // and the total, which is no row
    assert.equal(await rowsOf(page, '试算平衡').count(), 4);
  }));

test('WEB-1: a wire without payer says so; an overdue withdrawal says so; sizes are read at a glance', { timeout: 120000 }, () => {
  const wire = {
    wire: 8, number: 'T-000008', bank_reference: 'B-8', payer_name: '', payer_account: '', remark: '', booked: '2026-11-01',
    amount: '500.00', state: 'suspense', reason_zh: '银行未提供付款户名，需人工核对', reason_en: 'x', actions: [], candidates: [],
  };
  const withdrawal = {
    withdrawal: 4, account: 3, number: 'W-000004', account_number: 'A-000003', merchant: '示例家居（杭州）有限公司', amount: '1200.00',
    state: 'requested', requested: '2026-01-05T10:00:00.000+08:00', requested_by: 'm', approved_by: '', bank: 'b', bank_account: '*',
    reason: '', bank_reference: '', due: '2026-01-10T00:00:00.000+08:00', steps: [], actions: [],
  };
  const later = { ...withdrawal, number: 'W-000005', due: '2199-01-10T00:00:00.000+08:00' };
  return withPage({ fake: { wires: { rows: [wire] }, withdrawals: { rows: [withdrawal, later] } } }, async (page, person) => {
    await person.act('settlement_operations');
    await person.visit('#/wires');
    await rowsOf(page, '来款').nth(1).waitFor();
    assert.deepEqual(await cellsOf(page, '来款', 0), ['未注明']);
    await person.visit('#/wires?show=8');
    await person.see('银行未提供付款户名，需人工核对');
    await person.visit('#/withdrawals');
    await rowsOf(page, '提现审批').nth(2).waitFor();
    assert.deepEqual(await cellsOf(page, '提现审批', 3), ['01-09 24:00 已逾期', '01-09 24:00'], 'the day that ends');
    await person.visit('#/storage');
    await person.see('数据位置');
    assert.equal(await page.getByText(/\d{4,} ?KB|,\d{3} KB/).count(), 0);
  });
});

test('PRE-4, WEB-1: a refusal stands in the form as the core writes it in the language in use', { timeout: 120000 }, () => {
  const refusal = {
    id: 'x', band: 'refused', code: 'recharge_below_minimum', rule: 'PRE-4', field: 'amount', args: { least: '3000.00' },
    message: { zh: '自 2026-02-01 起单笔充值不低于 3,000.00。', en: 'From 1 Feb 2026 on a recharge is 3,000.00 at least.' },
  };
  return withPage({ language: 'en-GB', fake: { refusals: { request_recharge: refusal } } }, async (page, person) => {
    await person.act('merchant_user');
    await person.press('充值', 'Recharge');
    await person.answer([['金额', 'Amount', '2999.99']], ['提交充值申请', 'File the recharge']);
    await person.dialog().getByText('From 1 Feb 2026 on a recharge is 3,000.00 at least.').first().waitFor();
  });
});

test('PRE-5: a wire that holds a request is named with its own amount, its reason and what whoever reads it can do', { timeout: 120000 }, () => {
  const recharge = {
    number: 'R-000012', amount: '5000.00', state: 'in_suspense', remark_code: 'CZ00127', contact: '白条结算运营', contact_en: 'settlement operations',
    held_by: [{ wire: 8, number: 'T-000008', amount: '4800.00', state: 'suspense', zh: '金额不一致', en: 'Another amount', meant_for: 3 },
      { wire: 9, number: 'T-000009', amount: '10.00', state: 'suspense', zh: '金额不一致', en: 'Another amount', meant_for: 1 }],
  };
  return withPage({ language: 'en-GB', fake: { recharge } }, async (page, person) => {
    const told = async (advice) => {
      const status = page.getByRole('status').filter({ hasText: 'T-000008' }).filter({ hasText: advice });
      await status.waitFor();
      return (await status.innerText()).replace(/\s+/g, ' ');
    };
    const wire = 'Wire T-000008 of 4,800.00 is not credited. Another amount. It may be meant for 3 requests; a person decides. ';
    await person.act('merchant_user');
    assert.equal(await told('Ask'), `${wire}Ask settlement operations to credit it or to send it back; or wire exactly 5,000.00 with the remark CZ00127, which is credited by itself.`);
    await person.act('settlement_operations');
    await person.visit('#/account/3');
    assert.equal(await told('Match'), `${wire}Match it to a request, or send it back to its payer.`);
    await page.getByRole('status').filter({ hasText: 'Wire T-000009 of 10.00' }).waitFor();
    await page.getByRole('link', { name: 'Wire T-000008', exact: true }).click();
    await page.waitForFunction(() => location.hash === '#/wires?state=suspense&show=8');
  });
});

test('WEB-15: the accounts are sorted by any column, and once more the other way round', { timeout: 120000 }, () => {
  const row = (account, name, available) => ({
    account, party: account, number: `A-00000${account}`, name, supplier: `S-${account}`, state: 'active', blocked: false, available,
    frozen: '0.00', owed: '0.00', withdrawing: '0.00',
  });
  const rows = [row(1, 'Beta', '900.00'), row(2, 'Gamma', '1000.00'), row(3, 'Alpha', '20.00')];
  return withPage({ fake: { accounts: { rows } } }, async (page, person) => {
    await person.act('settlement_operations');
    const names = () => cellsOf(page, '商家账户', 0);
    const header = (name) => page.getByRole('columnheader', { name, exact: true });
    const sorted = async (name, way) => {
      await header(name).getByRole('button').click();
      await header(name).and(page.locator(`[aria-sort=${way}]`)).waitFor();
      await settled(page);
      return names();
    };
    await rowsOf(page, '商家账户').nth(3).waitFor();
    assert.deepEqual(await names(), ['Beta', 'Gamma', 'Alpha']);
    assert.deepEqual(await sorted('商家', 'ascending'), ['Alpha', 'Beta', 'Gamma']);
    assert.deepEqual(await sorted('商家', 'descending'), ['Gamma', 'Beta', 'Alpha']);
    assert.deepEqual(await sorted('可用余额', 'ascending'), ['Alpha', 'Beta', 'Gamma']);
  });
});

test('PRE-8: the shop finds an account by the name of its merchant', { timeout: 120000 }, () =>
  withPage({ fake: true }, async (page, person) => {
    await person.act('shop');
    await person.visit('#/orders');
    const field = page.getByLabel('商家账户', { exact: true });
    await field.waitFor();
    const offered = await field.evaluate((element) => [...element.list.options].map((option) => option.value));
    assert.deepEqual(offered, ['示例家居（杭州）有限公司 · A-000003']);
    await field.fill('没有这样的');
    await person.see('没有找到这个账户');
    await person.see('请先选择账户');
    await field.fill('家居');
    await page.getByLabel('活动', { exact: true }).waitFor();
    assert.match(page.url(), /account=3/);
    await person.visit('#/storage');
    await field.waitFor({ state: 'detached' });
    await person.visit('#/orders');
    await field.waitFor();
    assert.equal(await field.evaluate((element) => element.list.options.length), 1, 'and when the page is come back to');
  }));

test('CON-11: a role is granted for a merchant that is found by its name', { timeout: 120000 }, () =>
  withPage({ fake: true }, async (page, person) => {
    const sent = page.waitForEvent('console', (message) => message.text().startsWith('command'));
    await person.act('administrator');
    await person.visit('#/users');
    await person.press('授予角色', 'Grant a role');
    await person.dialog().getByLabel('角色', { exact: true }).selectOption('merchant_user');
    await person.answer([['用户', 'User', 'new'], ['商家', 'Merchant', '没有这样的']], ['授予角色', 'Grant a role']);
    await person.dialog().getByText('没有找到这个商家').first().waitFor();
    await person.answer([['商家', 'Merchant', '灯具']], ['授予角色', 'Grant a role']);
    assert.match((await sent).text(), /"party":9/);
  }));

test('PRE-21, PRE-22: of orders what is income or expense has its sign, once; the row whose order is shown is marked', { timeout: 120000 }, () => {
  const row = (kind, amount, state, i) => ({
    entry: 9 - i, at: '2026-11-20T10:12:00.000+08:00', business_date: '2026-11-20', kind, reference: `O-${i}`, campaign: 'c', amount,
    total: '6950.00', available: '2850.00', frozen: '4100.00', state,
  });
  const rows = [['settlement', '-150.00', 'completed'], ['owed_paid', '-300.00', 'owed_paid'], ['owed', '-300.00', 'owed_paid'],
    ['hold', '-150.00', 'held'], ['settled_refund', '50.00', 'completed']].map(([kind, amount, state], i) => row(kind, amount, state, i));
  return withPage({ fake: { order_transactions: { rows } } }, async (page, person) => {
    const table = '交易流水：冻结与结算';
    await person.act('merchant_user');
    await person.visit('#/account?tab=orders');
    await rowsOf(page, table).nth(5).waitFor();
    assert.deepEqual(await cellsOf(page, table, 4), ['150.00', '300.00', '300.00', '150.00', '50.00']);
    assert.deepEqual(await cellsOf(page, table, 5), ['−150.00', '−300.00', '', '', '+50.00']);
    assert.deepEqual(await cellsOf(page, table, 8), ['已结算', '待缴费已缴', '待缴费已缴', '冻结中', '已结算']);
    await rowsOf(page, table).nth(3).click();
    await page.waitForFunction(() => location.hash.endsWith('show=O-2'));
    const open = page.locator('[role=row][aria-current=true]');
    await open.filter({ hasText: 'O-2' }).waitFor();
    assert.equal(await open.count(), 1);
  });
});

test('WEB-11: what was said to one person is gone when another one acts', { timeout: 120000 }, () =>
  withPage({ fake: true }, async (page, person) => {
    await page.clock.setFixedTime(new Date('2026-11-21T12:00:00+08:00'));  // so it does not go by itself
    await person.act('settlement_operations');
    await person.visit('#/wires');
    const below = { x: 400, y: 700, width: 600, height: 90 };
    const picture = async () => { await settled(page); return pixels(page, below); };
    await rowsOf(page, '来款').nth(1).waitFor();
    const without = await picture();
    await person.press('复制表格', 'Copy table');
    await page.waitForFunction(() => document.getElementById('polite').textContent.startsWith('已复制'));
    assert.ok(apart(await picture(), without) > 0.05, 'it is seen');
    await person.act('finance');
    await person.visit('#/wires');
    await rowsOf(page, '来款').nth(1).waitFor();
    await page.mouse.move(0, 0);
    assert.equal(apart(await picture(), without), 0);
  }));

test('WEB-6, WEB-11: the search over everything opens by key, and Enter goes to the first that is found', { timeout: 120000 }, () =>
  withPage({ fake: true }, async (page, person) => {
    await person.act('settlement_operations');
    const field = person.dialog().getByLabel('名称或编号', { exact: true });
    const first = (name) => person.dialog().getByRole('link').first().and(page.getByRole('link', { name, exact: true })).waitFor();
    for (const [key, typed, found, hash] of [
      ['/', '来', '来款', '#/wires'], ['Control+k', '家居', '示例家居（杭州）有限公司', '#/account/3'],
    ]) {
      await page.keyboard.press(key);
      await field.waitFor();
      assert.equal(await field.inputValue(), '', 'the key itself is not typed');
      await field.fill(typed);
      await first(found);
      await field.press('Enter');
      await person.dialog().waitFor({ state: 'detached' });
      assert.equal(new URL(page.url()).hash, hash);
    }
    await person.act('merchant_user');
    await page.keyboard.press('/');
    await field.fill('O-88090');
    await first('O-88090');
    await field.fill('没有这样的东西');
    await person.dialog().getByText('没有找到').waitFor();
    await page.keyboard.press('Escape');
    await person.dialog().waitFor({ state: 'detached' });
    await person.visit('#/account?tab=orders');
    const reference = page.getByLabel('订单号', { exact: true });
    await reference.focus();
    await page.keyboard.press('/');
    assert.equal(await reference.inputValue(), '/', 'in a field it is a character');
  }));

test('WEB-12: what the navigation counts is what the tabs of the desk count', { timeout: 240000 }, () =>
  withPage({}, async (page, person) => {
    await person.press('生成演示数据', 'Make demo data');
    await person.act('settlement_operations');
    for (const [name, route] of [['来款', '#/wires'], ['提现审批', '#/withdrawals']]) {
      await person.visit(route);
      const link = page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${name}`) });
      await page.getByRole('tab', { name: / \d+$/ }).first().waitFor();
      await page.getByText(/^共 \d+ 行$/).waitFor();
      await settled(page);
      const number = (text) => Number(/ (\d+)$/.exec(text)?.[1] ?? 0);
      const tabs = (await page.getByRole('tab').allInnerTexts()).map(number);
      assert.ok(tabs.some((n) => n > 0), name);
      assert.equal(tabs.reduce((a, b) => a + b), number(await link.getAttribute('aria-label') ?? await link.innerText()), name);
      const [, rows] = /^共 (\d+) 行$/.exec(await page.getByText(/^共 \d+ 行$/).innerText());
      assert.equal(tabs[0], Number(rows), 'the tab that is open');
    }
  }));

test('WEB-12: on a phone tabs stand in one line that slides, with the chosen one in sight', { timeout: 120000 }, () =>
  withPage({ fake: {}, language: 'en-GB', width: 390 }, async (page, person) => {
    await person.act('settlement_operations');
    for (const state of ['returned', 'requested', 'all']) {
      await person.visit(`#/withdrawals?state=${state}`);
      const chosen = page.getByRole('tab', { selected: true });
      await chosen.waitFor();
      await settled(page);
      const boxes = await Promise.all((await page.getByRole('tab').all()).map((each) => each.boundingBox()));
      assert.equal(new Set(boxes.map((box) => box.y)).size, 1, 'one line');
      const list = await page.getByRole('tablist').boundingBox();
      assert.ok(boxes.at(-1).x + boxes.at(-1).width - boxes[0].x > list.width, 'they do not fit');
      const at = await chosen.boundingBox();
      assert.ok(at.x >= list.x - 1 && at.x + at.width <= list.x + list.width + 1, `${state} is in sight`);
    }
    await page.getByRole('tab', { name: /^To be approved/ }).click();
    await page.waitForFunction(() => location.hash.includes('state=requested'));
  }));

for (const language of ['zh-CN', 'en-GB']) {
  test(`WEB-12: at no width does a table reach beyond its card (${language})`, { timeout: 240000 }, () =>
    withPage({ language }, async (page, person) => {
      page.setDefaultTimeout(90000);
      await person.press('生成演示数据', 'Make demo data');
      await page.getByRole('combobox').first().waitFor();
      const seen = new Set();
      for (const [role, ...routes] of [
        ['merchant_user', '#/statement', '#/account?tab=orders', '#/account?tab=campaigns', '#/notices'],
        ['settlement_operations', '#/account', '#/wires?state=all', '#/withdrawals?state=all', '#/exceptions?all=1'],
        ['administrator', '#/policies', '#/users'], ['auditor', '#/trial']]) {
        await person.act(role);
        for (const route of routes) {
          await person.visit(route);
          await settled(page);
          for (const width of [1280, 1000, 960, 853, 720, 640, 390]) {
            await page.setViewportSize({ width, height: 800 });
            await settled(page);
            const beyond = await page.evaluate(() => [...document.querySelectorAll('[role=table]')].flatMap((table) => {
              const right = Math.min(table.getBoundingClientRect().right, innerWidth) + 1;
              return [...table.querySelectorAll('[role=cell], [role=columnheader]')]
                .filter((cell) => cell.getBoundingClientRect().right > right).map((cell) => `${table.getAttribute('aria-label')}: ${cell.textContent}`);
            }));
            assert.deepEqual(beyond, [], `${route} at ${width}`);
          }
          for (const name of await page.getByRole('table').evaluateAll((all) => all.map((table) => table.getAttribute('aria-label')))) seen.add(name);
        }
      }
      assert.ok(seen.size >= 7, [...seen].join());
    }));
}

test('PRE-21: of several under way the failed one stands on top, the others a line each, and the count is true of all', { timeout: 120000 }, () => {
  const row = (kind, id, state, amount, due) => ({
    kind, id, number: `${kind[0].toUpperCase()}-00000${id}`, at: '2026-11-20T10:12:00.000+08:00', amount, state, note: '', note_en: '', due,
  });
  const late = '2026-01-10T00:00:00.000+08:00';
  const under_way = [row('withdrawal', 4, 'failed', '700.00', late), row('recharge', 3, 'in_suspense', '5000.00'),
    row('withdrawal', 5, 'requested', '300.00', '2199-01-10T00:00:00.000+08:00'), row('withdrawal', 6, 'requested', '200.00', late)];
  return withPage({ fake: { account: { under_way, open_withdrawals: 3 } } }, async (page, person) => {
    await person.act('merchant_user');
    const card = (name) => page.getByRole('region', { name });
    await card(/^提现进度 W-000004/).waitFor();
    const figure = (await page.getByRole('group', { name: '提现处理中', exact: true }).innerText()).replace(/\s+/g, '');
    assert.ok(figure.endsWith('付款失败1笔·待审批2笔·逾期2笔'), figure);
    assert.deepEqual(await card(/^提现进度/).getByRole('link').allInnerTexts(), ['充值 R-000003', '提现 W-000005', '提现 W-000006']);
    await page.getByRole('link', { name: '充值 R-000003', exact: true }).click();
    await card(/^充值进度/).waitFor();
    assert.match(page.url(), /progress=recharge-3/);
    await page.getByRole('link', { name: '提现 W-000004', exact: true }).waitFor();
    await page.goBack();
    await card(/^提现进度 W-000004/).waitFor();
  });
});
