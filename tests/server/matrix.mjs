// CON-11: who may do what, written by hand from the chapters of the spec and from nothing that the program enforces by. matrix.test.mjs drives
// each cell over HTTP, and fails where the program has a command or query that stands nowhere here.
//
// A line: the name, who may, the rule that says so, and a payload that is sound, of the tenant `x` that the test has made. The staff's letters
// stand for the whole tenant. An outside role's letter (M, R) stands for its own party: the payload is about merchant one, or reseller one,
// and the same asked by another merchant or reseller is refused. `lists` says that the question names no party, and that the answer has nothing
// of another's. What the spec leaves open says why it is as it is.

export const roles = {
  A: 'administrator', U: 'auditor', O: 'settlement_operations', F: 'finance', S: 'shop', M: 'merchant_user', R: 'reseller_user',
  V: 'information_reviewer', E: 'value_added_services', K: 'risk_supervisor', N: 'channel', G: 'operations_manager', C: 'clock',
};
export const outside = 'MR';

const lists = {lists: true};
const none = {none: true};  // the tenant has nothing of the kind: whoever may is told so
const staffOfCases = 'OFVEKNG';  // whose roles chapters 04 and 05 name, and the operations that chapter 03 names

// C: by itself alone, as time passes (PRO-3, CON-3). Nobody who asks may, in any role.
export const clock = ['halt_clock', 'start_campaign_due', 'end_campaign_due', 'sweep_campaigns', 'suspend_below_breaker', 'repeat_low_balance_alert',
  'record_order_exception', 'expire_waiting_message', 'mark_case_overdue', 'break_promise', 'note_delivery'];

export const commands = [
  // The tenant. CON-10, CON-11: an administrator; nobody sets up what is there, so that he is refused by a rule.
  ['bootstrap', 'A', 'CON-11', (x) => ({platform: '示例平台', administrator: 'eve', ...x.credit})],
  ['grant_role', 'A', 'CON-11', (x) => ({user: x.word(), role: 'finance'})],
  ['revoke_role', 'A', 'CON-11', () => ({user: 'nobody', role: 'finance'})],
  ['propose_policy', 'A', 'CON-10', () => ({name: 'credit.recharge_minimum', value: '3000.00', effective: '2199-01-01'})],
  ['approve_policy', 'A', 'CON-10', () => ({name: 'credit.recharge_minimum', version: 99})],
  ['reject_policy', 'A', 'CON-10', () => ({name: 'credit.recharge_minimum', version: 99})],
  ['load_pack', 'A', 'CON-10', (x) => x.promo],
  ['confirm_clock', 'A', 'CON-3', () => ({})],
  ['move_cases', 'A', 'PRO-6', () => ({procedure: 'appeal', from: 1, to: 2})],
  ['retry_delivery', 'A', 'SRV-5', () => ({message: 1})],
  ['drop_delivery', 'A', 'SRV-5', () => ({message: 1, reason: '试'})],
  ['close_period', 'F', 'LED-12', () => ({last: '2020-01-31'})],  // who keeps the books closes them

  // Merchants. PRE-1: the settlement profile comes from the merchant himself, or by way of the platform.
  ['register_merchant', 'O', 'PRE-1', (x) => ({name: `示例${x.word()}`, supplier: x.word()})],
  ['set_settlement_profile', 'O M', 'PRE-1', (x) => ({party: x.party, bank: '示例银行', account_name: x.merchant, account_number: '6222000099990001'})],
  ['open_account', 'M', 'PRE-1', (x) => ({party: x.party})],
  ['set_alerts', 'M', 'PRE-2', (x) => ({account: x.account, alert_value: '5000.00', emails: ['a@example.com'], phones: ['13900000001']})],
  ['block_account', 'O', 'PRE-3', (x) => ({account: x.account, reason: '试'})],  // "by staff, with reason"
  ['unblock_account', 'O', 'PRE-3', (x) => ({account: x.account, reason: '试'})],
  ['close_account', 'O M', 'PRE-3', (x) => ({account: x.account})],
  ['request_recharge', 'M', 'PRE-4', (x) => ({account: x.account, amount: '3210.00'})],
  ['cancel_recharge', 'M', 'PRE-4', (x) => ({recharge: x.recharge})],
  ['take_wire', 'O F', 'LED-10', (x) => ({bank_reference: x.word(), booked: '2026-01-05', amount: '1.00', payer_name: '示例', payer_account: '6222000088880001', remark: ''})],
  ['match_wire', 'O', 'PRE-5', (x) => ({wire: x.wire, account: x.account})],  // "with whom to ask (prepaid settlement operations)"
  ['return_wire', 'O', 'PRE-5', (x) => ({wire: x.wire, reason: '试'})],
  ['keep_wire', 'F', 'LED-10', (x) => ({wire: x.wire, as: 'own_funds', reason: '试'})],
  ['confirm_wire_returned', 'F', 'PRE-5', (x) => ({wire: x.wire, bank_reference: x.word()})],  // finance pays
  ['offer_campaign', 'O', 'PRE-7', () => ({title: '试', starts: '2190-01-01T00:00:00.000+08:00', ends: '2190-02-01T00:00:00.000+08:00'})],
  ['enroll_campaign', 'M', 'PRE-7', (x) => ({account: x.account, offer: x.offer})],
  ['create_campaign', 'M', 'PRE-7', (x) => ({account: x.account, title: '试', starts: '2190-01-01T00:00:00.000+08:00', ends: '2190-02-01T00:00:00.000+08:00'})],
  ['end_campaign', 'O M', 'PRE-7', (x) => ({campaign: x.campaign})],
  ['freeze_order', 'S', 'PRE-8', (x) => ({account: x.account, order: x.word(), campaign: x.campaign, fee: '1.00'})],  // SRV-6: order events are the shop's
  ['release_order', 'S', 'PRE-10', (x) => ({account: x.account, order: x.order})],
  ['settle_order', 'S', 'PRE-11', (x) => ({account: x.account, order: x.order})],
  ['refund_order', 'S', 'PRE-12', (x) => ({account: x.account, order: x.order, amount: '0.01'})],
  ['retry_exception', 'O', 'PRE-8', (x) => ({exception: x.exception})],  // "an exception for a person"
  ['resolve_exception', 'O', 'PRE-13', (x) => ({exception: x.exception, note: '试'})],
  ['request_withdrawal', 'M', 'PRE-19', (x) => ({account: x.account, amount: '1.00'})],
  ['approve_withdrawal', 'O', 'PRE-20', (x) => ({withdrawal: x.withdrawal})],
  ['refuse_withdrawal', 'O', 'PRE-20', (x) => ({withdrawal: x.withdrawal, reason: '试'})],
  ['pay_withdrawal_after_all', 'F', 'PRE-20', (x) => ({withdrawal: x.withdrawal, bank_reference: x.word()})],
  ['pay_withdrawal', 'F', 'PRE-20', (x) => ({withdrawal: x.withdrawal, bank_reference: x.word()})],
  ['fail_withdrawal', 'F', 'PRE-20', (x) => ({withdrawal: x.withdrawal, reason: '试'})],
  ['retry_withdrawal', 'F', 'PRE-20', (x) => ({withdrawal: x.withdrawal})],
  ['return_withdrawal', 'O F', 'PRE-20', (x) => ({withdrawal: x.withdrawal, reason: '试'})],  // "a person retries or returns the money"
  ['collect_payments', 'F', 'LED-11', () => ({withdrawal: 999_999})],
  ['take_over_batch', 'F', 'LED-11', (x) => ({batch: x.batch})],
  ['confirm_payment', 'F', 'LED-11', () => ({end_to_end: 'P-none'})],
  ['reject_payment', 'F', 'LED-11', () => ({end_to_end: 'P-none', reason: '试'})],
  // CON-12 names nobody who has need: open. Ours are those who work on withdrawals, wires and alerts; each look is in the journal.
  ['show_in_full', 'O F', 'CON-12', (x) => ({what: 'withdrawal_account', id: x.withdrawal})],
  ['read_notice', 'M', 'PRE-18', (x) => ({notice: x.notice})],

  // Resellers and clients: VER-1 has the reseller file for its clients, RSK-12 has penalties on them.
  ['register_reseller', 'O N', 'RSK-12', (x) => ({name: `示例${x.word()}`, code: x.word(), emails: ['r@reseller.example']})],
  ['register_client', 'O N R', 'VER-1', (x) => ({name: `示例${x.word()}`, code: x.word(), reseller: x.reseller})],

  // Cases. Who begins one stands in the manual of each.
  ['file_case', 'R', 'VER-1', (x) => filed(x, 'corporate_verification', {order_no: x.word(), bank: '示例银行', account_number: x.number()})],
  ['file_case', 'K', 'RSK-1', (x) => filed(x, 'deposit_payment', {amount: '10000.00'})],
  ['file_case', 'K', 'RSK-2', (x) => filed(x, 'deposit_renewal', {})],
  ['file_case', 'K', 'RSK-3', (x) => penalty(x, 'penalty_review_violation')],
  ['file_case', 'K', 'RSK-4', (x) => penalty(x, 'penalty_online_compensation')],
  ['file_case', 'N', 'RSK-5', (x) => filed(x, 'penalty_illegitimate_development', {landing_page_1: 'https://a.example/1', landing_page_2: 'https://b.example/2'}, 'screenshot')],
  ['file_case', 'K', 'RSK-6', (x) => penalty(x, 'penalty_placement_breach')],
  ['file_case', 'K', 'RSK-7', (x) => penalty(x, 'penalty_cpt')],
  ['file_case', 'R N', 'RSK-8', (x) => ({...filed(x, 'appeal', {reason: '试'}), about: x.penalty})],
  ['file_case', 'R', 'RSK-9', (x) => filed(x, 'deposit_refund', {amount: '1.00', bank: '示例银行', account_number: '6222000077770001'})],
  ['file_case', 'K', 'RSK-10', (x) => penalty(x, 'penalty_cross_region')],
  // And who takes which step.
  ['step_case', 'V', 'VER-2', (x) => ({process: x.review, step: 'review', on: 'refuse', answers: [{name: 'reason', value: 'no_bank_account'}], documents: []})],
  ['step_case', 'E', 'VER-3', (x) => ({process: x.passed, step: 'passed', on: 'batch', answers: [], documents: []})],
  ['step_case', 'F', 'VER-4', (x) => ({process: x.paying, step: 'paying', on: 'failed', answers: [{name: 'failure', value: '户名不符'}], documents: []})],
  ['step_case', 'R', 'RSK-3', (x) => ({...x.told, on: 'confirm', answers: [{name: 'confirmed_by', value: '负责人'}], documents: []})],
  ['step_case', 'K', 'RSK-12', (x) => ({process: x.appealing, step: 'deciding', on: 'reject', answers: [{name: 'grounds', value: '试'}], documents: []})],
  ['step_case', 'R', 'RSK-9', (x) => ({process: x.unpaid, step: 'failed', on: 'keep', answers: [], documents: []})],
  ['step_case', 'F', 'RSK-9', (x) => ({process: x.unpaid, step: 'failed', on: 'paid_after_all', answers: [{name: 'booked', value: '2026-01-05'}, {name: 'bank_reference', value: x.word()}], documents: []})],
  ['step_cases', 'E', 'PRO-5', (x) => ({processes: [String(x.passed)], step: 'passed', on: 'batch', answers: []})],  // VER-3: as a batch
  // PRO-5: claimed, returned and passed on by those who may do it: the information reviewer's here (VER-2).
  ['claim_case', 'V', 'PRO-5', (x) => ({process: x.review})],
  ['pass_case', 'V', 'PRO-5', (x) => ({process: x.review, user: 'xu'})],
  ['return_case', 'V', 'PRO-5', (x) => ({process: x.review})],
  // PRO-4: comments of all whose work such a case is, at one step or another, and of the reseller whose client it is about.
  ['write_on_case', 'V E F G R', 'PRO-4', (x) => ({process: x.review, text: '试', documents: []})],
  ['hand_on_case', 'K', 'RSK-11', (x) => ({process: x.appealing, team: '技术部'})],  // the risk team's promise
  ['set_absence', staffOfCases, 'PRO-4', () => ({})],  // whoever has tasks of the platform's
  // CON-12 names nobody who has need: open. Ours are all whose work such a case is; each look is in the journal.
  ['show_answer', 'V E F G', 'CON-12', (x) => ({process: x.paying, name: 'account_number'})],
];

function filed(x, procedure, answers, document) {
  return {procedure, party: x.client, answers: Object.entries(answers).map(([name, value]) => ({name, value})),
    documents: document ? [{...x.document, question: document}] : []};
}
function penalty(x, procedure) { return filed(x, procedure, {rule: '规范', amount: '1.00'}, 'evidence'); }

// CON-11: an auditor reads all. Staff by pack: operations and finance the merchants' accounts (chapter 03), the others what chapters 04 and 05
// have. An administrator, of whom the spec says nothing but roles and policies, is shown what the staff is shown, masked, and books nothing.
const books = 'A U O F', cases = 'A U O F V E K N G';
export const queries = [
  ['home', cases + ' M R', 'PRE-1', () => ({}), lists],
  ['accounts', books, 'PRE-3', () => ({})],
  ['parties', books, 'PRE-1', () => ({})],
  ['account', books + ' M', 'PRE-1', (x) => ({account: x.account})],
  ['balance_history', books + ' M', 'LED-5', (x) => ({account: x.account, days: 30})],
  ['statement', books + ' M', 'PRE-22', (x) => ({account: x.account})],
  ['order_transactions', books + ' M', 'PRE-21', (x) => ({account: x.account})],
  ['funds_transactions', books + ' M', 'PRE-21', (x) => ({account: x.account})],
  ['recharge', books + ' M', 'PRE-5', (x) => ({recharge: x.recharge})],
  ['withdrawal', books + ' M', 'PRE-20', (x) => ({withdrawal: x.withdrawal})],
  ['campaigns', books + ' M S', 'PRE-7', (x) => ({account: x.account})],  // the shop asks which run before it reports an order
  ['order', books + ' M S', 'PRE-8', (x) => ({account: x.account, order: x.order})],
  ['exceptions', books + ' M', 'PRE-13', (x) => ({account: x.account})],
  ['notices', books + ' M', 'PRE-18', (x) => ({account: x.account})],
  ['wires', books, 'PRE-5', () => ({})],
  ['withdrawals', books, 'PRE-20', () => ({})],
  ['payment_batches', books, 'LED-11', () => ({})],
  ['payment_batch', books, 'LED-11', (x) => ({batch: x.batch})],
  // CON-12: bank accounts in full, for finance, and of finance for who holds the batch. An auditor's right is void without that: batch_held.
  ['payment_file', 'F', 'CON-12', (x) => ({batch: x.batch, format: 'csv', language: 'zh'})],
  ['bank_file', books, 'LED-10', () => ({payments: [], messages: [], alike: []})],
  ['policies', books, 'CON-10', () => ({})],
  ['users', 'A U', 'CON-11', () => ({})],
  ['outbox', 'A U', 'SRV-5', () => ({})],
  ['movable_cases', 'A U', 'PRO-6', () => ({procedure: 'appeal', from: 1, to: 2}), none],
  ['trial_balance', 'U O F', 'LED-12', () => ({})],
  ['periods', 'U O F', 'LED-12', () => ({})],
  ['procedures', cases + ' R', 'PRO-1', () => ({}), lists],
  ['inbox', cases + ' R', 'PRO-5', () => ({}), lists],
  ['cases', cases + ' R', 'PRO-4', () => ({}), lists],
  // CON-11: a case is shown to whose work it is anywhere in its chapter: a verification to the reviewers, value-added services, finance, who pay
  // the cent, and the operations manager; a penalty to the risk supervisor, and the channel, who may appeal for its client; a withdrawal to
  // operations and finance.
  ['case', 'A U V E F G R', 'VER-2', (x) => ({process: x.review})],
  ['case', 'A U K N R', 'RSK-8', (x) => ({process: x.penalty})],
  ['case', 'A U O F', 'PRE-20', (x) => ({process: x.withdrawing})],
  ['document', 'A U K N R', 'CON-13', (x) => ({process: x.penalty, hash: x.document.hash})],
  ['message_file', 'A U K N R', 'PRO-4', (x) => ({process: x.penalty, message: x.message, language: 'zh'})],
  ['work_figures', cases + ' R', 'PRO-9', () => ({}), lists],
  ['clients', cases + ' R', 'RSK-12', () => ({}), lists],
  ['case_figures', 'A U K N', 'PRO-9', () => ({procedure: 'appeal'})],
  ['case_figures', 'A U O F', 'PRO-9', () => ({procedure: 'withdrawal'})],
  ['case_log', cases, 'PRO-9', () => ({language: 'zh'})],
];

// The server's own addresses, and whom they answer. "any": whoever is signed in, about himself alone. "all": whoever asks; nobody's data is
// there, and what looks after the server asks without a name. Of keys the roles of books alone (SRV-16): none administers the door.
export const addresses = [
  ['GET', '/health/live', 'all', 'SRV-19'],
  ['GET', '/health/ready', 'all', 'SRV-19'],
  ['GET', '/metrics', 'all', 'SRV-19'],  // from this machine; from elsewhere: http.test.mjs
  ['GET', '/openapi.json', 'all', 'SRV-3'],
  ['GET', '/v1/session', 'any', 'SRV-16'],
  ['GET', '/v1/sessions', 'any', 'SRV-16'],
  ['POST', '/v1/password', 'any', 'SRV-16', {before: 'wrong', after: 'a password of his own'}],
  ['DELETE', '/v1/sessions/999999', 'any', 'SRV-16'],
  ['POST', '/v1/second_factor', 'any', 'SRV-16', {}],
  ['GET', '/v1/logins', 'A U', 'SRV-16'],
  ['GET', '/v1/keys', 'A U', 'SRV-16'],
  ['GET', '/v1/access_events', 'A U', 'SRV-18'],
  ['POST', '/v1/logins/nobody', 'A', 'SRV-16', {disabled: true}],
  ['POST', '/v1/keys', 'A', 'SRV-16', {name: 'k', user: 'nobody', role: 'auditor'}],
  ['DELETE', '/v1/keys/999999', 'A', 'SRV-16'],
  ['POST', '/v1/backups', 'A', 'SRV-15'],
  ['GET', '/v1/backups', 'A', 'SRV-15'],
  ['GET', '/v1/changes?after=0&limit=1', cases + ' S M R', 'SRV-3'],
  // CON-13: whose work has documents.
  ['POST', '/v1/attachments', staffOfCases + ' R', 'CON-13'],
];
