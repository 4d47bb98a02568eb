package org.followthrough.studio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.followthrough.journey.ModelUpgrade;
import org.followthrough.studio.Merge.Conflict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes of files that an upgrade and managers have changed: what is told, and what
 * is not torn apart.
 */
class MergeTests {

	private static final String VERIFICATION = shipped("processes/verification.bpmn");

	private static final String FORM = shipped("forms/verify-fix.form");

	private static final String TRIAGE = shipped("processes/triage.dmn");

	private static Merge diagram(UnaryOperator<String> ours, UnaryOperator<String> theirs) {
		return merge("verification.bpmn", VERIFICATION, ours, theirs);
	}

	private static Merge merge(String file, String base, UnaryOperator<String> ours, UnaryOperator<String> theirs) {
		assertThat(ours.apply(base)).isNotEqualTo(base);
		assertThat(theirs.apply(base)).isNotEqualTo(base);
		return ThreeWays.merged(
				new ModelUpgrade(file, bytes(base), bytes(ours.apply(base)), 2, bytes(theirs.apply(base))), Map.of());
	}

	private static UnaryOperator<String> replacing(String part, String by) {
		return (text) -> text.replace(part, by);
	}

	private static String text(Merge merge) {
		return new String(merge.content(), StandardCharsets.UTF_8);
	}

	@Test
	void whatOnlyTheUpgradeChangedComesOverAndIsTold() {
		Merge merge = diagram(replacing("name=\"Passed\"", "name=\"It works\""),
				replacing("name=\"Failed\"", "name=\"Did not pass\""));
		assertThat(text(merge)).contains("name=\"It works\"", "name=\"Did not pass\"");
		assertThat(merge.conflicts()).isEmpty();
		assertThat(merge.came()).containsExactly("The end \"Failed\" is called \"Did not pass\" now.");
	}

	@Test
	void whatBothChangedStaysOursAndBothAreTold() {
		Merge merge = diagram(replacing("name=\"Passed\"", "name=\"It works\""),
				replacing("name=\"Passed\"", "name=\"All good\""));
		assertThat(text(merge)).contains("name=\"It works\"").doesNotContain("All good");
		Conflict conflict = merge.conflicts().get(0);
		assertThat(conflict.element()).isEqualTo("passed");
		assertThat(conflict.shipped()).isEqualTo("The end \"Passed\" is called \"All good\" now.");
		assertThat(conflict.ours()).isEqualTo("The end \"Passed\" is called \"It works\" now.");
		assertThat(conflict.why()).contains("each in its own way");
		assertThat(
				new String(
						DiagramMerge.settled(merge.content(), conflict.elements(),
								bytes(VERIFICATION.replace("name=\"Passed\"", "name=\"All good\""))),
						StandardCharsets.UTF_8))
			.contains("name=\"All good\"");
	}

	@Test
	void aStepThatTheUpgradePutsOnAWayThatWasLedElsewhereHereDoesNotComeHalf() {
		UnaryOperator<String> theirs = (text) -> text
			.replace("sourceRef=\"talk-it-over\" targetRef=\"failed\"",
					"sourceRef=\"talk-it-over\" targetRef=\"log-it\"")
			.replaceFirst("(<bpmn:endEvent id=\"failed\")",
					"<bpmn:userTask id=\"log-it\" name=\"Log it\"/><bpmn:sequenceFlow id=\"flow-logged\" "
							+ "sourceRef=\"log-it\" targetRef=\"failed\"/>$1");
		Merge merge = diagram(replacing("sourceRef=\"talk-it-over\" targetRef=\"failed\"",
				"sourceRef=\"talk-it-over\" targetRef=\"passed\""), theirs);
		assertThat(text(merge)).doesNotContain("log-it", "flow-logged").contains("targetRef=\"passed\"");
		assertThat(merge.conflicts()).hasSize(1);
		assertThat(merge.conflicts().get(0).elements()).contains("log-it", "flow-logged");
		assertThat(merge.conflicts().get(0).shipped()).contains("The task \"Log it\" was added.");
		assertThat(merge.conflicts().get(0).why()).contains("belong together");
	}

	@Test
	void whatTheUpgradeBringsBesideSomethingThatWasTakenOutHereIsAsked() {
		UnaryOperator<String> theirs = replacing("sourceRef=\"talk-it-over\" targetRef=\"failed\"",
				"name=\"then\" sourceRef=\"talk-it-over\" targetRef=\"failed\"");
		Merge merge = diagram((text) -> {
			DiagramParts parts = DiagramParts.of(bytes(text));
			DiagramParts none = DiagramParts.of(bytes(text.replace("talk-it-over", "talk-no-more")));
			parts.putBack(Set.of("talk-it-over"), none);
			return new String(parts.content(), StandardCharsets.UTF_8);
		}, theirs);
		assertThat(merge.conflicts()).hasSize(1);
		assertThat(merge.conflicts().get(0).why()).contains("taken out here");
	}

	@Test
	void whereBothGoOnDifferentlyFromOneStepACaseDoesNotGoBothWays() {
		Merge merge = diagram(ending("talk-it-over", "ours", 4000), ending("talk-it-over", "theirs", 5000));
		assertThat(text(merge)).contains("end-ours").doesNotContain("end-theirs");
		assertThat(merge.conflicts()).hasSize(1);
		assertThat(merge.conflicts().get(0).element()).isEqualTo("flow-ours");
		assertThat(merge.conflicts().get(0).ours()).contains("The end \"End ours\" was added.");
		assertThat(merge.conflicts().get(0).why()).contains("a case would go both at once");
	}

	@Test
	void aChoiceMayHaveAWayMoreFromEach() {
		Merge merge = diagram(ending(gateway(), "ours", 4000), ending(gateway(), "theirs", 5000));
		assertThat(merge.conflicts()).isEmpty();
		assertThat(text(merge)).contains("end-ours", "end-theirs");
	}

	private static String gateway() {
		Matcher found = Pattern.compile("<bpmn:exclusiveGateway id=\"([^\"]+)\" name=\"Does it work")
			.matcher(VERIFICATION);
		assertThat(found.find()).isTrue();
		return found.group(1);
	}

	@Test
	void whatWouldLieOnSomethingOfOursIsDrawnWhereThereIsRoom() {
		Merge merge = diagram(ending("verify-fix", "ours", 4000), ending("talk-it-over", "theirs", 4000));
		assertThat(merge.conflicts()).isEmpty();
		assertThat(text(merge)).contains("end-ours", "end-theirs");
		assertThat(merge.came())
			.anySatisfy((words) -> assertThat(words).startsWith("The end \"End theirs\" is drawn a little further"));
		assertThat(Readability.advice("verification.bpmn", merge.content()))
			.noneMatch((advice) -> advice.message().startsWith("It lies on the end"));
	}

	/** Another way on from a step, to an end of its own. */
	private static UnaryOperator<String> ending(String from, String who, int x) {
		return (text) -> text
			.replaceFirst("(<bpmn:endEvent id=\"failed\")",
					"<bpmn:endEvent id=\"end-" + who + "\" name=\"End " + who + "\"/><bpmn:sequenceFlow id=\"flow-"
							+ who + "\" sourceRef=\"" + from + "\" targetRef=\"end-" + who + "\"/>$1")
			.replace("</bpmndi:BPMNPlane>",
					"<bpmndi:BPMNShape id=\"end-" + who + "_di\" bpmnElement=\"end-" + who + "\"><dc:Bounds x=\"" + x
							+ "\" y=\"300\" width=\"36\" height=\"36\"/></bpmndi:BPMNShape><bpmndi:BPMNEdge id=\"flow-"
							+ who + "_di\" bpmnElement=\"flow-" + who
							+ "\"><di:waypoint x=\"0\" y=\"0\"/><di:waypoint x=\"" + x
							+ "\" y=\"318\"/></bpmndi:BPMNEdge></bpmndi:BPMNPlane>");
	}

	@Test
	void ofAFormFieldsComeOverInOrder() {
		Merge merge = merge("verify-fix.form", FORM, replacing("\"label\": \"Case\"", "\"label\": \"The case\""),
				(text) -> text.replace("\"label\": \"Build you checked\"", "\"label\": \"Build\"")
					.replaceFirst("(?s)(\\{\\s+\"type\": \"radio\",\\s+\"id\": \"field-outcome\")",
							"{\"type\": \"textfield\", \"id\": \"field-where\", \"key\": \"where\", \"label\": \"Where\"},$1"));
		assertThat(merge.conflicts()).isEmpty();
		List<String> keys = FormParts.of(merge.content()).keys();
		assertThat(keys.indexOf("where")).isEqualTo(keys.indexOf("outcome") - 1);
		assertThat(text(merge)).contains("The case", "\"Build\"");
		assertThat(merge.came()).contains("The field \"Where\" was added.");
	}

	@Test
	void ofAFormWhatBothChangedIsAsked() {
		Merge merge = merge("verify-fix.form", FORM, replacing("\"label\": \"Case\"", "\"label\": \"The case\""),
				replacing("\"label\": \"Case\"", "\"label\": \"About\""));
		assertThat(merge.conflicts()).extracting(Conflict::element).containsExactly("about");
		assertThat(text(merge)).contains("The case").doesNotContain("\"About\"");
		byte[] taken = ThreeWays.settled("verify-fix.form", merge.content(), merge.conflicts().get(0).elements(),
				bytes(FORM.replace("\"label\": \"Case\"", "\"label\": \"About\"")));
		assertThat(new String(taken, StandardCharsets.UTF_8)).contains("\"About\"");
	}

	@Test
	void ofATableRowsComeOverByTheirIds() {
		Merge merge = merge("triage.dmn", TRIAGE, replacing("<text>80</text>", "<text>85</text>"),
				(text) -> text.replace("<text>20</text>", "<text>25</text>")
					.replace("<rule id=\"rule-question\">", newRow() + "<rule id=\"rule-question\">"));
		assertThat(merge.conflicts()).isEmpty();
		assertThat(text(merge)).contains("<text>85</text>", "<text>25</text>", "rule-new");
		List<String> rows = List.copyOf(TableParts.of(merge.content()).rows());
		assertThat(rows.indexOf("rule-new")).isEqualTo(rows.indexOf("rule-question") - 1);
	}

	private static String newRow() {
		return "<rule id=\"rule-new\"><inputEntry id=\"n1\"><text>\"impaired\"</text></inputEntry><inputEntry id=\"n2\">"
				+ "<text></text></inputEntry><outputEntry id=\"n3\"><text>\"low\"</text></outputEntry>"
				+ "<outputEntry id=\"n4\"><text>33</text></outputEntry><outputEntry id=\"n5\"><text>\"support\"</text>"
				+ "</outputEntry></rule>";
	}

	@Test
	void ofATableARowThatBothChangedIsAsked() {
		Merge merge = merge("triage.dmn", TRIAGE, replacing("<text>80</text>", "<text>85</text>"),
				replacing("<text>80</text>", "<text>90</text>"));
		assertThat(merge.conflicts()).extracting(Conflict::element).containsExactly("rule-blocked-customer");
		assertThat(merge.conflicts().get(0).shipped()).contains("90").contains("80");
		assertThat(text(merge)).contains("<text>85</text>").doesNotContain("<text>90</text>");
	}

	@Test
	void aColumnThatTheUpgradeAddsComesWithItsCells() {
		Merge merge = merge("triage.dmn", TRIAGE, replacing("<text>80</text>", "<text>85</text>"),
				(text) -> text
					.replaceFirst("(?s)(<output id=\"team\"[^>]*/>)",
							"$1<output id=\"floor\" name=\"floor\" label=\"Floor\"/>")
					.replaceAll("(?s)</rule>", "<outputEntry id=\"cell\"><text>7</text></outputEntry></rule>"));
		assertThat(merge.conflicts()).isEmpty();
		TableParts result = TableParts.of(merge.content());
		assertThat(result.cell("rule-blocked-customer", "floor")).isEqualTo("7");
		assertThat(result.cell("rule-blocked-customer", "priority")).isEqualTo("85");
	}

	@Test
	void whatCannotBeMergedIsOursAndTold() {
		Merge merge = ThreeWays.merged(new ModelUpgrade("triage.dmn", bytes(TRIAGE), bytes(TRIAGE), 1,
				bytes(TRIAGE.replace("decisionTable", "literalExpression"))), Map.of());
		assertThat(text(merge)).isEqualTo(TRIAGE);
		assertThat(merge.conflicts().get(0).elements()).isEmpty();
		assertThat(merge.conflicts().get(0).why()).contains("Yours is in the draft");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String shipped(String file) {
		try {
			return Files.readString(Path.of(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
