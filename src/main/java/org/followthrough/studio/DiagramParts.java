package org.followthrough.studio;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import javax.xml.XMLConstants;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A diagram taken apart: its elements by id, each with its settings and how it is drawn,
 * so that some can be replaced by those of another version of it.
 */
final class DiagramParts {

	/** Attributes that name nothing, though they may read like the id of a part. */
	private static final Set<String> TEXTS = Set.of("id", "name");

	private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

	/** The elements that are parts. Whatever else one holds says what it is. */
	private static final Set<String> PARTS = Set.of("process", "message", "startEvent", "endEvent",
			"intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "userTask", "serviceTask",
			"businessRuleTask", "callActivity", "subProcess", "exclusiveGateway", "parallelGateway",
			"eventBasedGateway", "sequenceFlow", "textAnnotation", "association", "group");

	private static final Set<String> FLOWS_OF = Set.of("incoming", "outgoing");

	/** What stands before the flows of an element. */
	private static final Set<String> FIRST = Set.of("documentation", "extensionElements");

	private static final Set<String> ARTIFACTS = Set.of("textAnnotation", "association", "group");

	/** No way leads to these. */
	private static final Set<String> NOT_JOINED = Set.of("process", "message", "sequenceFlow", "textAnnotation",
			"association", "group");

	private final Element root;

	private final Map<String, Element> parts;

	private DiagramParts(XmlTree tree) {
		this.root = tree.root();
		this.parts = XmlTree.by("id", tree.all().filter(DiagramParts::isPart));
	}

	/**
	 * Takes a diagram apart.
	 * @param content a file that can be read
	 */
	static DiagramParts of(byte[] content) {
		return new DiagramParts(XmlTree.of(content));
	}

	private static boolean isPart(Element element) {
		return BPMN.equals(element.getNamespaceURI()) && PARTS.contains(element.getLocalName());
	}

	/** All parts by id, each before what is in it. */
	Map<String, Element> all() {
		return Collections.unmodifiableMap(this.parts);
	}

	Set<String> ids() {
		return this.parts.keySet();
	}

	boolean has(String id) {
		return this.parts.containsKey(id);
	}

	Optional<Element> element(String id) {
		return Optional.ofNullable(this.parts.get(id));
	}

	DiagramWords words() {
		return new DiagramWords(this.parts);
	}

	/**
	 * What a part is, apart from the parts in it: empty for none. Parts that are the same
	 * have the same text.
	 */
	String text(String id) {
		Element part = this.parts.get(id);
		return (part != null) ? around(part) + text(part) : "";
	}

	private static String around(Element part) {
		return (part.getParentNode() instanceof Element around) ? around.getAttribute("id") + "/" : "";
	}

	private static String text(Element element) {
		StringBuilder text = new StringBuilder(element.getLocalName()).append(XmlTree.attributes(element));
		boolean isLeaf = true;
		for (Element child : XmlTree.children(element)) {
			isLeaf = false;
			if (!isPart(child) && !FLOWS_OF.contains(child.getLocalName())) {
				text.append('<').append(text(child)).append('>');
			}
		}
		return isLeaf ? text.append(element.getTextContent().strip()).toString() : text.toString();
	}

	/** What is beside all parts: what they may name and nobody sees. */
	String rest() {
		StringBuilder text = new StringBuilder();
		XmlTree.children(this.root)
			.stream()
			.filter((child) -> !isPart(child) && !"BPMNDiagram".equals(child.getLocalName()))
			.forEach((child) -> text.append('<').append(text(child)).append('>'));
		return text.toString();
	}

	/** Whether another version is the same, and drawn the same. */
	boolean isLike(DiagramParts other) {
		return ids().equals(other.ids()) && rest().equals(other.rest())
				&& ids().stream().allMatch((id) -> text(id).equals(other.text(id)))
				&& !DiagramLayout.moved(this, other);
	}

	/**
	 * The parts that one names or stands in.
	 */
	Set<String> beside(String id) {
		Set<String> beside = new LinkedHashSet<>();
		Element part = Objects.requireNonNull(this.parts.get(id));
		if (part.getParentNode() instanceof Element around && isPart(around)) {
			beside.add(around.getAttribute("id"));
		}
		named(part, beside);
		beside.remove(id);
		return beside;
	}

	private void named(Element element, Set<String> names) {
		XmlTree.attributes(element).forEach((name, value) -> {
			if (!TEXTS.contains(name) && this.parts.containsKey(value)) {
				names.add(value);
			}
		});
		XmlTree.children(element).stream().filter((child) -> !isPart(child)).forEach((child) -> named(child, names));
	}

	/**
	 * Makes some parts what they are in another version.
	 * @param ids which
	 * @param other the other version
	 */
	void putBack(Set<String> ids, DiagramParts other) {
		ids.stream().filter((id) -> !other.has(id)).forEach(this::remove);
		// In the other's order, in which whatever is around comes before what is in it.
		other.ids().stream().filter(ids::contains).forEach((id) -> put(id, other));
		List<String> loose = this.parts.keySet()
			.stream()
			.filter((id) -> "sequenceFlow".equals(this.parts.get(id).getLocalName()) && isLoose(this.parts.get(id)))
			.toList();
		loose.forEach(this::remove);
		this.parts.values().forEach(DiagramParts::forgetFlows);
		this.parts.values()
			.stream()
			.filter((part) -> "sequenceFlow".equals(part.getLocalName()))
			.toList()
			.forEach((flow) -> {
				name(flow, "sourceRef", "outgoing");
				name(flow, "targetRef", "incoming");
			});
	}

	private boolean isLoose(Element flow) {
		return !isJoined(flow.getAttribute("sourceRef")) || !isJoined(flow.getAttribute("targetRef"));
	}

	private boolean isJoined(String id) {
		Element part = this.parts.get(id);
		return part != null && !NOT_JOINED.contains(part.getLocalName());
	}

	private void put(String id, DiagramParts other) {
		Element theirs = Objects.requireNonNull(other.parts.get(id));
		Element copy = (Element) document().importNode(theirs, true);
		XmlTree.children(copy).stream().filter(DiagramParts::isPart).forEach(copy::removeChild);
		Element ours = this.parts.get(id);
		Element around = (theirs.getParentNode() instanceof Element parent && isPart(parent))
				? this.parts.getOrDefault(parent.getAttribute("id"), this.root) : this.root;
		if (ours != null) {
			XmlTree.children(ours).stream().filter(DiagramParts::isPart).forEach(copy::appendChild);
			ours.getParentNode().removeChild(ours);
		}
		around.insertBefore(copy, next(copy, around));
		this.parts.put(id, copy);
		draw(id, other);
	}

	/** Messages stand first, what only explains behind what happens, the drawing last. */
	private static @Nullable Node next(Element part, Element around) {
		if ("message".equals(part.getLocalName())) {
			return around.getFirstChild();
		}
		return ARTIFACTS.contains(part.getLocalName()) ? null
				: XmlTree.children(around)
					.stream()
					.filter((child) -> ARTIFACTS.contains(child.getLocalName()))
					.findFirst()
					.orElseGet(() -> drawing(around));
	}

	/** The drawing stands last in a file. */
	private static @Nullable Element drawing(Element around) {
		return XmlTree.children(around)
			.stream()
			.filter((child) -> "BPMNDiagram".equals(child.getLocalName()))
			.findFirst()
			.orElse(null);
	}

	private void draw(String id, DiagramParts other) {
		other.drawn(id).ifPresent((theirs) -> {
			Optional<Element> ours = drawn(id);
			if ("BPMNEdge".equals(theirs.getLocalName()) || ours.isEmpty()) {
				ours.ifPresent((edge) -> edge.getParentNode().removeChild(edge));
				plane().ifPresent((plane) -> {
					// Some editors leave the shape of what is gone.
					shapes(plane, "id", theirs.getAttribute("id")).findFirst().ifPresent(plane::removeChild);
					plane.appendChild(document().importNode(theirs, true));
				});
			}
		});
	}

	/** Draws a part that both versions draw as the other does. */
	void drawLike(String id, DiagramParts other) {
		Optional<Element> ours = drawn(id);
		Optional<Element> theirs = other.drawn(id);
		if (ours.isPresent() && theirs.isPresent()) {
			ours.get().getParentNode().replaceChild(document().importNode(theirs.get(), true), ours.get());
		}
	}

	private static Stream<Element> shapes(Element plane, String attribute, String value) {
		return XmlTree.children(plane).stream().filter((shape) -> value.equals(shape.getAttribute(attribute)));
	}

	/** How a part is drawn. */
	Optional<Element> drawn(String id) {
		return plane().flatMap((plane) -> shapes(plane, "bpmnElement", id).findFirst());
	}

	private Optional<Element> plane() {
		return Optional.ofNullable(drawing(this.root)).flatMap((drawing) -> XmlTree.child(drawing, "BPMNPlane"));
	}

	private void remove(String id) {
		Element part = this.parts.remove(id);
		if (part != null) {
			XmlTree.children(part)
				.stream()
				.filter(DiagramParts::isPart)
				.map((inner) -> inner.getAttribute("id"))
				.toList()
				.forEach(this::remove);
			part.getParentNode().removeChild(part);
		}
		drawn(id).ifPresent((shape) -> shape.getParentNode().removeChild(shape));
	}

	private static void forgetFlows(Element part) {
		XmlTree.children(part)
			.stream()
			.filter((child) -> FLOWS_OF.contains(child.getLocalName()))
			.forEach(part::removeChild);
	}

	private void name(Element flow, String end, String as) {
		Element node = Objects.requireNonNull(this.parts.get(flow.getAttribute(end)));
		String prefix = node.getPrefix();
		Element reference = document().createElementNS(BPMN, (prefix != null) ? prefix + ":" + as : as);
		reference.setTextContent(flow.getAttribute("id"));
		Element next = XmlTree.children(node)
			.stream()
			.filter((child) -> !FIRST.contains(child.getLocalName()) && !FLOWS_OF.contains(child.getLocalName())
					|| ("incoming".equals(as) && "outgoing".equals(child.getLocalName())))
			.findFirst()
			.orElse(null);
		node.insertBefore(reference, next);
	}

	private org.w3c.dom.Document document() {
		return this.root.getOwnerDocument();
	}

	/** The file. */
	byte[] content() {
		try {
			TransformerFactory factory = TransformerFactory.newInstance();
			factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
			ByteArrayOutputStream content = new ByteArrayOutputStream();
			factory.newTransformer().transform(new DOMSource(document()), new StreamResult(content));
			return content.toByteArray();
		}
		catch (TransformerException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
