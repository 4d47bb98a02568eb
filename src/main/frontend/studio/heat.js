// Where cases wait and which ways they take, on a diagram. An element with data-heat-diagram="<address of the BPMN
// file>" becomes one; data-heat is a JSON object {"places": {"<id>": how warm, 0 to 5}, "flows": {"<id>": times}}. The
// words on it are those of the table beneath, so that both always say the same.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';

const READABLE = 0.9;

function badge(text, name) {
  const made = document.createElement('span');
  made.className = name;
  made.textContent = text;
  return made;
}

// In the middle of a flow's longest part.
function middle(waypoints) {
  let best = { length: -1 };
  for (let i = 1; i < waypoints.length; i++) {
    const [one, other] = [waypoints[i - 1], waypoints[i]];
    const length = Math.abs(one.x - other.x) + Math.abs(one.y - other.y);
    if (length > best.length) {
      best = { length, x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
    }
  }
  return best;
}

function draw(viewer, heat, told) {
  const canvas = viewer.get('canvas');
  const elements = viewer.get('elementRegistry');
  const overlays = viewer.get('overlays');
  for (const [id, level] of Object.entries(heat.places)) {
    const element = elements.get(id);
    // The diagram's root may share its id with a step of the process that calls it.
    if (element?.parent) {
      canvas.addMarker(id, `heat-${level}`);
      overlays.add(id, { position: { left: 0, bottom: -3 }, html: badge(told(id), 'heat-words'), show: { minZoom: 0 } });
    }
  }
  const most = Math.max(1, ...Object.values(heat.flows));
  for (const [id, times] of Object.entries(heat.flows)) {
    const flow = elements.get(id);
    if (!flow?.waypoints) {
      continue;
    }
    canvas.addMarker(id, times ? `way-${Math.ceil(3 * Math.sqrt(times / most))}` : 'way-0');
    const at = middle(flow.waypoints);
    const left = Math.min(...flow.waypoints.map(({ x }) => x));
    const top = Math.min(...flow.waypoints.map(({ y }) => y));
    overlays.add(id, { position: { left: at.x - left - 10, top: at.y - top - 8 }, html: badge(`${times}×`, times ? 'way-times' : 'way-times never'), show: { minZoom: 0 } });
  }
}

// Such as "3 now · 2 h / 1 d 4 h": the median, and what nine of ten don't exceed.
function words(row) {
  const [now, median, p90] = ['now', 'median', 'p90'].map((cell) => row.querySelector(`[data-${cell}]`).textContent);
  return p90 === '–' ? `${now} now` : `${now} now · ${median} / ${p90}`;
}

async function show(host) {
  if (host.dataset.shown) {
    return;
  }
  host.dataset.shown = 'yes';
  const tables = host.closest('section');
  const viewer = new NavigatedViewer({ container: host });
  try {
    const response = await fetch(host.dataset.heatDiagram, { headers: { Accept: 'application/xml' } });
    if (!response.ok) {
      throw new Error(String(response.status));
    }
    await viewer.importXML(await response.text());
  } catch (problem) {
    host.textContent = 'The diagram could not be loaded. Reload the page to try again; the tables hold the same figures.';
    return;
  }
  viewer.get('canvas').zoom('fit-viewport', 'auto');
  draw(viewer, JSON.parse(host.dataset.heat), (id) => words(tables.querySelector(`[data-place="${CSS.escape(id)}"]`)));
  tables.querySelectorAll('[data-show]').forEach((button) => button.addEventListener('click', () => {
    if (viewer.get('elementRegistry').get(button.dataset.show)?.parent) {
      host.scrollIntoView({ block: 'nearest' });
      viewer.get('canvas').zoom(READABLE);
      viewer.get('canvas').scrollToElement(button.dataset.show, 120);
    }
  }));
  host.dispatchEvent(new CustomEvent('diagram-shown', { bubbles: true }));
}

function showAll(root = document) {
  root.querySelectorAll('[data-heat-diagram]').forEach(show);
}

document.addEventListener('DOMContentLoaded', () => showAll());
document.addEventListener('htmx:afterSettle', () => showAll());
