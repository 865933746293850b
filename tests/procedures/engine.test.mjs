// bpmn-engine goes the ways that cases went, and comes to the same ends (PRO-7).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventEmitter } from 'node:events';
import { Engine } from 'bpmn-engine';
import { exported } from './lib.mjs';

const files = Object.fromEntries(exported('bpmn', 'zh').map(({ name, text }) => [name, text]));

// Each is [step, what happened, guard that holds]: as a case's history has it. `+` before an event that others brought, `overdue` by the clock.
const cases = [
  ['recharge', [['waiting', '+wire_held'], ['in_suspense', 'wire_credited']], 'credited'],
  ['recharge', [['waiting', 'cancel']], 'cancelled'],
  ['withdrawal', [['requested', 'approve'], ['approved', 'fail'], ['failed', 'retry'], ['approved', 'pay']], 'paid'],
  ['withdrawal', [['requested', 'refuse']], 'refused'],
  ['withdrawal', [['requested', 'overdue'], ['requested', 'approve'], ['approved', 'fail'], ['failed', 'return']], 'returned'],
  ['corporate_verification', [['review', 'pass'], ['passed', 'batch', 'account_is_unique'], ['paying', 'paid'],
    ['receipt', 'file_receipt'], ['check', 'check', 'five_points_hold']], 'verified'],
  ['corporate_verification', [['review', 'pass'], ['passed', 'batch', 'account_is_unique'], ['paying', '+bank_paid'],
    ['receipt', 'file_receipt'], ['check', 'overdue'], ['check', 'check']], 'refused'],
  ['corporate_verification', [['review', 'pass'], ['passed', 'batch'], ['held', 'release'], ['paying', '+bank_failed', 'fails_first'],
    ['resubmit', 'account', 'account_is_unique'], ['paying', 'failed']], 'refused'],
  ['corporate_verification', [['review', 'pass'], ['passed', 'batch', 'account_is_unique'], ['paying', '+pair_found'], ['held', 'refuse']], 'refused'],
  ['corporate_verification', [['review', 'pass'], ['passed', 'batch', 'account_is_unique'], ['paying', 'paid'], ['receipt', 'overdue']], 'refused'],
  ['deposit_refund', [['paying', '+bank_failed'], ['failed', 'account'], ['paying', 'paid']], 'paid'],
  ['appeal', [['deciding', 'uphold_partly']], 'upheld_partly'],
  ['penalty_review_violation', [['confirming', 'confirm'], ['taken', 'overdue']], 'closed'],
  ['penalty_review_violation', [['confirming', 'overdue'], ['taken', '+appealed'], ['appealed', '+upheld']], 'cancelled'],
  ['penalty_illegitimate_development', [['deciding', 'decide'], ['confirming', '+appealed'], ['appealed', '+rejected']], 'closed'],
  ['penalty_illegitimate_development', [['deciding', 'dismiss']], 'dismissed'],
];

// A variable for each way and each guard, all false but what this step is to do; engines take what is missing for false as well.
const chosen = (text, step, on, guard) => {
  const names = [...text.matchAll(/\$\{environment\.variables\.(\w+)\}/g)].map(([, name]) => name);
  return Object.fromEntries(names.map((name) => [name, name === `${step}_${on}` || name === guard]));
};

async function run(text, steps) {
  const ends = [];
  const listener = new EventEmitter();
  listener.on('activity.end', (api) => {
    if (api.type === 'bpmn:EndEvent' && api.id.startsWith('step_')) ends.push(api.id.slice('step_'.length));
  });
  const engine = new Engine({ name: 'procedure', source: text });
  const execution = await engine.execute({ listener });
  for (const [step, said, guard] of steps) {
    const on = said.replace('+', '');
    const at = execution.getActivityById(`step_${step}`) ?? execution.getActivityById(`event_${step}_${on}`);
    at.environment.assignVariables(chosen(text, step, on, guard));
    if (on === 'overdue') {
      const timer = engine.environment.timers.executing.find((one) => one.owner?.id === `event_${step}_overdue`);
      assert.ok(timer, `${step} has no deadline running`);
      timer.callback();
    } else if (said.startsWith('+')) {
      execution.signal({ id: `message_${on}` });
    } else {
      const waiting = execution.getPostponed().find((one) => one.id === `step_${step}`);
      assert.ok(waiting, `nobody is waited for at ${step}, but at ${execution.getPostponed().map((one) => one.id)}`);
      waiting.signal();
    }
  }
  engine.stop();  // timers of what was left behind; not waited for, since an engine that has come to its end does not answer
  return ends;
}

for (const [procedure, steps, end] of cases) {
  test(`PRO-7: bpmn-engine goes ${procedure} by ${steps.map(([, on]) => on.replace('+', '')).join(', ')} to ${end}`, async () => {
    assert.deepEqual(await run(files[procedure], steps), [end]);
  });
}
