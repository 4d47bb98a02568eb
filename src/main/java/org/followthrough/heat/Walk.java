package org.followthrough.heat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.heat.HeatMapper.Ended;
import org.followthrough.heat.HeatMapper.Entry;
import org.followthrough.heat.HeatMapper.Open;
import org.followthrough.journey.DiagramShape;
import org.jspecify.annotations.Nullable;

/**
 * Follows a case through the diagrams: a flow that leads to a place begins a waiting
 * there, one that comes from it ends the one that began first, and so does whatever
 * interrupts it. What begins and ends in one step is no waiting.
 */
final class Walk {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final String stream;

	/** By process and version; null for a version that can't be read any more. */
	private final BiFunction<String, Integer, @Nullable DiagramShape> diagrams;

	private final List<Standing> standing = new ArrayList<>();

	private final Tally tally;

	/**
	 * Goes on with a case.
	 * @param stream its number
	 * @param open where it waits already
	 */
	Walk(String stream, List<Open> open, BiFunction<String, Integer, @Nullable DiagramShape> diagrams, Tally tally) {
		this.stream = stream;
		this.diagrams = diagrams;
		this.tally = tally;
		open.forEach(
				(one) -> this.standing.add(new Standing(one.process(), one.element(), one.since(), 0, one.calls())));
	}

	void follow(Entry entry) {
		JsonNode content = read(entry.content());
		Instant at = Instant.parse(content.path("at").asText());
		JsonNode details = content.path("details");
		String process = details.path("process").asText();
		switch (entry.action()) {
			case "case.closed" -> end((one) -> true, new Step(at, entry.seq()), false);
			case "journey.migrated" -> details.path("to")
				.fields()
				.forEachRemaining((moved) -> rename(process, moved.getKey(), moved.getValue().asText()));
			default -> {
				DiagramShape shape = this.diagrams.apply(process, details.path("version").asInt());
				for (JsonNode flow : details.path("flows")) {
					this.tally.taken(process, day(at), flow.asText());
					if (shape != null) {
						shape.flow(flow.asText())
							.ifPresent((taken) -> take(process, shape, taken, new Step(at, entry.seq())));
					}
				}
			}
		}
	}

	private static JsonNode read(String content) {
		try {
			return JSON.readTree(content);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("An audit entry is not JSON", ex);
		}
	}

	private void take(String process, DiagramShape shape, DiagramShape.Flow taken, Step step) {
		Set<String> left = shape.endedFrom(taken.from());
		// Of several at the same place one goes on; whoever is interrupted goes with all.
		if (left.contains(taken.from())) {
			end((one) -> one.process.equals(process) && one.element.equals(taken.from()), step, true);
		}
		end((one) -> one.process.equals(process) && !one.element.equals(taken.from()) && left.contains(one.element),
				step, false);
		if (shape.isPlace(taken.to())) {
			this.standing
				.add(new Standing(process, taken.to(), step.at, step.seq, shape.called(taken.to()).orElse(null)));
		}
	}

	private void end(Predicate<Standing> which, Step step, boolean onlyOne) {
		List<Standing> ended = new ArrayList<>();
		for (Iterator<Standing> all = this.standing.iterator(); all.hasNext();) {
			Standing one = all.next();
			if (which.test(one)) {
				all.remove();
				ended.add(one);
				if (onlyOne) {
					break;
				}
			}
		}
		for (Standing one : ended) {
			if (one.seq != step.seq) {
				long seconds = Math.max(0, Duration.between(one.since, step.at).toSeconds());
				this.tally.ended(
						new Ended(one.process, day(step.at), one.element, (int) Math.min(seconds, Integer.MAX_VALUE)));
			}
			if (one.calls != null && this.standing.stream().noneMatch((other) -> one.calls.equals(other.calls))) {
				end((other) -> other.process.equals(one.calls), step, false);
			}
		}
	}

	private void rename(String process, String from, String to) {
		this.standing.replaceAll((one) -> (one.process.equals(process) && one.element.equals(from) && !to.isEmpty())
				? new Standing(process, to, one.since, one.seq, one.calls) : one);
	}

	List<Open> open() {
		return this.standing.stream()
			.map((one) -> new Open(this.stream, one.process, one.element, one.since, one.calls))
			.toList();
	}

	private static LocalDate day(Instant at) {
		return LocalDate.ofInstant(at, ZoneOffset.UTC);
	}

	/**
	 * A waiting that goes on.
	 *
	 * @param seq the entry that it began with; 0 if that was counted earlier
	 * @param calls the process that is run meanwhile; null for none
	 */
	private record Standing(String process, String element, Instant since, int seq, @Nullable String calls) {
	}

	/**
	 * One entry.
	 */
	private record Step(Instant at, int seq) {
	}

	/**
	 * What is found.
	 */
	interface Tally {

		void taken(String process, LocalDate on, String flow);

		void ended(Ended waiting);

	}

}
