package org.followthrough.mining;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.followthrough.journey.DiagramShape;
import org.followthrough.mining.Journey.Departure;
import org.followthrough.mining.Journey.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A recorded way is replayed over a diagram.
 */
class JourneyTests {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Model MODEL = Model.of(DiagramShape.of("""
			<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t" id="d">
			  <bpmn:process id="p" isExecutable="true">
			    <bpmn:startEvent id="start"/>
			    <bpmn:userTask id="one" name="One"/>
			    <bpmn:boundaryEvent id="rang" attachedToRef="one"><bpmn:timerEventDefinition/></bpmn:boundaryEvent>
			    <bpmn:exclusiveGateway id="which"/>
			    <bpmn:parallelGateway id="both"/>
			    <bpmn:userTask id="two" name="Two"/>
			    <bpmn:userTask id="three" name="Three"/>
			    <bpmn:endEvent id="end"/>
			    <bpmn:sequenceFlow id="begins" sourceRef="start" targetRef="one"/>
			    <bpmn:sequenceFlow id="asks" sourceRef="one" targetRef="which"/>
			    <bpmn:sequenceFlow id="again" sourceRef="which" targetRef="one"/>
			    <bpmn:sequenceFlow id="forks" sourceRef="which" targetRef="both"/>
			    <bpmn:sequenceFlow id="left" sourceRef="both" targetRef="two"/>
			    <bpmn:sequenceFlow id="right" sourceRef="both" targetRef="three"/>
			    <bpmn:sequenceFlow id="late" sourceRef="rang" targetRef="three"/>
			    <bpmn:sequenceFlow id="ends" sourceRef="three" targetRef="end"/>
			  </bpmn:process>
			</bpmn:definitions>
			""".getBytes(StandardCharsets.UTF_8)));

	@Test
	void loopsAndForksAndWhatRingsAreAsDrawn() {
		Journey journey = new Journey();
		journey.moved(flows("begins"), MODEL);
		journey.moved(flows("asks", "again"), MODEL);
		journey.moved(flows("late"), MODEL);
		journey.moved(flows("asks", "forks", "left", "right"), MODEL);
		journey.moved(flows("ends"), MODEL);
		assertThat(journey.departures()).isEmpty();
		assertThat(journey.tasks()).containsExactly("One", "One", "Three", "Two", "Three");
	}

	@Test
	void whatGoesOnFromWhereItHadNotComeIsToldOnce() {
		Journey journey = new Journey();
		journey.moved(flows("begins"), MODEL);
		journey.moved(flows("ends"), MODEL);
		journey.moved(flows("asks", "again", "asks", "again", "asks", "asks", "asks"), MODEL);
		assertThat(journey.departures()).containsExactly(new Departure("p", 3, "Three", Kind.NOT_THERE),
				new Departure("p", 3, "One", Kind.NOT_THERE));
	}

	@Test
	void aFlowThatTheVersionLacksIsTold() {
		Journey journey = new Journey();
		journey.moved(flows("begins", "shortcut"), MODEL);
		assertThat(journey.departures()).containsExactly(new Departure("p", 3, "shortcut", Kind.NO_SUCH_FLOW));
	}

	@Test
	void whoGoesOnByAnotherVersionStandsAtItsNewPlace() throws Exception {
		Journey journey = new Journey();
		journey.moved(flows("begins"), MODEL);
		journey.migrated(JSON.readTree("{\"process\":\"p\",\"version\":4,\"to\":{\"one\":\"three\"}}"));
		journey.moved(flows("ends"), MODEL);
		assertThat(journey.departures()).isEmpty();
	}

	private static JsonNode flows(String... flows) {
		ObjectNode details = JSON.createObjectNode().put("process", "p").put("version", 3);
		List.of(flows).forEach(details.withArray("flows")::add);
		return details;
	}

}
