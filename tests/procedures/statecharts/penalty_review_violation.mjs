// Penalty for an information-review violation: RSK-3 with RSK-12. Written from the specification alone.
// Confirmation (3 working days) and appeal (10 working days) both count from the notice.
// Taking the amount from the deposit, the rest owed by the reseller, and reversing it (RSK-12) are postings: they choose no way.
// What says "Settled" was another reading at first, and is the product's now, since the specification leaves it open.
import { createMachine } from 'xstate';

const wholly = ({ event }) => event.outcome === 'upheld wholly';
const inPart = ({ event }) => event.outcome === 'upheld in part';
const rejected = ({ event }) => event.outcome === 'rejected';

const decided = [
  { guard: wholly, target: 'lifted' },
  { guard: inPart, target: 'reducedOnAppeal' },
  { guard: rejected, target: 'stoodOnAppeal' },
];

export const machine = createMachine({
  id: 'penalty_review_violation',
  initial: 'notDecided',
  states: {
    // RSK-12: an amount, a rule breached and evidence. Ours: without all three it is a refused command; telling is part of deciding.
    notDecided: { on: { DECIDE: { guard: ({ event }) => event.amountRuleAndEvidence, target: 'told' } } },

    told: { on: { // RSK-3: the reseller confirms by form; RSK-12: within 3 working days
      CONFIRM: 'taken',
      OVERDUE: 'taken', // RSK-12: taken to have confirmed, and told so
      APPEAL_FILED: 'toldAndAppealed', // Ours: an appeal need not wait for the confirmation
    } },
    taken: { on: { // RSK-12: booked; open to appeal until 10 working days after the notice
      APPEAL_FILED: 'takenAndAppealed', // Ours: who confirmed has not given up his appeal
      OVERDUE: 'stoodWithoutAppeal',
    } },

    // Settled: who appeals does not keep silent, so nothing is deemed confirmed or taken until the appeal is decided; had read: the
    // 3 working days run on, the amount is taken meanwhile, and after the decision what is left is still to be confirmed.
    toldAndAppealed: { on: { APPEAL_DECIDED: decided } },
    takenAndAppealed: { on: { APPEAL_DECIDED: decided } }, // RSK-12: an upheld appeal reverses the entry, wholly or in part

    stoodWithoutAppeal: { type: 'final' }, // taken in full, nobody appealed in time
    stoodOnAppeal: { type: 'final' }, // taken in full, the appeal was rejected
    reducedOnAppeal: { type: 'final' }, // taken, less what the appeal gave back
    lifted: { type: 'final' }, // upheld wholly: nothing is taken, or all of it is reversed
  },
});

export const events = [
  { type: 'DECIDE', who: 'risk supervisor', facts: ['amountRuleAndEvidence'],
    what: 'RSK-3, RSK-12: decides the amount, the rule breached and the evidence, and the reseller is told.' },
  { type: 'CONFIRM', who: 'reseller', facts: [], what: 'RSK-3: confirms by form.' },
  { type: 'APPEAL_FILED', who: 'another case', facts: [], what: 'RSK-8, RSK-12: an appeal against this penalty was filed in time.' },
  { type: 'APPEAL_DECIDED', who: 'another case', facts: ['outcome'],
    values: { outcome: ['upheld wholly', 'upheld in part', 'rejected'] }, what: 'RSK-12: the appeal against this penalty was decided.' },
  { type: 'OVERDUE', who: 'clock', facts: [],
    what: 'RSK-12: no confirmation in 3 working days, deemed confirmed; or no appeal in 10 working days, the penalty stands.' },
];

export const choices = [
  'A decision without amount, rule or evidence is a refused command; the notice goes out with the decision (RSK-12).',
  'The amount is taken when the reseller confirms or is deemed to have confirmed, by the system itself and no act of finance (RSK-12).',
  'An appeal is possible from the notice on, also before the confirmation, and also after the reseller confirmed (RSK-12).',
  'An appeal before the confirmation stops the 3 working days; its decision takes what is left of the amount (RSK-12).',
  'One appeal per penalty: when it is decided the penalty is at its end (RSK-12).',
  'An appeal filed in time keeps the penalty open until it is decided, also past the 10 working days (RSK-12).',
  'What the deposit does not cover is a debt in the books; the case does not wait for its payment (RSK-12).',
  'There is no "declines" beside "confirms": who disagrees appeals (RSK-3, RSK-12); and the penalty is not withdrawn by who decided it.',
  'The 2 hours of RSK-11 count for each message, beside the steps, and choose no way; they are not drawn.',
];
