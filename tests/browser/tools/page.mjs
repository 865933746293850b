// The built page in Chromium, driven by role and name as a person would; the same for the tests and for looking at it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { launch } from '../lib/chromium.mjs';
import { projectRoot, startServer } from '../lib/server.mjs';

/// The business day in the page's zone, so many days from today.
export const businessDay = (ahead = 0) => new Date(Date.now() + 8 * 36e5 + ahead * 864e5).toISOString().slice(0, 10);

export const web = process.env.CH_WEB ?? join(projectRoot, 'build', 'web');

/// Opens the page on an empty profile. `language`, `theme` are those of the browser; `fake` puts fake_worker.js in the
/// worker's place; `prepare` gets the context before the page loads; `served`: by whom, if not as files alone.
export async function openPage({ language = 'zh-CN', theme = 'light', width = 1280, height = 800, fake = false, path = '/', prepare = () => {}, served } = {}) {
  const server = served ?? (await startServer(web));
  const browser = await launch();
  const context = await browser.newContext({ locale: language, colorScheme: theme, viewport: { width, height }, timezoneId: 'Asia/Shanghai' });
  await prepare(context);
  if (fake) {
    const script = readFileSync(new URL('fake_worker.js', import.meta.url), 'utf8')
      .replace("new URL(self.location).searchParams.get('fake') ?? '{}'", JSON.stringify(JSON.stringify(fake === true ? {} : fake)));
    await context.route('**/worker/worker_main.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  }
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.addInitScript(() => { globalThis.chStrict = true; });
  await page.goto(server.url + path, { timeout: 120000 });
  return {
    page, context, faults, url: server.url,
    close: async () => {
      await browser.close();
      await server.close?.();
    },
  };
}

/// The rows of a table by its name, its head among them.
export const rowsOf = (page, name) => page.getByRole('table', { name, exact: true }).getByRole('row');

/// The case that is open is screened, and what passed collected into a batch by finance: the batch's address.
export async function collectedBatch(page, person) {
  await person.press('筛查并成批');
  await person.press('筛查并成批', '', person.dialog());
  await person.dialog().waitFor({ state: 'detached' });
  await person.act('finance');
  await person.visit('#/payments');
  await person.press('生成付款批次');
  await page.waitForFunction(() => /^#\/payments\/\d+$/.test(location.hash));
  return new URL(page.url()).hash;
}

/// Everything that a person does, in one language: `t` picks the words.
export class Person {
  constructor(page, language) {
    this.page = page;
    this.t = (zh, en) => (language === 'zh' ? zh : en);
  }

  button(zh, en, within = this.page) {
    return within.getByRole('button', { name: this.t(zh, en), exact: true });
  }

  async press(zh, en, within = this.page) {
    await this.button(zh, en, within).first().click();
  }

  dialog() {
    return this.page.getByRole('dialog');
  }

  async fill(zh, en, value, within = this.page) {
    const field = within.getByLabel(this.t(zh, en), { exact: true }).first();
    await field.focus();
    await field.fill(value);
  }

  /// Opens the form of a button, fills it, sends it, and waits until it is gone.
  async give(zh, en, fields, submit = [zh, en]) {
    await this.press(zh, en);
    await this.answer(fields, submit);
    await this.dialog().waitFor({ state: 'detached' });
  }

  async answer(fields, submit) {
    for (const [fieldZh, fieldEn, value] of fields) await this.fill(fieldZh, fieldEn, value, this.dialog());
    await this.press(...submit, this.dialog());
  }

  /// Takes a role of the bar at the top: the first of that kind, or the one whose label has `who`.
  async act(role, who = '') {
    const select = this.page.getByRole('combobox', { name: this.t('角色', 'Role'), exact: true });
    const value = await select.evaluateHandle((element, [wanted, label]) => new Promise((found, failed) => {
      const look = (left) => {
        const option = [...element.options].find((o) => o.value.split('|')[1] === wanted && o.label.includes(label));
        if (option) found(option.value);
        else if (left === 0) failed(new Error(`nobody to act as ${wanted} ${label}`));
        else setTimeout(look, 100, left - 1);
      };
      look(100);
    }), [role, who]).then((handle) => handle.jsonValue());
    if (await select.inputValue() === value) return;
    // The page goes to its first place when the role changes; only then may a test go on to another.
    await this.visit('#/account?acting');
    await select.selectOption(value);
    await this.page.waitForFunction(() => location.hash !== '#/account?acting');
  }

  async visit(route) {
    await this.page.evaluate((hash) => { location.hash = hash; }, route);
  }

  async see(text) {
    await this.page.getByText(text, { exact: false }).first().waitFor();
  }

  /// A figure at the top of the account.
  async figure(zh, en, amount) {
    await this.page.getByRole('group', { name: this.t(zh, en), exact: true }).getByText(amount, { exact: true }).waitFor();
  }
}

/// Opens the page, hands it on, and sees to it that nothing went wrong in it.
export async function withPage(options, use) {
  const opened = await openPage(options);
  opened.page.setDefaultTimeout(40000);
  try {
    await use(opened.page, new Person(opened.page, (options.language ?? 'zh-CN').slice(0, 2)), opened);
    assert.deepEqual(opened.faults, []);
  } finally {
    await opened.close();
  }
}
