package org.followthrough.studio;

import java.util.Map;

import org.w3c.dom.Element;

/**
 * What the parts of a diagram are called, for people who don't know their notation.
 */
final class DiagramWords {

	private static final Map<String, String> KINDS = Map.ofEntries(Map.entry("userTask", "the task"),
			Map.entry("serviceTask", "the automatic step"), Map.entry("businessRuleTask", "the automatic step"),
			Map.entry("callActivity", "the called process"), Map.entry("subProcess", "the part"),
			Map.entry("exclusiveGateway", "the choice"), Map.entry("parallelGateway", "the split"),
			Map.entry("eventBasedGateway", "the wait for what comes first"), Map.entry("startEvent", "the start"),
			Map.entry("endEvent", "the end"), Map.entry("intermediateCatchEvent", "the wait"),
			Map.entry("intermediateThrowEvent", "the event"), Map.entry("boundaryEvent", "the event on a task"),
			Map.entry("textAnnotation", "the note"), Map.entry("process", "the process"),
			Map.entry("participant", "the pool"), Map.entry("lane", "the lane"), Map.entry("message", "the message"),
			Map.entry("group", "the group"));

	private final Map<String, Element> elements;

	/**
	 * Words for one diagram.
	 * @param elements its elements by id
	 */
	DiagramWords(Map<String, Element> elements) {
		this.elements = elements;
	}

	/** Such as {@code the task "Verify the fix"}. */
	String of(Element element) {
		if ("sequenceFlow".equals(element.getLocalName())) {
			return "the way from " + end(element, "sourceRef") + " to " + end(element, "targetRef");
		}
		if ("association".equals(element.getLocalName())) {
			return "the line to a note";
		}
		return KINDS.getOrDefault(element.getLocalName(), "the element") + " \"" + name(element) + "\"";
	}

	/** The same at the beginning of a sentence. */
	String begin(Element element) {
		String words = of(element);
		return Character.toUpperCase(words.charAt(0)) + words.substring(1);
	}

	/** Where a flow begins or ends. */
	String end(Element flow, String attribute) {
		Element end = this.elements.get(flow.getAttribute(attribute));
		return "\"" + ((end != null) ? name(end) : flow.getAttribute(attribute)) + "\"";
	}

	private static String name(Element element) {
		String note = XmlTree.text(element, "text");
		String name = !element.getAttribute("name").isBlank() ? element.getAttribute("name") : note;
		return name.isBlank() ? element.getAttribute("id") : name.replaceAll("\\s+", " ").strip();
	}

}
