// The editor of diagrams.
import Modeler from 'bpmn-js/lib/Modeler';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json';
import ModelerTokens from 'bpmn-js-token-simulation';
import ViewerTokens from 'bpmn-js-token-simulation/lib/viewer';
import { begin, changed, commentsOn, draft, load, node, savesBy, send, sendJson, showsProblemsBy, unshowable, vocabulary, wouldLose } from './draft.js';
import { ManagersDrawing } from './drawing.js';
import { Panel } from './panel.js';

const host = document.getElementById('studio');
const canvasHost = document.getElementById('canvas');

const Editor = draft.editable ? Modeler : NavigatedViewer;

const modeler = new Editor({
  container: canvasHost,
  moddleExtensions: { camunda },
  additionalModules: draft.editable ? [ManagersDrawing, ModelerTokens] : [ViewerTokens],
  keyboard: { bind: true }
});

function press(name, action) {
  const button = document.querySelector(`[data-do="${name}"]`);
  button?.addEventListener('click', () => action(button));
  return button;
}

// The whole of it, beside the palette.
function fit() {
  const canvas = modeler.get('canvas');
  const { inner } = canvas.viewbox();
  const palette = canvasHost.querySelector('.djs-palette');
  const taken = palette ? palette.offsetLeft + palette.offsetWidth + 10 : 10;
  const left = taken * (inner.width + 20) / Math.max(1, canvasHost.clientWidth - taken);
  canvas.viewbox({ x: inner.x - left, y: inner.y - 20, width: inner.width + left + 20, height: inner.height + 40 });
}

function toolbar() {
  const canvas = modeler.get('canvas');
  press('in', () => modeler.get('zoomScroll').stepZoom(1));
  press('out', () => modeler.get('zoomScroll').stepZoom(-1));
  press('fit', fit);
  const stack = modeler.get('commandStack', false);
  const undo = press('undo', () => stack.undo());
  const redo = press('redo', () => stack.redo());
  modeler.on('commandStack.changed', () => {
    undo.disabled = !stack.canUndo();
    redo.disabled = !stack.canRedo();
  });
  press('play', (button) => {
    const playing = button.getAttribute('aria-pressed') !== 'true';
    modeler.get('toggleMode').toggleMode(playing);
    button.setAttribute('aria-pressed', String(playing));
    document.getElementById('tokens-hint').hidden = !playing;
  });
}

function marks(panel) {
  const canvas = modeler.get('canvas');
  const registry = modeler.get('elementRegistry');
  let marked = [];
  let noted = [];
  const swap = (before, after, marker) => {
    before.filter((id) => registry.get(id)).forEach((id) => canvas.removeMarker(id, marker));
    const there = [...new Set(after)].filter((id) => registry.get(id)?.parent);
    there.forEach((id) => canvas.addMarker(id, marker));
    return there;
  };
  return {
    mark(problems) {
      marked = swap(marked, problems.map((problem) => problem.element), 'has-problem');
    },
    commented(ids) {
      noted = swap(noted, [...ids], 'has-comment');
    },
    reveal: (id) => panel.reveal(id),
    name(id) {
      const element = registry.get(id);
      return element?.parent && element.businessObject ? panel.name(element) : null;
    }
  };
}

async function forms() {
  const now = await send('GET', `/drafts/${draft.id}`);
  return new Set(now.files.map((file) => file.name));
}

async function open() {
  const [xml, words, inDraft] = await Promise.all([load(), vocabulary(), forms()]);
  try {
    const { warnings } = await modeler.importXML(xml);
    wouldLose(warnings.map((warning) => warning.message));
    // Better now than after an hour's work.
    await modeler.saveXML();
  } catch (problem) {
    unshowable(problem);
    begin();
    return;
  }
  fit();
  const panel = new Panel(modeler, words, {
    editable: draft.editable,
    hasForm: (id) => (inDraft.has(`${id}.form`) ? 'draft' : words.forms.some((form) => form.id === id) ? 'published' : ''),
    formPage: (id) => (inDraft.has(`${id}.form`) ? `${host.dataset.page}/${draft.id}/${id}.form` : `${host.dataset.page.replace(/drafts$/, 'models')}/${id}.form`),
    async makeForm(id) {
      await sendJson('POST', `/drafts/${draft.id}/forms`, { task: id });
      inDraft.add(`${id}.form`);
      Object.assign(words, await vocabulary());
      panel.show(panel.element, true);
      changed();
    }
  });
  panel.shown = (element) => commentsOn(element?.id || '', element ? panel.name(element) : '');
  showsProblemsBy(marks(panel));
  savesBy(async () => (await modeler.saveXML({ format: true })).xml);
  modeler.on('commandStack.changed', changed);
  toolbar();
  begin();
  host.dispatchEvent(new CustomEvent('opened', { bubbles: true }));
  host.dataset.opened = 'yes';
}

open().catch((problem) => {
  canvasHost.replaceChildren(node('p', { class: 'error', role: 'alert' }, problem.message));
});
