package org.followthrough.journey;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.followthrough.teams.Span;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The table of targets as a file: what a form shows of it, and what is written back.
 */
class TargetFileTests {

	private static final String FILE = "targets.dmn";

	private static final Models SHIPPED = Models.shipped();

	private static final byte[] TABLE = SHIPPED.content(FILE);

	private static final List<TargetRow> ROWS = new TargetFile(TABLE).rows();

	@Test
	void theShippedTableIsAllRowsOfPlainValues() {
		TargetFile file = new TargetFile(TABLE);
		assertThat(file.obstacles()).isEmpty();
		assertThat(file.rows()).hasSize(6);
		assertThat(file.rows().get(1)).satisfies((row) -> {
			assertThat(row.severity()).isEqualTo("high");
			assertThat(row.plan()).isEqualTo("premium");
			assertThat(row.kind()).isNull();
			assertThat(row.target().acknowledgeWithin()).isEqualTo(Span.parse("PT30M"));
			assertThat(row.target().roundTheClock()).isFalse();
		});
		assertThat(file.words().get(0)).isEqualTo("1. severity critical, plan any, anybody (Nobody can work): "
				+ "acknowledge within 30 min; answer within 1 h; update every 2 h; word after answer 2 days; "
				+ "remind customer every 1 day; wait at most 1 day; engineering answers within 2 h; "
				+ "engineering reports every 4 h; verify within 4 h; call next after 1 h; round the clock");
	}

	@Test
	void rowsAreWrittenAndReadAgain() {
		List<TargetRow> changed = new ArrayList<>(ROWS);
		changed.add(0, new TargetRow("", "Gold & \u00fcberall <b>", "high", "gold", "colleague", ROWS.get(3).target()));
		changed.remove(3);
		changed.add(1, changed.remove(3));
		byte[] written = new TargetFile(TABLE).with(changed);
		assertThat(problems(written)).isEmpty();
		List<TargetRow> read = new TargetFile(written).rows();
		assertThat(read).hasSize(6);
		assertThat(read.get(0).id()).isNotEmpty();
		assertThat(read.get(0)).usingRecursiveComparison().ignoringFields("id").isEqualTo(changed.get(0));
		assertThat(read.subList(1, 6)).isEqualTo(changed.subList(1, 6));
	}

	/**
	 * Camunda Modeler opens no file in which an id stands twice, or a row lacks a cell.
	 */
	@Test
	void whatIsWrittenAgainAndAgainIsWholeForAModeler() {
		byte[] written = TABLE;
		for (int i = 0; i < 3; i++) {
			List<TargetRow> more = new ArrayList<>(new TargetFile(written).rows());
			more.add(i, new TargetRow("", "Another", "high", "plan" + i, null, ROWS.get(3).target()));
			more.remove(4);
			written = new TargetFile(written).with(more);
		}
		Document file = Jsoup.parse(new String(written, StandardCharsets.UTF_8), "", Parser.xmlParser());
		assertThat(file.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
		assertThat(file.select("rule")).hasSize(ROWS.size()).allSatisfy((rule) -> {
			assertThat(rule.select("> inputEntry > text")).hasSize(file.select("input").size());
			assertThat(rule.select("> outputEntry > text")).hasSize(file.select("output").size());
		});
		assertThat(file.select("dmndi|DMNShape").attr("dmnElementRef")).isEqualTo("targets");
	}

	@Test
	void allElseInTheFileIsKept() {
		String edited = SHIPPED
			.with(FILE, "<input id=\"plan\"",
					"<input id=\"plan\" biodi:width=\"321\" xmlns:biodi=\"http://bpmn.io/schema/dmn/biodi/2.0\"")
			.with(FILE, "label=\"Answered within\"", "label=\"How soon we answer\"")
			.with(FILE, "<decisionTable", "<!-- mine --><decisionTable")
			.text(FILE);
		byte[] once = new TargetFile(edited.getBytes(StandardCharsets.UTF_8)).with(ROWS.subList(2, 6));
		assertThat(new String(once, StandardCharsets.UTF_8))
			.contains("width=\"321\"", "How soon we answer", "<!-- mine", "dmndi:DMNShape", "high-acknowledge-within",
					"\"critical\",\"high\"", "historyTimeToLive=\"P3650D\"")
			.doesNotContain("rule-critical");
		byte[] twice = new TargetFile(once).with(ROWS.subList(2, 6));
		assertThat(new String(twice, StandardCharsets.UTF_8)).as("nothing grows from version to version")
			.isEqualTo(new String(once, StandardCharsets.UTF_8));
	}

	@Test
	void descriptionsComeAndGo() {
		List<TargetRow> changed = new ArrayList<>(ROWS);
		TargetRow last = ROWS.get(5);
		changed.set(5, new TargetRow(last.id(), "", last.severity(), last.plan(), last.kind(), last.target()));
		byte[] without = new TargetFile(TABLE).with(changed);
		assertThat(new TargetFile(without).rows()).isEqualTo(changed);
		assertThat(new TargetFile(new TargetFile(without).with(ROWS)).rows()).isEqualTo(ROWS);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"<text>\"critical\"</text>|<text>\"critical\",\"high\"</text>|Row 1, column \"severity\" holds",
			"<text>\"colleague\"</text>|<text>not(\"customer\")</text>|Row 5, column \"customerKind\" holds",
			"<text>\"PT8H\"</text>|<text>if severity = \"low\" then \"PT8H\" else \"PT4H\"</text>|Row 4, column \"acknowledgeWithin\" holds",
			"<text>\"PT8H\"</text>|<text></text>|Row 4, column \"acknowledgeWithin\" holds",
			"hitPolicy=\"FIRST\"|hitPolicy=\"ANY\"|isn't the first row",
			"<text>customerPlan</text>|<text>upper case(customerPlan)</text>|upper case",
			"name=\"hours\"|name=\"hour\"|\"hour\"",
			"<inputEntry id=\"low-plan\">|<inputEntry id=\"low-plan\" expressionLanguage=\"feel\">|Row 4 holds more than values" })
	void whatAFormCantShowIsNamedAndNeverWritten(String part, String by, String words) {
		TargetFile file = new TargetFile(SHIPPED.with(FILE, part, by).content(FILE));
		assertThat(file.obstacles()).anySatisfy((obstacle) -> assertThat(obstacle).contains(words));
		assertThat(file.rows()).isEmpty();
		assertThat(file.words()).as("the history still tells of it").hasSize(6);
		assertThatIllegalStateException().isThrownBy(() -> file.with(ROWS));
	}

	@Test
	void aColumnMoreIsNamed() {
		String edited = SHIPPED.text(FILE)
			.replace("<output id=\"hours\"",
					"<output id=\"more\" name=\"more\" typeRef=\"string\" /><output id=\"hours\"")
			.replaceAll("(<outputEntry id=\"[a-z-]+-hours\">)", "<outputEntry><text>\"x\"</text></outputEntry>$1");
		assertThat(new TargetFile(edited.getBytes(StandardCharsets.UTF_8)).obstacles())
			.containsExactly("The column \"more\" is none of this page's.");
	}

	@Test
	void anotherDecisionInTheFileIsNamed() {
		String edited = SHIPPED.with(FILE, "<dmndi:DMNDI>",
				"<decision id=\"other\" name=\"Other\"><literalExpression><text>1</text></literalExpression></decision><dmndi:DMNDI>")
			.text(FILE);
		assertThat(new TargetFile(edited.getBytes(StandardCharsets.UTF_8)).obstacles())
			.containsExactly("The file holds other decisions, too.");
	}

	@Test
	void rowsThatNeverAnswerAreFound() {
		List<TargetDraft> rows = new ArrayList<>(ROWS.stream().map(TargetRow::draft).toList());
		assertThat(TargetDraft.hidden(rows)).isEmpty();
		rows.add(1, rows.remove(4));
		assertThat(TargetDraft.hidden(rows)).as("each still has somebody to answer for").isEmpty();
		rows.add(0, rows.remove(5));
		assertThat(TargetDraft.hidden(rows)).containsOnlyKeys(1, 2, 3, 4, 5).containsValue(0);
	}

	/** What the page says which row answers is what the engine says. */
	@Property(tries = 100)
	void theRowThatThePageMarksIsTheOneThatAnswers(@ForAll("tables") List<TargetRow> rows,
			@ForAll("severities") String severity, @ForAll("plans") String plan, @ForAll("kinds") String kind) {
		byte[] file = new TargetFile(TABLE).with(rows);
		int answering = TargetDraft.answering(rows.stream().map(TargetRow::draft).toList(), severity, plan, kind)
			.orElseThrow();
		Map<String, Object> said = new HashMap<>();
		assertThat(new DecisionCheck(file, ModelWords.TARGETS).objection(TargetRules.inputs(severity, plan, kind),
				(row) -> {
					said.putAll(row);
					return null;
				}))
			.isEmpty();
		assertThat(TargetRules.target(said)).isEqualTo(rows.get(answering).target());
	}

	/** Rows that differ in what they say, the last of them for everybody. */
	@Provide
	Arbitrary<List<TargetRow>> tables() {
		Arbitrary<TargetRow> row = Combinators
			.combine(severities().injectNull(0.4), plans().injectNull(0.4), kinds().injectNull(0.4))
			.as((severity, plan, kind) -> row(severity, plan, kind));
		return row.list().ofMaxSize(6).map((some) -> {
			List<TargetRow> rows = new ArrayList<>(some);
			rows.add(row(null, null, null));
			for (int at = 0; at < rows.size(); at++) {
				TargetRow one = rows.get(at);
				List<Span> times = new ArrayList<>(one.times().values());
				times.set(0, Span.ofDays(at + 1));
				rows.set(at, new TargetRow("", "", one.severity(), one.plan(), one.kind(),
						TargetRules.target(times, at % 2 == 0)));
			}
			return rows;
		});
	}

	private static TargetRow row(String severity, String plan, String kind) {
		return new TargetRow("", "", severity, plan, kind, ROWS.get(0).target());
	}

	@Provide
	Arbitrary<String> severities() {
		return Arbitraries.of("high", "normal", "low");
	}

	@Provide
	Arbitrary<String> plans() {
		return Arbitraries.of("standard", "premium", "7-stars");
	}

	@Provide
	Arbitrary<String> kinds() {
		return Arbitraries.of("customer", "colleague");
	}

	private static List<ModelProblem> problems(byte[] file) {
		return new JourneyContract(Models.steps()).check(Map.of(FILE, file), JourneyContract.Published.NOTHING);
	}

}
