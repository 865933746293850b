// A small tenant of the demo's, served, with a key for somebody of every role, and for a second merchant and a second reseller.
import fs from 'node:fs';
import path from 'node:path';
import {Server, countinghouse, demo} from './server.mjs';
import {roles} from '../matrix.mjs';

const users = {A: 'admin', U: 'audit', O: 'ops', F: 'fin', S: 'shop', M: 'merchant-0001', R: 'dealer-0001', V: 'xu', E: 'zeng', K: 'feng', N: 'qu', G: 'jing'};
const pack = (name) => JSON.parse(fs.readFileSync(path.join(process.env.CH_ROOT, 'assets/packs', `${name}.json`), 'utf8'));

export async function tenant(args = []) {
  const db = demo();
  const word = countinghouse(['user', 'password', 'admin', '--db', db]).out.match(/sign-in: (\S+)/)[1];
  const server = await Server.start(db, args);
  server.password = word;
  const cookie = await server.administrator();
  const key = async (user, role, party) => {
    const made = await server.ask('POST', '/v1/keys', {cookie, body: {name: user, user, role, ...(party ? {party} : {})}});
    if (made.status !== 200) throw new Error(JSON.stringify(made.value));
    return made.value.token;
  };
  const keys = {U: await key('audit', 'auditor')};
  const parties = (await server.query(keys.U, 'users')).value.rows;
  const partyOf = (user) => parties.find((row) => row.user === user).party;
  for (const [letter, user] of Object.entries(users)) keys[letter] = await key(user, roles[letter], partyOf(user) || undefined);
  const all = async (name, params = {}) => {
    const answer = await server.query(keys.U, name, params);
    if (answer.status !== 200) throw new Error(`${name}: ${JSON.stringify(answer.value)}`);
    return answer.value.rows ?? answer.value;
  };
  const run = async (letter, name, payload) => {
    const answer = await server.run(keys[letter], name, payload);
    if (answer.status !== 200) throw new Error(`${name}: ${JSON.stringify(answer.value)}`);
    return answer.value.args;
  };
  return {server, cookie, keys, key, all, run, x: await facts({server, cookie, keys, key, all, run, partyOf})};
}

// What the payloads are about: merchant one's and reseller one's, and the names by which the others' would be known.
async function facts({server, cookie, keys, key, all, run, partyOf}) {
  let last = 0;
  const word = () => `X${process.pid}-${++last}`;
  const number = () => `62227${String(++last).padStart(11, '0')}`;
  const one = partyOf('merchant-0001');
  const accounts = await all('accounts', {limit: 500});
  const mine = accounts.find((row) => row.party === one), others = accounts.find((row) => row.party !== one);
  keys.M2 = await key(`merchant-000${others.party}`, 'merchant_user', others.party);
  const account = mine.account;
  const funds = await all('funds_transactions', {account, limit: 500});
  const cases = await all('cases', {limit: 500});
  const at = (procedure, step) => cases.find((row) => row.procedure === procedure && row.step === step);
  const reseller = partyOf('dealer-0001');
  const penalty = at('penalty_cpt', 'taken');
  const seen = await all('case', {process: penalty.process});
  const document = seen.history.flatMap((event) => event.documents)[0];
  // Reseller two, with a client and a case of its own.
  const other = {party: Number((await run('O', 'register_reseller', {name: '另一示例代理', code: 'ZZ-2', emails: ['zz@reseller.example']})).party)};
  await server.done(cookie, 'administrator', 'grant_role', {user: 'dealer-0002', role: 'reseller_user', party: other.party});
  keys.R2 = await key('dealer-0002', 'reseller_user', other.party);
  other.client = Number((await run('R2', 'register_client', {name: '另一示例客户', code: 'ZZ-K', reseller: other.party})).party);
  const filed = await run('R2', 'file_case', {procedure: 'corporate_verification', party: other.client, documents: [],
    answers: [{name: 'order_no', value: 'ZZ-SO'}, {name: 'bank', value: '示例银行'}, {name: 'account_number', value: '6222000066660002'}]});
  const told = await run('K', 'file_case', {procedure: 'penalty_review_violation', party: penalty.party,
    answers: [{name: 'rule', value: '规范'}, {name: 'amount', value: '1.00'}], documents: [{...document, question: 'evidence'}]});
  const toldAt = (await all('case', {process: Number(told.process)})).row;
  const x = {
    twoParty: others.party, word, number, credit: pack('credit'), promo: pack('promo'), party: one, account, merchant: mine.name,
    recharge: funds.find((row) => row.kind === 'recharge').id, withdrawal: funds.find((row) => row.kind === 'withdrawal').id,
    campaign: (await all('campaigns', {account})).campaigns[0].campaign, offer: (await all('campaigns', {account})).offers[0]?.offer ?? 1,
    notice: (await all('notices', {account}))[0].notice, order: (await all('order_transactions', {account}))[0].reference,
    wire: (await all('wires'))[0].wire, exception: (await all('exceptions'))[0].exception, batch: (await all('payment_batches'))[0].batch,
    reseller, client: penalty.party, penalty: penalty.process, message: seen.messages[0].id, document,
    review: at('corporate_verification', 'review').process, passed: at('corporate_verification', 'passed').process,
    paying: at('corporate_verification', 'paying').process, appealing: at('appeal', 'deciding').process, unpaid: at('deposit_refund', 'failed').process,
    withdrawing: cases.find((row) => row.procedure === 'withdrawal').process,
    told: {process: Number(told.process), step: toldAt.step},
    // By these the other party of each would be known in an answer: merchant two's to merchant one, and so on.
    ofOthers: {M: [others.name, others.number], M2: [mine.name, mine.number], R: ['另一示例', 'ZZ-K', filed.number, 'ZZ-2'], R2: [penalty.name, penalty.number, 'D0001']},
  };
  for (const [name, value] of Object.entries(x)) if (value === undefined) throw new Error(`the demo has no ${name}`);
  return x;
}
