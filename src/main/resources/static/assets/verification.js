// Files dropped on the form, or pasted anywhere on the page, are uploaded at once; what is written below stays.
(function () {
  'use strict';

  const form = document.querySelector('form[data-drop]');
  if (!form) {
    return;
  }
  const field = form.querySelector('input[type=file]');

  async function upload(files) {
    const body = new FormData();
    for (const file of files) {
      body.append('files', file, file.name);
    }
    form.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(form.action, { method: 'POST', body });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const list = page.querySelector(form.dataset.drop);
      if (!answer.ok || !list) {
        throw new Error('refused');
      }
      document.querySelector(form.dataset.drop).replaceWith(document.importNode(list, true));
      say(page.querySelector('#files-error, .verification > .error'));
      form.reset();
    } catch (failed) {
      const told = document.createElement('p');
      told.textContent = 'The upload did not work. Check that the file is not too large, and try again.';
      say(told);
    } finally {
      form.removeAttribute('aria-busy');
    }
  }

  function say(problem) {
    form.querySelectorAll('#files-error').forEach((old) => old.remove());
    field.removeAttribute('aria-invalid');
    field.setAttribute('aria-describedby', 'files-hint');
    if (problem) {
      const error = document.createElement('p');
      error.className = 'error';
      error.id = 'files-error';
      error.setAttribute('role', 'alert');
      error.textContent = problem.textContent;
      field.before(error);
      field.setAttribute('aria-invalid', 'true');
      field.setAttribute('aria-describedby', 'files-error');
    }
  }

  form.addEventListener('submit', (event) => {
    if (field.files.length > 0) {
      event.preventDefault();
      upload(field.files);
    }
  });

  form.addEventListener('followthrough:files', (event) => upload(event.detail));
})();
