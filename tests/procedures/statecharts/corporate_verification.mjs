// Corporate bank-account verification: chapter 04, VER-1 to VER-10. Written from the specification alone.
// Effects (notices, badge, postings of VER-10) are not drawn: they choose no way.
// What says "Settled" was another reading at first, and is the product's now, since the specification leaves it open.
import { assign, createMachine } from 'xstate';

// The bank's answer (VER-4: by file or by hand) leads the same way whoever brings it in.
const result = [
  { guard: ({ event }) => event.succeeded, target: 'awaitingReceipt' }, // VER-5: the reseller is told to file the receipt
  { guard: ({ context }) => context.failedBefore, target: 'refusedSecondFailure' }, // VER-5
  { target: 'awaitingNewAccount', actions: assign({ failedBefore: true }) }, // VER-5: the first failure
];

export const machine = createMachine({
  id: 'corporate_verification',
  context: { failedBefore: false },
  initial: 'notFiled',
  states: {
    // Companies only (head of chapter 04). Ours: for anybody else the command is refused, there is no case.
    notFiled: { on: { FILE: { guard: ({ event }) => event.clientIsCompany, target: 'filed' } } },

    filed: { on: { LOOK: [ // VER-1: the reviewer looks for bank and account number first
      { guard: ({ event }) => event.bankGiven && event.numberGiven, target: 'inReview' },
      { target: 'refusedMissingAccount' },
    ] } },
    inReview: { on: { REVIEW: [ // VER-2
      { guard: ({ event }) => event.pass, target: 'passed' },
      { target: 'refusedByReview' },
    ] } },

    passed: { on: { EXPORT: 'inBatch' } }, // VER-3
    inBatch: { on: { SCREEN: [ // VER-3. Ours: a hit of any rule on the list is held, not only a shared account
      { guard: ({ event }) => event.ruleHit, target: 'held' },
      { target: 'awaitingPayment' }, // Ours: clear (or released) is the moment at which it reaches finance
    ] } },
    held: { on: { DECIDE_HELD: [ // VER-3: a person releases or refuses each
      { guard: ({ event }) => event.release, target: 'awaitingPayment' },
      { target: 'refusedByScreening' },
    ] } },

    // VER-4: 5 working days. Ours: they run until the result is known, so in both of these; late only makes finance late.
    awaitingPayment: { on: {
      SEND_FILE: 'atBank',
      OVERDUE: 'awaitingPayment',
      // Settled: VER-3 holds each of a pair, so also the one that came first and is not at the bank yet; had read: only the one screened.
      PAIR_FOUND: 'held',
    } },
    atBank: { on: { BANK_RESULT: result, ENTER_RESULT: result, OVERDUE: 'atBank' } },

    awaitingNewAccount: { on: { // VER-5: 3 working days of being told
      // Ours: both or nothing, and the new account is not reviewed.
      // Settled: it is screened as it is filed ("and it is paid again"); had read: exported and screened by somebody, as the first was.
      REFILE: [
        { guard: ({ event }) => event.bankGiven && event.numberGiven && event.ruleHit, target: 'held' },
        { guard: ({ event }) => event.bankGiven && event.numberGiven, target: 'awaitingPayment' },
      ],
      OVERDUE: 'refusedNoNewAccount',
    } },

    awaitingReceipt: { on: { FILE_RECEIPT: 'checkingReceipt', OVERDUE: 'refusedNoReceipt' } }, // VER-6: one month
    checkingReceipt: { on: {
      CHECK: [ // VER-7, VER-8. Filed in time is enough
        { guard: ({ event }) => event.allFiveHold, target: 'verified' },
        { target: 'refusedByCheck' },
      ],
      // Settled: those who check are late after some days, a value of the pack, and nothing else changes; had read: no deadline.
      OVERDUE: 'checkingReceipt',
    } },

    verified: { type: 'final' }, // VER-8: badge lit
    refusedMissingAccount: { type: 'final' }, // VER-1
    refusedByReview: { type: 'final' }, // VER-2
    refusedByScreening: { type: 'final' }, // VER-3
    refusedNoNewAccount: { type: 'final' }, // VER-5, by the clock
    refusedSecondFailure: { type: 'final' }, // VER-5
    refusedNoReceipt: { type: 'final' }, // VER-6, by the clock
    refusedByCheck: { type: 'final' }, // VER-8, with the points that failed
  },
});

export const events = [
  { type: 'FILE', who: 'reseller', facts: ['clientIsCompany'], what: 'VER-1: files the client\'s order; companies only.' },
  { type: 'LOOK', who: 'information reviewer', facts: ['bankGiven', 'numberGiven'],
    what: 'VER-1: looks for bank and account number before anything else.' },
  { type: 'REVIEW', who: 'information reviewer', facts: ['pass'], what: 'VER-2: passes, or refuses with a reason.' },
  { type: 'EXPORT', who: 'value-added services', facts: [], what: 'VER-3: exports the passed ones as a batch.' },
  { type: 'SCREEN', who: 'value-added services', facts: ['ruleHit'],
    what: 'VER-3: screens the batch by the list of rules (the first: no account shared by two customers).' },
  { type: 'DECIDE_HELD', who: 'value-added services', facts: ['release'], what: 'VER-3: releases or refuses a case that is held.' },
  { type: 'SEND_FILE', who: 'finance', facts: [], what: 'VER-4: sends the batch out as a payment file.' },
  { type: 'BANK_RESULT', who: 'bank', facts: ['succeeded'], what: 'VER-4, VER-5: the result of the payment comes back by file.' },
  { type: 'ENTER_RESULT', who: 'finance', facts: ['succeeded'], what: 'VER-4, VER-5: the result of the payment is entered by hand.' },
  { type: 'PAIR_FOUND', who: 'another case', facts: [], what: 'VER-3: a case of another customer has the same bank account.' },
  // Settled: the reseller files for the client, as for the first time, since a client has no user (CON-11); had read: the client.
  { type: 'REFILE', who: 'reseller', facts: ['bankGiven', 'numberGiven', 'ruleHit'],
    what: 'VER-5: files bank and account number anew after the first failure.' },
  { type: 'FILE_RECEIPT', who: 'reseller', facts: [], what: 'VER-5, VER-6: files the online-banking receipt.' },
  { type: 'CHECK', who: 'value-added services', facts: ['allFiveHold'], what: 'VER-7, VER-8: answers the five points of the receipt.' },
  { type: 'OVERDUE', who: 'clock', facts: [],
    what: 'VER-4, VER-7: finance, or who checks, is late (nothing else changes); VER-5, VER-6: no new account, no receipt: refused.' },
];

export const choices = [
  'Filing for a client that is not a company is a refused command: no case comes into being (chapter 04, head).',
  'A hit of any screening rule holds the case for a person, not only a shared account (VER-3).',
  'The person who decides a held case belongs to value-added services, as those who screen (VER-3).',
  'A case that is clear, or released, reaches finance by that very act; there is no hand-over step of its own (VER-3, VER-4).',
  'The 5 working days for the payment run until its result is known, also while the file is at the bank (VER-4).',
  'A success or failure is final as it comes in; a payment that the bank returns later is not part of this procedure (VER-4).',
  'Filing anew takes both bank and number; without either it is a refused command and the 3 days run on (VER-5).',
  'The account filed anew is screened as it is filed, and not reviewed; the 5 days begin when it reaches finance (VER-5).',
  'A receipt filed within the month is in time whenever it is checked, and is not replaced while it waits (VER-6, VER-7).',
  'Review, export, screening and the decision on a held case have no deadline, as the chapter names none.',
  'Nobody withdraws a case, and a refused one is not reopened: the reseller files a new order.',
];
