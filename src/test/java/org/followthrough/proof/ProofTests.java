package org.followthrough.proof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpServer;
import org.followthrough.audit.Rfc6962;
import org.followthrough.cases.SupportCase;
import org.followthrough.database.Transactions;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.TableOwner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Auditors take the history with them and check it by themselves, whatever was done to
 * it. The system property {@code proof.changes} says how many random changes are tried.
 */
@Tag("thorough")
@FollowthroughTest
class ProofTests {

	private static final int CHANGES = Integer.getInteger("proof.changes", 40);

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Api api;

	@Autowired
	private ProofLog log;

	@Autowired
	private ProofMapper rows;

	@Autowired
	private Transactions transactions;

	@Autowired
	private Clock clock;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TableOwner owner;

	@TempDir
	private Path folder;

	private SupportCase one;

	@BeforeEach
	void somethingIsRecorded() {
		this.one = this.worker.openAt("investigate");
		this.worker.openAt("acknowledge");
		this.worker.awaitDelivery();
	}

	@Test
	void whatNobodyTouchedFits() throws Exception {
		AuditVerifier.Result result = check(export(""), List.of());
		assertThat(result.findings()).isEmpty();
		assertThat(result.isWhole()).isTrue();
		assertThat(result.lines()).last().isEqualTo("Everything fits.");
	}

	@Test
	void aCaseIsProvedWithoutShowingTheOthers() throws Exception {
		List<String> lines = export("?case=" + this.one.number());
		assertThat(lines).filteredOn((line) -> line.startsWith("entry") || line.startsWith("leaf"))
			.hasSizeGreaterThan(6)
			.allMatch((line) -> line.contains("\t" + this.one.number() + "\t"));
		assertThat(lines).filteredOn((line) -> line.startsWith("proof")).isNotEmpty();
		assertThat(check(lines, List.of()).findings()).isEmpty();
		List<String> forged = forgedFrom(lines, 3);
		assertThat(check(forged, List.of()).findings()).anyMatch((line) -> line.startsWith(this.one.number()));
	}

	@Test
	void eachRandomChangeOfAnExportIsFoundAndTheEntryNamed() throws Exception {
		List<String> whole = export("");
		Random random = new Random(6962);
		AtomicInteger found = new AtomicInteger();
		for (int i = 0; i < CHANGES; i++) {
			Change change = Change.random(whole, random);
			AuditVerifier.Result result = check(change.lines(), List.of());
			assertThat(result.isWhole()).as(change.what()).isFalse();
			assertThat(result.findings()).as(change.what())
				.anyMatch((line) -> line.startsWith(change.stream() + ", entry ")
						|| line.equals("The export was cut off."));
			found.incrementAndGet();
		}
		System.out.printf("%d random changes of %d lines, %d found%n", CHANGES, whole.size(), found.get());
	}

	/**
	 * With full rights, and all hashes made anew, the heads and the log's leaves
	 * included.
	 */
	@Test
	void whoeverWritesAHistoryAnewIsFoundByAnyCheckpoint() throws Exception {
		this.log.checkpoint();
		List<String> forged = forgedFrom(export(""), 2);
		assertThat(check(forged, List.of()).findings())
			.anyMatch((line) -> line.startsWith(this.one.number() + ", entry") && line.contains("written anew"));
		String last = lastOf(forged, this.one.number());
		List<String> withLeaves = forged.stream()
			.map((line) -> line.startsWith("leaf\t") && line.split("\t")[2].equals(this.one.number())
					&& line.split("\t")[3].equals(last.split("\t")[2])
							? line.substring(0, line.lastIndexOf('\t') + 1) + last.split("\t")[3] : line)
			.toList();
		assertThat(check(withLeaves, List.of()).findings())
			.anyMatch((line) -> line.contains("not the one that was signed"));
	}

	@Test
	void aChangedRowOfTheDatabaseIsNamed() throws Exception {
		this.log.checkpoint();
		String of = " WHERE stream = '" + this.one.number() + "' AND seq = 3";
		String content = this.database.queryForObject("SELECT content FROM audit_entry" + of, String.class);
		changes("UPDATE audit_entry SET content = REPLACE(content, '\"at\":\"20', '\"at\":\"19')" + of);
		try {
			assertThat(check(export(""), List.of()).findings()).singleElement()
				.asString()
				.startsWith(this.one.number() + ", entry 3 was changed");
		}
		finally {
			changes("UPDATE audit_entry SET content = ?" + of, content);
		}
	}

	@Test
	void aLogThatWasCutOffOrSignedAnewContradictsTheCheckpointsThatWereKept() throws Exception {
		Checkpoint kept = this.log.checkpoint().orElseThrow();
		Path file = Files.writeString(this.folder.resolve("kept.txt"), kept.note() + "\n");
		this.worker.openAt("acknowledge");
		List<String> lines = export("");
		assertThat(check(lines, List.of(file)).findings()).isEmpty();
		List<String> shorter = lines.stream()
			.filter((line) -> !(line.startsWith("leaf\t") && Long.parseLong(line.split("\t")[1]) >= kept.size() - 1)
					&& !line.startsWith("checkpoint\t"))
			.toList();
		assertThat(check(shorter, List.of(file)).findings())
			.anyMatch((line) -> line.startsWith("The log ends before the " + kept.size()));
		SigningKey other = SigningKey.at("somebody", this.folder.resolve("other.pem"));
		assertThat(AuditVerifier.verify(written(lines), List.of(other.verifier()), List.of()).findings())
			.anyMatch((line) -> line.contains("not signed by a key that is trusted"));
	}

	@Test
	void checkpointsLieOutsideTheDatabase() throws Exception {
		AtomicReference<String> posted = new AtomicReference<>("");
		AtomicInteger status = new AtomicInteger(503);
		HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
		server.createContext("/", (exchange) -> {
			posted.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			exchange.sendResponseHeaders(status.get(), -1);
			exchange.close();
		});
		server.start();
		try {
			Outside outside = new Outside(this.rows, this.transactions,
					new ProofSettings("followthrough", Duration.ofMinutes(5), this.folder.resolve("key.pem"),
							this.folder.resolve("kept"),
							URI.create("http://localhost:" + server.getAddress().getPort() + "/")),
					this.clock);
			Checkpoint checkpoint = this.log.checkpoint().orElseThrow();
			outside.take(Optional.of(checkpoint));
			assertThat(new SignedInPerson(this.api, "auditor1").page("/audit"))
				.contains("It answered with status 503.");
			status.set(204);
			posted.set("");
			outside.take(Optional.empty());
			assertThat(posted.get()).as("what did not get there is sent again").isEqualTo(checkpoint.note());
			assertThat(new SignedInPerson(this.api, "auditor1").page("/audit"))
				.doesNotContain("It answered with status 503.");
			try (var files = Files.list(this.folder.resolve("kept"))) {
				assertThat(files).singleElement()
					.satisfies((file) -> assertThat(Files.readString(file)).isEqualTo(checkpoint.note() + "\n"));
			}
		}
		finally {
			server.stop(0);
		}
	}

	@Test
	void auditorsReadWhetherTheDatabaseKeepsEntriesFromTheApplication() {
		SignedInPerson auditor = new SignedInPerson(this.api, "auditor1");
		assertThat(auditor.page("/audit")).contains("has no right to");
		this.owner.letsHistoryBeChanged();
		assertThat(auditor.page("/audit")).contains("may change").contains("Two users of the database");
		this.owner.keepsHistory();
	}

	@ParameterizedTest
	@ValueSource(strings = { "agent1", "engineer1", "support1", "manager1" })
	void othersDontExport(String who) {
		assertThat(this.api.get(who, "/audit/export").status()).isEqualTo(403);
		assertThat(this.api.get(who, "/audit/checkpoints").status()).isEqualTo(403);
		SignedInPerson person = new SignedInPerson(this.api, who);
		assertThat(person.get("/audit").statusCode()).isEqualTo(403);
		assertThat(person.get("/audit/export").statusCode()).isEqualTo(403);
	}

	@Test
	void anExportIsRecordedAndOneOfNoCaseIsRefused() throws Exception {
		export("?case=" + this.one.number());
		assertThat(this.database.queryForList("""
				SELECT CONCAT(actor, ' ', JSON_VALUE(content, '$.details.scope')) FROM audit_entry
				WHERE stream = 'system' AND action = 'audit.exported' ORDER BY seq DESC LIMIT 1
				""", String.class)).containsExactly("auditor1 " + this.one.number());
		Api.Answer unknown = this.api.get("auditor1", "/audit/export?case=FT-1999-000001");
		assertThat(unknown.status()).isEqualTo(404);
		assertThat(unknown.text()).contains("There is no case with this number");
	}

	@Test
	void theProgramIsOneFileThatRunsByItself() throws Exception {
		Path program = this.folder.resolve("AuditVerifier.java");
		Files.write(program, new SignedInPerson(this.api, "auditor1").get("/audit/verifier").body());
		Path export = written(export(""));
		Process run = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				program.toString(), "--key", this.log.verifier(), export.toString())
			.redirectErrorStream(true)
			.start();
		String told = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(told).contains("Everything fits.");
		assertThat(run.waitFor()).isZero();
	}

	private void changes(String sql, Object... values) {
		this.owner.letsHistoryBeChanged();
		assertThat(this.transactions.retrying(() -> this.database.update(sql, values))).isEqualTo(1);
		this.owner.keepsHistory();
	}

	private List<String> export(String query) throws IOException {
		HttpResponse<byte[]> answer = new SignedInPerson(this.api, "auditor1").get("/audit/export" + query);
		assertThat(answer.statusCode()).isEqualTo(200);
		try (GZIPInputStream lines = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
			return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
	}

	private Path written(List<String> lines) throws IOException {
		return Files.writeString(this.folder.resolve("export.tsv"), String.join("\n", lines) + "\n");
	}

	private AuditVerifier.Result check(List<String> lines, List<Path> kept) throws Exception {
		return AuditVerifier.verify(written(lines), List.of(this.log.verifier()), kept);
	}

	private static String lastOf(List<String> lines, String stream) {
		return lines.stream()
			.filter((line) -> line.startsWith("entry\t" + stream + "\t"))
			.reduce((first, second) -> second)
			.orElseThrow();
	}

	/** An entry is changed, and all hashes of its stream after it are made anew. */
	private List<String> forgedFrom(List<String> lines, int seq) {
		List<String> forged = new ArrayList<>();
		byte[] before = new byte[32];
		for (String line : lines) {
			String[] parts = line.split("\t");
			if (!line.startsWith("entry\t" + this.one.number() + "\t")) {
				forged.add(line);
				continue;
			}
			String content = (Integer.parseInt(parts[2]) == seq) ? parts[4].replace("\"at\":\"20", "\"at\":\"19")
					: parts[4];
			before = Rfc6962.node(before, Rfc6962.leaf(content.getBytes(StandardCharsets.UTF_8)));
			forged.add(String.join("\t", parts[0], parts[1], parts[2], HexFormat.of().formatHex(before), content));
		}
		return forged;
	}

	/**
	 * Something that was done to an export.
	 */
	private record Change(String what, String stream, List<String> lines) {

		static Change random(List<String> whole, Random random) {
			List<String> lines = new ArrayList<>(whole);
			int first = 0;
			while (!lines.get(first).startsWith("entry\t")) {
				first++;
			}
			int at;
			do {
				at = random.nextInt(lines.size());
			}
			while (!lines.get(at).startsWith("entry\t"));
			String[] parts = lines.get(at).split("\t");
			String what = switch (random.nextInt(7)) {
				case 0 -> {
					parts[4] = otherByte(parts[4], random);
					yield "a byte of the content";
				}
				case 1 -> {
					parts[3] = otherByte(parts[3], random);
					yield "a digit of the hash";
				}
				case 2 -> {
					parts[4] = parts[4].replace("\"at\":\"20", "\"at\":\"19");
					yield "the time";
				}
				case 3 -> "dropped";
				case 4 -> "twice";
				case 5 -> "moved";
				default -> "cut off";
			};
			String changed = String.join("\t", parts);
			switch (what) {
				case "dropped" -> lines.remove(at);
				case "twice" -> lines.add(at, changed);
				case "moved" -> {
					lines.remove(at);
					lines.add(Math.max(first, at - 1 - random.nextInt(3)), changed);
				}
				case "cut off" -> lines.subList(at, lines.size()).clear();
				default -> lines.set(at, changed);
			}
			if (lines.equals(whole)) {
				return random(whole, random);
			}
			return new Change(what + ": " + Arrays.toString(parts), parts[1], lines);
		}

		private static String otherByte(String text, Random random) {
			int at = random.nextInt(text.length());
			char now = text.charAt(at);
			char other = (now == '7') ? '3' : '7';
			return text.substring(0, at) + other + text.substring(at + 1);
		}

	}

}
