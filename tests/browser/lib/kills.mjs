// Rounds of load and death, and what must hold after each (WEB-16).
import { kill, launchOnDisk, makeProfile } from './chromium.mjs';

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/// What is wrong with a database after a death, given what had been acknowledged before: [] or sentences.
export function findings({ check, failure }, acknowledged) {
  const found = [];
  if (failure) found.push(`the worker failed: ${failure.code} ${failure.detail}`);
  if (!check) return found;
  const generations = check.log.length;
  if (check.integrity !== 'ok') found.push(`corrupt: ${check.integrity}`);
  if (check.sum !== check.expected_sum) found.push(`the sum is ${check.sum}, not ${check.expected_sum}`);
  if (check.oldest !== generations || check.newest !== generations) {
    found.push(`${generations} commands, but accounts of generations ${check.oldest} to ${check.newest}`);
  }
  const kept = new Set(check.log);
  const lost = acknowledged.filter((command) => !kept.has(command));
  if (lost.length > 0) found.push(`acknowledged and lost: ${lost.join(' ')}`);
  return found;
}

/// When the next life ends, in shares of what starts and commands take on this machine, so that a slow one is hit in
/// the same places: {start: 0.4} of the way to its being ready, so that the recovery from the last death is hit as
/// well; {acks: 2, then: 0.7} of a command after its second acknowledgement.
function nextDeath(random) {
  if (random.below(6) === 0) return { start: random.real() };
  return { acks: random.below(5), then: random.below(4) === 0 ? 0 : random.real() };
}

/// A browser with the probe's page in it, to be killed in parts or whole. `acknowledged` is what reached this process.
export class Stage {
  constructor(server) {
    this.server = server;
    this.profile = makeProfile();
    this.acknowledged = [];
    this.onAcknowledged = () => {};
    this.own = null;
    this.startMs = 300;  // until measured
    this.commandMs = 30;
  }

  async openBrowser() {
    this.own = await launchOnDisk(this.profile.path);
    await this.own.context.exposeBinding('acknowledge', (_source, command) => {
      this.acknowledged.push(command);
      this.onAcknowledged();
    });
  }

  async openPage() {
    // A page that lands in a renderer which is just being killed dies with it: then another is made.
    for (let tries = 1; ; ++tries) {
      try {
        const page = await this.own.context.newPage();
        await page.goto(`${this.server.url}/blank`);
        return page;
      } catch (error) {
        if (tries === 5 || !/crashed|closed/.test(error.message)) throw error;
      }
    }
  }

  async close() {
    await this.own?.kill();
    this.own = null;
    this.profile.remove();
  }

  /// One life that `slay` ends, with what its start found. What runs in the page stays unanswered if the page dies.
  async lifeEndedBy(slay, page, { settings, name, death }) {
    const known = [...this.acknowledged];
    const born = performance.now();
    const life = inPage(page, 'live', { settings, name }).catch(() => null);
    if (death.start !== undefined) {
      await pause(death.start * this.startMs);
      slay();
      return [];
    }
    const start = await life;
    if (!start) throw new Error('the page died before its time');
    this.startMs = performance.now() - born;
    await this.acknowledgements(death.acks);
    await pause(death.then * this.commandMs);
    slay();
    return findings(start, known);
  }

  async acknowledgements(count) {
    if (count === 0) return;
    const began = performance.now();
    const wanted = this.acknowledged.length + count;
    await new Promise((resolve) => {
      this.onAcknowledged = () => { if (this.acknowledged.length >= wanted) resolve(); };
      setTimeout(resolve, 5000).unref();  // a worker that answers no more is found out by the next life
    });
    this.onAcknowledged = () => {};
    this.commandMs = (performance.now() - began) / count;
  }

  async lookAt(settings) {
    const page = await this.openPage();
    const found = findings(await inPage(page, 'look', settings), this.acknowledged);
    await page.close();
    return found;
  }
}

function inPage(page, name, argument) {
  return page.evaluate(
    async ([each, given]) => (await import('/tests/browser/vfs_probe/load_page.js'))[each](given),
    [name, argument],
  );
}

/// Repeats `once(death, name)` until `count` deaths or the first finding; then looks a last time.
async function repeat(stage, { settings, count, random }, once) {
  let deaths = 0;
  let found = [];
  while (deaths < count && found.length === 0) {
    found = await once(nextDeath(random), `d${deaths}`);
    ++deaths;
  }
  if (found.length === 0) found = await stage.lookAt(settings);
  return { deaths, found, acknowledged: stage.acknowledged.length };
}

/// Kills the worker alone, by terminate().
export async function terminateWorkers(stage, plan) {
  await stage.openBrowser();
  const page = await stage.openPage();
  return repeat(stage, plan, async (death, name) => {
    const { settings } = plan;
    const { startMs, commandMs } = stage;
    const ended = await inPage(page, 'liveAndTerminate', { settings, name, death, startMs, commandMs });
    Object.assign(stage, { startMs: ended.startMs, commandMs: ended.commandMs });
    const found = findings(ended, stage.acknowledged);
    stage.acknowledged.push(...ended.acknowledged);
    return found;
  });
}

/// Kills the process that page and worker live in: it ends between two instructions, in the middle of anything.
export async function killTabs(stage, plan) {
  await stage.openBrowser();
  return repeat(stage, plan, async (death, name) => {
    const page = await stage.openPage();
    const ids = await stage.own.rendererIds();
    const slay = () => ids.forEach(kill);
    const found = await stage.lifeEndedBy(slay, page, { settings: plan.settings, name, death });
    await page.close().catch(() => {});
    return found;
  });
}

/// Kills the whole browser.
export async function killBrowsers(stage, plan) {
  const outcome = await repeat(stage, plan, async (death, name) => {
    await stage.openBrowser();
    const page = await stage.openPage();
    let dying;
    const slay = () => { dying = stage.own.kill(); };
    const found = await stage.lifeEndedBy(slay, page, { settings: plan.settings, name, death });
    await dying;
    if (name === `d${plan.count - 1}`) await stage.openBrowser();  // to look a last time
    return found;
  });
  return outcome;
}
