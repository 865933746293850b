// The flow charts' lines beside those of elkjs, a layered layout: ours cross no more often (PRO-7).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import ELK from 'elkjs';
import { crossings, exported } from './lib.mjs';

const attributes = (tag) => Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));

function drawing(svg) {
  const tags = [...svg.matchAll(/<(?:rect|polyline) [^>]*>/g)].map(([tag]) => attributes(tag));
  const lanes = [...svg.matchAll(/class="lane-name" x="\d+" y="(\d+)"/g)].map(([, y]) => Number(y) - 18);
  return {
    nodes: tags.filter((tag) => 'data-step' in tag).map((tag) => ({
      id: `step_${tag['data-step']}`,
      width: Number(tag.width),
      height: Number(tag.height),
      lane: lanes.findLastIndex((top) => top <= Number(tag.y)),
    })),
    edges: tags.filter((tag) => 'data-from' in tag && tag['data-from'] !== tag['data-to']).map((tag) => ({
      from: `step_${tag['data-from']}`,
      to: `step_${tag['data-to']}`,
      line: tag.points.split(' ').map((point) => ({ x: Number(point.split(',')[0]), y: Number(point.split(',')[1]) })),
    })),
  };
}

// Its partitions stand one behind the other in the direction of the flow, as lanes do across it. Without them it is free of lanes.
async function elk({ nodes, edges }, withLanes) {
  const laid = await new ELK().layout({
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': withLanes ? 'DOWN' : 'RIGHT',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.layered.thoroughness': '20',
      'elk.partitioning.activate': String(withLanes),
    },
    children: nodes.map(({ id, width, height, lane }) => ({
      id, width, height, layoutOptions: withLanes ? { 'elk.partitioning.partition': String(lane) } : {},
    })),
    edges: edges.map(({ from, to }, i) => ({ id: `edge_${i}`, sources: [from], targets: [to] })),
  });
  return crossings(laid.edges.flatMap((edge) => edge.sections.map((s) => [s.startPoint, ...(s.bendPoints ?? []), s.endPoint])));
}

test('PRO-7: what crosses is counted, what meets or joins is not', () => {
  const across = [{ x: 0, y: 5 }, { x: 10, y: 5 }];
  assert.equal(crossings([across, [{ x: 5, y: 0 }, { x: 5, y: 10 }]]), 1);
  assert.equal(crossings([across, [{ x: 5, y: 0 }, { x: 5, y: 5 }, { x: 10, y: 5 }]]), 0);
});

for (const { name, text } of exported('svg', 'zh')) {
  test(`PRO-7: the lines of ${name} cross no more often than elkjs's`, async (context) => {
    const ours = drawing(text);
    assert.ok(ours.nodes.length > 2 && ours.edges.length > 1);
    const [count, inLanes, free] = [crossings(ours.edges.map((edge) => edge.line)), await elk(ours, true), await elk(ours, false)];
    context.diagnostic(`crossings: ours ${count}; elkjs with lanes ${inLanes}, without ${free}`);
    assert.ok(count <= Math.min(inLanes, free));
  });
}
