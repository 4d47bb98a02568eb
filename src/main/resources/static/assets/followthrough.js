// Shows moments in the reader's zone, and keeps drafts of what people write until it is sent.
(function () {
  'use strict';

  const format = new Intl.DateTimeFormat(
    document.body.classList.contains('public') ? document.documentElement.lang : undefined, { dateStyle: 'medium', timeStyle: 'short' });

  const exact = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit',
    minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, timeZoneName: 'short' });

  function localTimes(root) {
    root.querySelectorAll('time[datetime]').forEach((time) => {
      const moment = new Date(time.dateTime);
      if (!isNaN(moment)) {
        const text = format.format(moment);
        if (time.dataset.show === 'full') {
          time.textContent = text;
        }
        if (time.dataset.show === 'exact') {
          time.textContent = exact.format(moment);
        }
        time.title = `${text} (${time.dateTime})`;
      }
    });
  }

  // A field <input type="datetime-local" data-moment="name"> fills the hidden field of that name with the moment in UTC.
  function moments(root) {
    root.querySelectorAll('input[data-moment]').forEach((field) => {
      const kept = new Date(field.form.elements[field.dataset.moment].value);
      if (!field.value && !isNaN(kept)) {
        field.value = new Date(kept - kept.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
      }
      field.addEventListener('change', () => {
        const hidden = field.form.elements[field.dataset.moment];
        hidden.value = field.value ? new Date(field.value).toISOString() : '';
      });
    });
  }

  // A draft ends when the page that follows says that what was sent arrived. Until then it may have got lost on its way.
  const SENDING = 'drafts-being-sent';

  function arrived(root) {
    if (root.querySelector('.note[role=status], [role=status] .note, [data-sent]')) {
      JSON.parse(sessionStorage.getItem(SENDING) || '[]').forEach((key) => sessionStorage.removeItem(key));
      sessionStorage.removeItem(SENDING);
    } else if (root === document) {
      sessionStorage.removeItem(SENDING);
    }
  }

  function drafts(root) {
    try {
      arrived(root);
      root.querySelectorAll('[data-draft]:is(textarea, input, select)').forEach((field) => {
        const key = 'draft:' + field.dataset.draft;
        const kept = sessionStorage.getItem(key);
        const chosen = field.matches('select');
        // Somebody fast may have begun to write before this script was there.
        if (!chosen && field.value && field.value !== field.defaultValue) {
          sessionStorage.setItem(key, field.value);
        } else if (kept !== null && (chosen || !field.value)) {
          field.value = kept;
        }
        field.addEventListener('input', () => sessionStorage.setItem(key, field.value));
        field.form.addEventListener('submit', () => {
          const sending = JSON.parse(sessionStorage.getItem(SENDING) || '[]');
          sessionStorage.setItem(SENDING, JSON.stringify(sending.concat(key)));
        });
      });
    } catch (blocked) {
      // Without storage there are no drafts, and everything else works.
    }
  }

  // Tells that what is written on a page has been before somebody's eyes: once, and not from a tab in the background.
  function seen(root) {
    root.querySelectorAll('[data-seen]').forEach((thread) => {
      const tell = () => {
        if (document.visibilityState === 'visible') {
          document.removeEventListener('visibilitychange', tell);
          const shown = { upTo: thread.dataset.upTo, shownAt: thread.dataset.shownAt };
          fetch(thread.dataset.seen, { method: 'POST', body: new URLSearchParams(shown) });
        }
      };
      document.addEventListener('visibilitychange', tell);
      tell();
    });
  }

  // What somebody wrote goes into the answer to it, quoted line by line; what was selected of it, if anything was.
  function quotes(root) {
    root.querySelectorAll('button[data-quotes]').forEach((button) => {
      button.hidden = false;
      button.addEventListener('click', () => {
        const words = document.getElementById(button.dataset.quotes);
        const area = document.getElementById(button.dataset.into);
        const selected = getSelection();
        const chosen = words.contains(selected.anchorNode) && String(selected).trim() ? String(selected) : words.textContent;
        const quoted = chosen.trim().split('\n').map((line) => '> ' + line).join('\n') + '\n\n';
        const before = area.value.slice(0, area.selectionStart);
        area.setRangeText((before && !before.endsWith('\n') ? '\n\n' : '') + quoted, area.selectionStart, area.selectionEnd, 'end');
        area.dispatchEvent(new Event('input', { bubbles: true }));
        area.focus();
      });
    });
  }

  // A file of this machine goes into the field where one could paste it.
  function fills(root) {
    root.querySelectorAll('[data-fills]').forEach((choice) => {
      choice.hidden = false;
      choice.querySelector('input').addEventListener('change', async (event) => {
        document.getElementById(choice.dataset.fills).value = await event.target.files[0].text();
      });
    });
  }

  // Prints, and tells what is made elsewhere in which zone its reader is.
  function documents(root) {
    root.querySelectorAll('button[data-print]').forEach((button) => {
      button.hidden = false;
      button.addEventListener('click', () => window.print());
    });
    root.querySelectorAll('a[data-zoned]').forEach((link) => {
      const address = new URL(link.href);
      address.searchParams.set('zone', Intl.DateTimeFormat().resolvedOptions().timeZone);
      link.href = address;
    });
  }

  // A mail's frame is as high as the mail: nothing in it can run, so this page measures it.
  function mails(root) {
    root.querySelectorAll('iframe[data-mail]').forEach((frame) => {
      const watch = () => {
        const mail = frame.contentDocument;
        if (mail && mail.body && mail.location.href !== 'about:blank') {
          const fit = () => {
            const wide = mail.body.scrollWidth > frame.clientWidth ? 20 : 0;
            frame.style.height = Math.min(Math.ceil(mail.body.getBoundingClientRect().height) + wide + 4, 20000) + 'px';
          };
          fit();
          new ResizeObserver(fit).observe(mail.body);
        }
      };
      frame.addEventListener('load', watch);
      watch();
    });
  }

  // Adds what comes to those that were chosen before, and lets each be removed again.
  function enclosures(root) {
    root.querySelectorAll('input[type=file][data-enclosures]').forEach((input) => {
      const form = input.form;
      const list = document.getElementById(input.dataset.enclosures);
      let all = [];
      const show = () => {
        const files = new DataTransfer();
        all.forEach((file) => files.items.add(file));
        input.files = files.files;
        list.replaceChildren(...all.map((file) => {
          const item = document.createElement('li');
          const remove = document.createElement('button');
          remove.type = 'button';
          remove.className = 'second';
          remove.textContent = input.dataset.remove;
          remove.setAttribute('aria-label', input.dataset.removeAt.replace('{name}', file.name));
          remove.addEventListener('click', () => {
            all = all.filter((one) => one !== file);
            show();
            input.focus();
          });
          item.append(file.name + ' ', remove);
          return item;
        }));
      };
      const add = (files) => {
        all = all.concat([...files]);
        show();
      };
      input.addEventListener('change', () => add(input.files));
      form.addEventListener('followthrough:files', (event) => add(event.detail));
    });
  }

  // What is dropped on a form, or pasted into it, comes to it as files; data-files="page" takes what is pasted anywhere.
  function files(root) {
    root.querySelectorAll('form[data-files]').forEach((form) => {
      const come = (those) => form.dispatchEvent(new CustomEvent('followthrough:files', { detail: [...those] }));
      ['dragover', 'dragleave', 'drop'].forEach((kind) => form.addEventListener(kind, (event) => {
        if (event.dataTransfer && [...event.dataTransfer.types].includes('Files')) {
          event.preventDefault();
          form.classList.toggle('over', kind === 'dragover');
          if (kind === 'drop') {
            come(event.dataTransfer.files);
          }
        }
      }));
      (form.dataset.files === 'page' ? document : form).addEventListener('paste', (event) => {
        if (event.clipboardData && event.clipboardData.files.length) {
          event.preventDefault();
          come([...event.clipboardData.files].map(named));
        }
      });
    });
  }

  // Browsers call every screenshot the same.
  function named(file) {
    const at = new Date().toISOString().slice(0, -1).replace(/[:.T]/g, '-');
    return file.name && file.name !== 'image.png' ? file
      : new File([file], 'screenshot-' + at + '.' + (file.type.split('/')[1] || 'png'), { type: file.type });
  }

  function ready(root) {
    files(root);
    enclosures(root);
    mails(root);
    documents(root);
    fills(root);
    quotes(root);
    localTimes(root);
    moments(root);
    drafts(root);
    seen(root);
  }

  document.addEventListener('DOMContentLoaded', () => ready(document));
  document.addEventListener('htmx:afterSettle', (event) => ready(event.target));
  document.addEventListener('followthrough:shown', (event) => ready(event.target));
})();
