package org.followthrough.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * A draft of the journey: the models as they are shipped, or a journey that has just what
 * the promises ask for, and edits of both as somebody could make them.
 */
final class Draft {

	private static final Explored.Limits LIMITS = new Explored.Limits(50_000, Duration.ofMinutes(5));

	private final Map<String, byte[]> files;

	private Draft(Map<String, byte[]> files) {
		this.files = files;
	}

	/** Files. */
	static Draft of(Map<String, byte[]> files) {
		return new Draft(files);
	}

	/** The models as they are shipped. */
	static Draft shipped() {
		return new Draft(files("classpath:processes/*.bpmn", "classpath:forms/*.form"));
	}

	/** A short journey, which keeps all promises. */
	static Draft small() {
		return new Draft(files("classpath:rehearsal/*.bpmn", "classpath:forms/*.form"));
	}

	private static Map<String, byte[]> files(String... patterns) {
		Map<String, byte[]> files = new LinkedHashMap<>();
		try {
			for (String pattern : patterns) {
				for (Resource resource : new PathMatchingResourcePatternResolver().getResources(pattern)) {
					files.put(String.valueOf(resource.getFilename()), resource.getContentAsByteArray());
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return files;
	}

	/** With something in a diagram replaced, which must be there. */
	Draft with(String diagram, String part, String by) {
		String before = text(diagram);
		if (!before.contains(part)) {
			throw new IllegalArgumentException(diagram + " holds no " + part);
		}
		return with(diagram, before.replace(part, by));
	}

	/** With a sequence flow that leads to another element. */
	Draft withFlowTo(String diagram, String flow, String target) {
		String before = text(diagram);
		String after = before.replaceFirst("(<bpmn:sequenceFlow id=\"" + flow + "\"[^>]* targetRef=\")[^\"]*",
				"$1" + target);
		if (after.equals(before)) {
			throw new IllegalArgumentException(diagram + " has no flow " + flow);
		}
		return with(diagram, after);
	}

	/** Without an element that holds no other of its name. */
	Draft without(String diagram, String name, String id) {
		String before = text(diagram);
		String after = before
			.replaceFirst("(?s)<bpmn:" + name + " id=\"" + id + "\"[^>]*?(/>|>.*?</bpmn:" + name + ">)", "");
		if (after.equals(before)) {
			throw new IllegalArgumentException(diagram + " has no " + name + " " + id);
		}
		return with(diagram, after);
	}

	/** With elements added to a process. */
	Draft adding(String diagram, String elements) {
		return with(diagram, "</bpmn:process>", elements + "</bpmn:process>");
	}

	private Draft with(String diagram, String text) {
		Map<String, byte[]> edited = new LinkedHashMap<>(this.files);
		edited.put(diagram, text.getBytes(StandardCharsets.UTF_8));
		return new Draft(edited);
	}

	private String text(String diagram) {
		return new String(this.files.getOrDefault(diagram, new byte[0]), StandardCharsets.UTF_8);
	}

	Map<String, byte[]> files() {
		return this.files;
	}

	Rehearsal rehearse() {
		return new Rehearser(this.files, LIMITS).rehearse();
	}

}
