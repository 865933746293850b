// The mirrored tree: what a screen reader, a keyboard and a test find.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { apart, contrastOf, openGallery, pixels, settled, violations } from './page_lib.mjs';

let gallery;
before(async () => { gallery = await openGallery(); });
after(() => gallery.close());

for (const dark of [false, true]) {
  for (const chinese of [true, false]) {
    for (const [width, height] of [[1280, 800], [390, 844]]) {
      test(`WEB-11: axe finds nothing (${dark ? 'dark' : 'light'}, ${chinese ? 'zh' : 'en'}, ${width})`, async () => {
        const page = await gallery.page('#/account', { dark, chinese, width, height });
        assert.deepEqual(await violations(page), []);
        await page.getByRole('button', { name: chinese ? '充值' : 'Recharge', exact: true }).click();
        await settled(page);
        assert.deepEqual(await violations(page), [], 'with a dialog open');
        await page.keyboard.press('Escape');
        await page.goto(`${gallery.url}/gallery.html#/forms`);
        await settled(page);
        assert.deepEqual(await violations(page), [], 'forms');
        assert.deepEqual(page.failures, []);
        await page.context().close();
      });
    }
  }
}

// Every word as drawn, against the ground that it was drawn on.
for (const dark of [false, true]) {
  test(`WEB-11: drawn words have the contrast of WCAG AA (${dark ? 'dark' : 'light'})`, async () => {
    const page = await gallery.page('#/account', { dark, dpr: 2 });
    for (const route of ['#/account', '#/forms']) {
      await page.goto(`${gallery.url}/gallery.html${route}`);
      await settled(page);
      const boxes = await page.evaluate(() => [...document.querySelectorAll('#mirror .text,#mirror .cell,#mirror .heading,#mirror .columnheader,#mirror .act:not([aria-disabled])')]
        .filter((element) => element.textContent.trim() !== '' && !element.querySelector('.act') && element.getAttribute('role') !== 'table')
        .map((element) => [element.textContent, element.getBoundingClientRect()])
        .filter(([, box]) => box.top > 0 && box.bottom < innerHeight && box.width > 6)
        .map(([text, box]) => [text, { x: box.x, y: box.y + 2, width: box.width, height: box.height - 4 }]));
      assert.ok(boxes.length > 20, `${boxes.length} pieces of text on ${route}`);
      for (const [text, clip] of boxes) {
        const ratio = contrastOf(await pixels(page, clip));
        assert.ok(ratio >= 4.4, `${route} '${text}': ${ratio.toFixed(2)}`);  // 4.4: thin strokes never reach the full ink
      }
    }
    await page.context().close();
  });
}

test('WEB-11: roles, names, states and reading order', async () => {
  const page = await gallery.page('#/account');
  const landmarks = await page.evaluate(() => [...document.getElementById('mirror').children].map((element) => element.tagName));
  assert.deepEqual(landmarks, ['NAV', 'HEADER', 'MAIN']);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), '示例家居（杭州）有限公司');
  assert.equal(await page.getByRole('link', { name: '商家账户' }).getAttribute('aria-current'), 'page');
  const disabled = page.getByRole('button', { name: '提现', exact: true });
  assert.equal(await disabled.getAttribute('aria-disabled'), 'true');
  assert.match(await disabled.getAttribute('aria-description'), /待缴费/);
  const words = await page.evaluate(() => document.querySelector('main').innerText.replace(/\s+/g, ' '));
  const order = ['示例家居', '已激活', '预警设置', '可用余额', '2,850.00', '冻结中', '看表格', '提交申请', '等待银行汇款', '账户流水', '收支', '−1,200.00', '复制表格'];
  const places = order.map((word) => words.indexOf(word));
  assert.deepEqual(places, [...places].sort((a, b) => a - b), `${order.map((word, i) => word + places[i])}`);
  assert.ok(!places.includes(-1));
  assert.equal(await page.getByRole('columnheader', { name: '时间' }).getAttribute('aria-sort'), 'descending');
  assert.equal(await page.getByRole('table', { name: '账户流水' }).getAttribute('aria-rowcount'), '49');
  assert.match(await page.getByRole('img').getAttribute('aria-label'), /熔断值 1,000\.00/);
  assert.equal(await page.getByRole('listitem').filter({ hasText: '等待银行汇款' }).count(), 1);
  await page.context().close();
});

test('WEB-11: usable from the keyboard alone', async () => {
  const page = await gallery.page('#/account');
  const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.getAttribute('aria-label'));
  for (let i = 0; i < 30 && (await focused()) !== '预警设置'; ++i) await page.keyboard.press('Tab');
  assert.equal(await focused(), '预警设置');
  await page.keyboard.press('Enter');
  await settled(page);
  await page.keyboard.press('Space');
  await settled(page);
  assert.equal(await page.evaluate(() => Module._ch_gallery_presses()), 2);

  await page.getByRole('tab', { name: '账户流水' }).focus();
  await page.keyboard.press('ArrowRight');
  await settled(page);
  assert.equal(await page.getByRole('tab', { selected: true }).textContent(), '交易：冻结与结算');
  assert.match(page.url(), /tab=1/);
  await page.keyboard.press('ArrowLeft');
  await settled(page);

  await page.locator('#mirror [role=row]').nth(2).focus();
  await page.keyboard.press('Enter');
  await settled(page);
  assert.equal(await page.evaluate(() => Module._ch_gallery_opened()), 1);
  const main = await page.evaluate(() => document.querySelector('main').scrollTop);
  await page.getByRole('button', { name: '复制表格' }).focus();
  await settled(page);
  assert.ok(await page.evaluate(() => document.querySelector('main').scrollTop) > main, 'what has the focus comes into view');
  await page.context().close();
});

test('WEB-11: the first stop of the keyboard leads past the navigation, and is seen while it has the focus', async () => {
  for (const width of [1280, 390]) {
    const page = await gallery.page('#/account', { width });
    const corner = { x: 0, y: 0, width: 160, height: 50 };
    const before = await pixels(page, corner);
    await page.keyboard.press('Tab');
    await settled(page);
    const skip = page.getByRole('button', { name: '跳到主要内容' });
    assert.ok(await skip.evaluate((element) => element === document.activeElement));
    assert.ok(apart(await pixels(page, corner), before) > 0.2);
    await page.keyboard.press('Enter');
    await settled(page);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'MAIN');
    assert.equal(apart(await pixels(page, corner), before), 0);
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement.closest('main') !== null));
    await page.context().close();
  }
});

test('WEB-11: nodes under an open dialog are inert; focus goes in and comes back; Escape closes', async () => {
  const page = await gallery.page('#/account');
  const opener = page.getByRole('button', { name: '充值', exact: true });
  await opener.click();
  await settled(page);
  const dialog = page.getByRole('dialog', { name: '充值' });
  await dialog.waitFor();
  const inert = await page.evaluate(() => [...document.getElementById('mirror').children].map((child) => [child.tagName, child.inert]));
  assert.deepEqual(inert, [['NAV', true], ['HEADER', true], ['MAIN', true], ['DIV', false]]);
  assert.ok(await page.evaluate(() => document.activeElement.closest('[role=dialog]') !== null));
  for (let i = 0; i < 12; ++i) {
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('[role=dialog]') !== null));
  }
  await page.getByRole('textbox', { name: '充值金额' }).fill('2999.99');
  await settled(page);
  assert.equal(await page.getByRole('textbox', { name: '充值金额' }).getAttribute('aria-invalid'), 'true');
  assert.ok(await page.getByText('不能少于 3,000.00 元').isVisible());
  await page.keyboard.press('Escape');
  await settled(page);
  assert.equal(await dialog.count(), 0);
  assert.ok(await opener.evaluate((element) => element === document.activeElement));
  await page.context().close();
});

test('WEB-11: messages are announced', async () => {
  const page = await gallery.page('#/account');
  await page.getByRole('button', { name: '充值', exact: true }).click();
  await settled(page);
  await page.getByRole('textbox', { name: '充值金额' }).fill('5000');
  await settled(page);
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.waitForFunction(() => document.getElementById('polite').textContent === '充值申请已提交');
  await page.context().close();
});

test('WEB-13: the chart can be seen as a table', async () => {
  const page = await gallery.page('#/account');
  await page.getByRole('button', { name: '看表格' }).click();
  await settled(page);
  const table = page.getByRole('table', { name: '可用余额趋势' });
  assert.equal(await table.getAttribute('aria-rowcount'), '61');
  const amounts = async () => (await table.getByRole('row').all()).slice(1, 8)
    .reduce(async (before, row) => [...await before, Number((await row.getByRole('cell').nth(1).innerText()).replaceAll(',', ''))], []);
  const sort = async () => {
    await table.getByRole('columnheader').nth(1).getByRole('button').click();
    await settled(page);
    return amounts();
  };
  const rising = await sort();
  assert.deepEqual(rising, [...rising].sort((a, b) => a - b));
  const falling = await sort();
  assert.deepEqual(falling, [...falling].sort((a, b) => b - a));
  assert.ok(falling[0] > rising[0]);
  await page.context().close();
});

for (const route of ['raw', 'nameless']) {
  test(`WEB-11: an item drawn without role or name aborts in a test (${route})`, async () => {
    const strict = await gallery.page('#/account');
    const said = new Promise((resolve) => strict.on('console', (line) => line.type() === 'error' && resolve(line.text())));
    await strict.evaluate((to) => { location.hash = `#/${to}`; }, route);
    assert.match(await said, /WEB-11: an item was drawn/);
    await strict.context().close();
  });
}
