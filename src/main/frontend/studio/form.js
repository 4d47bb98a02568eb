// The editor of forms.
import { FormEditor, schemaVersion } from '@bpmn-io/form-js-editor';
import { Form } from '@bpmn-io/form-js-viewer';
import { begin, changed, draft, load, node, savesBy, showsProblemsBy, unshowable } from './draft.js';

const host = document.getElementById('studio');
const canvasHost = document.getElementById('canvas');

// What Tasklist can show and a form may hold; see FormRules.
const ALLOWED = ['textfield', 'textarea', 'number', 'datetime', 'checkbox', 'checklist', 'radio', 'select', 'taglist', 'text',
  'spacer', 'separator', 'group', 'default'];

async function open() {
  const schema = JSON.parse(await load());
  try {
    if (!draft.editable) {
      const form = new Form({ container: canvasHost, properties: { readOnly: true } });
      await form.importSchema(schema);
    } else {
      const editor = new FormEditor({ container: canvasHost });
      const fields = editor.get('formFields');
      Object.keys(fields._formFields).filter((type) => !ALLOWED.includes(type)).forEach((type) => delete fields._formFields[type]);
      await editor.importSchema(schema);
      editor.on('changed', changed);
      savesBy(async () => `${JSON.stringify(ordered(editor.saveSchema(), schema), null, 2)}\n`);
      showsProblemsBy({
        reveal(key) {
          const field = editor.get('formFieldRegistry').getAll().find((one) => one.key === key || one.id === key);
          if (field) {
            editor.get('selection').set(field);
          }
        }
      });
    }
  } catch (problem) {
    unshowable(problem);
  }
  begin();
  host.dataset.opened = 'yes';
}

// Who made the file last is no news; the rest stays in the order that it had.
function ordered(saved, before) {
  const { exporter, ...schema } = saved;
  const sorted = {};
  Object.keys(before).filter((key) => key in schema).forEach((key) => {
    sorted[key] = schema[key];
  });
  return { ...sorted, ...schema, schemaVersion };
}

open().catch((problem) => {
  canvasHost.replaceChildren(node('p', { class: 'error', role: 'alert' }, problem.message));
});
