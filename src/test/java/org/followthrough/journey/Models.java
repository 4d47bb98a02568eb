package org.followthrough.journey;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;

/**
 * Models as they are shipped, and edits of them as somebody could make. Nothing of the
 * application has to run for it.
 */
final class Models {

	/** The file of a case's whole life. */
	static final String SUPPORT_CASE = "support-case.bpmn";

	private static final Map<String, byte[]> SHIPPED = ShippedModels.files();

	private final Map<String, byte[]> files;

	private final boolean edited;

	private @Nullable List<ModelProblem> problems;

	private Models(Map<String, byte[]> files, boolean edited) {
		this.files = files;
		this.edited = edited;
	}

	/**
	 * The models as they are shipped.
	 */
	static Models shipped() {
		return new Models(SHIPPED, false);
	}

	/**
	 * What service tasks may call: the beans that {@link SupportCaseSteps} makes.
	 */
	static Set<String> steps() {
		return Arrays.stream(SupportCaseSteps.class.getDeclaredMethods())
			.filter((method) -> method.isAnnotationPresent(Bean.class))
			.map(Method::getName)
			.collect(Collectors.toSet());
	}

	/**
	 * The models with one file edited.
	 * @param file its name
	 * @param edit the edit, which must change something
	 */
	Models with(String file, UnaryOperator<String> edit) {
		String before = text(file);
		String after = edit.apply(before);
		if (after.equals(before)) {
			throw new IllegalArgumentException("The edit of " + file + " changed nothing");
		}
		return with(file, after);
	}

	/**
	 * The models with one part of one file replaced.
	 * @param file its name
	 * @param part what is replaced, which must be in the file
	 * @param by what it is replaced by
	 */
	Models with(String file, String part, String by) {
		return with(file, (text) -> text.replace(part, by));
	}

	/**
	 * The models with one file added or replaced.
	 * @param file its name
	 * @param text its content
	 */
	Models with(String file, String text) {
		Map<String, byte[]> edited = new LinkedHashMap<>(this.files);
		edited.put(file, text.getBytes(StandardCharsets.UTF_8));
		return new Models(edited, true);
	}

	/**
	 * The models without one element of one diagram, its children included. What refers
	 * to it stays.
	 * @param file its name
	 * @param id the element's id
	 */
	Models without(String file, String id) {
		return with(file, (text) -> {
			int from = text.lastIndexOf('<', text.indexOf(" id=\"" + id + "\""));
			String name = text.substring(from + 1, text.indexOf(' ', from));
			int firstEnd = text.indexOf('>', from);
			int to = (text.charAt(firstEnd - 1) == '/') ? firstEnd + 1 : end(text, name, from);
			return text.substring(0, from) + text.substring(to);
		});
	}

	/** Where an element ends that may hold others of its name. */
	private static int end(String text, String name, int from) {
		String closing = "</" + name + ">";
		int depth = 0;
		int at = from;
		do {
			int opens = text.indexOf("<" + name + " ", at);
			int closes = text.indexOf(closing, at);
			boolean nested = opens >= 0 && opens < closes;
			depth += nested ? 1 : -1;
			at = nested ? opens + 1 : closes + closing.length();
		}
		while (depth > 0);
		return at;
	}

	/**
	 * The models without a sequence flow.
	 * @param file the diagram
	 * @param id the flow's id
	 */
	Models withoutFlow(String file, String id) {
		return without(file, id).with(file,
				(text) -> text.replaceAll("<bpmn:(incoming|outgoing)>" + id + "</bpmn:\\1>", "")
					.replaceAll("(?s)<bpmndi:BPMNEdge id=\"" + id + "_di\".*?</bpmndi:BPMNEdge>", ""));
	}

	/**
	 * The models with a sequence flow led to another element.
	 * @param file the diagram
	 * @param id the flow's id
	 * @param target the id of the element that it now leads to
	 */
	Models withFlowTo(String file, String id, String target) {
		return with(file, (text) -> text.replaceAll("<bpmn:incoming>" + id + "</bpmn:incoming>", "")
			.replaceFirst("(<bpmn:sequenceFlow id=\"" + id + "\"[^>]* targetRef=\")[^\"]*", "$1" + target)
			.replaceFirst(
					"(<bpmn:\\w+ id=\"" + target + "\"[^>]*[^/]>(?:\\s*<bpmn:documentation>[^<]*</bpmn:documentation>)?"
							+ "(?:\\s*<bpmn:extensionElements>.*?</bpmn:extensionElements>)?)",
					"$1<bpmn:incoming>" + id + "</bpmn:incoming>"));
	}

	/**
	 * The models with elements added at the end of a process.
	 * @param file the diagram
	 * @param elements the XML of the elements
	 */
	Models adding(String file, String elements) {
		return with(file,
				(text) -> text.replaceFirst("</bpmn:process>", elements.replace("$", "\\$") + "</bpmn:process>"));
	}

	Map<String, byte[]> files() {
		return this.files;
	}

	byte[] content(String file) {
		byte[] content = this.files.get(file);
		if (content == null) {
			throw new IllegalArgumentException("There is no file " + file + " among " + this.files.keySet());
		}
		return content;
	}

	String text(String file) {
		return new String(content(file), StandardCharsets.UTF_8);
	}

	/**
	 * What the contract says against the models.
	 */
	List<ModelProblem> problems() {
		List<ModelProblem> known = this.problems;
		if (known == null) {
			known = new JourneyContract(steps()).check(worthALook(), JourneyContract.Published.NOTHING);
			this.problems = known;
		}
		return known;
	}

	/**
	 * Decisions take longest and don't depend on the other files, so that of several
	 * edits each is looked at where it was edited.
	 */
	private Map<String, byte[]> worthALook() {
		Map<String, byte[]> edited = new LinkedHashMap<>(this.files);
		if (this.edited) {
			SHIPPED.forEach((name, content) -> {
				if (name.endsWith(".dmn")) {
					edited.remove(name, content);
				}
			});
		}
		return edited;
	}

}
