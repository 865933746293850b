// Appeal against a penalty: RSK-8 with RSK-12. Written from the specification alone.
// What the outcome does to the penalty (reverse its entry, wholly or in part) is done over there.
import { createMachine } from 'xstate';

// RSK-8: not for RSK-4 (RSK-13: each kind says so), on the original notice, with reason; RSK-12: within 10 working days of the notice.
// Ours: one appeal per penalty.
const mayFile = ({ event }) =>
  event.kindAppealable && event.onOriginalNotice && event.reasonGiven && event.withinTenWorkingDays && event.firstAppeal;

// RSK-12: somebody who had no part in the penalty; CON-11: nobody approves what he himself filed.
const decidedAs = (outcome) => ({ event }) => event.noPartInPenalty && event.notTheFiler && event.outcome === outcome;

export const machine = createMachine({
  id: 'appeal',
  initial: 'notFiled',
  states: {
    // Ours: "refused at filing" (RSK-8) is a refused command with its reason (CON-9), not a case that ends refused as in VER-1.
    notFiled: { on: { FILE: { guard: mayFile, target: 'filed' } } },

    filed: { on: { DECIDE: [ // RSK-12; no deadline is named. Ours: whoever had a part is refused, and it waits for another
      { guard: decidedAs('upheld wholly'), target: 'upheldWholly' },
      { guard: decidedAs('upheld in part'), target: 'upheldInPart' },
      { guard: decidedAs('rejected'), target: 'rejected' },
    ] } },

    upheldWholly: { type: 'final' }, // RSK-12: the penalty's entry is reversed
    upheldInPart: { type: 'final' }, // RSK-12: a part of it is reversed
    rejected: { type: 'final' }, // the penalty stands
  },
});

export const events = [
  { type: 'FILE', who: 'reseller or channel',
    facts: ['kindAppealable', 'onOriginalNotice', 'reasonGiven', 'withinTenWorkingDays', 'firstAppeal'],
    what: 'RSK-8, RSK-12: files the appeal on the original notice, with reason, within 10 working days of it, and not for RSK-4.' },
  { type: 'DECIDE', who: 'risk supervisor', facts: ['noPartInPenalty', 'notTheFiler', 'outcome'],
    values: { outcome: ['upheld wholly', 'upheld in part', 'rejected'] },
    what: 'RSK-12: decided by somebody who had no part in the penalty (and, CON-11, did not file the appeal).' },
];

export const choices = [
  '"Refused at filing" (RSK-8, the kind without appeal) is a refused command with that reason: no case comes into being.',
  'The same holds for an appeal that is late, without reason or not on an original notice (RSK-8, RSK-12).',
  'One appeal per penalty, whether reseller or channel files it (RSK-12).',
  'A risk supervisor decides, another one than whoever had a part in the penalty (RSK-12), and not whoever filed the appeal (CON-11).',
  'A decision by somebody who had a part is a refused command; the appeal waits for another (RSK-12).',
  'The decision has no deadline, as no rule names one; in particular no decision ever comes from the clock.',
  'An appeal is not withdrawn: no rule speaks of it.',
  'The 2 hours of RSK-11 count for each message, beside the steps, and choose no way; they are not drawn.',
];
