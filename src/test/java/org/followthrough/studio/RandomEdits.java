package org.followthrough.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Edits of a diagram as anybody could make them: sound enough to be opened, whatever they
 * mean.
 */
final class RandomEdits {

	private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

	private static final String BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI";

	private static final String DC = "http://www.omg.org/spec/DD/20100524/DC";

	private static final String DI = "http://www.omg.org/spec/DD/20100524/DI";

	private static final Set<String> NODES = Set.of("userTask", "serviceTask", "exclusiveGateway", "endEvent",
			"callActivity", "intermediateCatchEvent");

	private final Random random;

	private final String who;

	private DiagramParts parts;

	private int made;

	private RandomEdits(byte[] content, long seed, String who) {
		this.parts = DiagramParts.of(content);
		this.random = new Random(seed);
		this.who = who;
	}

	/**
	 * Edits a diagram.
	 * @param content the diagram
	 * @param seed which edits
	 * @param many how many
	 * @param who whose they are: their new elements are called after them
	 * @return the edited diagram
	 */
	static byte[] of(byte[] content, long seed, int many, String who) {
		RandomEdits edits = new RandomEdits(content, seed, who);
		for (int i = 0; i < many; i++) {
			edits.edit();
		}
		return edits.parts.content();
	}

	private void edit() {
		switch (this.random.nextInt(9)) {
			case 0, 1 -> one(nodes()).setAttribute("name", "Renamed " + this.random.nextInt(3));
			case 2 -> putBetween(one(flows()));
			case 3 -> bridge(one(nodes()));
			case 4 -> reroute(one(flows()));
			case 5 -> move(one(nodes()));
			case 6 -> branch(one(nodes()));
			case 7 -> note(one(nodes()));
			default -> one(flows()).setAttribute("name", "Way " + this.random.nextInt(3));
		}
		this.parts = DiagramParts.of(this.parts.content());
		// What leads in and out is noted anew.
		this.parts.putBack(Set.of(), this.parts);
	}

	private <T> T one(List<T> of) {
		return of.get(this.random.nextInt(of.size()));
	}

	private List<Element> nodes() {
		return this.parts.all().values().stream().filter((one) -> NODES.contains(one.getLocalName())).toList();
	}

	private List<Element> flows() {
		return this.parts.all().values().stream().filter((one) -> "sequenceFlow".equals(one.getLocalName())).toList();
	}

	private String id() {
		this.made++;
		return "new-" + (this.random.nextInt(5) == 0 ? "" : this.who) + this.made;
	}

	private void putBetween(Element flow) {
		String task = id();
		Element target = this.parts.element(flow.getAttribute("targetRef")).orElseThrow();
		node("userTask", task, target, -60);
		flow(id(), task, flow.getAttribute("targetRef"), target);
		flow.setAttribute("targetRef", task);
	}

	/** Takes a step out, when one way leads to it and one from it. */
	private void bridge(Element node) {
		String id = node.getAttribute("id");
		List<Element> in = flows().stream().filter((one) -> one.getAttribute("targetRef").equals(id)).toList();
		List<Element> out = flows().stream().filter((one) -> one.getAttribute("sourceRef").equals(id)).toList();
		boolean isBare = this.parts.ids()
			.stream()
			.allMatch((one) -> !this.parts.beside(one).contains(id)
					|| "sequenceFlow".equals(this.parts.element(one).orElseThrow().getLocalName()));
		if (in.size() == 1 && out.size() == 1 && isBare) {
			in.get(0).setAttribute("targetRef", out.get(0).getAttribute("targetRef"));
			remove(out.get(0));
			remove(node);
		}
	}

	private void remove(Element part) {
		this.parts.drawn(part.getAttribute("id")).ifPresent((drawn) -> drawn.getParentNode().removeChild(drawn));
		part.getParentNode().removeChild(part);
	}

	private void reroute(Element flow) {
		List<Element> targets = new ArrayList<>(
				nodes().stream().filter((one) -> one.getParentNode() == flow.getParentNode()).toList());
		if (!targets.isEmpty()) {
			flow.setAttribute("targetRef", one(targets).getAttribute("id"));
		}
	}

	private void move(Element node) {
		Element bounds = XmlTree.child(this.parts.drawn(node.getAttribute("id")).orElseThrow(), "Bounds").orElseThrow();
		bounds.setAttribute("x", Double.toString(Double.parseDouble(bounds.getAttribute("x")) + 40));
	}

	private void branch(Element node) {
		if (!"endEvent".equals(node.getLocalName())) {
			String end = id();
			node("endEvent", end, node, 120);
			flow(id(), node.getAttribute("id"), end, node);
		}
	}

	private void note(Element node) {
		String id = id();
		Element note = document().createElementNS(BPMN, "bpmn:textAnnotation");
		note.setAttribute("id", id);
		Element text = document().createElementNS(BPMN, "bpmn:text");
		text.setTextContent("Mind this");
		note.appendChild(text);
		node.getParentNode().appendChild(note);
		shape(id, node, 40, 100);
		Element line = document().createElementNS(BPMN, "bpmn:association");
		line.setAttribute("id", id + "-line");
		line.setAttribute("sourceRef", node.getAttribute("id"));
		line.setAttribute("targetRef", id);
		node.getParentNode().appendChild(line);
		edge(id + "-line", node);
	}

	private void node(String kind, String id, Element beside, int down) {
		Element node = document().createElementNS(BPMN, "bpmn:" + kind);
		node.setAttribute("id", id);
		node.setAttribute("name", "Made " + id);
		beside.getParentNode().insertBefore(node, beside);
		shape(id, beside, 0, down);
	}

	private void flow(String id, String from, String to, Element beside) {
		Element flow = document().createElementNS(BPMN, "bpmn:sequenceFlow");
		flow.setAttribute("id", id);
		flow.setAttribute("sourceRef", from);
		flow.setAttribute("targetRef", to);
		beside.getParentNode().insertBefore(flow, beside);
		edge(id, beside);
	}

	private void shape(String id, Element beside, int right, int down) {
		Element drawn = this.parts.drawn(beside.getAttribute("id")).orElseThrow();
		Element there = XmlTree.child(drawn, "Bounds").orElseThrow();
		Element shape = document().createElementNS(BPMNDI, "bpmndi:BPMNShape");
		shape.setAttribute("id", id + "_di");
		shape.setAttribute("bpmnElement", id);
		Element bounds = document().createElementNS(DC, "dc:Bounds");
		bounds.setAttribute("x", Double.toString(Double.parseDouble(there.getAttribute("x")) + right));
		bounds.setAttribute("y", Double.toString(Double.parseDouble(there.getAttribute("y")) + down));
		bounds.setAttribute("width", "36");
		bounds.setAttribute("height", "36");
		shape.appendChild(bounds);
		drawn.getParentNode().appendChild(shape);
	}

	private void edge(String id, Element beside) {
		Element edge = document().createElementNS(BPMNDI, "bpmndi:BPMNEdge");
		edge.setAttribute("id", id + "_di");
		edge.setAttribute("bpmnElement", id);
		for (int i = 0; i < 2; i++) {
			Element point = document().createElementNS(DI, "di:waypoint");
			point.setAttribute("x", Integer.toString(100 * i));
			point.setAttribute("y", "10");
			edge.appendChild(point);
		}
		this.parts.drawn(beside.getAttribute("id")).orElseThrow().getParentNode().appendChild(edge);
	}

	private Document document() {
		return this.parts.all().values().iterator().next().getOwnerDocument();
	}

}
