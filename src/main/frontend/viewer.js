// Shows a diagram and, over it, where a case has been and where it stands.
// Any element with data-diagram="<address of the BPMN file>" becomes one; data-path is a JSON
// object {"flows": {"<flow id>": times}, "at": ["<activity id>"]}.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';

async function show(host) {
  if (host.dataset.shown) {
    return;
  }
  host.dataset.shown = 'yes';
  const viewer = new NavigatedViewer({ container: host });
  try {
    const response = await fetch(host.dataset.diagram, { headers: { Accept: 'application/xml' } });
    if (!response.ok) {
      throw new Error(String(response.status));
    }
    await viewer.importXML(await response.text());
  } catch (problem) {
    host.textContent = 'The diagram could not be loaded. Reload the page to try again.';
    return;
  }
  viewer.get('canvas').zoom('fit-viewport', 'auto');
  if (host.dataset.path) {
    overlay(viewer, JSON.parse(host.dataset.path));
  }
  host.dispatchEvent(new CustomEvent('diagram-shown', { bubbles: true }));
}

function overlay(viewer, path) {
  const canvas = viewer.get('canvas');
  const elements = viewer.get('elementRegistry');
  const overlays = viewer.get('overlays');
  const visited = new Set();
  for (const [flow, times] of Object.entries(path.flows || {})) {
    const connection = elements.get(flow);
    if (!connection) {
      continue;
    }
    canvas.addMarker(flow, 'path-taken');
    [connection.source, connection.target].forEach((end) => visited.add(end.id));
    if (times > 1) {
      const badge = document.createElement('span');
      badge.className = 'path-times';
      badge.textContent = `${times}×`;
      overlays.add(flow, { position: { left: 6, top: 2 }, html: badge, show: { minZoom: 0 } });
    }
  }
  visited.forEach((id) => canvas.addMarker(id, 'path-visited'));
  // The diagram's root may share its id with a step of the process that calls it.
  (path.at || []).filter((id) => elements.get(id)?.parent).forEach((id) => canvas.addMarker(id, 'path-here'));
}

export function showAll(root = document) {
  root.querySelectorAll('[data-diagram]').forEach(show);
}

document.addEventListener('DOMContentLoaded', () => showAll());
document.addEventListener('htmx:afterSettle', (event) => showAll(event.target));
window.followthroughDiagrams = { showAll };
