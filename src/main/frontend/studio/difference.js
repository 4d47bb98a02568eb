// Two diagrams side by side, with what differs marked on both.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json';
import { diff } from 'bpmn-js-differ';

const READABLE = 0.9;

const host = document.getElementById('side-by-side');

async function viewer(id, address) {
  const made = new NavigatedViewer({ container: document.getElementById(id), moddleExtensions: { camunda } });
  const response = await fetch(address, { cache: 'no-store' });
  if (!response.ok) {
    throw new Error(String(response.status));
  }
  await made.importXML(await response.text());
  made.get('canvas').zoom('fit-viewport', 'auto');
  return made;
}

function mark(shown, ids, marker) {
  ids.filter((id) => shown.get('elementRegistry').get(id)?.parent).forEach((id) => shown.get('canvas').addMarker(id, marker));
}

function box({ x, y, width, height }) {
  return { x, y, width, height };
}

// Where one of them is looked at, the other is, too.
function together(one, other) {
  let following = false;
  const follow = (from, to) => from.on('canvas.viewbox.changed', ({ viewbox }) => {
    if (!following) {
      following = true;
      to.get('canvas').viewbox(box(viewbox));
      following = false;
    }
  });
  follow(one, other);
  follow(other, one);
}

async function show() {
  const [before, after] = await Promise.all([viewer('before', host.dataset.before), viewer('after', host.dataset.after)]);
  const changes = diff(before.getDefinitions(), after.getDefinitions());
  mark(before, Object.keys(changes._removed), 'change-removed');
  mark(after, Object.keys(changes._added), 'change-added');
  [before, after].forEach((shown) => {
    mark(shown, Object.keys(changes._layoutChanged), 'change-moved');
    mark(shown, Object.keys(changes._changed), 'change-changed');
  });
  together(before, after);
  after.get('canvas').viewbox(box(after.get('canvas').viewbox()));
  document.querySelectorAll('[data-show]').forEach((button) => button.addEventListener('click', () => {
    const shown = [after, before].find((one) => one.get('elementRegistry').get(button.dataset.show)?.parent);
    if (shown) {
      shown.get('canvas').zoom(READABLE);
      shown.get('canvas').scrollToElement(button.dataset.show, 120);
    }
  }));
  host.dataset.opened = 'yes';
}

show().catch(() => {
  host.querySelectorAll('.diagram').forEach((diagram) => {
    diagram.textContent = 'The diagrams could not be shown side by side. What differs is listed below.';
  });
});
