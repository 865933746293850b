// Stands in for the worker where the tests look at the page alone: it answers every query with a fixed picture of
// one merchant, does every command, and refuses what a test asks it to refuse. Never shipped.
const day = (back) => new Date(Date.UTC(2026, 10, 21) - back * 864e5).toISOString().slice(0, 10);
const at = (date, time) => `${date}T${time}:00.000+08:00`;
const may = (command) => ({ command, code: '', zh: '', en: '' });
const mayNot = (command, zh, en) => ({ command, code: 'owed_open', zh, en });
const steps = [
  ['submitted', '提交申请', 'Filed', 'done', at(day(1), '10:12')],
  ['waiting', '等待银行汇款', 'Waiting for the wire', 'now', null],
  ['matched', '到账核对', 'Checked', 'todo', null],
  ['credited', '入账', 'Credited', 'todo', null],
].map(([step, zh, en, state, time]) => ({ step, zh, en, state, at: time, user: '', note: '' }));

const recharge = {
  recharge: 12, account: 3, number: 'R-000012', amount: '5000.00', state: 'waiting', requested: at(day(1), '10:12'),
  remark_code: 'CZ00127', payer_name: '示例家居（杭州）有限公司', receiving_bank: '示例银行杭州分行营业部',
  receiving_name: '示例平台（杭州）有限公司', receiving_account: '571900000010001',
  contact: '白条结算运营（电话 0571-00000000）', wire_note: '', held_by: [], steps, actions: [may('cancel_recharge')],
};
const withdrawal = {
  withdrawal: 4, account: 3, number: 'W-000004', account_number: 'A-000003', merchant: '示例家居（杭州）有限公司',
  amount: '1200.00', state: 'requested', requested: at(day(1), '16:30'), requested_by: 'merchant-1', approved_by: '',
  bank: '示例银行杭州分行', bank_account: '****4521', reason: '', bank_reference: '', due: at(day(-1), '23:59'), steps,
  actions: ['approve_withdrawal', 'refuse_withdrawal', 'pay_withdrawal', 'fail_withdrawal'].map(may),
};
const row = {
  account: 3, party: 2, number: 'A-000003', name: '示例家居（杭州）有限公司', supplier: 'S-20418', state: 'active', blocked: false,
  available: '2850.00', frozen: '4100.00', owed: '0.00', withdrawing: '1200.00',
};
const funds = [
  { kind: 'recharge', id: 12, number: 'R-000012', at: at(day(1), '10:12'), amount: '5000.00', state: 'waiting', note: '', note_en: '' },
  { kind: 'withdrawal', id: 4, number: 'W-000004', at: at(day(1), '16:30'), amount: '1200.00', state: 'requested', note: '', note_en: '', due: at(day(-1), '23:59') },
];
const account = {
  ...row, blocked_reason: '', open_holds: 2, owed_orders: 0, open_withdrawals: 1, alert_value: '2000.00',
  breaker_value: '1000.00', resume_value: '1000.00', hard_floor: '200.00', breaker_default: '1000.00',
  recharge_minimum: '3000.00', alerts_set: true, emails: ['finance@example.com'], phones: ['13800000000'],
  running_campaigns: 2, suspended_campaigns: 0, under_way: [funds[0]],
  actions: [may('set_alerts'), may('request_recharge'), may('request_withdrawal'),
    mayNot('close_account', '销户前账户须清零。', 'An account is closed at zero.')],
  unread_notices: 1,
};
const kinds = [
  ['settlement', 'O-88090', '双11 白条免息', '-150.00', 'completed'], ['withdrawal', 'W-000004', '', '-1200.00', 'requested'],
  ['recharge', 'R-000011', '', '3000.00', 'credited'], ['settled_refund', 'O-87455', '秋季焕新', '100.00', 'completed'],
  ['settlement', 'O-87990', '双11 白条免息', '-2900.00', 'completed'], ['recharge', 'R-000010', '', '5000.00', 'credited'],
];
const lines = kinds.map(([kind, reference, campaign, amount, state], i) => ({
  entry: 9 - i, at: at(day(i), `1${i}:02`), business_date: day(i), kind, reference, campaign, amount, total: '6950.00',
  available: '2850.00', frozen: '4100.00', state,
}));
const question = (name, zh, en, kind, more = {}) => ({ name, zh, en, kind, optional: false, choices: [], known: '', ...more });
const caseRow = (process, more = {}) => ({
  process, number: `VER-2026-${String(process).padStart(5, '0')}`, procedure: 'corporate_verification', zh: '对公认证', en: 'Corporate verification', party: 22,
  name: '示例客户1（上海）科技有限公司', step: 'passed', step_zh: '筛查成批', step_en: 'Screening', who_zh: '增值服务组', who_en: 'Value-added services',
  opened: at(day(3), '15:41'), since: at(day(1), '10:20'), due: null, provisional: false, late: false, open: true, failed: false, claimed_by: '', promised: null, answer: false, may_claim: true, amount: null, pair: 0, pair_number: '', ...more,
});
const verification = {
  procedure: 'corporate_verification', zh: '对公认证', en: 'Corporate verification', rules: 'VER-1 to VER-10', pack: 'promo', version: 1, loaded: true, may_file: true, sees_all: true,
  form: [question('order_no', '客户订单号', "Client's order", 'text')],
  steps: [['review', '信息审核', 'Information review'], ['passed', '筛查成批', 'Screening']].map(([name, zh, en]) => ({ name, zh, en })),
};
const oneCase = {
  row: caseRow(31, { promised: at('2199-01-01', '12:00'), due: at('2199-01-02', '00:00') }), version: 1, filed_by: 'dealer', reseller: '示例代理（华东）有限公司',
  deadline_zh: '2 个工作日，自 3月2日（付款日期）起，跳过 3月7日至3月8日（周末）；节假日按已公布的 2026 年日历计算', deadline_en: '2 working days', taken: [], steps,
  answers: [{ name: 'order_no', zh: '客户订单号', en: "Client's order", kind: 'text', value: 'SO-1', choice_zh: '', choice_en: '', masked: false },
    { name: 'account_number', zh: '银行账号', en: 'Bank account', kind: 'text', value: '****0003', choice_zh: '', choice_en: '', masked: true }],
  actions: [
    { on: 'check', zh: '提交核查', en: 'Check', code: '', why_zh: '', why_en: '', who_zh: '增值服务组', who_en: 'Value-added services', bulk: false, form: [
      question('point_1', '① 窗口完整', '1. Whole window', 'yes_no'), question('payer_name', '② 付款方名称', '2. Payer', 'text', { known: '示例平台（杭州）有限公司' }),
      question('receipt_amount', '④ 金额', '4. Amount', 'money', { known: '0.01' }), question('receipt_date', '⑤ 收款日期', '5. Date', 'date'),
      question('reason', '原因', 'Reason', 'choice', { optional: true, choices: [{ name: 'other', zh: '其他', en: 'Other' }] }),
      question('proof', '证明材料', 'Proof', 'document', { optional: true })] },
    { on: 'refuse', zh: '拒绝', en: 'Refuse', code: 'not_your_step', why_zh: '由信息审核组办理。', why_en: 'Information review does this.', who_zh: '信息审核组', who_en: 'Information review', bulk: false, form: [] },
  ],
  opens: [], may_claim: true, may_return: true, may_pass: true, may_write: true,
  history: [{ position: 1, at: at(day(3), '15:41'), user: 'dealer', role_zh: '代理商', role_en: 'Reseller', happened: 'filed', zh: '提交订单', en: 'File the order', to_step: 'review',
    to_zh: '信息审核', to_en: 'Information review', note: '', answers: [], documents: [{ question: 'receipt', hash: 'ab'.repeat(32), type: 'image/png', name: 'receipt.png', size: 49719 }], posted: [], sent: [], sent_en: [] }],
  messages: [{ id: 5, kind: 'mail', name: 'verification_receipt_asked', state: 'waiting', at: at(day(1), '10:20'), recipients: ['office@reseller.example'], copies: [],
    subject: '请提交回单', body: '请在期限内提交网银收款凭证。', subject_en: 'Please file the receipt', body_en: 'File the bank receipt in time.' }],
  related: [{ process: 32, number: 'VER-2026-00032', zh: '对公认证', en: 'Corporate verification', step_zh: '信息审核', step_en: 'Information review' }],
};
const batch = { batch: 7, number: 'PB000007', made: at(day(1), '15:11'), held_by: 'fin2', payments: 2, without_result: 1, total: '1200.01', actions: [may('take_over_batch')] };
const payment = (position, more) => ({
  end_to_end: `PB000007-000${position}`, withdrawal: 0, process: 0, merchant: row.name, bank: '示例银行杭州分行', bank_account: '****4521', state: 'given', reason: '', ...more,
});
const views = {
  payment_batches: () => ({ rows: [batch], next: '' }),
  payment_batch: () => ({ batch, rows: [payment(1, { process: 31, number: 'VER-2026-00031', amount: '0.01' }),
    payment(2, { withdrawal: 4, number: 'W-000004', amount: '1200.00', state: 'failed', reason: 'AC04 账户已销户' })] }),
  bank_file: () => ({ receiving_account: '', more_accounts: '', payments: [], messages: [], alike: [] }),
  payment_file: () => ({ name: 'PB000007.xml', content: '<Document/>' }),
  procedures: () => ({ rows: [verification, { ...verification, procedure: 'appeal', zh: '违规判罚申诉', en: 'Appeal', rules: 'RSK-8, RSK-12' }] }),
  inbox: () => ({ rows: [caseRow(31), caseRow(33, { due: at(day(2), '17:00'), late: true, claimed_by: 'zeng' })], next: '', late: 1, today: 0, later: 1, more: false,
    bulk: [{ procedure: 'corporate_verification', step: 'passed', step_zh: '筛查成批', step_en: 'Screening', on: 'batch', zh: '筛查并成批', en: 'Screen and batch', form: [] }] }),
  cases: ({ number }) => ({ rows: [caseRow(31), caseRow(32, { open: false })].filter((one) => !number || one.number === number), next: '' }),
  case: () => oneCase,
  work_figures: () => ({ in_time: 27, late: 1, in_time_before: 32, late_before: 2, promised: 25, kept: 22, mean_minutes: 768 }),
  case_figures: () => ({ month: '2026-11-01', steps: [{ step: 'review', zh: '信息审核', en: 'Information review', here: 1, entered: 9, left_in_time: 7, left_late: 1, mean_minutes: 90 }],
    counts: [{ what: 'ended:verified', zh: '通过', en: 'Verified', count: 4 }] }),
  clients: () => ({ rows: [{ party: 21, name: '示例代理（华东）有限公司', code: 'D0001', kind: 'reseller', reseller: '', deposit: '300.00', owed: '0.00' },
    { party: 22, name: '示例客户1（上海）科技有限公司', code: 'K0001', kind: 'client', reseller: '示例代理（华东）有限公司', deposit: '0.00', owed: '0.00' }], next: '' }),
  home: () => ({
    user: 'merchant-1', role: 'merchant_user', merchant: row.name, party: 2, accounts: [row], may_open: false, open: may('open_account'),
    profile_bank: '示例银行', profile_account: '****4521', clock_halted: false, exceptions_open: 2, wires_open: 3, withdrawals_open: 1, notices_unread: 1, tasks: 2,
  }),
  outbox: () => ({ rows: [{ id: 12, kind: 'event', state: 'dead', name: 'campaign.suspended', process: 0, number: '', party: '示例家居（杭州）有限公司',
    at: '2026-11-20T10:00:00.000+08:00', recipients: [], copies: [], subject: '', body: '', subject_en: '', body_en: '', position: 3, attempts: 12,
    attempts_most: 12, next_try: null, error: 'status 500', blocked_by: null, ended: '2026-11-20T16:00:00.000+08:00', dropped_because: '',
    may_retry: true, may_drop: true }], next: '' }),
  users: () => ({ rows: [
    ['merchant-1', 'merchant_user', 2, row.name], ['ops', 'settlement_operations', 0, ''], ['fin', 'finance', 0, ''],
    ['shop', 'shop', 0, ''], ['dealer', 'reseller_user', 21, '示例代理（华东）有限公司'], ['xu', 'information_reviewer', 0, ''],
    ['zeng', 'value_added_services', 0, ''], ['feng', 'risk_supervisor', 0, ''], ['qu', 'channel', 0, ''], ['jing', 'operations_manager', 0, ''], ['auditor', 'auditor', 0, ''], ['admin', 'administrator', 0, ''],
  ].map(([user, role, party, party_name]) => ({ user, role, party, party_name })) }),
  account: () => account,
  accounts: () => ({ rows: [row], next: '' }),
  parties: () => ({ rows: [{ party: 2, name: row.name, supplier: row.supplier }, { party: 9, name: '示例灯具（苏州）有限公司', supplier: 'S-9' }], next: '' }),
  balance_history: ({ days }) => ({
    points: Array.from({ length: days }, (_, i) => ({
      date: day(days - 1 - i), available: `${(5200 - (i % 13) * 260 + ((i * 37) % 11) * 30).toFixed(2)}`, frozen: '0.00',
    })),
    breaker_value: '1000.00',
  }),
  statement: ({ book }) => (book
    ? { opening: '1000.00', closing: '6950.00', rows: lines.map(({ available, frozen, ...line }) => line), next: '' }
    : { opening: '1000.00', closing: '6950.00', income: '8100.00', expense: '4250.00', rows: lines, next: '' }),
  order_transactions: () => ({ rows: lines.slice(0, 1).map((l) => ({ ...l, kind: 'hold', state: 'held' })), next: '' }),
  funds_transactions: () => ({ rows: funds, next: '' }),
  recharge: () => recharge,
  withdrawal: () => withdrawal,
  withdrawals: ({ state }) => ({ rows: [{ ...withdrawal, state: state ?? 'requested', actions: [] }], next: '' }),
  campaigns: () => ({
    campaigns: [{ campaign: 7, number: 'C-000007', title: '双11 白条免息', state: 'running', enrolled: false, starts: at(day(3), '00:00'), ends: at(day(-9), '23:59'), orders_open: 2, end: may('end_campaign') }],
    offers: [{ offer: 5, number: 'C-000005', title: '年货节免息', starts: at(day(0), '00:00'), ends: at(day(-30), '23:59'), enrolled: false, enroll: may('enroll_campaign') }],
    create: may('create_campaign'),
  }),
  order: ({ order }) => ({ order, campaign: '双11 白条免息', state: 'held', fee: '1200.00', held: '1200.00', settled: '0.00', released: '0.00', refunded: '0.00', owed: '0.00', owed_paid: '0.00', owed_cancelled: '0.00', placed: at(day(0), '14:02') }),
  exceptions: () => ({ rows: [{ exception: 2, account: 3, number: 'E-000002', merchant: row.name, order: 'O-77', kind: 'settle', code: 'unknown_order', zh: '尚未收到冻结消息。', en: 'No freeze has come.', state: 'open', at: at(day(0), '09:00'), note: '', actions: [] }], next: '' }),
  wires: ({ state }) => ({ rows: [{
    wire: 8, number: 'T-000008', bank_reference: 'B-8', payer_name: row.name, payer_account: '6222', remark: '', booked: day(0), amount: '4800.00', state: state ?? 'suspense',
    reason_zh: '金额与待入账的申请不同', reason_en: 'The amount is not that of a request', actions: [],
    candidates: state === 'suspense' ? [{ recharge: 12, account: 3, number: 'R-000012', merchant: row.name, amount: '5000.00', reason_zh: '同一付款户名', reason_en: 'The same payer' }] : [],
  }], next: '' }),
  notices: () => ({ rows: [{ notice: 6, sent: [['in_app', 'merchant-1'], ['email', 'finance@example.com'], ['email', 'boss@example.com'], ['phone', '13800000000']].map(([channel, to]) => ({ channel, to })), subject_zh: '余额预警', subject_en: 'Low balance', body_zh: '可用余额低于预警值。', body_en: 'Too little is available.', at: at(day(0), '08:00'), read: false }], next: '' }),
  policies: () => ({ rows: [{ name: 'credit.hard_floor', kind: 'money', value: '200.00', version: 1, low: '0.00', high: '1000000.00', rule: 'PRE-15', next_value: '', next_approved: false },
    { name: 'credit.alert_hours', kind: 'number', value: '6', version: 1, low: '1', high: '24', rule: 'PRE-17', next_value: '8', next_effective: day(-1), next_approved: false, next_version: 2 }] }),
  periods: () => ({ next_first: '2026-11-01', next_last: '2026-11-30', close: { command: 'close_period', code: '', zh: '', en: '' }, periods: [{ number: 1, first: '2026-10-01', last: '2026-10-31', closed_at: '2026-11-02T09:00:00.000+08:00', closed_by: 'fin', rows: [], debit: '5000.00', credit: '5000.00' }], next: '' }),
  trial_balance: () => ({ rows: [{ book: 'cash_at_bank', zh: '银行存款', en: 'Cash at bank', debit: '8000.00', credit: '0.00' }, { book: 'available', zh: '可用余额', en: 'Available', debit: '0.00', credit: '8000.00' }], debit: '8000.00', credit: '8000.00' }),
};

// What a test changes of the picture, by query; page.mjs writes it in here.
const changes = JSON.parse(new URL(self.location).searchParams.get('fake') ?? '{}');
for (const [name, change] of Object.entries(changes)) {
  const make = views[name];
  if (make) views[name] = (params) => ({ ...make(params), ...change });
}

self.onmessage = ({ data }) => {
  const post = (message) => self.postMessage({ id: data.id, ...message });
  if (data.kind === 'subscribe' || data.kind === 'query') {
    const make = views[data.name];
    if (!make) return post({ kind: 'error', code: 'unknown', detail: data.name });
    const view = make(data.params ?? {});
    return post(data.kind === 'query' ? { kind: 'result', value: view } : { kind: 'view', view });
  }
  if (data.kind === 'execute') {
    const { id, name, payload } = data.command;
    console.info(`command ${JSON.stringify({ name, payload })}`);
    return post({ kind: 'outcome', outcome: changes.refusals?.[name] ?? { id, band: 'done', code: 'done', rule: '', field: '', args: {} } });
  }
  if (data.kind === 'why_not') return post({ kind: 'result', value: changes.refused_next?.[data.command.name]?.shift() ?? null });
  if (data.kind === 'storage') return post({ kind: 'result', value: { storage: 'opfs', reason: null, persisted: data.persisted ?? false, usage: 1, quota: 2 } });
  if (data.kind === 'attach') {
    data.file.arrayBuffer().then(async (bytes) => {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      const hash = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      post({ kind: 'result', value: { hash, size: data.file.size, type: data.file.type, name: data.file.name } });
    });
    return undefined;
  }
  if (data.kind === 'attachment') return post({ kind: 'error', code: 'not_here' });
  return post({ kind: 'result', value: null });
};
self.postMessage({ kind: 'ready', storage: changes.storage ?? 'opfs', reason: null, persisted: true, fresh: changes.fresh ?? false });
