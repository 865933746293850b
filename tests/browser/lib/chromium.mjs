// Chromium as the tests use it: by playwright, or as a process of our own that can be killed like a crash.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

export const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

export function launch({ args = [], ...options } = {}) {
  return chromium.launch({ executablePath, args: [...flags, ...args], ...options });
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(condition, what, limitMs = 20000) {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`timed out: ${what}`);
    await pause(10);
  }
}

function devtoolsAddress(profile) {
  const file = join(profile, 'DevToolsActivePort');
  if (!existsSync(file)) return null;
  const [port, path] = readFileSync(file, 'utf8').split('\n');
  return path ? `ws://127.0.0.1:${port}${path}` : null;
}

function groupLives(group) {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

/// A folder for a browser profile, with the function that removes it.
export function makeProfile() {
  const path = mkdtempSync(join(tmpdir(), 'countinghouse-profile-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }) };
}

function spawnBrowser(profile, args) {
  rmSync(join(profile, 'DevToolsActivePort'), { force: true });
  const own = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--no-default-browser-check'];
  return spawn(executablePath, [...flags, ...own, ...args, 'about:blank'], { detached: true, stdio: 'ignore' });
}

/// A browser over a profile on disk, in a process group of its own. What playwright's `newContext` gives is off the
/// record: there the private file system lies in the browser's memory, and every read is a message between processes.
export async function launchOnDisk(profile, args = []) {
  const child = spawnBrowser(profile, args);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const killGroup = () => kill(-child.pid);
  process.once('exit', killGroup);
  const browser = await chromium.connectOverCDP(await until(() => devtoolsAddress(profile), 'the browser to start'));
  const session = await browser.newBrowserCDPSession();
  return {
    browser,
    context: browser.contexts()[0],
    /// The processes that pages and their workers live in.
    rendererIds: async () => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    },
    /// SIGKILL to all of the group at once: nobody gets to tidy up.
    kill: async () => {
      killGroup();
      await ended;
      await until(() => !groupLives(child.pid), 'the browser to die');
      process.removeListener('exit', killGroup);
      await browser.close().catch(() => {});
    },
  };
}

/// SIGKILL to one process, or to a group by its negative id; one that has ended already is no error.
export function kill(id) {
  try {
    process.kill(id, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
