// What our tables say in the words of the statecharts.
// steps   a step is one event or several in a row; where several rows stand, any of them
// ends    what a statechart ends with is one of these last steps of the table: from, on, to
// known   guards that follow from what has happened before
// unseen  an event that the table does not show
const event = (type, facts = {}) => ({ type, ...facts });
const all = (...names) => Object.fromEntries(names.map((name) => [name, true]));

// ---- corporate verification

const look = (bankGiven, numberGiven) => event('LOOK', { bankGiven, numberGiven });
const refile = (ruleHit) => event('REFILE', { bankGiven: true, numberGiven: true, ruleHit });
const byBank = (succeeded) => event('BANK_RESULT', { succeeded });
const byHand = (succeeded) => event('ENTER_RESULT', { succeeded });
const overdue = event('OVERDUE');

export const corporate_verification = {
  ends: {
    verified: ['check, check, verified'],
    refusedMissingAccount: ['review, refuse, refused'],
    refusedByReview: ['review, refuse, refused'],
    refusedByScreening: ['held, refuse, refused'],
    refusedNoNewAccount: ['resubmit, overdue, refused'],
    refusedSecondFailure: ['paying, failed, refused', 'paying, bank_failed, refused'],
    refusedNoReceipt: ['receipt, overdue, refused'],
    refusedByCheck: ['check, check, refused'],
  },
  known: { fails_first: (happened) => !happened.includes('failed') && !happened.includes('bank_failed') },
  unseen: event('SEND_FILE'),  // the batch of payments stands beside the table: what is paid by hand is at `paying` as well
  steps: {
    'start, filed, is_a_client': [[event('FILE', all('clientIsCompany'))]],
    'review, pass, account_is_named': [[look(true, true), event('REVIEW', { pass: true })]],
    'review, refuse': [
      [look(true, true), event('REVIEW', { pass: false })], [look(false, true)], [look(true, false)], [look(false, false)]],
    'passed, batch, account_is_unique': [[event('EXPORT'), event('SCREEN', { ruleHit: false })]],
    'passed, batch, not account_is_unique': [[event('EXPORT'), event('SCREEN', { ruleHit: true })]],
    'held, release': [[event('DECIDE_HELD', { release: true })]],
    'held, refuse': [[event('DECIDE_HELD', { release: false })]],
    'paying, paid, cent_may_be_paid': [[byHand(true)]],
    'paying, bank_paid': [[byBank(true)]],
    'paying, failed, fails_first': [[byHand(false)]],
    'paying, failed, not fails_first': [[byHand(false)]],
    'paying, bank_failed, fails_first': [[byBank(false)]],
    'paying, bank_failed, not fails_first': [[byBank(false)]],
    'paying, pair_found': [[event('PAIR_FOUND')]],
    'paying, overdue': [[overdue]],
    'resubmit, account, account_is_unique': [[refile(false)]],
    'resubmit, account, not account_is_unique': [[refile(true)]],
    'resubmit, overdue': [[overdue]],
    'receipt, file_receipt': [[event('FILE_RECEIPT')]],
    'receipt, overdue': [[overdue]],
    'check, check, five_points_hold': [[event('CHECK', { allFiveHold: true })]],
    'check, check, not five_points_hold': [[event('CHECK', { allFiveHold: false })]],
    'check, overdue': [[overdue]],
  },
};

// ---- penalty for a review violation

const decided = (outcome) => event('APPEAL_DECIDED', { outcome });

export const penalty_review_violation = {
  ends: {
    stoodWithoutAppeal: ['taken, overdue, closed'],
    stoodOnAppeal: ['appealed, rejected, closed'],
    reducedOnAppeal: ['appealed, upheld_partly, closed'],
    lifted: ['appealed, upheld, cancelled'],
  },
  known: {},
  steps: {
    'start, filed, is_about_a_client': [[event('DECIDE', all('amountRuleAndEvidence'))]],
    'confirming, confirm': [[event('CONFIRM')]],
    'confirming, overdue': [[overdue]],
    'confirming, appealed': [[event('APPEAL_FILED')]],
    'taken, appealed': [[event('APPEAL_FILED')]],
    'taken, overdue': [[overdue]],
    'appealed, upheld': [[decided('upheld wholly')]],
    'appealed, upheld_partly': [[decided('upheld in part')]],
    'appealed, rejected': [[decided('rejected')]],
  },
};

// ---- appeal

const decide = (outcome) => event('DECIDE', { ...all('noPartInPenalty', 'notTheFiler'), outcome });

export const appeal = {
  ends: {
    upheldWholly: ['deciding, uphold, upheld'],
    upheldInPart: ['deciding, uphold_partly, upheld_partly'],
    rejected: ['deciding, reject, rejected'],
  },
  known: {},
  steps: {
    'start, filed, may_be_appealed': [
      [event('FILE', all('kindAppealable', 'onOriginalNotice', 'reasonGiven', 'withinTenWorkingDays', 'firstAppeal'))]],
    'deciding, uphold, had_no_part_in_it, not by who filed': [[decide('upheld wholly')]],
    'deciding, uphold_partly, part_is_less, not by who filed': [[decide('upheld in part')]],
    'deciding, reject, had_no_part_in_it, not by who filed': [[decide('rejected')]],
  },
};
