// What the editors of all kinds of files share: saving by itself, who else is there, problems, comments.
const host = document.getElementById('studio');

export const draft = {
  id: host.dataset.draft,
  file: host.dataset.file,
  base: host.dataset.base,
  editable: host.dataset.editable === 'true',
  commentable: host.dataset.commentable === 'true'
};

const files = `${draft.base}/drafts/${draft.id}/files/`;

const SAVE_AFTER = 1200;
const LOOK_EVERY = 8000;
const TRY_AGAIN_AFTER = 5000;

let revision = Number(host.dataset.revision);
let state = host.dataset.state;

function token() {
  return JSON.parse(document.body.getAttribute('hx-headers') || '{}');
}

// Sends and hands back JSON; what is refused is thrown with the server's sentence.
export async function send(method, path, body, headers = {}) {
  const response = await fetch(draft.base + path, {
    method,
    headers: { Accept: 'application/json, application/problem+json', ...token(), ...headers },
    body
  });
  const text = await response.text();
  const told = text && /json/.test(response.headers.get('Content-Type') || '') ? JSON.parse(text) : {};
  if (!response.ok) {
    throw Object.assign(new Error(told.detail || `The server answered ${response.status}.`), { status: response.status, told });
  }
  return told;
}

export function sendJson(method, path, body) {
  return send(method, path, JSON.stringify(body), { 'Content-Type': 'application/json' });
}

export async function load(file = draft.file) {
  const response = await fetch(files + encodeURIComponent(file), { cache: 'no-store' });
  if (!response.ok) {
    throw new Error('The file could not be loaded. Reload the page to try again.');
  }
  return decoded(await response.arrayBuffer());
}

// A file says by itself how its letters are written; from here on it is UTF-8, as it will be saved.
function decoded(content) {
  const start = new TextDecoder('latin1').decode(content.slice(0, 200));
  const declared = /^<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(start)?.[1] || 'utf-8';
  const text = new TextDecoder(declared).decode(content);
  return text.replace(/^(<\?xml[^>]*encoding=["'])[\w-]+/, '$1UTF-8');
}

export async function vocabulary() {
  return send('GET', `/vocabulary?draft=${draft.id}`);
}

// Element with attributes and children; text is never taken for markup.
export function node(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (value === true) {
      made.setAttribute(key, '');
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(key, value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// --- Saving ---------------------------------------------------------------------------------------------------------

const saved = document.getElementById('saved');
const conflict = document.getElementById('conflict');

let write = null;
let dirty = false;
let saving = null;
let stopped = false;
let timer = 0;
let savedAt = 0;
let told = '';

function say(text) {
  if (text !== told) {
    told = text;
    saved.textContent = text;
  }
}

function ago() {
  if (!savedAt || dirty || stopped) {
    return;
  }
  const seconds = Math.round((Date.now() - savedAt) / 1000);
  saved.textContent = seconds < 60 ? `Saved ${seconds} s ago.` : `Saved ${Math.round(seconds / 60)} min ago.`;
}

// Call it whenever something has changed; write() yields the whole file as text.
export function changed() {
  if (!draft.editable || stopped) {
    return;
  }
  dirty = true;
  say('Not saved yet …');
  clearTimeout(timer);
  timer = setTimeout(save, SAVE_AFTER);
}

export function savesBy(writer) {
  write = writer;
}

async function save() {
  if (saving) {
    await saving;
  }
  saving = saveOnce();
  await saving;
  saving = null;
}

async function saveOnce() {
  if (!dirty || stopped) {
    return;
  }
  dirty = false;
  say('Saving …');
  try {
    const content = await written();
    const answer = await send('PUT', `/drafts/${draft.id}/files/${encodeURIComponent(draft.file)}`, content,
      { 'Content-Type': 'application/octet-stream', 'If-Match': `"${revision}"` });
    revision = answer.revision;
    savedAt = Date.now();
    told = '';
    ago();
    judge();
  } catch (problem) {
    dirty = true;
    if (problem.status === 409 && problem.told.savedBy) {
      stop(problem.message);
    } else if (problem.status) {
      say(`Not saved. ${problem.message}`);
    } else {
      say('Not saved: the server can\'t be reached. Trying again …');
      timer = setTimeout(save, TRY_AGAIN_AFTER);
    }
  }
}

// What can't be written is no matter of the server's, and won't be otherwise by trying again.
async function written() {
  try {
    return await write();
  } catch (problem) {
    throw Object.assign(new Error(`The editor can't write this file: ${problem.message}. Take back what you did last.`), { status: 'unwritable' });
  }
}

// Somebody else has saved: what is on the page stays there, and nothing of it is saved over theirs.
function stop(sentence) {
  stopped = true;
  say('Not saved.');
  conflict.querySelector('p').textContent = sentence;
  conflict.hidden = false;
}

conflict.addEventListener('click', async (event) => {
  if (event.target.dataset.do === 'theirs') {
    dirty = false;
    location.reload();
  } else if (event.target.dataset.do === 'apart') {
    const kept = await send('POST', `/drafts/${draft.id}/files/${encodeURIComponent(draft.file)}/keep-apart`, await write(),
      { 'Content-Type': 'application/octet-stream' });
    dirty = false;
    location.assign(`${host.dataset.page}/${kept.draft}/${encodeURIComponent(draft.file)}`);
  }
});

addEventListener('beforeunload', (event) => {
  if (dirty) {
    event.preventDefault();
  }
});

// Whatever leads away from the page saves first.
document.addEventListener('click', async (event) => {
  const link = event.target.closest('a[href]');
  if (link && dirty && !stopped && !event.defaultPrevented && !link.target) {
    event.preventDefault();
    clearTimeout(timer);
    await save();
    if (!dirty) {
      location.assign(link.href);
    }
  }
});

// --- Who else is there ----------------------------------------------------------------------------------------------

const others = document.getElementById('others');

async function look() {
  if (document.visibilityState !== 'visible' || !draft.commentable) {
    return;
  }
  try {
    const now = await sendJson('POST', `/drafts/${draft.id}/presence`, { file: draft.file });
    const here = now.others.map((one) => one.account + (one.file === draft.file ? ' has this file open, too' : ' works on this draft, too'));
    const text = here.length ? `${here.join('; ')}.` : '';
    if (others.textContent !== text) {
      others.textContent = text;
    }
    const theirs = now.files.find((one) => one.name === draft.file);
    if (theirs && theirs.revision > revision && !saving && !stopped) {
      stop(`${theirs.savedBy} has saved this file since you opened it. ` +
        (dirty ? 'Yours was not saved over it.' : 'Go on with theirs.'));
    }
    if (now.state !== state) {
      stop('The draft is not being edited any more. Go back to its page to see what became of it.');
      state = now.state;
    }
  } catch (problem) {
    // The next look tells.
  }
}

// --- Problems -------------------------------------------------------------------------------------------------------

const list = document.getElementById('problems');
const count = document.getElementById('problem-count');

let show = () => {};

// Takes what shows problems in the editor: {mark(problems), reveal(element)}.
export function showsProblemsBy(marker) {
  show = marker;
}

export async function judge() {
  try {
    const told = await send('GET', `/drafts/${draft.id}/problems`);
    const problems = told.filter((one) => !one.advice);
    const advice = told.filter((one) => one.advice && one.file === draft.file);
    const here = problems.filter((problem) => problem.file === draft.file);
    count.textContent = problems.length ? String(problems.length) : 'none';
    count.className = problems.length ? 'tag bad' : 'tag good';
    list.replaceChildren(...problems.map(item));
    if (advice.length) {
      list.append(node('li', {}, node('details', {}, node('summary', {}, `Easier to read: ${advice.length}`),
        node('ul', { class: 'problems' }, ...advice.map(item)))));
    }
    show.mark?.(here);
  } catch (problem) {
    count.textContent = 'unknown';
    count.className = 'tag warn';
    list.replaceChildren(node('li', {}, `They could not be looked for. ${problem.message}`));
  }
}

function item(problem) {
  const place = problem.file === draft.file ? (show.name?.(problem.element) || problem.element || 'The file') : problem.file;
  const lead = problem.file === draft.file
    ? node('button', { type: 'button', class: 'plain', onclick: () => show.reveal?.(problem.element) }, place)
    : node('a', { href: `${host.dataset.page}/${draft.id}/${encodeURIComponent(problem.file)}#${problem.element}` }, place);
  return node('li', {}, lead, ` ${problem.message}`, problem.line && !problem.element ? ` (Line ${problem.line})` : null,
    repairable(problem) ? node('details', {}, node('summary', {}, 'Put it back as it runs'),
      node('ul', {}, ...problem.repair.map((words) => node('li', {}, words))),
      node('button', { type: 'button', onclick: () => putBack(problem.element) }, 'Put this back')) : null);
}

function repairable(problem) {
  return draft.editable && problem.file === draft.file && problem.repair.length > 0;
}

// The whole file is another one afterwards, so it is opened anew.
async function putBack(id) {
  clearTimeout(timer);
  await save();
  try {
    await send('POST', `/drafts/${draft.id}/files/${encodeURIComponent(draft.file)}/put-back`, JSON.stringify({ element: id }),
      { 'Content-Type': 'application/json', 'If-Match': `"${revision}"` });
    location.hash = id;
    location.reload();
  } catch (problem) {
    say(`Not put back. ${problem.message}`);
  }
}

// --- Comments -------------------------------------------------------------------------------------------------------

const comments = document.getElementById('comments');
const form = document.getElementById('comment');
const about = document.getElementById('about');

let element = '';
let said = [];

// Comments are about this element from now on; empty for the file.
export function commentsOn(id, name) {
  element = id;
  if (about) {
    about.textContent = id ? `“${name || id}”` : 'the file';
  }
  tell();
}

export function commented() {
  return new Set(said.filter((one) => one.file === draft.file && one.element && !one.resolvedBy).map((one) => one.element));
}

function tell() {
  const here = said.filter((one) => one.file === draft.file && (!element || one.element === element));
  comments.replaceChildren(...here.map((one) => node('li', {},
    node('span', { class: 'quiet small' }, one.author, one.element && !element ? ', on ' : '',
      one.element && !element ? node('button', { type: 'button', class: 'plain', onclick: () => show.reveal?.(one.element) },
        show.name?.(one.element) || one.element) : ''),
    node('span', { class: 'text' }, one.words),
    one.resolvedBy ? node('span', { class: 'tag good' }, `settled by ${one.resolvedBy}`)
      : draft.commentable ? node('button', { type: 'button', class: 'plain', onclick: () => settle(one.id) }, 'Settle') : null)));
  if (!here.length) {
    comments.replaceChildren(node('li', { class: 'quiet' }, 'Nobody has said anything here yet.'));
  }
}

function heard(all) {
  said = all;
  tell();
  show.commented?.(commented());
}

async function settle(id) {
  heard(await send('POST', `/drafts/${draft.id}/comments/${id}/resolve`));
}

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const words = form.querySelector('textarea');
  heard(await sendJson('POST', `/drafts/${draft.id}/comments`, { file: draft.file, element, words: words.value }));
  words.value = '';
});

// --- Beginning ------------------------------------------------------------------------------------------------------

export function begin() {
  judge();
  look();
  send('GET', `/drafts/${draft.id}/comments`).then(heard, () => {});
  setInterval(look, LOOK_EVERY);
  setInterval(ago, 1000);
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (wanted) {
    show.reveal?.(wanted);
  }
}

// Says what the editor can't read, and so would not save.
export function wouldLose(what) {
  if (what.length) {
    document.getElementById('lost').hidden = false;
    document.querySelector('#lost ul').replaceChildren(...what.slice(0, 10).map((one) => node('li', {}, one)));
  }
}

// Says that the file can't be shown, and why.
export function unshowable(problem) {
  stopped = true;
  document.getElementById('canvas').replaceChildren(node('div', { class: 'error', role: 'alert' },
    node('p', {}, 'This file can\'t be shown here. What is wrong with it stands among the problems.'),
    node('p', {}, problem.message)));
}
