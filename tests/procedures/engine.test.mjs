// bpmn-engine goes every way that a case went in a golden history, and comes to the same end (PRO-7); or, where the history is over before
// the case is, to the step at which it waits.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventEmitter } from 'node:events';
import { Engine } from 'bpmn-engine';
import { exported, tables } from './lib.mjs';
import { recorded } from './recorded.mjs';

const files = Object.fromEntries(exported('bpmn', 'zh').map(({ name, text }) => [name, text]));
const all = tables();
const histories = recorded(all);
const cases = histories.flatMap((history) => history.cases);

// A variable for each way and each guard, all false but what this step is to do; engines take what is missing for false as well.
const chosen = (text, step, on, guard) => {
  const names = [...text.matchAll(/\$\{environment\.variables\.(\w+)\}/g)].map(([, name]) => name);
  return Object.fromEntries(names.map((name) => [name, name === `${step}_${on}` || name === guard]));
};

// Where the engine is when it has done what the case did: at an end, or waiting for what may happen at a step.
async function run(text, way) {
  const ends = [];
  const listener = new EventEmitter();
  listener.on('activity.end', (api) => {
    if (api.type === 'bpmn:EndEvent' && api.id.startsWith('step_')) ends.push(api.id.slice('step_'.length));
  });
  const engine = new Engine({ name: 'procedure', source: text });
  const execution = await engine.execute({ listener });
  const awaited = () => execution.getPostponed().map((one) => one.id);
  for (const { from, on, by, guard } of way) {
    const at = execution.getActivityById(`step_${from}`) ?? execution.getActivityById(`event_${from}_${on}`);
    at.environment.assignVariables(chosen(text, from, on, guard && !guard.negated ? guard.name : ''));
    if (by === 'clock') {
      const timer = engine.environment.timers.executing.find((one) => one.owner?.id === `event_${from}_overdue`);
      assert.ok(timer, `${from} has no deadline running`);
      timer.callback();
    } else if (by === 'event') {
      execution.signal({ id: `message_${on}` });
    } else {
      const waiting = execution.getPostponed().find((one) => one.id === `step_${from}`);
      assert.ok(waiting, `nobody is waited for at ${from}, but at ${awaited()}`);
      waiting.signal();
    }
  }
  const waits = awaited();
  engine.stop();  // timers of what was left behind; not waited for, since an engine that has come to its end does not answer
  return { ends, waits };
}

test('PRO-7: the golden histories are done again as they were', () => {
  for (const { name, differs } of histories) assert.deepEqual(differs, [], name);
  for (const { procedure, step, way } of cases) assert.equal(way.at(-1)?.to, step, procedure);
});

test('PRO-7: the recorded ways come to every end of every procedure, and take every step of it', () => {
  for (const [procedure, { steps, transitions }] of Object.entries(all)) {
    const those = cases.filter((one) => one.procedure === procedure);
    const taken = those.flatMap((one) => one.way);
    assert.deepEqual(steps.filter((step) => step.end && !those.some((one) => one.step === step.name)), [], procedure);
    assert.deepEqual(transitions.filter((one) => !taken.includes(one)), [], procedure);
  }
});

const words = ({ procedure, step, open, way }) =>
  `${procedure} by ${way.map(({ on, to }) => `${on} to ${to}`).join(', ')}${open ? ', where it waits' : ''} (${step})`;

for (const [name, { procedure, step, open, way }] of new Map(cases.map((one) => [words(one), one]))) {
  test(`PRO-7: bpmn-engine goes ${name}`, async () => {
    const { ends, waits } = await run(files[procedure], way.slice(1));  // it has begun
    assert.deepEqual(ends, open ? [] : [step]);
    if (open) assert.ok(waits.some((id) => id === `step_${step}` || id.startsWith(`event_${step}_`)), `it waits at ${waits}`);
  });
}
