package org.followthrough.export;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipFile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.followthrough.testing.Api;
import org.followthrough.testing.Corpora;
import org.followthrough.testing.TestSettings;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds exports of all cases against the tables, with SQL and readers of its own, and
 * against the schemas that others have published.
 */
@TestComponent
public class ExportCheck {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final List<String> GLOBAL = List.of("concept:name", "lifecycle:transition", "time:timestamp",
			"org:resource", "org:role");

	private static final String OF_CASES = " FROM audit_entry e JOIN support_case c ON c.number = e.stream ";

	private final HttpClient client = HttpClient.newHttpClient();

	private final Api api;

	private final JdbcTemplate database;

	ExportCheck(Api api, JdbcTemplate database) {
		this.api = api;
		this.database = database;
	}

	/**
	 * Saves an export.
	 * @param ending the format, with what is asked for
	 * @return the file
	 */
	public Path save(String ending) {
		Path file = TestSettings.TARGET.resolve("exports").resolve("cases." + ending.replaceAll("\\?.*", ""));
		try {
			Files.createDirectories(file.getParent());
			Files.deleteIfExists(file);
			HttpRequest request = HttpRequest
				.newBuilder(URI.create(this.api.address("/api/v1/audit/exports/cases." + ending)))
				.header("Authorization", Api.basic("auditor1"))
				.build();
			HttpResponse<Path> answer = this.client.send(request, HttpResponse.BodyHandlers.ofFile(file));
			assertThat(answer.statusCode()).as(ending).isEqualTo(200);
			return file;
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * All cases as XES.
	 * @return how many events there are
	 */
	public int xesHoldsWhatTheTablesSay() throws Exception {
		List<String> numbers = new ArrayList<>();
		Map<String, Long> actions = new TreeMap<>();
		Map<String, Long> outcomes = new TreeMap<>();
		ExportedLog.read(save("xes"), (trace) -> {
			numbers.add(trace.attributes().get("concept:name"));
			outcomes.merge(trace.attributes().get("ft:outcome"), 1L, Long::sum);
			for (Map<String, String> event : trace.events()) {
				assertThat(event.keySet()).containsAll(GLOBAL);
				actions.merge(event.get("ft:action"), 1L, Long::sum);
			}
		});
		return logIsAsTheTablesSay(numbers, actions, outcomes);
	}

	private int logIsAsTheTablesSay(List<String> numbers, Map<String, Long> actions, Map<String, Long> outcomes) {
		assertThat(numbers).containsExactlyElementsOf(
				this.database.queryForList("SELECT number FROM support_case ORDER BY opened_at, id", String.class));
		assertThat(actions).isEqualTo(expectedActions());
		assertThat(outcomes).isEqualTo(expectedOutcomes());
		return actions.values().stream().mapToInt(Long::intValue).sum();
	}

	private Map<String, Long> expectedOutcomes() {
		return counts("SELECT COALESCE(LOWER(closed_as), 'open'), COUNT(*) FROM support_case GROUP BY 1");
	}

	/** Each entry is an event, but for readers and the way of the journey. */
	private Map<String, Long> expectedActions() {
		Map<String, Long> expected = counts("SELECT e.action, COUNT(*)" + OF_CASES
				+ "WHERE e.action NOT IN ('case.seen', 'case.exported', 'journey.moved') GROUP BY e.action");
		DrawnSteps drawn = new DrawnSteps();
		AtomicLong moves = new AtomicLong();
		this.database.query("""
				SELECT JSON_VALUE(e.content, '$.details.process'), f.id, COUNT(*)
				""" + OF_CASES + """
				JOIN JSON_TABLE(e.content, '$.details.flows[*]' COLUMNS (id VARCHAR(200) PATH '$')) f
				WHERE e.action = 'journey.moved' GROUP BY 1, 2
				""", (row) -> {
			moves.addAndGet(row.getLong(3) * drawn.of(row.getString(1), row.getString(2)));
		});
		if (moves.get() > 0) {
			expected.put("journey.moved", moves.get());
		}
		return expected;
	}

	private Map<String, Long> counts(String sql) {
		Map<String, Long> counts = new TreeMap<>();
		this.database.query(sql, (row) -> {
			counts.put(row.getString(1), row.getLong(2));
		});
		return counts;
	}

	/**
	 * All cases as OCEL: each object is there once, and nothing points at one that isn't.
	 */
	public void ocelHoldsWhatTheTablesSay() throws Exception {
		Set<String> events = new HashSet<>();
		Set<String> types = new HashSet<>();
		Set<String> objects = new HashSet<>();
		Set<String> pointedAt = new HashSet<>();
		Set<String> declared = new HashSet<>();
		Map<String, Long> actions = new TreeMap<>();
		Map<String, Long> byType = new TreeMap<>();
		Map<String, Long> promises = new TreeMap<>();
		Map<String, Long> cases = new TreeMap<>();
		try (JsonParser json = JSON.createParser(save("json").toFile())) {
			json.nextToken();
			while (json.nextToken() == JsonToken.FIELD_NAME) {
				String list = json.currentName();
				if (json.nextToken() != JsonToken.START_ARRAY) {
					json.skipChildren();
					continue;
				}
				while (json.nextToken() != JsonToken.END_ARRAY) {
					JsonNode one = json.readValueAsTree();
					one.path("relationships").forEach((to) -> pointedAt.add(to.path("objectId").asText()));
					switch (list) {
						case "eventTypes" -> declared.add(one.path("name").asText());
						case "events" -> {
							assertThat(events.add(one.path("id").asText())).as("twice: %s", one).isTrue();
							types.add(one.path("type").asText());
							actions.merge(value(one, "action"), 1L, Long::sum);
						}
						case "objects" -> {
							assertThat(objects.add(one.path("id").asText())).as("twice: %s", one).isTrue();
							String type = one.path("type").asText();
							byType.merge(type, 1L, Long::sum);
							if (type.equals("promise")) {
								promises.merge(value(one, "kind") + " " + value(one, "state"), 1L, Long::sum);
							}
							else if (type.equals("case")) {
								cases.merge(value(one, "state"), 1L, Long::sum);
							}
						}
						default -> assertThat(list).isEqualTo("objectTypes");
					}
				}
			}
		}
		assertThat(declared).isEqualTo(types);
		assertThat(objects).containsAll(pointedAt);
		assertThat(actions).isEqualTo(expectedActions());
		Map<String, Long> expected = counts("""
				SELECT 'case', COUNT(*) FROM support_case UNION SELECT 'promise', COUNT(*) FROM promise
				UNION SELECT 'fix', COUNT(*) FROM engineering_answer WHERE outcome = 'FIXED'
				UNION SELECT 'defect', COUNT(DISTINCT defect_id) FROM defect_case
				UNION SELECT 'customer', COUNT(DISTINCT customer_id) FROM support_case
				UNION SELECT 'task', COUNT(DISTINCT JSON_VALUE(content, '$.details.id')) FROM audit_entry
				WHERE action LIKE 'task.%'
				""");
		expected.values().removeIf((count) -> count == 0);
		byType.remove("person");
		assertThat(byType).isEqualTo(expected);
		assertThat(promises).isEqualTo(
				counts("""
						SELECT CONCAT(REPLACE(LOWER(kind), '_', '-'), ' ', COALESCE(LOWER(ending), IF(paused_at IS NULL, IF(called = 2,
						  'still-overdue', IF(called = 1, 'overdue', 'running')), 'paused'))), COUNT(*)
						FROM promise GROUP BY 1"""));
		assertThat(cases).isEqualTo(expectedOutcomes());
	}

	private static String value(JsonNode of, String name) {
		String value = "";
		for (JsonNode attribute : of.path("attributes")) {
			if (attribute.path("name").asText().equals(name)) {
				value = attribute.path("value").asText();
			}
		}
		return value;
	}

	/**
	 * All cases as tables.
	 * @param events how many events there are
	 */
	public void tablesHoldAsMuch(int events) throws IOException {
		try (ZipFile archive = new ZipFile(save("csv.zip").toFile())) {
			assertThat(rows(archive, "cases.csv"))
				.hasSize(this.database.queryForObject("SELECT COUNT(*) FROM support_case", Integer.class));
			assertThat(rows(archive, "events.csv")).hasSize(events);
			assertThat(rows(archive, "about.csv")).extracting((row) -> row.get("what"))
				.containsExactly("query", "made at", "made by", "cases", "events", "checkpoint");
		}
	}

	static List<CSVRecord> rows(ZipFile archive, String name) throws IOException {
		try (BufferedReader text = new BufferedReader(
				new InputStreamReader(archive.getInputStream(archive.getEntry(name)), StandardCharsets.UTF_8))) {
			return CSVParser.parse(text, CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())
				.getRecords();
		}
	}

	/**
	 * The log that was saved last, as a library of others counts it, where that can be
	 * installed.
	 */
	public void pm4jsCountsAsTheTablesSay() throws IOException {
		Pm4js.load(TestSettings.TARGET.resolve("exports").resolve("cases.xes")).ifPresent((found) -> {
			assertThat(found.events())
				.isEqualTo(logIsAsTheTablesSay(found.numbers(), found.actions(), found.outcomes()));
			assertThat(found.badTimes()).isZero();
			System.out.printf("pm4js loaded %d cases with %d events, each number as in the tables%n",
					found.numbers().size(), found.events());
		});
	}

	/**
	 * The files that were saved last are as the schemas of others say; skipped where
	 * these aren't at hand.
	 */
	public void filesAreAsTheSchemasSay() throws Exception {
		Path schemas = Corpora.folder("schema-xes-ocel");
		Path exports = TestSettings.TARGET.resolve("exports");
		ExportedLog.validate(exports.resolve("cases.xes"), schemas.resolve("xes-ieee-1849-2016.xsd"));
		assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
			.getSchema(Files.readString(schemas.resolve("ocel/schema_ocel2.json")), InputFormat.JSON)
			.validate(Files.readString(exports.resolve("cases.json")), InputFormat.JSON,
					(context) -> context.executionConfig((config) -> config.formatAssertionsEnabled(true))))
			.isEmpty();
	}

}
