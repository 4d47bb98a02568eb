package org.followthrough.heat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.followthrough.heat.HeatMapper.Ended;
import org.followthrough.heat.HeatMapper.Entry;
import org.followthrough.heat.HeatMapper.Open;
import org.followthrough.journey.DiagramShape;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * How the way of a case is followed.
 */
class WalkTests {

	private static final Map<String, DiagramShape> SHAPES = Map.of("support-case", shape("support-case"), "escalation",
			shape("escalation"), "sign-off", shape("sign-off"), "verification", shape("verification"));

	private final List<Ended> ended = new ArrayList<>();

	private final List<String> taken = new ArrayList<>();

	private int seq;

	private static DiagramShape shape(String process) {
		try {
			return DiagramShape.of(Files.readAllBytes(Path.of("processes", process + ".bpmn")));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Walk walk(Open... open) {
		return new Walk("FT-1", List.of(open), (process, version) -> (version == 1) ? SHAPES.get(process) : null,
				new Walk.Tally() {

					@Override
					public void taken(String process, LocalDate on, String flow) {
						WalkTests.this.taken.add(on + " " + process + " " + flow);
					}

					@Override
					public void ended(Ended waiting) {
						WalkTests.this.ended.add(waiting);
					}

				});
	}

	private static Open waits(String process, String element, String calls) {
		return new Open("FT-1", process, element, Instant.parse("2026-11-20T10:00:00Z"), calls);
	}

	private Entry at(String time, String action, String details) {
		return new Entry("FT-1", ++this.seq, action,
				"{\"at\":\"2026-11-%s:00Z\",\"details\":%s}".formatted(time, details));
	}

	private Entry moved(String time, String process, int version, String flow) {
		return at(time, "journey.moved",
				"{\"process\":\"%s\",\"version\":%d,\"flows\":[\"%s\"]}".formatted(process, version, flow));
	}

	private static String flow(String process, String from) {
		return SHAPES.get(process)
			.flows()
			.stream()
			.filter((flow) -> flow.from().equals(from))
			.findFirst()
			.orElseThrow()
			.id();
	}

	@Test
	void whatInterruptsACallEndsTheWaitingInWhatIsCalled() {
		Walk walk = walk(waits("support-case", "verification", "verification"),
				waits("verification", "verify-fix", null), waits("support-case", "read-message", null));
		walk.follow(moved("20T12:00", "support-case", 1, flow("support-case", "regressed-in-verification")));
		assertThat(this.ended).extracting(Ended::element, Ended::seconds)
			.containsExactlyInAnyOrder(tuple("verification", 7200), tuple("verify-fix", 7200));
		assertThat(walk.open()).extracting(Open::element).contains("read-message");
	}

	@Test
	void whatEndsACaseEndsAllThatIsNotOfTheEndingItself() {
		Walk walk = walk(waits("support-case", "investigate", null), waits("support-case", "read-message", null));
		walk.follow(moved("21T10:00", "support-case", 1, flow("support-case", "withdrawn-by-customer")));
		assertThat(this.ended).extracting(Ended::element).containsExactlyInAnyOrder("investigate", "read-message");
		assertThat(this.ended).allSatisfy((one) -> {
			assertThat(one.seconds()).isEqualTo(86_400);
			assertThat(one.on()).isEqualTo("2026-11-21");
		});
	}

	@Test
	void whatOnlyRunsBesideEndsNothing() {
		Walk walk = walk(waits("support-case", "investigate", null));
		walk.follow(moved("21T10:00", "support-case", 1, flow("support-case", "words-came")));
		assertThat(this.ended).isEmpty();
		assertThat(walk.open()).extracting(Open::element).containsExactlyInAnyOrder("investigate", "read-message");
	}

	@Test
	void ofTwoAtAPlaceTheOneThatCameFirstGoesOn() {
		Walk walk = walk(waits("support-case", "read-message", null));
		walk.follow(moved("20T11:00", "support-case", 1, flow("support-case", "words-came")));
		walk.follow(moved("20T12:00", "support-case", 1, flow("support-case", "read-message")));
		assertThat(this.ended).singleElement().extracting(Ended::seconds).isEqualTo(7200);
		assertThat(walk.open()).singleElement()
			.extracting(Open::since)
			.isEqualTo(Instant.parse("2026-11-20T11:00:00Z"));
	}

	@Test
	void whatGoesOnByAnotherVersionWaitsAtItsNewPlaceSinceThen() {
		Walk walk = walk(waits("verification", "verify-fix", null));
		walk.follow(at("20T11:00", "journey.migrated",
				"{\"process\":\"verification\",\"version\":2,\"to\":{\"verify-fix\":\"try-it\"}}"));
		walk.follow(at("20T12:00", "case.closed", "{\"as\":\"confirmed\"}"));
		assertThat(this.ended).containsExactly(new Ended("verification", LocalDate.of(2026, 11, 20), "try-it", 7200));
	}

	@Test
	void waysAreCountedAlsoOfAVersionThatIsGone() {
		Walk walk = walk(waits("verification", "verify-fix", null));
		walk.follow(moved("20T12:00", "verification", 7, "gone"));
		assertThat(this.taken).containsExactly("2026-11-20 verification gone");
		assertThat(this.ended).isEmpty();
		assertThat(walk.open()).hasSize(1);
	}

}
