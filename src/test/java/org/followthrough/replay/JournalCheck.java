package org.followthrough.replay;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.replay.Journal.Amount;
import org.followthrough.replay.Journal.Life;
import org.followthrough.testing.Api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Compares the figures that REST tells with those that a {@link Journal} makes. Counts
 * have to be the same; times may differ by what the replay itself takes, since the clock
 * runs on while it works.
 */
final class JournalCheck {

	private static final long PATIENCE_SECONDS = 120;

	private final Api api;

	private final List<Life> lives;

	private int compared;

	private long furthest;

	JournalCheck(Api api, List<Life> lives) {
		this.api = api;
		this.lives = lives;
	}

	/** Prints how much was compared. */
	void figuresAreThoseOfTheJournal(String name) {
		YearMonth from = this.lives.stream().map(JournalCheck::month).min(Comparator.naturalOrder()).orElseThrow();
		YearMonth to = this.lives.stream().map(JournalCheck::month).max(Comparator.naturalOrder()).orElseThrow();
		String months = "?from=" + from + "&to=" + to;
		JsonNode byMonth = this.api.get("auditor1", "/figures" + months + "&by=month").json();
		compare("all", byMonth.path("total"), this.lives);
		groups(byMonth, groupsOf((life) -> month(life).toString()), Function.identity());
		JsonNode byCustomer = this.api.get("auditor1", "/figures" + months + "&by=customer").json();
		groups(byCustomer, groupsOf((life) -> life.customer), (group) -> group.substring(0, group.lastIndexOf(" <")));
		silences(this.api.get("auditor1", "/figures/silences" + months).json());
		System.out.printf("%s: %d figures of the application are those of the log, the furthest off by %d s%n", name,
				this.compared, this.furthest);
	}

	private static YearMonth month(Life life) {
		return YearMonth.from(life.openedAt.atZone(ZoneOffset.UTC));
	}

	private Map<String, List<Life>> groupsOf(Function<Life, String> key) {
		return this.lives.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
	}

	private void groups(JsonNode report, Map<String, List<Life>> expected, Function<String, String> key) {
		assertThat(report.path("groups")).isNotEmpty();
		for (JsonNode group : report.path("groups")) {
			String name = key.apply(group.path("name").asText());
			compare(name, group, expected.getOrDefault(name, List.of()));
		}
	}

	private void compare(String name, JsonNode figures, List<Life> expected) {
		assertThat(figures.path("cases").asInt()).as("cases of " + name).isEqualTo(expected.size());
		assertThat(figures.path("reopenings").asInt()).as("reopenings of " + name)
			.isEqualTo(expected.stream().mapToInt((life) -> life.reopenings).sum());
		for (JsonNode time : figures.path("times")) {
			String figure = time.path("figure").asText();
			List<Amount> amounts = expected.stream()
				.flatMap((life) -> life.measured.getOrDefault(figure, List.of()).stream())
				.toList();
			assertThat(time.path("count").asInt()).as(figure + " of " + name).isEqualTo(amounts.size());
			if (!amounts.isEmpty()) {
				compare(figure + " of " + name + " by the clock", time.path("clock"),
						amounts.stream().mapToLong(Amount::clock));
				compare(figure + " of " + name + " in working time", time.path("working"),
						amounts.stream().mapToLong(Amount::working));
			}
		}
	}

	private void compare(String name, JsonNode quantiles, LongStream amounts) {
		long[] sorted = amounts.sorted().toArray();
		near(name + ", median", quantiles.path("median").asLong(), percentile(sorted, 0.5));
		near(name + ", 90th percentile", quantiles.path("p90").asLong(), percentile(sorted, 0.9));
	}

	private void near(String name, long told, long expected) {
		assertThat(told).as(name).isCloseTo(expected, within(PATIENCE_SECONDS));
		this.compared++;
		this.furthest = Math.max(this.furthest, Math.abs(told - expected));
	}

	/** The smallest that at least this part doesn't exceed. */
	private static long percentile(long[] sorted, double part) {
		int place = 0;
		while (place + 1 < part * sorted.length) {
			place++;
		}
		return sorted[place];
	}

	/** Every case is closed by now. */
	private void silences(JsonNode told) {
		long[] longest = this.lives.stream()
			.mapToLong((life) -> life.measured.get("longest-silence").get(0).clock())
			.map((seconds) -> -seconds)
			.sorted()
			.map((seconds) -> -seconds)
			.limit(25)
			.toArray();
		assertThat(told).hasSize(longest.length);
		long[] seconds = StreamSupport.stream(told.spliterator(), false)
			.mapToLong((one) -> one.path("clock").asLong())
			.toArray();
		for (int i = 0; i < longest.length; i++) {
			near("silence " + (i + 1), seconds[i], longest[i]);
		}
	}

}
