package org.followthrough.studio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.followthrough.journey.ModelProblem;
import org.w3c.dom.Element;

/**
 * Whether a diagram can be read by those who didn't draw it: everything is drawn and has
 * a name that people use, choices say what they choose by, and nothing lies on something
 * else. Advice only: an unreadable diagram breaks no promise.
 */
final class Readability {

	private static final Set<String> NAMED = Set.of("userTask", "serviceTask", "businessRuleTask", "callActivity",
			"startEvent", "endEvent", "intermediateCatchEvent", "boundaryEvent");

	private static final Set<String> CHOICES = Set.of("exclusiveGateway", "inclusiveGateway");

	private static final Set<String> DRAWN_BESIDE = Set.of("process", "message");

	private static final int LONGEST = 60;

	private final String file;

	private final DiagramParts parts;

	private final DiagramWords words;

	private final List<ModelProblem> advice = new ArrayList<>();

	private Readability(String file, DiagramParts parts) {
		this.file = file;
		this.parts = parts;
		this.words = parts.words();
	}

	/**
	 * What would make a diagram easier to read.
	 * @param file its name
	 * @param content a file that can be read
	 * @return advice for single elements; empty when it is readable
	 */
	static List<ModelProblem> advice(String file, byte[] content) {
		Readability readability = new Readability(file, DiagramParts.of(content));
		readability.names();
		readability.choices();
		readability.drawing();
		return readability.advice;
	}

	private void names() {
		this.parts.all().forEach((id, element) -> {
			String name = element.getAttribute("name").strip();
			if (NAMED.contains(element.getLocalName()) && name.isEmpty() && !beginsPart(element)) {
				say(id, "It has no name. Call it what those who do it would.");
			}
			else if (name.length() > LONGEST) {
				say(id, "The name is longer than " + LONGEST + " characters. Put the rest into the description.");
			}
			else if (!name.isEmpty() && (name.equals(id) || name.matches("\\w*[a-z][A-Z]\\w*|\\w+_\\w+"))) {
				say(id, "\"" + name + "\" reads like a name for machines. Call it what people call it.");
			}
		});
	}

	/** What begins a part begins as the part does. */
	private static boolean beginsPart(Element element) {
		return "startEvent".equals(element.getLocalName()) && element.getParentNode() instanceof Element around
				&& "subProcess".equals(around.getLocalName())
				&& !"true".equals(around.getAttribute("triggeredByEvent"));
	}

	private void choices() {
		Map<String, List<Element>> ways = new LinkedHashMap<>();
		this.parts.all()
			.values()
			.stream()
			.filter((element) -> "sequenceFlow".equals(element.getLocalName()))
			.forEach((flow) -> ways.computeIfAbsent(flow.getAttribute("sourceRef"), (key) -> new ArrayList<>())
				.add(flow));
		ways.forEach((id, flows) -> {
			Element from = this.parts.element(id).orElse(null);
			if (from != null && CHOICES.contains(from.getLocalName()) && flows.size() > 1) {
				if (from.getAttribute("name").isBlank()) {
					say(id, "This choice asks nothing. Name it as a question: \"Does it work?\".");
				}
				flows.stream()
					.filter((flow) -> flow.getAttribute("name").isBlank())
					.forEach((flow) -> say(flow.getAttribute("id"),
							"A way out of a choice says when it is taken: \"yes\", \"no\", \"in a week\"."));
			}
		});
	}

	private void drawing() {
		List<Element> shapes = new ArrayList<>();
		this.parts.all().forEach((id, element) -> {
			if (!DRAWN_BESIDE.contains(element.getLocalName())) {
				this.parts.drawn(id)
					.ifPresentOrElse(shapes::add, () -> say(id, "It isn't drawn, so nobody sees that it is there."));
			}
		});
		List<Box> boxes = shapes.stream().flatMap((shape) -> Box.of(shape).stream()).toList();
		for (int one = 0; one < boxes.size(); one++) {
			for (Box other : boxes.subList(one + 1, boxes.size())) {
				Box box = boxes.get(one);
				if (box.overlaps(other) && !isOn(box.id(), other.id()) && !isOn(other.id(), box.id())) {
					say(other.id(), "It lies on " + this.words.of(this.parts.element(box.id()).orElseThrow())
							+ ". Move one of them.");
				}
			}
		}
	}

	/** Events stand on tasks, and parts in parts. */
	private boolean isOn(String id, String on) {
		Element element = this.parts.element(id).orElseThrow();
		return on.equals(element.getAttribute("attachedToRef")) || "group".equals(element.getLocalName())
				|| (element.getParentNode() instanceof Element around
						&& (on.equals(around.getAttribute("id")) || (this.parts.has(around.getAttribute("id"))
								&& !"process".equals(around.getLocalName()) && isOn(around.getAttribute("id"), on))))
				|| (!element.getAttribute("attachedToRef").isEmpty()
						&& this.parts.has(element.getAttribute("attachedToRef"))
						&& isOn(element.getAttribute("attachedToRef"), on));
	}

	private void say(String element, String words) {
		this.advice.add(new ModelProblem(this.file, element, 0, words));
	}

	/**
	 * Where something is drawn.
	 *
	 * @param id what
	 */
	private record Box(String id, double left, double top, double right, double bottom) {

		static List<Box> of(Element shape) {
			return XmlTree.child(shape, "Bounds").map((bounds) -> {
				double left = number(bounds, "x");
				double top = number(bounds, "y");
				return new Box(shape.getAttribute("bpmnElement"), left, top, left + number(bounds, "width"),
						top + number(bounds, "height"));
			}).stream().toList();
		}

		private static double number(Element bounds, String name) {
			try {
				return Double.parseDouble(bounds.getAttribute(name));
			}
			catch (NumberFormatException ex) {
				return 0;
			}
		}

		boolean overlaps(Box other) {
			return this.left < other.right && other.left < this.right && this.top < other.bottom
					&& other.top < this.bottom;
		}

	}

}
