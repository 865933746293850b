// Two that should go the same ways, walked together: a procedure's table and a statechart. What one of them does next is played to the
// other, so that every way is gone on both at once; where the other cannot follow, or comes to another end, the way so far is a fault.
import { isDeepStrictEqual } from 'node:util';
import { initialTransition, transition } from 'xstate';

const most = 2;  // times that a way takes one and the same step

// A step's name: where, what happens, and what decides about it. It says nothing of where it leads: that is what is compared.
export const nameOf = ({ from, on, guard, not_by: notBy }) => [
  from || 'start', on, ...(guard ? [(guard.negated ? 'not ' : '') + guard.name] : []), ...notBy.map((one) => `not by who ${one}`),
].join(', ');

// All ways on from `at`. `stepsFrom` answers { name, fault, next }, and none at an end.
function walk(at, stepsFrom, found, way = [], used = new Map()) {
  const steps = stepsFrom(at);
  if (steps.length === 0) found.ways.add(way.join(' > '));
  for (const { name, fault, next } of steps) {
    const times = used.get(name) ?? 0;
    if (times === most) continue;
    if (fault) found.faults.push(`${[...way, name].join(' > ')}: ${fault}`);
    else walk(next, stepsFrom, found, [...way, name], new Map(used).set(name, times + 1));
  }
  return found;
}

const nothing = () => ({ ways: new Set(), faults: [], taken: new Set() });
const said = ({ type, ...facts }) => type + Object.entries(facts).map(([name, value]) => ` ${name}=${value}`).join('');
const after = (machine, snapshot, event) => transition(machine, snapshot, event)[0];

// A guard that follows from what has happened before is true or false; the others may be either.
const mayBe = ({ guard }, happened, known) => !guard || !(guard.name in known) || known[guard.name](happened) !== guard.negated;

// After a step both are at an end or neither is, and it is the same end for the same reason; and who is not at an end can go on.
function difference({ table, mapping, all }, { from, on, to }, snapshot) {
  const { end } = table.steps.find((one) => one.name === to);
  if (end !== (snapshot.status === 'done')) return `the table is at ${to}, the statechart at ${snapshot.value}`;
  if (!end) return all.some((event) => snapshot.can(event)) ? '' : `nothing leads on from ${snapshot.value}`;
  const same = mapping.ends[snapshot.value].includes(`${from}, ${on}, ${to}`);
  return same ? '' : `the table ends ${to} by ${on}, the statechart ${snapshot.value}`;
}

// An event with every combination of the facts that it may state.
const combinations = ({ type, facts, values = {} }) =>
  facts.reduce((list, fact) => list.flatMap((e) => (values[fact] ?? [true, false]).map((v) => ({ ...e, [fact]: v }))), [{ type }]);

export const pairOf = (table, { machine, events }, mapping) => ({ table, machine, mapping, all: events.flatMap(combinations) });

// Every way of the table, each step played to the statechart.
export function byTable(pair) {
  const { table, machine, mapping } = pair;
  const found = nothing();
  const play = (start, events) => {
    let snapshot = start;
    for (const event of events) {
      const unseen = mapping.unseen && snapshot.can(mapping.unseen) ? [after(machine, snapshot, mapping.unseen)] : [];
      const ready = [snapshot, ...unseen].find((one) => one.can(event));
      if (!ready) return { fault: `the statechart, at ${snapshot.value}, does not take ${said(event)}` };
      snapshot = after(machine, ready, event);
    }
    return { snapshot };
  };
  const stepsFrom = ({ step, snapshot, happened }) => {
    const steps = table.transitions.filter((one) => one.from === step && mayBe(one, happened, mapping.known));
    return steps.flatMap((one) => mapping.steps[nameOf(one)].map((events) => {
      found.taken.add(nameOf(one));
      const played = play(snapshot, events);
      return {
        name: `${nameOf(one)} (${events.map(said).join(', ')})`,
        fault: played.fault ?? difference(pair, one, played.snapshot),
        next: { step: one.to, snapshot: played.snapshot, happened: [...happened, one.on] },
      };
    }));
  };
  return walk({ step: '', snapshot: initialTransition(machine)[0], happened: [] }, stepsFrom, found);
}

// Every way of the statechart; the events heard are a step of the table as soon as a row of the mapping is whole.
export function byChart(pair) {
  const { table, machine, mapping, all } = pair;
  const found = nothing();
  const rows = Object.entries(mapping.steps).flatMap(([name, those]) => those.map((events) => ({ name, events })));
  const follow = ({ step, happened, heard }, event, snapshot) => {
    if (isDeepStrictEqual(event, mapping.unseen)) return { next: { step, happened, heard, snapshot } };
    const now = [...heard, event];
    const from = `${step || 'start'}, `;
    const begun = rows.filter(({ name, events }) => name.startsWith(from) && isDeepStrictEqual(events.slice(0, now.length), now));
    const whole = begun.filter(({ events }) => events.length === now.length).map(({ name }) => name);
    if (begun.length > whole.length && snapshot.status !== 'done') return { next: { step, happened, heard: now, snapshot } };
    const meant = table.transitions.filter((one) => whole.includes(nameOf(one)) && mayBe(one, happened, mapping.known));
    if (meant.length !== 1) return { fault: `${meant.length} steps of the table, at ${step || 'start'}, are ${now.map(said).join(', ')}` };
    found.taken.add(nameOf(meant[0]));
    const [{ to, on }] = meant;
    return { fault: difference(pair, meant[0], snapshot), next: { step: to, happened: [...happened, on], heard: [], snapshot } };
  };
  const stepsFrom = (at) => all.filter((event) => at.snapshot.can(event)).map((event) => (
    { name: `${at.snapshot.value}: ${said(event)}`, ...follow(at, event, after(machine, at.snapshot, event)) }));
  return walk({ step: '', snapshot: initialTransition(machine)[0], happened: [], heard: [] }, stepsFrom, found);
}
