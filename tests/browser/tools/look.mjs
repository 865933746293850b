// Pictures of the page for looking at: node tests/browser/tools/look.mjs FOLDER [--fake] [route ...]
import { mkdirSync } from 'node:fs';
import { openPage, Person } from './page.mjs';

const [folder, ...rest] = process.argv.slice(2);
const fake = rest.includes('--fake');
const routes = rest.filter((word) => word.startsWith('#'));
mkdirSync(folder, { recursive: true });

const settle = (page) => page.waitForTimeout(600);

async function shoot(theme, language, sizes) {
  const opened = await openPage({ theme, language, fake });
  const { page } = opened;
  page.setDefaultTimeout(120000);
  if (!fake) {
    const person = new Person(page, language.slice(0, 2));
    await settle(page);
    if (theme === 'light') await page.screenshot({ path: `${folder}/first-${language}.png` });
    await person.press('生成演示数据', 'Make demo data');
    await page.getByRole('combobox').first().waitFor();
  }
  for (const route of routes.length > 0 ? routes : ['#/account']) {
    const [role, hash] = route.includes('@') ? route.slice(1).split('@') : [null, route];
    if (role) {
      await new Person(page, language.slice(0, 2)).act(role);
      await settle(page);
    }
    await page.evaluate((to) => { location.hash = to; }, hash);
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await settle(page);
      const name = hash.replace(/[^a-z0-9]+/gi, '_');
      await page.screenshot({ path: `${folder}/${name}-${role ?? ''}-${width}-${theme}-${language}.png` });
    }
  }
  if (opened.faults.length > 0) console.log(theme, opened.faults);
  await opened.close();
}

const all = rest.includes('--one') ? [[1280, 800]] : [[1280, 800], [1920, 1080], [390, 844]];
await shoot('light', 'zh-CN', all);
if (!rest.includes('--quick')) {
  await shoot('dark', 'zh-CN', all);
  await shoot('light', 'en-GB', [[1280, 800], [390, 844]]);
}
