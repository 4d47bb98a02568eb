package org.followthrough.mining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.journey.DiagramShape;
import org.followthrough.journey.Diagrams;
import org.followthrough.mining.MiningMapper.Closed;
import org.followthrough.mining.MiningMapper.Moved;
import org.followthrough.mining.Ways.Left;
import org.followthrough.mining.Ways.Variant;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads which ways closed cases went, from what was recorded of each: two statements for
 * each page of cases, and no more cases than can be looked at while somebody waits.
 */
@Component
class WaysReader {

	/** So many cases are looked at, those that were closed last. */
	static final int MOST_CASES = 10_000;

	private static final int PAGE = 500;

	private static final int MOST_VARIANTS = 50;

	private static final int MOST_DEPARTURES = 50;

	private static final int EXAMPLES = 5;

	private static final ObjectMapper JSON = new ObjectMapper();

	private final MiningMapper rows;

	private final Diagrams diagrams;

	private final People people;

	WaysReader(MiningMapper rows, Diagrams diagrams, People people) {
		this.rows = rows;
		this.diagrams = diagrams;
		this.people = people;
	}

	/** The teams to choose from. */
	@Transactional(readOnly = true)
	public List<String> teams() {
		requireOverseer();
		return this.rows.teams();
	}

	/**
	 * Which ways cases went.
	 * @param query which cases
	 * @return the ways
	 * @throws Refusal if the actor may not
	 */
	@Transactional(readOnly = true)
	public Ways read(WaysQuery query) {
		requireOverseer();
		Map<Way, Gone> ways = new HashMap<>();
		Map<Journey.Departure, Gone> departures = new HashMap<>();
		Map<String, Model> models = new HashMap<>();
		int cases = 0;
		int departed = 0;
		Closed after = null;
		for (List<Closed> page = page(query, after, cases); !page.isEmpty(); page = page(query, after, cases)) {
			Map<String, Journey> journeys = journeys(page, models);
			for (Closed one : page) {
				Journey journey = journeys.getOrDefault(one.number(), new Journey());
				ways.computeIfAbsent(new Way(journey.tasks(), one.closedAs()), (way) -> new Gone()).add(one);
				journey.departures()
					.forEach((where) -> departures.computeIfAbsent(where, (place) -> new Gone()).add(one));
				departed += journey.departures().isEmpty() ? 0 : 1;
			}
			cases += page.size();
			after = page.get(page.size() - 1);
		}
		boolean isCut = cases == MOST_CASES && !this.rows.closed(query, after, 1).isEmpty();
		return new Ways(query, cases, isCut, ways.size(), variants(ways, cases), left(departures), departed);
	}

	private List<Closed> page(WaysQuery query, @Nullable Closed after, int seen) {
		int most = Math.min(PAGE, MOST_CASES - seen);
		return (most > 0) ? this.rows.closed(query, after, most) : List.of();
	}

	private Map<String, Journey> journeys(List<Closed> cases, Map<String, Model> models) {
		Map<String, Journey> journeys = new HashMap<>();
		for (Moved entry : this.rows.moved(cases.stream().map(Closed::number).toList())) {
			Journey journey = journeys.computeIfAbsent(entry.stream(), (stream) -> new Journey());
			JsonNode content = read(entry);
			JsonNode details = content.path("details");
			if (content.path("action").asText().equals(Diagrams.MIGRATED)) {
				journey.migrated(details);
			}
			else {
				journey.moved(details, model(details, models));
			}
		}
		return journeys;
	}

	private Model model(JsonNode details, Map<String, Model> models) {
		String process = details.path("process").asText();
		int version = details.path("version").asInt();
		return models.computeIfAbsent(process + "/" + version,
				(key) -> this.diagrams.file(process, version)
					.map((file) -> Model.of(DiagramShape.of(file)))
					.orElse(Model.NONE));
	}

	private static JsonNode read(Moved entry) {
		try {
			return JSON.readTree(entry.content());
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A stored audit entry is not JSON", ex);
		}
	}

	private static List<Variant> variants(Map<Way, Gone> ways, int cases) {
		return ways.entrySet()
			.stream()
			.sorted(Comparator.<Map.Entry<Way, Gone>>comparingInt((one) -> -one.getValue().cases)
				.thenComparing((one) -> String.join("\n", one.getKey().tasks())))
			.limit(MOST_VARIANTS)
			.map((one) -> one.getValue().variant(one.getKey(), cases))
			.toList();
	}

	private static List<Left> left(Map<Journey.Departure, Gone> departures) {
		return departures.entrySet()
			.stream()
			.sorted(Comparator.<Map.Entry<Journey.Departure, Gone>>comparingInt((one) -> -one.getValue().cases)
				.thenComparing((one) -> one.getKey().toString()))
			.limit(MOST_DEPARTURES)
			.map((one) -> new Left(one.getKey(), one.getValue().cases, List.copyOf(one.getValue().examples)))
			.toList();
	}

	private void requireOverseer() {
		if (!this.people.actorIsIn(Groups.MANAGERS, Groups.AUDITORS, Groups.ADMINS)) {
			throw new ForOverseers();
		}
	}

	/**
	 * The tasks that a case came to, and how it ended.
	 */
	private record Way(List<String> tasks, String endedAs) {
	}

	/**
	 * Cases that went the same way.
	 */
	private static final class Gone {

		private final IntStream.Builder seconds = IntStream.builder();

		private final List<String> examples = new ArrayList<>();

		private int cases;

		void add(Closed one) {
			this.cases++;
			long took = Duration.between(one.openedAt(), one.closedAt()).toSeconds();
			this.seconds.add((int) Math.max(0, Math.min(took, Integer.MAX_VALUE)));
			if (this.examples.size() < EXAMPLES) {
				this.examples.add(one.number());
			}
		}

		Variant variant(Way way, int all) {
			int[] sorted = this.seconds.build().sorted().toArray();
			return new Variant(way.tasks(), way.endedAs(), this.cases, Math.round(1000.0 * this.cases / all) / 10.0,
					rank(sorted, 50), rank(sorted, 90), this.examples.get(0));
		}

		/** The smallest of the times that so many of a hundred don't exceed. */
		private static int rank(int[] sorted, int percent) {
			return sorted[(int) (((long) sorted.length * percent + 99) / 100) - 1];
		}

	}

	/**
	 * Somebody else tried.
	 */
	static class ForOverseers extends Refusal {

		ForOverseers() {
			super(Kind.FORBIDDEN, "The ways of cases are for managers, auditors and admins. Ask one of them.");
		}

	}

}
