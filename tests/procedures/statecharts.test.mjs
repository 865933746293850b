// Three procedures, written down a second time as statecharts by somebody who had the specification and not our tables, and run by XState:
// table and statechart have the same ways to the same ends (PRO-1). That a deadline passes only once at a step is neither's to say.
//
// Where the two differed, and the specification does not decide, the statechart was settled to what the product does ("Settled: …" there):
// - VER-3: of two cases with one account, the one that awaits its payment already is held as well, unless the bank has the payment.
// - VER-5: the reseller files the account anew, and it is screened as it is filed; it goes into no other batch of passed ones.
// - VER-7: who checks receipts may be late; nothing follows for the case.
// - RSK-12: an appeal before the confirmation stops the 3 working days, and its decision ends the penalty, confirmed or not. Taken by the
//   letter ("does not confirm within 3 working days") they would run on, and the amount would be taken meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shown } from './lib.mjs';
import * as mappings from './statecharts/mappings.mjs';
import { byChart, byTable, nameOf, pairOf } from './statecharts/walk.mjs';

// Who brings an event, in a statechart's words and in those of a table.
const people = {
  reseller: 'reseller_user',
  'reseller or channel': 'reseller_user, channel',
  'information reviewer': 'information_reviewer',
  'value-added services': 'value_added_services',
  finance: 'finance',
  'risk supervisor': 'risk_supervisor',
  bank: 'event',
  'another case': 'event',
  clock: 'clock',
};

for (const [id, mapping] of Object.entries(mappings)) {
  const table = shown(id);
  const chart = await import(`./statecharts/${id}.mjs`);
  const pair = pairOf(table, chart, mapping);
  const steps = table.transitions.map(nameOf).sort();

  test(`PRO-1: every step of ${id} is an event of its statechart, by the same people`, () => {
    assert.deepEqual(Object.keys(mapping.steps).sort(), steps);
    for (const one of table.transitions) {
      for (const { type } of mapping.steps[nameOf(one)].flat()) {
        const { who } = chart.events.find((event) => event.type === type);
        assert.equal(people[who], one.by === 'person' ? one.who.join(', ') : one.by, `${nameOf(one)}: ${type}`);
      }
    }
  });

  for (const [whose, walked] of [['table', byTable], ['statechart', byChart]]) {
    test(`PRO-1: every way of the ${whose} of ${id} leads the other to the same end`, (context) => {
      const { ways, faults, taken } = walked(pair);
      context.diagnostic(`ways: ${ways.size}`);
      assert.deepEqual(faults.slice(0, 5), []);
      assert.deepEqual([...taken].sort(), steps);
    });
  }
}
