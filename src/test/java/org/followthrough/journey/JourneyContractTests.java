package org.followthrough.journey;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * For each rule an edit of the shipped models that breaks it, and edits that break none.
 * The edits are made in the XML, as an editor or a script would leave them.
 */
@Tag("thorough")
class JourneyContractTests {

	private static final String CASE = Models.SUPPORT_CASE;

	private static final String SIGN_OFF = "sign-off.bpmn";

	private static final String ESCALATION = "escalation.bpmn";

	private static final String VERIFICATION = "verification.bpmn";

	private static final String REVIEW = "reply-review.bpmn";

	private static final Models SHIPPED = Models.shipped();

	private static void refused(Models models, String element, String words) {
		assertThat(models.problems()).as("problems with the models")
			.anySatisfy((problem) -> assertThat(problem.toString()).contains("(" + element + ")").contains(words));
	}

	/** The edit is refused for this reason alone. */
	private static void refusedOnly(Models models, String element, String words) {
		refused(models, element, words);
		assertThat(models.problems()).hasSize(1);
	}

	private static String task(String id, String groups) {
		return "<bpmn:userTask id=\"%s\" name=\"%s\" camunda:formRef=\"%s\" camunda:formRefBinding=\"latest\" camunda:candidateGroups=\"%s\"/>"
			.formatted(id, id, id, groups);
	}

	private static String flow(String id, String from, String to) {
		return "<bpmn:sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\"/>".formatted(id, from, to);
	}

	private static String timerOn(String id, String host, boolean interrupting) {
		return ("<bpmn:boundaryEvent id=\"%s\" attachedToRef=\"%s\" cancelActivity=\"%s\"><bpmn:timerEventDefinition>"
				+ "<bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">P1D</bpmn:timeDuration>"
				+ "</bpmn:timerEventDefinition></bpmn:boundaryEvent>")
			.formatted(id, host, interrupting);
	}

	private static String form(String id, String... components) {
		return "{\"type\": \"default\", \"id\": \"%s\", \"components\": [%s]}".formatted(id,
				String.join(", ", components));
	}

	/**
	 * Edits that break nothing.
	 */
	@Nested
	class Harmless {

		@Test
		void aLabelIsRenamed() {
			assertThat(SHIPPED.with(CASE, "name=\"Investigate\"", "name=\"Nachforschen &amp; klären 🔍\"").problems())
				.isEmpty();
		}

		@Test
		void aShapeIsMoved() {
			assertThat(SHIPPED.with(VERIFICATION, "x=\"630\" y=\"260\"", "x=\"630\" y=\"280\"").problems()).isEmpty();
		}

		@Test
		void shapesAreColoured() {
			assertThat(SHIPPED.with(VERIFICATION, "bpmnElement=\"verify-fix\"",
					"bpmnElement=\"verify-fix\" xmlns:bioc=\"http://bpmn.io/schema/bpmn/biocolor/1.0\" bioc:fill=\"#bbdefb\"")
				.problems()).isEmpty();
		}

		@Test
		void theEditorSaysWhoItIs() {
			assertThat(SHIPPED.with(CASE, "targetNamespace=",
					"exporter=\"Camunda Modeler\" exporterVersion=\"5.30.0\" xmlns:modeler=\"http://camunda.org/schema/modeler/1.0\" modeler:executionPlatform=\"Camunda Platform\" modeler:executionPlatformVersion=\"7.24.0\" targetNamespace=")
				.problems()).isEmpty();
		}

		@Test
		void salesAreAskedBetweenInvestigatingAndAnswering() {
			assertThat(withSales().problems()).isEmpty();
		}

		@Test
		void anotherGatewaySplitsThePath() {
			assertThat(SHIPPED.withFlowTo(CASE, "flow-acknowledged", "is-it-urgent")
				.adding(CASE,
						"<bpmn:exclusiveGateway id=\"is-it-urgent\" name=\"Urgent?\" default=\"flow-not-urgent\"/>"
								+ "<bpmn:sequenceFlow id=\"flow-urgent\" sourceRef=\"is-it-urgent\" targetRef=\"to-investigate\">"
								+ "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">${outcome == 'urgent'}</bpmn:conditionExpression></bpmn:sequenceFlow>"
								+ flow("flow-not-urgent", "is-it-urgent", "to-investigate"))
				.problems()).isEmpty();
		}

		@Test
		void aTimerBesideATaskRemindsItsOwner() {
			assertThat(SHIPPED.adding(CASE, timerOn("long-investigation", "investigate", false)
					+ "<bpmn:serviceTask id=\"remind-again\" camunda:delegateExpression=\"${remindOwner}\"/>"
					+ "<bpmn:endEvent id=\"reminded-again\"/>" + flow("flow-long", "long-investigation", "remind-again")
					+ flow("flow-again", "remind-again", "reminded-again"))
				.problems()).isEmpty();
		}

		@Test
		void aNoteIsPinnedToTheDiagram() {
			assertThat(SHIPPED.adding(CASE,
					"<bpmn:textAnnotation id=\"note\"><bpmn:text>Ask Mia before you change this.</bpmn:text></bpmn:textAnnotation>"
							+ "<bpmn:association id=\"note-to\" sourceRef=\"investigate\" targetRef=\"note\"/>")
				.problems()).isEmpty();
		}

		@Test
		void thePatienceWithSilenceIsChanged() {
			assertThat(SHIPPED.with(SIGN_OFF, ">${remindCustomerAfter}<", ">P4D<").problems()).isEmpty();
		}

		@Test
		void theyTalkSooner() {
			assertThat(SHIPPED.with(VERIFICATION, "${failures &gt;= 3}", "${failures &gt;= 2}").problems()).isEmpty();
		}

		@Test
		void aRowOfTriageIsChanged() {
			assertThat(SHIPPED.with("triage.dmn", "<text>80<", "<text>90<").problems()).isEmpty();
		}

		@Test
		void triageSpeaksOfExternalPeople() {
			assertThat(SHIPPED.with("triage.dmn", "Everything else", "Everything else, external people too").problems())
				.isEmpty();
		}

		@Test
		void aFormAsksForMore() {
			assertThat(SHIPPED.with("investigate.form", "\"components\": [",
					"\"components\": [{\"type\": \"textfield\", \"id\": \"c1\", \"key\": \"suspect\", \"label\": \"Suspect\"},")
				.problems()).isEmpty();
		}

		@Test
		void oneFileIsPublishedAlone() {
			assertThat(new JourneyContract(Models.steps()).check(Map.of(CASE, SHIPPED.content(CASE)),
					new JourneyContract.Published(Set.of("escalation", "verification", "sign-off"),
							FormRules.NEEDED.keySet())))
				.isEmpty();
		}

		@Test
		void aManagersTaskStandsInAProcessOfItsOwn() {
			assertThat(SHIPPED
				.with("review.bpmn", process("review",
						"<bpmn:startEvent id=\"s\"/>" + task("ask-sales", "managers") + "<bpmn:endEvent id=\"e\"/>"
								+ flow("f", "s", "ask-sales") + flow("g", "ask-sales", "e")))
				.with("ask-sales.form", form("ask-sales"))
				.problems()).isEmpty();
		}

		private static Models withSales() {
			return SHIPPED.withFlowTo(CASE, "flow-answer", "ask-sales")
				.adding(CASE, task("ask-sales", "managers") + flow("flow-sales", "ask-sales", "to-answer"))
				.with("ask-sales.form", form("ask-sales",
						"{\"type\": \"textarea\", \"id\": \"c\", \"key\": \"message\", \"label\": \"What do they say?\"}"));
		}

	}

	private static String process(String id, String content) {
		return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" targetNamespace=\"t\"><bpmn:process id=\""
				+ id + "\" isExecutable=\"true\" camunda:historyTimeToLive=\"P1D\">" + content
				+ "</bpmn:process></bpmn:definitions>";
	}

	/**
	 * Promise 1: never silent.
	 */
	@Nested
	class NeverSilent {

		@Test
		void noClock() {
			refused(SHIPPED.without(CASE, "promise-clock"), "support-case", "The promise clock is missing");
		}

		@Test
		void aClockThatInterrupts() {
			refused(SHIPPED.with(CASE, "name=\"A promise needs attention\" isInterrupting=\"false\"",
					"name=\"A promise needs attention\""), "support-case", "The promise clock is missing");
		}

		@Test
		void aClockOfAnotherName() {
			refused(SHIPPED.with(CASE, "promise-time-came", "time-came"), "support-case",
					"The promise clock is missing");
		}

		@Test
		void aClockThatRingsByItself() {
			refusedOnly(
					SHIPPED.with(CASE,
							"<bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">${promiseAttentionAt}</bpmn:timeDate>",
							"<bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">PT4H</bpmn:timeDuration>"),
					"promise-time-came", "rings when the promises say");
		}

		@Test
		void nobodyHasToActOnAnOverduePromise() {
			refused(SHIPPED.without(CASE, "overdue-promise")
				.withoutFlow(CASE, "flow-to-overdue")
				.withFlowTo(CASE, "flow-late", "late-word")
				.withoutFlow(CASE, "flow-overdue-decided"), "promise-time-came", "leads straight to the task");
		}

		@Test
		void anOverduePromiseIsTakenForKept() {
			refused(SHIPPED.withFlowTo(CASE, "flow-promise-overdue", "promise-fine"), "promise-time-came",
					"leads straight to the task");
		}

		@Test
		void anOverduePromiseWaitsALittleLonger() {
			refused(SHIPPED.withFlowTo(CASE, "flow-promise-overdue", "one-week")
				.with(CASE, "<bpmn:subProcess id=\"until-word\"",
						"<bpmn:intermediateCatchEvent id=\"one-week\"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">P7D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"
								+ flow("flow-week", "one-week", "until-word") + "<bpmn:subProcess id=\"until-word\""),
					"promise-time-came", "leads straight to the task");
		}

		@Test
		void nobodyLooksAtThePromise() {
			refused(SHIPPED.with(CASE, "${lookAtPromise}", "${remindOwner}"), "promise-time-came",
					"lookAtPromise looks at the promise");
		}

		@Test
		void aManagersActIsTakenForWord() {
			refusedOnly(SHIPPED.withFlowTo(CASE, "flow-written", "enough")
				.with(CASE, "<bpmn:sequenceFlow id=\"flow-late\"",
						"<bpmn:endEvent id=\"enough\"/><bpmn:sequenceFlow id=\"flow-late\"")
				.with(CASE, "<bpmn:incoming>flow-promise-overdue</bpmn:incoming>",
						"<bpmn:incoming>flow-promise-overdue</bpmn:incoming><bpmn:outgoing>flow-enough</bpmn:outgoing>")
				.with(CASE, "<bpmn:sequenceFlow id=\"flow-overdue-over\"",
						flow("flow-enough", "until-word", "overdue-over")
								+ "<bpmn:sequenceFlow id=\"flow-overdue-over\""),
					"overdue-over", "Somebody has to act until the customer has word");
		}

		@Test
		void theEscalationIsGivenUpAfterADay() {
			refused(SHIPPED.with(CASE, "<bpmn:sequenceFlow id=\"flow-overdue-over\"",
					timerOn("give-up", "until-word", true) + "<bpmn:endEvent id=\"given-up\"/>"
							+ flow("flow-up", "give-up", "given-up") + "<bpmn:sequenceFlow id=\"flow-overdue-over\""),
					"given-up", "Somebody has to act until the customer has word");
		}

		@Test
		void noFirstPromise() {
			Models unpromised = SHIPPED.withFlowTo(CASE, "flow-receipt", "acknowledge");
			refused(unpromised, "acknowledge", "without its first promise");
			refused(unpromised, "triage", "Nothing leads here");
		}

		@Test
		void aFirstPromiseThatComesLater() {
			refusedOnly(
					SHIPPED.with(CASE, "<bpmn:businessRuleTask id=\"triage\"",
							"<bpmn:businessRuleTask camunda:asyncBefore=\"true\" id=\"triage\""),
					"triage", "without its first promise");
		}

		@ParameterizedTest
		@ValueSource(strings = { "<bpmn:startEvent id=\"case-opened\"", "<bpmn:endEvent id=\"withdrawn\"" })
		void aBeginningOrAnEndThatWaitsForAJob(String event) {
			refused(SHIPPED.with(CASE, event, event + " camunda:asyncBefore=\"true\""),
					event.replaceAll(".*id=\"([^\"]+)\"", "$1"), "can't be asynchronous");
		}

		@Test
		void aTaskThatInterruptsTheCaseAndItsClock() {
			refused(SHIPPED.with(CASE, "name=\"Customer wrote\" isInterrupting=\"false\"", "name=\"Customer wrote\""),
					"words-came", "stops its clock");
		}

		@Test
		void aTimerThatInterruptsTheCaseAndItsClock() {
			refused(SHIPPED.adding(CASE,
					"<bpmn:subProcess id=\"too-old\" triggeredByEvent=\"true\"><bpmn:startEvent id=\"a-year\"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">P365D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:startEvent><bpmn:endEvent id=\"forgotten\"/>"
							+ flow("flow-old", "a-year", "forgotten") + "</bpmn:subProcess>"),
					"a-year", "stops its clock");
		}

		@Test
		void anEndThatTakesItsTime() {
			refused(SHIPPED.withFlowTo(CASE, "flow-duplicate", "are-you-sure")
				.with(CASE, "<bpmn:sequenceFlow id=\"flow-duplicate\"",
						task("are-you-sure", "agents") + flow("flow-sure", "are-you-sure", "duplicate")
								+ "<bpmn:sequenceFlow id=\"flow-duplicate\"")
				.with("are-you-sure.form", form("are-you-sure")), "duplicate-found", "stops its clock");
		}

		@ParameterizedTest
		@CsvSource({ "customer-wrote, customer-wrote", "talk-asked-for, talk-requested",
				"ends-as-duplicate, duplicate-found", "ends-as-withdrawn, withdrawn", "ends-as-spam, spam-found" })
		void aMessageThatNobodyHears(String element, String message) {
			refused(SHIPPED.without(CASE, element), "support-case",
					"Nothing in the model hears the message \"" + message + "\"");
		}

		@Test
		void aMessageThatIsHeardTwice() {
			refused(SHIPPED.adding(CASE,
					"<bpmn:boundaryEvent id=\"talk-now\" attachedToRef=\"investigate\"><bpmn:messageEventDefinition messageRef=\"message-withdrawn\"/></bpmn:boundaryEvent>"
							+ flow("flow-talk-now", "talk-now", "to-investigate")),
					"talk-now", "is heard in one place");
		}

		@Test
		void aMessageThatIsHeardOnlyNowAndThen() {
			refused(SHIPPED.without(CASE, "ends-as-withdrawn")
				.adding(CASE,
						"<bpmn:boundaryEvent id=\"taken-back\" attachedToRef=\"investigate\"><bpmn:messageEventDefinition messageRef=\"message-withdrawn\"/></bpmn:boundaryEvent>"
								+ flow("flow-taken-back", "taken-back", "to-investigate")),
					"taken-back", "an event sub-process of the journey must begin with it");
		}

		@Test
		void aMessageThatAnotherProcessHears() {
			refused(SHIPPED.adding(VERIFICATION,
					"<bpmn:boundaryEvent id=\"taken-back\" attachedToRef=\"verify-fix\"><bpmn:messageEventDefinition messageRef=\"message-w\"/></bpmn:boundaryEvent>"
							+ flow("flow-taken-back", "taken-back", "failed"))
				.with(VERIFICATION, "</bpmn:process>",
						"</bpmn:process><bpmn:message id=\"message-w\" name=\"withdrawn\"/>"),
					"taken-back", "in the process \"support-case\"");
		}

		@Test
		void anEarlyEndThatDoesntInterrupt() {
			refused(SHIPPED.with(CASE, "id=\"spam-found\"", "id=\"spam-found\" isInterrupting=\"false\""), "spam-found",
					"it interrupts");
		}

		@Test
		void anOverduePromisesTaskThatStaysWhenThePromiseEnded() {
			refused(SHIPPED.with(CASE, "attachedToRef=\"until-word\"",
					"attachedToRef=\"until-word\" cancelActivity=\"false\""), "overdue-promise", "must interrupt");
		}

		@Test
		void aReopenedCaseThatWaitsForNobody() {
			refused(SHIPPED.withFlowTo(CASE, "flow-reopened", "wait-for-answer"), "wait-for-answer",
					"goes to a person first");
		}

		@Test
		void aJourneyWithoutABeginning() {
			refused(SHIPPED.without(CASE, "case-opened")
				.without(CASE, "case-opened_di")
				.withoutFlow(CASE, "flow-opened"), "support-case", "has no beginning");
		}

		@Test
		void aClosedCaseThatNobodyCanReopen() {
			refusedOnly(
					SHIPPED.without(CASE, "case-reopened")
						.without(CASE, "case-reopened_di")
						.withoutFlow(CASE, "flow-reopened"),
					"support-case", "Nothing in the model hears the message \"case-reopened\"");
		}

		@Test
		void aCustomersWordsThatNobodyHasToRead() {
			refused(SHIPPED.withFlowTo(CASE, "flow-words-came", "words-read"), "words-came",
					"must lead to the task \"read-message\"");
		}

		@Test
		void aTalkThatIsForgottenAfterADay() {
			refused(SHIPPED.with(CASE, "<bpmn:sequenceFlow id=\"flow-talked\"",
					timerOn("a-day-later", "talk-to-customer", true) + flow("flow-later", "a-day-later", "talked")
							+ "<bpmn:sequenceFlow id=\"flow-talked\""),
					"talk-requested", "must lead to the task \"talk-to-customer\"");
		}

	}

	/**
	 * Promise 2: acknowledged by a person.
	 */
	@Nested
	class Acknowledged {

		@Test
		void aFlowLeadsAround() {
			Models around = SHIPPED.withFlowTo(CASE, "flow-triaged", "to-investigate");
			for (String word : List.of("answer", "escalate", "ask-customer", "explain-unsolved")) {
				refused(around, word, "without having been acknowledged by a person");
			}
		}

		@Test
		void aTimerLeadsAround() {
			refused(SHIPPED.adding(CASE,
					timerOn("no-time", "acknowledge", true) + flow("flow-no-time", "no-time", "to-investigate")),
					"answer", "without having been acknowledged by a person");
		}

		@Test
		void aTimerBesideTheTaskLeadsAround() {
			refused(SHIPPED.adding(CASE,
					timerOn("meanwhile", "acknowledge", false) + flow("flow-meanwhile", "meanwhile", "to-investigate")),
					"answer", "without having been acknowledged by a person");
		}

		@Test
		void aConditionLeadsAround() {
			refused(SHIPPED.withFlowTo(CASE, "flow-triaged", "known")
				.adding(CASE, "<bpmn:exclusiveGateway id=\"known\" default=\"flow-unknown\"/>"
						+ flow("flow-unknown", "known", "acknowledge")
						+ "<bpmn:sequenceFlow id=\"flow-known\" sourceRef=\"known\" targetRef=\"to-investigate\"><bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">${customer == 'Cleo'}</bpmn:conditionExpression></bpmn:sequenceFlow>"),
					"answer", "without having been acknowledged by a person");
		}

		@Test
		void theTaskStandsInASubProcessThatEndsWithoutIt() {
			refused(SHIPPED.withFlowTo(CASE, "flow-triaged", "first-steps")
				.without(CASE, "acknowledge")
				.with(CASE, "sourceRef=\"acknowledge\"", "sourceRef=\"first-steps\"")
				.adding(CASE,
						"<bpmn:subProcess id=\"first-steps\"><bpmn:startEvent id=\"first\"/><bpmn:exclusiveGateway id=\"first-what\" default=\"first-flow-2\"/>"
								+ task("acknowledge", "agents") + "<bpmn:endEvent id=\"first-end\"/>"
								+ flow("first-flow-1", "first", "first-what")
								+ flow("first-flow-2", "first-what", "acknowledge")
								+ flow("first-flow-3", "acknowledge", "first-end")
								+ "<bpmn:sequenceFlow id=\"first-flow-4\" sourceRef=\"first-what\" targetRef=\"first-end\"><bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">${outcome == 'x'}</bpmn:conditionExpression></bpmn:sequenceFlow></bpmn:subProcess>"),
					"answer", "without having been acknowledged by a person");
		}

		@Test
		void somethingInterruptsTheSubProcessAroundTheTask() {
			refused(SHIPPED.withFlowTo(CASE, "flow-triaged", "first-steps")
				.without(CASE, "acknowledge")
				.with(CASE, "sourceRef=\"acknowledge\"", "sourceRef=\"first-steps\"")
				.adding(CASE, "<bpmn:subProcess id=\"first-steps\"><bpmn:startEvent id=\"first\"/>"
						+ task("acknowledge", "agents") + "<bpmn:endEvent id=\"first-end\"/>"
						+ flow("first-flow-1", "first", "acknowledge")
						+ flow("first-flow-2", "acknowledge", "first-end")
						+ "<bpmn:subProcess id=\"too-slow\" triggeredByEvent=\"true\"><bpmn:startEvent id=\"slow\"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:startEvent><bpmn:endEvent id=\"slow-end\"/>"
						+ flow("slow-flow", "slow", "slow-end") + "</bpmn:subProcess></bpmn:subProcess>"),
					"answer", "without having been acknowledged by a person");
		}

		@Test
		void anAnswerGoesOutWhereACustomerWrote() {
			refused(SHIPPED.without(CASE, "answer")
				.without(CASE, "regressed-before-answer")
				.withoutFlow(CASE, "flow-regressed-before-answer")
				.without(CASE, "read-message")
				.with(CASE, "<bpmn:endEvent id=\"words-read\"",
						task("answer", "agents") + "<bpmn:endEvent id=\"words-read\"")
				.withFlowTo(CASE, "flow-words-came", "answer")
				.with(CASE, "sourceRef=\"read-message\"", "sourceRef=\"answer\"")
				.withoutFlow(CASE, "flow-answered")
				.withFlowTo(CASE, "flow-to-answer", "to-sign-off"), "answer",
					"without having been acknowledged by a person");
		}

		@Test
		void noReceiptGoesOut() {
			refusedOnly(SHIPPED.withFlowTo(CASE, "flow-opened", "triage")
				.without(CASE, "send-receipt")
				.withoutFlow(CASE, "flow-receipt"), "acknowledge", "without its receipt");
		}

	}

	/**
	 * What engineering sends back as incomplete is handed over anew.
	 */
	@Nested
	class HandedOver {

		@ParameterizedTest
		@CsvSource({ "to-investigate, investigate", "to-engineering, engineering", "to-answer, answer" })
		void whatIsIncompleteGoesElsewhere(String target, String first) {
			refused(SHIPPED.withFlowTo(CASE, "flow-incomplete", target), first, "must go back to \"escalate\"");
		}

		@Test
		void whatIsIncompleteIsTakenForNoFix() {
			refusedOnly(SHIPPED.with(CASE, "${engineering == 'incomplete'}", "${engineering == 'unclear'}"),
					"investigate", "What engineering sent back as incomplete can get here");
		}

		@Test
		void itMayPassAnotherGateway() {
			assertThat(SHIPPED.withFlowTo(CASE, "flow-incomplete", "one-more")
				.adding(CASE,
						"<bpmn:exclusiveGateway id=\"one-more\"/>" + flow("flow-one-more", "one-more", "to-hand-over"))
				.problems()).isEmpty();
		}

	}

	/**
	 * Promise 3: verified by Support.
	 */
	@Nested
	class Verified {

		@Test
		void theCheckIsGone() {
			refused(SHIPPED.without(CASE, "verification")
				.without(CASE, "regressed-in-verification")
				.withoutFlow(CASE, "flow-regressed-in-verification")
				.withoutFlow(CASE, "flow-verification")
				.withFlowTo(CASE, "flow-fixed", "does-it-work"), "answer", "without having been verified by Support");
		}

		@Test
		void aFixGoesStraightToTheAnswer() {
			refused(SHIPPED.withFlowTo(CASE, "flow-fixed", "to-answer"), "answer",
					"without having been verified by Support");
		}

		@Test
		void aFixGoesBackToInvestigate() {
			refused(SHIPPED.withFlowTo(CASE, "flow-fixed", "to-investigate"), "investigate",
					"It must be verified next");
		}

		@Test
		void anotherProcessIsCalledInstead() {
			refused(SHIPPED.with(CASE, "calledElement=\"verification\"", "calledElement=\"escalation\""), "answer",
					"without having been verified by Support");
		}

		@Test
		void aFixThatFailedIsAnswered() {
			refused(SHIPPED.withFlowTo(CASE, "flow-failed", "to-answer"), "answer", "did not pass its verification");
		}

		@Test
		void aFixThatFailedIsInvestigated() {
			refused(SHIPPED.withFlowTo(CASE, "flow-failed", "to-investigate"), "answer",
					"did not pass its verification");
		}

		@Test
		void theResultIsReadTheWrongWayRound() {
			refused(SHIPPED.with(CASE, "${verification == 'passed' ||", "${verification == 'failed' ||"), "answer",
					"did not pass its verification");
		}

		@Test
		void everyWayIsTakenAtOnce() {
			refused(SHIPPED.with(CASE,
					"<bpmn:exclusiveGateway id=\"does-it-work\" name=\"Does the fix work?\" default=\"flow-failed\">",
					"<bpmn:parallelGateway id=\"does-it-work\">")
				.with(CASE, (text) -> text.replaceFirst("(?s)(id=\"does-it-work\">.*?)</bpmn:exclusiveGateway>",
						"$1</bpmn:parallelGateway>")),
					"answer", "did not pass its verification");
		}

		@Test
		void theCheckTakesTooLong() {
			refused(SHIPPED.adding(CASE,
					timerOn("too-long", "verification", true) + flow("flow-too-long", "too-long", "to-answer")),
					"answer", "without having been verified by Support");
		}

		@Test
		void theCheckIsSkippedInsideItsProcess() {
			refused(SHIPPED.withFlowTo(VERIFICATION, "flow-fix-came", "does-it-work"), "passed",
					"can get here without having looked at the case's defect (joinVerification)");
		}

		@Test
		void theCheckTimesOutInsideItsProcess() {
			refused(SHIPPED.adding(VERIFICATION,
					timerOn("too-long", "verify-fix", true) + flow("flow-too-long", "too-long", "passed")), "passed",
					"can end here without verify-fix");
		}

		@Test
		void otherPeopleMayCheck() {
			refusedOnly(SHIPPED.with(VERIFICATION,
					"formRef=\"verify-fix\" camunda:formRefBinding=\"latest\" camunda:candidateGroups=\"support-engineers\"",
					"formRef=\"verify-fix\" camunda:formRefBinding=\"latest\" camunda:candidateGroups=\"support-engineers,engineers\""),
					"verify-fix", "Only support engineers may have this task");
		}

		@ParameterizedTest
		@CsvSource({ "decide-unverified, managers, engineers", "second-opinion, support-engineers, managers",
				"talk-it-over, managers, engineers" })
		void otherPeopleMayDecide(String task, String group, String other) {
			String of = "formRef=\"" + task + "\" camunda:formRefBinding=\"latest\" camunda:candidateGroups=\"";
			refusedOnly(SHIPPED.with(VERIFICATION, of + group + "\"", of + other + "\""), task, "may have this task");
		}

		@Test
		void nobodyDecidesAboutAFixThatCantBeVerified() {
			refused(SHIPPED.withFlowTo(VERIFICATION, "flow-cannot-verify", "accepted"), "verify-fix",
					"decided about by a manager first: the task \"decide-unverified\"");
			refused(SHIPPED.without(VERIFICATION, "decide-unverified")
				.withoutFlow(VERIFICATION, "flow-manager-decided")
				.withFlowTo(VERIFICATION, "flow-cannot-verify", "may-it-be-offered"), "verify-fix",
					"decided about by a manager first");
		}

		@Test
		void theSecondDecidesAlone() {
			refused(SHIPPED.withFlowTo(VERIFICATION, "flow-cannot-verify", "second-opinion"), "verify-fix",
					"decided about by a manager first");
		}

		@Test
		void theManagerDecidesAlone() {
			refused(SHIPPED.withFlowTo(VERIFICATION, "flow-may-be-offered", "accepted"), "decide-unverified",
					"a second support engineer decides about next: the task \"second-opinion\"");
			refused(SHIPPED.without(VERIFICATION, "second-opinion")
				.withoutFlow(VERIFICATION, "flow-second-decided")
				.withFlowTo(VERIFICATION, "flow-may-be-offered", "do-both-agree"), "decide-unverified",
					"a second support engineer decides about next");
		}

		@Test
		void theManagerHasNoTime() {
			refused(SHIPPED.adding(VERIFICATION,
					timerOn("too-long", "decide-unverified", true) + flow("flow-too-long", "too-long", "accepted")),
					"verify-fix", "decided about by a manager first");
		}

		@Test
		void whatCantBeVerifiedIsAnswered() {
			refused(SHIPPED.with(CASE, "verification == 'accepted'}", "verification == 'cannot-verify'}"), "answer",
					"did not pass its verification");
		}

		@ParameterizedTest
		@ValueSource(strings = { "failures &gt;= 4", "failures &gt; 3", "outcome == 'talk'" })
		void nobodyTalksAfterTheThirdFailure(String condition) {
			refusedOnly(SHIPPED.with(VERIFICATION, "${failures &gt;= 3}", "${" + condition + "}"), "verify-fix",
					"failed 3 times in a row");
		}

		@Test
		void theTalkIsGone() {
			refused(SHIPPED.withFlowTo(VERIFICATION, "flow-again-and-again", "failed"), "verify-fix",
					"the task \"talk-it-over\"");
		}

		@Test
		void theAnswerStandsWhereTheRulesDontSeeIt() {
			refused(SHIPPED.with("fast.bpmn",
					process("fast",
							"<bpmn:startEvent id=\"s\"/>" + task("answer", "agents") + "<bpmn:endEvent id=\"e\"/>"
									+ flow("f", "s", "answer") + flow("g", "answer", "e"))),
					"answer", "belongs to the process \"support-case\"");
		}

		@Test
		void engineeringIsSkippedInsideItsProcess() {
			refused(SHIPPED.withFlowTo(ESCALATION, "flow-handed-over", "what-was-found"), "fixed",
					"can get here without having looked at the case's defect (joinDefect)");
		}

		@Test
		void engineeringsTaskIsLeftToNobody() {
			refused(SHIPPED.withFlowTo(ESCALATION, "flow-nobody", "to-what-was-found"), "wont-fix",
					"can end here without reproduce-and-fix");
		}

		@Test
		void theDefectIsNotLookedAt() {
			refused(SHIPPED.withFlowTo(ESCALATION, "flow-handed-over", "reproduce-and-fix"), "reproduce-and-fix",
					"without having looked at the case's defect (joinDefect)");
		}

		@Test
		void eachCaseOfADefectIsCheckedInsteadOfWaiting() {
			refused(SHIPPED.withFlowTo(VERIFICATION, "flow-another", "verify-fix"), "join-verification",
					"\"defect-verified\" must be waited for");
		}

		@Test
		void newsOfTheDefectIsTakenForAPass() {
			refused(SHIPPED.withFlowTo(VERIFICATION, "flow-look-again", "did-it-pass"), "passed-already",
					"without having looked at the case's defect (joinVerification)");
		}

		@Test
		void nobodyHearsThatAFixDoesNotHold() {
			refusedOnly(SHIPPED.withoutFlow(CASE, "flow-regressed-in-sign-off").without(CASE, "regressed-in-sign-off"),
					"sign-off", "nobody hears that its fix does not hold");
		}

		@Test
		void aFixThatDoesNotHoldIsOffered() {
			refused(SHIPPED.withFlowTo(CASE, "flow-regressed-in-verification", "to-answer"),
					"regressed-in-verification", "must go back to engineering");
		}

		@Test
		void aResultIsMadeUp() {
			refused(SHIPPED.with(CASE, "<camunda:out source=\"verification\" target=\"verification\" />",
					"<camunda:out source=\"engineering\" target=\"verification\" />"), "verification",
					"must hand back its result");
		}

	}

	/**
	 * Whoever has an escalation when their turn ends is asked, and it is never left
	 * behind.
	 */
	@Nested
	class PassedOn {

		@Test
		void nobodyHearsThatAShiftEnded() {
			refused(SHIPPED.without(ESCALATION, "end-of-shift"), "escalation",
					"Nothing in the model hears the message \"shift-ended\"");
		}

		@Test
		void theEndOfAShiftInterruptsTheWork() {
			refusedOnly(SHIPPED.with(ESCALATION, "on shift\" isInterrupting=\"false\"", "on shift\""), "shift-ended",
					"must not interrupt");
		}

		@Test
		void theEndOfAShiftIsTakenForAHandOver() {
			refused(SHIPPED.withFlowTo(ESCALATION, "flow-shift-ended", "hand-over-undecided"), "shift-ended",
					"must lead straight to the task");
		}

		@Test
		void whoeverDoesntSayKeepsItForEver() {
			refused(SHIPPED.without(ESCALATION, "undecided").withoutFlow(ESCALATION, "flow-undecided"),
					"hand-over-or-keep", "a timer must interrupt the task");
		}

		@Test
		void aTimerThatPassesNothingOn() {
			refused(SHIPPED.withFlowTo(ESCALATION, "flow-undecided", "nothing-to-decide"), "hand-over-or-keep",
					"lead straight to handOverUndecided");
		}

		@Test
		void aTimerThatLeavesTheQuestionOpen() {
			refusedOnly(SHIPPED.with(ESCALATION, "id=\"undecided\"", "id=\"undecided\" cancelActivity=\"false\""),
					"hand-over-or-keep", "a timer must interrupt the task");
		}

		@Test
		void aQuestionThatNobodyTakesBack() {
			refused(SHIPPED.with(ESCALATION, "id=\"shift-settled\"", "id=\"shift-settled\" cancelActivity=\"false\""),
					"hand-over-or-keep", "must interrupt the task");
		}

		@Test
		void anEndThatLeavesTheQuestionOpen() {
			refusedOnly(SHIPPED.with(ESCALATION, (text) -> text.replaceFirst("<bpmn:terminateEventDefinition />", "")),
					"fixed", "make it a terminate end event");
		}

	}

	/**
	 * Promise 4: signed off by the customer.
	 */
	@Nested
	class SignedOff {

		@Test
		void anAnswerEndsTheCase() {
			refused(SHIPPED.withFlowTo(CASE, "flow-answered", "confirmed"), "confirmed",
					"without having been signed off");
		}

		@Test
		void aTimerEndsTheCase() {
			refused(SHIPPED.adding(CASE,
					timerOn("too-long", "sign-off", true) + flow("flow-too-long", "too-long", "unconfirmed")),
					"unconfirmed", "without having been signed off");
		}

		@Test
		void aForeignEnd() {
			refused(SHIPPED.withFlowTo(CASE, "flow-unsolved", "won-t-do")
				.adding(CASE, "<bpmn:endEvent id=\"won-t-do\"/>"), "won-t-do", "A case can't end here");
		}

		@Test
		void aPathThatJustStops() {
			refused(SHIPPED.withoutFlow(CASE, "flow-explained"), "explain-unsolved", "The path stops here");
		}

		@Test
		void anEndThatLeavesTasksBehind() {
			refusedOnly(
					SHIPPED.with(CASE,
							(text) -> text.replaceFirst(
									"(?s)(<bpmn:endEvent id=\"confirmed\".*?)<bpmn:terminateEventDefinition />", "$1")),
					"confirmed", "must end all of it");
		}

		@Test
		void aTerminateEndInTheMiddle() {
			refused(SHIPPED.withFlowTo(CASE, "flow-no-answer", "gone-quiet")
				.adding(CASE, "<bpmn:endEvent id=\"gone-quiet\"><bpmn:terminateEventDefinition/></bpmn:endEvent>"),
					"gone-quiet", "A case can't end here");
		}

		@Test
		void anEndThatClosesWhereTheCaseGoesOn() {
			assertThat(SHIPPED.with(CASE, "words-read", "confirmed").problems()).singleElement()
				.satisfies((problem) -> assertThat(problem.message()).contains("multiple occurrences of ID value"));
			refused(SHIPPED.without(CASE, "spam")
				.with(CASE, "\"words-read\"", "\"spam\"")
				.withoutFlow(CASE, "flow-spam"), "spam", "An end of this name closes the case");
		}

		@Test
		void aTimerBesideATaskEndsTheCase() {
			refused(SHIPPED.adding(CASE,
					timerOn("beside", "investigate", false)
							+ "<bpmn:endEvent id=\"all-over\"><bpmn:terminateEventDefinition/></bpmn:endEvent>"
							+ flow("flow-beside", "beside", "all-over")),
					"all-over", "A case can't end here");
		}

		@Test
		void silenceIsTakenForYes() {
			refused(SHIPPED.with(CASE, "default=\"flow-unanswered\"", "default=\"flow-confirmed\"")
				.with(CASE, "${signOff == 'confirmed' &amp;&amp; resolution == 'solved'}",
						"${signOff != 'sent-back' &amp;&amp; resolution == 'solved'}"),
					"confirmed", "must be able to end as unconfirmed, and not otherwise");
		}

		@Test
		void aNoEndsTheCase() {
			refused(SHIPPED.with(CASE, "${signOff == 'sent-back'}", "${signOff == 'sent-away'}"), "unconfirmed",
					"the case can't end");
		}

		@Test
		void aYesCantEndTheCase() {
			refused(SHIPPED.withFlowTo(CASE, "flow-confirmed", "to-investigate"), "sign-off",
					"must be able to end as confirmed");
		}

		@Test
		void unsolvedIsCountedAsConfirmed() {
			refused(SHIPPED.with(CASE, "${signOff == 'confirmed' &amp;&amp; resolution == 'solved'}",
					"${signOff == 'confirmed'}"), "confirmed", "must be able to end as unsolved");
		}

		@Test
		void duplicatesAreClosedAsSpam() {
			refused(SHIPPED.with(CASE, "messageRef=\"message-duplicate-found\"", "messageRef=\"message-spam-found\""),
					"duplicate-found", "must lead straight to the end");
		}

		@Test
		void aCustomersYesIsNotHeard() {
			refused(SHIPPED.without(SIGN_OFF, "customer-signed-off").withoutFlow(SIGN_OFF, "flow-signed-off"),
					"sign-off", "Nothing in the model hears the message \"customer-signed-off\"");
		}

		@Test
		void somethingComesBetweenAnAnswerAndItsSignOff() {
			refusedOnly(SHIPPED.withFlowTo(CASE, "flow-answered", "ask-sales")
				.adding(CASE, task("ask-sales", "managers") + flow("flow-sales", "ask-sales", "to-sign-off"))
				.with("ask-sales.form", form("ask-sales")), "ask-sales", "nobody would hear their word");
		}

		@Test
		void aCustomersYesInterruptsNothing() {
			refused(SHIPPED.with(SIGN_OFF, "attachedToRef=\"waiting\"",
					"attachedToRef=\"waiting\" cancelActivity=\"false\""), "wait-for-word",
					"nobody hears the customer's yes or no");
		}

		@Test
		void aCustomersYesIsHeardOnlyInTheEnd() {
			refused(SHIPPED.withFlowTo(SIGN_OFF, "flow-given", "wait-first")
				.adding(SIGN_OFF,
						"<bpmn:intermediateCatchEvent id=\"wait-first\"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"
								+ flow("flow-first", "wait-first", "waiting")),
					"wait-first", "nobody hears the customer's yes or no");
		}

		@Test
		void theCustomerIsAskedWithoutAnAnswer() {
			refused(SHIPPED.withFlowTo(CASE, "flow-no-answer", "to-sign-off"), "sign-off", "nobody has answered them");
			refused(SHIPPED.withFlowTo(CASE, "flow-sent-back", "to-sign-off"), "sign-off", "nobody has answered them");
			refused(SHIPPED.withFlowTo(CASE, "flow-same-hands", "to-sign-off"), "sign-off", "nobody has answered them");
		}

		@Test
		void whoeverTheCustomerAsksForLooksAtIt() {
			refused(SHIPPED.withFlowTo(CASE, "flow-other-hands", "to-investigate"), "investigate",
					"the task \"look-afresh\" must come next");
			refused(SHIPPED.withFlowTo(CASE, "flow-it-stands", "to-investigate"), "investigate",
					"with the outcome \"stands\" this comes first");
			refused(SHIPPED.withFlowTo(CASE, "flow-look-again", "to-sign-off"), "sign-off",
					"with the outcome \"investigate\" this comes first");
		}

		@Test
		void silenceIsDecidedOnWithoutReminders() {
			refusedOnly(SHIPPED.withFlowTo(SIGN_OFF, "flow-remind", "decide-unanswered")
				.without(SIGN_OFF, "remind-customer")
				.withoutFlow(SIGN_OFF, "flow-reminded"), "decide-unanswered", "is reminded 2 times");
		}

		@Test
		void silenceIsDecidedOnAfterOneReminder() {
			refusedOnly(SHIPPED.with(SIGN_OFF, "${reminders &lt; 2}", "${reminders &lt; 1}"), "decide-unanswered",
					"is reminded 2 times");
		}

		@Test
		void remindersAreCountedFromTheWrongNumber() {
			refusedOnly(SHIPPED.with(CASE, "sourceExpression=\"${0}\"", "sourceExpression=\"${2}\""), "sign-off",
					"begins with no reminder sent");
		}

		@Test
		void silenceNeedsNobodysDecision() {
			refused(SHIPPED.withFlowTo(SIGN_OFF, "flow-no-reminders", "waited-enough"), "unanswered",
					"can end here without");
		}

	}

	/**
	 * What the review of a reply must keep.
	 */
	@Nested
	class Reviews {

		@Test
		void aReplyIsPassedBy() {
			refused(SHIPPED.withFlowTo(REVIEW, "flow-held", "send-reviewed-reply"), "send-reviewed-reply",
					"A reply can get here that nobody has passed");
			refused(SHIPPED.withFlowTo(REVIEW, "flow-not-yet", "send-reviewed-reply"), "send-reviewed-reply",
					"A reply can get here that nobody has passed");
			refused(SHIPPED.withFlowTo(REVIEW, "flow-reworked", "send-reviewed-reply"), "send-reviewed-reply",
					"A reply can get here that nobody has passed");
		}

		@Test
		void whatMayGoGoesBothWays() {
			refused(SHIPPED.with(REVIEW, "${outcome == 'send'}", "${outcome == 'rework'}"), "send-reviewed-reply",
					"A reply can get here that nobody has passed");
		}

		@Test
		void somethingComesBetweenAReviewAndTheReply() {
			refusedOnly(SHIPPED.withFlowTo(REVIEW, "flow-may-go", "ask-sales")
				.adding(REVIEW, task("ask-sales", "managers") + flow("flow-sales", "ask-sales", "send-reviewed-reply"))
				.with("ask-sales.form", form("ask-sales")), "review-reply", "must go at once");
		}

		@Test
		void aReworkedReplyIsNotReadOnceMore() {
			refused(SHIPPED.withFlowTo(REVIEW, "flow-reworked", "sent"), "rework-reply", "must lead to the task");
		}

		@Test
		void aReviewHasNoClock() {
			refused(SHIPPED.without(REVIEW, "no-time-left"), "reply-review",
					"A reply that nobody reads in time must go all the same");
		}

		@Test
		void theClockOfAReviewInterruptsNothing() {
			refused(SHIPPED.with(REVIEW, "name=\"Time for the review is over\"",
					"name=\"Time for the review is over\" isInterrupting=\"false\""), "reply-review",
					"A reply that nobody reads in time must go all the same");
		}

		@Test
		void theClockOfAReviewGoesByAnotherTime() {
			refused(SHIPPED.with(REVIEW,
					"<bpmn:timeDate xsi:type=\"bpmn:tFormalExpression\">${reviewDueAt}</bpmn:timeDate>",
					"<bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">P1D</bpmn:timeDuration>"), "reply-review",
					"A reply that nobody reads in time must go all the same");
			refused(SHIPPED.with(REVIEW, "${reviewDueAt}", "${promiseAttentionAt}"), "review-time-came",
					"There is no time called");
		}

		@Test
		void timeRunsOutAndNothingGoes() {
			refused(SHIPPED.withFlowTo(REVIEW, "flow-time-over", "sent-unreviewed"), "review-time-came",
					"A reply that nobody reads in time must go all the same");
		}

		@Test
		void aReplyGoesUnreviewedBeforeItsTime() {
			refused(SHIPPED.with(REVIEW, "camunda:delegateExpression=\"${sendReviewedReply}\"",
					"camunda:delegateExpression=\"${sendUnreviewedReply}\""), "send-reviewed-reply",
					"only when its time has run out");
		}

		@Test
		void aReviewEndsAroundItsReply() {
			refused(SHIPPED.withFlowTo(REVIEW, "flow-not-yet", "sent"), "sent",
					"The review can end here while its reply is held");
			refused(SHIPPED.withFlowTo(REVIEW, "flow-held", "sent"), "sent",
					"The review can end here while its reply is held");
		}

		@Test
		void whatIsSettledIsReviewedOn() {
			refused(SHIPPED.without(REVIEW, "nothing-to-review"), "reply-review",
					"Nothing in the model hears the message \"review-settled\"");
			refused(SHIPPED.with(REVIEW, "name=\"Reply taken back, or gone\"",
					"name=\"Reply taken back, or gone\" isInterrupting=\"false\""), "review-settled",
					"ends the review wherever it stands");
		}

		@Test
		void aReviewIsDoneElsewhere() {
			refused(SHIPPED.adding(CASE,
					task("review-reply", "agents") + flow("flow-r", "review-reply", "to-investigate")), "review-reply",
					"belongs to the process \"reply-review\"");
		}

		@Test
		void aCaseWaitsForTheAnswerToAQuestionThatNobodyAsked() {
			refused(SHIPPED.without(CASE, "question-taken-back")
				.withoutFlow(CASE, "flow-wait-taken-back")
				.withoutFlow(CASE, "flow-question-taken-back"), "ask-customer", "The case must hear that");
			refused(SHIPPED.without(CASE, "answer-taken-back").withoutFlow(CASE, "flow-answer-taken-back"), "sign-off",
					"The case must hear that");
		}

		@Test
		void whatWasTakenBackGoesElsewhere() {
			refused(SHIPPED.withFlowTo(CASE, "flow-question-taken-back", "to-answer"), "question-taken-back",
					"leads back to the task \"investigate\"");
			refused(SHIPPED.withFlowTo(CASE, "flow-answer-taken-back", "look-afresh"), "answer-taken-back",
					"leads back to the task \"investigate\"");
		}

	}

	/**
	 * What elements must fit.
	 */
	@Nested
	class Elements {

		@Test
		void aMisspelledStep() {
			refused(SHIPPED.with(CASE, "${remindOwner}", "${remindOwners}"), "remind-owner",
					"There is no step \"remindOwners\"");
		}

		@Test
		void aStepThatIsNone() {
			refused(SHIPPED.with(CASE, "camunda:delegateExpression=\"${remindOwner}\"", ""), "remind-owner",
					"There is no step \"\"");
		}

		@Test
		void aTaskWithoutAForm() {
			refusedOnly(SHIPPED.with(CASE, "camunda:formRef=\"investigate\"", ""), "investigate",
					"names no form that exists");
		}

		@Test
		void aFormThatIsNone() {
			refusedOnly(SHIPPED.with(CASE, "camunda:formRef=\"investigate\"", "camunda:formRef=\"investigation\""),
					"investigate", "\"investigation\" doesn't");
		}

		@Test
		void theFormOfAnotherTask() {
			refusedOnly(SHIPPED.with(CASE, "camunda:formRef=\"investigate\"", "camunda:formRef=\"answer\""),
					"investigate", "must be named as the task");
		}

		@Test
		void anOldForm() {
			refusedOnly(
					SHIPPED.with(VERIFICATION, "formRef=\"verify-fix\" camunda:formRefBinding=\"latest\"",
							"formRef=\"verify-fix\" camunda:formRefBinding=\"deployment\""),
					"verify-fix", "binding \"latest\"");
		}

		@Test
		void aTaskForNobody() {
			refusedOnly(SHIPPED.with(CASE,
					"camunda:formRef=\"investigate\" camunda:formRefBinding=\"latest\" camunda:candidateGroups=\"agents\"",
					"camunda:formRef=\"investigate\" camunda:formRefBinding=\"latest\""), "investigate",
					"says no group");
		}

		@Test
		void aGroupThatIsNone() {
			refusedOnly(
					SHIPPED.with(CASE,
							(text) -> text.replaceFirst("candidateGroups=\"agents\"",
									"candidateGroups=\"programmers\"")),
					"acknowledge", "There is no group \"programmers\"");
		}

		@Test
		void aTaskWithoutAName() {
			refusedOnly(SHIPPED.with(CASE, "name=\"Investigate\"", "name=\" \""), "investigate", "has no name");
		}

		@Test
		void aMessageThatNothingSends() {
			refused(SHIPPED.with(CASE, "name=\"talk-requested\"", "name=\"talk-wanted\""), "message-talk-requested",
					"Nothing ever sends the message \"talk-wanted\"");
		}

		@Test
		void aProcessThatIsNone() {
			refused(SHIPPED.with(CASE, "calledElement=\"sign-off\"", "calledElement=\"signoff\""), "sign-off",
					"There is no process \"signoff\"");
		}

		@Test
		void aCallOfNothing() {
			refused(SHIPPED.with(CASE, "calledElement=\"verification\"", ""), "verification",
					"There is no process \"\" to call");
		}

		@Test
		void aMessageWithoutAName() {
			refused(SHIPPED.with(CASE,
					(text) -> text.replaceFirst("(<bpmn:message id=\"[^\"]+\") name=\"[^\"]+\"", "$1")),
					"message-customer-answered", "Nothing ever sends the message \"\"");
		}

		@Test
		void aProcessThatCallsTheJourney() {
			refused(SHIPPED.with("again.bpmn", process("again",
					"<bpmn:startEvent id=\"s\"/><bpmn:callActivity id=\"c\" calledElement=\"support-case\"><bpmn:extensionElements><camunda:in businessKey=\"#{execution.processBusinessKey}\" /></bpmn:extensionElements></bpmn:callActivity><bpmn:endEvent id=\"e\"/>"
							+ flow("f", "s", "c") + flow("g", "c", "e"))),
					"c", "can't call itself");
		}

		@Test
		void aCalledProcessThatDoesntKnowItsCase() {
			refusedOnly(SHIPPED.with(CASE,
					"<camunda:in businessKey=\"#{execution.processBusinessKey}\" /><camunda:out source=\"engineering\"",
					"<camunda:out source=\"engineering\""), "engineering", "must get the case number");
		}

		@Test
		void aCalledProcessThatOverwritesWhatItLikes() {
			refusedOnly(
					SHIPPED.with(CASE, "<camunda:out source=\"engineering\"",
							"<camunda:out variables=\"all\" /><camunda:out source=\"engineering\""),
					"engineering", "hands back its own result");
			refusedOnly(SHIPPED.with(CASE, "<camunda:out source=\"engineering\"",
					"<camunda:out source=\"engineering\" target=\"signOff\" /><camunda:out source=\"engineering\""),
					"engineering", "hands back its own result");
		}

		@Test
		void anOldVersionIsCalled() {
			refusedOnly(
					SHIPPED.with(CASE, "calledElement=\"sign-off\"",
							"calledElement=\"sign-off\" camunda:calledElementBinding=\"deployment\""),
					"sign-off", "The latest version of a process is called");
		}

		@ParameterizedTest
		@ValueSource(strings = { "2 days", "P", "tomorrow", "PT0S", "PT5S", "-P1D", "R/PT10S", "${outcome}",
				"${reminders}", "2026-12-24T18:00:00Z", "" })
		void aTimeThatIsNone(String time) {
			assertThat(SHIPPED.with(CASE, ">P3D<", ">" + time + "<").problems())
				.anySatisfy((problem) -> assertThat(problem.element()).isEqualTo("no-answer-yet"));
		}

		@Test
		void aConditionThatIsNone() {
			refused(SHIPPED.with(CASE, "${outcome == 'answer'}", "ask"), "flow-answer",
					"The condition \"ask\" is not an expression");
			refused(SHIPPED.with(CASE, "${outcome == 'answer'}", "is it ${outcome == 'answer'}?"), "flow-answer",
					"is not an expression");
		}

		@Test
		void aMisspelledValue() {
			refused(SHIPPED.with(CASE, "${outcome == 'answer'}", "${outcom == 'answer'}"), "flow-answer",
					"There is no value called \"outcom\"");
		}

		@Test
		void aProcessThatIsNotExecutable() {
			refusedOnly(SHIPPED.with(VERIFICATION, "isExecutable=\"true\"", "isExecutable=\"false\""), "verification",
					"not marked as executable");
		}

		@Test
		void aProcessWithoutATimeToLive() {
			refusedOnly(SHIPPED.with(VERIFICATION, "camunda:historyTimeToLive=\"P3650D\"", ""), "verification",
					"how long its history is kept");
		}

		@Test
		void aJourneyThatStartsByItself() {
			refused(SHIPPED.adding(VERIFICATION,
					"<bpmn:startEvent id=\"daily\"><bpmn:timerEventDefinition><bpmn:timeCycle xsi:type=\"bpmn:tFormalExpression\">R/P1D</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>"
							+ flow("flow-daily", "daily", "verify-fix")),
					"daily", "Nothing else may start one");
		}

		@Test
		void aCircleThatNeverWaits() {
			refused(SHIPPED.withFlowTo(CASE, "flow-fixed", "to-engineering")
				.withFlowTo(CASE, "flow-to-engineering", "what-engineering-found"), "to-engineering",
					"never waits for anything");
		}

		@Test
		void whatElementsSayOfTheirFlowsDoesntCount() {
			Models lying = SHIPPED.with(CASE, "sourceRef=\"triage\" targetRef=\"acknowledge\"",
					"sourceRef=\"triage\" targetRef=\"to-investigate\"");
			refused(lying, "answer", "without having been acknowledged by a person");
			assertThat(SHIPPED.with(CASE, (text) -> text.replaceAll("<bpmn:(incoming|outgoing)>[^<]*</bpmn:\\1>", ""))
				.problems()).isEmpty();
		}

		@Test
		void anElementWithoutAnId() {
			assertThat(SHIPPED.adding(CASE, "<bpmn:userTask name=\"Nameless\"/>").problems()).singleElement()
				.satisfies((problem) -> assertThat(problem.message()).contains("needs an id"));
		}

		@Test
		void aFlowThatCrossesABorder() {
			refused(SHIPPED.withFlowTo(CASE, "flow-triaged", "read-message"), "flow-triaged", "elements beside it");
		}

		@Test
		void anIdThatIsTooLong() {
			String id = "a".repeat(61);
			refused(SHIPPED.with("long.bpmn",
					process("long",
							"<bpmn:startEvent id=\"" + id + "\"/><bpmn:endEvent id=\"e\"/>" + flow("f", id, "e"))),
					id, "longer than 60 characters");
		}

		@Test
		void aFileThatIsNoDiagram() {
			assertThat(SHIPPED.with("broken.bpmn", "<a>").problems()).isNotEmpty();
			assertThat(SHIPPED.with("broken.bpmn", "").problems()).hasSize(1);
			assertThat(SHIPPED.with("broken.bpmn", "{}").problems()).hasSize(1);
			assertThat(SHIPPED
				.with("empty.bpmn",
						"<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" targetNamespace=\"t\"/>")
				.problems()).hasSize(1);
		}

		@ParameterizedTest
		@ValueSource(strings = { "case.cmmn", "steps.js", "steps.groovy", "page.html", "support-case.bpmn20.xml",
				"triage.dmn11.xml", "SUPPORT-CASE.BPMN", "bpmn", "x.class", "x.jar" })
		void aFileOfAnotherKind(String name) {
			assertThat(SHIPPED.with(name, "x").problems()).singleElement()
				.satisfies((problem) -> assertThat(problem.toString()).startsWith(name)
					.contains("Only diagrams (.bpmn), decisions (.dmn) and forms (.form)"));
		}

	}

	/**
	 * What a decision must answer.
	 */
	@Nested
	class Decisions {

		@Test
		void aRowIsMissing() {
			refusedOnly(SHIPPED.without("triage.dmn", "rule-otherwise"), "triage",
					"For impact impaired and customer kind customer: 0 rows answer");
		}

		@Test
		void twoRowsAnswer() {
			refusedOnly(SHIPPED.with("triage.dmn", "hitPolicy=\"FIRST\"", "hitPolicy=\"COLLECT\""), "triage",
					"rows answer. It must be exactly one");
			refusedOnly(SHIPPED.with("triage.dmn", "hitPolicy=\"FIRST\"", "hitPolicy=\"UNIQUE\""), "triage",
					"can't be evaluated");
		}

		@ParameterizedTest
		@CsvSource(delimiter = '|',
				value = { "<text>80<|<text>800<|priority", "<text>80<|<text>\"high\"<|evaluated",
						"<text>80<|<text>-1<|priority", "<text>\"high\"</text>|<text></text>|severity",
						"<text>80<|<text>nonsense(<|evaluated" })
		void anAnswerThatCantBeUsed(String part, String by, String words) {
			refusedOnly(SHIPPED.with("triage.dmn", part, by), "triage", words);
		}

		@ParameterizedTest
		@CsvSource(delimiter = '|', value = { "name=\"acknowledgeWithin\"|name=\"within\"|acknowledgeWithin",
				"\"PT30M\"|\"one hour\"|acknowledgeWithin", "\"PT30M\"|\"PT0S\"|acknowledgeWithin",
				"\"PT30M\"|\"P1M\"|acknowledgeWithin", "\"PT30M\"|\"P999D\"|acknowledgeWithin",
				"\"P10D\"|null|waitAtMost", "\"round-the-clock\"|\"always\"|hours", "\"PT30M\"|nonsense(|evaluated" })
		void aTargetThatCantBeUsed(String part, String by, String words) {
			refusedOnly(SHIPPED.with("targets.dmn", part, by), "targets", words);
		}

		@Test
		void aTargetForNobodyElse() {
			refusedOnly(SHIPPED.with("targets.dmn", "<text></text>", "<text>\"gold\"</text>"), "targets",
					"0 rows answer");
		}

		@Test
		void aFileWithoutADecision() {
			assertThat(SHIPPED.with("empty.dmn",
					"<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"d\" name=\"d\" namespace=\"n\"/>")
				.problems()).singleElement()
				.satisfies((problem) -> assertThat(problem.message()).contains("no decision"));
		}

	}

	/**
	 * What forms must hold.
	 */
	@Nested
	class Forms {

		@ParameterizedTest
		@ValueSource(strings = { "html", "iframe", "table", "image", "expression", "button", "dynamiclist",
				"filepicker", "documentPreview", "script", "" })
		void aComponentThatMayNotBe(String type) {
			refusedOnly(
					SHIPPED.with("answer.form", "\"components\": [",
							"\"components\": [{\"type\": \"" + type + "\", \"id\": \"planted\"},"),
					"planted", "The component \"" + type + "\" is not among those");
		}

		@Test
		void aComponentHiddenInAGroup() {
			refusedOnly(SHIPPED.with("answer.form", "\"components\": [",
					"\"components\": [{\"type\": \"group\", \"id\": \"g\", \"components\": [{\"type\": \"html\", \"id\": \"planted\"}]},"),
					"planted", "The component \"html\"");
		}

		@ParameterizedTest
		@CsvSource({ "acknowledge, message", "investigate, outcome", "escalate, seen", "escalate, customerSees",
				"escalate, affected", "reproduce-and-fix, explanation", "verify-fix, evidence", "verify-fix, steps",
				"verify-fix, build", "verify-fix, environment", "decide-unverified, reason", "second-opinion, outcome",
				"talk-it-over, message", "answer, message", "explain-unsolved, message", "talk-to-customer, message",
				"overdue-promise, message", "late-word, message", "decide-unanswered, message",
				"read-answer, outcome" })
		void aFieldThatItsStepNeeds(String form, String field) {
			refused(SHIPPED.with(form + ".form", "\"key\": \"" + field + "\"", "\"key\": \"other\""), field,
					"The task \"" + form + "\" needs the field");
			refused(SHIPPED.with(form + ".form", "\"required\": true", "\"required\": false"), field,
					"must be one that has to be filled in");
		}

		@ParameterizedTest
		@CsvSource({ "escalate, checklist", "escalate, files", "reproduce-and-fix, build" })
		void aFieldThatItsStepTakesWhereItNeedsIt(String form, String field) {
			refused(SHIPPED.with(form + ".form", "\"key\": \"" + field + "\"", "\"key\": \"other\""), field,
					"The task \"" + form + "\" needs the field");
			refused(SHIPPED.with(form + ".form", "\"validate\": {", "\"validate\": { \"required\": true,"), field,
					"must be one that may be left empty");
		}

		@Test
		void aFieldOfAnotherType() {
			refusedOnly(
					SHIPPED.with("verify-fix.form",
							(text) -> text.replace("\"type\": \"textarea\",\n      \"id\": \"field-evidence\"",
									"\"type\": \"number\",\n      \"id\": \"field-evidence\"")),
					"evidence", "must be text");
			refusedOnly(SHIPPED.with("answer.form", "\"type\": \"datetime\"", "\"type\": \"textfield\""),
					"nextUpdateAt", "must be a datetime");
		}

		@Test
		void anOutcomeThatNobodyUnderstands() {
			refusedOnly(SHIPPED.with("verify-fix.form", "\"value\": \"failed\"", "\"value\": \"partly\""), "outcome",
					"understands the outcomes cannot-verify, failed, passed");
		}

		@Test
		void aKeyThatIsNoName() {
			refusedOnly(SHIPPED.with("investigate.form", "\"key\": \"findings\"", "\"key\": \"find.ings\""),
					"find.ings", "letters and digits");
		}

		@ParameterizedTest
		@ValueSource(strings = { "", "<form/>", "{\"components\": [", "[]", "null", "\"text\"", "{}" })
		void aFileThatIsNoForm(String content) {
			assertThat(SHIPPED.with("broken.form", content).problems()).isNotEmpty()
				.allSatisfy((problem) -> assertThat(problem.resource()).isEqualTo("broken.form"));
		}

		@Test
		void aFileThatIsNestedWithoutEnd() {
			assertThat(SHIPPED.with("deep.form", "{\"id\":\"deep\",\"components\":[".repeat(20_000)).problems())
				.isNotEmpty();
		}

	}

	/**
	 * What may stand in a file at all.
	 */
	@Nested
	class Scan {

		@ParameterizedTest(name = "{0}")
		@MethodSource("org.followthrough.journey.JourneyContractTests#planted")
		void whatIsNotOnTheListIsRefused(String what, UnaryOperator<String> edit, String element) {
			List<ModelProblem> problems = SHIPPED.with(VERIFICATION, edit).problems();
			assertThat(problems).as(what)
				.anySatisfy((problem) -> assertThat(problem.toString()).startsWith(VERIFICATION + ":")
					.contains("(" + element + ")"));
		}

		@Test
		void aProblemNamesTheLine() {
			Models planted = SHIPPED.with(VERIFICATION, "name=\"Passed\"", "name=\"Passed ${1}\"");
			int line = (int) planted.text(VERIFICATION)
				.substring(0, planted.text(VERIFICATION).indexOf("${1}"))
				.lines()
				.count();
			assertThat(planted.problems()).singleElement()
				.hasToString("verification.bpmn:" + line
						+ " (passed): An expression may not stand here: \"Passed ${1}\". Write plain text.");
		}

		@Test
		void anElementMayBeWrittenInAnyEncoding() {
			byte[] content = SHIPPED.text(VERIFICATION)
				.replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"")
				.replace("name=\"Passed\"", "name=\"${evil}\"")
				.getBytes(java.nio.charset.StandardCharsets.UTF_16);
			assertThat(ModelScan.scan("x.bpmn", content)).singleElement()
				.satisfies((problem) -> assertThat(problem.element()).isEqualTo("passed"));
		}

	}

	private static UnaryOperator<String> replacing(String part, String by) {
		return (text) -> text.replace(part, by);
	}

	/** Puts something into the task of the process of verification. */
	private static UnaryOperator<String> inTask(String content) {
		return replacing("whatever", "")
			.andThen((text) -> text.replaceFirst("<bpmn:incoming>flow-to-verify", "<bpmn:extensionElements>"
					+ content.replace("$", "\\$") + "</bpmn:extensionElements><bpmn:incoming>flow-to-verify"))::apply;
	}

	static Stream<Arguments> planted() {
		return Stream.of(
				arguments("expression in a name", replacing("name=\"Verify the fix\"", "name=\"${evil}\""),
						"verify-fix"),
				arguments("deferred expression in a name", replacing("name=\"Verify the fix\"", "name=\"#{evil}\""),
						"verify-fix"),
				arguments("expression in documentation",
						replacing("Do on the named build", "${evil} Do on the named build"), "verify-fix"),
				arguments("expression split by a comment",
						replacing("Do on the named build", "$<!-- -->{evil} Do on the named build"), "verify-fix"),
				arguments("expression in CDATA",
						replacing("Do on the named build", "<![CDATA[${evil}]]> Do on the named build"), "verify-fix"),
				arguments("expression in character references",
						replacing("Do on the named build", "&#36;&#123;evil} Do on the named build"), "verify-fix"),
				arguments("expression as a group",
						replacing("candidateGroups=\"support-engineers\"", "candidateGroups=\"${evil}\""),
						"verify-fix"),
				arguments("expression as a form", replacing("formRef=\"verify-fix\"", "formRef=\"${evil}\""),
						"verify-fix"),
				arguments("assignee",
						replacing("camunda:formRef=\"verify-fix\"",
								"camunda:assignee=\"engineer1\" camunda:formRef=\"verify-fix\""),
						"verify-fix"),
				arguments("form key",
						replacing("camunda:formRef=\"verify-fix\"",
								"camunda:formKey=\"embedded:deployment:x.html\" camunda:formRef=\"verify-fix\""),
						"verify-fix"),
				arguments("form handler",
						replacing("camunda:formRef=\"verify-fix\"",
								"camunda:formHandlerClass=\"java.lang.String\" camunda:formRef=\"verify-fix\""),
						"verify-fix"),
				arguments("task listener",
						inTask("<camunda:taskListener event=\"create\" class=\"java.lang.String\"/>"), "verify-fix"),
				arguments("task listener of the alias", inTask(
						"<a:taskListener xmlns:a=\"http://activiti.org/bpmn\" event=\"create\" class=\"java.lang.String\"/>"),
						"verify-fix"),
				arguments("execution listener",
						inTask("<camunda:executionListener event=\"start\" expression=\"${evil}\"/>"), "verify-fix"),
				arguments("form data", inTask(
						"<camunda:formData><camunda:formField id=\"a\" type=\"string\" label=\"${evil}\"/></camunda:formData>"),
						"verify-fix"),
				arguments("input parameter with a script of a foreign namespace", inTask(
						"<camunda:inputOutput><camunda:inputParameter name=\"a\"><x:script xmlns:x=\"urn:x\" scriptFormat=\"juel\">${evil}</x:script></camunda:inputParameter></camunda:inputOutput>"),
						"verify-fix"),
				arguments("script of a foreign namespace alone",
						inTask("<x:script xmlns:x=\"urn:x\" scriptFormat=\"juel\">1</x:script>"), "verify-fix"),
				arguments("element of the drawing's namespace", inTask(
						"<di:script xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\" scriptFormat=\"juel\">1</di:script>"),
						"verify-fix"),
				arguments("element of the model in the drawing",
						replacing("<bpmndi:BPMNPlane", "<bpmn:scriptTask id=\"planted\"/><bpmndi:BPMNPlane"),
						"planted"),
				arguments("allowed element in the drawing",
						replacing("<bpmndi:BPMNPlane", "<bpmn:serviceTask id=\"planted\"/><bpmndi:BPMNPlane"),
						"planted"),
				arguments("element without a namespace", inTask("<script xmlns=\"\">1</script>"), "verify-fix"),
				arguments("connector", inTask(
						"<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>"),
						"verify-fix"),
				arguments("retry cycle",
						inTask("<camunda:failedJobRetryTimeCycle>${evil}</camunda:failedJobRetryTimeCycle>"),
						"verify-fix"),
				arguments("property with an expression", inTask(
						"<camunda:properties><camunda:property name=\"a\" value=\"${evil}\"/></camunda:properties>"),
						"verify-fix"),
				arguments("field", inTask("<camunda:field name=\"command\" stringValue=\"touch\"/>"), "verify-fix"),
				arguments("import", replacing("<bpmn:process",
						"<bpmn:import importType=\"http://www.w3.org/2001/XMLSchema\" location=\"file:///etc/passwd\" namespace=\"n\"/><bpmn:process"),
						"verification-definitions"),
				arguments("schema from elsewhere", replacing("id=\"verification-definitions\"",
						"xsi:schemaLocation=\"urn:x http://localhost:9/x.xsd\" id=\"verification-definitions\""),
						"verification-definitions"),
				arguments("expression language",
						replacing("id=\"verification-definitions\"",
								"expressionLanguage=\"groovy\" id=\"verification-definitions\""),
						"verification-definitions"),
				arguments("condition in another language", replacing(
						"<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">",
						"<bpmn:conditionExpression language=\"javascript\" xsi:type=\"bpmn:tFormalExpression\">"),
						"flow-passed"),
				arguments("condition from a resource", replacing(
						"<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">",
						"<bpmn:conditionExpression camunda:resource=\"deployment://x.js\" xsi:type=\"bpmn:tFormalExpression\">"),
						"flow-passed"),
				arguments("condition that calls",
						replacing("${verification == 'passed'}", "${verification.equals('passed')}"), "flow-passed"),
				arguments("condition that reaches into a value",
						replacing("${verification == 'passed'}", "${verification.class == 'passed'}"), "flow-passed"),
				arguments("condition with brackets",
						replacing("${verification == 'passed'}", "${verification['class'] == 'passed'}"),
						"flow-passed"),
				arguments("candidate starters",
						replacing("camunda:historyTimeToLive",
								"camunda:candidateStarterGroups=\"agents\" camunda:historyTimeToLive"),
						"verification"),
				arguments("job priority",
						replacing("camunda:historyTimeToLive",
								"camunda:jobPriority=\"${evil}\" camunda:historyTimeToLive"),
						"verification"),
				arguments("script task", replacing("<bpmn:endEvent id=\"passed\"",
						"<bpmn:scriptTask id=\"planted\" scriptFormat=\"juel\"><bpmn:script>${1}</bpmn:script></bpmn:scriptTask><bpmn:endEvent id=\"passed\""),
						"planted"),
				arguments("shell task", replacing("<bpmn:endEvent id=\"passed\"",
						"<bpmn:serviceTask id=\"planted\" camunda:type=\"shell\"/><bpmn:endEvent id=\"passed\""),
						"planted"),
				arguments("class", replacing("<bpmn:endEvent id=\"passed\"",
						"<bpmn:serviceTask id=\"planted\" camunda:class=\"java.lang.String\"/><bpmn:endEvent id=\"passed\""),
						"planted"),
				arguments("class of the alias", replacing("<bpmn:endEvent id=\"passed\"",
						"<bpmn:serviceTask id=\"planted\" xmlns:a=\"http://activiti.org/bpmn\" a:class=\"java.lang.String\"/><bpmn:endEvent id=\"passed\""),
						"planted"),
				arguments("expression of a service task", replacing("<bpmn:endEvent id=\"passed\"",
						"<bpmn:serviceTask id=\"planted\" camunda:expression=\"${remindOwner}\"/><bpmn:endEvent id=\"passed\""),
						"planted"),
				arguments("step with more than a name", replacing("<bpmn:endEvent id=\"passed\"",
						"<bpmn:serviceTask id=\"planted\" camunda:delegateExpression=\"${remindOwner.x}\"/><bpmn:endEvent id=\"passed\""),
						"planted"),
				arguments("external worker", replacing("<bpmn:endEvent id=\"passed\"",
						"<bpmn:serviceTask id=\"planted\" camunda:type=\"external\" camunda:topic=\"t\"/><bpmn:endEvent id=\"passed\""),
						"planted"),
				arguments("decision of a business rule task", replacing("<bpmn:endEvent id=\"passed\"",
						"<bpmn:businessRuleTask id=\"planted\" camunda:decisionRef=\"${evil}\"/><bpmn:endEvent id=\"passed\""),
						"planted"),
				arguments("send task", replacing("<bpmn:endEvent id=\"passed\"",
						"<bpmn:sendTask id=\"planted\" camunda:delegateExpression=\"${remindOwner}\"/><bpmn:endEvent id=\"passed\""),
						"planted"),
				arguments("message that is thrown", replacing("<bpmn:endEvent id=\"passed\" name=\"Passed\">",
						"<bpmn:endEvent id=\"passed\" name=\"Passed\"><bpmn:messageEventDefinition camunda:delegateExpression=\"${remindOwner}\"/>"),
						"passed"),
				arguments("error end",
						replacing("<bpmn:endEvent id=\"failed\" name=\"Failed\">",
								"<bpmn:endEvent id=\"failed\" name=\"Failed\"><bpmn:errorEventDefinition/>"),
						"failed"),
				arguments("boundary error", replacing("<bpmn:endEvent id=\"passed\"",
						"<bpmn:boundaryEvent id=\"planted\" attachedToRef=\"verify-fix\"><bpmn:errorEventDefinition id=\"error\"/></bpmn:boundaryEvent><bpmn:endEvent id=\"passed\""),
						"error"),
				arguments("signal", replacing("<bpmn:endEvent id=\"passed\"",
						"<bpmn:intermediateThrowEvent id=\"planted\"><bpmn:signalEventDefinition id=\"signal\"/></bpmn:intermediateThrowEvent><bpmn:endEvent id=\"passed\""),
						"signal"),
				arguments("escalation event", replacing("<bpmn:endEvent id=\"passed\"",
						"<bpmn:intermediateThrowEvent id=\"planted\"><bpmn:escalationEventDefinition id=\"up\"/></bpmn:intermediateThrowEvent><bpmn:endEvent id=\"passed\""),
						"up"),
				arguments("multi instance", replacing("<bpmn:incoming>flow-to-verify",
						"<bpmn:multiInstanceLoopCharacteristics id=\"many\"><bpmn:loopCardinality>${evil}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics><bpmn:incoming>flow-to-verify"),
						"many"),
				arguments("receive task",
						replacing("<bpmn:endEvent id=\"passed\"",
								"<bpmn:receiveTask id=\"planted\"/><bpmn:endEvent id=\"passed\""),
						"planted"),
				arguments("transaction",
						replacing("<bpmn:endEvent id=\"passed\"",
								"<bpmn:transaction id=\"planted\"/><bpmn:endEvent id=\"passed\""),
						"planted"),
				arguments("data object with a property", replacing("<bpmn:endEvent id=\"passed\"",
						"<bpmn:dataObject id=\"planted\"/><bpmn:endEvent id=\"passed\""), "planted"));
	}

}
