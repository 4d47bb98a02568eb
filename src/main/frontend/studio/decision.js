// The editor of decision tables.
import DmnModeler from 'dmn-js/lib/Modeler';
import DmnViewer from 'dmn-js/lib/NavigatedViewer';
import { begin, changed, draft, load, node, savesBy, showsProblemsBy, unshowable, wouldLose } from './draft.js';

const host = document.getElementById('studio');
const canvasHost = document.getElementById('canvas');

const Editor = draft.editable ? DmnModeler : DmnViewer;
const modeler = new Editor({ container: canvasHost });

async function open() {
  const xml = await load();
  try {
    const { warnings } = await modeler.importXML(xml);
    wouldLose(warnings.map((warning) => warning.message));
    const table = modeler.getViews().find((view) => view.type === 'decisionTable');
    if (table) {
      await modeler.open(table);
    }
  } catch (problem) {
    unshowable(problem);
    begin();
    return;
  }
  savesBy(async () => (await modeler.saveXML({ format: true })).xml);
  const followed = new Set();
  const follow = () => {
    const viewer = modeler.getActiveViewer();
    if (viewer && !followed.has(viewer)) {
      followed.add(viewer);
      viewer.on('elements.changed', changed);
      viewer.on('commandStack.changed', changed);
    }
  };
  follow();
  modeler.on('views.changed', follow);
  showsProblemsBy({ reveal: () => canvasHost.focus() });
  begin();
  host.dataset.opened = 'yes';
}

open().catch((problem) => {
  canvasHost.replaceChildren(node('p', { class: 'error', role: 'alert' }, problem.message));
});
