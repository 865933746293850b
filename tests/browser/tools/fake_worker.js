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
const views = {
  home: () => ({
    user: 'merchant-1', role: 'merchant_user', merchant: row.name, party: 2, accounts: [row], may_open: false, open: may('open_account'),
    profile_bank: '示例银行', profile_account: '****4521', clock_halted: false, exceptions_open: 2, wires_open: 3, withdrawals_open: 1, notices_unread: 1,
  }),
  users: () => ({ rows: [
    ['merchant-1', 'merchant_user', 2, row.name], ['ops', 'settlement_operations', 0, ''], ['fin', 'finance', 0, ''],
    ['shop', 'shop', 0, ''], ['auditor', 'auditor', 0, ''], ['admin', 'administrator', 0, ''],
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
  return post({ kind: 'result', value: null });
};
self.postMessage({ kind: 'ready', storage: changes.storage ?? 'opfs', reason: null, persisted: true, fresh: changes.fresh ?? false });
