// The case beside the form, and our way out instead of Tasklist's, which would sign the person in again at once.
const base = window.location.pathname.split('/camunda/')[0];

function ourWayOut() {
  const link = document.querySelector('li.account li.logout a:not([data-ours])');
  if (link) {
    const ours = link.cloneNode(true);
    ours.dataset.ours = 'yes';
    ours.href = `${base}/account`;
    ours.textContent = 'Account and sign-out';
    link.replaceWith(ours);
  }
}

// Tasklist orders by creation; what matters here is who was promised word first. A choice of one's own stays.
function mostUrgentFirst() {
  const key = 'followthrough-sorted';
  const urgent = encodeURIComponent('[{"sortBy":"dueDate","sortOrder":"asc"}]');
  const hash = window.location.hash || '#/';
  if (window.sessionStorage.getItem(key) || hash.startsWith('#/login')) {
    return;
  }
  window.sessionStorage.setItem(key, 'yes');
  const [path, query = ''] = hash.split('?');
  const others = query.split('&').filter((part) => part && !part.startsWith('sorting='));
  window.location.hash = `${path}?${[...others, `sorting=${urgent}`].join('&')}`;
}

// The engine's REST puts its own words, with the task's id, before what the person is to do.
function plainWords() {
  document.querySelectorAll('.notifications .message').forEach((message) => {
    const plain = message.textContent.replace(/Cannot (?:submit task form|claim task|unclaim task|complete task) [0-9a-f-]{36}: /, '');
    if (plain !== message.textContent) {
      message.textContent = plain;
    }
  });
}

// The mail stands below the form as it will go out.
function taskAtHand() {
  return new URLSearchParams(window.location.hash.split('?')[1]).get('task');
}

function editors() {
  const task = taskAtHand();
  document.querySelectorAll('.fjs-form textarea:not([disabled]):not([data-followed])').forEach((area) => {
    const field = (area.id.match(/field-[\w-]+$/) || [])[0];
    if (!task || !field) {
      return;
    }
    area.dataset.followed = field;
    const form = area.closest('.fjs-container');
    let waiting;
    const show = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => preview(task, form, area.value), 600);
    };
    if (field === 'field-message' && form) {
      area.addEventListener('input', show);
      show();
    }
  });
}

async function preview(task, form, text) {
  let beside = form.nextElementSibling;
  if (!beside || !beside.matches('.ft-preview')) {
    beside = document.createElement('details');
    beside.className = 'ft-preview ft-case';
    beside.open = true;
    beside.innerHTML = '<summary>The mail as it will go out</summary><div></div>';
  }
  const answer = await fetch(`${base}/tasks/${encodeURIComponent(task)}/_preview`, { method: 'POST', body: new URLSearchParams({ text }) })
    .catch(() => null);
  if (answer && answer.status === 200 && form.isConnected && task === taskAtHand()) {
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    beside.lastElementChild.replaceChildren(...page.body.childNodes);
    form.after(beside);
  }
}

function lostSession() {
  if (window.location.hash.startsWith('#/login')) {
    window.location.replace(`${base}/login`);
  }
}

new MutationObserver(() => {
  ourWayOut();
  plainWords();
  editors();
}).observe(document, { childList: true, subtree: true });
window.addEventListener('hashchange', lostSession);
lostSession();
mostUrgentFirst();

let shownIn;

export default {
  id: 'tasklist.case-tab',
  pluginPoint: 'tasklist.task.detail',
  priority: 900,
  properties: { label: 'Case' },
  render: async (container, { taskId }) => {
    shownIn = container;
    container.textContent = 'Loading the case…';
    try {
      const answer = await fetch(`${base}/tasks/${encodeURIComponent(taskId)}/case`, { headers: { Accept: 'text/html' } });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const zone = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
      page.querySelectorAll('time[datetime]').forEach((time) => {
        const text = zone.format(new Date(time.dateTime));
        time.title = text;
        if (time.dataset.show === 'full') {
          time.textContent = text;
        }
      });
      container.replaceChildren(...page.body.childNodes);
    } catch (problem) {
      container.textContent = 'The case could not be loaded. Choose the task again to try once more.';
    }
  },
  unmount: () => {
    if (shownIn) {
      shownIn.replaceChildren();
    }
  }
};
