// The gallery of widgets in a browser, and pictures of it compared with the browser's own drawing.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { launch } from './lib/chromium.mjs';
import { projectRoot, startServer } from './lib/server.mjs';

export const site = process.env.CH_WEB_DIR ?? join(projectRoot, 'build/web');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/// One browser and one server for a test file.
export async function openGallery() {
  const server = await startServer(site);
  // A page in the background gets little of a busy machine, and every test here is about a page that is looked at.
  const browser = await launch({ args: ['--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows'] });
  return {
    browser,
    url: server.url,
    /// A page at `route`; items without role or name abort in it (WEB-11).
    async page(route, { strict = true, chinese = true, dark = false, width = 1280, height = 800, dpr = 1, ...more } = {}) {
      const context = await browser.newContext({
        viewport: { width, height }, deviceScaleFactor: dpr, locale: chinese ? 'zh-CN' : 'en-GB',
        colorScheme: dark ? 'dark' : 'light', permissions: ['clipboard-read', 'clipboard-write'], ...more,
      });
      const page = await context.newPage();
      page.failures = [];
      page.on('pageerror', (error) => page.failures.push(String(error)));
      await page.addInitScript((on) => { globalThis.chStrict = on; }, strict);
      await page.goto(`${server.url}/gallery.html${route}`);
      await page.locator('html.ready').waitFor({ state: 'attached' });
      await settled(page);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/// Until no frame is drawn any more.
export async function settled(page) {
  let before = -1;
  for (;;) {
    const now = await page.evaluate(() => new Promise((done) => {
      requestAnimationFrame(() => requestAnimationFrame(() => done(Module._ch_frames())));
    }));
    if (now === before) return now;
    before = now;
  }
}

export async function violations(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return result.violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

/// The pixels of a part of the page as [width, height, luminance 0..1 ...].
export async function pixels(page, clip) {
  const png = await page.screenshot({ clip });
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const data = context.getImageData(0, 0, image.width, image.height).data;
    const linear = (v) => (v <= 10 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    const out = [image.width, image.height];
    for (let i = 0; i < data.length; i += 4) {
      out.push(0.2126 * linear(data[i]) + 0.7152 * linear(data[i + 1]) + 0.0722 * linear(data[i + 2]));
    }
    return out;
  }, png.toString('base64'));
}

/// The share of pixels in which two pictures of one size differ.
export function apart(one, other) {
  let different = one.length === other.length ? 0 : Infinity;
  for (let i = 2; i < one.length; ++i) if (Math.abs(one[i] - other[i]) > 0.01) ++different;
  return different / (one.length - 2);
}

/// How sharp: the squared steps between neighbours.
export function sharpness([width, height, ...light]) {
  let sum = 0;
  for (let y = 0; y < height; ++y) {
    for (let x = 1; x < width; ++x) sum += (light[y * width + x] - light[y * width + x - 1]) ** 2;
  }
  return sum;
}

/// Mean difference of two pictures after a blur of one pixel, relative to the ink of the second.
export function difference([width, height, ...one], [, , ...other]) {
  const soft = (light, x, y) => {
    let sum = 0;
    for (let dy = -1; dy <= 1; ++dy) for (let dx = -1; dx <= 1; ++dx) sum += light[(y + dy) * width + x + dx];
    return sum / 9;
  };
  const ground = Math.max(...other);
  let apart = 0;
  let ink = 0;
  for (let y = 1; y < height - 1; ++y) {
    for (let x = 1; x < width - 1; ++x) {
      apart += Math.abs(soft(one, x, y) - soft(other, x, y));
      ink += ground - soft(other, x, y);
    }
  }
  return ink === 0 ? Infinity : apart / ink;
}

/// The same words drawn by us and by the browser's own text engine in the same place.
export async function besideBrowser(page, locator, colour) {
  const box = await locator.boundingBox();
  const clip = { x: Math.floor(box.x) - 2, y: Math.floor(box.y) - 1, width: Math.ceil(box.width) + 4, height: Math.ceil(box.height) + 2 };
  await page.mouse.move(0, 0);
  await settled(page);
  const ours = await pixels(page, clip);
  await locator.evaluate((element, ink) => {
    document.getElementById('canvas').style.visibility = 'hidden';
    element.style.color = `var(--${ink})`;
    document.body.style.background = document.documentElement.style.background = 'var(--surface)';
  }, colour);
  const theirs = await pixels(page, clip);
  await locator.evaluate((element) => {
    document.getElementById('canvas').style.visibility = '';
    element.style.color = '';
    document.body.style.background = document.documentElement.style.background = '';
  });
  return { ours, theirs };
}

/// WCAG contrast of the darkest and lightest point of a part of the page.
export function contrastOf([, , ...light]) {
  let low = 1;
  let high = 0;
  for (const value of light) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return (high + 0.05) / (low + 0.05);
}
