// Keeps the promise board fresh without moving anything under the reader's hand, and lets them work it by keyboard.
(function () {
  'use strict';

  const EVERY = 5000;
  const byScript = { 'HX-Request': 'true' };
  const live = document.getElementById('live');
  const said = document.getElementById('said');
  const news = document.getElementById('news');
  const trouble = document.getElementById('trouble');
  const dialog = document.getElementById('update');
  const keys = document.getElementById('keys');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

  let waiting = null; // what the server shows by now and the reader doesn't see yet
  let turn = 0;

  document.cookie = `zone=${zone};path=/;SameSite=Lax`;

  function rows(of) {
    return [...of.querySelectorAll('tr[data-promise]')];
  }

  function order(of) {
    return rows(of).map((row) => row.closest('tbody').dataset.bucket + row.dataset.promise).join();
  }

  function shown(part) {
    part.dispatchEvent(new CustomEvent('followthrough:shown', { bubbles: true }));
  }

  function isReading() {
    const list = live.querySelector('table');
    return dialog.open || Boolean(list) && (list.contains(document.activeElement) || list.matches(':hover'));
  }

  // Counts and the words of rows change in their places; nothing moves, and what has the focus keeps it.
  function refresh(fresh) {
    fresh.querySelectorAll('[data-count]').forEach((count) => {
      live.querySelector(`[data-count="${count.dataset.count}"]`).textContent = count.textContent;
    });
    const now = new Map(rows(fresh).map((row) => [row.dataset.promise, row]));
    rows(live).forEach((row) => {
      const next = now.get(row.dataset.promise);
      row.classList.toggle('gone', !next);
      if (next && next.dataset.state !== row.dataset.state) {
        row.dataset.state = next.dataset.state;
        [...row.cells].forEach((cell, at) => {
          if (!cell.contains(document.activeElement)) {
            cell.innerHTML = next.cells[at].innerHTML;
          }
        });
        shown(row);
      }
    });
    live.dataset.version = fresh.dataset.version;
  }

  // Shows everything anew; whoever was at a row is at the same one afterwards, or at the one in its place.
  function replace(fresh) {
    const at = current();
    const index = at ? rows(live).indexOf(at) : -1;
    live.innerHTML = fresh.innerHTML;
    Object.assign(live.dataset, fresh.dataset);
    waiting = null;
    news.hidden = true;
    shown(live);
    if (at) {
      const all = rows(live);
      go(all.find((row) => row.dataset.promise === at.dataset.promise) || all[Math.min(index, all.length - 1)]);
    }
  }

  function announce(fresh) {
    const before = new Set(rows(live).map((row) => row.dataset.promise));
    const after = new Set(rows(fresh).map((row) => row.dataset.promise));
    const come = [...after].filter((id) => !before.has(id)).length;
    const gone = [...before].filter((id) => !after.has(id)).length;
    const parts = [come && `${come} more`, gone && `${gone} done`].filter(Boolean);
    news.textContent = `Show what is new${parts.length ? `: ${parts.join(', ')}` : ''}`;
    news.hidden = false;
  }

  function tell(problem) {
    trouble.textContent = problem;
    trouble.hidden = !problem;
  }

  async function look(force) {
    const mine = ++turn;
    let answer;
    try {
      answer = await fetch(live.dataset.from, {
        headers: { ...byScript, 'If-None-Match': `"${live.dataset.version}"` }, redirect: 'manual', cache: 'no-store',
      });
    } catch (unreachable) {
      tell('The board can’t be reached right now, so what you see may be old. It is tried again.');
      return;
    }
    if (mine !== turn) {
      return;
    }
    if (answer.type === 'opaqueredirect' || answer.status === 401) {
      tell('You are signed out, and what you see gets old. Reload the page to sign in again.');
      return;
    }
    if (!answer.ok && answer.status !== 304) {
      tell('The board can’t be read right now, so what you see may be old. It is tried again.');
      return;
    }
    tell('');
    if (answer.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('live');
      if (force || !isReading() && order(fresh) !== order(live)) {
        replace(fresh);
      } else {
        refresh(fresh);
        waiting = order(fresh) !== order(live) ? fresh : null;
        if (waiting) {
          announce(waiting);
        } else {
          news.hidden = true;
        }
      }
    } else if (waiting && !isReading()) {
      replace(waiting);
    }
  }

  async function rest() {
    for (;;) {
      await new Promise((wake) => setTimeout(wake, EVERY));
      if (!document.hidden) {
        await look(false);
      }
    }
  }

  function current() {
    return document.activeElement && document.activeElement.closest('tr[data-promise]');
  }

  function go(row) {
    if (row) {
      row.querySelector('a.open').focus();
      row.scrollIntoView({ block: 'nearest' });
    }
  }

  function step(by) {
    const all = rows(live);
    const at = current();
    go(at ? all[all.indexOf(at) + by] : all[by > 0 ? 0 : all.length - 1]);
  }

  async function send(form) {
    const answer = await fetch(form.action, { method: 'POST', headers: byScript, body: new URLSearchParams(new FormData(form)) });
    return { ok: answer.ok, html: await answer.text(), status: answer.status };
  }

  function say(html) {
    said.innerHTML = html;
    said.dispatchEvent(new CustomEvent('followthrough:shown', { bubbles: true }));
  }

  const failed = '<p class="error">That did not reach us. Nothing was changed; please try again.</p>';

  async function take(form) {
    try {
      say((await send(form)).html);
    } catch (unreachable) {
      say(failed);
    }
    look(true);
  }

  async function openUpdate(link) {
    let answer;
    try {
      answer = await fetch(link.href, { headers: byScript });
    } catch (unreachable) {
      say(failed);
      return;
    }
    const html = await answer.text();
    if (!answer.ok || answer.redirected || !html.includes('data-update')) {
      window.location = link.href;
      return;
    }
    fill(html);
    dialog.showModal();
    dialog.querySelector('textarea').focus();
  }

  function fill(html) {
    dialog.innerHTML = html;
    window.htmx.process(dialog);
    shown(dialog);
  }

  async function sendUpdate(form) {
    const button = form.querySelector('button[type=submit]');
    button.disabled = true;
    try {
      const answer = await send(form);
      if (answer.ok) {
        dialog.close();
        say(answer.html);
        look(true);
        return;
      }
      if (answer.html.includes('data-update')) {
        fill(answer.html);
        (dialog.querySelector('[aria-describedby$=error]') || dialog.querySelector('textarea')).focus();
        return;
      }
      const page = new DOMParser().parseFromString(answer.html, 'text/html').querySelector('main p');
      refuse(form, page ? page.textContent : 'That did not work. Please try again.');
    } catch (unreachable) {
      refuse(form, 'That did not reach us. Nothing was sent; please try again.');
    }
    button.disabled = false;
  }

  function refuse(form, sentence) {
    let problem = form.parentElement.querySelector('[role=alert]');
    if (!problem) {
      problem = document.createElement('p');
      problem.className = 'error';
      problem.setAttribute('role', 'alert');
      form.before(problem);
    }
    problem.textContent = sentence;
  }

  document.addEventListener('submit', (event) => {
    if (event.target.matches('[data-take]')) {
      event.preventDefault();
      take(event.target);
    } else if (dialog.contains(event.target) && event.target.matches('[data-update]')) {
      event.preventDefault();
      sendUpdate(event.target);
    }
  });

  document.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) {
      return;
    }
    const link = event.target.closest('a.update');
    if (link && live.contains(link)) {
      event.preventDefault();
      openUpdate(link);
    } else if (dialog.contains(event.target) && event.target.closest('[data-close]')) {
      event.preventDefault();
      dialog.close();
    }
  });

  dialog.addEventListener('close', () => dialog.replaceChildren());
  news.addEventListener('click', () => waiting && replace(waiting));

  const does = {
    j: () => step(1),
    ArrowDown: () => step(1),
    k: () => step(-1),
    ArrowUp: () => step(-1),
    t: (row) => row && row.querySelector('[data-take]') && row.querySelector('[data-take]').requestSubmit(),
    u: (row) => row && row.querySelector('a.update') && openUpdate(row.querySelector('a.update')),
    r: () => (waiting ? replace(waiting) : look(true)),
  };

  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, select, textarea, dialog');
    const does1 = does[event.key];
    if (!does1 || typing || !keys.checked || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    // Arrows scroll the page until somebody is in the list.
    if (event.key.startsWith('Arrow') && !current()) {
      return;
    }
    event.preventDefault();
    does1(current());
  });

  function remembered(value) {
    try {
      if (value !== undefined) {
        localStorage.setItem('board-keys', value);
      }
      return localStorage.getItem('board-keys');
    } catch (blocked) {
      return null;
    }
  }

  keys.closest('.keys').hidden = false;
  keys.checked = remembered() !== 'off';
  keys.addEventListener('change', () => remembered(keys.checked ? 'on' : 'off'));
  if (live.dataset.zone !== zone) {
    look(true);
  }
  rest();
})();
