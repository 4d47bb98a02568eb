package org.followthrough.studio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.followthrough.studio.Difference.Change;
import org.followthrough.studio.Difference.Kind;
import org.w3c.dom.Element;

/**
 * How one diagram differs from another, element by element, found by their ids.
 */
final class DiagramDifference {

	private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

	/** What tells nothing of its own. */
	private static final Set<String> LEFT_OUT = Set.of("definitions", "extensionElements", "incoming", "outgoing",
			"conditionExpression", "documentation", "messageEventDefinition", "timerEventDefinition",
			"terminateEventDefinition", "timeDate", "timeDuration", "timeCycle", "text", "laneSet", "flowNodeRef",
			"collaboration", "category", "categoryValue");

	private static final Map<String, String> SETTINGS = Map.ofEntries(Map.entry("candidateGroups", "is for"),
			Map.entry("delegateExpression", "does"), Map.entry("formRef", "shows the form"),
			Map.entry("calledElement", "calls"), Map.entry("default", "goes on, when nothing else holds, by"),
			Map.entry("cancelActivity", "ends what it stands on"), Map.entry("isInterrupting", "breaks off the rest"),
			Map.entry("attachedToRef", "stands on"));

	private final Map<String, Element> before;

	private final Map<String, Element> after;

	private final DiagramWords wordsBefore;

	private final DiagramWords words;

	private final Map<String, String> drawnBefore;

	private final Map<String, String> drawn;

	private final List<Change> changes = new ArrayList<>();

	private DiagramDifference(XmlTree before, XmlTree after) {
		this.before = elements(before);
		this.after = elements(after);
		this.wordsBefore = new DiagramWords(this.before);
		this.words = new DiagramWords(this.after);
		this.drawnBefore = drawing(before);
		this.drawn = drawing(after);
	}

	/**
	 * Compares two diagrams.
	 * @param before what runs
	 * @param after what shall
	 * @return what differs
	 */
	static List<Change> between(byte[] before, byte[] after) {
		DiagramDifference difference = new DiagramDifference(XmlTree.of(before), XmlTree.of(after));
		difference.compare();
		return List.copyOf(difference.changes);
	}

	private static Map<String, Element> elements(XmlTree tree) {
		return XmlTree.by("id", tree.all()
			.filter((element) -> BPMN.equals(element.getNamespaceURI()) && !LEFT_OUT.contains(element.getLocalName())));
	}

	/** Where each element is drawn, as one text. */
	private static Map<String, String> drawing(XmlTree tree) {
		Map<String, String> drawing = new LinkedHashMap<>();
		XmlTree.by("bpmnElement", tree.all().filter((element) -> !"BPMNPlane".equals(element.getLocalName())))
			.forEach((id, shape) -> drawing.put(id,
					XmlTree.children(shape)
						.stream()
						.filter((child) -> !"BPMNLabel".equals(child.getLocalName()))
						.map((child) -> XmlTree.attributes(child).toString())
						.collect(Collectors.joining())));
		return drawing;
	}

	private void compare() {
		this.after.forEach((id, element) -> {
			Element old = this.before.get(id);
			if (old == null) {
				add(Kind.ADDED, element, this.words.begin(element) + " was added.");
			}
			else {
				changed(old, element);
			}
		});
		this.before.forEach((id, element) -> {
			if (!this.after.containsKey(id)) {
				add(Kind.REMOVED, element, this.wordsBefore.begin(element) + " was removed.");
			}
		});
		List<Element> moved = this.after.entrySet()
			.stream()
			.filter((element) -> this.drawnBefore.containsKey(element.getKey())
					&& this.drawn.containsKey(element.getKey())
					&& !this.drawnBefore.get(element.getKey()).equals(this.drawn.get(element.getKey())))
			.map(Map.Entry::getValue)
			.toList();
		if (moved.size() == 1) {
			add(Kind.MOVED, moved.get(0), this.words.begin(moved.get(0)) + " is drawn elsewhere.");
		}
		else if (!moved.isEmpty()) {
			this.changes.add(new Change(Kind.MOVED, "", moved.size() + " elements are drawn elsewhere."));
		}
	}

	private void changed(Element old, Element now) {
		String it = this.wordsBefore.begin(old);
		if (!old.getLocalName().equals(now.getLocalName())) {
			add(Kind.CHANGED, now, it + " is " + this.words.of(now) + " now.");
			return;
		}
		if (!old.getAttribute("name").equals(now.getAttribute("name"))) {
			add(Kind.CHANGED, now, it + (now.getAttribute("name").isBlank() ? " has no name now."
					: " is called \"" + now.getAttribute("name") + "\" now."));
		}
		if (moved(old, now)) {
			add(Kind.CHANGED, now, it + " leads from " + this.words.end(now, "sourceRef") + " to "
					+ this.words.end(now, "targetRef") + " now.");
		}
		settings(it, old, now);
		text(it + " is taken when", "conditionExpression", old, now);
		text(it + " says", "documentation", old, now);
		text(it + " says", "text", old, now);
		event(it, old, now);
	}

	private static boolean moved(Element old, Element now) {
		return !old.getAttribute("sourceRef").equals(now.getAttribute("sourceRef"))
				|| !old.getAttribute("targetRef").equals(now.getAttribute("targetRef"));
	}

	private void settings(String it, Element old, Element now) {
		Map<String, String> past = XmlTree.attributes(old);
		Map<String, String> present = XmlTree.attributes(now);
		Set<String> names = new TreeSet<>(past.keySet());
		names.addAll(present.keySet());
		names.removeAll(Set.of("name", "sourceRef", "targetRef"));
		for (String name : names) {
			String was = past.getOrDefault(name, "");
			String is = present.getOrDefault(name, "");
			if (!was.equals(is)) {
				String verb = SETTINGS.getOrDefault(name, "has " + name);
				add(Kind.CHANGED, now, it + " " + verb + " " + value(is) + " now; before: " + value(was) + ".");
			}
		}
		String mappings = extensions(now);
		if (!extensions(old).equals(mappings)) {
			add(Kind.CHANGED, now, it + " hands over other values now.");
		}
	}

	private static String extensions(Element element) {
		return XmlTree.child(element, "extensionElements")
			.map((extension) -> XmlTree.children(extension)
				.stream()
				.map((child) -> child.getLocalName() + XmlTree.attributes(child))
				.collect(Collectors.joining()))
			.orElse("");
	}

	private void text(String it, String child, Element old, Element now) {
		compare(it, XmlTree.text(old, child), XmlTree.text(now, child), now);
	}

	/** What an event waits for: a message or a time. */
	private void event(String it, Element old, Element now) {
		compare(it + " waits for", waitsFor(old), waitsFor(now), now);
	}

	private static String waitsFor(Element event) {
		return XmlTree.children(event)
			.stream()
			.filter((child) -> child.getLocalName().endsWith("EventDefinition"))
			.map((child) -> child.getAttribute("messageRef") + child.getTextContent().strip())
			.collect(Collectors.joining(" "));
	}

	private void compare(String sentence, String was, String is, Element now) {
		if (!was.equals(is)) {
			add(Kind.CHANGED, now, sentence + " " + value(is) + " now; before: " + value(was) + ".");
		}
	}

	private static String value(String text) {
		String shown = text.replaceAll("^[$#]\\{\\s*|\\s*}$", "").replaceAll("\\s+", " ");
		return shown.isBlank() ? "nothing" : "\"" + shown + "\"";
	}

	private void add(Kind kind, Element element, String words) {
		this.changes.add(new Change(kind, element.getAttribute("id"), words));
	}

}
