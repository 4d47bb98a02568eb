package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.xml.ModelException;

/**
 * An element of a diagram where a case can stand.
 *
 * @param id its id
 * @param name what people call it; the id when it has no name
 * @param kind what it is: a case can't go from a place of one kind to one of another
 */
public record Place(String id, String name, String kind) {

	/**
	 * The elements of a diagram.
	 * @param content the file
	 * @return its elements by id, in the file's order; nothing if it can't be read
	 */
	public static Optional<Map<String, Place>> in(byte[] content) {
		try {
			Map<String, Place> places = new LinkedHashMap<>();
			Bpmn.readModelFromStream(new ByteArrayInputStream(content))
				.getModelElementsByType(FlowNode.class)
				.stream()
				.filter((node) -> node.getId() != null)
				.forEach((node) -> places.put(node.getId(), of(node)));
			return Optional.of(places);
		}
		catch (ModelException ex) {
			return Optional.empty();
		}
	}

	static Place of(FlowNode node) {
		String name = node.getName();
		return new Place(node.getId(),
				(name != null && !name.isBlank()) ? name.strip().replaceAll("\\s+", " ") : node.getId(), kind(node));
	}

	private static String kind(FlowNode node) {
		String type = node.getElementType().getTypeName();
		return !(node instanceof CatchEvent event) ? type
				: type + event.getEventDefinitions()
					.stream()
					.map((definition) -> " " + definition.getElementType().getTypeName())
					.findFirst()
					.orElse("");
	}

}
