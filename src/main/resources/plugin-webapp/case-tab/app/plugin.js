// The case beside the form; our way out instead of Tasklist's, which would sign the person in again at once; and no
// advertisement for another product's migration.
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

function lostSession() {
  if (window.location.hash.startsWith('#/login')) {
    window.location.replace(`${base}/login`);
  }
}

new MutationObserver(ourWayOut).observe(document, { childList: true, subtree: true });
window.addEventListener('hashchange', lostSession);
lostSession();

const style = document.createElement('style');
style.textContent = `
  .migration-banner, .banner-migration, [class*="MigrationBanner"] { display: none !important; }
  .ft-case { padding: 4px 12px 24px; overflow-wrap: anywhere; }
  .ft-case h4 { margin: 16px 0 6px; font-size: 14px; font-weight: 700; }
  .ft-case .facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 12px; margin: 0; }
  .ft-case .facts dt { color: #566072; font-weight: 400; }
  .ft-case .facts dd { margin: 0; }
  .ft-case .messages, .ft-case .timeline { list-style: none; padding: 0; }
  .ft-case .messages li { border-left: 4px solid #d8dde5; padding: 4px 0 4px 12px; margin-bottom: 10px; }
  .ft-case .messages .customer { border-color: #7a5cc4; }
  .ft-case .messages .person { border-color: #0b5cad; }
  .ft-case .messages .internal { border-color: #d9a400; background: #fffaeb; }
  .ft-case pre, .ft-case .text { white-space: pre-wrap; background: none; border: 0; padding: 0; margin: 2px 0; font: inherit; }
  .ft-case .timeline li { display: grid; grid-template-columns: 11em minmax(0, 1fr); gap: 8px; }
  .ft-case .quiet, .ft-case .when { color: #566072; }
  .ft-case .tag { display: inline-block; padding: 0 8px; border-radius: 999px; background: #e8ebf0; }
  .ft-case .good { color: #1d6b45; background: #e5f3ec; }
  .ft-case .warn { color: #8a5300; background: #fdf1dc; }
  .ft-case .bad { color: #a3241d; background: #fbe6e4; }
  .ft-case table { width: 100%; } .ft-case th, .ft-case td { text-align: left; padding: 2px 8px 2px 0; }
`;
document.head.append(style);

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
