import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';

// What a manager may draw: the palette, what an element's pad offers, and what new elements begin with.
const GROUPS = 'agents';

// Kinds of elements, in the words of people who don't know the notation.
export const KINDS = {
  task: { type: 'bpmn:UserTask', icon: 'bpmn-icon-user-task', title: 'A person does something' },
  step: { type: 'bpmn:ServiceTask', icon: 'bpmn-icon-service-task', title: 'Followthrough does something' },
  call: { type: 'bpmn:CallActivity', icon: 'bpmn-icon-call-activity', title: 'Another process goes on' },
  part: {
    type: 'bpmn:SubProcess', icon: 'bpmn-icon-subprocess-expanded', title: 'A part with steps of its own',
    options: { isExpanded: true }
  },
  whenever: {
    type: 'bpmn:SubProcess', icon: 'bpmn-icon-event-subprocess-expanded', title: 'Something that may happen at any time',
    options: { isExpanded: true, triggeredByEvent: true }
  },
  choice: { type: 'bpmn:ExclusiveGateway', icon: 'bpmn-icon-gateway-xor', title: 'A choice: one of several ways' },
  both: { type: 'bpmn:ParallelGateway', icon: 'bpmn-icon-gateway-parallel', title: 'All ways at once, or wait for all' },
  first: { type: 'bpmn:EventBasedGateway', icon: 'bpmn-icon-gateway-eventbased', title: 'Whatever comes first' },
  message: {
    type: 'bpmn:IntermediateCatchEvent', icon: 'bpmn-icon-intermediate-event-catch-message', title: 'Wait for a message',
    options: { eventDefinitionType: 'bpmn:MessageEventDefinition' }
  },
  timer: {
    type: 'bpmn:IntermediateCatchEvent', icon: 'bpmn-icon-intermediate-event-catch-timer', title: 'Wait for some time',
    options: { eventDefinitionType: 'bpmn:TimerEventDefinition' }
  },
  end: { type: 'bpmn:EndEvent', icon: 'bpmn-icon-end-event-none', title: 'The end' },
  note: { type: 'bpmn:TextAnnotation', icon: 'bpmn-icon-text-annotation', title: 'A note for readers' }
};

const AFTER_WAIT = ['message', 'timer'];
const AFTER = ['task', 'step', 'choice', 'message', 'timer', 'end'];
const NOT_FIRST = ['call', 'part', 'both', 'first'];

// New ones, which need a start; what is pasted brings its own.
const empty = new WeakSet();

// What can come right after an element.
export function mayFollow(element) {
  const type = element.type;
  if (type === 'bpmn:EventBasedGateway') {
    return AFTER_WAIT;
  }
  if (/Gateway|Task|CallActivity|SubProcess|StartEvent|BoundaryEvent|IntermediateCatchEvent/.test(type)
    && !element.businessObject.triggeredByEvent) {
    return [...AFTER, ...(type === 'bpmn:StartEvent' ? [] : NOT_FIRST)];
  }
  return [];
}

export function create(injector, kind) {
  const { type, options } = KINDS[kind];
  const factory = injector.get('elementFactory');
  const shape = factory.createShape({ type, ...options });
  ready(injector, shape);
  if (type === 'bpmn:SubProcess') {
    empty.add(shape);
  }
  return shape;
}

// Waits for some time, a day at first.
export function waits(injector, event, duration = 'P1D') {
  const timer = event.businessObject.eventDefinitions[0];
  const time = injector.get('moddle').create('bpmn:FormalExpression', { body: duration });
  time.$parent = timer;
  timer.set('timeDuration', time);
}

// Gives a new element what the rules want of every such element.
function ready(injector, shape) {
  const object = shape.businessObject;
  const moddle = injector.get('moddle');
  if (shape.type === 'bpmn:UserTask') {
    object.set('camunda:candidateGroups', GROUPS);
    object.set('camunda:formRef', object.id);
    object.set('camunda:formRefBinding', 'latest');
  } else if (shape.type === 'bpmn:CallActivity') {
    const key = moddle.create('camunda:In', { businessKey: '#{execution.processBusinessKey}' });
    const extensions = moddle.create('bpmn:ExtensionElements', { values: [key] });
    key.$parent = extensions;
    extensions.$parent = object;
    object.set('extensionElements', extensions);
  } else if (object.eventDefinitions?.[0]?.$type === 'bpmn:TimerEventDefinition') {
    waits(injector, shape);
  }
}

// A part begins somewhere; what may happen at any time begins with a message, and lets the rest go on.
class Starts extends CommandInterceptor {

  constructor(eventBus, elementFactory, modeling) {
    super(eventBus);
    this.postExecuted(['shape.create', 'shape.append'], ({ context: { shape } }) => {
      if (empty.delete(shape)) {
        const start = elementFactory.createShape({
          type: 'bpmn:StartEvent',
          ...(shape.businessObject.triggeredByEvent ? { eventDefinitionType: 'bpmn:MessageEventDefinition', isInterrupting: false } : {})
        });
        start.businessObject.set('name', 'It begins');
        modeling.createShape(start, { x: shape.x + 60, y: shape.y + shape.height / 2 }, shape);
      }
    });
  }

}

Starts.$inject = ['eventBus', 'elementFactory', 'modeling'];

class Palette {

  constructor(palette, injector) {
    this.injector = injector;
    palette.registerProvider(this);
  }

  getPaletteEntries() {
    const injector = this.injector;
    const tool = (name, icon, title, use) => ({
      [name]: { group: 'tools', className: icon, title, action: { click: use } }
    });
    const entries = {
      ...tool('hand-tool', 'bpmn-icon-hand-tool', 'Move the sheet', (event) => injector.get('handTool').activateHand(event)),
      ...tool('lasso-tool', 'bpmn-icon-lasso-tool', 'Mark several', (event) => injector.get('lassoTool').activateSelection(event)),
      ...tool('space-tool', 'bpmn-icon-space-tool', 'Make room', (event) => injector.get('spaceTool').activateSelection(event)),
      ...tool('connect-tool', 'bpmn-icon-connection-multi', 'Connect two', (event) => injector.get('globalConnect').start(event)),
      separator: { group: 'tools', separator: true }
    };
    for (const [kind, { icon, title }] of Object.entries(KINDS)) {
      const start = (event) => injector.get('create').start(event, create(injector, kind));
      entries[`create.${kind}`] = { group: 'create', className: icon, title, action: { dragstart: start, click: start } };
    }
    return entries;
  }

}

Palette.$inject = ['palette', 'injector'];

class Pad {

  constructor(contextPad, injector) {
    this.injector = injector;
    contextPad.registerProvider(this);
  }

  getMultiElementContextPadEntries(elements) {
    return this.remove(() => this.injector.get('modeling').removeElements(elements.slice()));
  }

  getContextPadEntries(element) {
    const injector = this.injector;
    if (element.type === 'label') {
      return {};
    }
    const entries = {};
    for (const kind of mayFollow(element)) {
      const start = (event) => injector.get('create').start(event, create(injector, kind), { source: element });
      entries[`append.${kind}`] = {
        group: 'model', className: KINDS[kind].icon, title: `Then: ${KINDS[kind].title.toLowerCase()}`,
        action: { dragstart: start, click: () => injector.get('autoPlace').append(element, create(injector, kind)) }
      };
    }
    if (element.businessObject.$instanceOf('bpmn:FlowNode') || element.type === 'bpmn:TextAnnotation') {
      const connect = (event) => injector.get('connect').start(event, element);
      entries.connect = {
        group: 'connect', className: 'bpmn-icon-connection-multi', title: 'Connect', action: { click: connect, dragstart: connect }
      };
    }
    return element.parent ? { ...entries, ...this.remove(() => injector.get('modeling').removeElements([element])) } : entries;
  }

  remove(click) {
    return { delete: { group: 'edit', className: 'bpmn-icon-trash', title: 'Remove', action: { click } } };
  }

}

Pad.$inject = ['contextPad', 'injector'];

// In place of what bpmn-js offers, which is more than a journey may hold.
export const ManagersDrawing = {
  __init__: ['paletteProvider', 'contextPadProvider', 'starts'],
  paletteProvider: ['type', Palette],
  contextPadProvider: ['type', Pad],
  starts: ['type', Starts]
};
