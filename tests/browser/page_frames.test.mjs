// When the page draws, and how it follows window, fingers and graphics.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { apart, contrastOf, openGallery, pixels, settled } from './page_lib.mjs';

let gallery;
before(async () => { gallery = await openGallery(); });
after(() => gallery.close());

const frames = (page) => page.evaluate(() => Module._ch_frames());

test('WEB-8: at rest no frame is drawn in two seconds, with a field in focus neither', async () => {
  const page = await gallery.page('#/forms');
  for (const focus of [false, true]) {
    if (focus) await page.getByRole('textbox', { name: '户名' }).click();
    const start = await settled(page);
    await page.waitForTimeout(2000);
    assert.equal(await frames(page), start);
  }
  await page.context().close();
});

test('WEB-8: a press is drawn in the next frame, and the drawing ends', async () => {
  const page = await gallery.page('#/account');
  const start = await settled(page);
  const [after, presses] = await page.evaluate(() => new Promise((done) => {
    [...document.querySelectorAll('#mirror button')].find((each) => each.textContent === '预警设置').click();
    requestAnimationFrame(() => done([Module._ch_frames(), Module._ch_gallery_presses()]));
  }));
  assert.equal(presses, 1);
  assert.ok(after > start);
  assert.ok((await settled(page)) - start <= 6);
  await page.context().close();
});

test('WEB-9: the page follows the window and the density, without sideways scrolling', async () => {
  const page = await gallery.page('#/account');
  for (const [width, height] of [[1920, 1080], [800, 600], [390, 844], [320, 568]]) {
    await page.setViewportSize({ width, height });
    await settled(page);
    const wide = await page.evaluate(() => {
      const out = [...document.querySelectorAll('#mirror [data-id]')].filter((element) => {
        const box = element.getBoundingClientRect();
        return !element.parentElement.closest('.slides') && (box.right > innerWidth + 1 || box.left < -1);  // tabs slide in their line
      });
      return [document.documentElement.scrollWidth, innerWidth, document.querySelector('main').scrollWidth, document.querySelector('main').clientWidth,
        out.map((element) => element.outerHTML.slice(0, 120))];
    });
    assert.ok(wide[0] <= wide[1] && wide[2] <= wide[3], String(wide));
    assert.deepEqual(wide[4], [], `at ${width}`);
  }
  const density = await page.context().newCDPSession(page);
  await density.send('Emulation.setDeviceMetricsOverride', { width: 800, height: 600, deviceScaleFactor: 1.5, mobile: false });
  await settled(page);
  assert.deepEqual(await page.evaluate(() => [Module.canvas.width, Module.canvas.height]), [1200, 900]);
  await page.context().close();
});

test('WEB-9: a finger scrolls with inertia, and the picture goes along', async () => {
  const page = await gallery.page('#/account', { width: 390, height: 700, hasTouch: true, isMobile: true });
  const top = () => page.evaluate(() => document.querySelector('main').scrollTop);
  const clip = { x: 20, y: 80, width: 340, height: 200 };
  await settled(page);
  const before = await pixels(page, clip);
  const touch = await page.context().newCDPSession(page);
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: 200, y: 500 }] });
  for (let y = 480; y >= 240; y -= 20) {
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: 200, y }] });
  }
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await page.waitForFunction(() => document.querySelector('main').scrollTop > 200);
  await settled(page);
  const reached = await top();
  assert.ok(reached > 200, `scrolled ${reached}`);
  assert.ok(apart(await pixels(page, clip), before) > 0.01);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('main')).overflowY), 'auto', "inertia is the browser's own");
  await page.context().close();
});

test('WEB-9: a tap presses, a mouse wheel scrolls, a hover shows why a button is disabled', async () => {
  const touch = await gallery.page('#/account', { width: 390, height: 844, hasTouch: true, isMobile: true });
  await touch.getByRole('button', { name: '预警设置' }).tap();
  await settled(touch);
  assert.equal(await touch.evaluate(() => Module._ch_gallery_presses()), 1);
  await touch.context().close();

  const page = await gallery.page('#/account');
  await page.mouse.move(600, 600);
  await page.mouse.wheel(0, 150);
  await page.waitForFunction(() => document.querySelector('main').scrollTop > 0);
  await page.evaluate(() => document.querySelector('main').scrollTo(0, 0));
  await settled(page);
  const button = page.getByRole('button', { name: '提现', exact: true });
  const box = await button.boundingBox();
  const below = { x: box.x - 60, y: box.y + box.height + 8, width: 200, height: 24 };
  const before = await pixels(page, below);
  await page.mouse.move(box.x + 10, box.y + 10);
  await settled(page);
  const shown = await pixels(page, below);
  assert.ok(apart(shown, before) > 0.1);
  assert.ok(contrastOf(shown) > 4.5);
  await page.context().close();
});

test('WEB-9: a lost graphics context comes back with the same picture', async () => {
  const page = await gallery.page('#/account');
  const clip = { x: 0, y: 60, width: 700, height: 400 };
  const before = await pixels(page, clip);
  for (let round = 0; round < 2; ++round) {
    await page.evaluate(() => new Promise((done) => {
      const lose = Module.canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
      Module.canvas.addEventListener('webglcontextrestored', () => done(), { once: true });
      lose.loseContext();
      setTimeout(() => lose.restoreContext(), 50);
    }));
    await settled(page);
    assert.equal(apart(await pixels(page, clip), before), 0);
  }
  assert.deepEqual(page.failures, []);
  await page.context().close();
});

// Milliseconds a step of scrolling, the least of several rounds: other programs can only make a round longer.
const scrollStep = (page) => page.evaluate(async () => {
  const main = document.querySelector('main');
  let least = Infinity;
  for (let round = 0; round < 5; ++round) {
    const start = performance.now();
    for (let i = 0; i < 6; ++i) {
      main.scrollTo(0, 200 + (i % 2) * 900);
      await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    }
    least = Math.min(least, (performance.now() - start) / 6);
  }
  return least;
});

test('WEB-15: a table of 100,000 rows keeps a small tree and scrolls to its end', async () => {
  const page = await gallery.page('#/many');
  const table = page.getByRole('table', { name: '大表' });
  const few = Number(await table.getAttribute('aria-rowcount'));
  const before = await scrollStep(page);
  await page.getByRole('button', { name: '加载更多' }).click();
  await settled(page);
  assert.equal(await table.getAttribute('aria-rowcount'), '100001');
  const after = await scrollStep(page);
  console.log(`a step of scrolling: ${before.toFixed(1)} ms with ${few} rows, ${after.toFixed(1)} ms with 100,001`);
  assert.ok(after < 2 * before, 'scrolling costs no more with many rows than with few');
  await page.evaluate(() => document.querySelector('main').scrollTo(0, 1e9));
  await settled(page);
  assert.equal(await page.getByRole('cell', { name: 'N-100000', exact: true }).count(), 1);
  assert.ok(await page.evaluate(() => document.querySelectorAll('#mirror *').length) < 600);
  await page.context().close();
});
