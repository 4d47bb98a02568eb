package org.followthrough.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.followthrough.audit.UnchainedEntries;
import org.followthrough.testing.RunningJar;
import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the chain costs: lives of cases a second, led by 8 clients on two nodes of one
 * database, with the chain and without it in turn.
 */
@Tag("bench")
class ChainCostIT {

	private static final int CLIENTS = 8;

	private static final int WARM_UP = Integer.getInteger("bench.warmUp", 3000);

	private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("bench.seconds", 30));

	/** Each is measured in so many parts, in turn. */
	private static final int PARTS = 6;

	@Test
	void theChainCostsAtMostATenth() throws IOException {
		try (SmtpSink mail = new SmtpSink();
				Pair chained = new Pair("chained", Map.of(), mail);
				Pair unchained = new Pair("unchained", unchained(), mail)) {
			Load.times(CLIENTS, WARM_UP, chained::live);
			Load.times(CLIENTS, WARM_UP, unchained::live);
			double with = 0;
			double without = 0;
			for (int part = 0; part < PARTS; part++) {
				with += Load.rate(CLIENTS, MEASURED.dividedBy(PARTS), chained::live) / PARTS;
				without += Load.rate(CLIENTS, MEASURED.dividedBy(PARTS), unchained::live) / PARTS;
			}
			System.out.printf(Locale.ROOT,
					"%d clients on two nodes: %.1f lives a second with the chain, %.1f without; ratio %.3f%n", CLIENTS,
					with, without, with / without);
			assertThat(with / without).isGreaterThan(0.9);
		}
	}

	private static Map<String, byte[]> unchained() throws IOException {
		String path = UnchainedEntries.class.getName().replace('.', '/') + ".class";
		try (InputStream compiled = Objects
			.requireNonNull(UnchainedEntries.class.getClassLoader().getResourceAsStream(path))) {
			return Map.of(path, compiled.readAllBytes(),
					"META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports",
					UnchainedEntries.class.getName().getBytes(StandardCharsets.UTF_8));
		}
	}

	/**
	 * Two nodes of one database: that of the first.
	 */
	private static final class Pair implements AutoCloseable {

		private final List<RunningJar> nodes = new ArrayList<>();

		private final List<CaseLife> lives = new ArrayList<>();

		private final AtomicInteger next = new AtomicInteger();

		Pair(String name, Map<String, byte[]> changed, SmtpSink mail) throws IOException {
			Path data = TestSettings.TARGET.resolve("it-data").resolve(name);
			TestSettings.forget(data);
			start(name + "-1", changed, mail, "--followthrough.data=" + data);
			start(name + "-2", changed, mail,
					"--spring.datasource.url=jdbc:mariadb://127.0.0.1:" + Files.readString(data.resolve("mariadb.port"))
							+ "/followthrough",
					"--spring.datasource.username=followthrough_app",
					"--spring.datasource.password=" + Files.readString(data.resolve("database.password")),
					"--followthrough.data=" + data.resolve("second"));
			String token = TasklistVisit.token(this.nodes.get(0));
			this.nodes.forEach((node) -> this.lives.add(new CaseLife(node, token, mail)));
		}

		private void start(String name, Map<String, byte[]> changed, SmtpSink mail, String... settings) {
			// Without chained entries there is nothing to count figures from.
			RunningJar node = RunningJar.startWith(changed, name,
					Stream
						.concat(Stream.of(settings),
								Stream.of("--followthrough.demo.cases=false", "--followthrough.figures.every=P1D",
										"--followthrough.mail.smtp.port=" + mail.port(), "--logging.level.root=WARN"))
						.toArray(String[]::new));
			this.nodes.add(node);
			node.awaitFirstPage();
		}

		void live() {
			this.lives.get(this.next.getAndIncrement() % this.lives.size()).live(new Latencies());
		}

		@Override
		public void close() {
			for (int i = this.nodes.size() - 1; i >= 0; i--) {
				this.nodes.get(i).close();
			}
		}

	}

}
