package org.followthrough.board;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Days and weeks are the reader's.
 */
class BucketTests {

	/**
	 * 2026-11-18 is a Wednesday, 2026-11-22 a Sunday, as is 2026-10-25, the end of summer
	 * time.
	 */
	@ParameterizedTest
	@CsvSource({ "2026-11-18T10:00:00Z, Europe/Berlin, 2026-11-18T10:00:00Z, OVERDUE",
			"2026-11-18T10:00:00Z, Europe/Berlin, 2026-11-18T10:00:00.001Z, HOUR",
			"2026-11-18T10:00:00Z, Europe/Berlin, 2026-11-18T10:59:59.999Z, HOUR",
			"2026-11-18T10:00:00Z, Europe/Berlin, 2026-11-18T11:00:00Z, TODAY",
			"2026-11-18T10:00:00Z, Europe/Berlin, 2026-11-18T22:59:59Z, TODAY",
			"2026-11-18T10:00:00Z, Europe/Berlin, 2026-11-18T23:00:00Z, WEEK",
			"2026-11-18T10:00:00Z, UTC, 2026-11-18T23:00:00Z, TODAY",
			"2026-11-18T10:00:00Z, Asia/Tokyo, 2026-11-18T15:00:00Z, WEEK",
			"2026-11-18T10:00:00Z, Europe/Berlin, 2026-11-22T22:59:59Z, WEEK",
			"2026-11-18T10:00:00Z, Europe/Berlin, 2026-11-22T23:00:00Z, LATER",
			"2026-11-22T12:00:00Z, Europe/Berlin, 2026-11-22T23:00:00Z, LATER",
			"2026-11-18T22:30:00Z, Europe/Berlin, 2026-11-18T23:15:00Z, HOUR",
			"2026-10-25T00:30:00Z, Europe/Berlin, 2026-10-25T22:59:59Z, TODAY",
			"2026-10-25T00:30:00Z, Europe/Berlin, 2026-10-25T23:00:00Z, LATER" })
	void aDueTimeBelongsToOneBucket(Instant now, ZoneId zone, Instant due, Bucket bucket) {
		assertThat(Bucket.Borders.at(now, zone).of(due)).isEqualTo(bucket);
	}

	@Property
	void whatIsSearchedForIsWhatBelongsThere(@ForAll("moments") Instant now, @ForAll("zones") ZoneId zone,
			@ForAll("distances") Duration distance) {
		Bucket.Borders borders = Bucket.Borders.at(now, zone);
		Instant due = now.plus(distance);
		List<Bucket> found = Arrays.stream(Bucket.values())
			.filter((bucket) -> borders.from(bucket) == null || !due.isBefore(borders.from(bucket)))
			.filter((bucket) -> borders.before(bucket) == null || due.isBefore(borders.before(bucket)))
			.toList();
		assertThat(found).containsExactly(borders.of(due));
	}

	@Provide
	Arbitrary<Instant> moments() {
		return Arbitraries.longs()
			.between(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli(),
					Instant.parse("2028-01-01T00:00:00Z").toEpochMilli())
			.map(Instant::ofEpochMilli);
	}

	@Provide
	Arbitrary<Duration> distances() {
		return Arbitraries.longs()
			.between(-Duration.ofDays(10).toMillis(), Duration.ofDays(10).toMillis())
			.map(Duration::ofMillis);
	}

	@Provide
	Arbitrary<ZoneId> zones() {
		return Arbitraries.of("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia")
			.map(ZoneId::of);
	}

}
