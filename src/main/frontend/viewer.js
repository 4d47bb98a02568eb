// Shows a diagram and, over it, where a case has been and where it stands.
// Also plays stories: what happens to a case, step by step.
// Any element with data-diagram="<address of the BPMN file>" becomes one; data-path is a JSON
// object {"flows": {"<flow id>": times}, "at": ["<activity id>"], "times": {"<element id>": {"first", "last", "count"}}}.
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
  Object.entries(path.times || {}).forEach(([id, reached]) => when(overlays, elements.get(id), reached));
  // The diagram's root may share its id with a step of the process that calls it.
  (path.at || []).filter((id) => elements.get(id)?.parent).forEach((id) => canvas.addMarker(id, 'path-here'));
}

// When a step was reached first, under it. Gateways and ends of flows only join what is told anyway.
function when(overlays, element, reached) {
  if (!element?.parent || element.waypoints || /Gateway$/.test(element.type)) {
    return;
  }
  const badge = document.createElement('time');
  badge.className = 'path-time';
  badge.dateTime = reached.first;
  const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  badge.textContent = short.format(new Date(reached.first)) + (reached.count > 1 ? `, ${reached.count}×` : '');
  badge.title = reached.count > 1 ? `First ${full.format(new Date(reached.first))}, last ${full.format(new Date(reached.last))}`
    : full.format(new Date(reached.first));
  overlays.add(element.id, { position: { left: 0, top: element.height + 2 }, html: badge, show: { minZoom: 0 } });
}

// A story is an element with a list of steps in words, data-story (for each step the elements
// passed and where the case stands after it, as pairs of process and id), data-diagrams (the
// address that the diagrams are under), data-wrong (the element that it is about, if it is about one) and data-trail (if what
// was passed before stays marked). A process may be named with its version, as process/version.
function tell(host) {
  if (host.dataset.told) {
    return;
  }
  host.dataset.told = 'yes';
  const steps = JSON.parse(host.dataset.story);
  const items = [...host.querySelectorAll('ol > li')];
  const player = document.createElement('div');
  player.className = 'player';
  player.innerHTML = '<p class="row"><button type="button" class="second" data-go="-1">Previous step</button> '
    + '<button type="button" class="second" data-go="1">Next step</button> '
    + '<button type="button" class="second" data-play>Play</button> <span role="status"></span></p>';
  const play = player.querySelector('[data-play]');
  let playing = 0;
  const stage = document.createElement('div');
  stage.className = 'diagram';
  stage.setAttribute('role', 'group');
  const status = player.querySelector('[role=status]');
  const viewers = new Map();
  let current = -1;

  async function viewer(process) {
    if (!viewers.has(process)) {
      const canvas = document.createElement('div');
      canvas.className = 'canvas';
      stage.append(canvas);
      const one = new NavigatedViewer({ container: canvas });
      viewers.set(process, { canvas, one });
      try {
        const response = await fetch(host.dataset.diagrams + process.split('/').map(encodeURIComponent).join('/'), { headers: { Accept: 'application/xml' } });
        if (!response.ok) {
          throw new Error(String(response.status));
        }
        await one.importXML(await response.text());
      } catch (problem) {
        canvas.textContent = 'This diagram has no drawing that could be shown.';
      }
    }
    return viewers.get(process);
  }

  function mark(one, ids, marker) {
    const elements = one.get('elementRegistry');
    ids.filter((id) => elements.get(id)?.parent).forEach((id) => one.get('canvas')
      .addMarker(id, marker === 'path-visited' && elements.get(id).waypoints ? 'path-taken' : marker));
  }

  async function go(to) {
    if (to < 0 || to >= steps.length) {
      return;
    }
    current = to;
    items.forEach((item, at) => (at === to ? item.setAttribute('aria-current', 'step') : item.removeAttribute('aria-current')));
    items[to].scrollIntoView({ block: 'nearest' });
    status.textContent = `Step ${to + 1} of ${steps.length}: ${items[to].textContent.replace(/\s+/g, ' ').trim()}`;
    const [wrongProcess, wrong] = (host.dataset.wrong || '').split('/');
    const last = Boolean(wrong) && to === steps.length - 1;
    const process = last ? wrongProcess : (steps[to].passed.at(-1) || steps[to].at[0])[0];
    const { canvas, one } = await viewer(process);
    if (current !== to) {
      return;
    }
    viewers.forEach((other) => (other.canvas.hidden = other.canvas !== canvas));
    stage.setAttribute('aria-label', `Diagram of ${process}, ${status.textContent}`);
    if (!one.getDefinitions()) {
      return;
    }
    const board = one.get('canvas');
    one.get('elementRegistry').forEach((element) => ['path-visited', 'path-taken', 'path-now', 'path-here', 'path-wrong'].forEach((marker) => board.removeMarker(element, marker)));
    board.zoom('fit-viewport', 'auto');
    const before = 'trail' in host.dataset ? steps.slice(0, to + 1) : [steps[to]];
    mark(one, [...new Set(before.flatMap((step) => step.passed).filter(([of]) => of === process).map(([, id]) => id))], 'path-visited');
    if ('trail' in host.dataset) {
      mark(one, steps[to].passed.filter(([of]) => of === process).map(([, id]) => id), 'path-now');
    }
    mark(one, steps[to].at.filter(([of]) => of === process).map(([, id]) => id), 'path-here');
    if (last) {
      mark(one, [wrong], 'path-wrong');
    }
  }

  const within = (to) => Math.min(Math.max(to, 0), steps.length - 1);

  function pause() {
    clearInterval(playing);
    playing = 0;
    play.textContent = 'Play';
  }

  function start() {
    play.textContent = 'Pause';
    go(current === steps.length - 1 ? 0 : current + 1);
    playing = setInterval(() => {
      if (current === steps.length - 1 || !host.isConnected) {
        pause();
      } else {
        go(current + 1);
      }
    }, 1500);
  }

  player.addEventListener('click', (event) => {
    const step = Number(event.target.dataset.go || 0);
    if (event.target === play) {
      (playing ? pause : start)();
    } else if (step) {
      pause();
      go(within(current + step));
    }
  });
  player.addEventListener('keydown', (event) => {
    const to = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: steps.length - 1 }[event.key];
    if (to !== undefined && event.target.tagName === 'BUTTON') {
      event.preventDefault();
      pause();
      go(within(to));
    }
  });
  const begin = document.createElement('button');
  begin.type = 'button';
  begin.className = 'second';
  begin.textContent = 'Play it on the diagram';
  begin.addEventListener('click', () => {
    player.append(stage);
    begin.replaceWith(player);
    player.querySelector('[data-go="1"]').focus();
    go(0);
  });
  host.append(begin);
}

export function showAll(root = document) {
  root.querySelectorAll('[data-diagram]').forEach(show);
  root.querySelectorAll('[data-story]').forEach(tell);
}

document.addEventListener('DOMContentLoaded', () => showAll());
document.addEventListener('htmx:afterSettle', (event) => showAll(event.target));
window.followthroughDiagrams = { showAll };
