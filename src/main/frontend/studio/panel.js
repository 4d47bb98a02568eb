// The panel beside the diagram: what is marked, in managers' words, and all that can be done with it, by keyboard too.
import { node } from './draft.js';
import { KINDS, create, mayFollow, waits } from './drawing.js';

const UNITS = [['M', 'minutes', true], ['H', 'hours', true], ['D', 'days', false]];
const BEGINNINGS = [
  { id: 'bpmn:MessageEventDefinition', says: 'A message' }, { id: 'bpmn:TimerEventDefinition', says: 'Some time has passed' }
];
const AUTOMATIC_ID = /^(Activity|Gateway|Event|Flow|StartEvent|EndEvent)_/;
const SIMPLE = /^\$\{\s*(\w+)\s*(==|!=|>=|<)\s*'?([\w-]+)'?\s*}$/;
const RELATIONS = { '==': 'is', '!=': 'is not', '>=': 'is at least', '<': 'is less than' };

export function slug(text) {
  return text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+|-+$/g, '').slice(0, 50);
}

export class Panel {

  constructor(modeler, words, { editable, formPage, makeForm, hasForm }) {
    this.modeler = modeler;
    this.words = words;
    this.editable = editable;
    this.formPage = formPage;
    this.makeForm = makeForm;
    this.hasForm = hasForm;
    this.host = document.getElementById('element');
    this.find = document.getElementById('find');
    this.find.addEventListener('change', () => this.reveal(this.find.value));
    modeler.on('selection.changed', ({ newSelection }) => this.show(newSelection.length === 1 ? newSelection[0] : null));
    modeler.on('elements.changed', ({ elements }) => {
      this.list();
      if (this.element && elements.some((one) => one.id === this.element.id || one === this.element)) {
        this.again();
      }
    });
    this.list();
    this.show(null);
  }

  get registry() {
    return this.modeler.get('elementRegistry');
  }

  get modeling() {
    return this.modeler.get('modeling');
  }

  name(element) {
    const object = element.businessObject;
    if (object.$type === 'bpmn:SequenceFlow') {
      return `${object.name ? `“${object.name}”, ` : ''}from ${this.short(object.sourceRef)} to ${this.short(object.targetRef)}`;
    }
    return object.name || object.text || object.id;
  }

  short(object) {
    return object ? `“${object.name || object.id}”` : '?';
  }

  kind(element) {
    const type = element.type;
    const definition = element.businessObject.eventDefinitions?.[0]?.$type;
    if (type === 'bpmn:SequenceFlow') {
      return 'Way';
    }
    if (type === 'bpmn:StartEvent') {
      return 'Start';
    }
    if (type === 'bpmn:EndEvent') {
      return 'End';
    }
    if (type === 'bpmn:BoundaryEvent') {
      return 'While somebody is at it';
    }
    if (type === 'bpmn:SubProcess') {
      return element.businessObject.triggeredByEvent ? 'At any time' : 'Part of the journey';
    }
    const known = Object.values(KINDS).find((one) => one.type === type
      && (!one.options || one.options.eventDefinitionType === definition));
    return known ? known.title : type === 'bpmn:BusinessRuleTask' ? KINDS.step.title : 'Element';
  }

  // All elements by name, so that each can be reached without a mouse.
  list() {
    const chosen = this.find.value;
    const all = this.registry.filter((one) => one.parent && one.type !== 'label' && one.businessObject?.id
      && one.businessObject.$instanceOf?.('bpmn:BaseElement'));
    const groups = new Map();
    all.forEach((one) => {
      const kind = this.kind(one);
      groups.set(kind, [...(groups.get(kind) || []), one]);
    });
    this.find.replaceChildren(node('option', { value: '' }, 'The whole diagram'),
      ...[...groups].map(([kind, members]) => node('optgroup', { label: kind },
        ...members.map((one) => [this.name(one), one.id]).sort()
          .map(([name, id]) => node('option', { value: id, selected: id === chosen }, name)))));
  }

  reveal(id) {
    const element = id && this.registry.get(id);
    const selection = this.modeler.get('selection', false);
    if (element?.parent) {
      selection?.select(element);
      this.modeler.get('canvas').scrollToElement(element, 80);
    } else {
      selection?.select([]);
    }
  }

  // A field changes as somebody leaves it for the next one, which has to be there still when they arrive.
  again() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.show(this.element && this.registry.get(this.element.id) || null, true));
  }

  show(element, again = false) {
    cancelAnimationFrame(this.frame);
    this.element = element;
    this.find.value = element?.id || '';
    const left = again && this.host.contains(document.activeElement) ? document.activeElement : null;
    this.host.replaceChildren(...(element ? this.parts(element) : this.nothing()));
    const focused = left?.id && document.getElementById(left.id);
    if (focused) {
      focused.focus();
      if (left.defaultValue !== undefined && left.value !== left.defaultValue) {
        focused.value = left.value;
      }
      if (Number.isInteger(left.selectionStart)) {
        focused.setSelectionRange(left.selectionStart, left.selectionEnd);
      }
    }
    this.shown?.(element);
  }

  nothing() {
    return [node('p', { class: 'hint' }, this.editable
      ? 'Mark something in the diagram, or find it above, to see and change what it says.'
      : 'Mark something in the diagram, or find it above, to see what it says.'), ...this.apart()];
  }

  // What hangs on nothing, and so comes after nothing.
  apart() {
    if (!this.editable) {
      return [];
    }
    const select = node('select', { id: 'p-apart' }, ...['whenever', 'note'].map((kind) => node('option', { value: kind }, KINDS[kind].title)));
    return [node('fieldset', {}, node('legend', {}, 'Change the drawing'),
      node('label', { for: 'p-apart' }, 'What else is there?'), select,
      this.button('Add it', () => this.below(select.value), { id: 'p-append' }))];
  }

  // Below all that is drawn, where there is room.
  below(kind) {
    const canvas = this.modeler.get('canvas');
    const shape = create(this.modeler.get('injector'), kind);
    const { inner } = canvas.viewbox();
    const position = { x: Math.round(inner.x + shape.width / 2), y: Math.round(inner.y + inner.height + 60 + shape.height / 2) };
    this.focusOn(this.modeling.createShape(shape, position, canvas.getRootElement()));
  }

  parts(element) {
    const object = element.businessObject;
    const parts = [node('p', { class: 'tag' }, this.kind(element)), ...this.naming(element)];
    if (object.$type === 'bpmn:UserTask') {
      parts.push(...this.people(element));
    } else if (['bpmn:ServiceTask', 'bpmn:BusinessRuleTask'].includes(object.$type)) {
      parts.push(...this.step(element));
    } else if (object.$type === 'bpmn:CallActivity') {
      parts.push(this.choice('called', 'Which process?', this.words.processes, object.calledElement,
        (value) => this.set(element, { calledElement: value })));
    } else if (object.$type === 'bpmn:SequenceFlow') {
      parts.push(...this.way(element));
    }
    parts.push(...this.event(element), ...this.about(element), ...this.next(element));
    return parts;
  }

  set(element, values) {
    this.modeling.updateProperties(element, values);
  }

  field(id, label, value, change, { area = false, hint = null, type = 'text' } = {}) {
    const input = node(area ? 'textarea' : 'input', {
      id: `p-${id}`, disabled: !this.editable, type: area ? null : type, min: type === 'number' ? 1 : null,
      'aria-describedby': hint ? `p-${id}-hint` : null
    });
    input.defaultValue = value ?? '';
    input.addEventListener('change', () => {
      input.defaultValue = input.value;
      change(input.value);
    });
    return node('div', {}, node('label', { for: `p-${id}` }, label),
      hint ? node('p', { class: 'hint', id: `p-${id}-hint` }, hint) : null, input);
  }

  choice(id, label, options, value, change, hint = null) {
    const known = options.some((one) => one.id === value);
    const select = node('select', { id: `p-${id}`, disabled: !this.editable, 'aria-describedby': hint ? `p-${id}-hint` : null },
      known ? null : node('option', { value: '' }, value ? `${value} (there is none)` : 'Choose …'),
      ...options.map((one) => node('option', { value: one.id, selected: one.id === value }, one.says)));
    select.addEventListener('change', () => select.value && change(select.value));
    return node('div', {}, node('label', { for: `p-${id}` }, label),
      hint ? node('p', { class: 'hint', id: `p-${id}-hint` }, hint) : null, select);
  }

  button(text, press, extra = {}) {
    return node('button', { type: 'button', class: 'second small', onclick: press, ...extra }, text);
  }

  naming(element) {
    const object = element.businessObject;
    if (object.$type === 'bpmn:TextAnnotation') {
      return [this.field('text', 'What it says', object.text, (text) => this.set(element, { text }), { area: true })];
    }
    const label = object.$type === 'bpmn:SequenceFlow' ? 'What it says on the way'
      : /Gateway/.test(object.$type) ? 'The question' : 'What it is called';
    const parts = [this.field('name', label, object.name, (name) => this.rename(element, name.trim()))];
    if (object.$instanceOf('bpmn:FlowNode')) {
      parts.push(this.field('id', 'Short name', object.id, (id) => this.identify(element, slug(id)),
        { hint: 'Figures, forms and history go by it. Change it only while it is new.' }));
    }
    return parts;
  }

  rename(element, name) {
    const id = this.free(slug(name), element);
    this.set(element, { name });
    if (AUTOMATIC_ID.test(element.id) && id) {
      this.identify(element, id);
    }
  }

  free(wanted, element) {
    if (!wanted) {
      return '';
    }
    const taken = (id) => {
      const other = this.registry.get(id);
      return (other && other !== element) || (!other && this.modeler.get('moddle').ids.assigned(id));
    };
    let id = wanted;
    for (let n = 2; taken(id); n++) {
      id = `${wanted}-${n}`;
    }
    return id;
  }

  identify(element, id) {
    if (!id || id === element.id) {
      return;
    }
    const free = this.free(id, element);
    this.set(element, element.type === 'bpmn:UserTask' ? { id: free, 'camunda:formRef': free } : { id: free });
  }

  people(element) {
    const object = element.businessObject;
    const chosen = (object.get('camunda:candidateGroups') || '').split(',').map((one) => one.trim()).filter(Boolean);
    const boxes = this.words.groups.map((group) => {
      const box = node('input', { type: 'checkbox', id: `p-group-${group.id}`, disabled: !this.editable });
      box.checked = chosen.includes(group.id);
      box.addEventListener('change', () => this.set(element, {
        'camunda:candidateGroups': this.words.groups.filter((one) => document.getElementById(`p-group-${one.id}`).checked)
          .map((one) => one.id).join(',')
      }));
      return node('label', { class: 'choice' }, box, ` ${group.says}`);
    });
    const form = this.hasForm(object.id);
    return [
      node('fieldset', {}, node('legend', {}, 'Who does it?'), ...boxes),
      node('p', { class: 'label' }, 'What they fill in'),
      form ? node('p', {}, node('a', { href: this.formPage(object.id), id: 'p-form' }, form === 'draft' ? 'Its form, in this draft' : 'Its form, as it runs'))
        : node('div', {}, node('p', { class: 'hint' }, 'There is no form for it yet.'),
          this.editable ? this.button('Make its form', () => this.makeForm(object.id), { id: 'p-make-form' }) : null),
      this.customer(object.id)
    ];
  }

  customer(id) {
    const stage = this.words.stages.find((one) => one.id === id) || this.words.stages.find((one) => one.id === 'other');
    return node('div', {}, node('p', { class: 'label' }, 'What the customer is promised'),
      node('p', { class: 'hint' }, `Their promise of the next word goes on meanwhile. On their page they read: “${stage?.says || ''}”`));
  }

  step(element) {
    const step = (element.businessObject.get('camunda:delegateExpression') || '').replace(/[${}\s]/g, '');
    return [this.choice('step', 'What happens by itself?', this.words.steps, step, (value) => {
      const says = this.words.steps.find((one) => one.id === value).says;
      this.set(element, { 'camunda:delegateExpression': `\${${value}}`, name: element.businessObject.name || says });
      if (AUTOMATIC_ID.test(element.id)) {
        this.identify(element, slug(value.replace(/([A-Z])/g, '-$1')));
      }
    })];
  }

  // What a flow out of a choice is taken for.
  way(element) {
    const flow = element.businessObject;
    const source = flow.sourceRef;
    if (source?.$type !== 'bpmn:ExclusiveGateway' || (source.outgoing || []).length < 2) {
      return [];
    }
    const otherwise = node('input', { type: 'checkbox', id: 'p-otherwise', disabled: !this.editable });
    otherwise.checked = source.default === flow;
    otherwise.addEventListener('change', () => {
      this.set(this.registry.get(source.id), { default: otherwise.checked ? flow : undefined });
      if (otherwise.checked) {
        this.set(element, { conditionExpression: undefined });
      }
      this.show(element, true);
    });
    const parts = [node('label', { class: 'choice' }, otherwise, ' When nothing else holds')];
    if (!otherwise.checked) {
      parts.push(...this.condition(element, source));
    }
    return [node('fieldset', {}, node('legend', {}, 'When is this way taken?'), ...parts)];
  }

  condition(element, source) {
    const flow = element.businessObject;
    const body = flow.conditionExpression?.body || '';
    const read = SIMPLE.exec(body.trim());
    if (body && !read) {
      return [this.field('condition', 'As it is written', body, (text) => this.when(element, text),
        { hint: 'It combines several things. ${a == \'b\' && c == \'d\'}: both; ||: either.' })];
    }
    const [, value = 'outcome', relation = '==', option = ''] = read || [];
    const options = this.options(value, source);
    const known = this.words.values.find((one) => one.id === value);
    const write = (values) => {
      const now = { value, relation, option, ...values };
      const other = this.words.values.find((one) => one.id === now.value);
      if (now.value !== value) {
        now.relation = other?.number ? '>=' : '==';
        now.option = other?.number ? '1' : this.options(now.value, source)[0]?.id || '';
      }
      this.when(element, `\${${now.value} ${now.relation} ${other?.number ? now.option : `'${now.option}'`}}`);
      const says = this.options(now.value, source).find((one) => one.id === now.option)?.says;
      if (!flow.name && says && now.option) {
        this.set(element, { name: says });
      }
    };
    return [
      this.choice('value', 'It depends on', this.words.values, value, (chosen) => write({ value: chosen })),
      this.choice('relation', 'and is taken when that', Object.entries(RELATIONS)
        .filter(([sign]) => known?.number ? sign !== '!=' : ['==', '!='].includes(sign)).map(([id, says]) => ({ id, says })),
      relation, (chosen) => write({ relation: chosen })),
      known?.number ? this.field('option', 'this number', option, (text) => write({ option: text }), { type: 'number' })
        : this.choice('option', 'this', options, option, (chosen) => write({ option: chosen }),
          options.length ? null : 'The form of the task before has no field “outcome” to choose from. Give it one first.')
    ];
  }

  when(element, body) {
    const expression = this.modeler.get('bpmnFactory').create('bpmn:FormalExpression', { body });
    this.set(element, { conditionExpression: expression });
  }

  // What a person can choose on the form of the task before a choice.
  options(value, gateway) {
    if (value !== 'outcome') {
      return this.words.values.find((one) => one.id === value)?.options || [];
    }
    const seen = new Set();
    const queue = [gateway];
    const found = new Map();
    while (queue.length) {
      const at = queue.shift();
      for (const flow of at.incoming || []) {
        const from = flow.sourceRef;
        if (from && !seen.has(from)) {
          seen.add(from);
          if (from.$type === 'bpmn:UserTask') {
            (this.words.forms.find((form) => form.id === from.id)?.outcomes || []).forEach((one) => found.set(one.id, one));
          } else {
            queue.push(from);
          }
        }
      }
    }
    return [...found.values()];
  }

  event(element) {
    const object = element.businessObject;
    const definition = object.eventDefinitions?.[0];
    if (definition?.$type === 'bpmn:MessageEventDefinition') {
      return [...this.begins(element, definition), this.choice('message', 'Which message?', this.words.messages, definition.messageRef?.name,
        (name) => this.hears(element, definition, name)), ...this.interrupts(element)];
    }
    if (definition?.$type === 'bpmn:TimerEventDefinition') {
      return [...this.begins(element, definition), ...this.time(element, definition), ...this.interrupts(element)];
    }
    return [];
  }

  // What may happen at any time begins with word from somebody, or when it is time.
  begins(element, definition) {
    const object = element.businessObject;
    if (object.$type !== 'bpmn:StartEvent' || !object.$parent?.triggeredByEvent) {
      return [];
    }
    return [this.choice('begins', 'What begins it?', BEGINNINGS, definition.$type, (eventDefinitionType) => {
      const start = this.modeler.get('bpmnReplace').replaceElement(element,
        { type: 'bpmn:StartEvent', eventDefinitionType, isInterrupting: object.isInterrupting });
      if (eventDefinitionType === 'bpmn:TimerEventDefinition') {
        waits(this.modeler.get('injector'), start);
      }
      this.reveal(start.id);
    })];
  }

  hears(element, definition, name) {
    const definitions = this.modeler.getDefinitions();
    let message = definitions.rootElements.find((one) => one.$type === 'bpmn:Message' && one.name === name);
    if (!message) {
      message = this.modeler.get('bpmnFactory').create('bpmn:Message', { name, id: this.free(`message-${name}`, null) });
      message.$parent = definitions;
      this.modeling.updateModdleProperties(element, definitions, { rootElements: [...definitions.rootElements, message] });
    }
    this.modeling.updateModdleProperties(element, definition, { messageRef: message });
  }

  time(element, definition) {
    const how = ['timeDuration', 'timeCycle', 'timeDate'].find((one) => definition.get(one));
    const body = how ? definition.get(how).body || '' : '';
    const read = /^(?:R\d*\/)?P(T?)(\d+)([MHD])$/.exec(body);
    if (body && !read) {
      return [node('p', { class: 'hint' }, body.includes('promiseAttentionAt') ? 'It rings when the running promise needs it.'
        : `It rings by “${body}”, which is set elsewhere.`)];
    }
    const amount = read?.[2] || '1';
    const unit = read?.[3] || 'D';
    const repeats = how === 'timeCycle';
    const write = (values) => {
      const now = { amount, unit, repeats, ...values };
      const [letter, , time] = UNITS.find(([one]) => one === now.unit);
      const text = `${now.repeats ? 'R/' : ''}P${time ? 'T' : ''}${Math.max(1, Math.min(10000, Number.parseInt(now.amount, 10) || 1))}${letter}`;
      const expression = this.modeler.get('bpmnFactory').create('bpmn:FormalExpression', { body: text });
      this.modeling.updateModdleProperties(element, definition, {
        timeDuration: now.repeats ? undefined : expression, timeCycle: now.repeats ? expression : undefined, timeDate: undefined
      });
      expression.$parent = definition;
    };
    const box = node('input', { type: 'checkbox', id: 'p-repeats', disabled: !this.editable });
    box.checked = repeats;
    box.addEventListener('change', () => write({ repeats: box.checked }));
    return [
      this.field('amount', 'After how long?', amount, (text) => write({ amount: text }), { type: 'number', hint: 'In working time of the case’s team' }),
      this.choice('unit', 'counted in', UNITS.map(([id, says]) => ({ id, says })), unit, (chosen) => write({ unit: chosen })),
      node('label', { class: 'choice' }, box, ' Again and again')
    ];
  }

  interrupts(element) {
    const object = element.businessObject;
    const name = object.$type === 'bpmn:BoundaryEvent' ? 'cancelActivity'
      : object.$type === 'bpmn:StartEvent' && object.$parent?.triggeredByEvent ? 'isInterrupting' : null;
    if (!name) {
      return [];
    }
    const box = node('input', { type: 'checkbox', id: 'p-interrupts', disabled: !this.editable });
    box.checked = object.get(name) !== false;
    box.addEventListener('change', () => this.set(element, { [name]: box.checked }));
    return [node('label', { class: 'choice' }, box, name === 'cancelActivity' ? ' It takes the task away' : ' It breaks off everything else')];
  }

  about(element) {
    const object = element.businessObject;
    if (!object.$instanceOf('bpmn:FlowNode')) {
      return [];
    }
    const text = (object.documentation || []).map((one) => one.text).join('\n');
    return [this.field('documentation', 'What people should know', text, (words) => {
      const documentation = words.trim() ? [this.modeler.get('bpmnFactory').create('bpmn:Documentation', { text: words.trim() })] : [];
      documentation.forEach((one) => {
        one.$parent = object;
      });
      this.set(element, { documentation });
    }, { area: true })];
  }

  // All that can follow, so that nobody needs a mouse to draw.
  next(element) {
    if (!this.editable) {
      return [];
    }
    const parts = [];
    const follow = mayFollow(element);
    if (follow.length) {
      const select = node('select', { id: 'p-next' }, ...follow.map((kind) => node('option', { value: kind }, KINDS[kind].title)));
      parts.push(node('div', {}, node('label', { for: 'p-next' }, 'What comes next?'), select,
        this.button('Add it', () => this.append(element, select.value), { id: 'p-append' })));
      const targets = this.targets(element);
      const target = node('select', { id: 'p-target' }, ...targets.map((one) => node('option', { value: one.id }, this.name(one))));
      parts.push(node('div', {}, node('label', { for: 'p-target' }, 'Or lead on to'), target,
        this.button('Connect', () => this.modeling.connect(element, this.registry.get(target.value)), { id: 'p-connect' })));
    }
    if (element.type === 'bpmn:SequenceFlow') {
      const select = node('select', { id: 'p-between' }, ...['task', 'step', 'choice', 'call', 'part'].map((kind) => node('option', { value: kind }, KINDS[kind].title)));
      parts.push(node('div', {}, node('label', { for: 'p-between' }, 'What comes between?'), select,
        this.button('Put it in between', () => this.between(element, select.value), { id: 'p-insert' })));
    }
    if (/UserTask|SubProcess|CallActivity/.test(element.type) && !element.businessObject.triggeredByEvent) {
      parts.push(this.button('Add: if it takes too long', () => this.tooLong(element), { id: 'p-too-long' }), ' ');
    }
    parts.push(this.button('Remove', () => this.modeling.removeElements([element]), { id: 'p-remove' }));
    return [node('fieldset', {}, node('legend', {}, 'Change the drawing'), ...parts)];
  }

  targets(element) {
    return this.registry.filter((one) => one.parent === element.parent && one !== element && one.type !== 'label'
      && one.businessObject?.$instanceOf?.('bpmn:FlowNode')
      && !['bpmn:StartEvent', 'bpmn:BoundaryEvent'].includes(one.type) && !one.businessObject.triggeredByEvent)
      .sort((one, other) => this.name(one).localeCompare(this.name(other)));
  }

  append(element, kind) {
    const injector = this.modeler.get('injector');
    this.focusOn(this.modeler.get('autoPlace').append(element, create(injector, kind)));
  }

  // Makes room on the longest stretch of the way, and puts the element there.
  between(flow, kind) {
    const stretches = flow.waypoints.slice(1).map((end, at) => ({ start: flow.waypoints[at], end }));
    const length = ({ start, end }) => Math.abs(end.x - start.x) + Math.abs(end.y - start.y);
    const { start, end } = stretches.reduce((one, other) => (length(other) > length(one) ? other : one));
    const shape = create(this.modeler.get('injector'), kind);
    const axis = Math.abs(end.x - start.x) >= Math.abs(end.y - start.y) ? 'x' : 'y';
    const needed = (axis === 'x' ? shape.width : shape.height) + 100 - length({ start, end });
    const position = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
    if (needed > 0) {
      const tool = this.modeler.get('spaceTool');
      const at = Math.min(start[axis], end[axis]) + 1;
      const { movingShapes, resizingShapes } = tool.calculateAdjustments(this.beside(flow), axis, needed, at);
      const delta = axis === 'x' ? { x: needed, y: 0 } : { x: 0, y: needed };
      tool.makeSpace(movingShapes, resizingShapes, delta, axis === 'x' ? 'e' : 's', at);
      position[axis] += needed / 2;
    }
    this.focusOn(this.modeling.createShape(shape, position, flow));
  }

  // What moves when there is made room: not what stands apart and happens at any time.
  beside(flow) {
    const apart = (element) => element && element !== flow.parent
      && (element.businessObject?.triggeredByEvent || apart(element.parent));
    const within = (element) => element && (element.parent === flow.parent || within(element.parent));
    return this.registry.filter((element) => within(element) && !apart(element));
  }

  tooLong(element) {
    const factory = this.modeler.get('elementFactory');
    const event = factory.createShape({ type: 'bpmn:BoundaryEvent', eventDefinitionType: 'bpmn:TimerEventDefinition', cancelActivity: false });
    waits(this.modeler.get('injector'), event);
    this.focusOn(this.modeling.createShape(event, { x: element.x + element.width - 20, y: element.y + element.height }, element, { attach: true }));
  }

  focusOn(element) {
    this.reveal(element.id);
    document.getElementById('p-name')?.focus();
  }

}
