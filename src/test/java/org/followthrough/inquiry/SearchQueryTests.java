package org.followthrough.inquiry;

import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.followthrough.web.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What can be asked for.
 */
class SearchQueryTests {

	@Property(tries = 300)
	void anAddressSaysTheSameAgain(@ForAll("queries") Map<String, String> given) {
		SearchQuery query = SearchQuery.of(given);
		assertThat(SearchQuery.ofAddress(query.address())).isEqualTo(query);
		assertThat(SearchQuery.ofAddress(query.address()).address()).isEqualTo(query.address());
	}

	@Provide
	Arbitrary<Map<String, String>> queries() {
		return Arbitraries.maps(Arbitraries.of("team", "owner", "product", "person", "customer"),
				Arbitraries.strings().ofMinLength(1).ofMaxLength(40));
	}

	@ParameterizedTest
	@CsvSource({ "colour, red", "number, 12", "number, FT-2026-1", "text, of", "subject, ??", "openedFrom, yesterday",
			"openedFrom, 0001-01-01", "outcome, exploded", "broken, heart" })
	void whatCannotBeUnderstoodIsNamedByItsField(String field, String value) {
		assertThatExceptionOfType(Invalid.class).isThrownBy(() -> SearchQuery.of(Map.of(field, value)))
			.satisfies((refused) -> assertThat(refused.fields()).containsOnlyKeys(field));
	}

	@Test
	void daysMayNotBeUpsideDown() {
		assertThatExceptionOfType(Invalid.class)
			.isThrownBy(() -> SearchQuery.of(Map.of("closedFrom", "2026-02-01", "closedTo", "2026-01-31")))
			.satisfies((refused) -> assertThat(refused.fields()).containsOnlyKeys("closedTo"));
		assertThat(SearchQuery.of(Map.of("closedFrom", "2026-02-01", "closedTo", "2026-02-01")).words())
			.isEqualTo("Closed from: 2026-02-01; Closed until: 2026-02-01");
	}

	@Test
	void blanksAreLeftOut() {
		assertThat(SearchQuery.of(Map.of("team", "  ", "owner", "")).isAll()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "Export stops, +export +stops", "the export of 500 rows, +export +500 +rows", "print*, +print*",
			"C++ compiler (new), +compiler +new", "*print, +print", "a*b printer, +printer" })
	void wordsAreLookedForAsTheIndexHasThem(String given, String expression) {
		assertThat(TextQuery.of(given).expression()).isEqualTo(expression);
	}

}
