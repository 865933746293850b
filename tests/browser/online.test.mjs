// The page with a server behind it: signing in, the same pages, a connection that breaks and mends, sessions that end.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { demo, Server } from '../server/tools/server.mjs';
import { rowsOf, web, withPage } from './tools/page.mjs';

const chosen = 'correct horse battery';

async function online(options, use) {
  const server = await Server.start(demo(6, 4), ['--web', web]);
  try {
    await withPage({ served: server, ...options }, (page, person, opened) => use(server, page, person, opened));
  } finally {
    await server.kill();
  }
}

async function signIn(person, user, password) {
  await person.fill('用户名', 'User name', user);
  await person.fill('密码', 'Password', password);
  await person.page.keyboard.press('Enter');
}

/// A user of these roles, with a password of his own.
async function userOf(server, cookie, user, roles) {
  for (const role of roles) await server.done(cookie, 'administrator', 'grant_role', { user, role });
  await server.ask('POST', `/v1/logins/${user}`, { cookie, body: { password: 'made by somebody' } });
  const first = await server.signIn(user, 'made by somebody');
  await server.ask('POST', '/v1/password', { cookie: first.cookie, body: { before: 'made by somebody', after: chosen } });
}

test('SRV-16: the first administrator signs in, has to choose a password, and is then at the server\'s books', { timeout: 120000 }, () =>
  online({}, async (server, page, person, { faults }) => {
    await person.see('登录账房');
    await signIn(person, 'admin', 'not the password');
    await person.see('用户名或密码不正确');
    assert.match(faults.splice(0).join(), /^[^,]*401[^,]*$/);  // the browser's own remark on it
    await signIn(person, 'admin', server.password);
    await person.see('设置新密码');
    await person.fill('当前密码', '', server.password);
    await person.fill('新密码', '', chosen);
    await person.fill('再次输入新密码', '', 'correct horse batterx');
    await person.press('保存密码', '');
    await person.see('两次输入的新密码不一致');
    await person.fill('再次输入新密码', '', chosen);
    await person.press('保存密码', '');
    await page.getByText('已保存在服务器').waitFor();
    // He is nobody but himself: the roles on offer are his.
    const roles = await page.getByRole('combobox', { name: '角色', exact: true }).locator('option').evaluateAll((all) => all.map((one) => one.value));
    assert.deepEqual(roles, ['admin|administrator|0']);
    await person.visit('#/sign-in');
    await rowsOf(page, '已登录的设备').filter({ hasText: '本设备' }).filter({ hasText: 'Chrome' }).waitFor();
    await person.press('退出登录', '');
    await person.see('登录账房');
    await page.reload();
    await person.see('登录账房');
    assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key !== 'ch.scroll')), [], 'nothing of his stays in the tab');
  }));

test('SRV-4, SRV-7: what one does on his page another sees on his at once, and a statement comes as a file', { timeout: 180000 }, () =>
  online({}, async (server, page, person) => {
    const cookie = await server.administrator(chosen);
    await userOf(server, cookie, 'zhou', ['settlement_operations', 'finance']);
    await person.see('登录账房');
    await signIn(person, 'zhou', chosen);
    await person.act('settlement_operations');
    await person.visit('#/wires?state=all');
    await rowsOf(page, '来款').nth(1).waitFor();
    const token = await server.key(cookie, 'bank', 'settlement_operations');
    const wire = { bank_reference: 'ONLINE-1', booked: '2026-01-05', amount: '12.34', payer_name: '线上有限公司', payer_account: '6222', remark: '' };
    assert.equal((await server.run(token, 'take_wire', wire)).status, 200);
    await rowsOf(page, '来款').filter({ hasText: '线上有限公司' }).waitFor();

    const asked = (name, body) => server.query(token, name, body).then(({ value }) => value);
    const { account } = (await asked('accounts')).rows.find((one) => one.state === 'active');
    await person.visit(`#/account/${account}?tab=statement`);
    await person.press('下载', '');
    const [saved] = await Promise.all([page.waitForEvent('download'), person.press('CSV', 'CSV', person.dialog())]);
    const { rows } = await asked('statement', { account, limit: 500 });
    const lines = readFileSync(await saved.path(), 'utf8').trim().split('\r\n');
    assert.ok(rows.length > 0);
    assert.equal(lines.filter((line) => /^20\d\d-/.test(line)).length, rows.length);
  }));

test('SRV-4: a connection that breaks says so and keeps what is typed; what was sent meanwhile happens once, when it is back', { timeout: 180000 }, async () => {
  const db = demo(6, 4);
  let server = await Server.start(db, ['--web', web]);
  const cookie = await server.administrator(chosen);
  await userOf(server, cookie, 'zhou', ['settlement_operations']);
  const port = server.port;
  try {
    await withPage({ served: server }, async (page, person, opened) => {
      await person.see('登录账房');
      await signIn(person, 'zhou', chosen);
      await person.visit('#/account');
      await person.press('登记商家', '');
      await person.fill('公司注册名称', '', '断线有限公司', person.dialog());
      await server.kill();
      await person.see('与服务器的连接已断开');
      assert.equal(await person.dialog().getByLabel('公司注册名称', { exact: true }).inputValue(), '断线有限公司');
      await person.fill('供应商编号', '', 'ONLINE-9', person.dialog());
      await person.press('登记商家', '', person.dialog());  // it waits for the server
      server = await Server.start(db, ['--web', web, '--listen', `127.0.0.1:${port}`]);
      await person.dialog().waitFor({ state: 'detached' });
      await person.see('已保存在服务器');
      const again = await server.signIn('admin', chosen);
      const found = await server.ask('POST', '/v1/queries/parties?as=administrator', { cookie: again.cookie, body: { search: '断线有限公司' } });
      assert.equal(found.value.rows.length, 1);
      opened.faults.splice(0);  // the browser's own remarks on a server that is not there
    });
  } finally {
    await server.kill();
  }
});

test('SRV-16: a session that is revoked ends on the page at once, which goes on where it was when he is back', { timeout: 120000 }, () =>
  online({}, async (server, page, person) => {
    const cookie = await server.administrator(chosen);
    await userOf(server, cookie, 'zhou', ['settlement_operations']);
    await person.see('登录账房');
    await signIn(person, 'zhou', chosen);
    await person.visit('#/wires');
    await rowsOf(page, '来款').nth(1).waitFor();
    await server.ask('POST', '/v1/logins/zhou', { cookie, body: { disabled: true } });
    await server.ask('POST', '/v1/logins/zhou', { cookie, body: { disabled: false } });
    await person.see('登录已过期');
    await signIn(person, 'zhou', chosen);
    await rowsOf(page, '来款').nth(1).waitFor();
  }));
