package org.followthrough.journey;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

import javax.xml.XMLConstants;

import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Looks through a model's XML, as it is, for anything that isn't on the list of what a
 * model may hold. What the engine can execute hides in many places (listeners, names,
 * forms, elements of foreign namespaces), so the list says what may be there, not what
 * may not.
 */
final class ModelScan extends DefaultHandler {

	private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

	private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

	private static final String CAMUNDA_DMN = "http://camunda.org/schema/1.0/dmn";

	private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

	/**
	 * Drawing: shapes, edges, their bounds. It stands apart, since the engine goes by the
	 * names of elements and disregards their namespaces.
	 */
	private static final Set<String> DRAWING = Set.of("http://www.omg.org/spec/BPMN/20100524/DI",
			"http://www.omg.org/spec/DD/20100524/DC", "http://www.omg.org/spec/DD/20100524/DI",
			"https://www.omg.org/spec/DMN/20191111/DMNDI/", "http://www.omg.org/spec/DMN/20180521/DC/",
			"http://www.omg.org/spec/DMN/20180521/DI/");

	/** Attributes that editors leave: colours, widths, their own version. */
	private static final Set<String> EDITORS = Set.of("http://bpmn.io/schema/bpmn/biocolor/1.0",
			"http://bpmn.io/schema/dmn/biodi/2.0", "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
			"http://camunda.org/schema/modeler/1.0", XMLConstants.XML_NS_URI, XMLConstants.XMLNS_ATTRIBUTE_NS_URI);

	private static final Set<String> BPMN_ELEMENTS = Set.of("definitions", "process", "collaboration", "participant",
			"laneSet", "lane", "flowNodeRef", "documentation", "extensionElements", "startEvent", "endEvent",
			"intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "userTask", "serviceTask",
			"businessRuleTask", "callActivity", "subProcess", "exclusiveGateway", "parallelGateway",
			"eventBasedGateway", "sequenceFlow", "incoming", "outgoing", "conditionExpression", "message",
			"messageEventDefinition", "timerEventDefinition", "timeDate", "timeDuration", "timeCycle",
			"terminateEventDefinition", "textAnnotation", "text", "association", "group", "category", "categoryValue",
			"categoryValueRef");

	/** Attributes of BPMN's own, and those of mappings between processes. */
	private static final Set<String> ATTRIBUTES = Set.of("id", "name", "targetNamespace", "exporter", "exporterVersion",
			"expressionLanguage", "typeLanguage", "isExecutable", "isClosed", "processType", "processRef",
			"partitionElementRef", "sourceRef", "targetRef", "default", "attachedToRef", "cancelActivity",
			"isInterrupting", "parallelMultiple", "triggeredByEvent", "messageRef", "calledElement", "gatewayDirection",
			"eventGatewayType", "isImmediate", "implementation", "startQuantity", "completionQuantity",
			"associationDirection", "textFormat", "categoryValueRef", "value", "source", "sourceExpression", "target",
			"variables", "local", "businessKey");

	/** What holds anyway, and what some programs write out all the same. */
	private static final Set<String> SPELLED_OUT = Set.of("isForCompensation=false", "instantiate=false");

	private static final Set<String> CAMUNDA_ELEMENTS = Set.of("in", "out", "properties", "property");

	private static final Set<String> CAMUNDA_ATTRIBUTES = Set.of("formRef", "formRefBinding", "candidateGroups",
			"asyncBefore", "asyncAfter", "exclusive", "historyTimeToLive", "versionTag", "isStartableInTasklist",
			"calledElementBinding");

	private static final String STEP = "delegateExpression";

	/** Where a step may be called. */
	private static final Set<String> CALLING_STEPS = Set.of("serviceTask", "businessRuleTask");

	/**
	 * Where an expression may stand: element and attribute, or element alone for text.
	 */
	private static final Set<String> EXPRESSIONS = Set.of("conditionExpression", "timeDate", "timeDuration",
			"timeCycle", "in@sourceExpression");

	private static final Set<String> DMN_ELEMENTS = Set.of("definitions", "decision", "decisionTable", "input",
			"inputExpression", "inputValues", "output", "outputValues", "defaultOutputEntry", "rule", "description",
			"inputEntry", "outputEntry", "text", "informationRequirement", "requiredDecision", "requiredInput",
			"inputData", "variable", "annotation", "annotationEntry", "allowedValues");

	private static final Set<String> DMN_ATTRIBUTES = Set.of("id", "name", "namespace", "label", "exporter",
			"exporterVersion", "expressionLanguage", "typeLanguage", "hitPolicy", "aggregation", "preferredOrientation",
			"outputLabel", "typeRef", "href", "textFormat", "historyTimeToLive", "versionTag", "inputVariable",
			"diagramRelationId");

	private static final Set<String> SHARED_LANGUAGES = Set.of("http://www.w3.org/1999/XPath",
			"http://www.w3.org/2001/XMLSchema");

	private static final Set<String> LANGUAGES = Set.of("", "feel", "http://www.omg.org/spec/FEEL/20140401",
			"https://www.omg.org/spec/DMN/20191111/FEEL/");

	private final String resource;

	private final List<ModelProblem> problems = new ArrayList<>();

	/** Whether each element around here belongs to the drawing. */
	private final Deque<Boolean> drawn = new ArrayDeque<>();

	private final Deque<String> ids = new ArrayDeque<>();

	private final Deque<StringBuilder> texts = new ArrayDeque<>();

	private @Nullable Locator locator;

	private ModelScan(String resource) {
		this.resource = resource;
	}

	/**
	 * Scans a BPMN or DMN file.
	 * @param resource its name
	 * @param content its bytes
	 * @return what may not be in it; empty for a file that passes
	 */
	static List<ModelProblem> scan(String resource, byte[] content) {
		ModelScan scan = new ModelScan(resource);
		ReadableXml.read(resource, content, scan).ifPresent(scan.problems::add);
		return List.copyOf(scan.problems);
	}

	@Override
	public void setDocumentLocator(Locator locator) {
		this.locator = locator;
	}

	@Override
	public InputSource resolveEntity(String publicId, String systemId) throws SAXException {
		throw new SAXException("it refers to something outside itself");
	}

	@Override
	public void startElement(String namespace, String name, String qualified, Attributes attributes) {
		String id = attributes.getValue("", "id");
		this.ids.push((id != null) ? id : (this.ids.isEmpty() ? "" : this.ids.peek()));
		boolean drawing = DRAWING.contains(namespace);
		boolean inDrawing = !this.drawn.isEmpty() && this.drawn.peek();
		if (!mayStand(namespace, name) || (inDrawing && !drawing)
				|| (drawing && !inDrawing && this.drawn.size() != 1)) {
			problem("<" + qualified + "> is not among the elements that a model may hold here. Remove it.");
		}
		this.drawn.push(drawing);
		this.texts.push(new StringBuilder());
		for (int i = 0; i < attributes.getLength(); i++) {
			check(namespace, name, attributes.getURI(i), attributes.getLocalName(i), attributes.getValue(i));
		}
	}

	private static boolean mayStand(String namespace, String name) {
		if (BPMN.equals(namespace)) {
			return BPMN_ELEMENTS.contains(name);
		}
		if (CAMUNDA.equals(namespace)) {
			return CAMUNDA_ELEMENTS.contains(name);
		}
		if (isDmn(namespace)) {
			return DMN_ELEMENTS.contains(name);
		}
		return DRAWING.contains(namespace);
	}

	private static boolean isDmn(String namespace) {
		return namespace.matches("https?://www\\.omg\\.org/spec/DMN/\\d+/(MODEL/|dmn\\.xsd)");
	}

	private void check(String elementNamespace, String element, String namespace, String name, String value) {
		if (!isKnown(elementNamespace, element, namespace, name)
				&& !(namespace.isEmpty() && SPELLED_OUT.contains(name + "=" + value))) {
			problem("The setting \"" + name + "\" is not among those that a model may hold here. Remove it.");
		}
		if (Set.of("expressionLanguage", "typeLanguage").contains(name) && !LANGUAGES.contains(value)
				&& !(BPMN.equals(elementNamespace) && SHARED_LANGUAGES.contains(value))) {
			problem("Another expression language can't be used: \"" + value + "\". Remove it.");
		}
		if (CAMUNDA.equals(elementNamespace) && element.equals("in") && name.equals("businessKey")) {
			if (!ExpressionGuard.BUSINESS_KEY.equals(value)) {
				problem("The business key of a called process must be " + ExpressionGuard.BUSINESS_KEY + ".");
			}
		}
		else if (CAMUNDA.equals(namespace) && name.equals(STEP)) {
			if (ExpressionGuard.soleName(value).isEmpty()) {
				problem("A step is named as ${name}, nothing else: \"" + value + "\" is not.");
			}
		}
		else {
			checkExpression(element + "@" + name, value);
		}
	}

	private static boolean isKnown(String elementNamespace, String element, String namespace, String name) {
		if (EDITORS.contains(namespace) || (XSI.equals(namespace) && name.equals("type"))) {
			return true;
		}
		if (DRAWING.contains(elementNamespace)) {
			return namespace.isEmpty();
		}
		if (isDmn(elementNamespace)) {
			return (namespace.isEmpty() || CAMUNDA_DMN.equals(namespace)) && DMN_ATTRIBUTES.contains(name);
		}
		return (namespace.isEmpty() && ATTRIBUTES.contains(name)) || (CAMUNDA.equals(namespace)
				&& (CAMUNDA_ATTRIBUTES.contains(name) || (name.equals(STEP) && CALLING_STEPS.contains(element))));
	}

	@Override
	public void characters(char[] characters, int start, int length) {
		if (!this.texts.isEmpty()) {
			this.texts.peek().append(characters, start, length);
		}
	}

	@Override
	public void endElement(String namespace, String name, String qualified) {
		String text = this.texts.pop().toString();
		if (isDmn(namespace)) {
			if (text.contains("function") && text.contains("external")) {
				problem("A decision may not call functions from outside.");
			}
		}
		else {
			checkExpression(name, text);
		}
		this.drawn.pop();
		this.ids.pop();
	}

	private void checkExpression(String place, String value) {
		if (!value.contains("${") && !value.contains("#{")) {
			return;
		}
		if (!EXPRESSIONS.contains(place)) {
			problem("An expression may not stand here: \"" + value.strip() + "\". Write plain text.");
			return;
		}
		ExpressionGuard.objection(value.strip())
			.ifPresent((objection) -> problem(
					"The expression \"" + value.strip() + "\" is not allowed: " + objection + "."));
	}

	private void problem(String message) {
		int line = (this.locator != null) ? this.locator.getLineNumber() : 0;
		this.problems.add(new ModelProblem(this.resource, this.ids.isEmpty() ? "" : this.ids.peek(), line, message));
	}

}
