// Around and between the lists of the page: bars, titles, what is opened of a row, and what is said where there is nothing to see.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pixels, settled } from './page_lib.mjs';
import { withPage as opened } from './tools/page.mjs';

const withPage = (options, use) => opened({ fake: true, ...options }, use);

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const merchant = 'merchant_user';
const ops = 'settlement_operations';
const places = [[merchant, '#/account'], [merchant, '#/statement?filter=1'], [merchant, '#/campaigns?show=7'], [merchant, '#/notices?show=6'],
  [merchant, '#/account?form=set_alerts'], [ops, '#/account'], [ops, '#/wires?show=8'], [ops, '#/exceptions?show=2'],
  ['finance', '#/withdrawals?state=approved&show=4'], ['shop', '#/orders?account=3'], ['administrator', '#/policies?show=credit.hard_floor'],
  ['administrator', '#/users'], ['auditor', '#/trial'], ['auditor', '#/storage']];

async function each(page, person, use) {
  for (const [role, route] of places) {
    await person.act(role);
    await person.visit(route);
    await page.locator('main h1').first().waitFor();
    await settled(page);
    await use(`${role} ${route}`);
  }
}

for (const width of [1280, 390]) {
  test(`WEB-11: the keyboard goes through a bar or a line as the picture has it, from left to right (${width} px)`, { timeout: 240000 }, () =>
    withPage({ width, height: 844 }, (page, person) => each(page, person, async (place) => {
      const backwards = await page.evaluate(() => {
        const stops = [...document.querySelectorAll('#mirror :is(a,button,input,select,textarea,.opens)')]
          .filter((element) => element.tabIndex >= 0 && element.getBoundingClientRect().width > 1);
        return stops.slice(1).filter((element, i) => {
          const [before, now] = [stops[i], element].map((stop) => stop.getBoundingClientRect());
          const inLine = Math.min(before.bottom, now.bottom) - Math.max(before.top, now.top) > 0.5 * Math.min(before.height, now.height);
          return element.parentElement === stops[i].parentElement && inLine && now.left < before.left;
        }).map((element) => element.getAttribute('aria-label') ?? element.textContent);
      });
      assert.deepEqual(backwards, [], place);
    })));
}

test('WEB-11: headings follow one another without a jump, and the title of the window says page and merchant first', { timeout: 240000 }, () =>
  withPage({}, async (page, person) => {
    await page.evaluate(axe);
    await each(page, person, async (place) => {
      const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['heading-order', 'page-has-heading-one', 'aria-required-children'] }));
      assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`), [], place);
    });
    const titled = (role, route, title) => person.act(role).then(() => person.visit(route)).then(() => page.waitForFunction((words) => document.title === words, title));
    await titled(ops, '#/wires', '来款 · 账房');
    await titled(ops, '#/account/3', '商家账户 · 示例家居（杭州）有限公司 · 账房');
    await titled(merchant, '#/campaigns', '营销活动 · 示例家居（杭州）有限公司 · 账房');
    await page.getByRole('button', { name: 'Switch to English' }).click();
    await page.waitForFunction(() => document.title === 'Campaigns · 示例家居（杭州）有限公司 · Countinghouse');
  }));

for (const width of [1280, 390]) {
  test(`WEB-12: what is opened of a row stands under it, and the row stays where it was (${width} px)`, { timeout: 240000 }, () => {
    const wire = (n) => ({ wire: n, number: `T-00000${n}`, bank_reference: 'B', payer_name: '甲', payer_account: '6222', remark: '', booked: '2026-11-01',
      amount: '500.00', state: 'suspense', reason_zh: '需人工核对', reason_en: 'x', actions: [], candidates: [] });
    return withPage({ width, fake: { wires: { rows: [1, 2, 3].map(wire) } } }, async (page, person) => {
      for (const [role, route, of] of [[merchant, '#/notices', '余额预警'], [merchant, '#/campaigns', '双11 白条免息'], [ops, '#/exceptions', '异常 E-000002'],
        [ops, '#/wires', '来款 T-000002'], ['finance', '#/withdrawals', '提现进度 W-000004'], ['administrator', '#/policies', '停止冻结金额'],
        ['administrator', '#/users', 'ops'], [merchant, '#/account?tab=funds', '提现进度 W-000004'], [merchant, '#/account?tab=orders', '订单 O-88090']]) {
        await person.act(role);
        await person.visit(route);
        const table = page.getByRole('table').first();
        const row = (route === '#/wires' || route === '#/users' || route.endsWith('funds') ? table.getByRole('row').nth(2) : table.getByRole('row').nth(1));
        await row.waitFor();
        await settled(page);
        await row.evaluate((element) => element.scrollIntoView({ block: 'center' }));
        await settled(page);
        const before = await row.boundingBox();
        await row.click();
        const detail = page.getByRole('region', { name: of }).last();
        await detail.waitFor().catch(() => assert.fail(`${route}: no ${of}`));
        await settled(page);
        assert.deepEqual(await row.boundingBox(), before, route);
        const below = (await detail.boundingBox()).y - before.y - before.height;
        assert.ok(below >= 0 && below < 24, `${route}: ${below} px under its row`);
      }
    });
  });
}

test('WEB-11: buttons of one label say what each is about', { timeout: 120000 }, () => {
  const candidate = (n, amount) => ({ recharge: n, account: 3, number: `R-00001${n}`, merchant: '甲', amount, reason_zh: '同一付款户名', reason_en: 'x' });
  const wire = { wire: 8, number: 'T-000008', bank_reference: 'B', payer_name: '甲', payer_account: '', remark: '', booked: '2026-11-01', amount: '5000.00',
    state: 'suspense', reason_zh: 'x', reason_en: 'x', actions: [], candidates: [candidate(1, '5000.00'), candidate(2, '4800.00')] };
  return withPage({ fake: { wires: { rows: [wire] } } }, async (page, person) => {
    await person.act(ops);
    await person.visit('#/wires?show=8');
    await page.getByRole('button', { name: '匹配来款：R-000011 ¥5,000.00', exact: true }).waitFor();
    await page.getByRole('button', { name: '匹配来款：R-000012 ¥4,800.00', exact: true }).waitFor();
  });
});

test('WEB-4: a table is copied without formulas and with whole dates, all of it or some rows', { timeout: 120000 }, () => {
  const title = '=HYPERLINK("http://x","双11")';
  const campaign = { campaign: 7, number: 'C-000007', title, state: 'running', enrolled: false, starts: '2026-11-01T00:00:00.000+08:00',
    ends: '2026-11-30T23:59:59.999+08:00', orders_open: 2, end: { command: 'end_campaign', code: '', zh: '', en: '' } };
  const allow = (context) => context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return withPage({ prepare: allow, fake: { campaigns: { campaigns: [campaign] } } }, async (page, person) => {
    const copied = async () => (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split('\n').map((line) => line.split('\t'));
    await person.act(merchant);
    await person.visit('#/campaigns');
    await person.press('复制表格', 'Copy table');
    await person.see('已复制 1 行');
    assert.equal((await copied())[1][0], `'${title}`);
    await page.getByRole('row').nth(1).focus();
    await page.keyboard.press('Control+c');
    assert.equal((await copied())[0][0], `'${title}`);
    await person.visit('#/statement');
    await page.getByRole('table', { name: '账户流水' }).waitFor();
    await person.press('复制表格', 'Copy table');
    await person.see('已复制 6 行');
    for (const [at, ...others] of (await copied()).slice(1)) {
      assert.match(at, /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
      assert.match(others[3], /^-?\d+\.\d\d$/, 'an amount, and no words');
    }
  });
});

test('WEB-12: at 390 px the bars say what waits, what is saved and where one is', { timeout: 120000 }, () =>
  withPage({ width: 390, height: 844 }, async (page, person) => {
    await person.act(merchant);
    for (const route of ['#/statement', '#/campaigns', '#/notices']) {
      await person.visit(route);
      await page.locator('main').getByText('示例家居（杭州）有限公司', { exact: true }).first().waitFor();
    }
    await page.getByRole('navigation').getByRole('link', { name: '通知 1' }).waitFor();
    await page.getByRole('banner').getByRole('status').filter({ hasText: '已保存在本机' }).waitFor();
    await person.act(ops);
    const more = page.getByRole('button', { name: '更多', exact: true });
    assert.equal(await more.getAttribute('aria-current'), null);
    await person.visit('#/storage');
    await page.waitForFunction(() => document.querySelector('nav button').getAttribute('aria-current') === 'true');
  }));

test('WEB-12: at 320 px no name in the bar at the bottom is cut', { timeout: 120000 }, () =>
  withPage({ width: 320, height: 640, language: 'en-GB' }, async (page, person) => {
    for (const role of [merchant, ops, 'finance', 'administrator']) {
      await person.act(role);
      await settled(page);
      const cut = await page.evaluate(() => [...document.querySelectorAll('nav a, nav button')].filter((element) => {
        const pen = document.createElement('canvas').getContext('2d');
        pen.font = `600 11px ${Module.ch.family}`;
        return element.getBoundingClientRect().width > 1 && pen.measureText(element.textContent.replace(/ \d+$/, '')).width > element.getBoundingClientRect().width;
      }).map((element) => element.textContent));
      assert.deepEqual(cut, [], role);
    }
  }));

test('WEB-6: what a role may not see, and an account that there is not, are told as that', { timeout: 120000 }, () =>
  withPage({}, async (page, person) => {
    await person.act(merchant);
    await person.visit('#/wires');
    await page.getByRole('heading', { level: 1, name: '无权查看此页' }).waitFor();
    await page.getByRole('link', { name: '返回“商家账户”' }).click();
    await page.waitForFunction(() => location.hash === '#/account');
    await person.visit('#/nowhere');
    await page.getByRole('heading', { level: 1, name: '没有这个页面' }).waitFor();
    await person.visit('#/account/99999999999999999999');
    await person.see('没有这个账户');
    await person.act('shop');
    await person.visit('#/');
    await page.getByRole('heading', { level: 1, name: '订单消息' }).waitFor();
  }));

test('WEB-18: a browser that will not keep the data for good is said to, and what that means', { timeout: 120000 }, () => {
  const decline = (context) => context.addInitScript(() => { navigator.storage.persist = async () => false; });
  return withPage({ prepare: decline }, async (page, person) => {
    await person.act(merchant);
    await person.visit('#/storage');
    await person.press('请求长期保留', 'Ask to keep it for good');
    await page.getByRole('status').filter({ hasText: '浏览器没有同意' }).filter({ hasText: '可能被浏览器清除' }).first().waitFor();
  });
});

test('WEB-18: in memory only, the welcome does not say that the data stays', { timeout: 120000 }, async () => {
  await withPage({ fake: { fresh: true } }, (page) => page.getByText('数据只保存在本机。').first().waitFor());
  await withPage({ fake: { fresh: true, storage: 'memory' } }, async (page, person) => {
    await person.see('数据只在内存中');
    assert.equal(await page.getByText('数据只保存在本机').count(), 0);
  });
});

test('CON-10: a policy of money is read and typed as amounts are everywhere', { timeout: 120000 }, () =>
  withPage({}, async (page, person) => {
    const commands = [];
    page.on('console', (message) => message.text().startsWith('command ') && commands.push(JSON.parse(message.text().slice(8))));
    await person.act('administrator');
    await person.visit('#/policies?show=credit.hard_floor');
    await person.see('0.00 – 1,000,000.00');
    await person.press('提出参数变更', 'Propose a policy value');
    await person.answer([['参数值', 'Value', '1500']], ['提出参数变更', 'Propose a policy value']);
    await person.dialog().waitFor({ state: 'detached' });
    assert.deepEqual(commands.map((command) => command.payload.value), ['1500.00']);
  }));

test('WEB-13: the chart is as high as what stands beside it, and a screen at most', { timeout: 120000 }, () => {
  const fund = (n) => ({ kind: 'recharge', id: n, number: `R-${n}`, at: '2026-11-20T10:00:00.000+08:00', amount: '5000.00', state: 'waiting', note: '', note_en: '' });
  return withPage({ height: 1000, fake: { account: { under_way: [1, 2, 3, 4, 5, 6, 7].map(fund) } } }, async (page, person) => {
    await person.act(merchant);
    await page.getByRole('region', { name: /充值进度/ }).waitFor();
    await settled(page);
    const beside = await page.getByRole('region', { name: /充值进度/ }).boundingBox();
    const chart = await page.getByRole('img').boundingBox();
    assert.ok(beside.height > 500, 'a long one');
    assert.ok(chart.y + chart.height > beside.y + beside.height - 90, `${chart.y + chart.height} beside ${beside.y + beside.height}`);
  });
});

test('WEB-13: the line of the chart is as thick beside a sharp peak as anywhere', { timeout: 120000 }, () => {
  const amounts = Array(30).fill('0.00');
  Object.assign(amounts, { 8: '5000.00', 16: '5000.00', 17: '4800.00', 18: '4500.00', 24: '5000.00', 25: '2500.00' });
  const points = amounts.map((available, i) => ({ date: `2026-10-${String(i + 1).padStart(2, '0')}`, available, frozen: '0.00' }));
  return withPage({ fake: { balance_history: { points } } }, async (page, person) => {
    await person.act(merchant);
    const image = page.getByRole('img');
    await image.waitFor();
    await settled(page);
    const box = await image.boundingBox();
    const [width, , ...light] = await pixels(page, { x: Math.round(box.x) + 60, y: Math.round(box.y), width: Math.round(box.width) - 70, height: Math.round(box.height) });
    const ink = light.reduce((darkest, value) => Math.min(darkest, value), 1);
    const seen = [];
    for (let y = Math.round(box.height * 0.55); y < box.height * 0.7; ++y) {
      const row = light.slice(y * width, (y + 1) * width);
      // What lies under the line is the page or the surface under the curve; both are far lighter than it.
      const ground = Math.min(...row.filter((value) => value > 0.6));
      const runs = [];
      row.forEach((value, x) => {
        if (value > ground - 0.02) return;
        if (row[x - 1] > ground - 0.02 || runs.length === 0) runs.push(0);
        runs[runs.length - 1] += (ground - value) / (ground - ink);
      });
      if (runs.length === 6) seen.push(...runs);
    }
    assert.ok(seen.length > 60, `${seen.length} crossings`);
    const mean = seen.reduce((sum, each) => sum + each, 0) / seen.length;
    assert.ok(Math.min(...seen) > 0.75 * mean && Math.max(...seen) < 1.35 * mean, `${Math.min(...seen)} to ${Math.max(...seen)} about ${mean}`);
  });
});

test('WEB-12: of the policies in English nothing is cut at 1280 px', { timeout: 120000 }, () => {
  const row = (name, value, rule) => ({ name, kind: 'text', value, version: 1, low: '', high: '', rule, next_value: '', next_approved: false });
  const rows = [row('credit.alert_hours', '6', 'PRE-17, ours'), row('credit.withdrawal_approval_working_days', '2', 'PRE-20, open'), row('core.clock_jump_hours', '168', 'CON-3'),
    row('credit.contact.en', 'prepaid settlement operations (telephone 0571-00000000, settlement@example.com)', 'PRE-5, open')];
  return withPage({ language: 'en-GB', fake: { policies: { rows } } }, async (page, person) => {
    await person.act('administrator');
    await person.visit('#/policies');
    await page.getByRole('row').nth(4).waitFor();
    await settled(page);
    const cut = await page.evaluate(() => [...document.querySelectorAll('[role=cell]')].filter((cell) => {
      if (cell.textContent === '' || cell.querySelector('.line')) return false;
      const style = getComputedStyle(cell);
      const pen = document.createElement('canvas').getContext('2d');
      pen.font = `${style.fontWeight} ${style.fontSize} ${Module.ch.family}`;
      return pen.measureText(cell.textContent).width > cell.getBoundingClientRect().width + 3;
    }).map((cell) => cell.textContent));
    assert.deepEqual(cut, []);
  });
});
