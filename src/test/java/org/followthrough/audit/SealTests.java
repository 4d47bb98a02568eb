package org.followthrough.audit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people wrote is read by whoever has both halves of the secret, and by nobody else.
 */
class SealTests {

	private static final byte[] SECRET = Seal.random();

	private static final byte[] SALT = Seal.random();

	private final Seal seal = Seal.of(17, SECRET, SALT);

	@Test
	void wordsAreSealedAndWhatRoutesStaysOpen() {
		Map<String, Object> sealed = sealed(this.seal, "case.ending", Map.of("as", "spam", "reason", "Ada wrote so."));
		assertThat(sealed.get("details")).isEqualTo(Map.of("as", "spam"));
		assertThat(CanonicalJson.write(sealed)).doesNotContain("Ada").contains("\"names\":[\"reason\"]");
		assertThat(read(this.seal, sealed)).isEqualTo(Map.of("reason", "Ada wrote so."));
	}

	@Test
	void whatNobodyHasNamedAsOpenIsSealed() {
		assertThat(sealed(this.seal, "case.new-thing", Map.of("somethingNew", "Ada")).get("details"))
			.isEqualTo(Map.of());
		assertThat(sealed(this.seal, "case.new-thing", Map.of("somethingNew", 5)).get("details"))
			.isEqualTo(Map.of("somethingNew", 5));
	}

	@Test
	void withoutEitherHalfOrAtAnotherPlaceNothingIsRead() {
		Map<String, Object> sealed = sealed(this.seal, "case.opened", Map.of("subject", "Ada"));
		assertThat(read(Seal.of(17, null, SALT), sealed)).isNull();
		assertThat(read(Seal.of(17, SECRET, null), sealed)).isNull();
		assertThat(read(Seal.of(17, SECRET, Seal.random()), sealed)).isNull();
		sealed.put("seq", 6);
		assertThat(read(this.seal, sealed)).isNull();
	}

	@Test
	void whatComesAfterTheSecretWentIsLeftOut() {
		Map<String, Object> late = sealed(Seal.of(17, null, null), "case.ending", Map.of("reason", "Ada"));
		assertThat(CanonicalJson.write(late)).doesNotContain("Ada").contains("reason").doesNotContain("\"text\"");
	}

	@Test
	void itCostsMicroseconds() {
		Map<String, Object> details = Map.of("words", "It works, thank you very much for your patience.".repeat(5));
		for (int i = 0; i < 20_000; i++) {
			sealed(this.seal, "signoff.answered", details);
		}
		long start = System.nanoTime();
		for (int i = 0; i < 20_000; i++) {
			sealed(this.seal, "signoff.answered", details);
		}
		double each = (System.nanoTime() - start) / 20_000 / 1e3;
		System.out.printf("%.1f microseconds an entry to seal%n", each);
		assertThat(each).isLessThan(1000);
	}

	private static Map<String, Object> sealed(Seal by, String action, Map<String, Object> details) {
		Map<String, @Nullable Object> content = new LinkedHashMap<>(
				Map.of("stream", "FT-2026-000001", "seq", 5, "action", action, "details", details));
		by.seal(content);
		return new HashMap<>(content);
	}

	private static @Nullable Map<String, Object> read(Seal by, Map<String, Object> content) {
		Map<?, ?> sealed = (Map<?, ?>) Objects.requireNonNull(content.get("sealed"));
		return by.read((String) sealed.get("text"), content);
	}

}
